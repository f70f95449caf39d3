"""
Model: what a dossier consists of.

    Dossier
    ├── debate, themes, milestones      what is debated, when, by whom, under which headings
    ├── recommendations                 what the advisory report asks
    ├── positions                       what the cabinet says to it; one without a recommendation: the general line
    ├── questions                       what members may ask, and the answer as a ladder: line, answer, follow-ups, ...
    ├── remarks                         what ministries asked for in the coordination, and what was done with it
    └── sources                         the documents that all of it rests on

The atom is the `Statement`: a text with its citations. Everything is frozen; unknown keys are refused; texts are
plain (a blank line is a paragraph, a line that starts with "- " a bullet). The one rule that must hold: what does not
say that it is public, is internal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Protocol

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    model_validator,
)

from debatkit.values import (
    LONGEST_LIST,
    FullDate,
    PartialDate,
    ShortText,
    Slug,
    Text,
    Time,
    WebAddress,
)

Path = tuple[str | int, ...]
Placed = tuple[Path, "Statement", "Audience"]  # a statement, where it stands in its item, and its audience in force

GENERAL = 0  # the number of the card with the general line


class Audience(StrEnum):
    """Who something is for: everyone, or the people who prepare the debate."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Status(StrEnum):
    """How far an item is settled between ministries."""

    DRAFT = "draft"
    COORDINATED = "coordinated"
    APPROVED = "approved"


class Stance(StrEnum):
    """What the cabinet does with a recommendation."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    DECLINED = "declined"
    UNKNOWN = "unknown"


class Wording(StrEnum):
    """Whether a recommendation's text is the report's own."""

    LITERAL = "literal"
    DESCRIPTION = "description"


class Verified(StrEnum):
    """How far a fact was checked: seen on the official page, on another page, or only in the internal nota."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    NOTA = "nota"


class Model(BaseModel):
    """The base of all parts: frozen, and no key that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Model):
    """A place in a source, with the literal quote where the source's text is held."""

    source: Slug
    place: ShortText | None = None
    quote: Text | None = None
    verified: Verified | None = None  # None: as far as the source itself


class Statement(Model):
    """A text with what it rests on. `audience` None means: as the item that it stands in."""

    text: Text
    date: PartialDate | None = None
    audience: Audience | None = None
    claim: bool = True  # False: a courtesy or attitude, which needs no source
    citations: Annotated[tuple[Citation, ...], Field(max_length=LONGEST_LIST)] = ()


Statements = Annotated[tuple[Statement, ...], Field(max_length=LONGEST_LIST)]
Words = Annotated[tuple[ShortText, ...], Field(max_length=LONGEST_LIST)]


class Part(Model):
    """A part that holds statements, some of them for fewer eyes than the part itself."""

    never_public: ClassVar[frozenset[str]] = frozenset()
    internal_unless_marked: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def keeps_internal(cls, field: str) -> bool:
        """Whether the statements in a field are internal unless they say otherwise, whatever the part itself is."""
        return field in cls.never_public or field in cls.internal_unless_marked

    @model_validator(mode="after")
    def _keep_internal(self) -> Part:
        for field in self.never_public:
            if any(statement.audience is Audience.PUBLIC for statement in getattr(self, field)):
                raise ValueError(f"'{field}' is altijd intern; haal 'audience: public' weg")
        return self


class Item(Part):
    """A part with an id of its own: the unit of which revisions are kept."""

    id: Slug


class Signatory(Model):
    """A member of the cabinet who signed the response and may answer in the room."""

    title: ShortText
    ministry: ShortText


class Ministry(Model):
    """A ministry under its own abbreviation."""

    code: ShortText
    name: ShortText


class Debate(Model):
    """The debate itself. `ministries` lists every ministry that the dossier names."""

    title: ShortText
    kind: ShortText
    committee: ShortText
    date: FullDate
    time: Time | None = None
    earlier_dates: tuple[FullDate, ...] = ()
    coordinator: ShortText | None = None
    ministries: tuple[Ministry, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    citations: tuple[Citation, ...] = ()


class Term(Model):
    """A word that the dossier's texts prefer, and the ones that it stands for, but for names that hold one of them."""

    preferred: ShortText
    instead_of: Annotated[tuple[ShortText, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    names: Words = ()


class Synonyms(Model):
    """Words and names that mean the same to who searches, and why they are taken together."""

    words: Annotated[tuple[ShortText, ...], Field(min_length=2, max_length=LONGEST_LIST)]
    reason: ShortText


class Theme(Item):
    """A heading that groups recommendations. `holding` is what can be said when no answer is ready."""

    title: ShortText
    description: Statement | None = None
    holding: Statement | None = None


class Recommendation(Item):
    """What the advisory report asks. Public by nature: the report is."""

    number: Annotated[int, Field(strict=True, ge=1, le=999)]
    name: ShortText | None = None  # what it is called in the room; else "Aanbeveling 11"
    theme: Slug | None = None
    text: Text
    wording: Wording
    note: ShortText | None = None  # what is still to be verified about the wording
    keywords: Words = ()
    citations: tuple[Citation, ...] = ()


class Position(Item):
    """What the cabinet says to one recommendation, or in general when `recommendation` is left out."""

    never_public = frozenset({"sensitive"})

    recommendation: Slug | None = None
    stance: Stance = Stance.UNKNOWN
    line: Statement | None = None
    done: Statements = ()
    planned: Statements = ()
    sensitive: Statements = ()
    open: Words = ()
    status: Status = Status.DRAFT
    audience: Audience = Audience.INTERNAL


class FollowUp(Part):
    """A shorter question, asked when the member goes on."""

    question: ShortText
    line: Statement
    answer: Statements = ()


class Question(Item):
    """An anticipated question and its answer: a ladder, climbed as far as time allows."""

    never_public = frozenset({"avoid"})
    internal_unless_marked = frozenset({"background"})

    number: Annotated[int, Field(strict=True, ge=1, le=9_999_999)]
    recommendations: Annotated[tuple[Slug, ...], Field(max_length=LONGEST_LIST)] = ()
    question: ShortText
    angle: Slug | None = None
    keywords: Words = ()
    ministry: ShortText | None = None
    speaker: ShortText | None = None
    line: Statement | None = None
    answer: Statements = ()
    follow_ups: Annotated[tuple[FollowUp, ...], Field(max_length=LONGEST_LIST)] = ()
    facts: Statements = ()
    avoid: Statements = ()
    background: Statements = ()
    open: Words = ()
    valid_until: FullDate | None = None
    status: Status = Status.DRAFT
    audience: Audience = Audience.INTERNAL


class Remark(Item):
    """What a ministry asked for in the coordination, and what was done with it."""

    ministry: ShortText | None = None  # None: not one ministry's, but the procedure's
    recommendations: Annotated[tuple[Slug, ...], Field(max_length=LONGEST_LIST)] = ()
    date: PartialDate | None = None
    request: Statement | None = None
    outcome: Statement | None = None
    audience: Audience = Audience.INTERNAL


class Source(Item):
    """A document. `facts` are the figures seen in it; `text` is its text where the dossier holds it."""

    title: ShortText
    publisher: ShortText | None = None
    date: PartialDate | None = None
    reference: ShortText | None = None
    addresses: tuple[WebAddress, ...] = ()
    verified: Verified
    note: ShortText | None = None
    cabinet: ShortText | None = None  # whose words it holds, where it is not the present cabinet
    facts: Annotated[tuple[ShortText, ...], Field(max_length=LONGEST_LIST)] = ()
    audience: Audience = Audience.INTERNAL
    text: Annotated[str | None, Field(max_length=10_000_000)] = None  # from sources/<id>.md, never in the YAML


class Milestones(Part):
    """The way to the debate, as a part, so that the gate reads it like any other."""

    milestones: Statements = ()


def _as_tuple(_: Any, schema: GetCoreSchemaHandler) -> Any:
    return schema(tuple[Question, ...])


def _all(questions: Sequence[Question], written: SerializerFunctionWrapHandler) -> Any:
    return written(tuple(questions))


class Numbered(Protocol):
    """What gives a question its number and its place: the question itself, or what lists know of it."""

    @property
    def id(self) -> str:
        """The question's id."""

    @property
    def number(self) -> int:
        """Its own number, within its first recommendation."""

    @property
    def recommendations(self) -> tuple[str, ...]:
        """The ids of the recommendations that it is about."""


class Dossier(Model):
    """All there is for one debate. References between its items are checked by `debatkit.references`."""

    id: Slug
    title: ShortText
    theme_label: ShortText = "thema"
    debate: Debate
    themes: tuple[Theme, ...] = ()
    milestones: Statements = ()
    terms: tuple[Term, ...] = ()
    synonyms: tuple[Synonyms, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    positions: tuple[Position, ...] = ()
    # As a rule a tuple; where there may be very many, a sequence that reads each when it is asked for.
    questions: Annotated[Sequence[Question], GetPydanticSchema(_as_tuple), WrapSerializer(_all)] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[Source, ...] = ()

    def __copy__(self) -> Dossier:
        """Copy the fields alone: the gate works on copies, and a lookup kept from the original would pass it by."""
        return Dossier.model_construct(**{name: getattr(self, name) for name in Dossier.model_fields})

    @cached_property
    def recommendation_by_id(self) -> dict[str, Recommendation]:
        """The recommendations by id."""
        return {recommendation.id: recommendation for recommendation in self.recommendations}

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def theme_by_id(self) -> dict[str, Theme]:
        """The themes by id."""
        return {theme.id: theme for theme in self.themes}

    def items(self) -> Iterator[Item]:
        """Every item with an id of its own, in the order of the files."""
        for group in (
            self.themes, self.recommendations, self.positions, self.questions, self.remarks, self.sources
        ):  # fmt: skip
            yield from group

    def numbers(self, question: Numbered) -> tuple[int, int]:
        """The two numbers of a question: its first recommendation's, GENERAL if it has none, and its own."""
        first = self.recommendation_by_id.get(question.recommendations[0]) if question.recommendations else None
        return first.number if first else GENERAL, question.number

    def label(self, question: Numbered) -> str:
        """The short number that is said in the room: "11.1"; questions on the general line start with 0."""
        return "{}.{}".format(*self.numbers(question))


def statements(part: Part, audience: Audience | None = None, path: Path = ()) -> Iterator[Placed]:
    """Yield every statement in `part`, with its path and its audience in force.

    That is its own audience, else that of the field, else that of the item.
    """
    own = getattr(part, "audience", None) or audience or Audience.INTERNAL
    for field in type(part).model_fields:
        value = getattr(part, field)
        inherited = Audience.INTERNAL if part.keeps_internal(field) else own
        if isinstance(value, Statement):
            yield (*path, field), value, value.audience or inherited
        elif isinstance(value, tuple):
            for place, each in enumerate(value):
                if isinstance(each, Statement):
                    yield (*path, field, place), each, each.audience or inherited
                elif isinstance(each, FollowUp):
                    yield from statements(each, inherited, (*path, field, place))
