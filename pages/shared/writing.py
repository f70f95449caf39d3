"""
Writing: what a browser does beside the fields of a form, which no setting of Streamlit has.

It counts words while somebody types, and hands over what is typed in an area with each pause: Streamlit itself reads an
area only when it is left, and what was not read is lost with the connection. The script is browser/writing.js.
"""

from __future__ import annotations

from pages.shared import keys


def listen() -> None:
    """Listen to what is typed on this page; shows nothing."""
    keys.component("writing", "writing.js")(key="schrijven")
