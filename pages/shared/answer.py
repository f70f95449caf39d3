"""Answer: what became of a question in an exercise: found or not, the line, and words that should have led there."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import DebatkitError, Prompt, Spot, View, text
from pages.shared import doubt, exercise, markup, session


def told(view: View, question: Prompt) -> None:
    """Whether it was found, how long it took, and the line; after a miss, the words can become keywords."""
    ended = exercise.outcome()
    if ended is None:
        return
    found, seconds, query = ended
    if found:
        st.success(f"Gevonden in {seconds:.0f} seconden.", icon=":material/check:")
    else:
        st.warning(f"Niet gevonden ({seconds:.0f} seconden). Dit is het antwoord:", icon=":material/close:")
    for card in view.cards:
        for rung in card.questions:
            if rung.question.id in question.questions and card.number == min(question.cards):
                head = Markup("<p><strong>{}</strong> {}</p>").format(rung.label, rung.question.question)
                line = markup.line(rung.question.line, card.source_by_id) if rung.question.line else Markup()
                mark = doubt.mark(view, Spot(card, rung))
                st.html(Markup('<div class="dk-text">{}{}{}</div>').format(head, mark, line))
                if not found and query:
                    _offer(rung.question.id, query)


def _offer(name: str, query: str) -> None:
    """Offer to add the words that did not lead there as a keyword, to who may change the question."""
    desk = session.desk()
    revision = desk.state.revision("question", name) if desk else None
    if desk is None or revision is None or revision.body is None or not desk.may_edit(revision.body):
        return
    if query.casefold() in {each.casefold() for each in getattr(revision.body, "keywords", ())}:
        return

    def add() -> None:
        try:
            desk.add_keyword(name, query)
        except DebatkitError as error:
            st.session_state["oefenen-fout"] = str(error)

    st.button(
        f"Voeg „{text.plain(query[:60])}” toe als trefwoord", icon=":material/add:", on_click=add, key=f"woord-{name}"
    )
    if problem := st.session_state.pop("oefenen-fout", None):
        st.error(text.plain(problem))
