"""
Log: every change to every dossier, in the order in which it was acknowledged.

    log = Log.open("sqlite:///var/debatkit.sqlite3")
    change = Change("opgave-ai", "question", question.id, question, based_on=3)
    [revision] = log.append([change], "Sanne de Wit", "form")
    log.since(revision.sequence)              # what came after it, for whoever keeps something derived from the log

Writers form one line: each waits for the counter, looks whether the revisions that it started from are still the
latest, and writes all of its changes or none. So sequences have no gaps and come in the order of the commits, and who
has read up to n misses nothing that comes. Nothing that was written is changed or taken away.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from debatkit.errors import BackupError, OvertakenError
from debatkit.revisions import backup, queries, writes
from debatkit.revisions.choices import Choices
from debatkit.revisions.database import PATIENCE, Database, connect
from debatkit.revisions.drafts import Draft, Signature, drafts, signature
from debatkit.revisions.kinds import KINDS, Key, Kinds
from debatkit.revisions.private import PrivateTexts
from debatkit.revisions.records import Change, Conflict, Mark, OutdatedError, Place, Revision, Which
from debatkit.revisions.schema import bring_up_to_date
from debatkit.revisions.tables import counter, items, revisions

ROWS = 1_000  # that are fetched at a time
NAMES = 500  # that one query asks for: well below what either database takes

Append = Callable[[Iterable[Change], str, str], tuple[Revision, ...]]  # changes, author, origin


class Log:
    """The log of revisions, in one database. May be shared by threads; a process that forks opens its own."""

    def __init__(self, database: Database, kinds: Kinds) -> None:
        self._database = database
        self._kinds = kinds

    @classmethod
    def open(cls, url: str, kinds: Kinds = KINDS, patience: float = PATIENCE) -> Log:
        """Open the log at `sqlite:///file` or `postgresql+psycopg://...`, made or brought up to date where needed.

        `patience` is how many seconds a save, a start or a restore waits for others.

        Raises:
            LogUnavailableError: the database cannot be reached or is none.
            LogVersionError: a newer Debatkit made it, or another program.
        """
        database = connect(url, patience)
        try:
            bring_up_to_date(database)
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database, kinds)

    def close(self) -> None:
        """Let go of the database. A reading that is under way goes on."""
        self._database.engine.dispose()

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def append(
        self,
        changes: Iterable[Change],
        author: str,
        origin: str,
        time: datetime.datetime | None = None,
        as_of: int | None = None,
        edition: int | None = None,
    ) -> tuple[Revision, ...]:
        """Append all changes or none, and return the revisions that were written, in order.

        A change to what an item is already writes nothing, whatever it was based on: a save that is sent twice is
        saved once. `time` is the moment of writing where it is left out. With `as_of`, the sequence up to which the
        caller knew the dossiers when it checked the changes against them, nothing is written if any came since: that
        is how numbers stay unique and references whole. With `edition` neither, if the log was replaced since.

        Raises:
            InvalidChangeError: a change that can never be written.
            OutdatedError: a change to a revision that is not the latest.
            OvertakenError: another revision in one of the dossiers, after `as_of`; or another edition.
            LogUnavailableError: the database will not; says so if the outcome is not known.
        """
        signed = signature(author, origin, time)
        wanted = drafts(self._kinds, changes)
        if not wanted:
            return ()
        with self._database.writing() as connection:
            return self._appended(connection, wanted, signed, as_of, edition)

    @contextlib.contextmanager
    def turn(self) -> Iterator[Append]:
        """The turn to write: until the block ends nobody else writes, so what is read in it is still so at its end.

        What it gives appends changes by an author from an origin; they are there when the block has ended. Everyone
        else who wants to write waits for this: it is for changes that others kept overtaking.

        Raises:
            LogUnavailableError: as for `append`.
        """
        with self._database.writing() as connection:
            connection.execute(writes.counted())

            def append(changes: Iterable[Change], author: str, origin: str) -> tuple[Revision, ...]:
                signed = signature(author, origin, None)
                return self._appended(connection, drafts(self._kinds, changes), signed, None, None)

            yield append

    def _appended(
        self,
        connection: Connection,
        wanted: tuple[Draft, ...],
        signed: Signature,
        as_of: int | None,
        edition: int | None,
    ) -> tuple[Revision, ...]:
        last = connection.scalar(writes.counted()) or 0
        if edition not in (None, self._database.edition(connection)):
            raise OvertakenError(wanted[0].change.dossier, 0)
        latest = self._latest(connection, wanted)
        new = _up_to_date(wanted, latest)
        if new and as_of is not None:
            writes.nothing_since(connection, new, as_of)
        written = tuple(self._numbered(new, latest, signed, last))
        if written:
            writes.write(connection, written)
        return written

    def private_texts(self, person: str, dossier: str) -> PrivateTexts:
        """The texts that one person keeps in one dossier, beside the log."""
        return PrivateTexts(self._database, person, dossier)

    def choices(self, dossier: str) -> Choices:
        """What searches in one dossier led to, counted beside the log."""
        return Choices(self._database, dossier)

    def last(self) -> int:
        """The sequence of the latest revision; 0 while there is none."""
        return self.mark().last

    def mark(self) -> Mark:
        """How far the log has come, and in which edition. One row: cheap enough to ask all the time."""
        with self._database.reading() as connection:
            last = connection.scalar(sa.select(counter.c.last)) or 0
            return Mark(last, self._database.edition(connection))

    def since(self, sequence: int, limit: int = ROWS) -> tuple[Revision, ...]:
        """The revisions that came after `sequence`, in order: sequence + 1, + 2, ..., at most `limit` of them."""
        return self._read(
            queries.everything().where(revisions.c.sequence > sequence).order_by(revisions.c.sequence).limit(limit)
        )

    def count(self, dossier: str) -> int:
        """How many items a dossier has or had."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).where(items.c.dossier == dossier)) or 0

    def current(self, dossier: str) -> Iterator[Revision]:
        """Yield the latest revision of every item that is there, in the order in which the items first came.

        They are of one moment, and are fetched as they are asked for. For a start from which nothing is missed: ask
        `last` before this, and go on with `since` that; what comes twice is the same.
        """
        query = (
            sa.select(*revisions.c)
            .join_from(items, revisions, items.c.latest == revisions.c.sequence)
            .where(items.c.dossier == dossier, revisions.c.body.is_not(None))
            .order_by(items.c.first)
        )
        with self._rows(query) as rows:
            yield from map(self._revision, rows)

    def at(
        self, dossier: str, sequence: int, kinds: Collection[str], names: Sequence[str] | None = None
    ) -> Iterator[Revision]:
        """Yield the items of these kinds as they were at `sequence`, as `current` does; if given, of `names` alone."""
        parts = [names[start : start + NAMES] for start in range(0, len(names), NAMES)] if names is not None else [None]
        for part in parts:
            with self._rows(queries.at(dossier, sequence, kinds, part)) as rows:
                yield from map(self._revision, rows)

    def numbers(self, dossier: str, sequence: int, kinds: Collection[str]) -> dict[tuple[str, str], int]:
        """The number of the latest revision of each item of these kinds at `sequence`, by its kind and id."""
        with self._database.reading() as connection:
            rows = connection.execute(queries.numbers_at(dossier, sequence, kinds))
            return {(row.kind, row.id): row.number for row in rows}

    def item(self, dossier: str, kind: str, id: str) -> Revision | None:  # noqa: A002 the item's own word
        """The latest revision of one item, also when that deleted it; None if it was never there."""
        found = self._read(queries.history(dossier, kind, id).order_by(revisions.c.number.desc()).limit(1))
        return found[0] if found else None

    def history(self, dossier: str, kind: str, id: str) -> tuple[Revision, ...]:  # noqa: A002 as above
        """Every revision of one item, the first one first."""
        return self._read(queries.history(dossier, kind, id).order_by(revisions.c.number))

    def feed(
        self, dossier: str, before: int | None = None, limit: int = 50, which: Which | None = None, skip: int = 0
    ) -> tuple[Revision, ...]:
        """The revisions in a dossier, newest first, from before sequence `before`; `skip` leaves out the first ones."""
        query = queries.chosen(queries.everything(), dossier, which).order_by(revisions.c.sequence.desc())
        query = query.limit(limit).offset(skip)
        return self._read(query if before is None else query.where(revisions.c.sequence < before))

    def feed_length(self, dossier: str, which: Which | None = None) -> int:
        """How many revisions of a dossier these are."""
        with self._database.reading() as connection:
            query: sa.Select[Any] = sa.select(sa.func.count()).select_from(revisions)
            return connection.scalar(queries.chosen(query, dossier, which)) or 0

    def withdrawn(self, dossier: str) -> tuple[Revision, ...]:
        """The items of a dossier that were deleted, each as it was before, in the order in which they first came."""
        before = revisions.alias()
        query = (
            sa.select(*before.c)
            .join_from(items, revisions, items.c.latest == revisions.c.sequence)
            .join(before, sa.and_(*(before.c[name] == items.c[name] for name in ("dossier", "kind", "id"))))
            .where(items.c.dossier == dossier, revisions.c.body.is_(None), before.c.number == revisions.c.number - 1)
            .order_by(items.c.first)
        )
        return self._read(query)

    def dossiers(self) -> tuple[str, ...]:
        """The ids of the dossiers in which anything is left, in alphabetical order."""
        found = []
        with self._database.reading() as connection:
            name = connection.scalar(queries.next_dossier(""))
            while name is not None:
                if connection.scalar(queries.anything_in(name)):
                    found.append(name)
                name = connection.scalar(queries.next_dossier(name))
        return tuple(sorted(found))

    @property
    def place(self) -> Place:
        """Where the log is kept."""
        url = self._database.engine.url
        file = Path(url.database) if self._database.sqlite and url.database else None
        return Place(self._database.name, file)

    def backup(self, path: Path) -> int:
        """Write the whole log to one file, which takes the place of what was there when it is complete.

        Returns how many revisions are in it. The same log gives the same bytes, from either database.

        Raises:
            BackupError: the file cannot be written.
        """
        with self._rows(queries.everything().order_by(revisions.c.sequence)) as rows:
            return backup.write(path, map(self._revision, rows))

    def restore(self, path: Path) -> int:
        """Put a backup back into this log, which must be empty; all of it or nothing. Returns how many revisions.

        Raises:
            BackupError: the file is no backup, not whole, or not valid; or there is something in the log.
        """
        with self._database.writing() as connection:
            backup.only_into_empty(connection.scalar(writes.counted()) or 0)
            return self._put_back(connection, path)

    def replace(self, path: Path, aside: Path) -> int:
        """Put a backup in the place of all that is in this log; `aside` becomes a copy of the database as it was.

        All of it or nothing; the texts that people keep for themselves stay. Whoever has read the log sees by its
        `mark` that it is another edition. Returns how many revisions were put back. For SQLite alone: on a server the
        backup goes into a database of its own.

        Raises:
            BackupError: the file is no backup, not whole, or not valid; or this log is on a server.
            LogUnavailableError: the copy cannot be made, or the database cannot be written.
        """
        if not self._database.sqlite:
            raise BackupError(
                "In PostgreSQL komt een reservekopie niet in de plaats van wat er staat. Maak een lege database, noem "
                "die in DEBATKIT_DATABASE en zet haar daar terug met: python -m debatkit restore BESTAND."
            )
        with self._database.writing() as connection:  # nobody else writes until this is done
            self._database.copy_to(aside)
            try:
                for table in (items, revisions):
                    connection.execute(sa.delete(table))
                connection.execute(sa.update(counter).values(last=0))
                self._database.next_edition(connection)
                return self._put_back(connection, path)
            except BaseException:
                aside.unlink(missing_ok=True)  # nothing was put aside: all is as it was
                raise

    def _put_back(self, connection: Connection, path: Path) -> int:
        count = 0
        for batch in backup.read(path, self._kinds):
            writes.write(connection, batch)
            count += len(batch)
        return count

    @contextlib.contextmanager
    def _rows(self, query: sa.Select[Any]) -> Iterator[sa.Result[Any]]:
        """The rows of a query as they are fetched; the connection is let go of also when not all were."""
        with (
            self._database.reading() as connection,
            contextlib.closing(connection.execution_options(yield_per=ROWS).execute(query)) as rows,
        ):
            yield rows

    def _read(self, query: sa.Select[Any]) -> tuple[Revision, ...]:
        with self._database.reading() as connection:
            return tuple(map(self._revision, connection.execute(query)))

    def _revision(self, row: sa.Row[Any]) -> Revision:
        values: tuple[Any, ...] = tuple(row)
        sequence, dossier, kind, name, number, author, time, origin, body = values
        return Revision(sequence, dossier, kind, name, number, author, time, origin, body, self._kinds)

    def _latest(self, connection: Connection, wanted: tuple[Draft, ...]) -> dict[Key, Revision]:
        """The latest revisions of the items that are to be changed, as far as they are there."""
        groups: dict[tuple[str, str], list[str]] = {}
        for draft in wanted:
            groups.setdefault(draft.change.key[:2], []).append(draft.change.id)
        found: dict[Key, Revision] = {}
        for (dossier, kind), names in groups.items():
            for start in range(0, len(names), NAMES):
                query = (
                    sa.select(*revisions.c)
                    .join_from(items, revisions, items.c.latest == revisions.c.sequence)
                    .where(items.c.dossier == dossier, items.c.kind == kind)
                    .where(items.c.id.in_(names[start : start + NAMES]))
                )
                for row in connection.execute(query):
                    revision = self._revision(row)
                    found[revision.key] = revision
        return found

    def _numbered(
        self, new: tuple[Draft, ...], latest: dict[Key, Revision], signed: Signature, last: int
    ) -> Iterator[Revision]:
        moment = (signed.time or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
        for sequence, draft in enumerate(new, last + 1):
            before = latest.get(draft.change.key)
            number = before.number + 1 if before else 1
            yield Revision(
                sequence, *draft.change.key, number, signed.author, moment, signed.origin, draft.text, self._kinds
            )


def _up_to_date(wanted: tuple[Draft, ...], latest: dict[Key, Revision]) -> tuple[Draft, ...]:
    """Return the drafts that change anything, if all of them start from the latest revision of their item."""
    new, conflicts = [], []
    for draft in wanted:
        theirs = latest.get(draft.change.key)
        if draft.text == (theirs.text if theirs else None):
            continue
        if draft.change.based_on == (theirs.number if theirs else 0):
            new.append(draft)
        else:
            conflicts.append(Conflict(draft.change, theirs))
    if conflicts:
        raise OutdatedError(tuple(conflicts))
    return tuple(new)
