"""
Backups: the whole log as one file, made and put back by a coordinator.

    the log is empty              the backup goes into it
    there is something in SQLite  the database is copied to a file beside it, and the backup takes its place
    there is something on a       refused, with how: a backup goes into a database of its own
      server

The one rule that must hold: nothing is taken away before there is a copy of it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from debatkit import access
from debatkit.access import Action
from debatkit.editing.items import ALL_KINDS
from debatkit.errors import BackupError
from debatkit.people import User
from debatkit.revisions import backup
from debatkit.revisions.backup import BackupContents
from debatkit.revisions.log import Log
from debatkit.revisions.records import Place

BACKUP_ENDING = "debatkit"  # of the name of a backup


@dataclass(frozen=True)
class Restored:
    """What was put back: how many revisions, and where the database is as it was before; None if it was empty."""

    revisions: int
    aside: Path | None


class Backups:
    """The backups of one log; made for one action or one run of a page."""

    def __init__(self, log: Log, user: User) -> None:
        """Raise NotAllowedError if this user may not manage backups."""
        access.require(user, Action.MANAGE)
        self._log = log

    @property
    def revisions(self) -> int:
        """How many revisions there are now."""
        return self._log.last()

    @property
    def place(self) -> Place:
        """Where the log is kept."""
        return self._log.place

    def write(self, path: Path) -> int:
        """Write the whole log to a file, and return how many revisions are in it.

        Raises:
            BackupError: the file cannot be written.
            LogUnavailableError: the log cannot be read.
        """
        return self._log.backup(path)

    def contents(self, path: Path) -> BackupContents:
        """Read a backup to its end, and say what is in it; nothing is put back.

        Raises:
            BackupError: the file is no backup, not whole, or not valid.
        """
        return backup.contents(path, ALL_KINDS)

    def restore(self, path: Path, replace: bool = False, now: datetime.datetime | None = None) -> Restored:
        """Put a backup back; with `replace` also in the place of what is there, which is put aside.

        Raises:
            BackupError: the file is no backup, not whole, or not valid; or there is something in the log.
            LogUnavailableError: the log cannot be written, or what is there cannot be put aside.
        """
        if not path.is_file():
            raise BackupError(f"Het bestand {path} is er niet.")
        file = self._log.place.file
        if not self._log.last():
            return Restored(self._log.restore(path), None)
        if not replace and file:
            raise BackupError(
                f"In {file.name} staan al wijzigingen. Met --replace komt de reservekopie daarvoor in de plaats; wat "
                "er staat wordt eerst ernaast bewaard."
            )
        aside = _free(file, now or datetime.datetime.now()) if file else Path()
        return Restored(self._log.replace(path, aside), aside)


def backup_name(now: datetime.datetime) -> str:
    """The name of a backup that is made now.

    >>> backup_name(datetime.datetime(2024, 3, 12, 9, 5))
    'debatkit-2024-03-12-0905.debatkit'
    """
    return f"debatkit-{now:%Y-%m-%d-%H%M}.{BACKUP_ENDING}"


def _free(file: Path, now: datetime.datetime) -> Path:
    """A name beside a database, by the time at which it was put aside, that nothing has yet."""
    stem = f"{file.stem}-opzij-{now:%Y%m%d-%H%M%S}"
    names = (f"{stem}{end}{file.suffix}" for end in ("", *(f"-{number}" for number in range(2, 100))))
    return next(path for path in map(file.with_name, names) if not path.exists())
