"""
Changes: what differs from a print that is in somebody's folder, as a sheet to put in it.

In go the texts of the items as they were printed and as they are now, all of them for the one who asks; out come the
differences in the words that people read, then a `Changes` that is set as any other sheet. The rule that must hold:
what was printed and reads otherwise now is in it, whatever made it so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from debatkit.editing.wording import FieldDifference, runs
from debatkit.model import Audience, Dossier
from debatkit.sheets.document import AUDIENCES, LEGEND, UNOFFICIAL, running
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.selection import LAYOUT_NAMES, Layout
from debatkit.sheets.texts import CardText, FollowUpText, QuestionText, RemarkText, Said
from debatkit.sheets.typography import curly
from debatkit.text import dutch_moment

Item = QuestionText | CardText
Pages = tuple[int, int]

STATUS = "status"
# What is printed of an item and can differ, under the names that paper has for it.
FIELDS = {
    "question": "Vraag",
    "title": "Titel",
    "who": "Wie antwoordt",
    STATUS: "Status",
    "internal": "Voor wie",
    "recommendation": "Aanbeveling",
    "stance": "Standpunt",
    "line": "Kernboodschap",
    "answer": "Antwoord",
    "missing": "Antwoord",
    "follow_ups": "Als er wordt doorgevraagd",
    "done": "Wat er is",
    "planned": "Wat er komt",
    "sensitive": "Gevoelig",
    "facts": "Feiten bij de hand",
    "avoid": "Niet zeggen",
    "background": "Achtergrond",
    "remarks": "Opmerkingen uit de afstemming",
    "open": "Nog aan te vullen",
    "gaps": "Wat ontbreekt",
    "sources": "Bronnen",
}


class What(StrEnum):
    """What became of an item since it was printed; the last two are on no page of the print, or on none any more."""

    CHANGED = "changed"
    STATUS = "status"
    NEW = "new"
    WITHDRAWN = "withdrawn"


WHAT_NAMES = {
    What.CHANGED: "gewijzigd",
    What.STATUS: "alleen de status gewijzigd",
    What.NEW: "nieuw",
    What.WITHDRAWN: "vervallen",
}
COUNTED = {
    What.CHANGED: "{} gewijzigd",
    What.STATUS: "van {} alleen de status gewijzigd",
    What.NEW: "{} nieuw",
    What.WITHDRAWN: "{} vervallen",
}


@dataclass(frozen=True)
class Difference:
    """An item that differs: where it stands in the print (first and last page), and the fields that read otherwise."""

    ref: str
    label: str
    title: str
    what: What
    pages: Pages | None
    fields: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True)
class Former:
    """The print that is looked back at."""

    code: str
    layout: Layout
    moment: datetime.datetime


@dataclass(frozen=True)
class Changes:
    """A sheet of changes as texts. `take_out` and `status_only` name pages of the former print, in a sentence."""

    title: str
    subject: str
    layout: str
    former: str
    made: str
    counts: str
    take_out: str
    status_only: str
    differences: tuple[Difference, ...]
    audience: str
    internal: bool
    printed: str
    revision: str
    legend: str
    running: str
    stamp: str
    code: str
    qr: str
    safe: bool
    whose: str
    moment: datetime.datetime = field(repr=False)


def compare(
    before: Mapping[str, Item], after: Mapping[str, Item], new: Mapping[str, Item], pages: Mapping[str, Pages]
) -> tuple[Difference, ...]:
    """Return what differs between the items of a print then and now: changed, only in status, new, then withdrawn.

    An item that is in `before` and not in `after` was withdrawn, for the one whom the texts are for; `new` are items
    that would be on the print now.
    """
    found = [
        difference
        for ref, was in before.items()
        if (difference := _difference(ref, was, after.get(ref), pages.get(ref))) is not None
    ]
    found += [
        Difference(ref, _label(item), _title(item), What.NEW, None, tuple(_fields({}, _texts(item))))
        for ref, item in new.items()
        if ref not in before
    ]
    return tuple(sorted(found, key=lambda each: list(What).index(each.what)))


def changes(
    dossier: Dossier,
    differences: Sequence[Difference],
    former: Former,
    audience: Audience,
    moment: datetime.datetime,
    revision: str,
    imprint: Imprint | None = None,
) -> Changes:
    """Return the sheet of `differences` from a `former` print, made at `moment`."""
    imprint = imprint or Imprint()
    out = set(_pages(differences, {What.CHANGED, What.WITHDRAWN}))
    status = set(_pages(differences, {What.STATUS})) - out
    kinds = [each.what for each in differences]
    counts = [COUNTED[what].format(kinds.count(what)) for what in What if what in kinds]
    return Changes(
        title=f"Wijzigingsblad bij afdruk {former.code}",
        subject=curly(dossier.title),
        layout="changes",
        former=f"{LAYOUT_NAMES[former.layout]}, afdruk {former.code} van {dutch_moment(former.moment)}",
        made=dutch_moment(moment),
        counts=", ".join(counts),
        take_out=f"Haal uit de map: {listed(out)}." if out else "",
        status_only=f"Alleen de status is gewijzigd op {listed(status)}." if status else "",
        differences=tuple(differences),
        audience=AUDIENCES[audience],
        internal=audience is Audience.INTERNAL,
        printed=dutch_moment(moment),
        revision=revision,
        legend=LEGEND,
        running=running(dossier.debate),
        stamp=imprint.stamp,
        code=imprint.code,
        qr=imprint.qr,
        safe=imprint.safe,
        whose=imprint.whose,
        moment=moment,
    )


def listed(pages: Iterable[int]) -> str:
    """Pages as people name them.

    >>> listed([12, 4, 5]), listed([7]), listed([1, 2, 3, 9])
    ('bladzijden 4, 5 en 12', 'bladzijde 7', 'bladzijden 1 tot en met 3 en 9')
    """
    stretches: list[list[int]] = []
    for page in sorted(set(pages)):
        if stretches and page == stretches[-1][-1] + 1:
            stretches[-1].append(page)
        else:
            stretches.append([page])
    named = [name for each in stretches for name in _named(each)]
    noun = "bladzijde" if len(named) == 1 and named[0].isdigit() else "bladzijden"
    return f"{noun} {' en '.join(part for part in (', '.join(named[:-1]), *named[-1:]) if part)}"


def _named(stretch: Sequence[int]) -> list[str]:
    return [f"{stretch[0]} tot en met {stretch[-1]}"] if len(stretch) > 2 else [str(page) for page in stretch]


def _pages(differences: Iterable[Difference], kinds: set[What]) -> Iterator[int]:
    for each in differences:
        if each.what in kinds and each.pages:
            yield from range(each.pages[0], each.pages[1] + 1)


def _difference(ref: str, was: Item, now: Item | None, pages: Pages | None) -> Difference | None:
    if now is None:
        return Difference(ref, _label(was), _title(was), What.WITHDRAWN, pages)
    fields = tuple(_fields(_texts(was), _texts(now)))
    if not fields:
        return None
    only_status = [each.name for each in fields] == [STATUS]
    return Difference(ref, _label(now), _title(now), What.STATUS if only_status else What.CHANGED, pages, fields)


def _fields(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[FieldDifference]:
    for name, label in FIELDS.items():
        old, new = was.get(name, ""), now.get(name, "")
        if old != new:
            yield FieldDifference(name, label, runs(old, new))


def _label(item: Item) -> str:
    return item.label if isinstance(item, QuestionText) else ""


def _title(item: Item) -> str:
    return item.question if isinstance(item, QuestionText) else item.title


def _texts(item: Item) -> dict[str, str]:
    """What is printed of an item, field by field, as one text each."""
    return {name: text for name in FIELDS if (text := "\n".join(_said(getattr(item, name, None))))}


def _said(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield "Intern: niet uitspreken" if value else "Openbaar"
    elif isinstance(value, str):
        yield from [value] if value else []
    elif isinstance(value, Said):
        before = ("Intern: " if value.internal else "") + (f"{value.date}: " if value.date else "")
        notes = f" ({'; '.join(value.notes)})" if value.notes else ""
        yield f"{before}{value.plain}{UNOFFICIAL if value.unofficial else ''}{notes}"
    elif isinstance(value, FollowUpText):
        yield value.question
        yield from _said(value.said)
    elif isinstance(value, RemarkText):
        yield from (f"{value.ministry}: {text}" for text in _said(value.said))
    elif isinstance(value, tuple):
        for each in value:
            yield from _said(each)
