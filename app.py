"""
The web application: `streamlit run app.py`.

The screens are in pages/, routed by pages/router.py. Here is only what surrounds them: the language of the page and
the security headers, which Streamlit has no setting for; the door, which says who is answered at all; and the way back
to the page that was asked for, after sign-in.
"""

import pandas as pd  # noqa: F401 Streamlit loads it for a text field that listens while somebody types: not while they wait
import streamlit as st
from starlette.middleware import Middleware
from websockets import http11

from pages.shared.door import Door
from pages.shared.shell import PageShell
from pages.shared.way_back import WayBack

# The library that speaks websocket leaves a header line longer than this (8192 bytes) hanging without a word. All
# cookies are one line, and an identity provider that sends many groups makes it longer. Its environment variable comes
# too late: it was loaded before this file.
http11.MAX_LINE_LENGTH = max(http11.MAX_LINE_LENGTH, 65_536)

app = st.App(
    "pages/router.py",
    middleware=[Middleware(PageShell, language="nl"), Middleware(Door), Middleware(WayBack)],  # the outermost first
)
