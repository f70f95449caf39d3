"""
Entries: what can be found, as texts in fields.

In go cards and sources that have passed the gate, out comes one `Entry` for each card, question and source. An entry
has a subject (what it is about: a question's own words, its keywords) and a body (what it says).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from debatkit.cards import Card, Rung
from debatkit.model import Source, Statement, statements


class Kind(StrEnum):
    """What can be found."""

    CARD = "card"
    QUESTION = "question"
    SOURCE = "source"


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `number` is its card's; None for a source that no card cites."""

    kind: Kind
    id: str
    number: int | None
    title: str
    subject: tuple[str, ...]
    body: tuple[str, ...]
    cards: tuple[int, ...] = ()  # the cards it stands on
    theme: str | None = None
    ministry: str | None = None
    status: str | None = None


def entries(cards: Sequence[Card], sources: Sequence[Source]) -> tuple[Entry, ...]:
    """Return an entry for each card, question (once, also when it is on two cards) and source."""
    on_cards: dict[str, list[int]] = defaultdict(list)
    citing: dict[str, Counter[int]] = defaultdict(Counter)
    for card in cards:
        for rung in card.questions:
            on_cards[rung.question.id].append(card.number)
        for part in card.parts:
            for _, statement, _ in statements(part):
                for citation in statement.citations:
                    citing[citation.source][card.number] += 1
    questions = {
        rung.question.id: _question(card, rung, tuple(on_cards[rung.question.id]))
        for card in reversed(cards)
        for rung in card.questions
    }
    return (
        *(_card(card) for card in cards),
        *(questions[question] for question in on_cards),
        *(_source(source, citing[source.id]) for source in sources),
    )


def _card(card: Card) -> Entry:
    recommendation = card.recommendation
    theme = card.theme
    position = card.position
    subject = [card.title, *([recommendation.text, *recommendation.keywords] if recommendation else [])]
    if theme:
        subject.append(theme.title)
    said = [*(statements(position) if position else ()), *(statements(theme) if theme else ())]
    return Entry(
        Kind.CARD,
        card.id,
        card.number,
        card.heading,
        tuple(subject),
        tuple(statement.text for _, statement, _ in said),
        (card.number,),
        theme.id if theme else None,
        status=position.status.value if position else None,
    )


def _question(card: Card, rung: Rung, on: tuple[int, ...]) -> Entry:
    question = rung.question
    said: list[Statement] = [statement for _, statement, _ in statements(question)]
    return Entry(
        Kind.QUESTION,
        question.id,
        int(rung.label.partition(".")[0]),
        question.question,
        (question.question, *question.keywords, *(each.question for each in question.follow_ups)),
        tuple(statement.text for statement in said),
        on,
        card.theme.id if card.theme else None,
        question.ministry,
        question.status.value,
    )


def _source(source: Source, citing: Counter[int]) -> Entry:
    most = max(citing, key=lambda number: (citing[number], -number), default=None)
    passages = [passage.strip() for passage in (source.text or "").split("\n") if passage.strip(" #-")]
    known = (source.title, source.reference, source.publisher)
    return Entry(
        Kind.SOURCE,
        source.id,
        most,
        source.title,
        tuple(text for text in known if text),
        (*source.facts, *passages),
        tuple(sorted(citing)),
    )
