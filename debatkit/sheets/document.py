"""
Document: a sheet as texts, ready to be set.

In go a dossier that has passed the gate, the chosen cards and a layout; out comes a `Document` of plain texts in the
order of the page. What a layout leaves out is not in it. PDF, Word and HTML are set from this one thing, so they say
the same.
"""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from debatkit import text
from debatkit.cards import Card, Rung, caveats, rests_on_official
from debatkit.model import Audience, Debate, Dossier, Remark, Source, Stance, Statement, Status, Wording
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.keywords import Letter, keyword_index
from debatkit.sheets.selection import LAYOUT_NAMES, Group, Layout, Order, Selection, arrange
from debatkit.sheets.texts import CardText, ElsewhereText, FollowUpText, QuestionText, RemarkText, Said, Section
from debatkit.sheets.typography import curly

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
DOUBT = "Klopt mogelijk niet: wordt nagekeken"  # of what somebody reported, until that is resolved
NO_ANSWER = "Nog zonder antwoord."
LONGEST_HEAD = 78  # characters; more does not fit on a line beside the mark
LONGEST_NUMBERED_HEAD = 58  # nor beside the numbers of the questions on the page
LONGEST_ON_CARD = 450  # characters; about six lines of a small card
# What each layout shows of a card; the rest is not in the document at all.
CARD_PARTS: dict[Layout, frozenset[str]] = {
    Layout.LIST: frozenset({"recommendation", "stance", "line", "questions"}),
    Layout.CARDS: frozenset({"questions"}),
    Layout.SPEAKING: frozenset({"questions"}),
    Layout.BRIEFING: frozenset(
        {"recommendation", "stance", "line", "done", "planned", "sensitive", "questions", "remarks", "gaps", "sources"}
    ),
    Layout.PRESS: frozenset({"line"}),
    Layout.OFFLINE: frozenset(
        {"recommendation", "stance", "line", "done", "planned", "sensitive", "questions", "remarks", "gaps", "sources"}
    ),
}
QUESTION_PARTS: dict[Layout, frozenset[str]] = {
    Layout.LIST: frozenset({"line", "answer", "follow_ups", "facts", "avoid", "background", "open", "sources"}),
    Layout.CARDS: frozenset({"line", "answer", "follow_ups", "open", "sources"}),
    Layout.SPEAKING: frozenset({"line", "answer"}),
    Layout.BRIEFING: frozenset(),
    Layout.PRESS: frozenset(),
    Layout.OFFLINE: frozenset({"line", "answer", "follow_ups", "facts", "avoid", "background", "open", "sources"}),
}

WITH_SOURCES = frozenset({Layout.BRIEFING, Layout.PRESS, Layout.OFFLINE})  # of the card itself


@dataclass(frozen=True)
class Document:
    """A whole sheet. `printed` and `revision` tell how old it is; `index` leads from keywords to short numbers.

    `stamp` names the print, `qr` (SVG) leads to whether it still holds; `whose` is whose copy of a `safe` print it is.
    """

    dossier: str
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
    index: tuple[Letter, ...]
    stamp: str
    code: str
    qr: str
    safe: bool
    whose: str
    moment: datetime.datetime = field(repr=False)
    doubt: str = f"(!) {DOUBT}"  # how that is said of what is doubted: a sign that every font has, and words

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
    selection: Selection | None = None,
    imprint: Imprint | None = None,
    doubted: Collection[str] = (),
) -> Document:
    """Return the sheet of `cards` in `layout`, printed at `moment`, in the order of `selection`.

    `doubted` are the references ("question:...", "card:...") of what somebody said is not right.
    """
    debate = dossier.debate
    imprint = imprint or Imprint()
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
        dossier=dossier.id,
        title=LAYOUT_NAMES[layout],
        subject=curly(dossier.title),
        layout=layout.value,
        facts=tuple((name, curly(value)) for name, value in facts),
        audience=AUDIENCES[audience],
        internal=audience is Audience.INTERNAL,
        printed=text.dutch_moment(moment),
        revision=revision,
        legend=LEGEND,
        count=counted(len(questions)),
        time=text.speaking_time(seconds),
        running=running(debate, LONGEST_NUMBERED_HEAD if layout is Layout.LIST else LONGEST_HEAD),
        sections=_sections(cards, selection or Selection(), layout, dossier, doubted),
        index=keyword_index(questions.values()) if layout is Layout.LIST else (),
        stamp=imprint.stamp,
        code=imprint.code,
        qr=imprint.qr,
        safe=imprint.safe,
        whose=imprint.whose,
        moment=moment,
    )


def running(debate: Debate, longest: int = LONGEST_HEAD) -> str:
    """The head of every page, short enough for one line."""
    named, day = curly(f"{text.capital(debate.kind)} {debate.title}"), text.dutch_date(debate.date)
    return f"{_shortened(named, longest - len(day))}, {day}"


def _shortened(words: str, longest: int) -> str:
    """A text in so many characters: its first words, or of an endless word its first letters."""
    if len(words) <= longest:
        return words
    first = words[: longest - 1]  # with a space at its end, its last word is whole
    return f"{first.rpartition(' ')[0] or first[:-1]} …"


def counted(questions: int) -> str:
    """ "1 vraag", "94 vragen"."""
    return "1 vraag" if questions == 1 else f"{questions} vragen"


def _sections(
    cards: Sequence[Card], selection: Selection, layout: Layout, dossier: Dossier, doubted: Collection[str]
) -> tuple[Section, ...]:
    """The cards in groups as printed; a card on which nothing stands but its title is left out."""
    sources = {source.id: source for source in dossier.sources}
    there = {rung.question.id for card in cards for rung in card.questions} if _refers(selection, layout) else set()
    holding = _holding(dossier, sources) if layout is Layout.OFFLINE else {}
    sections = (
        Section(curly(group.title), tuple(_on(group, layout, sources, there, doubted)), holding.get(group.title))
        for group in arrange(cards, selection)
    )
    return tuple(section for section in sections if section.cards)


def _on(
    group: Group, layout: Layout, sources: dict[str, Source], there: set[str], doubted: Collection[str]
) -> Iterator[CardText]:
    for card in group.cards:
        made = _card(card, layout, sources, doubted)
        if there:
            made = replace(made, elsewhere=tuple(_elsewhere(card, there)))
        if made.says_something:
            yield made


def _refers(selection: Selection, layout: Layout) -> bool:
    """Whether a card names its questions that stand under another one: where it is looked up by its number."""
    return layout in {Layout.LIST, Layout.BRIEFING} and selection.order in {Order.THEME, Order.RECOMMENDATION}


def _elsewhere(card: Card, there: set[str]) -> Iterator[ElsewhereText]:
    own = {rung.question.id for rung in card.questions}
    for outline in card.asked.outlines:
        if outline.head.id in there - own:
            internal = outline.head.audience is Audience.INTERNAL
            yield ElsewhereText(card.asked.label(outline), outline.head.question, internal)


def texts_of(
    chosen: Iterable[tuple[Card, Rung | None]], layout: Layout, sources: Iterable[Source]
) -> Mapping[str, QuestionText | CardText]:
    """Return the texts of single cards and questions as `layout` prints them, by "card:ID" and "question:ID"."""
    by_id = {source.id: source for source in sources}
    return {
        (f"question:{rung.question.id}" if rung else f"card:{card.id}"): (
            _question(rung, layout, by_id, ()) if rung else _card(card, layout, by_id, ())
        )
        for card, rung in chosen
    }


def _holding(dossier: Dossier, sources: dict[str, Source]) -> dict[str, Said]:
    """What can be said on each theme, by its title, when no answer is ready."""
    return {theme.title: _said((theme.holding,), sources)[0] for theme in dossier.themes if theme.holding}


def _card(card: Card, layout: Layout, sources: dict[str, Source], doubted: Collection[str]) -> CardText:
    parts = CARD_PARTS[layout]
    position = card.position
    recommendation = card.recommendation

    def said(name: str) -> tuple[Said, ...]:
        return _said(getattr(position, name), sources) if position and name in parts else ()

    return CardText(
        id=card.id,
        number=card.number,
        title=curly(f"{card.number}. {card.title}" if recommendation else card.title),
        recommendation=recommendation.text if recommendation and "recommendation" in parts else "",
        literal=bool(recommendation and recommendation.wording is Wording.LITERAL),
        stance=STANCES[card.stance] if recommendation and "stance" in parts else "",
        internal=bool(position and position.audience is Audience.INTERNAL),
        doubted=bool(parts & {"line", "stance"}) and f"card:{card.id}" in doubted,
        line=next(iter(_said((card.line,), sources)), None) if card.line and "line" in parts else None,
        line_time=_time(card.line, card.words_a_minute) if "line" in parts else "",
        status=STATUSES[position.status] if position else "",
        wording=text.blocks(recommendation.text) if recommendation and "recommendation" in parts else (),
        done=said("done"),
        planned=said("planned"),
        sensitive=said("sensitive"),
        questions=tuple(_question(rung, layout, sources, doubted) for rung in card.questions)
        if "questions" in parts
        else (),
        remarks=tuple(_remark(each, sources) for each in card.remarks) if "remarks" in parts else (),
        sources=_references(_cited(card), sources) if "sources" in parts else (),
        gaps=tuple(_gaps(card)) if "gaps" in parts else (),
    )


def _gaps(card: Card) -> Iterator[str]:
    """What is missing on the card itself; what is missing in the questions that are on the sheet is counted."""
    shown = {rung.question.id for rung in card.questions}
    yield from (gap.message for gap in card.gaps if gap.item not in card.asked.places)
    if count := sum(gap.item in shown for gap in card.gaps):
        yield f"Bij de verwachte vragen: {count} open punten." if count > 1 else "Bij de verwachte vragen: 1 open punt."


def _time(line: Statement | None, words_a_minute: int) -> str:
    return text.speaking_time(text.speaking_seconds(line.text, words_a_minute)) if line else ""


def _cited(card: Card) -> tuple[Statement, ...]:
    if card.position is None:
        return ()
    return (*((card.line,) if card.line else ()), *card.position.done, *card.position.planned)


def _question(rung: Rung, layout: Layout, sources: dict[str, Source], doubted: Collection[str]) -> QuestionText:
    question, parts = rung.question, QUESTION_PARTS[layout]

    def fitting(statements: Iterable[Statement]) -> tuple[Said, ...]:
        found = _said(statements, sources)
        return tuple(piece for each in found for piece in _pieces(each)) if layout is Layout.CARDS else found

    def said(name: str) -> tuple[Said, ...]:
        return fitting(getattr(question, name)) if name in parts else ()

    spoken = (*((question.line,) if question.line else ()), *question.answer, *question.facts)
    return QuestionText(
        id=question.id,
        label=rung.label,
        question=_cut(question.question) if layout is Layout.CARDS else question.question,
        who=question.speaker or question.ministry or "",
        ministry=question.ministry or "",
        keywords=question.keywords,
        status=STATUSES[question.status],
        draft=question.status is Status.DRAFT,
        time=text.speaking_time(rung.answer_seconds or rung.line_seconds),
        internal=question.audience is Audience.INTERNAL,
        doubted=f"question:{question.id}" in doubted,
        missing="" if question.line or question.answer else NO_ANSWER,
        line=next(iter(_said((question.line,), sources)), None) if question.line and "line" in parts else None,
        line_time=text.speaking_time(rung.line_seconds) if question.line and "line" in parts else "",
        answer=said("answer"),
        follow_ups=tuple(
            FollowUpText(each.question, fitting((each.line, *each.answer))) for each in question.follow_ups
        )
        if "follow_ups" in parts
        else (),
        facts=said("facts"),
        avoid=said("avoid"),
        background=said("background"),
        open=question.open if "open" in parts else (),
        sources=_references(spoken, sources) if "sources" in parts else (),
    )


def _cut(question: str) -> str:
    """A question that fits on a small card; the list has it whole."""
    return _shortened(question, LONGEST_ON_CARD)


def _pieces(said: Said) -> Iterator[Said]:
    """The statement in pieces that each fit on a small card, broken between sentences where it can be."""
    pieces: list[str] = []
    for line in (line for block in said.blocks for line in block.texts):
        for sentence in text.sentences(line):
            for part in textwrap.wrap(sentence, LONGEST_ON_CARD, break_on_hyphens=False):
                if pieces and len(pieces[-1]) + len(part) < LONGEST_ON_CARD:
                    pieces[-1] += f" {part}"
                else:
                    pieces.append(part)
    if sum(len(line) for block in said.blocks for line in block.texts) <= LONGEST_ON_CARD:
        yield said
        return
    for place, piece in enumerate(pieces, 1):
        last = place == len(pieces)
        yield replace(
            said, blocks=(text.Block((piece,)),), notes=said.notes if last else (), unofficial=said.unofficial and last
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
