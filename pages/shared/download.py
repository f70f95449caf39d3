"""
Download: a button whose file is made when it is asked for, and is there until the browser has fetched it.

Streamlit makes such a file at the click and tells the browser its address, but nobody holds it: the second run of any
page of any visitor throws it away. Every open window runs once a second (following.py), so with a few of them the file
was often gone before the browser came for it. Here the visitor who asked holds it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Literal

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx


def button(
    label: str,
    made: Callable[[], bytes],
    file_name: str,
    mime: str,
    *,
    key: str,
    icon: str = ":material/download:",
    primary: bool = False,
) -> None:
    """Offer the file that `made` gives. It is called at the click, in a thread of its own, where there is no page."""
    server, visitor = get_instance(), get_script_run_ctx()
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"

    def held() -> bytes:
        content = made()
        if visitor and server.is_active_session(visitor.session_id):  # who left meanwhile would hold it for ever
            what = (content, mime, f"download-{key}", file_name, True)
            holding = Thread(target=server.media_file_mgr.add, args=what)
            add_script_run_ctx(holding, visitor)
            holding.start()
            holding.join()
        return content

    st.download_button(label, held, file_name, mime, key=key, icon=icon, type=kind, on_click="ignore")
