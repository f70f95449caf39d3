"""
Outcome: what came of the last thing that somebody did here, told on the next run of the page.

In goes a piece of work, run by a button before the page is drawn; out comes a sentence: that it is done, or why not.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from debatkit import DebatkitError, InvalidChangeError, explain, text
from pages.shared import session

KEY = "uitkomst"


def of(work: Callable[[], str]) -> bool:
    """Do something that says in a sentence what it did, and keep that to be told; whether it was done."""
    try:
        st.session_state[KEY] = (True, work())
    except InvalidChangeError as error:
        st.session_state[KEY] = (False, "\n".join(f"- {text.capital(refusal.message)}" for refusal in error.refusals))
    except DebatkitError as error:
        st.session_state[KEY] = (False, explain(error, session.user()))
    return bool(st.session_state[KEY][0])


def show() -> None:
    """Tell it, once."""
    done, told = st.session_state.pop(KEY, (None, ""))
    if done:
        st.success(text.plain(told), icon=":material/check:")
    elif done is False:
        st.error("Dit is niet gelukt.", icon=":material/error:")
        st.text(told)
