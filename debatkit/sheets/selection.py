"""
Selection: which cards and questions go on a sheet, and in which layout.

In go cards that have passed the gate and a `Selection`, out come the cards with only the chosen questions on them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from debatkit.cards import Card, Rung
from debatkit.model import Status


class Layout(StrEnum):
    """The forms of a sheet: a list to leaf through, cards to sort, text to speak from, one page a card, all lines."""

    LIST = "list"
    CARDS = "cards"
    SPEAKING = "speaking"
    BRIEFING = "briefing"
    PRESS = "press"


LAYOUT_NAMES = {
    Layout.LIST: "Vraag-en-antwoordblad",
    Layout.CARDS: "Kaartjes",
    Layout.SPEAKING: "Spreektekst",
    Layout.BRIEFING: "Briefingkaarten",
    Layout.PRESS: "Woordvoeringslijnen",
}


@dataclass(frozen=True)
class Selection:
    """What to print; an empty choice means all."""

    themes: tuple[str, ...] = ()
    recommendations: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    questions: tuple[str, ...] = ()

    def has_card(self, card: Card) -> bool:
        """Whether the card as a whole is chosen."""
        theme = card.theme.id if card.theme else None
        return (not self.themes or theme in self.themes) and (
            not self.recommendations or card.number in self.recommendations
        )

    def has_question(self, rung: Rung) -> bool:
        """Whether the question is chosen, given that its card is."""
        return (not self.statuses or rung.question.status in self.statuses) and (
            not self.questions or rung.question.id in self.questions
        )


def select(cards: Sequence[Card], selection: Selection) -> tuple[Card, ...]:
    """Return the chosen cards with the chosen questions; each question once, on the first of its cards."""
    seen: set[str] = set()
    chosen = []
    for card in filter(selection.has_card, cards):
        rungs = tuple(rung for rung in card.questions if selection.has_question(rung) and rung.question.id not in seen)
        seen.update(rung.question.id for rung in rungs)
        if rungs or not (selection.statuses or selection.questions):
            chosen.append(dataclasses.replace(card, questions=rungs))
    return tuple(chosen)
