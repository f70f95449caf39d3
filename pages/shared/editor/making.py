"""
Making: a new question, of which the wording, the card, the angle and the ministry are filled in first.

What is known of it stands in the address: a question that somebody put (`gesteld`), or the card (`kaart`) and angle
(`invalshoek`) that lack one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from debatkit import GENERAL, Asked, DebatkitError, Desk, forms, text
from pages.shared import session

PROBLEM = "nieuwe-vraag-fout"
KNOWN = ("nieuw", "gesteld", "kaart", "invalshoek")  # in the address


@dataclass(frozen=True)
class Known:
    """What is known of the question before anything is typed."""

    asked: Asked | None = None
    card: str | None = None
    angle: str = ""

    @property
    def key(self) -> str:
        """Another name for each, so that the fields begin anew."""
        return f"{self.asked.id if self.asked else ''}-{self.card or ''}-{self.angle}"


def address(**known: str | int | None) -> Mapping[str, str]:
    """The query parameters that lead to making a question of which this is known."""
    return session.address(nieuw="vraag", **known)


def _known(desk: Desk) -> Known | None:
    """What the address says; None where nobody came to make a question."""
    query = st.query_params
    if "nieuw" not in query:
        return None
    asked = next((each for each in desk.asked() if each.id == query.get("gesteld")), None)
    cards = {str(each.number): each.id for each in desk.dossier.recommendations}
    return Known(asked, cards.get(query.get("kaart", str(GENERAL))), query.get("invalshoek", "")[:100])


def new_question(desk: Desk) -> None:
    """The form; the rest of the question is filled in on its own page."""
    given = _known(desk)
    known = given or Known()
    if given and given.asked and given.asked.resolved:
        st.info("Deze gestelde vraag is al afgehandeld.", icon=":material/info:")
    with (
        st.expander("Nieuwe vraag", expanded=given is not None, icon=":material/add:"),
        st.form(f"nieuwe-vraag{known.key}", border=False),
    ):
        wording = st.text_input("Vraag", known.asked.question if known.asked else "", max_chars=1000)
        cards = {each.id: f"{each.number}. {each.name or each.text[:60]}" for each in desk.dossier.recommendations}
        options = [None, *cards]
        card = st.selectbox(
            "Kaart", options, options.index(known.card), format_func=lambda each: cards.get(each or "", "Algemene lijn")
        )
        angle = st.text_input("Invalshoek, als die er is", known.angle, max_chars=100, placeholder="Bijvoorbeeld: geld")
        codes = [each.code for each in desk.dossier.debate.ministries]
        own = [code for code in codes if desk.user.is_of(code)] or codes
        wanted = known.asked.ministry if known.asked else None
        ministry = st.selectbox("Ministerie", own, own.index(wanted) if wanted in own else 0)
        if st.form_submit_button("Maak de vraag") and (wording or "").strip():
            data = {"question": (wording or "").strip(), "angle": (angle or "").strip().lower(), "ministry": ministry}
            _make(desk, data, card, known.asked)
    if problem := st.session_state.pop(PROBLEM, None):
        st.error("De vraag is niet gemaakt.", icon=":material/error:")
        st.text(text.plain(problem))


def _make(desk: Desk, data: dict[str, str | None], card: str | None, asked: Asked | None) -> None:
    cards = (card,) if card else ()
    name = desk.new_id(data["question"] or "")
    try:
        item = forms.read("question", {**data, "id": name, "recommendations": cards, "number": desk.free_number(cards)})
        desk.save([desk.change("question", name, item, 0)])
        if asked and not asked.resolved:  # from here on it is a draft, which is work of its own
            desk.resolve(asked.id)
    except DebatkitError as error:
        st.session_state[PROBLEM] = str(error)
        return
    for parameter in KNOWN:
        st.query_params.pop(parameter, None)
    st.query_params["onderdeel"] = f"question:{name}"
    st.rerun()
