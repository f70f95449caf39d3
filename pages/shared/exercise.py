"""Exercise: one visitor's exercise: what is asked, what was chosen, how long it took, and how the cards do."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

import streamlit as st
from markupsafe import Markup

from debatkit import DebatkitError, Prompt, Spot, View, drill, text
from pages.shared import doubt, markup, session

KEY = "oefening"
CHOICES = 5


@dataclass
class Exercise:
    """An exercise that runs. It keeps what it asks, so that a change of the dossier does not change its order."""

    of: tuple[str, str]  # dossier and audience
    asked: tuple[Prompt, ...]
    place: int = 0
    began: float = field(default_factory=time.monotonic)
    outcome: tuple[bool, float, str] | None = None  # found or not, after how many seconds, with which words
    cards: dict[int, list[bool]] = field(default_factory=dict)


def can_begin(view: View) -> bool:
    """Whether there is anything to ask."""
    return any(card.questions for card in view.cards)


def of_session() -> Exercise | None:
    """The exercise that runs, if one does."""
    found = st.session_state.get(KEY)
    return found if isinstance(found, Exercise) else None


def _now() -> Exercise:
    held = of_session()
    if held is None:
        raise RuntimeError("no exercise runs")
    return held


def running(view: View) -> bool:
    """Whether an exercise in this view of the dossier has begun."""
    held = of_session()
    return held is not None and held.of == _of(view)


def _of(view: View) -> tuple[str, str]:
    return view.dossier.id, view.audience.value


def begin(view: View) -> None:
    """Begin an exercise in a random order."""
    seed = random.randrange(1_000_000)  # noqa: S311 an order, not a secret
    st.session_state[KEY] = Exercise(_of(view), drill(view.cards, seed))


def stop() -> None:
    """End the exercise."""
    st.session_state.pop(KEY, None)


def place() -> int:
    """How many questions came before the one that is asked."""
    return _now().place


def count() -> int:
    """How many questions the exercise has."""
    return len(_now().asked)


def current() -> Prompt:
    """What is asked now; after the last the first again."""
    held = _now()
    return held.asked[held.place % len(held.asked)]


def outcome() -> tuple[bool, float, str] | None:
    """What became of the question: found or not, after how many seconds, with which words; None as long as it runs."""
    return _now().outcome


def go_on() -> None:
    """Ask the next question."""
    held = _now()
    held.place, held.began, held.outcome = held.place + 1, time.monotonic(), None


def choices(view: View, question: Prompt, query: str) -> None:
    """The best hits for what was typed, each a button that says: this answers it."""
    hits = [hit for hit in view.search(query, 20) if hit.entry.cards][:CHOICES] if query else ()
    if query and not hits:
        st.caption("Niets gevonden. Probeer een ander woord.")
    for hit in hits:
        number, name = hit.entry.cards[0], hit.entry.id if hit.entry.kind.value == "question" else None
        label = f"{text.plain(hit.entry.title)} (kaart {number})"
        st.button(label, key=f"keuze-{hit.entry.key}", on_click=_choose, args=[view, question, number, name, query])


def _choose(view: View, question: Prompt, card: int, name: str | None, query: str) -> None:
    _end(view, question, question.answered_by(card, name), query)


def give_up(view: View, question: Prompt, query: str) -> None:
    """End the question without an answer."""
    _end(view, question, False, query)


def _end(view: View, question: Prompt, found: bool, query: str) -> None:
    held = _now()
    held.outcome = (found, time.monotonic() - held.began, query)
    for number in question.cards:
        held.cards.setdefault(number, []).append(found)
        session.workspace().practised(view.dossier.id, number, found)


def told(view: View, question: Prompt) -> None:
    """Whether it was found, how long it took, and the line; after a miss, the words can become keywords."""
    ended = outcome()
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
