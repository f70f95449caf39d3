"""Asking: a question that the dossier does not answer, put to who should answer it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from debatkit import DebatkitError, Hit, InvalidChangeError, Reports, View, explain, text
from pages.shared import mine, session


def offer(view: View, query: str, hits: Sequence[Hit]) -> None:
    """One action puts the question to who should answer it, by whoever searched; nothing comes back."""
    reports = mine.reports()
    if reports is None:
        return
    owner, theme = view.owner(hits), view.nearest_theme(hits)
    key = f"uitgezet-{query}"
    st.button(
        f"Zet deze vraag uit bij {text.plain(owner or 'de coördinatie')}",
        icon=":material/forward_to_inbox:",
        key="zet-uit",
        on_click=_put,
        args=[reports, query, owner, theme.id if theme else None, key],
    )
    done, told = st.session_state.pop(key, (None, ""))
    if done:
        st.success(text.plain(told), icon=":material/check:")
    elif done is False:
        st.error(text.plain(told), icon=":material/error:")


def _put(reports: Reports, query: str, owner: str | None, theme: str | None, key: str) -> None:
    try:
        reports.ask(query, owner, theme)
        told = f"Uitgezet bij {owner or 'de coördinatie'}. De vraag staat daar open tot iemand haar afhandelt."
    except InvalidChangeError as error:
        st.session_state[key] = False, f"Niet uitgezet: {'; '.join(refusal.message for refusal in error.refusals)}."
    except DebatkitError as error:
        st.session_state[key] = False, explain(error, session.user())
    else:
        st.session_state[key] = True, told
