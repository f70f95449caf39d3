"""Prints: what was printed, and whether the paper in somebody's hand still holds."""

from __future__ import annotations

import datetime
from functools import partial

import streamlit as st
from markupsafe import Markup

from debatkit import (
    LAYOUT_NAMES,
    WHAT_NAMES,
    DebatkitError,
    Difference,
    Layout,
    NotFoundError,
    Print,
    Prints,
    Standing,
    View,
    What,
    text,
)
from pages.shared import download, mine, session
from pages.shared.markup import joined

SHOWN = 20


def found(view: View, query: str) -> bool:
    """Say of the print whose number was typed whether it still holds; whether it was the number of a print."""
    prints = mine.prints() if query else None
    if prints is None:
        return False
    try:
        record = prints.find(query, view.audience)
    except NotFoundError as error:
        st.warning(text.plain(str(error)), icon=":material/search_off:")
        return True
    if record is None:
        return False
    with st.container(key="afdruk"):
        try:
            _standing(prints, prints.standing(record))
        except DebatkitError as error:
            st.error(text.plain(str(error)), icon=":material/error:")
    return True


def _standing(prints: Prints, standing: Standing) -> None:
    record = standing.record
    st.header(f"Afdruk {standing.code}", anchor=False)
    st.caption(f"{_about(record)}, {prints.told(record)}")
    changed = [each for each in standing.differences if each.what is not What.STATUS]
    if not standing.differences:
        st.success("Nog geldig. Alles op deze afdruk staat er nog zo.", icon=":material/check:")
        return
    if standing.holds:
        count = _items(len(standing.differences))
        st.success(f"Nog geldig. Van {count} is alleen de status gewijzigd.", icon=":material/check:")
    else:
        verb = "is" if len(changed) == 1 else "zijn"
        st.warning(f"Niet meer geldig: {_items(len(changed))} {verb} anders.", icon=":material/warning:")
    rows = joined(_row(each, standing.since.get(each.ref)) for each in standing.differences)
    head = joined(Markup('<th scope="col">{}</th>').format(each) for each in ("Nummer", "Wat", "Bladzijde", "Sinds"))
    st.html(
        Markup(
            '<div class="dk-scroll" tabindex="0"><table class="dk-table"><thead><tr>{}</tr></thead>'
            "<tbody>{}</tbody></table></div>"
        ).format(head, rows)
    )
    download.button(
        "Wijzigingsblad downloaden (pdf)",
        partial(prints.changes, record),
        f"wijzigingsblad-{standing.code}.pdf",
        "application/pdf",
        key="wijzigingsblad",
        icon=":material/difference:",
        primary=True,
    )
    st.caption("Daarop staat alleen wat anders is, oud naast nieuw, en welke bladzijden u uit de map haalt.")


def _items(count: int) -> str:
    return "1 onderdeel" if count == 1 else f"{count} onderdelen"


def _row(each: Difference, since: datetime.datetime | None) -> Markup:
    pages = "" if each.pages is None else "–".join(map(str, dict.fromkeys(each.pages)))
    cells = joined(
        Markup("<td>{}</td>").format(cell)
        for cell in (f"{WHAT_NAMES[each.what]}: {each.title}", pages, text.dutch_moment(since) if since else "")
    )
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(each.label, cells)


def _about(record: Print) -> str:
    audience = session.AUDIENCE_NAMES[record.audience].lower()
    safe = ", draagveilig" if record.safe else ""
    return f"{LAYOUT_NAMES[Layout(record.layout)]}, {audience}{safe}"


def listed(view: View) -> None:
    """The prints that were made: all for who prepares the debate, their own for others; each leads to how it stands."""
    prints = mine.prints()
    known = prints.listed(view.audience) if prints else ()
    if prints is None or not known:
        return
    with st.expander(
        f"Eerdere afdrukken ({len(known)})", icon=":material/history:", on_change="rerun", key="afdrukken"
    ) as box:
        if not box.open:
            return
        st.caption("Kies een afdruk om te zien of zij nog geldt. Het nummer staat onderaan elke bladzijde.")
        pages = -(-len(known) // SHOWN)
        page = st.pagination(pages, key="afdrukken-blad") if pages > 1 else 1
        for record in known[(page - 1) * SHOWN : page * SHOWN]:
            who = "" if record.by == session.user().id else f", door {session.name_of(record.by)}"
            code = prints.code(record)
            st.page_link(
                "zoeken.py",
                label=text.plain(f"{code}: {_about(record)}, {prints.told(record)}{who}"),
                icon=":material/print:",
                query_params=session.address(q=code),
            )
