"""Comments on an item: who said what and when, open or resolved."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import DebatkitError, Desk, text
from pages.shared import session

KEY = "opmerking-fout"
MARKED = ("question", "position")  # what is marked where it stands


def comments(desk: Desk, kind: str, name: str) -> None:
    """The comments, and a box for another one."""
    found = desk.comments(kind, name)
    still = sum(not each.resolved for each in found)
    st.header(f"Opmerkingen ({still} open)", anchor=False)
    for each in found:
        state = "afgehandeld" if each.resolved else "klopt niet" if each.wrong else "open"
        head = f"{session.name_of(each.by)}, {text.dutch_moment(each.time)}, {state}"
        st.html(Markup('<div class="dk-text"><p class="dk-label">{}</p><p>{}</p></div>').format(head, each.text))
        label = "Weer openen" if each.resolved else "Afhandelen"
        st.button(label, key=f"op-{each.id}", on_click=_resolve, args=[desk, each.id, not each.resolved])
    with st.form("opmerking", clear_on_submit=True, border=False):
        said = st.text_area("Nieuwe opmerking", max_chars=5000)
        wrong = kind in MARKED and st.checkbox("Dit klopt niet: markeer het tot het is opgelost")
        if st.form_submit_button("Opmerking plaatsen", icon=":material/chat:"):
            _place(desk, kind, name, said or "", wrong)
    if problem := st.session_state.pop(KEY, None):
        st.error(text.plain(problem))


def _place(desk: Desk, kind: str, name: str, said: str, wrong: bool) -> None:
    try:
        desk.comment(kind, name, said, wrong)
    except DebatkitError as error:
        st.session_state[KEY] = str(error)
    else:
        st.rerun()


def _resolve(desk: Desk, comment: str, resolved: bool) -> None:
    try:
        desk.resolve(comment, resolved)
    except DebatkitError as error:
        st.session_state[KEY] = str(error)
