"""
Following: an open window shows what others change, without a reload.

A fragment looks every second whether the dossier is still what this run drew, and draws the page anew if it is not.
The look is one row of the database and the times of the files; what somebody is typing stays as it is. While the form
of a report is open, the page under it waits: drawn anew, the form would lose the cursor, and with it what is typed.

A look that was sent while the server went to another page arrives after that, and still says the old one. Streamlit
believes it, and the browser takes away all of the new page but what surrounds every page; so the look goes back there.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

from debatkit import DebatkitError, View
from pages.shared import doubt, session

INTERVAL = timedelta(seconds=1)


@dataclass(frozen=True)
class Drawn:
    """What a run drew: which page, at which address, and the sign by which to tell that it has changed."""

    page: str  # as Streamlit calls it
    query: str
    sign: str


def follow(whole: bool = False) -> None:
    """Draw this page anew as soon as what it shows has changed; `whole` where that is all, whatever the view."""
    with suppress(DebatkitError):  # no dossier, or one with mistakes: the page itself says so
        view = session.whole_view() if whole else session.current_view()
        run = get_script_run_ctx()
        if run:
            _look(view, Drawn(run.page_script_hash, run.query_string, session.sign_of_change(whole)), whole)


@st.fragment(run_every=INTERVAL)
def _look(view: View, drawn: Drawn, whole: bool) -> None:
    session.still_allowed(view)
    _stay_on(drawn)
    if doubt.reporting():
        return
    try:
        session.workspace().refresh()
        now = session.sign_of_change(whole)
    except DebatkitError:  # unreachable for a moment, or just withdrawn: the next click says it
        return
    if now != drawn.sign:
        st.rerun()


def _stay_on(drawn: Drawn) -> None:
    """Go back to the page that was drawn, if this look was sent from the one before."""
    run = get_script_run_ctx()
    if run and run.page_script_hash != drawn.page:
        raise RerunException(
            RerunData(query_string=drawn.query, page_script_hash=drawn.page, context_info=run.context_info)
        )
