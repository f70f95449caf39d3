"""Rows: a list of small parts of which each has a few fields, such as the ministries of a debate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from debatkit import FormField, FormInput, Values
from pages.shared.editor import fields
from pages.shared.editor.parts import new_key
from pages.shared.editor.work import Form

Choose = Callable[[Form, FormField, Any, str], Any]  # draws a field to choose in, and gives what is chosen


def several(form: Form, holder: Values, field: FormField, key: str, choose: Choose) -> None:
    """The rows; `holder[field.name]` is changed in place."""
    rows: list[Values] = holder.setdefault(field.name, [])
    st.markdown(f"**{field.label}**")
    for place, row in enumerate(rows):
        own = f"{key}-{row['_key']}"
        with st.container(border=True):
            with st.container(horizontal=True):
                for column in field.columns:
                    _cell(form, row, column, f"{own}-{column.name}", choose)
            moves(form, rows, place, own)
    if not form.locked:
        add = partial(rows.append, {**_empty(field), "_key": new_key()})
        form.button(f"{field.label}: toevoegen", f"{key}-nieuw", add, ":material/add:")


def _cell(form: Form, row: Values, column: FormField, key: str, choose: Choose) -> None:
    if column.input is FormInput.LINE:
        fields.line(form, row, column.name, column.label, key)
    elif column.input is FormInput.LINES:
        fields.lines(form, row, column.name, column.label, key)
    else:
        row[column.name] = choose(form, column, row.get(column.name), key)


def _empty(field: FormField) -> Values:
    return {column.name: [] if column.input is FormInput.LINES else "" for column in field.columns}


def moves(form: Form, items: list[Values], place: int, key: str) -> None:
    """Up, down and out, for one of a list of parts."""
    if form.locked:
        return

    def move(by: int) -> None:
        items.insert(place + by, items.pop(place))

    with st.container(horizontal=True):
        last = place == len(items) - 1
        form.button("Omhoog", f"{key}-omhoog", partial(move, -1), ":material/arrow_upward:", not place)
        form.button("Omlaag", f"{key}-omlaag", partial(move, 1), ":material/arrow_downward:", last)
        form.button("Weghalen", f"{key}-weg", partial(items.pop, place), ":material/delete:")
