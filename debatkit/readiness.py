"""
Readiness: whether the dossier has an answer to what may be asked, and whether people find it in time.

    grid(cards, today)     cards against angles: where questions are, where none, what is a draft or overdue
    drill(cards, seed)     what an exercise asks: questions, follow-ups and keywords, in random order

Both are made from cards, so from what a viewer may know. An exercise counts cards, never persons.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from debatkit.cards import Card, Rung
from debatkit.model import Question, Status


@dataclass(frozen=True)
class Cell:
    """The questions on one card from one angle, or from none, and how many of them still ask for work."""

    card: Card
    angle: str | None
    rungs: tuple[Rung, ...]
    drafts: int
    overdue: int
    unanswered: int
    to_mend: Rung | None  # the first question that asks for work

    @property
    def ready(self) -> bool:
        """Whether there is something to say and nothing to look at again."""
        return bool(self.rungs) and not (self.drafts or self.overdue or self.unanswered)

    @property
    def hole(self) -> bool:
        """Whether nobody asks anything here. That every question has an angle is no hole."""
        return self.angle is not None and not self.rungs


@dataclass(frozen=True)
class Grid:
    """Cards against angles; `rows` has a row for each card, with a cell for each of `angles`.

    The last angle is None where any question has none: those are there too, and can be found.
    """

    angles: tuple[str | None, ...]
    rows: tuple[tuple[Card, tuple[Cell, ...]], ...]

    @property
    def holes(self) -> tuple[Cell, ...]:
        """The cells in which nothing is asked, also of cards that have no question at all."""
        return tuple(cell for _, cells in self.rows for cell in cells if cell.hole)


def grid(cards: Sequence[Card], today: datetime.date) -> Grid:
    """Return what is asked on each card from each angle; `today` tells which answers are past their `valid_until`."""
    found = {rung.question.angle for card in cards for rung in card.questions}
    angles = sorted(found, key=lambda angle: (angle is None, angle or ""))
    return Grid(tuple(angles), tuple((card, tuple(_cell(card, angle, today) for angle in angles)) for card in cards))


def _cell(card: Card, angle: str | None, today: datetime.date) -> Cell:
    rungs = tuple(rung for rung in card.questions if rung.question.angle == angle)
    work = [_work(rung.question, today) for rung in rungs]
    drafts, overdue, unanswered = (sum(each) for each in zip(*work, strict=True)) if work else (0, 0, 0)
    first = next((rung for rung, found in zip(rungs, work, strict=True) if any(found)), None)
    return Cell(card, angle, rungs, drafts, overdue, unanswered, first)


def _work(question: Question, today: datetime.date) -> tuple[bool, bool, bool]:
    """Whether a question is a draft, past its day, and without an answer."""
    overdue = question.valid_until is not None and question.valid_until < today
    return question.status is Status.DRAFT, overdue, question.line is None and not question.answer


class Source(StrEnum):
    """Where an exercise has its question from."""

    QUESTION = "question"
    FOLLOW_UP = "follow-up"
    KEYWORD = "keyword"


@dataclass(frozen=True)
class Prompt:
    """Something that an exercise asks, and the cards and questions that answer it."""

    text: str
    source: Source
    cards: frozenset[int]
    questions: frozenset[str]

    def answered_by(self, card: int, question: str | None) -> bool:
        """Whether a choice answers it: the question itself, or its card where no question was chosen.

        >>> asked = Prompt("Wie betaalt dat?", Source.QUESTION, frozenset({1}), frozenset({"wie-betaalt"}))
        >>> asked.answered_by(1, "wie-betaalt"), asked.answered_by(1, None), asked.answered_by(1, "waarom-nu")
        (True, True, False)
        """
        return card in self.cards if question is None else question in self.questions


def drill(cards: Sequence[Card], seed: int) -> tuple[Prompt, ...]:
    """Return all that can be asked on these cards, in an order that `seed` decides; the same seed, the same order."""
    asked: list[Prompt] = []
    by_question: dict[str, tuple[Rung, set[int]]] = {}
    for card in cards:
        for rung in card.questions:
            by_question.setdefault(rung.question.id, (rung, set()))[1].add(card.number)
    keywords: dict[str, tuple[set[int], set[str]]] = {}
    for name, (rung, numbers) in by_question.items():
        where = frozenset(numbers), frozenset({name})
        asked.append(Prompt(rung.question.question, Source.QUESTION, *where))
        asked += [Prompt(each.question, Source.FOLLOW_UP, *where) for each in rung.question.follow_ups]
        for word in rung.question.keywords:
            on_cards, of_questions = keywords.setdefault(word, (set(), set()))
            on_cards |= numbers
            of_questions.add(name)
    asked += [
        Prompt(f"Wat is de inzet van het kabinet bij: {word}?", Source.KEYWORD, frozenset(on_cards), frozenset(names))
        for word, (on_cards, names) in keywords.items()
    ]
    random.Random(seed).shuffle(asked)  # noqa: S311 an exercise, not a secret
    return tuple(asked)
