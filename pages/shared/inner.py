"""Inner: pages that tell of internal parts are shown in the internal view alone, and say so in the other."""

from __future__ import annotations

import streamlit as st

from debatkit import Audience
from pages.shared import session


def required(what: str) -> None:
    """Stop here in the public view, with the way to the internal one; `what` says why, in a sentence."""
    if session.audience() is Audience.INTERNAL:
        return
    st.info(f"{what} Daarom staat dit alleen in de interne weergave.", icon=":material/lock:")
    st.button("Naar de interne weergave", type="primary", on_click=_switch)
    st.stop()


def _switch() -> None:
    st.session_state[session.AUDIENCE_KEY] = session.AUDIENCE_NAMES[Audience.INTERNAL]
