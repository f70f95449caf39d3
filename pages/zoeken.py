"""Zoeken: one box over cards, questions and sources, with results while typing."""

import streamlit as st

from pages.shared import actions, filters, keys, latch_list, mine, nothing, numbered, prints, results, session, waiting

MOST = 500  # results that are counted; one page shows far fewer
PAUSE = "50ms"  # after the last key; a fast typist has 120 ms between two, so a shorter one asks no more often

view = session.current_view()

st.title("Zoeken")


def _prepare() -> None:
    """Make the index before the box is there: typing would break it off."""
    if view.search_ready:
        return
    waiting.on(view.prepare_search, "De zoekindex wordt eenmalig gemaakt")


@st.fragment
def _search() -> None:
    session.still_allowed(view)
    query = st.text_input(
        "Zoek een woord, een deel van een woord of een hele vraag",
        type="search",
        live=PAUSE,
        key="q",
        bind="query-params",
        max_chars=1000,
        placeholder="Bijvoorbeeld: register, onderraad, wie betaalt dat",
    )
    st.caption(f"Tussen aanhalingstekens: precies deze woorden.  \n{keys.HELP}")
    if view.meaning_share < 1:
        st.caption(f"Zoeken op betekenis is voor {view.meaning_share:.0%} klaar; tot dan wordt op woorden gezocht.")
    query = (query or "").strip()
    spot = view.numbered(query)
    if spot:
        with st.container(key="nummer"):
            actions.searched(query, frozenset({spot.ref}))
            results.result(view, spot, mine.shelf(), opened=1)
        return
    if prints.found(view, query):
        return
    hits = view.search(query, MOST) if query else ()
    if nothing.yet(query, hits):
        query, hits = "", ()
    choices = filters.of_view(view)
    filters.choice(choices, hits, bool(query))
    kept = filters.kept(choices, hits)
    with st.container(key="resultaten"):
        gone = bool(query) and numbered.missing(view, query)
        if not query and not results.kept(view, mine.shelf()):
            st.info(
                "Typ een woord. Gezocht wordt in de kaarten, de verwachte vragen met hun antwoorden, en de bronnen."
            )
        elif query and not hits and not gone:
            nothing.found(view, query)
        elif hits and not kept:
            nothing.kept(len(hits))
        elif hits and (not gone or results.answered(hits)):
            results.listed(view, query, kept, more=len(hits) == MOST)


_prepare()
_search()
latch_list.show(view)
