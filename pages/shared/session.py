"""
Session: who this visitor is, which dossier they look at, and how far they see.

Pages get all they show from `current_view()`, for the user of this session, and from nowhere else.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import streamlit as st

from debatkit import (
    LOCAL_USER,
    Action,
    Audience,
    DebatkitError,
    Desk,
    NotAllowedError,
    People,
    SettingsError,
    User,
    View,
    Viewer,
    allowed,
    read_people,
    sign_in,
)
from pages.shared import waiting
from pages.shared.entrance import entrance
from pages.shared.loading import workspace

AUDIENCE_KEY = "weergave"
DOSSIER_KEY = "dossier"
AUDIENCE_NAMES = {Audience.PUBLIC: "Openbaar", Audience.INTERNAL: "Intern"}  # also in the address


@st.cache_resource(show_spinner=False, max_entries=4)
def _people(path: str, size: int, changed: int) -> People:  # noqa: ARG001 another size or time is another file
    return read_people(Path(path))


def people() -> People:
    """Everyone who has a role of their own, as the file says now.

    Raises:
        SettingsError: the file cannot be read.
    """
    path = entrance().settings.people
    if path is None:
        return People()
    try:
        status = path.stat()
    except OSError:
        return read_people(path)  # which says what is wrong with it
    return _people(str(path), status.st_size, status.st_mtime_ns)


def user() -> User:
    """Who this visitor is.

    Raises:
        NotAllowedError: nobody is signed in, or no longer, or somebody without a role.
        SettingsError: who has a role cannot be told.
    """
    door = entrance()
    if door.mistakes:
        raise SettingsError(door.mistakes)
    if door.provider is None:
        return LOCAL_USER
    return sign_in.user(st.user.to_dict(), door.settings, people(), time.time())


def sees_internal() -> bool:
    """Whether this person may switch to the internal view."""
    return allowed(user(), Action.SEE_INTERNAL)


def audience() -> Audience:
    """The audience in force; anything but the switch on "Intern", by someone who may, is public."""
    chosen = st.session_state.get(AUDIENCE_KEY)
    return Audience.INTERNAL if chosen == AUDIENCE_NAMES[Audience.INTERNAL] and sees_internal() else Audience.PUBLIC


def _view(audience: Audience) -> View:
    return workspace().view(st.session_state.get(DOSSIER_KEY), Viewer.of(user(), audience))


def prepare() -> None:
    """Have every question of the view in force looked at, which takes seconds once where there are very many."""
    with suppress(DebatkitError):  # no dossier, or one with mistakes: the page itself says so
        view = current_view()
        if not view.prepared:
            waiting.on(view.prepare, "Alle vragen worden gelezen")


def current_view() -> View:
    """What this visitor may know of the chosen dossier, in the view in force."""
    return _view(audience())


def whole_view() -> View:
    """All that this person may switch to: the same dossier, with internal parts for those who may see them."""
    return _view(Audience.INTERNAL if sees_internal() else Audience.PUBLIC)


def all_views() -> Mapping[Audience, View]:
    """Every view of the chosen dossier that this person may switch to."""
    return {each: _view(each) for each in Audience if each is Audience.PUBLIC or sees_internal()}


def sign_of_change(whole: bool = False) -> str:
    """What is another text when this page has something else to show; `whole` where it shows all, whatever the view.

    A viewer of public lines is told by what they may know alone: that something internal changed shows nowhere.
    """
    view = whole_view() if whole else current_view()
    if view.audience is Audience.PUBLIC:
        return view.sign
    return workspace().change_mark(st.session_state.get(DOSSIER_KEY))


def still_allowed(view: View) -> None:
    """Start the page again unless this visitor may still have `view`: for fragments, which run without the router."""
    try:
        Viewer.of(user(), view.audience)
    except (NotAllowedError, SettingsError):
        st.rerun()


def desk() -> Desk | None:
    """What this visitor may do in the chosen dossier; None for readers, and where nothing can be changed."""
    if not sees_internal() or not workspace().editable:
        return None
    return workspace().desk(st.session_state.get(DOSSIER_KEY), user())


def required_desk() -> Desk:
    """What this visitor may do in the chosen dossier, for pages that are for who prepares the debate.

    Raises:
        NotAllowedError: a reader of public lines.
        NotFoundError: nothing can be changed here.
    """
    return workspace().desk(st.session_state.get(DOSSIER_KEY), user())


def name_of(person: str) -> str:
    """What somebody in the log is called: the name in the file of people, else as the log has them."""
    known = people().find(person)
    return known.name if known else LOCAL_USER.name if person == LOCAL_USER.id else person


def address(**parameters: str | int | None) -> Mapping[str, str]:
    """Query parameters for a link: those given, and the dossier and view in force."""
    found = {name: str(value) for name, value in parameters.items() if value is not None}
    if audience() is Audience.INTERNAL:
        found[AUDIENCE_KEY] = AUDIENCE_NAMES[Audience.INTERNAL]
    if (dossier := st.session_state.get(DOSSIER_KEY)) and len(workspace().dossiers) > 1:
        found[DOSSIER_KEY] = dossier
    return found
