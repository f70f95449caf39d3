"""
Ladder: an answer step by step, climbed as far as time allows.

    Spot            a card, or a question on it: what a link leads to, a pin holds and a folder is made of
    ├── line            what is said first, with the seconds that it takes
    └── steps           line, answer, each follow-up, facts, what not to say, background

In go cards that have passed the gate; a step that is not for the viewer is not there. The one rule that must hold: what
`spoken` gives may be said aloud, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from debatkit.cards import Card, Rung
from debatkit.model import Audience, Statement, Status
from debatkit.text import speaking_seconds

QUESTION, CARD = "question", "card"  # the kinds of spots, as in search
POSITION = "position"  # the kind of what a card says


class Rise(StrEnum):
    """The steps of a ladder, from the first to the last."""

    LINE = "line"
    ANSWER = "answer"
    FOLLOW_UP = "follow-up"
    DONE = "done"
    PLANNED = "planned"
    FACTS = "facts"
    SENSITIVE = "sensitive"
    AVOID = "avoid"
    BACKGROUND = "background"


TITLES = {
    Rise.LINE: "Kernboodschap",
    Rise.ANSWER: "Antwoord",
    Rise.FOLLOW_UP: "Als er wordt doorgevraagd",
    Rise.DONE: "Wat er is",
    Rise.PLANNED: "Wat er komt",
    Rise.FACTS: "Feiten bij de hand",
    Rise.SENSITIVE: "Gevoelig",
    Rise.AVOID: "Niet zeggen",
    Rise.BACKGROUND: "Achtergrond",
}
SPOKEN = frozenset({Rise.LINE, Rise.ANSWER, Rise.FOLLOW_UP, Rise.DONE, Rise.PLANNED})


@dataclass(frozen=True)
class Step:
    """One step: what is said, and how long that takes. `asked` is the question that leads to it, where there is one."""

    rise: Rise
    said: tuple[Statement, ...]
    seconds: int
    asked: str = ""

    @property
    def title(self) -> str:
        """What the step is called on screen."""
        return TITLES[self.rise]


@dataclass(frozen=True)
class Spot:
    """A card, or a question on it."""

    card: Card
    rung: Rung | None = None

    @property
    def ref(self) -> str:
        """What names it in a dossier, for good: "question:waarom-geen-onderraad", "card:aanbeveling-2"."""
        return f"{QUESTION}:{self.rung.question.id}" if self.rung else f"{CARD}:{self.card.id}"

    @property
    def item(self) -> tuple[str, str] | None:
        """The kind and id of what it says, as it is kept; None for a card without a position."""
        if self.rung:
            return QUESTION, self.rung.question.id
        return (POSITION, self.card.position.id) if self.card.position else None

    @property
    def label(self) -> str:
        """Its short number: "11.1", or "11" for a card."""
        return self.rung.label if self.rung else str(self.card.number)

    @property
    def title(self) -> str:
        """What is asked, or what the card is called."""
        return self.rung.question.question if self.rung else self.card.title

    @property
    def line(self) -> Statement | None:
        """What is said first."""
        return self.rung.question.line if self.rung else self.card.line

    @property
    def status(self) -> Status | None:
        """How far it is settled; None for a card without a position."""
        if self.rung:
            return self.rung.question.status
        return self.card.position.status if self.card.position else None

    @property
    def seconds(self) -> int:
        """How long the line takes to say; 0 without one."""
        return self._seconds([self.line]) if self.line else 0

    @property
    def steps(self) -> tuple[Step, ...]:
        """The ladder, without the steps that hold nothing."""
        found = self._of_question(self.rung) if self.rung else self._of_card()
        return tuple(step for step in found if step.said)

    @property
    def spoken(self) -> tuple[Step, ...]:
        """What of the ladder may be said aloud: no facts at hand, no background, and nothing that is internal."""
        found = []
        for step in self.steps:
            said = tuple(each for each in step.said if each.audience is not Audience.INTERNAL)
            if step.rise in SPOKEN and said:
                found.append(Step(step.rise, said, self._seconds(said), step.asked))
        return tuple(found)

    def _of_question(self, rung: Rung) -> list[Step]:
        question = rung.question
        return [
            self._step(Rise.LINE, [question.line] if question.line else []),
            self._step(Rise.ANSWER, question.answer),
            *(self._step(Rise.FOLLOW_UP, [each.line, *each.answer], each.question) for each in question.follow_ups),
            self._step(Rise.FACTS, question.facts),
            self._step(Rise.AVOID, question.avoid),
            self._step(Rise.BACKGROUND, question.background),
        ]

    def _of_card(self) -> list[Step]:
        position = self.card.position
        if position is None:
            return []
        return [
            self._step(Rise.LINE, [position.line] if position.line else []),
            self._step(Rise.DONE, position.done),
            self._step(Rise.PLANNED, position.planned),
            self._step(Rise.SENSITIVE, position.sensitive),
        ]

    def _step(self, rise: Rise, said: Iterable[Statement], asked: str = "") -> Step:
        several = tuple(said)
        return Step(rise, several, self._seconds(several), asked)

    def _seconds(self, said: Iterable[Statement]) -> int:
        speed = self.rung.words_a_minute if self.rung else self.card.words_a_minute
        return speaking_seconds(" ".join(each.text for each in said), speed)


@dataclass(frozen=True)
class Reply:
    """Several answers as one: the lines in their order. `silent` are the spots that have none to add."""

    spots: tuple[Spot, ...]
    silent: tuple[Spot, ...] = ()

    @property
    def text(self) -> str:
        """The lines, a paragraph each."""
        return "\n\n".join(spot.line.text for spot in self.spots if spot.line)

    @property
    def seconds(self) -> int:
        """How long they take to say together."""
        return sum(spot.seconds for spot in self.spots)


def joined(spots: Iterable[Spot]) -> Reply:
    """Join answers to one reply, for who is asked three things in one breath; internal lines are not for saying."""
    speaking: list[Spot] = []
    silent: list[Spot] = []
    for spot in spots:
        says = spot.line is not None and spot.line.audience is not Audience.INTERNAL
        (speaking if says else silent).append(spot)
    return Reply(tuple(speaking), tuple(silent))
