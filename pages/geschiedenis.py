"""Geschiedenis: what happened in the dossier, and every version of one item, to compare and to put back."""

import streamlit as st

from debatkit import text
from pages.shared import history, session

desk = session.required_desk()
wanted = st.query_params.get("onderdeel")

st.title("Geschiedenis")
if wanted and ":" in wanted:
    kind, name = wanted.split(":", 1)
    st.page_link("geschiedenis.py", label="Het hele dossier", icon=":material/list:", query_params=session.address())
    st.header(text.plain(text.capital(history.name_of(desk, kind, name))), anchor=False)
    history.versions(desk, kind, name)
else:
    history.feed(desk)
    history.withdrawn(desk)
