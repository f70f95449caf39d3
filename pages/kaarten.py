"""Kaarten: all cards by theme, or one card: everything on one recommendation."""

import streamlit as st

from debatkit import GENERAL, QUESTION, NotFoundError, Spot, Wording, text
from pages.shared import actions, card_parts, session

view = session.current_view()
wanted = st.query_params.get("kaart")


def _go(number: int) -> None:
    st.query_params["kaart"] = str(number)
    st.query_params.pop("vraag", None)


def _note(spot: Spot) -> None:
    """An address that leads here opens what it names, once."""
    if st.session_state.get("geopend") != spot.ref:
        st.session_state["geopend"] = spot.ref
        actions.opened(view, spot.ref)


def _list() -> None:
    st.title("Kaarten")
    theme = None
    for card in view.cards:
        if card.theme and card.theme != theme:
            st.header(text.plain(card.theme.title))
            theme = card.theme
        card_parts.entry(view, card)
    if len(view.cards) == 1:
        st.info("Er zijn nog geen aanbevelingen. Zet ze in recommendations.yaml.")


def _card(number: int) -> None:
    card = view.card(number)
    asked = st.query_params.get("vraag")
    _note(view.spot(f"{QUESTION}:{asked}") or Spot(card))
    numbers = [each.number for each in view.cards]
    place = numbers.index(number)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("kaarten.py", label="Alle kaarten", icon=":material/list:", query_params=session.address())
        if place > 0:
            st.button("Vorige", icon=":material/arrow_back:", key="vorige", on_click=_go, args=[numbers[place - 1]])
        if place < len(numbers) - 1:
            st.button(
                "Volgende", icon=":material/arrow_forward:", key="volgende", on_click=_go, args=[numbers[place + 1]]
            )
    where = [f"Aanbeveling {card.number}"] if card.recommendation else []
    if card.theme:
        where.append(f"{view.dossier.theme_label}: {card.theme.title}")
    if where:
        st.caption(text.plain(", ".join(where)))
    st.title(text.plain(card.title if card.number == GENERAL else f"{card.number}. {card.title}"))
    st.set_page_config(page_title=f"{card.title} · Debatkit")
    card_parts.recommendation(
        card, literal=bool(card.recommendation and card.recommendation.wording is Wording.LITERAL)
    )
    card_parts.position(view, card)
    card_parts.questions(view, card, opened=asked)
    card_parts.remarks(card)
    card_parts.missing(card)
    card_parts.printing(view, card)


if wanted is None:
    _list()
else:
    try:
        _card(int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else -1)
    except NotFoundError:
        st.title("Deze kaart is er niet")
        st.info("Kies een kaart uit de lijst, of zoek op een woord.")
        st.page_link("kaarten.py", label="Alle kaarten", icon=":material/list:", query_params=session.address())
