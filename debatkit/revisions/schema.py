"""
Schema: the tables of the log, brought up to date when it is opened.

    nothing there yet        the tables are made
    an older schema          the steps in migrations/versions are taken, all of them or none
    ours                     nothing is done, and Alembic is not even loaded
    a newer one, or another  refused
      program's tables

Of several processes that start together one does the work, and the others wait for it: in SQLite by the write lock, in
PostgreSQL by a lock with a number of our own.
"""

from __future__ import annotations

import threading
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from debatkit.errors import LogVersionError
from debatkit.revisions.database import Database
from debatkit.revisions.tables import SCHEMA, VERSION_TABLE

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 7_233_105_119  # any number that no other program on the server is likely to lock
_alembic = threading.Lock()  # Alembic keeps what it works on in a global


def bring_up_to_date(database: Database) -> None:
    """Make the tables, or change them to what this app is written for.

    Raises:
        LogVersionError: they belong to a newer Debatkit or to another program; nothing is changed.
        LogUnavailableError: they cannot be read, made or changed.
    """
    with database.reading() as connection:
        if _version(connection) == SCHEMA:
            return
    with _alembic, database.writing() as connection:
        if not database.sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        found = _version(connection)
        if found != SCHEMA:  # nobody did it while we waited
            _upgrade(connection, database.name, found)


def _version(connection: Connection) -> str | None:
    """The schema that the tables have; None before there are any."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    version = sa.table(VERSION_TABLE, sa.column("version_num", sa.Text))
    return connection.scalar(sa.select(version.c.version_num))


def _upgrade(connection: Connection, name: str, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise LogVersionError(
            f"De database {name} heeft versie {found}; deze Debatkit kent alleen tot en met {SCHEMA}. "
            "Werk Debatkit bij, of noem een andere database in DEBATKIT_DATABASE."
        )
    others = sa.inspect(connection).get_table_names()
    if found is None and others:
        raise LogVersionError(
            f"In de database {name} staan al tabellen van een ander programma ({', '.join(sorted(others)[:3])}). "
            "Noem een lege database in DEBATKIT_DATABASE."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
