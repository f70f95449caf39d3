"""
Wording: the difference between two versions of an item, in words that people read.

In go two items of a kind, either of which may be none; out come the fields that differ, each as runs of words that
stayed, went and came. The one rule that must hold: what stayed and went is the old text, what stayed and came the new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from debatkit.editing.forms import FORMS
from debatkit.editing.items import Archived, Asked, Chosen, Comment, Left, Order, Practice, Print, PrintedItem, TakenIn
from debatkit.model import (
    Audience,
    Citation,
    Debate,
    FollowUp,
    Ministry,
    Model,
    Signatory,
    Stance,
    Statement,
    Status,
    Synonyms,
    Term,
    Verified,
    Wording,
)
from debatkit.revisions.kinds import Header
from debatkit.text import dutch_date

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
# What fields are called that no form shows, or that each kind calls otherwise.
_LABELS: Mapping[type[Model], Mapping[str, str]] = {
    Model: {"status": "Status"},
    Order: {"ids": "Volgorde"},
    Comment: {"text": "Tekst", "resolved": "Afgehandeld", "wrong": "Klopt niet"},
    Asked: {"question": "Vraag", "ministry": "Voor", "theme": "Thema", "resolved": "Afgehandeld"},
    Practice: {"asked": "Gevraagd", "found": "Gevonden"},
    Archived: {"since": "In het archief sinds"},
    Print: {
        "number": "Nummer",
        "audience": "Voor wie",
        "layout": "Vorm",
        "form": "Bestand",
        "chosen": "Keuze",
        "by": "Door",
        "time": "Wanneer",
        "sequence": "Stand",
        "items": "Wat erop staat",
        "safe": "Draagveilig",
        "holders": "Exemplaren voor",
    },
    Chosen: {
        "themes": "Thema's",
        "recommendations": "Kaarten",
        "statuses": "Status",
        "questions": "Vragen",
        "ministries": "Ministeries",
        "speakers": "Wie antwoordt",
        "order": "Volgorde",
        "hand": "Zelf gekozen",
    },
    PrintedItem: {"ref": "Onderdeel", "revision": "Versie", "pages": "Bladzijden"},
    TakenIn: {"digest": "Kenmerk van de bestanden"},
    Left: {"digest": "Kenmerk van het bestand"},
    Header: {
        "title": "Titel van het dossier",
        "theme_label": "Hoe een thema heet",
        "debate": "Debat",
        "milestones": "Mijlpalen",
        "terms": "Woordkeus",
        "synonyms": "Synoniemen",
    },
    Debate: {
        "title": "Onderwerp",
        "kind": "Soort debat",
        "committee": "Commissie",
        "date": "Datum",
        "time": "Tijd",
        "earlier_dates": "Eerdere data",
        "coordinator": "Wie coördineert",
        "ministries": "Ministeries",
        "signatories": "Bewindspersonen",
        "citations": "Bronnen",
    },
    Ministry: {"code": "Afkorting", "name": "Naam"},
    Signatory: {"title": "Bewindspersoon", "ministry": "Ministerie"},
    Term: {"preferred": "Afgesproken woord", "instead_of": "In plaats van", "names": "Namen waarin het mag"},
    Synonyms: {"words": "Woorden", "reason": "Waarom"},
}
_SKIPPED: Mapping[type[Model], frozenset[str]] = {  # who and when stand with the version itself
    Comment: frozenset({"by", "time", "item", "kind"}),
    Asked: frozenset({"by", "time"}),
}
TERMS: dict[StrEnum, str] = {
    Audience.PUBLIC: "openbaar",
    Audience.INTERNAL: "intern",
    Status.DRAFT: "concept",
    Status.COORDINATED: "afgestemd",
    Status.APPROVED: "akkoord",
    Stance.ADOPTED: "overgenomen",
    Stance.PARTLY: "deels overgenomen",
    Stance.DECLINED: "niet overgenomen",
    Stance.UNKNOWN: "nog niet bekend",
    Wording.LITERAL: "letterlijk",
    Wording.DESCRIPTION: "omschrijving",
    Verified.OFFICIAL: "officieel stuk gezien",
    Verified.SECONDARY: "gezien op een nieuws- of vakpagina",
    Verified.NOTA: "uit de nota",
}


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Run:
    """Some words, and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True)
class FieldDifference:
    """A field that differs: its name in the model, what it is called, and the runs."""

    name: str
    label: str
    runs: tuple[Run, ...]


def difference(before: Model | None, after: Model | None) -> tuple[FieldDifference, ...]:
    """Return the fields that differ between two versions of an item; None is an item that is not there.

    >>> from debatkit.model import Theme
    >>> [each.label for each in difference(Theme(id="a", title="Oud"), Theme(id="a", title="Nieuw"))]
    ['Titel']
    """
    old, new = _texts(before), _texts(after)
    return tuple(
        FieldDifference(name, label, runs(old.get((name, label), ""), new.get((name, label), "")))
        for name, label in dict.fromkeys([*old, *new])
        if old.get((name, label), "") != new.get((name, label), "")
    )


def runs(before: str, after: str) -> tuple[Run, ...]:
    """Return how one text became the other, word by word.

    >>> [(run.change.value, run.text) for run in runs("de oude kade", "de kade")]
    [('same', 'de '), ('gone', 'oude '), ('same', 'kade')]
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    found: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Run(Change.SAME, "".join(old[a:b])))
        else:
            found += [Run(Change.GONE, "".join(old[a:b]))] if b > a else []
            found += [Run(Change.NEW, "".join(new[c:d]))] if d > c else []
    return tuple(found)


def _texts(item: Model | None) -> dict[tuple[str, str], str]:
    """Each field of an item as one text, by its name and what it is called."""
    if item is None:
        return {}
    labels = labels_of(type(item))
    skipped = {"id"} | _SKIPPED.get(type(item), frozenset())
    return {
        (name, labels.get(name, name)): text
        for name in type(item).model_fields
        if name not in skipped and (text := "\n\n".join(_said(getattr(item, name))))
    }


def labels_of(kind: type[Model]) -> dict[str, str]:
    """What the fields of a part are called on screen."""
    names = kind.model_fields.keys() - {"id"}
    forms = (fields for fields in FORMS.values() if {field.name for field in fields} <= names)
    shown = {field.name: field.label for field in next(forms, ())}
    return {**_LABELS[Model], **shown, **_LABELS.get(kind, {})}


def _said(value: object) -> Iterator[str]:
    if value is None or value == "":
        return
    if isinstance(value, Statement):
        yield _statement(value)
    elif isinstance(value, Citation):
        yield _citation(value)
    elif isinstance(value, FollowUp):
        yield "\n".join((value.question, _statement(value.line), *map(_statement, value.answer)))
    elif isinstance(value, bool):
        yield "ja" if value else "nee"
    elif isinstance(value, StrEnum):
        yield TERMS.get(value, value.value)
    elif isinstance(value, Model):
        yield "\n".join(f"{label}: {text}" for (_, label), text in _texts(value).items())
    elif isinstance(value, tuple):
        yield from _several(value)
    else:
        yield str(value)


def _several(several: Iterable[object]) -> Iterator[str]:
    texts = [text for each in several for text in _said(each)]
    plain = all(isinstance(each, str) for each in several)
    if texts:
        yield "\n".join(texts) if plain else "\n\n".join(texts)


def _statement(statement: Statement) -> str:
    notes = [TERMS[statement.audience]] if statement.audience else []
    notes += [] if statement.claim else ["beweert niets"]
    notes += [_citation(each) for each in statement.citations]
    date = f"{dutch_date(statement.date)}: " if statement.date else ""
    return f"{date}{statement.text}" + (f"\n({'; '.join(notes)})" if notes else "")


def _citation(citation: Citation) -> str:
    parts = [f"bron {citation.source}"]
    parts += [citation.place] if citation.place else []
    parts += [f"„{citation.quote}”"] if citation.quote else []
    parts += [TERMS[citation.verified]] if citation.verified else []
    return ", ".join(parts)
