"""
PDF: a document set by typst, tagged for PDF/UA-1.

In goes a `Document`, out come the bytes of a PDF; the same document gives the same bytes. Texts reach typst as data,
never as markup. Only the fonts within the typst package are used, so the outcome does not depend on the machine.
"""

from __future__ import annotations

import datetime
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import lru_cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import msgspec
import typst

from debatkit.collecting import uncollected
from debatkit.errors import SheetError
from debatkit.sheets.typography import NARROW, bound, breakable

Told = Callable[[int, int], None]
Pages = Mapping[str, tuple[int, int]]

# Latin, Greek, Cyrillic and the usual signs: all within the typst package's fonts.
_PLAIN = re.compile(r"[^\n\t\u0020-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u2030-\u203a\u20ac\u200b]")
# Pages of a sheet of more than `LONG` questions are set in runs of at most `RUN`: runs are set side by side.
LONG = 400
RUN = 40
# Typst tells nothing while it works. So many questions are set first, to see how fast it goes; how far the whole is, is
# told from that, every so many seconds.
SAMPLE = 50
EVERY = 0.25
# How long the whole takes a question, in that of the sample: heads, feet and the file itself make it longer, and that
# runs are set side by side makes it shorter.
WHOLE = 1.0
MOST = 0.95  # of the questions that are told to be set before all are
_AGES = 12  # typst lets go of what none of its last ten sheets used


class Sheet(Protocol):
    """What can be set: plain texts, the name of a template, and when it is printed."""

    @property
    def layout(self) -> str:
        """The template that sets it."""

    @property
    def moment(self) -> datetime.datetime:
        """When it is printed."""


def pdf(document: Sheet, told: Told | None = None) -> bytes:
    """Return the document as a tagged PDF.

    `told` is called with about how many questions are set, and the number that there are.

    Raises:
        SheetError: typst could not set it.
    """
    content, _ = _set(document, told, where=False)
    return content


def paged(document: Sheet, told: Told | None = None) -> tuple[bytes, Pages]:
    """Return the document as a tagged PDF, and where in it each item stands.

    That is the first and the last page, as printed, of "card:ID" and "question:ID".

    Raises:
        SheetError: typst could not set it.
    """
    return _set(document, told, where=True)


def _set(document: Sheet, told: Told | None, *, where: bool) -> tuple[bytes, Pages]:
    printable = _Printable()
    with uncollected():
        data = {name: printable(value) for name, value in vars(document).items() if name != "moment"}
    total = sum(len(card["questions"]) for section in data.get("sections", ()) for card in section["cards"])
    words = {word for text in _beside(data) for word in text.split(" ") if len(word) > NARROW}
    data = {"sections": [], "index": [], "differences": []} | data
    data |= {"breaks": {word: breakable(word, NARROW) for word in sorted(words)}}
    data |= {"total": total, "run": RUN, "long": total > LONG, "whole": True, "where": where}
    try:
        with TemporaryDirectory(prefix="debatkit-") as name:
            folder = Path(name)
            compiler = _compiler(folder, f"{document.layout}.typ")
            moment = int(document.moment.timestamp())

            def made() -> bytes:
                content = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
                assert isinstance(content, bytes)
                return content

            telling = _Telling(told, total) if told else None
            if telling:
                telling.sample(folder, compiler, data)
            _write(folder, data)
            content = telling.over(made) if telling else made()
            pages = json.loads(compiler.query("<where>", field="value", one=True)) if where else {}
    except typst.TypstError as error:
        raise SheetError(f"Het blad kan niet worden gezet. De zetter meldt: {error}") from error
    finally:
        threading.Thread(target=_forget, name="forget").start()  # who waits for the sheet does not wait for this
    return content, {ref: (first, last) for ref, (first, last) in pages.items()}


def _beside(data: dict[str, Any]) -> Iterator[str]:
    """The texts that stand in a narrow column somewhere."""
    yield from (word for _, entries in data.get("index", ()) for word, _ in entries)
    for section in data.get("sections", ()):
        yield section["title"]
        for card in section["cards"]:
            yield card["title"]
            for question in card["questions"]:
                yield from (question["who"], *question["sources"], *question["open"])


def _compiler(folder: Path, layout: str) -> typst.Compiler:
    for template in (resources.files("debatkit.sheets") / "templates").iterdir():
        if template.name.endswith(".typ"):
            (folder / template.name).write_bytes(template.read_bytes())
    return typst.Compiler(str(folder / layout), root=str(folder), font_paths=_fonts())


def _write(folder: Path, data: dict[str, Any]) -> None:
    (folder / "document.json").write_bytes(msgspec.json.encode(data))


class _Telling:
    """Tells about how many questions are set, from a measured speed: never fewer than before, and all at the end."""

    def __init__(self, told: Told, total: int) -> None:
        self._told, self._total = told, total
        self._start = time.perf_counter()
        self._seconds = 0.0  # that the whole is expected to take; none: not known
        self._last = -1
        self._tell(0)

    def sample(self, folder: Path, compiler: typst.Compiler, data: dict[str, Any]) -> None:
        """Set the first questions alone, to see how fast it goes."""
        if self._total > SAMPLE:
            _write(folder, {**data, "whole": False, "index": [], "sections": list(_first(data["sections"], SAMPLE))})
            compiler.query("<nothing>")
            self._seconds = (time.perf_counter() - self._start) * (1 + WHOLE * self._total / SAMPLE)
            self._guess()

    def over(self, made: Callable[[], bytes]) -> bytes:
        """What `made` returns. It works on a thread of its own, and is told of on the caller's."""
        with ThreadPoolExecutor(1) as pool:
            job = pool.submit(made)
            while not wait((job,), EVERY).done:
                self._guess()
            content = job.result()
        self._tell(self._total)
        return content

    def _guess(self) -> None:
        if self._seconds:
            share = min((time.perf_counter() - self._start) / self._seconds, MOST)
            self._tell(int(share * self._total))

    def _tell(self, done: int) -> None:
        if done > self._last:
            self._last = done
            self._told(done, self._total)


def _first(sections: Sequence[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """The sections as far as their first `count` questions."""
    for section in sections:
        cards: list[dict[str, Any]] = []
        for card in section["cards"]:
            if count > 0:
                cards.append({**card, "questions": card["questions"][:count]})
                count -= len(card["questions"])
        if cards:
            yield {**section, "cards": cards}


def _forget() -> None:
    """Have typst let go of the pages that it keeps for a next time; a server would grow by some 50 MB a sheet."""
    compiler = typst.Compiler(font_paths=_fonts())
    for _ in range(_AGES):
        compiler.compile(input=b"", format="pdf")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


class _Printable(dict[str, str]):
    """Makes data of a document: lines that break well, and signs that no font has written as their number.

    A text that stands in many places, as sources, ministries and statuses do, is looked at once.
    """

    def __missing__(self, text: str) -> str:
        made = self[text] = breakable(bound(_PLAIN.sub(_shown, text)))
        return made

    def __call__(self, value: Any) -> Any:
        """The same value as plain data."""
        if isinstance(value, str):
            return self[value]
        if isinstance(value, tuple):
            return [self[each] if type(each) is str else self(each) for each in value]
        if value is None or isinstance(value, int):
            return value
        return {name: self[each] if type(each) is str else self(each) for name, each in vars(value).items()}


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
