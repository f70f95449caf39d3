"""
Items: a dossier taken apart into what the log keeps, and put together again.

In goes a `Dossier`; out come bodies under (kind, id), and back. Items stand in an order that can be told from the
items themselves; where a dossier has another, its ids are kept as an item of their own (kind "order"). The one rule
that must hold: what was taken apart and put together again is the same dossier.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from debatkit import files
from debatkit.model import GENERAL, Audience, Dossier, Item, Model, Numbered, Position, Recommendation, Remark, Status
from debatkit.revisions.kinds import KINDS, Header, Kinds
from debatkit.values import ShortText, Slug, Text

Name = tuple[str, str]  # kind and id: what names an item within a dossier

Place = tuple[Any, ...]  # to be compared with others; what has the smaller one stands first

HEADER = "debate"
QUESTION = "question"
ORDER = "order"
COMMENT = "comment"
TAKEN_IN = "files"
LEFT = "left"
ARCHIVE = "archive"
PRACTICE = "practice"
ASKED = "asked"
PRINT = "print"

# The kinds that make up a dossier besides its header, with the field that holds them.
FIELDS: Mapping[str, str] = {
    "theme": "themes",
    "source": "sources",
    "recommendation": "recommendations",
    "position": "positions",
    "question": "questions",
    "remark": "remarks",
}


class Order(Model):
    """The order of the items of one kind; its id is the kind. What it does not name comes last."""

    ids: tuple[Slug, ...]


class Comment(Model):
    """What someone says of an item, until it is resolved."""

    id: Slug
    kind: Slug
    item: Slug
    text: Annotated[Text, Field(max_length=5_000)]
    by: ShortText  # the id of who wrote it
    time: AwareDatetime
    resolved: bool = False
    wrong: bool = False  # that the item is not right: it is marked as long as this is open


class Practice(Model):
    """How often what a card answers was asked in exercises, and found; its id is "kaart-11". It names nobody."""

    asked: Annotated[int, Field(ge=0)]
    found: Annotated[int, Field(ge=0)]


class Asked(Model):
    """A question that the dossier did not answer, put to the ministry that should, until it is resolved."""

    id: Slug
    question: Annotated[ShortText, Field(max_length=1_000)]
    ministry: ShortText | None = None  # None: it is for the coordinators
    theme: Slug | None = None  # the theme that came nearest
    by: ShortText  # the id of who put it
    time: AwareDatetime
    resolved: bool = False


class Chosen(Model):
    """What a print was chosen by; an empty choice means all. The fields are those of a sheet's selection."""

    themes: tuple[Slug, ...] = ()
    recommendations: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    questions: tuple[Slug, ...] = ()
    ministries: tuple[ShortText, ...] = ()
    speakers: tuple[ShortText, ...] = ()
    order: Slug = "theme"
    hand: tuple[Slug | int, ...] = ()


class PrintedItem(Model):
    """A card or question on a print, at which revision of its position or of itself, and on which pages.

    `ref` names it as elsewhere: "card:aanbeveling-2", "question:waarom-nu". Pages are the first and the last.
    """

    ref: Annotated[str, Field(pattern=r"^(question|card):[a-z0-9]+(-[a-z0-9]+)*$", max_length=200)]
    revision: Annotated[int, Field(ge=0)]  # 0: a card on which there is no position
    pages: tuple[int, int] | None = None


class Print(Model):
    """That a sheet was printed: for whom, by whom, when, and of which state of the dossier. It holds no text of it."""

    id: Slug  # "a17"
    number: Annotated[int, Field(ge=1)]  # counted for each audience by itself
    audience: Audience
    layout: Slug
    form: Slug  # "pdf", "docx", ...
    chosen: Chosen
    by: ShortText  # the id of who printed it
    time: AwareDatetime
    sequence: Annotated[int, Field(ge=0)]  # up to which revision of the log the dossier was known
    items: tuple[PrintedItem, ...] = ()
    safe: bool = False  # made to be carried through a room
    holders: tuple[ShortText, ...] = ()  # who have a numbered copy


class TakenIn(Model):
    """What the files of a dossier were when they were last taken in."""

    digest: ShortText


class Left(Model):
    """What a file says of an edited item, and was left as it is; None: that it is not there."""

    digest: ShortText | None


class Archived(Model):
    """That a dossier is kept, and no longer shown."""

    since: datetime.date


ALL_KINDS: Kinds = {
    **KINDS,
    ORDER: Order,
    COMMENT: Comment,
    TAKEN_IN: TakenIn,
    LEFT: Left,
    ARCHIVE: Archived,
    PRACTICE: Practice,
    ASKED: Asked,
    PRINT: Print,
}
# What comes from a dossier's files and goes back to them.
IN_FILES = frozenset({HEADER, ORDER, *FIELDS})
# What is noted and is no news: nobody who reads or writes the dossier need be told of it.
NOTED = frozenset({PRACTICE, PRINT})
# What people did; the rest is what the app keeps for itself, and counts.
TOLD = IN_FILES | {COMMENT, ASKED, ARCHIVE}


def taken_apart(dossier: Dossier) -> dict[Name, Model]:
    """Return the items of `dossier` by name, its header first."""
    header = Header(**{name: getattr(dossier, name) for name in Header.model_fields})
    bodies: dict[Name, Model] = {(HEADER, dossier.id): header}
    orders: dict[Name, Model] = {}
    for kind, field in FIELDS.items():
        items: tuple[Item, ...] = getattr(dossier, field)
        bodies |= {(kind, item.id): item for item in items}
        if tuple(_in_order(dossier, kind, items, None)) != items:
            orders[ORDER, kind] = Order(ids=tuple(item.id for item in items))
    return bodies | orders


def put_together(bodies: Iterable[tuple[Name, Model]]) -> Dossier | None:
    """Return the dossier of these items; None where there is no header, so no dossier."""
    header: Header | None = None
    orders: dict[str, Order] = {}
    groups: dict[str, list[Item]] = {kind: [] for kind in FIELDS}
    for (kind, name), body in bodies:
        if isinstance(body, Header):
            header = body
        elif isinstance(body, Order):
            orders[name] = body
        elif kind in groups and isinstance(body, Item):
            groups[kind].append(body)
    if header is None:
        return None
    fields = {name: getattr(header, name) for name in Header.model_fields}
    dossier = Dossier.model_construct(**fields, recommendations=tuple(groups["recommendation"]))  # type: ignore[arg-type]
    for kind, field in FIELDS.items():
        ordered = tuple(_in_order(dossier, kind, groups[kind], orders.get(kind)))
        dossier = dossier.model_copy(update={field: ordered})
    return dossier


def place_of_questions(dossier: Dossier, order: Order | None) -> Callable[[Numbered], Place]:
    """Return what gives each question of a dossier its place: they stand in order of it, and no two have the same.

    They stand by file first: that is how they are written and read again. Nothing of `dossier` counts but its
    recommendations.
    """
    place = {name: number for number, name in enumerate(order.ids)} if order else {}

    def key(question: Numbered) -> Place:
        file = files.question_file(dossier, question)
        return file, place.get(question.id, len(place)), dossier.numbers(question), question.id

    return key


def _in_order(dossier: Dossier, kind: str, items: Iterable[Any], order: Order | None) -> list[Any]:
    """The items in their order."""
    if kind == QUESTION:
        return sorted(items, key=place_of_questions(dossier, order))
    place = {name: number for number, name in enumerate(order.ids)} if order else {}
    natural = _NATURAL.get(kind, _no_order)
    return sorted(items, key=lambda each: (place.get(each.id, len(place)), natural(dossier, each), each.id))


def _no_order(_: Dossier, __: Item) -> tuple[int, ...]:
    return ()


def _by_number(_: Dossier, item: Recommendation) -> tuple[int, ...]:
    return (item.number,)


def _by_recommendation(dossier: Dossier, item: Position) -> tuple[int, ...]:
    asked = dossier.recommendation_by_id.get(item.recommendation or "")
    return (asked.number if asked else GENERAL,)


def _by_date(_: Dossier, item: Remark) -> tuple[str, ...]:
    return (item.date or "",)


_NATURAL: Mapping[str, Callable[[Dossier, Any], tuple[Any, ...]]] = {
    "recommendation": _by_number,
    "position": _by_recommendation,
    "remark": _by_date,
}
