"""Practised: how often each card was found, in this exercise and by everyone."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import View
from pages.shared import exercise, markup, mine


def results_so_far(view: View) -> None:
    """How often each card was found: in this exercise, and by everyone for who prepares the debate."""
    held = exercise.of_session()
    rows = dict(held.cards) if held else {}
    if rows:
        found = sum(sum(each) for each in rows.values())
        st.caption(f"In deze reeks: {found} van {sum(map(len, rows.values()))} gevonden.")
    counts = mine.practice_of_all()
    if not counts:
        return
    st.header("Hoe de kaarten te vinden zijn", anchor=False)
    titles = {card.number: card.title for card in view.cards}
    body = markup.joined(
        Markup('<tr><th scope="row">{}</th><td>{} van {}</td></tr>').format(f"{number}. {titles[number]}", hit, times)
        for number, (hit, times) in sorted(counts.items(), key=lambda each: (each[1][0] / each[1][1], each[0]))
        if number in titles
    )
    st.html(
        Markup(
            '<table class="dk-table"><thead><tr><th scope="col">Kaart</th><th scope="col">Gevonden</th></tr></thead>'
            "<tbody>{}</tbody></table>"
        ).format(body)
    )
