"""
Word: a sheet that was edited in Word, as proposed changes.

In go the desk of who hands in the file, and its bytes; out come the changes that it proposes, and what cannot be taken
over, each with the reason. Three texts are compared: what was printed (its digest is in the file), what stands in the
file now, and what the dossier says now. Only what was edited in the file is a change; what was edited in both places is
for a person to decide. The one rule that must hold: what the file's audience could not see stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from debatkit import validation
from debatkit.cards import GENERAL_ID, caveats
from debatkit.editing.desk import Desk
from debatkit.editing.exchange import Proposal
from debatkit.errors import IntakeError
from debatkit.intake import package, reading, weaving
from debatkit.intake.places import Place
from debatkit.intake.reading import Broken, Part, Read, WordSheet
from debatkit.model import Audience, Dossier, Item, Statement
from debatkit.questions import Questions
from debatkit.sheets.carried import CARD, CARD_PARTS, INTERNAL, PARTS, QUESTION, digest, key, same
from debatkit.text import dutch_date

ENDING = "docx"
OTHER_DOSSIER = "Dit blad is van een ander dossier. Kies het dossier waar het bij hoort, en probeer het daar opnieuw."
CARDS = (
    "Kaartjes kunnen niet worden teruggezet: hun teksten zijn ingekort om erop te passen. Download een "
    "vraag-en-antwoordblad als Word-bestand, en breng uw wijzigingen daarin over."
)
BOTH = "gewijzigd in het bestand en intussen ook in de app"
_CARRIED = {"question": {"question", *PARTS}, "position": set(CARD_PARTS)}
BROKEN = "de tabel is veranderd: zet de tekst weer alleen in de tweede kolom"


@dataclass(frozen=True)
class Refused:
    """A part that was edited in the file and is not taken over: why, what the file says and what the dossier says."""

    kind: str
    id: str
    called: str  # "vraag 11.1"
    label: str  # "Antwoord"
    reason: str
    in_file: str
    in_app: str

    def __str__(self) -> str:
        return f"{self.called}, {self.label}: {self.reason}"


@dataclass(frozen=True)
class Returned:
    """What came back. `told` is what else who hands in the file should know."""

    proposals: tuple[Proposal, ...] = ()
    refused: tuple[Refused, ...] = ()
    told: tuple[str, ...] = ()

    def __add__(self, other: Returned) -> Returned:
        """What came back of two items."""
        return Returned(self.proposals + other.proposals, self.refused + other.refused, self.told + other.told)


def returned(desk: Desk, content: bytes) -> Returned:
    """Return what a Word file proposes to change in the desk's dossier.

    Raises:
        IntakeError: it is no sheet that can be read back, or one of another dossier.
    """
    dossier = desk.dossier
    sheet = reading.read(package.opened(content))
    if sheet.mark.dossier != key(dossier.id):
        raise IntakeError(OTHER_DOSSIER)
    if sheet.mark.layout == "cards":
        raise IntakeError(CARDS)
    return _compared(desk, dossier, sheet)


def _compared(desk: Desk, dossier: Dossier, sheet: WordSheet) -> Returned:
    names = _names(dossier)
    items: dict[str, list[Part | Broken]] = {}
    for part in sheet.parts:
        items.setdefault(part.mark.item, []).append(part)
    found = Returned()
    for item, parts in items.items():
        if item in names:
            found += _item(desk, names[item], parts, public=not sheet.mark.internal)
        else:
            found += Returned(told=tuple(_gone(desk, item, parts)))
    return found


def _item(desk: Desk, name: tuple[str, str, str], parts: Iterable[Part | Broken], public: bool) -> Returned:
    """What came back of one item."""
    kind, id_, called = name
    revision = desk.revision(kind, id_)
    body = revision.body
    assert isinstance(body, Item)
    told: list[str] = []
    refused: list[Refused] = []
    changes: dict[str, Any] = {}
    texts: list[str] = []
    for part in parts:
        if part.mark.part not in _CARRIED[kind]:  # of a later Debatkit
            continue
        place = Place(body, kind, called, part.mark.part, public)
        told += _beside(desk.dossier, place, part)
        outcome = _outcome(place, part)
        if isinstance(outcome, Refused):
            refused.append(outcome)
        elif isinstance(part, Part) and outcome is not None:
            changes |= outcome
            texts.append(weaving.written(part.lines))
    try:
        after = type(body).model_validate(body.model_copy(update=changes).model_dump())
    except ValidationError as error:
        reason = "; ".join(message for _, message in validation.mistakes(error, type(body)))
        refused.append(Refused(kind, id_, called, "wijziging", reason, "\n\n".join(texts), ""))
        after = body
    change = desk.change(kind, id_, after, revision.number)
    proposed = (Proposal(kind, id_, body, after, change),) if after != body else ()
    return Returned(proposed, tuple(refused), tuple(dict.fromkeys(told)))


def _names(dossier: Dossier) -> Mapping[str, tuple[str, str, str]]:
    """What the keys in a file lead to: kind, id, and what it is called."""
    found = {
        key(QUESTION, head.id): ("question", head.id, f"vraag {dossier.label(head)}")
        for head in Questions.of(dossier.questions).heads
    }
    for position in dossier.positions:
        asked = dossier.recommendation_by_id.get(position.recommendation or "")
        card = asked.id if asked else GENERAL_ID
        called = f"standpunt bij kaart {asked.number}" if asked else "de algemene lijn"
        found[key(CARD, card)] = ("position", position.id, called)
    return found


def _outcome(place: Place, part: Part | Broken) -> Refused | dict[str, Any] | None:
    """What a part asks for: a changed field, or nothing; or why that cannot be."""
    now = place.now()
    in_app = weaving.written(now)

    def refuse(reason: str, in_file: str) -> Refused:
        return Refused(place.kind, place.body.id, place.called, place.label, reason, in_file, in_app)

    if isinstance(part, Broken):
        return refuse(BROKEN, "")
    lines = _without_number(place, part.lines)
    edited = digest(lines)
    if edited in (part.mark.printed, digest(now)):
        return None
    in_file = weaving.written(lines)
    if digest(now) != part.mark.printed:
        return refuse(BOTH, in_file)
    if place.part == "question" and not lines:
        return refuse("de vraag is leeg; trek haar in de app in als zij weg moet", in_file)
    try:
        return {place.part: place.woven(lines)}
    except ValueError as error:
        return refuse(str(error), in_file)


def _without_number(place: Place, lines: Sequence[Read]) -> tuple[Read, ...]:
    """The wording of a question without the number before it, where that lost its form."""
    number = place.called.rpartition(" ")[2]
    if place.part == "question" and lines and not lines[0].before and lines[0].text.startswith(f"{number} "):
        return (Read(lines[0].text.removeprefix(number).strip()), *lines[1:])
    return tuple(lines)


def _beside(dossier: Dossier, place: Place, part: Part | Broken) -> Iterator[str]:
    """What was written where nothing is read: in a note, or in the date before a text."""
    if isinstance(part, Broken) or place.part in ("question", "open"):
        return
    several = place.follow_ups if place.part == "follow_ups" else (place.statements,)
    known = [each.statement for group in several for each in group]
    notes = {same(note) for each in known for note in _notes(dossier, each)} | {same(INTERNAL)}
    dates = {f"{dutch_date(each.date)}:" for each in known if each.date}
    for text in part.beside:
        if same(text) not in notes:
            yield f"{place.called}, {place.label}: „{text}” staat in de opmaak van een noot en wordt niet overgenomen."
    for line in part.lines:
        if line.before and same(line.before) not in dates:
            yield f"{place.called}, {place.label}: „{line.before}” wordt niet overgenomen; wijzig een datum in de app."


def _notes(dossier: Dossier, statement: Statement) -> Iterator[str]:
    """The notes under a statement, for either audience."""
    sources = dossier.source_by_id
    open_ = tuple(
        each
        for each in statement.citations
        if each.source in sources and sources[each.source].audience is Audience.PUBLIC
    )
    for each in (statement, statement.model_copy(update={"citations": open_})):
        yield "; ".join(caveats(each, sources))


def _gone(desk: Desk, item: str, parts: Iterable[Part | Broken]) -> Iterator[str]:
    """What is said of edited parts of an item that is not there any more."""
    if any(isinstance(part, Part) and digest(part.lines) != part.mark.printed for part in parts):
        found = next((each.id for each in desk.withdrawn() if key(QUESTION, each.id) == item), None)
        which = f"De vraag „{found}” is intussen ingetrokken" if found else "Een onderdeel van het blad is er niet meer"
        yield f"{which}; wat daarin is gewijzigd, wordt niet overgenomen."
