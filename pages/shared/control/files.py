"""Files: what they have otherwise than the app, to take over or to leave; and files with mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from debatkit import Desk, DossierError, FileDifference, called, difference, text
from pages.shared import differences, outcome, session

A_PAGE = 10


def show(desk: Desk | None, refused: Mapping[str, DossierError]) -> None:
    """Both, each with what it means when there is nothing."""
    st.header("Bestanden die anders zijn")
    outcome.show()
    if desk is None:
        st.info("Hier wordt niets gewijzigd: wat u ziet, is wat in de bestanden staat.")
    else:
        _different(desk)
    st.header("Bestanden met fouten")
    if not refused:
        st.success("Elk bestand kan worden gelezen.", icon=":material/check:")
    for name, error in refused.items():
        st.error(f"Uit „{text.plain(name)}” wordt niets overgenomen.", icon=":material/error:")
        for mistake in error.mistakes:
            st.text(str(mistake))


def _different(desk: Desk) -> None:
    try:
        found = desk.differences()
    except DossierError:
        st.info("De bestanden kunnen nu niet worden vergeleken; hieronder staat waarom.")
        return
    if not found:
        st.success(
            "Er is niets te kiezen: wat in de app is gewijzigd, staat in de bestanden niet anders dan toen iemand het "
            "wijzigde. Wat niemand hier wijzigde, volgt vanzelf de bestanden.",
            icon=":material/check:",
        )
        return
    st.caption(
        "Deze onderdelen zijn in de app gewijzigd, en hun bestand zegt iets anders. Doorgestreept staat alleen in de "
        "app, onderstreept alleen in het bestand. Kies wat blijft; wat u niet kiest, blijft te vinden in de "
        "geschiedenis of in het bestand."
    )
    _listed(desk, found)


def _listed(desk: Desk, found: Sequence[FileDifference]) -> None:
    pages = -(-len(found) // A_PAGE)
    page = st.pagination(pages, key=f"bestanden-blad-{len(found)}") if pages > 1 else 1
    for each in found[(page - 1) * A_PAGE : page * A_PAGE]:
        with st.container(border=True):
            _one(desk, each)


def _one(desk: Desk, each: FileDifference) -> None:
    label = called(desk.dossier, each.kind, each.id)
    st.subheader(text.plain(text.capital(label)), anchor=False)
    st.caption(text.plain(_who(desk, each)))
    ours = each.ours.body if each.ours else None
    sides = differences.beside(difference(ours, each.in_file))
    names = (
        "In de app" if ours else "In de app ingetrokken",
        "In het bestand" if each.in_file else "Niet in het bestand",
    )
    for column, name, side, body in zip(st.columns(2), names, sides, (ours, each.in_file), strict=True):
        with column:
            st.markdown(f"**{name}**")
            st.html(side if body else Markup("<p></p>"))
    if not desk.may_edit(ours or each.in_file):
        st.caption("Wie dit onderdeel schrijft, of een coördinator, kiest wat blijft.")
        return
    with st.container(horizontal=True):
        key = f"{each.kind}-{each.id}"
        st.button("Neem over uit het bestand", key=f"neem-{key}", on_click=_take, args=[desk, each, label])
        st.button("Laat zo", key=f"laat-{key}", on_click=_leave, args=[desk, each, label])


def _take(desk: Desk, each: FileDifference, label: str) -> None:
    def work() -> str:
        desk.take(each)
        return f"{text.capital(label)} is nu zoals in het bestand, en volgt het voortaan weer."

    outcome.of(work)


def _leave(desk: Desk, each: FileDifference, label: str) -> None:
    def work() -> str:
        desk.leave(each)
        return f"{text.capital(label)} blijft zoals het is, tot het bestand opnieuw wijzigt."

    outcome.of(work)


def _who(desk: Desk, each: FileDifference) -> str:
    latest = each.ours or desk.history(each.kind, each.id)[-1]
    done = "gewijzigd" if each.ours else "ingetrokken"
    return f"In de app {done} door {session.name_of(latest.author)}, {text.dutch_moment(latest.time)}"
