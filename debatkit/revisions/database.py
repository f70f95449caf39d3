"""
Database: an address becomes connections to SQLite or PostgreSQL, and what goes wrong there becomes a Dutch sentence.

    sqlite:///var/debatkit.sqlite3                     a file; its folder is made
    postgresql+psycopg://name:password@host/database   a server

`reading` sees one moment of the log; `writing` is one transaction, and at most one runs at a time once it holds the
counter. The rule that must hold: no message holds a password, and none holds a text of a dossier.
"""

from __future__ import annotations

import contextlib
import importlib
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from debatkit.errors import LogBusyError, LogError, LogUnavailableError
from debatkit.revisions.faults import Fault, fault

PATIENCE = 30.0  # seconds that a save or a start waits for others
CONNECT = 10  # seconds in which a server must answer
HOW = "Schrijf DEBATKIT_DATABASE als sqlite:///map/bestand.sqlite3 of postgresql+psycopg://naam:wachtwoord@server/database."
INSTALL = "pip install -r requirements-postgresql.txt"


@dataclass(frozen=True)
class Database:
    """A database that can be reached. `name` is what it is called in messages: no user, no password, no options."""

    engine: Engine
    name: str
    patience: float

    @property
    def sqlite(self) -> bool:
        """Whether this is a file of SQLite, rather than a server."""
        return self.engine.dialect.name == "sqlite"

    def insert(self, table: sa.Table) -> Any:
        """An insert in the database's own words, which can say what is done where there is such a row already."""
        # Each dialect has its own, and loading both would slow every start.
        return importlib.import_module(f"sqlalchemy.dialects.{self.engine.dialect.name}").insert(table)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with."""
        with self.told(), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection to write with; what was written is there for good when the block ends, or not at all.

        Raises:
            LogBusyError: others wrote for longer than `patience`.
            LogUnavailableError: the database cannot be written; says so when the outcome of a commit is not known.
        """
        engine = self.engine.execution_options(writing=True)
        with self.told(), engine.connect() as connection, contextlib.closing(connection.begin()) as transaction:
            if not self.sqlite:
                self._be_brief(connection)
            yield connection
            try:
                transaction.commit()
            except DBAPIError as error:
                raise LogUnavailableError(
                    f"{self._message(fault(error))} Het is niet zeker of de wijziging is opgeslagen: kijk dat na."
                ) from None

    def edition(self, connection: Connection) -> int:
        """A number that is another one after the log in this database was replaced as a whole; 0 until then."""
        return connection.scalar(sa.text("PRAGMA user_version")) or 0 if self.sqlite else 0

    def next_edition(self, connection: Connection) -> None:
        """Within a transaction: tell everyone who has read the log that it is another one. For SQLite alone."""
        connection.exec_driver_sql(f"PRAGMA user_version = {self.edition(connection) + 1}")

    def copy_to(self, path: Path) -> None:
        """Copy a database of SQLite, as it is at this moment, to a file that is not there yet.

        Raises:
            LogUnavailableError: it cannot be read, or the file cannot be written.
        """
        try:
            path.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise LogUnavailableError(
                f"Het bestand {path} kan niet worden gemaakt: {error.strerror or type(error).__name__}."
            ) from None
        try:
            with self.told(), contextlib.closing(sqlite3.connect(self.name, isolation_level=None)) as source:
                source.execute("VACUUM INTO ?", (str(path),))
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def _be_brief(self, connection: Connection) -> None:
        """Do not wait for others for ever, and do not keep them waiting when this process hangs or loses its line."""
        milliseconds = str(int(self.patience * 1000))
        names = ("lock_timeout", "idle_in_transaction_session_timeout")
        connection.execute(sa.select(*(sa.func.set_config(name, milliseconds, True) for name in names)))

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Tell in Dutch what the database refuses to do within the block."""
        try:
            yield
        except (DBAPIError, PoolTimeoutError, PendingRollbackError, sqlite3.Error) as error:
            found = fault(error)
            kind = LogBusyError if found is Fault.BUSY else LogUnavailableError
            raise kind(self._message(found)) from None

    def _message(self, found: Fault) -> str:
        return f"De database {self.name} {found.value}"


def connect(address: str, patience: float = PATIENCE) -> Database:
    """Return the database at an address.

    Raises:
        LogUnavailableError: it cannot be reached, is no database, or is of a kind that is not supported.
    """
    url = _url(address)
    database = _sqlite(url, patience) if url.get_backend_name() == "sqlite" else _postgresql(url, patience)
    try:
        with database.told():
            _prepare(database)
    except LogError:
        database.engine.dispose()
        raise
    return database


def _url(address: str) -> URL:
    try:
        url = sa.make_url(address)
    except (ArgumentError, ValueError):  # its message may repeat the address, password and all
        raise LogUnavailableError(f"Het adres van de database kan niet worden gelezen. {HOW}") from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise LogUnavailableError(f"Met een database van de soort '{url.drivername}' werkt Debatkit niet. {HOW}")
    return url


def _sqlite(url: URL, patience: float) -> Database:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise LogUnavailableError(f"Het adres van de database noemt geen bestand. {HOW}")
    path = Path(url.database)
    try:
        # Internal texts: for the app's own account. SQLite gives the files beside it the rights of this one.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError:
        raise LogUnavailableError(
            f"De map {path.parent} kan niet worden gemaakt of beschreven; kies een andere."
        ) from None
    engine = sa.create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": patience}, **_pool(patience)
    )
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, str(path), patience)


def _pool(patience: float) -> dict[str, Any]:
    """What holds for both: wait as long for a connection as for a lock, and keep texts out of error messages."""
    return {"pool_timeout": patience, "hide_parameters": True}


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # Python must not begin or commit on its own account
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # a commit is on the disk before it is acknowledged


def _begin_sqlite(connection: Connection) -> None:
    """Begin a write as a writer: one that reads first and writes later can be refused halfway."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(url: URL, patience: float) -> Database:
    host = url.host or url.query.get("host") or "deze machine"
    name = f"{url.database or url.username} op {host}{f':{url.port}' if url.port else ''}"
    settings: dict[str, Any] = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT}
    try:
        # Reading what is committed, statement by statement, is what the counter's lock relies on.
        engine = sa.create_engine(
            url, connect_args=settings, isolation_level="READ COMMITTED", pool_pre_ping=True, **_pool(patience)
        )
    except ImportError:
        raise LogUnavailableError(f"Voor PostgreSQL is psycopg nodig. Installeer het met: {INSTALL}") from None
    sa.event.listen(engine, "connect", _set_up_postgresql)
    return Database(engine, name, patience)


def _set_up_postgresql(connection: Any, _: object) -> None:
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _prepare(database: Database) -> None:
    """Look whether the database answers, and set what is set once."""
    if database.sqlite:
        _write_ahead(database)
        return
    with database.engine.connect() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise LogUnavailableError(
            f"De database {database.name} heeft de tekenset {encoding}; maak er een met UTF8: createdb --encoding=UTF8."
        )


def _write_ahead(database: Database) -> None:
    """Have readers not wait for a writer. SQLite does not wait for others when it changes this: so we do."""
    end = time.monotonic() + database.patience
    while True:
        raw = database.engine.raw_connection()
        try:
            if raw.cursor().execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",):
                return
            raise LogUnavailableError(
                f"De database {database.name} staat op een schijf die Debatkit niet kan delen; kies een eigen schijf."
            )
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > end:
                raise
        finally:
            raw.close()
        time.sleep(0.01)
