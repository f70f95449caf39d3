"""
Selection: which cards and questions go on a sheet, in which layout and in which order.

In go cards that have passed the gate and a `Selection`, out come the cards with only the chosen questions on them,
then these in groups under the headings of the chosen order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from debatkit.cards import Card, Rung
from debatkit.model import Question, Status


class Layout(StrEnum):
    """The forms of a sheet: a list to leaf through, cards to sort, text to speak from, one page a card, all lines.

    The last is for no paper: one file to search in where there is no network.
    """

    LIST = "list"
    CARDS = "cards"
    SPEAKING = "speaking"
    BRIEFING = "briefing"
    PRESS = "press"
    OFFLINE = "offline"


OF_QUESTIONS = frozenset({Layout.CARDS, Layout.SPEAKING})  # of a card they have its questions alone
OF_CARDS = frozenset({Layout.BRIEFING, Layout.PRESS, Layout.OFFLINE})  # they have each card in one place
PAPER = tuple(layout for layout in Layout if layout is not Layout.OFFLINE)


class Order(StrEnum):
    """What a sheet is ordered by: themes, recommendations, who answers, or the order in which things were chosen."""

    THEME = "theme"
    RECOMMENDATION = "recommendation"
    SPEAKER = "speaker"
    HAND = "hand"


LAYOUT_NAMES = {
    Layout.LIST: "Vraag-en-antwoordblad",
    Layout.CARDS: "Kaartjes",
    Layout.SPEAKING: "Spreektekst",
    Layout.BRIEFING: "Briefingkaarten",
    Layout.PRESS: "Woordvoeringslijnen",
    Layout.OFFLINE: "Bestand zonder netwerk",
}
ORDER_NAMES = {
    Order.THEME: "Per thema",
    Order.RECOMMENDATION: "Per aanbeveling",
    Order.SPEAKER: "Per spreker",
    Order.HAND: "Zoals gekozen",
}
NO_SPEAKER = "Nog geen spreker"


@dataclass(frozen=True)
class Selection:
    """What to print; an empty choice means all.

    `hand` is what was put together one by one, in that order: a question by its id, a card by its number. It takes the
    place of every other choice.
    """

    themes: tuple[str, ...] = ()
    recommendations: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    questions: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    order: Order = Order.THEME
    hand: tuple[str | int, ...] = ()

    @property
    def of_questions(self) -> bool:
        """Whether it chooses among questions, so that a card without any of them is left out."""
        return bool(self.statuses or self.questions or self.ministries or self.speakers)

    def has_card(self, card: Card) -> bool:
        """Whether the card as a whole is chosen."""
        theme = card.theme.id if card.theme else None
        return (not self.themes or theme in self.themes) and (
            not self.recommendations or card.number in self.recommendations
        )

    def has_question(self, rung: Rung) -> bool:
        """Whether the question is chosen, given that its card is."""
        question = rung.question
        return (
            (not self.statuses or question.status in self.statuses)
            and (not self.questions or question.id in self.questions)
            and (not self.ministries or question.ministry in self.ministries)
            and (not self.speakers or question.speaker in self.speakers)
        )


@dataclass(frozen=True)
class Group:
    """Cards under one heading; the title is empty where there is none."""

    title: str
    cards: tuple[Card, ...]


def select(cards: Sequence[Card], selection: Selection, layout: Layout = Layout.LIST) -> tuple[Card, ...]:
    """Return the chosen cards with the chosen questions, each question once.

    It stands on the card that it has its number of ("11.6" on card 11), where that is chosen; else on the first of its
    cards that are. What was put together by hand is in its order, so that a card may be there twice.
    """
    if selection.hand:
        return tuple(_put_together(cards, selection.hand, layout))
    found = [
        (card, tuple(filter(selection.has_question, card.questions))) for card in filter(selection.has_card, cards)
    ]
    homes: dict[str, int] = {}
    for card, rungs in found:
        for rung in rungs:
            if rung.question.id not in homes or rung.label.startswith(f"{card.number}."):
                homes[rung.question.id] = card.number
    placed = (
        dataclasses.replace(card, questions=tuple(rung for rung in rungs if homes[rung.question.id] == card.number))
        for card, rungs in found
    )
    return tuple(card for card in placed if card.questions or not selection.of_questions)


def arrange(cards: Sequence[Card], selection: Selection) -> tuple[Group, ...]:
    """Put selected cards in the order of the selection, in groups."""
    if selection.order is Order.RECOMMENDATION or selection.hand:
        return (Group("", tuple(cards)),) if cards else ()
    if selection.order is Order.SPEAKER:
        return tuple(_by_speaker(cards))
    if selection.order is Order.HAND and selection.questions:
        return tuple(_by_hand(cards, selection.questions))
    themes = groupby(cards, key=lambda card: card.theme.title if card.theme else "")
    return tuple(Group(title, tuple(several)) for title, several in themes)


def _by_speaker(cards: Sequence[Card]) -> Iterator[Group]:
    speakers = dict.fromkeys(rung.question.speaker or NO_SPEAKER for card in cards for rung in card.questions)
    for speaker in sorted(speakers, key=lambda each: each == NO_SPEAKER):
        own = (
            dataclasses.replace(
                card, questions=tuple(r for r in card.questions if (r.question.speaker or NO_SPEAKER) == speaker)
            )
            for card in cards
        )
        yield Group(speaker[:1].upper() + speaker[1:], tuple(card for card in own if card.questions))


def _by_hand(cards: Sequence[Card], questions: Sequence[str]) -> Iterator[Group]:
    placed = {rung.question.id: (card, rung) for card in cards for rung in card.questions}
    chosen = [placed[question] for question in questions if question in placed]
    # Questions of one card that follow each other stay together under it.
    runs = [list(several) for _, several in groupby(chosen, key=lambda pair: pair[0].number)]
    if runs:
        yield Group("", tuple(dataclasses.replace(run[0][0], questions=tuple(r for _, r in run)) for run in runs))


def _put_together(cards: Sequence[Card], hand: Sequence[str | int], layout: Layout) -> Iterator[Card]:
    """The cards of what was chosen one by one: with one question, or with all that are not there yet."""
    by_number = {card.number: card for card in cards}
    seen: set[str] = set()
    runs: list[tuple[Card, list[Rung]]] = []
    for name in hand:
        if isinstance(name, str):
            card = next((each for each in cards if each.rung(name)), None)
            rungs = [card.rung(name)] if card else []
        else:
            card = by_number.get(name)
            rungs = [*_own_line(card, layout), *card.questions] if card else []
        new = [rung for rung in rungs if rung and rung.question.id not in seen]
        seen.update(rung.question.id for rung in new)
        if card is None or (isinstance(name, str) and not new):
            continue
        if runs and runs[-1][0] is card:
            runs[-1][1].extend(new)
        else:
            runs.append((card, new))
    return (dataclasses.replace(card, questions=tuple(rungs)) for card, rungs in runs)


def _own_line(card: Card, layout: Layout) -> Iterator[Rung]:
    """A card's line as an answer to its title, for layouts that have nothing of a card but its questions."""
    if layout in OF_QUESTIONS:
        known = {"status": card.position.status, "audience": card.position.audience} if card.position else {}
        as_question = Question(id=card.id, number=1, question=card.title, line=card.line, **known)
        yield Rung(str(card.number), as_question, card.line_seconds, 0, card.words_a_minute)
