"""Numbered: what to say of a number that nothing has (any more): "99.9", "kaart 99", "26643-999"."""

from __future__ import annotations

import streamlit as st

from debatkit import Audience, View, text
from pages.shared import session


def missing(view: View, query: str) -> bool:
    """Say that what a query calls by its number is not there; whether it was said."""
    told = view.not_there(query)
    if told and not _withdrawn(query):
        st.warning(text.plain(told), icon=":material/search_off:")
    return bool(told)


def _withdrawn(query: str) -> bool:
    """A number that was given once and is in use no more: said to who may know."""
    desk = session.desk()
    label = text.short_number(query)
    if desk is None or label is None or session.audience() is not Audience.INTERNAL:
        return False
    question = desk.withdrawn_question(label)
    if question is not None:
        st.warning(
            f"Vraag {label} is ingetrokken: {text.plain(question.question)}. Het nummer wordt niet opnieuw gebruikt.",
            icon=":material/delete:",
        )
    return question is not None
