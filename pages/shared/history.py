"""History: versions of an item with what changed in each, and the feed of a dossier."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from debatkit import (
    Asked,
    Comment,
    DebatkitError,
    Desk,
    Revision,
    UnreadableRevisionError,
    called,
    difference,
    forms,
    text,
    title,
)
from pages.shared import differences, session

SHOWN = 25
KEY = "terugzetten-fout"
BEFORE = "geschiedenis-voor"  # by dossier, the sequence from before which the feed shows
ORIGINS = {
    "files": "bestanden",
    "form": "in de app",
    "restored": "teruggezet",
    "import": "ingelezen",
    "copy": "kopie",
    "new": "nieuw dossier",
}
KINDS = {"comment": "opmerking", "asked": "gestelde vraag", "practice": "oefening", "archive": "archief"}


def name_of(desk: Desk, kind: str, name: str) -> str:
    """What an item is called, also when it was withdrawn."""
    body = None
    with suppress(UnreadableRevisionError):
        revision = desk.state.revision(kind, name) or desk.state.withdrawn.get((kind, name))
        body = revision.body if revision else None
    if isinstance(body, Comment):
        return f"opmerking bij {name_of(desk, body.kind, body.item)}"
    if isinstance(body, Asked):
        return f"gestelde vraag „{body.question[:80]}”"
    return KINDS.get(kind) or called(desk.dossier, kind, name, body)


def _head(revision: Revision) -> str:
    origin = ORIGINS.get(revision.origin, revision.origin)
    done = "ingetrokken" if revision.deleted else origin
    who = session.name_of(revision.author)
    by = f"uit de bestanden{' gehaald' if revision.deleted else ''}" if who == ORIGINS["files"] else f"{who} ({done})"
    return f"Versie {revision.number}, {text.dutch_moment(revision.time)}, {by}"


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
    before = st.session_state.setdefault(BEFORE, {}).get(desk.dossier.id)
    found = desk.feed(before, SHOWN + 1)
    if not found:
        st.info("Er is nog niets gebeurd in dit dossier.")
        return
    with st.container(key="geschiedenis-lijst"):
        for revision in found[:SHOWN]:
            name = text.capital(name_of(desk, revision.kind, revision.id))
            st.page_link(
                "geschiedenis.py",
                label=text.plain(f"{name}: {_head(revision)}"),
                query_params=session.address(onderdeel=f"{revision.kind}:{revision.id}"),
            )
    with st.container(horizontal=True):
        if before:
            st.button("Nieuwste", icon=":material/first_page:", on_click=_from, args=[desk.dossier.id, None])
        if len(found) > SHOWN:
            last = found[SHOWN - 1].sequence
            st.button("Eerder", icon=":material/arrow_back:", on_click=_from, args=[desk.dossier.id, last])


def _from(dossier: str, sequence: int | None) -> None:
    st.session_state[BEFORE][dossier] = sequence


def withdrawn(desk: Desk) -> None:
    """What was withdrawn, to be put back."""
    found = desk.withdrawn()
    if not found:
        return
    st.header("Ingetrokken", anchor=False)
    _problem()
    for revision in found:
        body = revision.body
        said = f": {title(body)}" if body else ""
        st.text(f"{text.capital(name_of(desk, revision.kind, revision.id))}{said}")
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
