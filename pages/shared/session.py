"""
Session: which dossier this visitor looks at, and as whom.

Pages get all they show from `current_view()`, for the viewer of this session, and from nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from debatkit import Audience, View, Viewer, Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
AUDIENCE_KEY = "weergave"
DOSSIER_KEY = "dossier"
AUDIENCE_NAMES = {Audience.PUBLIC: "Openbaar", Audience.INTERNAL: "Intern"}  # also in the address


@st.cache_resource(show_spinner="Dossier laden …", max_entries=4)
def _workspace(data: str, qa: str) -> Workspace:
    return Workspace(Path(data), Path(qa))


def workspace() -> Workspace:
    """The workspace of this server."""
    return _workspace(
        os.environ.get("DEBATKIT_DATA", str(ROOT / "data")), os.environ.get("DEBATKIT_QA", str(ROOT / "qa"))
    )


def audience() -> Audience:
    """The audience in force; anything but the switch on "Intern" is public."""
    chosen = st.session_state.get(AUDIENCE_KEY)
    return Audience.INTERNAL if chosen == AUDIENCE_NAMES[Audience.INTERNAL] else Audience.PUBLIC


def current_view() -> View:
    """What this visitor may know of the chosen dossier."""
    return workspace().view(st.session_state.get(DOSSIER_KEY), Viewer(audience()))


def whole_view() -> View:
    """What this person may switch to: the same dossier, internal parts included. Roles will narrow it."""
    return workspace().view(st.session_state.get(DOSSIER_KEY), Viewer(Audience.INTERNAL))


def address(**parameters: str | int | None) -> Mapping[str, str]:
    """Query parameters for a link: those given, and the dossier and view in force."""
    found = {name: str(value) for name, value in parameters.items() if value is not None}
    if audience() is Audience.INTERNAL:
        found[AUDIENCE_KEY] = AUDIENCE_NAMES[Audience.INTERNAL]
    if len(workspace().dossiers) > 1 and (dossier := st.session_state.get(DOSSIER_KEY)):
        found[DOSSIER_KEY] = dossier
    return found
