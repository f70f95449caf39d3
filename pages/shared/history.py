"""History: versions of an item with what changed in each, and the feed of a dossier."""

from __future__ import annotations

import streamlit as st

from debatkit import DebatkitError, Desk, Revision, UnreadableRevisionError, difference, forms, text
from pages.shared import differences, session

SHOWN = 25
KEY = "terugzetten-fout"
ORIGINS = {"files": "bestanden", "form": "in de app", "restored": "teruggezet", "import": "ingelezen", "copy": "kopie"}
KINDS = {
    **forms.KIND_NAMES,
    "debate": "debat",
    "order": "volgorde",
    "comment": "opmerking",
    "asked": "gestelde vraag",
    "practice": "oefening",
    "archive": "archief",
}


def _head(revision: Revision) -> str:
    done = "ingetrokken" if revision.deleted else ORIGINS.get(revision.origin, revision.origin)
    who = session.name_of(revision.author)
    return f"Versie {revision.number}, {text.dutch_moment(revision.time)}, {who} ({done})"


def versions(desk: Desk, kind: str, name: str) -> None:
    """Every version, the newest first, each with the difference with the one before."""
    found = desk.history(kind, name)
    if not found:
        st.info("Dit onderdeel is er niet, en is er nooit geweest.")
        return
    _problem()
    for place in range(len(found) - 1, -1, -1):
        revision = found[place]
        with st.expander(text.plain(_head(revision)), expanded=place == len(found) - 1):
            try:
                before = found[place - 1].body if place else None
                st.html(differences.shown(difference(before, revision.body)))
            except UnreadableRevisionError as error:
                st.warning(text.plain(str(error)))
                continue
            if place < len(found) - 1 and not revision.deleted and kind in forms.FORMS:
                with st.popover("Zet terug", icon=":material/restore:", key=f"terug-{revision.number}"):
                    st.markdown("Deze versie wordt de nieuwste, als concept. De andere versies blijven bewaard.")
                    st.button(
                        "Ja, zet terug",
                        key=f"terug-ja-{revision.number}",
                        on_click=_restore,
                        args=[desk, kind, name, revision.number],
                    )


def feed(desk: Desk) -> None:
    """What happened in the dossier, newest first, a page at a time."""
    before = st.session_state.get("geschiedenis-voor")
    found = desk.feed(before, SHOWN)
    if not found:
        st.info("Er is nog niets gebeurd in dit dossier.")
        return
    for revision in found:
        kind = KINDS.get(revision.kind, revision.kind)
        st.page_link(
            "geschiedenis.py",
            label=text.plain(f"{kind} {revision.id}: {_head(revision)}"),
            query_params=session.address(onderdeel=f"{revision.kind}:{revision.id}"),
        )
    with st.container(horizontal=True):
        if before:
            st.button("Nieuwste", icon=":material/first_page:", on_click=_from, args=[None])
        if len(found) == SHOWN:
            st.button("Eerder", icon=":material/arrow_back:", on_click=_from, args=[found[-1].sequence])


def _from(sequence: int | None) -> None:
    st.session_state["geschiedenis-voor"] = sequence


def withdrawn(desk: Desk) -> None:
    """What was withdrawn, to be put back."""
    found = desk.withdrawn()
    if not found:
        return
    st.header("Ingetrokken", anchor=False)
    _problem()
    for revision in found:
        st.text(f"{KINDS.get(revision.kind, revision.kind)} {revision.id}")
        if revision.kind in forms.FORMS:
            st.button(
                "Zet terug",
                key=f"terug-{revision.kind}-{revision.id}",
                icon=":material/restore:",
                on_click=_restore,
                args=[desk, revision.kind, revision.id, revision.number],
            )


def _restore(desk: Desk, kind: str, name: str, number: int) -> None:
    try:
        desk.restore(kind, name, number)
    except DebatkitError as error:
        st.session_state[KEY] = str(error)
    else:
        st.toast("Teruggezet.", icon=":material/check:")


def _problem() -> None:
    if problem := st.session_state.pop(KEY, None):
        st.error("Er is niets teruggezet.", icon=":material/error:")
        st.text(problem)
