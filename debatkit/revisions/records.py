"""
Records: what goes into the log, and what comes out of it.

    Change     an item as someone wants it to be, and the number of the revision that they started from
    Revision   an item as it was from one moment on: who, when, how, and the body; no body means that it was deleted
    Conflict   a change and the revision that got there first
    Mark       how far a log has come
    Place      where it is kept
    Which      which revisions somebody asks for

A revision holds its body as text and reads it when asked: a list of what changed costs nothing, and a body that cannot
be read stands in the way of nothing but itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from debatkit.errors import LogError
from debatkit.model import Model
from debatkit.revisions.kinds import Kinds, read_body

SHOWN = 5  # conflicts that an error spells out; the rest are counted


@dataclass(frozen=True)
class Change:
    """An item as it is to become. `body` None deletes it; `based_on` 0 says that it does not exist yet."""

    dossier: str
    kind: str
    id: str
    body: Model | Mapping[str, Any] | None = field(repr=False)
    based_on: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the item: dossier, kind and id."""
        return self.dossier, self.kind, self.id


@dataclass(frozen=True, slots=True)
class Revision:
    """One row of the log. `number` counts the revisions of this item from 1, `sequence` those of the whole log."""

    sequence: int
    dossier: str
    kind: str
    id: str
    number: int
    author: str
    time: datetime.datetime  # aware, in UTC
    origin: str
    text: str | None = field(repr=False)  # the body as JSON, exactly as it is stored; kept out of what is logged
    kinds: Kinds = field(repr=False, compare=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the item: dossier, kind and id."""
        return self.dossier, self.kind, self.id

    @property
    def deleted(self) -> bool:
        """Whether this revision took the item away."""
        return self.text is None

    @property
    def body(self) -> Model | None:
        """The item, validated by the model of its kind; None when this revision took it away.

        Raises:
            UnreadableRevisionError: what is stored is not a valid body for this kind, or the kind is unknown.
        """
        return None if self.text is None else read_body(self.kinds, self.key, self.number, self.text)


@dataclass(frozen=True)
class Conflict:
    """A change that was refused, and the revision that it did not know of; None if there is no such item at all."""

    yours: Change
    theirs: Revision | None

    def __str__(self) -> str:
        if self.theirs is None:
            return f"'{self.yours.id}' bestaat niet"
        done = "verwijderd" if self.theirs.deleted else "gewijzigd"
        started = f"u begon bij versie {self.yours.based_on}" if self.yours.based_on else "u begon een nieuw onderdeel"
        return f"'{self.yours.id}' is {done} door {self.theirs.author} (versie {self.theirs.number}); {started}"


class Mark(NamedTuple):
    """How far a log has come: the sequence of its latest revision, and its edition, which a restore makes another."""

    last: int
    edition: int


class Place(NamedTuple):
    """Where a log is kept: what it is called, without user or password, and its file where it is in SQLite."""

    name: str
    file: Path | None


class Which(NamedTuple):
    """Which revisions are asked for: of these kinds, after a sequence, and not by one author."""

    kinds: frozenset[str]
    after: int = 0
    but_by: str | None = None


class OutdatedError(LogError):
    """Changes to revisions that are no longer the latest. `conflicts` holds theirs and yours; nothing was written."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        self.conflicts = conflicts
        lines = [f"- {conflict}" for conflict in conflicts[:SHOWN]]
        if (more := len(conflicts) - SHOWN) > 0:
            lines.append(f"- en nog {more}")
        told = "\n".join(lines)
        super().__init__(
            f"Iemand anders was u voor. Er is niets opgeslagen; vergelijk de versies en sla opnieuw op.\n{told}"
        )
