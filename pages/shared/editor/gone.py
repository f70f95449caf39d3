"""Gone: an item that somebody withdrew, while somebody else was writing on it: what that one wrote is still theirs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from debatkit import DebatkitError, Desk, Revision, difference, forms, text
from pages.shared import differences, history, session
from pages.shared.editor import form
from pages.shared.editor import work as works
from pages.shared.editor.parts import with_keys
from pages.shared.editor.work import Form, Work

PROBLEM = "terugzetten-met-tekst-fout"


def withdrawal(desk: Desk, kind: str, name: str) -> Revision | None:
    """The revision that took an item of a form away; None where it is there, or never was."""
    if kind not in forms.FORMS or (kind, name) not in desk.state.withdrawn:
        return None
    latest = desk.latest(kind, name)
    return latest if latest and latest.deleted else None


def show(desk: Desk, withdrawn: Revision) -> None:
    """Who withdrew it; and what this user wrote on it and did not save, to put back with it or to throw away."""
    kind, name = withdrawn.kind, withdrawn.id
    st.title(text.plain(text.capital(history.name_of(desk, kind, name))))
    who = session.name_of(withdrawn.author)
    st.warning(
        text.plain(f"{who} heeft dit onderdeel ingetrokken ({text.dutch_moment(withdrawn.time)})."),
        icon=":material/delete:",
    )
    st.page_link(
        "geschiedenis.py",
        label="Geschiedenis van dit onderdeel",
        icon=":material/history:",
        query_params=session.address(onderdeel=f"{kind}:{name}"),
    )
    work = _work(desk, kind, name)
    if work is None or not work.changed:
        return
    st.markdown("Wat u schreef en nog niet had opgeslagen, is bewaard.")
    _choice(desk, work, withdrawn)
    finished = _changes(desk, work)
    with st.expander("Het hele onderdeel met uw tekst", expanded=not finished, key="weg-geheel"):
        form.draw(Form(desk.dossier, work, locked=True))
    works.keep(desk, work)


def _changes(desk: Desk, work: Work) -> bool:
    """Show what this user wrote beside what was there; whether that can be told: it may not be finished."""
    try:
        mine = forms.read(work.kind, work.data)
    except DebatkitError:
        return False
    st.header("Wat u wijzigde", anchor=False)
    st.html(differences.shown(difference(desk.state.withdrawn[work.kind, work.id].body, mine)))
    return True


def _choice(desk: Desk, work: Work, withdrawn: Revision) -> None:
    if problem := st.session_state.pop(PROBLEM, None):
        st.error("Er is niets teruggezet.", icon=":material/error:")
        st.text(problem)
    body = desk.state.withdrawn[work.kind, work.id].body
    refusal = desk.refusal(body) if body else None
    if refusal:
        st.info(text.plain(refusal), icon=":material/lock:")
    with st.container(horizontal=True):
        if not refusal and st.button("Zet terug met mijn tekst", type="primary", icon=":material/restore:"):
            _bring_back(desk, work, withdrawn.number)
        with st.popover("Gooi mijn tekst weg", icon=":material/undo:", key="weggooien-vraag"):
            st.markdown("Wat u hier typte en niet opsloeg, is dan weg. Het onderdeel blijft ingetrokken.")
            if st.button("Ja, weggooien", key="weggooien"):
                desk.drop(work.place)
                works.forget(desk, work)
                st.rerun()


def _bring_back(desk: Desk, work: Work, number: int) -> None:
    try:
        item = forms.read(work.kind, work.data)
        [written] = desk.bring_back(work.kind, work.id, item, number)
    except DebatkitError as error:
        st.session_state[PROBLEM] = str(error)
    else:
        desk.drop(work.place)
        works.forget(desk, work)
        st.toast(f"Teruggezet met uw tekst, als versie {written.number}.", icon=":material/check:")
    st.rerun()


def _work(desk: Desk, kind: str, name: str) -> Work | None:
    """The work of this user on an item that is no longer there: of this session, or kept; None where there is none."""
    key = (desk.dossier.id, kind, name)
    held: dict[Any, Work] = st.session_state.setdefault("werk", {})
    was = desk.state.withdrawn[kind, name]
    body = was.body
    if key not in held and body:
        data = forms.values(body)
        work = Work(kind, name, with_keys(data), was.number, data)
        works.take_up(desk, work)
        if work.taken_up:
            held[key] = work
    return held.get(key)
