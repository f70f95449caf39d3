"""Bar: above each page: which dossier, which view, what the page may be used for, the keys, and who is signed in."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from debatkit import AUDIENCES, ROLE_NAMES, Audience, User, Workspace, text
from pages.shared import keys, session
from pages.shared.entrance import entrance

WHOLE = ("bewerken", "geschiedenis")  # pages that show internal parts whatever the view
NO_LINES = ("beheer",)  # and that show none at all
SWITCH = "Openbaar toont wat mag worden uitgesproken. Intern toont ook wat alleen voor de voorbereiding is."


def shows_all(page: StreamlitPage) -> bool:
    """Whether a page shows this visitor internal parts, whatever the view."""
    return page.url_path in WHOLE and session.sees_internal()


def draw(page: StreamlitPage, workspace: Workspace, user: User) -> None:
    """Draw the bar."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key="bovenbalk"):
        if len(workspace.dossiers) > 1:
            titles = dict(workspace.dossiers)
            st.selectbox("Dossier", list(titles), format_func=titles.get, key=session.DOSSIER_KEY, bind="query-params")
        if session.sees_internal():
            _switch(out_of_sight=page.url_path in (*WHOLE, *NO_LINES))
        if page.url_path not in NO_LINES:
            _mark(session.audience() is Audience.INTERNAL or shows_all(page))
        keys.listed()
        if entrance().provider:
            _signed_in(user)


def _switch(out_of_sight: bool) -> None:
    """The switch between views. Where it changes nothing it is not seen (screen.css): left out, it would forget."""
    with st.container(key="weergave-nergens" if out_of_sight else "weergave-keuze", width="content"):
        st.segmented_control(
            "Weergave",
            list(session.AUDIENCE_NAMES.values()),
            default=session.AUDIENCE_NAMES[Audience.PUBLIC],
            required=True,
            key=session.AUDIENCE_KEY,
            bind="query-params",
            help=SWITCH,
        )


def _mark(internal: bool) -> None:
    st.badge(
        AUDIENCES[Audience.INTERNAL if internal else Audience.PUBLIC],
        icon=":material/lock:" if internal else ":material/campaign:",
        color="orange" if internal else "blue",
    )


def _signed_in(user: User) -> None:
    with st.popover(text.plain(user.name), icon=":material/person:"):
        lines = [user.id, ROLE_NAMES[user.role]]
        if user.ministries:
            lines.append(f"voor {', '.join(sorted(user.ministries))}")
        st.html(Markup("<br>").join(lines))
        st.button("Afmelden", icon=":material/logout:", on_click=st.logout)
