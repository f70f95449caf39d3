"""Folder parts: a folder on the screen: its items in order, the reply that they make, its link and its prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from debatkit import LAYOUT_NAMES, PAPER, STATUSES, Belongings, Folder, Layout, Spot, Status, View, is_ref, joined, text
from pages.shared import actions, doubt, ladder, markup, printing, session

LONGEST_NAME = 80
MOST = 300  # items in a link; a folder holds no more
BETWEEN = "_"  # items in a link: no short number has it, and nothing on the way to sign-in makes it longer
plain = text.plain


def to_link(spots: Sequence[Spot]) -> str:
    """Items as they stand in a link: by their short numbers, which are given once, so that the longest folder fits."""
    return BETWEEN.join(spot.label for spot in spots)


def in_link(view: View, given: str) -> tuple[Spot, ...]:
    """What a link names and this visitor may see; older links name items by reference, with commas between them."""
    names = re.split(f"[{BETWEEN},]", given)[:MOST]
    found = [view.spot(each) if is_ref(each) else view.labelled(each) for each in names]
    return tuple({spot.ref: spot for spot in found if spot}.values())


def name_in_link(given: str) -> str:
    """The name in a link, on one line."""
    shown = "".join(each if each.isprintable() else " " for each in given)
    return " ".join(shown.split())[:LONGEST_NAME] or "map"


def contents(view: View, spots: Sequence[Spot]) -> None:
    """What is in a folder, to look at."""
    rows = Markup("").join(
        Markup("<li><strong>{}</strong> {}{}</li>").format(spot.label, spot.title, doubt.mark(view, spot, short=True))
        for spot in spots
    )
    st.html(Markup('<ol class="dk-text dk-plain">{}</ol>').format(rows))


def listed(view: View, folder: Folder, spots: Sequence[Spot], shelf: Belongings) -> None:
    """The items in their order, each with its line and with what can be done with it here."""
    total = text.speaking_time(sum(spot.seconds for spot in spots))
    st.caption(f"{len(spots)} {'onderdeel' if len(spots) == 1 else 'onderdelen'}, samen {total} spreektijd aan regels.")
    chosen = st.session_state.get(actions.JOINED, frozenset())
    with st.container(key="map-inhoud"):
        for place, spot in enumerate(spots):
            with actions.place(spot):
                st.page_link(
                    "kaarten.py", label=f"{spot.label} {plain(spot.title)}", query_params=actions.address(spot)
                )
                found = [
                    *([actions.button("op", "Omhoog")] if place else []),
                    *([actions.button("neer", "Omlaag")] if place < len(spots) - 1 else []),
                    actions.button("uit", "Haal eruit"),
                    actions.button("samen", "Niet meer samen" if spot.ref in chosen else "Samen in één antwoord"),
                    *actions.of_item(spot, shelf, short=True),
                    *([actions.button("fout", "Klopt niet")] if spot.item else []),
                ]
                st.html(
                    Markup('<div class="dk-text">{}{}</div>{}').format(
                        doubt.mark(view, spot), _line(spot), actions.group(spot, found, folder.id)
                    )
                )


def _line(spot: Spot) -> Markup:
    """What is said first, with what must be known before it is: internal, without a source, how far it is settled."""
    line = markup.line(spot.line, spot.card.source_by_id) if spot.line else ladder.NO_LINE
    if spot.internal and not spot.line:
        line = markup.internal("", line)
    known = [text.speaking_time(spot.seconds)] if spot.line else []
    if spot.status:
        known.append(STATUSES[spot.status])
    return line + Markup('<p class="dk-small">{}</p>').format(" · ".join(known))


def reply(view: View, folder: Folder, spots: Sequence[Spot]) -> None:
    """Several answers as one, for a member who asks three things in one breath."""
    chosen = st.session_state.get(actions.JOINED, frozenset())
    several = [spot for spot in spots if spot.ref in chosen]
    if not several:
        return
    whole = joined(several)
    st.header("Eén antwoord", anchor=False)
    lines = markup.joined(
        Markup("{}<p><strong>{}</strong>{}</p>{}").format(
            doubt.mark(view, spot, short=True),
            spot.label,
            f" ({STATUSES[spot.status]})" if spot.status is Status.DRAFT else "",
            markup.paragraphs(spot.line, spot.card.source_by_id),
        )
        for spot in whole.spots
        if spot.line
    )
    if whole.spots:
        st.html(
            Markup(
                '<div class="dk-text"><div class="dk-line">{}</div><p class="dk-small">{} spreektijd</p></div>'
            ).format(lines, text.speaking_time(whole.seconds))
        )
    if whole.silent:
        st.caption(f"Zonder openbare regel: {plain(', '.join(spot.label for spot in whole.silent))}.")
    if whole.spots:
        with st.container(key="samen"):
            st.html(actions.copying(whole.text, "Kopieer het antwoord"))
            st.page_link(
                "leesstand.py",
                label="Lees het antwoord voor",
                icon=":material/fullscreen:",
                query_params=session.address(onderdelen=to_link(whole.spots), uit=folder.id),
            )


def sharing(folder: Folder, spots: Sequence[Spot]) -> None:
    """The folder as a link: what is in it, by reference; who opens it sees what they may see, and keeps a copy."""
    query = urlencode(session.address(onderdelen=to_link(spots), naam=folder.name))
    st.header("Delen en afdrukken", anchor=False)
    st.html(actions.copying(f"map?{query}", "Kopieer een link naar deze map", address=True))
    st.caption("Wie de link opent, ziet wat hij mag zien en kan de map als eigen kopie overnemen.")


def on_paper(view: View, folder: Folder) -> None:
    """The folder in each layout, in its own order."""
    layout = st.selectbox("Vorm", list(Layout), format_func=LAYOUT_NAMES.get, key="map_vorm", bind="query-params")
    selection = view.gathered(folder.items, Layout(layout))
    if layout is Layout.PRESS:
        st.caption(view.left_out(selection, layout))
    safe = printing.safe_choice("map") if layout in PAPER else printing.Safe()
    printing.downloads(view, selection, Layout(layout), "map", safe=safe)
