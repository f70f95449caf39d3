"""
Package: a Word file opened as what it is, a zip of XML.

In go bytes from anywhere, so they are hostile until read; out come the text of the file as an element, and the names of
its styles. Nothing but those two parts is unpacked. The one rule that must hold: no file makes us read, build or wait
without end.
"""

from __future__ import annotations

import codecs
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from lxml import etree

from debatkit.errors import IntakeError

MOST_PACKED = 20_000_000  # bytes; what the server lets through, and a hundred times a sheet of 131 questions
MOST_ENTRIES = 1_000  # a sheet has 16; pictures that somebody puts in are some more
MOST_BYTES = 50_000_000  # of one part, unpacked; a sheet of 2,000 questions is a fifth of it
MOST_TAGS = 2_500_000  # of one part, that open or close; three times a sheet of 2,000 questions
PIECE = 1 << 18  # bytes that are unpacked at a time; the first element begins in the first
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # Office Open XML is in this or in UTF-8

TOO_MUCH = "Uitgepakt is dit bestand te groot. Maak een blad met minder vragen, en wijzig dat."
DTD = "Dit bestand bevat een DTD; een Word-bestand heeft er geen. Het is niet gelezen."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NO_WORD_FILE = (
    "Dit is geen Word-bestand dat kan worden gelezen. Open het in Word of LibreOffice, kies 'Opslaan als', en "
    "'Word-document (.docx)'."
)


@dataclass(frozen=True)
class Package:
    """A file's text, and the name of each style by its id."""

    body: Any  # the element "w:body"
    styles: dict[str, str]


def opened(content: bytes) -> Package:
    """Return what is in a .docx.

    Raises:
        IntakeError: it is none, or it is too much.
    """
    if len(content) > MOST_PACKED:
        raise IntakeError(f"Dit bestand is groter dan {MOST_PACKED // 1_000_000} MB. Haal de afbeeldingen eruit.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise IntakeError(NO_WORD_FILE) from error
    except etree.XMLSyntaxError as error:
        raise IntakeError(NO_WORD_FILE) from error


def _read(archive: zipfile.ZipFile) -> Package:
    if len(archive.infolist()) > MOST_ENTRIES:
        raise IntakeError(f"In dit bestand zitten meer dan {MOST_ENTRIES} onderdelen. Dat heeft geen gewoon blad.")
    main = _related(archive, "", "officeDocument")
    if main is None:
        raise IntakeError(NO_WORD_FILE)
    body = _xml(archive, main).find(f"{{{WORD}}}body")
    if body is None:
        raise IntakeError(NO_WORD_FILE)
    styles = _related(archive, main, "styles")
    return Package(body, dict(_names(_xml(archive, styles))) if styles else {})


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    """The part that stands in this relation to another, "" being the whole; None where there is none."""
    folder, name = posixpath.split(part)
    known = posixpath.join(folder, "_rels", f"{name}.rels")
    if known not in archive.namelist():
        return None
    for each in _xml(archive, known):
        if each.get("Type") == f"{_TYPES}/{kind}" and each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            return target if target in archive.namelist() else None
    return None


def _names(styles: Any) -> Iterator[tuple[str, str]]:
    for style in styles.iterfind(f"{{{WORD}}}style"):
        name = style.find(f"{{{WORD}}}name")
        if name is not None:
            yield style.get(f"{{{WORD}}}styleId", ""), name.get(f"{{{WORD}}}val", "")


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    """A part as an element, read bit by bit, so that what is too much is never in memory."""
    read = tags = 0
    with archive.open(name) as packed:  # what the entry says of its size is not believed
        start = packed.read(PIECE)
        _refuse_dtd(start)
        parser = _parser(start, events=())  # no events: each is an object, and a million of them take seconds
        for piece in chain([start], iter(lambda: packed.read(PIECE), b"")):
            read += len(piece)
            tags += piece.count(b"<")
            if read > MOST_BYTES or tags > MOST_TAGS:
                raise IntakeError(TOO_MUCH)
            parser.feed(piece)
    return parser.close()


def _refuse_dtd(start: bytes) -> None:
    parser = _parser(start, events=("start",))
    parser.feed(start)
    for _, element in parser.read_events():
        if element.getroottree().docinfo.internalDTD is not None:
            raise IntakeError(DTD)
        return
    raise IntakeError(NO_WORD_FILE)


def _parser(start: bytes, events: tuple[str, ...]) -> Any:
    """A parser that fetches and expands nothing.

    What the file says of its encoding is not believed: there are some in which a tag begins without the byte "<".
    """
    return etree.XMLPullParser(
        events=events, encoding="UTF-16" if start.startswith(UTF_16) else "UTF-8", resolve_entities=False,
        no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
