"""
Carried: what a Word file carries of where its texts came from, so that it can be read back.

    _dkb_4f2a91c07d3e_openbaar_list             on the first line: which dossier, for whom, in which layout
    _dk_93be01c7a2f4_answer_5d1c0e8b9a67        on a part: which item, which part, and what it said when it was printed

They are names of hidden bookmarks, which every office program keeps; one has at most 40 characters, so ids and texts
are in them as digests. The one rule that must hold: nothing is carried of a text that does not stand in the file, and
nothing that could still be read after it was deleted there.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from debatkit.text import Block

LONGEST_NAME = 40  # characters; Word's own limit for a bookmark
_SIGNS = 12  # of each digest, in hexadecimals: 48 bits
_SHEET = re.compile(rf"_dkb_([0-9a-f]{{{_SIGNS}}})_(intern|openbaar)_([a-z]+)")
_PART = re.compile(rf"_dk_([0-9a-f]{{{_SIGNS}}})_([a-z_]+)_([0-9a-f]{{{_SIGNS}}})")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u00ad\u2060\ufeff"))

QUESTION, CARD = "question", "card"  # what parts belong to

# The parts of a question, in the order of its table, under the words that its first column has for them.
PARTS = {
    "line": "Kernboodschap",
    "answer": "Antwoord",
    "follow_ups": "Als er wordt doorgevraagd",
    "facts": "Feiten bij de hand",
    "avoid": "Niet zeggen",
    "background": "Achtergrond",
    "open": "Nog aan te vullen",
}
# Those of what is said on a card itself.
CARD_PARTS = {
    "line": "Woordvoeringslijn",
    "done": "Wat er is",
    "planned": "Wat er komt",
    "sensitive": "Gevoelig",
}
INTERNAL = "Intern: niet uitspreken"

# Styles of what is printed and is no text of the dossier: paragraphs, and words within one.
FURNITURE = frozenset({"Interne markering", "Noot", "Klein", "Onderdeel", "Tussenkop"})
SIGN, BEFORE, NUMBER = "Teken", "Voorvoegsel", "Nummer"  # "°"; "6 oktober 2023: "; "11.1"
ASKS = "Doorvraag"

# Parts whose texts stand in a list, each under a bullet of its own.
LISTED = frozenset({"facts", "avoid", "background", "open", "done", "planned", "sensitive"})


@dataclass(frozen=True)
class Line:
    """A paragraph of a part: its text, and whether it is a bullet or asks a follow-up question."""

    text: str
    bullet: bool = False
    asks: bool = False


@dataclass(frozen=True)
class SheetMark:
    """What the first line carries."""

    dossier: str  # as `key` makes it
    internal: bool
    layout: str

    @property
    def name(self) -> str:
        """The name of the bookmark."""
        return f"_dkb_{self.dossier}_{'intern' if self.internal else 'openbaar'}_{self.layout}"


@dataclass(frozen=True)
class PartMark:
    """What a part carries."""

    item: str  # as `key` makes it
    part: str
    printed: str  # as `digest` makes it

    @property
    def name(self) -> str:
        """The name of the bookmark."""
        return f"_dk_{self.item}_{self.part}_{self.printed}"


def sheet_mark(name: str) -> SheetMark | None:
    """What a bookmark of this name carries of a sheet; None for any other."""
    found = _SHEET.fullmatch(name)
    return SheetMark(found[1], found[2] == "intern", found[3]) if found else None


def part_mark(name: str) -> PartMark | None:
    """What a bookmark of this name carries of a part; None for any other."""
    found = _PART.fullmatch(name)
    return PartMark(*found.groups()) if found else None


def key(*names: str) -> str:
    """An item, or a dossier, as a name carries it: `key(QUESTION, "waarom-nu")`."""
    return hashlib.sha256("/".join(names).encode()).hexdigest()[:_SIGNS]


def same(text: str) -> str:
    """The form in which texts are compared: without invisible signs, and one space for all white space.

    >>> same("De €\\u00a012 ")
    'De € 12'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines of a statement, as they are printed."""
    for block in blocks:
        yield from (Line(text, block.bullets) for text in block.texts if same(text))


def digest(several: Iterable[Line]) -> str:
    """What a part says, in so few signs that nothing can be read from it."""
    told = "\n".join(f"{'?' if each.asks else '-' if each.bullet else ' '}{same(each.text)}" for each in several)
    return hashlib.sha256(told.encode()).hexdigest()[:_SIGNS]
