"""Beheer: whole dossiers, who has which role, backups, and how this server is; for coordinators."""

import streamlit as st

from pages.shared import outcome
from pages.shared.management import backup, dossiers, people, server

PARTS = {
    "Dossiers": dossiers.show,
    "Personen": people.show,
    "Reservekopie": backup.show,
    "Deze server": server.show,
}

st.title("Beheer")
outcome.show()
for tab, show in zip(st.tabs(list(PARTS), key="deel", bind="query-params"), PARTS.values(), strict=True):
    if tab.open:
        with tab:
            show()
