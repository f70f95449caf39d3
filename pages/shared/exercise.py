"""Exercise: one visitor's exercise: what is asked, what was chosen, how long it took, and how the cards do."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from dataclasses import dataclass, field

import streamlit as st

from debatkit import DebatkitError, Prompt, View, drill, text
from pages.shared import session

KEY = "oefening"
ORDER = "reeks"  # the seed, in the address: who begins with the same one gets the same order
MOST_ORDERS = 9_999  # short enough to call across a room
CHOICES = 5


@dataclass
class Exercise:
    """An exercise that runs. It keeps what it asks, so that a change of the dossier does not change its order."""

    of: tuple[str, str]  # dossier and audience
    asked: tuple[Prompt, ...]
    seed: int
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


def order(runs: bool) -> None:
    """The number of the order: to choose before an exercise begins, and to share while it runs."""
    if runs:
        st.session_state[ORDER] = _now().seed
    st.number_input(
        "Volgorde",
        min_value=1,
        max_value=MOST_ORDERS,
        value=None,
        key=ORDER,
        bind="query-params",
        disabled=runs,
        width=320,
        placeholder="Willekeurig",
        help="Wie met hetzelfde nummer begint, krijgt dezelfde vragen in dezelfde volgorde. Zo oefent u samen.",
    )


def begin(view: View) -> None:
    """Begin an exercise, in the chosen order or else in a random one."""
    seed = st.session_state.get(ORDER) or random.randint(1, MOST_ORDERS)  # noqa: S311 an order, not a secret
    st.session_state[KEY] = Exercise(_of(view), drill(view.cards, seed), seed)


def stop() -> None:
    """End the exercise; the next one is in another order, unless one is chosen."""
    st.session_state.pop(KEY, None)
    st.session_state[ORDER] = None


def place() -> int:
    """How many questions came before the one that is asked."""
    return _now().place


def seed() -> int:
    """The number of its order."""
    return _now().seed


def count() -> int:
    """How many questions the exercise has."""
    return len(_now().asked)


def current() -> Prompt:
    """What is asked now."""
    held = _now()
    return held.asked[held.place]


def done() -> bool:
    """Whether everything was asked."""
    held = _now()
    return held.place >= len(held.asked)


def outcome() -> tuple[bool, float, str] | None:
    """What became of the question: found or not, after how many seconds, with which words; None as long as it runs."""
    return _now().outcome


def go_on() -> None:
    """Ask the next question."""
    held = _now()
    held.place, held.began, held.outcome = min(held.place + 1, len(held.asked)), time.monotonic(), None


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
        with suppress(DebatkitError):  # a count that is lost costs nothing
            session.workspace().practised(view.dossier.id, number, found)
