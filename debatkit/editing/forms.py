"""
Forms: what an item looks like to who edits it, and how what they typed becomes an item again.

    item ──> values(item)      plain data, to be changed on a page and kept while it is not saved
    values ──> read(kind, ..)  the item, validated; or everything that is wrong, in Dutch

The one rule that must hold: an item that nobody changed comes back as it was.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from debatkit import validation
from debatkit.errors import InvalidChangeError, Refusal
from debatkit.model import Model
from debatkit.revisions.kinds import KINDS
from debatkit.text import sentences

Values = dict[str, Any]
LONGEST_ID = 60


class Input(StrEnum):
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


@dataclass(frozen=True)
class Field:
    """A field of a form: its name in the model, what it is called on screen, and how it is filled in."""

    name: str
    label: str
    input: Input


KIND_NAMES: Mapping[str, str] = {
    "question": "vraag",
    "position": "standpunt",
    "recommendation": "aanbeveling",
    "theme": "thema",
    "remark": "opmerking uit de afstemming",
    "source": "bron",
}

FORMS: Mapping[str, tuple[Field, ...]] = {
    "question": (
        Field("question", "Vraag", Input.LINE),
        Field("line", "Kernboodschap", Input.STATEMENT),
        Field("answer", "Antwoord", Input.STATEMENTS),
        Field("follow_ups", "Als er wordt doorgevraagd", Input.FOLLOW_UPS),
        Field("facts", "Feiten bij de hand", Input.STATEMENTS),
        Field("avoid", "Niet zeggen", Input.STATEMENTS),
        Field("background", "Achtergrond", Input.STATEMENTS),
        Field("open", "Nog aan te vullen", Input.LINES),
        Field("recommendations", "Aanbevelingen", Input.RECOMMENDATIONS),
        Field("number", "Nummer", Input.NUMBER),
        Field("angle", "Invalshoek", Input.LINE),
        Field("keywords", "Trefwoorden", Input.LINES),
        Field("ministry", "Ministerie", Input.MINISTRY),
        Field("speaker", "Wie antwoordt", Input.SPEAKER),
        Field("valid_until", "Geldig tot en met", Input.DATE),
        Field("audience", "Voor wie", Input.AUDIENCE),
    ),
    "position": (
        Field("line", "Woordvoeringslijn", Input.STATEMENT),
        Field("stance", "Standpunt", Input.STANCE),
        Field("done", "Wat er is", Input.STATEMENTS),
        Field("planned", "Wat er komt", Input.STATEMENTS),
        Field("sensitive", "Gevoelig", Input.STATEMENTS),
        Field("open", "Nog aan te vullen", Input.LINES),
        Field("recommendation", "Aanbeveling", Input.RECOMMENDATION),
        Field("audience", "Voor wie", Input.AUDIENCE),
    ),
    "recommendation": (
        Field("number", "Nummer", Input.NUMBER),
        Field("name", "Naam", Input.LINE),
        Field("text", "Tekst", Input.TEXT),
        Field("wording", "Bewoording", Input.WORDING),
        Field("theme", "Thema", Input.THEME),
        Field("note", "Nog na te gaan", Input.LINE),
        Field("keywords", "Trefwoorden", Input.LINES),
        Field("citations", "Bronnen", Input.CITATIONS),
    ),
    "theme": (
        Field("title", "Titel", Input.LINE),
        Field("description", "Omschrijving", Input.STATEMENT),
        Field("holding", "Wat altijd kan worden gezegd", Input.STATEMENT),
    ),
    "remark": (
        Field("ministry", "Ministerie", Input.MINISTRY),
        Field("recommendations", "Aanbevelingen", Input.RECOMMENDATIONS),
        Field("date", "Datum", Input.LINE),
        Field("request", "Wat is gevraagd", Input.STATEMENT),
        Field("outcome", "Wat ermee is gedaan", Input.STATEMENT),
        Field("audience", "Voor wie", Input.AUDIENCE),
    ),
    "source": (
        Field("title", "Titel", Input.LINE),
        Field("reference", "Kenmerk", Input.LINE),
        Field("publisher", "Uitgever", Input.LINE),
        Field("date", "Datum", Input.LINE),
        Field("addresses", "Adressen", Input.LINES),
        Field("verified", "Hoe ver nagegaan", Input.VERIFIED),
        Field("note", "Opmerking", Input.LINE),
        Field("cabinet", "Van welk eerder kabinet", Input.LINE),
        Field("facts", "Cijfers uit het stuk", Input.LINES),
        Field("text", "Tekst van het stuk", Input.TEXT),
        Field("audience", "Voor wie", Input.AUDIENCE),
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
    """Return the item that was filled in; what was left empty is left out, names that begin with "_" are the page's own.

    Raises:
        InvalidChangeError: with everything that is wrong.
    """
    model = KINDS[kind]
    filled = {name: value for name, value in data.items() if not name.startswith("_")}
    wanted = {name: cleaned for name, value in filled.items() if (cleaned := _cleaned(value)) is not None}
    try:
        return model.model_validate(wanted)
    except ValidationError as error:
        known = {field.name: field.label for field in FORMS.get(kind, ())}
        refusals = []
        for path, message in validation.mistakes(error, model):
            label = known.get(str(path[0]), str(path[0])) if path else ""
            refusals.append(Refusal(f"{label}: {message}" if label else message, path))
        raise InvalidChangeError(tuple(refusals)) from None


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


def new_id(text: str, taken: Collection[str]) -> str:
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


def split_statement(statement: Values) -> tuple[Values, Values] | None:
    """Return a statement as two, at its first blank line or else after its first sentence; None where it is one.

    Both keep the citations: which part rests on which, a person decides.
    """
    text = str(statement.get("text") or "")
    first, gap, rest = text.partition("\n\n")
    if not gap:
        parts = sentences(text)
        first, rest = (parts[0], " ".join(parts[1:])) if len(parts) > 1 else (text, "")
    if not rest.strip():
        return None
    return {**statement, "text": first.strip()}, {**statement, "text": rest.strip(), "date": None}
