"""
Cards: what a speaker takes into the room.

A card is one recommendation with everything said about it: position, expected questions, remarks, sources, and
what is still missing. The card with number 0 holds the general line. Cards are derived from a `Dossier` that has
passed the gate; they hold no rule on visibility.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from debatkit.model import (
    GENERAL,
    Dossier,
    Item,
    Position,
    Question,
    Recommendation,
    Remark,
    Source,
    Stance,
    Statement,
    Status,
    Theme,
    Verified,
    Wording,
    statements,
)
from debatkit.outlines import Asked, Gap, Outline, grouped, outlines
from debatkit.pace import USUAL, Pace
from debatkit.questions import Made, Questions
from debatkit.text import speaking_seconds

GENERAL_ID = "algemene-lijn"
GENERAL_TITLE = "Algemene lijn"
_NAMED = re.compile(
    r"(?P<who>[A-Z]\w{1,9}((, | en )[A-Z]\w{1,9})*): (?P<what>.+)", re.DOTALL
)  # "EZK: ...", "BZK en EZK: ..."


@dataclass(frozen=True)
class Rung:
    """A question as it stands on a card, with its short number ("11.1") and how long its answer takes to say.

    `words_a_minute` is the pace of who answers it.
    """

    label: str
    question: Question
    line_seconds: int
    answer_seconds: int
    words_a_minute: int


class Rungs(Made[Rung]):
    """The questions on a card, each read when somebody asks for it.

    Those with their number from one recommendation stand together, in the order of the dossier: as a rule that of their
    numbers, unless somebody put them in another.
    """

    def __init__(
        self,
        dossier: Dossier,
        known: Sequence[Outline],
        pace: Pace,
        before: Rungs | None = None,
        instead: Mapping[int, Outline] | None = None,
    ) -> None:
        """`before` are the rungs of the state before, where each question had the number that it has now.

        `instead` are the outlines that stand in the place of others, by the id() of these.
        """
        self.known = known  # in the order of the dossier
        self._dossier = dossier
        self._pace = pace
        self._make = Questions.of(dossier.questions).make
        if before is not None and "outlines" in before.__dict__:
            found = before.outlines
            if instead and known is not before.known:
                found = tuple(instead.get(id(each), each) for each in found)
            self.__dict__.update(outlines=found, places=before.places)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """What is known of each without reading it, in their order on the card."""
        return tuple(sorted(self.known, key=lambda each: self._dossier.numbers(each.head)[0]))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each question stands, by its id."""
        return {each.head.id: place for place, each in enumerate(self.outlines)}

    def label(self, outline: Outline) -> str:
        """The short number of a question."""
        return self._dossier.label(outline.head)

    def __len__(self) -> int:
        return len(self.known)

    def _keys(self) -> Sequence[Outline]:
        return self.outlines

    def _made(self, key: Outline) -> Rung:
        question = self._make(key.head.id)
        speed = self._pace.of(question.speaker)
        line = speaking_seconds(question.line.text, speed) if question.line else 0
        answer = speaking_seconds(" ".join(statement.text for statement in question.answer), speed)
        return Rung(self.label(key), question, line, answer, speed)


@dataclass(frozen=True)
class Card:
    """One recommendation, or the general line, with everything said about it.

    A card for a sheet may have fewer `questions` than were `asked`: what is cited and what is missing is said of the
    card as it is in the dossier.
    """

    number: int
    id: str
    title: str
    theme: Theme | None
    recommendation: Recommendation | None
    position: Position | None
    questions: Sequence[Rung]
    remarks: tuple[Remark, ...]
    asked: Rungs = field(repr=False, compare=False)  # all of its questions
    source_by_id: Mapping[str, Source] = field(repr=False, compare=False)  # all that anything on the card may cite
    today: datetime.date | None = None
    words_a_minute: int = USUAL  # of whoever speaks the card's own line

    @property
    def heading(self) -> str:
        """What the card is about, in a sentence."""
        return self.recommendation.text if self.recommendation else GENERAL_TITLE

    @property
    def line(self) -> Statement | None:
        """What can be said aloud as it stands."""
        return self.position.line if self.position else None

    @property
    def line_seconds(self) -> int:
        """How long the line takes to say; 0 without one."""
        return speaking_seconds(self.line.text, self.words_a_minute) if self.line else 0

    @property
    def stance(self) -> Stance:
        """What the cabinet does with the recommendation, as far as this dossier knows."""
        return self.position.stance if self.position else Stance.UNKNOWN

    @property
    def parts(self) -> tuple[Item, ...]:
        """The items on the card that hold statements."""
        position = (self.position,) if self.position else ()
        return (*position, *(rung.question for rung in self.questions), *self.remarks)

    def rung(self, question: str) -> Rung | None:
        """The question with this id, if it is one of the card's."""
        place = self.asked.places.get(question)
        return None if place is None else self.asked[place]

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources of everything on the card, in the order in which they are first cited."""
        before: tuple[Item, ...] = (self.position,) if self.position else ()
        cited = [citation.source for citation in self.recommendation.citations] if self.recommendation else []
        cited += _cited(before)
        cited += (source for each in self.asked.outlines for source in each.sources)
        cited += _cited(self.remarks)
        return tuple(self.source_by_id[source] for source in dict.fromkeys(cited))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing."""
        return tuple(_gaps(self))


def briefing_cards(
    dossier: Dossier,
    today: datetime.date | None = None,
    pace: Pace | None = None,
    asked: Asked | None = None,
    before: Iterable[Card] = (),
    instead: Mapping[int, Outline] | None = None,
) -> tuple[Card, ...]:
    """Return one card per recommendation in order of number, the general line first.

    `pace` is how fast who speaks. With `today`, answers that are past their `valid_until` are among the gaps. `asked`
    are the outlines of the dossier's questions, for who has them already. `before` are the cards of the state before,
    where nothing changed since but questions, and none of their numbers; `instead` as for `Rungs`.
    """
    speed = pace or Pace()
    positions = {position.recommendation: position for position in dossier.positions}
    groups = grouped(outlines(Questions.of(dossier.questions))) if asked is None else asked
    earlier = {card.id: card.asked for card in before}
    remarks: dict[str | None, list[Remark]] = {}
    for remark in dossier.remarks:
        for subject in remark.recommendations or (None,):
            remarks.setdefault(subject, []).append(remark)

    def card(subject: Recommendation | None) -> Card:
        name = subject.id if subject else None
        rungs = Rungs(dossier, groups.get(name, ()), speed, earlier.get(name or GENERAL_ID), instead)
        return Card(
            number=subject.number if subject else GENERAL,
            id=subject.id if subject else GENERAL_ID,
            title=(subject.name or f"Aanbeveling {subject.number}") if subject else GENERAL_TITLE,
            theme=dossier.theme_by_id.get(subject.theme or "") if subject else None,
            recommendation=subject,
            position=positions.get(name),
            questions=rungs,
            remarks=tuple(remarks.get(name, ())),
            asked=rungs,
            source_by_id=dossier.source_by_id,
            today=today,
            words_a_minute=speed.usual,
        )

    return tuple(map(card, (None, *sorted(dossier.recommendations, key=lambda each: each.number))))


def _cited(items: Iterable[Item]) -> Iterator[str]:
    return (citation.source for item in items for _, each, _ in statements(item) for citation in each.citations)


def _gaps(card: Card) -> Iterator[Gap]:
    subject, position = card.recommendation, card.position
    if subject and subject.note:
        yield Gap("wording", subject.id, ("note",), subject.note)
    yield from _position_gaps(subject, position)
    if not card.asked:
        yield Gap("no-questions", None, (), "Er zijn nog geen verwachte vragen.")
    for outline in card.asked.known:
        yield from outline.all_gaps(card.today)
    for remark in card.remarks:
        yield from _unsourced(remark)


def _unsourced(item: Item) -> Iterator[Gap]:
    for path, statement, _ in statements(item):
        if statement.claim and not statement.citations:
            yield Gap("unsourced", item.id, path, f"Zonder bron: {statement.text}")


def _position_gaps(subject: Recommendation | None, position: Position | None) -> Iterator[Gap]:
    if position is None:
        yield Gap("no-position", None, (), "Er is nog geen standpunt.")
        return
    if subject and position.stance is Stance.UNKNOWN:
        message = "De reactie op deze aanbeveling staat nog niet in dit dossier."
        yield Gap("no-stance", position.id, ("stance",), message)
    if position.line is None:
        yield Gap("no-line", position.id, ("line",), "Er is nog geen woordvoeringslijn.")
    for place, text in enumerate(position.open):
        yield Gap("open", position.id, ("open", place), text)
    yield from _unsourced(position)


def caveats(statement: Statement, sources: dict[str, Source]) -> tuple[str, ...]:
    """What must be known before `statement` is said, in Dutch."""
    if not statement.citations:
        return ("Zonder bron",) if statement.claim else ()
    cabinets = [sources[citation.source].cabinet for citation in statement.citations]
    if all(cabinets):
        return (f"Woorden van een eerder kabinet ({', '.join(dict.fromkeys(str(each) for each in cabinets))})",)
    return ()


def rests_on_official(statement: Statement, sources: dict[str, Source]) -> bool:
    """Whether `statement` claims nothing, or rests on at least one official document that was seen."""
    levels = [citation.verified or sources[citation.source].verified for citation in statement.citations]
    return not statement.claim or Verified.OFFICIAL in levels


@dataclass(frozen=True)
class Coverage:
    """What there is on one card, counted."""

    card: Card
    has_line: bool
    done: int
    planned: int
    questions: int
    sourced: int
    claims: int
    approved: int


def coverage(card: Card) -> Coverage:
    """Count what there is on `card`: `sourced` of `claims` statements have a source, `approved` of its questions."""
    items: list[Item] = [*((card.position,) if card.position else ()), *card.remarks]
    claims = [each for item in items for _, each, _ in statements(item) if each.claim]
    return Coverage(
        card=card,
        has_line=card.line is not None,
        done=len(card.position.done) if card.position else 0,
        planned=len(card.position.planned) if card.position else 0,
        questions=len(card.asked),
        sourced=sum(bool(each.citations) for each in claims) + sum(each.sourced for each in card.asked.known),
        claims=len(claims) + sum(each.claims for each in card.asked.known),
        approved=sum(each.head.status is Status.APPROVED for each in card.asked.known),
    )


@dataclass(frozen=True)
class ToDo:
    """A gap as work: who supplies it (None: nobody is named), for which card, and for which question on it."""

    ministry: str | None
    card: Card
    label: str | None
    message: str


def to_do(cards: Iterable[Card]) -> tuple[ToDo, ...]:
    """Return what still needs doing, each thing once: `open: ["EZK: ..."]` is work for EZK."""
    found: dict[tuple[str | None, str], ToDo] = {}
    for card in cards:
        labels = {each.head.id: card.asked.label(each) for each in card.asked.known if each.gaps or each.valid_until}
        for gap in card.gaps:
            named = _NAMED.fullmatch(gap.message) if gap.rule == "open" else None
            ministry, message = (named["who"], named["what"]) if named else (None, gap.message)
            each = ToDo(ministry, card, labels.get(gap.item or ""), message)
            found.setdefault((gap.item or card.id, gap.message), each)
    return tuple(found.values())


def card_data(card: Card) -> dict[str, Any]:
    """The card as plain data, for JSON: what `python -m debatkit cards --json` prints."""
    position = card.position
    return {
        "number": card.number,
        "id": card.id,
        "theme": card.theme.id if card.theme else None,
        "recommendation": card.recommendation.text if card.recommendation else None,
        "wording": (card.recommendation.wording if card.recommendation else Wording.DESCRIPTION).value,
        "stance": card.stance.value,
        "line": _one(card.line),
        "done": _all(position.done if position else ()),
        "planned": _all(position.planned if position else ()),
        "sensitive": _all(position.sensitive if position else ()),
        "questions": [_question(rung) for rung in card.questions],
        "remarks": [_remark(remark) for remark in card.remarks],
        "sources": [source.model_dump(mode="json", exclude_none=True, exclude={"text"}) for source in card.sources],
        "gaps": [{"rule": gap.rule, "item": gap.item, "message": gap.message} for gap in card.gaps],
    }


def _question(rung: Rung) -> dict[str, Any]:
    question = rung.question
    return {
        "id": question.id,
        "number": rung.label,
        "question": question.question,
        "line": _one(question.line),
        "answer": _all(question.answer),
        "follow_ups": [
            {"question": each.question, "line": _one(each.line), "answer": _all(each.answer)}
            for each in question.follow_ups
        ],
        "facts": _all(question.facts),
        "avoid": _all(question.avoid),
        "background": _all(question.background),
        "open": list(question.open),
        "status": question.status.value,
        "audience": question.audience.value,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "id": remark.id,
        "ministry": remark.ministry,
        "request": _one(remark.request),
        "outcome": _one(remark.outcome),
        "audience": remark.audience.value,
    }


def _one(statement: Statement | None) -> dict[str, Any] | None:
    if statement is None:
        return None
    citations = [citation.model_dump(mode="json", exclude_none=True) for citation in statement.citations]
    audience = statement.audience.value if statement.audience else None
    return {"text": statement.text, "audience": audience, "citations": citations}


def _all(several: tuple[Statement, ...]) -> list[dict[str, Any] | None]:
    return [_one(statement) for statement in several]
