"""
The web application: `streamlit run app.py`.

The screens are in pages/, routed by pages/router.py. Here is only what surrounds them: the language of the page and
the security headers, which Streamlit has no setting for, and the door, which says who is answered at all.
"""

import streamlit as st
from starlette.middleware import Middleware

from pages.shared.door import Door
from pages.shared.shell import PageShell

app = st.App("pages/router.py", middleware=[Middleware(PageShell, language="nl"), Middleware(Door)])
