"""
Router: runs on every request; who is let in, navigation, the switch between views, and what went wrong with a dossier.

Nothing of a page runs before it is known who asks for it.
"""

from pathlib import Path

import streamlit as st

from debatkit import (
    Action,
    DebatkitError,
    DossierError,
    LogError,
    NotAllowedError,
    NotFoundError,
    SettingsError,
    allowed,
    explain,
    text,
)
from pages.shared import actions, bar, doubt, following, keys, moving, session, sign_in_page

HERE = Path(__file__).resolve().parent

st.set_page_config(page_icon=str(HERE.parent / "assets" / "favicon.png"), layout="centered")
st.html(HERE / "shared" / "screen.css")
try:
    user = session.user()
except (NotAllowedError, SettingsError) as error:
    user, refusal = None, error
# What somebody may not use is not there. It is for who is not signed in yet, so that an address is kept until they are.
pages = [
    st.Page("overzicht.py", title="Overzicht", icon=":material/dashboard:", default=True),
    st.Page("kaarten.py", title="Kaarten", icon=":material/style:"),
    st.Page("zoeken.py", title="Zoeken", icon=":material/search:"),
    st.Page("map.py", title="Mijn map", icon=":material/folder:"),
    st.Page("blad.py", title="Blad", icon=":material/print:"),
    st.Page("leesstand.py", title="Leesstand", icon=":material/fullscreen:", visibility="hidden"),
]
if user is None or allowed(user, Action.SEE_INTERNAL):
    pages += [
        st.Page("bewerken.py", title="Bewerken", icon=":material/edit:"),
        st.Page("geschiedenis.py", title="Geschiedenis", icon=":material/history:"),
        st.Page("controle.py", title="Controle", icon=":material/fact_check:"),
    ]
pages += [
    st.Page("dekking.py", title="Dekking", icon=":material/grid_on:"),
    st.Page("oefenen.py", title="Oefenen", icon=":material/timer:"),
]
if user is None or allowed(user, Action.MANAGE):
    pages.append(st.Page("beheer.py", title="Beheer", icon=":material/settings:"))
page = st.navigation(pages, position="top" if user else "hidden")
if user is None:
    sign_in_page.show(refusal)
    st.stop()
st.set_page_config(page_title=f"{page.title} · Debatkit")

try:
    workspace = session.workspace()
    workspace.refresh()  # once a run: what changed is on the screen with the next click
except LogError as error:
    st.title(page.title)
    st.error("De dossiers zijn nu niet bereikbaar.", icon=":material/error:")
    st.text(str(error))
    st.stop()
bar.draw(page, workspace, user)

session.prepare()
wish = keys.listen()
following.follow(bar.shows_all(page))
for name, error in workspace.refused.items():
    if not session.sees_internal():
        st.warning(text.plain(explain(error, user)), icon=":material/error:")
        continue
    count = "1 fout" if len(error.mistakes) == 1 else f"{len(error.mistakes)} fouten"
    with st.expander(f"Dossier '{text.plain(name)}' wordt niet getoond: {count}", icon=":material/error:"):
        for mistake in error.mistakes:
            st.text(str(mistake))

try:
    if not moving.done(wish):
        actions.done(wish)
    doubt.form()
    page.run()
except DebatkitError as error:
    if isinstance(error, DossierError | NotFoundError):  # no view, so the page has not drawn its title
        st.title(page.title)
    st.error("Dit kan nu niet worden getoond.", icon=":material/error:")
    st.text(explain(error, user))
