"""Ordering: the questions of a card in their order, each with what moves it, by button and by key."""

from __future__ import annotations

import streamlit as st

from debatkit import Desk, text
from pages.shared import moving, session

SHOWN = 100  # questions of one card
NOTE = "Zo staan de vragen op de kaart en op papier; hun nummers blijven. Met het toetsenbord: Alt+↑ en Alt+↓."


def questions(desk: Desk) -> None:
    """Choose a card, and move its questions."""
    if not desk.may_order:
        return
    with st.expander("Volgorde van de vragen", icon=":material/swap_vert:", on_change="rerun", key="volgorde") as box:
        if not box.open:
            return
        cards = {card: label for card, label in _cards(desk).items() if len(desk.beside(card)) > 1}
        if not cards:
            st.markdown("Zodra een kaart twee vragen heeft, kunt u ze hier in een andere volgorde zetten.")
            return
        card = st.selectbox("Kaart", list(cards), format_func=cards.__getitem__, key="volgorde-kaart")
        st.caption(NOTE)
        found = desk.beside(card)
        with st.container(key="volgorde-lijst"):
            for place, head in enumerate(found[:SHOWN]):
                with st.container(key=f"onderdeel-question-{head.id}"):
                    label = desk.dossier.label(head)
                    st.page_link(
                        "bewerken.py",
                        label=text.plain(f"{label} {head.question}"),
                        query_params=session.address(onderdeel=f"question:{head.id}"),
                    )
                    st.html(moving.buttons(head.id, f"Vraag {label}", place, len(found)))


def _cards(desk: Desk) -> dict[str | None, str]:
    cards: dict[str | None, str] = {None: "Algemene lijn"}
    return cards | {each.id: f"{each.number}. {each.name or each.text[:60]}" for each in desk.dossier.recommendations}
