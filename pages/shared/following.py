"""
Following: an open window shows what others change, without a reload.

A fragment looks every second whether the dossier is still what this run drew, and draws the page anew if it is not.
The look is one row of the database and the times of the files; what somebody is typing stays as it is. While the form
of a report is open, the page under it waits: drawn anew, the form would lose the cursor, and with it what is typed.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import streamlit as st

from debatkit import DebatkitError, View
from pages.shared import doubt, session

INTERVAL = timedelta(seconds=1)


def follow(whole: bool = False) -> None:
    """Draw this page anew as soon as what it shows has changed; `whole` where that is all, whatever the view."""
    with suppress(DebatkitError):  # no dossier, or one with mistakes: the page itself says so
        view = session.whole_view() if whole else session.current_view()
        _look(view, session.sign_of_change(whole), whole)


@st.fragment(run_every=INTERVAL)
def _look(view: View, drawn: str, whole: bool) -> None:
    session.still_allowed(view)
    if doubt.reporting():
        return
    try:
        session.workspace().refresh()
        now = session.sign_of_change(whole)
    except DebatkitError:  # unreachable for a moment, or just withdrawn: the next click says it
        return
    if now != drawn:
        st.rerun()
