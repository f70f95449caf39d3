"""
Worklist: what the checks found, as work for somebody.

In go a finding and the dossier that it is about; out comes a `Task`, which says what it is about in words that people
use, whose it is, and on which card it shows. The one rule that must hold: each task leads to the place to mend it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from debatkit.checks import Finding, Severity
from debatkit.editing.desk import title
from debatkit.editing.forms import KIND_NAMES
from debatkit.editing.items import FIELDS, HEADER, ORDER
from debatkit.model import GENERAL, Dossier, Item, Model, Position, Question, Recommendation, Remark, Source, Theme
from debatkit.people import Role, User
from debatkit.questions import Head, Questions

# What each rule is called in a list to choose from. What is wrong stands in the finding itself.
RULE_NAMES: Mapping[str, str] = {
    "quote-not-found": "Citaat staat niet in de bron",
    "quote-unchecked": "Citaat niet na te gaan",
    "unsourced": "Zonder bron",
    "internal-source-only": "Openbaar, met alleen interne bronnen",
    "secondary-only": "Alleen nieuws- en vakpagina's als bron",
    "answer-too-long": "Antwoord te lang",
    "line-too-long": "Kernboodschap te lang",
    "after-debate": "Van na het debat",
    "date-unsourced": "Datum zonder bron",
    "number-unsupported": "Getal staat niet in de bron",
    "amount-two-ways": "Bedrag op twee manieren",
    "no-question-mark": "Vraag zonder vraagteken",
    "subordinate-first": "Antwoord begint met een bijzin",
    "other-term": "Ander woord dan afgesproken",
    "near-double": "Lijkt sterk op een andere vraag",
    "no-position": "Aanbeveling zonder standpunt",
    "no-questions": "Aanbeveling zonder vragen",
    "no-line": "Zonder woordvoeringslijn",
    "no-answer": "Zonder antwoord",
    "expired": "Opnieuw te bekijken",
}
SEVERAL: Mapping[str, str] = {
    "question": "vragen",
    "position": "standpunten",
    "recommendation": "aanbevelingen",
    "theme": "thema's",
    "remark": "opmerkingen uit de afstemming",
    "source": "bronnen",
}
REMARK = 50  # signs of a remark that name it
SEVERITY_NAMES: Mapping[Severity, str] = {Severity.ERROR: "Fout", Severity.WARNING: "Waarschuwing"}


@dataclass(frozen=True)
class Task:
    """One thing to mend: what is wrong, in which item, whose that is, and where in the files if it stands there."""

    severity: Severity
    rule: str
    message: str
    kind: str
    item: str  # with the kind, what names the item in the log
    label: str  # what the item is called where people talk: "vraag 11.1"
    ministry: str | None
    theme: str | None
    card: int | None  # None: on no card in particular
    file: str | None  # None: it was changed in the app, and is mended there
    line: int | None

    def is_of(self, user: User) -> bool:
        """Whether this is for `user` to mend: of their ministry, or for a coordinator what is of none."""
        return user.is_of(self.ministry) or (self.ministry is None and user.role is Role.COORDINATOR)


def tasks(dossier: Dossier, found: Iterable[tuple[Finding, str | None, int | None]]) -> tuple[Task, ...]:
    """Return each finding in `dossier` as a task, in the order given; with each the file and line where it stands."""
    kinds: dict[str | None, tuple[str, Item | Head]] = {
        item.id: (kind, item) for kind, field in FIELDS.items() for item in _items(dossier, field)
    }
    made = []
    for finding, file, line in found:
        kind, item = kinds.get(finding.item, (HEADER, None))
        recommendation = _recommendation(dossier, item)
        made.append(
            Task(
                finding.severity,
                finding.rule,
                finding.message,
                kind,
                item.id if item else dossier.id,
                _label(dossier, kind, item),
                getattr(item, "ministry", None),
                item.id if isinstance(item, Theme) else recommendation.theme if recommendation else None,
                recommendation.number if recommendation else GENERAL if _is_general(item) else None,
                file,
                line,
            )
        )
    return tuple(made)


def called(dossier: Dossier, kind: str, name: str, item: Model | None = None) -> str:
    """What people call the item of this kind and id: "vraag 11.1"; with its id where it is not known.

    `item` is what it is, or was before it was withdrawn; where it is not given, it is looked for in the dossier.
    """
    if kind == HEADER:
        return _label(dossier, kind, None)
    if kind == ORDER:
        return f"de volgorde van de {SEVERAL.get(name, name)}"
    known = item if isinstance(item, Item) else None
    several = _items(dossier, FIELDS[kind]) if item is None and kind in FIELDS else ()
    found = known or next((each for each in several if each.id == name), None)
    return _label(dossier, kind, found) if found else f"{KIND_NAMES.get(kind, kind)} '{name}'"


def _items(dossier: Dossier, field: str) -> Sequence[Item | Head]:
    """The items in a field; of questions, of which there may be very many, what lists know of them."""
    found: Sequence[Item] = getattr(dossier, field)
    return Questions.of(dossier.questions).heads if field == "questions" else found


def _label(dossier: Dossier, kind: str, item: Item | Head | None) -> str:
    if isinstance(item, Head | Question):
        return f"vraag {dossier.label(item)}"
    if isinstance(item, Recommendation):
        return f"aanbeveling {item.number}"
    if isinstance(item, Position):
        asked = _recommendation(dossier, item)
        return f"standpunt op aanbeveling {asked.number}" if asked else "standpunt in het algemeen"
    if isinstance(item, Remark) and (said := item.request or item.outcome):
        return f"{KIND_NAMES[kind]} „{textwrap.shorten(said.text, REMARK, placeholder=' …')}”"
    if isinstance(item, Source):
        return f"bron {item.reference or item.title}"
    return f"{KIND_NAMES[kind]} {title(item)}" if item else "het debat zelf"


def _recommendation(dossier: Dossier, item: Item | Head | None) -> Recommendation | None:
    """The recommendation on whose card an item stands first."""
    if isinstance(item, Recommendation):
        return item
    if isinstance(item, Position):
        return dossier.recommendation_by_id.get(item.recommendation or "")
    if isinstance(item, Head | Question | Remark) and item.recommendations:
        return dossier.recommendation_by_id.get(item.recommendations[0])
    return None


def _is_general(item: Item | Head | None) -> bool:
    return isinstance(item, Head | Position | Question | Remark)
