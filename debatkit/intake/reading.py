"""
Reading: the parts in a Word file, as they are now.

In goes a package, out come what the file carries of the sheet that it was, and each part with its lines; what is
printed beside the texts is left out by its style, and kept where a person wrote in it. Changes that Word keeps track of
are read as if they had been accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from debatkit.errors import IntakeError
from debatkit.intake.package import WORD, Package
from debatkit.sheets import carried
from debatkit.sheets.carried import ASKS, LISTED, Line, PartMark, SheetMark, part_mark, same, sheet_mark

MOST_LINES = 1_000  # of a part; a question with as many is no question
NOT_OURS = (
    "Dit bestand is niet als blad in Word gemaakt door Debatkit, of de onzichtbare bladwijzers zijn eruit verdwenen. "
    "Download het blad opnieuw, als Word-bestand, en breng uw wijzigingen daarin over."
)
_ENDING, _LEADING = carried.SIGN, (carried.BEFORE, carried.NUMBER)
_GONE = {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "footnote", "endnote"}
_SPACES = {"tab", "br", "cr"}


@dataclass(frozen=True)
class Read(Line):
    """A line as it stands in the file.

    `starts` tells whether its form is that of the first line of a statement, `internal` that of what is not to be said;
    `before` is what was printed in front of it, such as a date.
    """

    starts: bool = True
    internal: bool = False
    before: str = ""


@dataclass(frozen=True)
class Part:
    """A part as it stands in the file. `beside` are the notes in it, which are no text of the dossier."""

    mark: PartMark
    lines: tuple[Read, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Broken:
    """A part of which the text cannot be found."""

    mark: PartMark


@dataclass(frozen=True)
class WordSheet:
    """A sheet as it stands in a Word file."""

    mark: SheetMark
    parts: tuple[Part | Broken, ...]


def read(package: Package) -> WordSheet:
    """Return the sheet in a package.

    Raises:
        IntakeError: it was not made here, or cannot be read back.
    """
    sheet: SheetMark | None = None
    parts: dict[PartMark, Part | Broken] = {}
    for start in package.body.iter(_name("bookmarkStart")):
        name = start.get(_name("name"), "")
        sheet = sheet or sheet_mark(name)
        mark = part_mark(name)
        if mark is None:
            continue
        # A name stands once in a file; where a program doubled it, nobody can tell which one was edited.
        parts[mark] = Broken(mark) if mark in parts else _part(package, start, mark)
    if sheet is None or not (parts or sheet.layout == "cards"):
        raise IntakeError(NOT_OURS)
    return WordSheet(sheet, tuple(parts.values()))


def _part(package: Package, start: Any, mark: PartMark) -> Part | Broken:
    row = next(start.iterancestors(_name("tr")), None)
    if row is None:
        paragraph = next(start.iterancestors(_name("p")), None)
        if mark.part != "question" or paragraph is None:
            return Broken(mark)
        return _gathered(package, mark, [paragraph])
    cells = row.findall(_name("tc"))
    if len(cells) != 2 or mark.part == "question" or start not in set(cells[0].iter(_name("bookmarkStart"))):
        return Broken(mark)
    found = cells[1].iter(_name("p"))
    return _gathered(package, mark, [each for each in found if not _second_copy(each)])


def _second_copy(paragraph: Any) -> bool:
    """Whether a paragraph is there once more, for programs that cannot show a box."""
    return any(above.tag.endswith("}Fallback") for above in paragraph.iterancestors())


def _gathered(package: Package, mark: PartMark, paragraphs: list[Any]) -> Part | Broken:
    if len(paragraphs) > MOST_LINES:
        return Broken(mark)
    lines: list[Read] = []
    beside: list[str] = []
    going_on = False  # the paragraph before was joined with this one
    for paragraph in paragraphs:
        style = _style(package, paragraph)
        line = _line(package, paragraph, style, listed=mark.part in LISTED)
        if style in carried.FURNITURE and mark.part != "question":
            beside += [line.text] if same(line.text) else []
            continue
        if going_on and lines:
            lines[-1] = replace(lines[-1], text=lines[-1].text + line.text)
        elif same(line.text):
            lines.append(line)
        going_on = _deleted(paragraph)
    return Part(mark, tuple(lines), tuple(beside))


def _line(package: Package, paragraph: Any, style: str, listed: bool) -> Read:
    before, text = _texts(package, paragraph)
    level = _level(paragraph, style)
    asks = style == ASKS
    bullet = level > (1 if listed else 0) and not asks
    goes_on = style in ("List Continue", "Intern vervolg")
    internal = style.startswith("Intern")
    return Read(text.strip(), bullet, asks, not (bullet or goes_on), internal, before.strip())


def _level(paragraph: Any, style: str) -> int:
    """How deep in a list a paragraph stands: 0 is not at all."""
    properties = paragraph.find(_name("pPr"))
    numbered = properties.find(_name("numPr")) if properties is not None else None
    if numbered is not None:
        values = [numbered.find(_name(each)) for each in ("numId", "ilvl")]
        number, depth = (each.get(_name("val"), "0") if each is not None else "0" for each in values)
        if number != "0":
            deep = depth if depth.isdecimal() and len(depth) < 3 else "0"
            return max(int(deep) + 1, 2 if style.endswith(" 2") else 1)
        return 0
    if style.startswith("List Bullet") or style.endswith(("opsomming", "opsomming 2")):
        return 2 if style.endswith(("2", "3", "4", "5")) else 1
    return 0


def _style(package: Package, element: Any, kind: str = "p") -> str:
    """The name of the style of a paragraph or of some words."""
    properties = element.find(_name(f"{kind}Pr"))
    named = properties.find(_name(f"{kind}Style")) if properties is not None else None
    return package.styles.get(named.get(_name("val"), ""), "") if named is not None else ""


def _texts(package: Package, paragraph: Any) -> tuple[str, str]:
    """What is printed in front of a paragraph, and its text."""
    before, text = "", ""
    for style, words in _joined(_runs(package, paragraph)):
        if style in _LEADING:
            # Who types right behind the date or number, types in its style.
            end = words.find(": ") + 2 if style == carried.BEFORE else len(words.partition(" ")[0]) + 1
            printed, typed = (words[:end], words[end:]) if 1 < end <= len(words) else (words, "")
            before, text = before + printed, text + typed
        elif style == _ENDING:
            text += words.replace("°", "", 1)
        else:
            text += words
    return before, text


def _joined(runs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Runs of one style as one: programs cut them where they like."""
    held: tuple[str, str] | None = None
    for style, words in runs:
        if held and held[0] == style:
            held = style, held[1] + words
        else:
            if held:
                yield held
            held = style, words
    if held:
        yield held


def _runs(package: Package, element: Any) -> Iterator[tuple[str, str]]:
    for child in element:
        kind = child.tag.rpartition("}")[2]
        if kind in _GONE or kind == "p":  # a paragraph within one is in a box, and read by itself
            continue
        if kind == "r":
            yield _style(package, child, "r"), "".join(_signs(child))
        else:
            yield from _runs(package, child)


def _signs(run: Any) -> Iterator[str]:
    for child in run:
        kind = child.tag.rpartition("}")[2]
        if kind == "t":
            yield child.text or ""
        elif kind in _SPACES:
            yield " "
        elif kind == "noBreakHyphen":
            yield "-"


def _deleted(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted while Word kept track."""
    place = f"{_name('pPr')}/{_name('rPr')}/{_name('del')}"
    return paragraph.find(place) is not None


def _name(name: str) -> str:
    return f"{{{WORD}}}{name}"
