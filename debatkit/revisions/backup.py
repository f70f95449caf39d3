"""
Backup: the whole log as one file, the same for both databases.

    gzip of lines of JSON
      {"format":"debatkit-log","version":1,"schema":"0001"}
      {"sequence":1,"dossier":"opgave-ai","kind":"debate","id":"opgave-ai","number":1,"author":...,"body":"{...}"}
      ...
      {"revisions":1234,"sha256":"..."}                      of every byte before this line

A body is a text within the JSON, as it is stored: what comes back is what went in, byte for byte. The checksum is at
the end because the file is written as it is read from the log, however long that is. The one rule that must hold: a
file is hostile until its last line has been read; nothing of it stays in a log unless all of it is right.
"""

from __future__ import annotations

import contextlib
import datetime
import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated, Any, Literal, TypeVar

from pydantic import Field, ValidationError

from debatkit.errors import BackupError, UnreadableRevisionError
from debatkit.model import Model
from debatkit.revisions.drafts import Author, holds_nul
from debatkit.revisions.kinds import Key, Kinds
from debatkit.revisions.records import Revision
from debatkit.revisions.tables import SCHEMA
from debatkit.values import Slug

FORMAT = "debatkit-log"
VERSION = 1
LONGEST_LINE = 100 * 2**20  # bytes: the longest text of a source, each sign of it written in its longest form
MOST_BYTES = 64 * 2**30  # of all lines together: a small file can hold endlessly many
LEVEL = 6  # of packing: 9 takes twice as long for one part in a hundred
BATCH = 16 * 2**20  # bytes of lines that are put back at a time
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$"


class _Head(Model):
    format: Literal["debatkit-log"]
    version: Annotated[int, Field(strict=True, ge=1)]
    schema_: Annotated[str, Field(alias="schema", pattern=r"^[0-9]{4}$")]


class _Line(Model):
    sequence: Annotated[int, Field(strict=True)]
    dossier: Slug
    kind: Slug
    id: Slug
    number: Annotated[int, Field(strict=True)]
    author: Author
    time: Annotated[str, Field(pattern=_MOMENT)]
    origin: Slug
    body: str | None


class _Foot(Model):
    revisions: Annotated[int, Field(strict=True)]
    sha256: str


PartT = TypeVar("PartT", bound=Model)


@dataclass(frozen=True)
class BackupContents:
    """What is in a backup: how many revisions, those of each dossier, and the time of the latest."""

    revisions: int
    dossiers: Mapping[str, int]  # by id, in alphabetical order
    until: datetime.datetime | None  # aware, in UTC; None when there is nothing in it


def contents(path: Path, kinds: Kinds) -> BackupContents:
    """Read a backup to its end, and say what is in it.

    Raises:
        BackupError: as for `read`.
    """
    counts: Counter[str] = Counter()
    until: datetime.datetime | None = None
    for batch in read(path, kinds):
        counts.update(revision.dossier for revision in batch)
        until = max(filter(None, (until, *(revision.time for revision in batch))))
    return BackupContents(counts.total(), dict(sorted(counts.items())), until)


def write(path: Path, log: Iterable[Revision]) -> int:
    """Write revisions to a file that takes the place of `path` when it is complete; return how many there were.

    Raises:
        BackupError: the file cannot be written.
    """
    try:
        # No name and no time in the file: the same log gives the same bytes.
        with (
            _replacing(path) as raw,
            gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=raw, mtime=0) as packed,
        ):
            return _write_lines(packed, log)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BackupError(
            f"De reservekopie {path} kan niet worden geschreven: {reason}. Kies een andere plaats."
        ) from None


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A new file for this account alone, which becomes `path` when the block ends well and is gone when it does not."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as raw:
            yield raw
            raw.flush()
            os.fsync(raw.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _write_lines(packed: gzip.GzipFile, log: Iterable[Revision]) -> int:
    checksum = hashlib.sha256()

    def put(line: dict[str, Any]) -> None:
        written = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
        checksum.update(written)
        packed.write(written)

    put({"format": FORMAT, "version": VERSION, "schema": SCHEMA})
    count = 0
    for revision in log:
        count += 1
        put(
            {
                "sequence": revision.sequence,
                "dossier": revision.dossier,
                "kind": revision.kind,
                "id": revision.id,
                "number": revision.number,
                "author": revision.author,
                "time": revision.time.isoformat(timespec="microseconds").replace("+00:00", "Z"),
                "origin": revision.origin,
                "body": revision.text,
            }
        )
    put({"revisions": count, "sha256": checksum.hexdigest()})
    return count


def only_into_empty(last: int) -> None:
    """Refuse to put a backup back into a log that has come to sequence `last`, unless that is 0.

    Raises:
        BackupError: there is something in the log.
    """
    if last:
        raise BackupError(
            "Een reservekopie kan alleen in een leeg logboek worden teruggezet; hier staan al wijzigingen. "
            "Noem een nieuwe database in DEBATKIT_DATABASE en zet haar daar terug."
        )


def read(path: Path, kinds: Kinds) -> Iterator[tuple[Revision, ...]]:
    """Yield the revisions in a backup, some at a time. Only when it ends without an error was the file right.

    Raises:
        BackupError: the file is no backup, is damaged or cut short, or holds what cannot be in a log.
    """
    try:
        with gzip.open(path, "rb") as packed:
            yield from _Reading(packed, kinds).batches()
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BackupError(f"{path} is geen hele reservekopie van Debatkit; neem een andere.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BackupError(f"De reservekopie {path} kan niet worden gelezen: {reason}.") from None


class _Reading:
    """One reading of one backup."""

    def __init__(self, packed: gzip.GzipFile, kinds: Kinds) -> None:
        self._packed = packed
        self._kinds = kinds
        self._checksum = hashlib.sha256()
        self._line = 0
        self._bytes = 0
        self._numbers: dict[Key, int] = {}

    def batches(self) -> Iterator[tuple[Revision, ...]]:
        self._head()
        batch: list[Revision] = []
        start = self._bytes
        before = self._checksum.hexdigest()
        while True:
            line = self._next()
            if line.startswith(b'{"revisions":'):
                self._foot(line, before)
                break
            batch.append(self._revision(self._parsed(_Line, line)))
            before = self._checksum.hexdigest()
            if self._bytes - start > BATCH:
                yield tuple(batch)
                batch, start = [], self._bytes
        if batch:
            yield tuple(batch)

    def _next(self) -> bytes:
        line = self._packed.readline(LONGEST_LINE + 1)
        self._line += 1
        self._bytes += len(line)
        if len(line) > LONGEST_LINE or self._bytes > MOST_BYTES:
            raise self._wrong("is te lang")
        if not line.endswith(b"\n"):
            raise self._wrong("ontbreekt: de reservekopie is niet heel")
        self._checksum.update(line)
        return line

    def _parsed(self, kind: type[PartT], line: bytes) -> PartT:
        try:
            return kind.model_validate_json(line)
        except ValidationError:  # which would repeat what stands there
            raise self._wrong("is ongeldig") from None

    def _head(self) -> None:
        head = self._parsed(_Head, self._next())
        if head.version > VERSION or head.schema_ > SCHEMA:
            raise BackupError("Deze reservekopie is gemaakt met een nieuwere Debatkit; werk Debatkit bij.")

    def _foot(self, line: bytes, checksum: str) -> None:
        foot = self._parsed(_Foot, line)
        if foot.sha256 != checksum or foot.revisions != self._line - 2:  # the head and this line
            raise BackupError("De reservekopie is beschadigd of gewijzigd: de controlesom klopt niet. Neem een andere.")
        if self._packed.read(1):
            raise self._wrong("moet de laatste zijn, maar er staat meer")

    def _revision(self, line: _Line) -> Revision:
        key = (line.dossier, line.kind, line.id)
        number = self._numbers[key] = self._numbers.get(key, 0) + 1
        if line.sequence != self._line - 1 or line.number != number:
            raise self._wrong("staat niet op zijn plaats in de reeks")
        try:
            time = datetime.datetime.fromisoformat(line.time)
        except ValueError:
            raise self._wrong("heeft een tijd die niet bestaat") from None
        made = Revision(line.sequence, *key, number, line.author, time, line.origin, line.body, self._kinds)
        if made.text is not None and holds_nul(made.text):
            raise self._wrong("bevat een teken dat niet kan worden opgeslagen (U+0000)")
        try:
            body = made.body
        except UnreadableRevisionError as error:
            raise self._wrong(f"is ongeldig. {error}") from None
        if getattr(body, "id", line.id) != line.id:
            raise self._wrong("heeft een ander id dan zijn inhoud")
        return made

    def _wrong(self, reason: str) -> BackupError:
        return BackupError(f"Regel {self._line} van de reservekopie {reason}. Er is niets teruggezet.")
