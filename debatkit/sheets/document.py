"""
Document: a sheet as texts, ready to be set.

In go a dossier that has passed the gate, the chosen cards and a layout; out comes a `Document` of plain texts in the
order of the page. What a layout leaves out is not in it. PDF, Word and HTML are set from this one thing, so they say
the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from debatkit import text
from debatkit.cards import Card, Rung, caveats, rests_on_official
from debatkit.model import Audience, Dossier, Remark, Source, Stance, Statement, Status, Wording
from debatkit.sheets.selection import LAYOUT_NAMES, Layout

STANCES = {
    Stance.ADOPTED: "Overgenomen",
    Stance.PARTLY: "Deels overgenomen",
    Stance.DECLINED: "Niet overgenomen",
    Stance.UNKNOWN: "Nog niet in dit dossier",
}
STATUSES = {Status.DRAFT: "Concept", Status.COORDINATED: "Afgestemd", Status.APPROVED: "Akkoord"}
AUDIENCES = {
    Audience.PUBLIC: "Openbaar: mag worden uitgesproken",
    Audience.INTERNAL: "Intern: niet verspreiden",
}
UNOFFICIAL = "°"
LEGEND = f"{UNOFFICIAL} geen officieel stuk gezien"
# What each layout shows of a card; the rest is not in the document at all.
CARD_PARTS: dict[Layout, frozenset[str]] = {
    Layout.LIST: frozenset({"stance", "line", "questions"}),
    Layout.CARDS: frozenset({"questions"}),
    Layout.SPEAKING: frozenset({"questions"}),
    Layout.BRIEFING: frozenset({"stance", "line", "done", "planned", "sensitive", "questions", "remarks", "gaps"}),
    Layout.PRESS: frozenset({"stance", "line"}),
}
QUESTION_PARTS: dict[Layout, frozenset[str]] = {
    Layout.LIST: frozenset({"line", "answer", "follow_ups", "facts", "avoid", "background", "open", "sources"}),
    Layout.CARDS: frozenset({"line", "answer", "open", "sources"}),
    Layout.SPEAKING: frozenset({"line", "answer"}),
    Layout.BRIEFING: frozenset({"line", "open"}),
    Layout.PRESS: frozenset(),
}


@dataclass(frozen=True)
class Said:
    """A statement as printed. `unofficial` gets the sign that the foot of the page explains."""

    blocks: tuple[text.Block, ...]
    notes: tuple[str, ...] = ()
    unofficial: bool = False
    internal: bool = False
    date: str = ""

    @property
    def plain(self) -> str:
        """The text alone, paragraphs and bullets on lines of their own."""
        return "\n".join(line for block in self.blocks for line in block.texts)


@dataclass(frozen=True)
class FollowUpText:
    """A follow-up question as printed."""

    question: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class QuestionText:
    """A question as printed."""

    id: str
    label: str
    question: str
    who: str
    status: str
    draft: bool
    time: str
    internal: bool
    line: Said | None = None
    answer: tuple[Said, ...] = ()
    follow_ups: tuple[FollowUpText, ...] = ()
    facts: tuple[Said, ...] = ()
    avoid: tuple[Said, ...] = ()
    background: tuple[Said, ...] = ()
    open: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class RemarkText:
    """A remark from the coordination as printed."""

    ministry: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class CardText:
    """A card as printed. `literal` tells whether the recommendation may stand between quotation marks."""

    id: str
    number: int
    title: str
    recommendation: str
    literal: bool
    stance: str
    line: Said | None = None
    done: tuple[Said, ...] = ()
    planned: tuple[Said, ...] = ()
    sensitive: tuple[Said, ...] = ()
    questions: tuple[QuestionText, ...] = ()
    remarks: tuple[RemarkText, ...] = ()
    sources: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A theme with its cards; the title is empty for cards without a theme."""

    title: str
    cards: tuple[CardText, ...]


@dataclass(frozen=True)
class Document:
    """A whole sheet. `printed` and `revision` tell how old it is."""

    title: str
    subject: str
    layout: str
    facts: tuple[tuple[str, str], ...]
    audience: str
    internal: bool
    printed: str
    revision: str
    legend: str
    count: str
    time: str
    running: str
    sections: tuple[Section, ...]
    moment: datetime.datetime = field(repr=False)

    @property
    def questions(self) -> tuple[QuestionText, ...]:
        """All questions on the sheet, in order."""
        return tuple(question for section in self.sections for card in section.cards for question in card.questions)


def document(
    dossier: Dossier,
    cards: Sequence[Card],
    layout: Layout,
    audience: Audience,
    moment: datetime.datetime,
    revision: str,
) -> Document:
    """Return the sheet of `cards` in `layout`, printed at `moment`."""
    debate = dossier.debate
    day = text.dutch_date(debate.date)
    when = f"{day}, {text.dutch_time(debate.time)}" if debate.time else day
    questions = {rung.question.id: rung for card in cards for rung in card.questions}
    if "questions" not in CARD_PARTS[layout]:
        questions = {}
    seconds = sum(rung.answer_seconds or rung.line_seconds for rung in questions.values())
    facts = [("Debat", f"{debate.kind} {debate.title}"), ("Commissie", debate.committee), ("Wanneer", when)]
    if debate.signatories:
        facts.append(("Namens het kabinet", "; ".join(signatory.title for signatory in debate.signatories)))
    return Document(
        title=LAYOUT_NAMES[layout],
        subject=dossier.title,
        layout=layout.value,
        facts=tuple(facts),
        audience=AUDIENCES[audience],
        internal=audience is Audience.INTERNAL,
        printed=f"{text.dutch_date(moment.date())}, {text.dutch_time(f'{moment:%H:%M}')}",
        revision=revision,
        legend=LEGEND,
        count=counted(len(questions)),
        time=text.speaking_time(seconds),
        running=f"{debate.kind[:1].upper()}{debate.kind[1:]} {debate.title}, {day}",
        sections=_sections(cards, layout, dossier),
        moment=moment,
    )


def counted(questions: int) -> str:
    """ "1 vraag", "94 vragen"."""
    return "1 vraag" if questions == 1 else f"{questions} vragen"


def _sections(cards: Sequence[Card], layout: Layout, dossier: Dossier) -> tuple[Section, ...]:
    sources = {source.id: source for source in dossier.sources}
    sections: list[tuple[str, list[CardText]]] = []
    for card in cards:
        title = card.theme.title if card.theme else ""
        if not sections or sections[-1][0] != title:
            sections.append((title, []))
        sections[-1][1].append(_card(card, layout, sources))
    return tuple(Section(title, tuple(several)) for title, several in sections)


def _card(card: Card, layout: Layout, sources: dict[str, Source]) -> CardText:
    parts = CARD_PARTS[layout]
    position = card.position
    recommendation = card.recommendation

    def said(name: str) -> tuple[Said, ...]:
        return _said(getattr(position, name), sources) if position and name in parts else ()

    return CardText(
        id=card.id,
        number=card.number,
        title=f"{card.number}. {card.title}" if recommendation else card.title,
        recommendation=recommendation.text if recommendation else "",
        literal=bool(recommendation and recommendation.wording is Wording.LITERAL),
        stance=STANCES[card.stance] if recommendation and "stance" in parts else "",
        line=next(iter(_said((card.line,), sources)), None) if card.line and "line" in parts else None,
        done=said("done"),
        planned=said("planned"),
        sensitive=said("sensitive"),
        questions=tuple(_question(rung, layout, sources) for rung in card.questions) if "questions" in parts else (),
        remarks=tuple(_remark(each, sources) for each in card.remarks) if "remarks" in parts else (),
        sources=_references(_cited(card), sources) if layout in (Layout.BRIEFING, Layout.PRESS) else (),
        gaps=tuple(gap.message for gap in card.gaps) if "gaps" in parts else (),
    )


def _cited(card: Card) -> tuple[Statement, ...]:
    if card.position is None:
        return ()
    return (*((card.line,) if card.line else ()), *card.position.done, *card.position.planned)


def _question(rung: Rung, layout: Layout, sources: dict[str, Source]) -> QuestionText:
    question, parts = rung.question, QUESTION_PARTS[layout]

    def said(name: str) -> tuple[Said, ...]:
        return _said(getattr(question, name), sources) if name in parts else ()

    spoken = (*((question.line,) if question.line else ()), *question.answer, *question.facts)
    return QuestionText(
        id=question.id,
        label=rung.label,
        question=question.question,
        who=question.speaker or question.ministry or "",
        status=STATUSES[question.status],
        draft=question.status is Status.DRAFT,
        time=text.speaking_time(rung.answer_seconds or rung.line_seconds),
        internal=question.audience is Audience.INTERNAL,
        line=next(iter(_said((question.line,), sources)), None) if question.line else None,
        answer=said("answer"),
        follow_ups=tuple(
            FollowUpText(each.question, _said((each.line, *each.answer), sources)) for each in question.follow_ups
        )
        if "follow_ups" in parts
        else (),
        facts=said("facts"),
        avoid=said("avoid"),
        background=said("background"),
        open=question.open if "open" in parts else (),
        sources=_references(spoken, sources) if "sources" in parts else (),
    )


def _remark(remark: Remark, sources: dict[str, Source]) -> RemarkText:
    both = (statement for statement in (remark.request, remark.outcome) if statement)
    return RemarkText(remark.ministry or "Procedure", _said(tuple(both), sources))


def _said(statements: Iterable[Statement], sources: dict[str, Source]) -> tuple[Said, ...]:
    return tuple(
        Said(
            text.blocks(statement.text),
            caveats(statement, sources),
            not rests_on_official(statement, sources),
            statement.audience is Audience.INTERNAL,
            text.dutch_date(statement.date) if statement.date else "",
        )
        for statement in statements
    )


def _references(statements: Iterable[Statement], sources: dict[str, Source]) -> tuple[str, ...]:
    cited = dict.fromkeys(citation.source for statement in statements for citation in statement.citations)
    return tuple(reference(sources[source]) for source in cited)


def reference(source: Source) -> str:
    """A source as it is named in a note: its reference, else publisher and title."""
    return source.reference or ", ".join(part for part in (source.publisher, source.title) if part)
