"""Controle: what the checks found, as a work list; and below it what else waits for somebody."""

import streamlit as st

from pages.shared import inner, session
from pages.shared.control import asked, comments, files, tasks

view = session.current_view()

st.title("Controle")
inner.required("De controle gaat ook over interne delen.")
desk = session.desk()
tasks.show(view)
files.show(desk, session.workspace().refused)
if desk:
    asked.show(desk)
    comments.show(desk)
