"""
PDF: a document set by typst, tagged for PDF/UA-1.

In goes a `Document`, out come the bytes of a PDF; the same document gives the same bytes. Texts reach typst as data,
never as markup. Only the fonts within the typst package are used, so the outcome does not depend on the machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from debatkit.errors import SheetError
from debatkit.sheets.document import Document
from debatkit.sheets.typography import bound, breakable

Told = Callable[[int, int], None]

# Latin, Greek, Cyrillic and the usual signs: all within the typst package's fonts.
_PLAIN = re.compile(r"[^\n\t\u0020-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u2030-\u203a\u20ac\u200b]")
# Pages are set in runs of at most so many questions: runs are set side by side, and not again when more follows.
RUN = 40
# How far we are is told after each so many questions, and no more than so many times: each time costs a little.
PART = 200
MOST_PARTS = 6
_AGES = 12  # typst lets go of what none of its last ten sheets used


def pdf(document: Document, told: Told | None = None) -> bytes:
    """Return the document as a tagged PDF.

    `told` is called with the number of questions that are set and the number that there are. Typst itself tells
    nothing; so a long sheet is first set up to each of a few places, and what is set is not set again.

    Raises:
        SheetError: typst could not set it.
    """
    data = {name: _printable(value) for name, value in vars(document).items() if name != "moment"}
    data |= {"run": RUN, "whole": True}
    try:
        with TemporaryDirectory(prefix="debatkit-") as name:
            folder = Path(name)
            compiler = _compiler(folder, f"{document.layout}.typ")
            if told:
                _set_in_parts(folder, compiler, data, told)
            _write(folder, data)
            result = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(document.moment.timestamp()))
    except typst.TypstError as error:
        raise SheetError(f"Het blad kan niet worden gezet. De zetter meldt: {error}") from error
    finally:
        _forget()
    assert isinstance(result, bytes)
    return result


def _compiler(folder: Path, layout: str) -> typst.Compiler:
    for template in (resources.files("debatkit.sheets") / "templates").iterdir():
        if template.name.endswith(".typ"):
            (folder / template.name).write_bytes(template.read_bytes())
    return typst.Compiler(str(folder / layout), root=str(folder), font_paths=_fonts())


def _write(folder: Path, data: dict[str, Any]) -> None:
    (folder / "document.json").write_text(json.dumps(data), encoding="utf-8")


def _set_in_parts(folder: Path, compiler: typst.Compiler, data: dict[str, Any], told: Told) -> None:
    ends = list(_run_ends(data["sections"]))
    total = ends[-1] if ends else 0
    told(0, total)
    step = max(PART, -(-total // MOST_PARTS))
    places = (next(end for end in ends if end >= place) for place in range(step, total, step))
    for place in dict.fromkeys(places):
        if place < total:
            _write(folder, {**data, "whole": False, "index": [], "sections": _first(data["sections"], place)})
            compiler.query("<nothing>")
            told(place, total)


def _run_ends(sections: Sequence[dict[str, Any]]) -> Iterator[int]:
    """After how many questions of the whole sheet each run of pages ends."""
    before = 0
    for card in (card for section in sections for card in section["cards"]):
        count = len(card["questions"])
        yield from (before + end for end in (*range(RUN, count, RUN), count) if count)
        before += count


def _first(sections: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """The sections as far as their first `count` questions."""
    found: list[dict[str, Any]] = []
    for section in sections:
        cards: list[dict[str, Any]] = []
        for card in section["cards"]:
            if count <= 0:
                break
            cards.append({**card, "questions": card["questions"][:count]})
            count -= len(card["questions"])
        if cards:
            found.append({**section, "cards": cards})
    return found


def _forget() -> None:
    """Have typst let go of the pages that it keeps for a next time; a server would grow by some 50 MB a sheet."""
    compiler = typst.Compiler(font_paths=_fonts())
    for _ in range(_AGES):
        compiler.compile(input=b"", format="pdf")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _printable(value: Any) -> Any:
    """The same data with lines that break well, and signs that no font has written as their number."""
    if isinstance(value, str):
        return breakable(bound(_PLAIN.sub(_shown, value)))
    if isinstance(value, tuple):
        return [_printable(each) for each in value]
    if value is None or isinstance(value, int):
        return value
    return {name: _printable(each) for name, each in vars(value).items()}


def _shown(match: re.Match[str]) -> str:
    sign = match.group()
    if sign in "\u200d\ufe0e\ufe0f":  # joins and styles of signs that are written as numbers themselves
        return ""
    return sign if _has_glyph(sign) else f"[teken U+{ord(sign):04X}]"


@lru_cache(maxsize=10_000)
def _has_glyph(sign: str) -> bool:
    """Whether typst can show `sign`: PDF/UA forbids a sign without a glyph, so setting it alone tells."""
    source = b'#set document(title: [x])\n#set text(font: "Libertinus Serif", lang: "nl")\n#sys.inputs.sign'
    try:
        compiler = typst.Compiler(source, font_paths=_fonts(), sys_inputs={"sign": sign})
        compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True
