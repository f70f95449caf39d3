"""
PDF: a document set by typst, tagged for PDF/UA-1.

In goes a `Document`, out come the bytes of a PDF; the same document gives the same bytes. Texts reach typst as data,
never as markup. Only the fonts within the typst package are used, so the outcome does not depend on the machine.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

import typst

from debatkit.errors import SheetError
from debatkit.sheets.document import Document

# Longer "words" get places to break, every so many characters; no Dutch word in use is as long.
LONGEST_WORD = 40
BREAK = "\u200b"
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
# Latin, Greek, Cyrillic and the usual signs: all within the typst package's fonts.
_PLAIN = re.compile(r"[^\n\t\u0020-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u2030-\u203a\u20ac\u200b]")


def pdf(document: Document) -> bytes:
    """Return the document as a tagged PDF.

    Raises:
        SheetError: typst could not set it.
    """
    data = json.dumps({name: _printable(value) for name, value in vars(document).items() if name != "moment"})
    compiler = typst.Compiler(_template(f"{document.layout}.typ"), font_paths=_fonts(), sys_inputs={"document": data})
    try:
        result = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(document.moment.timestamp()))
    except typst.TypstError as error:
        raise SheetError(f"Het blad kan niet worden gezet. De zetter meldt: {error}") from error
    assert isinstance(result, bytes)
    return result


def _template(name: str) -> str:
    return str(resources.files("debatkit.sheets") / "templates" / name)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _printable(value: Any) -> Any:
    """The same data with places to break in endless words, and signs that no font has written as their number."""
    if isinstance(value, str):
        return _LONG.sub(_breakable, _PLAIN.sub(_shown, value))
    if isinstance(value, tuple):
        return [_printable(each) for each in value]
    if dataclasses.is_dataclass(value):
        return {name: _printable(each) for name, each in vars(value).items()}
    return value


def _breakable(match: re.Match[str]) -> str:
    return BREAK.join(_pieces(match.group()))


def _pieces(word: str) -> Iterator[str]:
    for start in range(0, len(word), LONGEST_WORD // 2):
        yield word[start : start + LONGEST_WORD // 2]


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
