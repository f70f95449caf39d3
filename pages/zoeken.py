"""Zoeken: one box over cards, questions and sources, with results while typing."""

import streamlit as st

from debatkit import STATUSES, Entry, Kind, Status
from pages.shared import results, session

GROUPS = {Kind.CARD: "Kaarten", Kind.QUESTION: "Vragen", Kind.SOURCE: "Bronnen"}
SHOWN = {Kind.CARD: 3, Kind.QUESTION: 15, Kind.SOURCE: 5}

view = session.current_view()
dossier = view.dossier

st.title("Zoeken")


@st.fragment
def _search() -> None:
    session.still_allowed(view)
    query = st.text_input(
        "Zoek een woord, een deel van een woord of een hele vraag",
        type="search",
        live="200ms",
        key="q",
        bind="query-params",
        max_chars=1000,
        placeholder="Bijvoorbeeld: register, onderraad, wie betaalt dat",
    )
    keep = _filters()
    if not (query or "").strip():
        st.info("Typ een woord. Gezocht wordt in de kaarten, de verwachte vragen met hun antwoorden, en de bronnen.")
        return
    hits = view.search(query or "", 200, keep)
    if not hits:
        st.warning(
            "Geen resultaat. Probeer een ander of korter woord, of zet een filter uit.", icon=":material/search_off:"
        )
        return
    results.counted(hits)
    for kind, title in GROUPS.items():
        several = results.shown(hits, kind)[: SHOWN[kind]]
        if several:
            st.header(title)
        for hit in several:
            results.result(view, hit)


def _filters():
    themes = {theme.id: theme.title for theme in dossier.themes}
    ministries = sorted({question.ministry for question in dossier.questions if question.ministry})
    with st.popover("Filters", icon=":material/filter_list:"):
        theme = st.multiselect("Thema", list(themes), format_func=themes.get, key="thema", bind="query-params")
        ministry = st.multiselect("Ministerie", ministries, key="ministerie", bind="query-params")
        statuses = [status.value for status in Status]
        status = st.multiselect(
            "Status", statuses, format_func=lambda each: STATUSES[Status(each)], key="status", bind="query-params"
        )

    def keep(entry: Entry) -> bool:
        return (
            (not theme or entry.theme in theme)
            and (not ministry or entry.ministry in ministry)
            and (not status or entry.status in status)
        )

    return keep if theme or ministry or status else None


_search()
