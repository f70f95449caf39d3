"""
Forms: what an item looks like to who edits it, and how what they typed becomes an item again.

    item ──> values(item)      plain data, to be changed on a page and kept while it is not saved
    values ──> read(kind, ..)  the item, validated; or everything that is wrong, in Dutch

The one rule that must hold: an item that nobody changed comes back as it was.
"""

from __future__ import annotations

import copy
import json
import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from debatkit import validation
from debatkit.errors import InvalidChangeError, Refusal
from debatkit.model import Model, Path
from debatkit.revisions.kinds import KINDS
from debatkit.text import sentences

Values = dict[str, Any]
LONGEST_ID = 60


class FormInput(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"  # a text a line
    NUMBER = "number"
    DATE = "date"
    STATUS = "status"
    AUDIENCE = "audience"
    STANCE = "stance"
    WORDING = "wording"
    VERIFIED = "verified"
    MINISTRY = "ministry"
    SPEAKER = "speaker"
    THEME = "theme"
    RECOMMENDATION = "recommendation"
    RECOMMENDATIONS = "recommendations"
    STATEMENT = "statement"
    STATEMENTS = "statements"
    FOLLOW_UPS = "follow_ups"
    CITATIONS = "citations"
    DOCUMENT = "document"  # the whole text of a source
    ROWS = "rows"  # a list of small parts, each with fields of its own


@dataclass(frozen=True)
class FormField:
    """A field of a form: its name in the model, what it is called on screen, and how it is filled in.

    `within` is the part of the item that holds it, where that is not the item itself; `columns` are those of a row.
    """

    name: str
    label: str
    input: FormInput
    within: str = ""
    columns: tuple[FormField, ...] = ()


KIND_NAMES: Mapping[str, str] = {
    "debate": "debat",
    "question": "vraag",
    "position": "standpunt",
    "recommendation": "aanbeveling",
    "theme": "thema",
    "remark": "opmerking uit de afstemming",
    "source": "bron",
}

_MINISTRY = (FormField("code", "Afkorting", FormInput.LINE), FormField("name", "Naam", FormInput.LINE))
_SIGNATORY = (
    FormField("title", "Bewindspersoon", FormInput.LINE),
    FormField("ministry", "Ministerie", FormInput.MINISTRY),
)
_TERM = (
    FormField("preferred", "Afgesproken woord", FormInput.LINE),
    FormField("instead_of", "In plaats van", FormInput.LINES),
    FormField("names", "Namen waarin het mag", FormInput.LINES),
)
_SYNONYMS = (FormField("words", "Woorden", FormInput.LINES), FormField("reason", "Waarom", FormInput.LINE))

FORMS: Mapping[str, tuple[FormField, ...]] = {
    "debate": (
        FormField("title", "Titel van het dossier", FormInput.LINE),
        FormField("title", "Onderwerp van het debat", FormInput.LINE, "debate"),
        FormField("kind", "Soort debat", FormInput.LINE, "debate"),
        FormField("committee", "Commissie", FormInput.LINE, "debate"),
        FormField("date", "Datum", FormInput.DATE, "debate"),
        FormField("time", "Tijd, zoals 13:30", FormInput.LINE, "debate"),
        FormField("earlier_dates", "Eerdere data, zoals 2023-01-25", FormInput.LINES, "debate"),
        FormField("ministries", "Ministeries", FormInput.ROWS, "debate", _MINISTRY),
        FormField("coordinator", "Wie coördineert", FormInput.MINISTRY, "debate"),
        FormField("signatories", "Bewindspersonen", FormInput.ROWS, "debate", _SIGNATORY),
        FormField("citations", "Bronnen", FormInput.CITATIONS, "debate"),
        FormField("milestones", "Mijlpalen", FormInput.STATEMENTS),
        FormField("theme_label", "Hoe een thema heet", FormInput.LINE),
        FormField("terms", "Woordkeus", FormInput.ROWS, "", _TERM),
        FormField("synonyms", "Synoniemen", FormInput.ROWS, "", _SYNONYMS),
    ),
    "question": (
        FormField("question", "Vraag", FormInput.LINE),
        FormField("line", "Kernboodschap", FormInput.STATEMENT),
        FormField("answer", "Antwoord", FormInput.STATEMENTS),
        FormField("follow_ups", "Als er wordt doorgevraagd", FormInput.FOLLOW_UPS),
        FormField("facts", "Feiten bij de hand", FormInput.STATEMENTS),
        FormField("avoid", "Niet zeggen", FormInput.STATEMENTS),
        FormField("background", "Achtergrond", FormInput.STATEMENTS),
        FormField("open", "Nog aan te vullen", FormInput.LINES),
        FormField("recommendations", "Aanbevelingen", FormInput.RECOMMENDATIONS),
        FormField("number", "Nummer", FormInput.NUMBER),
        FormField("angle", "Invalshoek", FormInput.LINE),
        FormField("keywords", "Trefwoorden", FormInput.LINES),
        FormField("ministry", "Ministerie", FormInput.MINISTRY),
        FormField("speaker", "Wie antwoordt", FormInput.SPEAKER),
        FormField("valid_until", "Geldig tot en met", FormInput.DATE),
        FormField("audience", "Voor wie", FormInput.AUDIENCE),
    ),
    "position": (
        FormField("line", "Woordvoeringslijn", FormInput.STATEMENT),
        FormField("stance", "Standpunt", FormInput.STANCE),
        FormField("done", "Wat er is", FormInput.STATEMENTS),
        FormField("planned", "Wat er komt", FormInput.STATEMENTS),
        FormField("sensitive", "Gevoelig", FormInput.STATEMENTS),
        FormField("open", "Nog aan te vullen", FormInput.LINES),
        FormField("recommendation", "Aanbeveling", FormInput.RECOMMENDATION),
        FormField("audience", "Voor wie", FormInput.AUDIENCE),
    ),
    "recommendation": (
        FormField("number", "Nummer", FormInput.NUMBER),
        FormField("name", "Naam", FormInput.LINE),
        FormField("text", "Tekst", FormInput.TEXT),
        FormField("wording", "Bewoording", FormInput.WORDING),
        FormField("theme", "Thema", FormInput.THEME),
        FormField("note", "Nog na te gaan", FormInput.LINE),
        FormField("keywords", "Trefwoorden", FormInput.LINES),
        FormField("citations", "Bronnen", FormInput.CITATIONS),
    ),
    "theme": (
        FormField("title", "Titel", FormInput.LINE),
        FormField("description", "Omschrijving", FormInput.STATEMENT),
        FormField("holding", "Wat altijd kan worden gezegd", FormInput.STATEMENT),
    ),
    "remark": (
        FormField("ministry", "Ministerie", FormInput.MINISTRY),
        FormField("recommendations", "Aanbevelingen", FormInput.RECOMMENDATIONS),
        FormField("date", "Datum", FormInput.LINE),
        FormField("request", "Wat is gevraagd", FormInput.STATEMENT),
        FormField("outcome", "Wat ermee is gedaan", FormInput.STATEMENT),
        FormField("audience", "Voor wie", FormInput.AUDIENCE),
    ),
    "source": (
        FormField("title", "Titel", FormInput.LINE),
        FormField("reference", "Kenmerk", FormInput.LINE),
        FormField("publisher", "Uitgever", FormInput.LINE),
        FormField("date", "Datum", FormInput.LINE),
        FormField("addresses", "Adressen", FormInput.LINES),
        FormField("verified", "Hoe ver nagegaan", FormInput.VERIFIED),
        FormField("note", "Opmerking", FormInput.LINE),
        FormField("cabinet", "Van welk eerder kabinet", FormInput.LINE),
        FormField("facts", "Cijfers uit het stuk", FormInput.LINES),
        FormField("text", "Tekst van het stuk", FormInput.DOCUMENT),
        FormField("audience", "Voor wie", FormInput.AUDIENCE),
    ),
}


def values(item: Model) -> Values:
    """Return an item as plain data, every field of it."""
    return item.model_dump(mode="json")


def kept(data: Values) -> str:
    """Return values as text, to be kept while they are not saved."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def taken_up(text: str) -> Values | None:
    """Return values that were kept; None where they cannot be read."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def read(kind: str, data: Values) -> Model:
    """Return the item that was filled in; what is empty is left out, names that begin with "_" are the page's own.

    Raises:
        InvalidChangeError: with everything that is wrong.
    """
    model = KINDS[kind]
    filled = {name: value for name, value in data.items() if not name.startswith("_")}
    wanted = {name: cleaned for name, value in filled.items() if (cleaned := _cleaned(value)) is not None}
    try:
        return model.model_validate(wanted)
    except ValidationError as error:
        refusals = []
        for path, message in validation.mistakes(error, model):
            label = _label(kind, path)
            refusals.append(Refusal(f"{label}: {message}" if label else message, path))
        raise InvalidChangeError(tuple(refusals)) from None


def _label(kind: str, path: Path) -> str:
    """What the field at `path` is called on screen."""
    for field in FORMS.get(kind, ()):
        place = (field.within, field.name) if field.within else (field.name,)
        if path[: len(place)] == place:
            return field.label
    return str(path[0]) if path else ""


def same(kind: str, one: Values, other: Values) -> bool:
    """Whether two fillings-in say the same: an empty field more or less, or a space at an end, is no difference."""
    try:
        return read(kind, one) == read(kind, other)
    except InvalidChangeError:  # not finished: then as they were typed
        return bool(_cleaned(one) == _cleaned(other))


def _cleaned(value: Any) -> Any:
    """The value without what was left empty; None for nothing at all."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, list | tuple):
        return [each for item in value if (each := _cleaned(item)) is not None]
    if isinstance(value, dict):
        inner = {name: _cleaned(each) for name, each in value.items() if not name.startswith("_")}
        inner = {name: each for name, each in inner.items() if each is not None}
        said = [each for name, each in inner.items() if name not in ("claim", "audience") and each not in ([], {})]
        return inner if said else None  # a statement of which nobody wrote anything
    return value


def new_id(text: str, taken: Container[str]) -> str:
    """Return an id made of a text, that is not taken.

    >>> new_id("Waarom géén onderraad?", {"waarom-geen-onderraad"})
    'waarom-geen-onderraad-2'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    slug = slug[:LONGEST_ID].rsplit("-", 1)[0] if len(slug) > LONGEST_ID else slug
    slug = slug.strip("-") or "onderdeel"
    number, found = 2, slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found


def splits(text: str) -> tuple[tuple[str, str], ...]:
    """Return each way to divide a text in two, in order: at its blank lines, or without those after its sentences.

    >>> splits("Een zin. Nog een. En de laatste.")
    (('Een zin.', 'Nog een. En de laatste.'), ('Een zin. Nog een.', 'En de laatste.'))
    """
    parts, glue = [part.strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip()], "\n\n"
    if len(parts) == 1:
        parts, glue = sentences(text), " "
    return tuple((glue.join(parts[:place]), glue.join(parts[place:])) for place in range(1, len(parts)))


def split_statement(statement: Values, place: int = 0) -> tuple[Values, Values] | None:
    """Return a statement as two, at a place that `splits` gives; None where there is no such place.

    Both keep the citations: which part rests on which, a person decides.
    """
    found = splits(str(statement.get("text") or ""))
    if not 0 <= place < len(found):
        return None
    first, rest = found[place]
    second = {**statement, "text": rest, "date": None, "citations": copy.deepcopy(statement.get("citations") or [])}
    return {**statement, "text": first}, second
