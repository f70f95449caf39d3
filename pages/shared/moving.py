"""
Moving: a question gets another place on its card, for everyone, by a button or a key.

The buttons are pressed in browser/actions.js like those of actions.py. The rule that must hold: a wish is text from a
browser; whether this user may do it, the desk says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from debatkit import DebatkitError
from pages.shared import actions, session
from pages.shared.markup import joined

ORDER = "volgorde"  # stands in a wish where another has the folder
STEPS = {"op": -1, "neer": 1}


def buttons(question: str, label: str, place: int, count: int) -> Markup:
    """What moves a question among those beside it."""
    found = [
        *([actions.button("op", "Omhoog")] if place else []),
        *([actions.button("neer", "Omlaag")] if place < count - 1 else []),
    ]
    return Markup(
        '<div class="dk-do" role="group" aria-label="{}" data-item="question:{}" data-folder="{}">{}</div>'
    ).format(label, question, ORDER, joined(found))


def done(wish: Mapping[str, Any] | None) -> bool:
    """Whether that was a wish to move a question; it is done if it can be."""
    if wish is None or wish.get("folder") != ORDER:
        return False
    steps, desk = STEPS.get(str(wish.get("what"))), session.desk()
    if steps and desk:
        try:
            desk.move(str(wish.get("item")).removeprefix("question:"), steps)
        except DebatkitError as error:
            st.toast(str(error), icon=":material/error:")
    return True
