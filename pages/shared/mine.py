"""
Mine: what this visitor keeps and may do in the chosen dossier, and what searches in it led to.

Each of these is None where there is no such thing for this visitor, so that a page can leave out what belongs to it.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from debatkit import Belongings, Latches, LogError, Own, Prints, Reports
from pages.shared import session
from pages.shared.entrance import entrance


def own() -> Own | None:
    """What this visitor keeps in the chosen dossier; None where nothing can be kept."""
    if not session.workspace().editable:
        return None
    return session.workspace().own(st.session_state.get(session.DOSSIER_KEY), session.user())


def shelf() -> Belongings | None:
    """What this visitor keeps now; None where nothing can be kept, or while it cannot be read."""
    kept = own()
    try:
        return kept.shelf if kept else None
    except LogError:
        return None


def reports() -> Reports | None:
    """What this visitor may report in the chosen dossier, readers too; None where nothing can be kept."""
    if not session.workspace().editable:
        return None
    return session.workspace().reports(st.session_state.get(session.DOSSIER_KEY), session.user())


def latches() -> Latches | None:
    """What searches in the chosen dossier led to; None where nothing can be kept."""
    return (
        session.workspace().latches(st.session_state.get(session.DOSSIER_KEY)) if session.workspace().editable else None
    )


def prints() -> Prints | None:
    """What was printed of the chosen dossier; None where nothing can be registered."""
    if not session.workspace().editable:
        return None
    provider = entrance().provider
    origin = provider.origin if provider else ""  # without sign-in the app is on this machine alone
    return session.workspace().prints(st.session_state.get(session.DOSSIER_KEY), session.user(), origin)


def practice_of_all() -> Mapping[int, tuple[int, int]]:
    """How often each card was found in exercises, and asked: for those who prepare the debate."""
    desk = session.desk()
    return desk.state.practice if desk else {}
