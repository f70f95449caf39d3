"""
Private: small texts that are one person's own, beside the log: work that is not saved yet, the last visit.

In goes a text under the name of a person, a dossier and the text itself; out comes what was put there last. It is no
history: a text is replaced and taken away. The one rule that must hold: who asks for one person's texts gets no
other's.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from debatkit.errors import InvalidChangeError, Refusal
from debatkit.revisions.database import Database
from debatkit.revisions.tables import private

LONGEST_TEXT = 1_000_000  # signs


@dataclass(frozen=True)
class Kept:
    """A text as it was kept, and when."""

    text: str
    time: datetime.datetime  # aware, in UTC


@dataclass(frozen=True)
class PrivateTexts:
    """The texts of one person in one dossier."""

    database: Database
    person: str
    dossier: str

    def get(self, name: str) -> Kept | None:
        """What was put under this name last; None if nothing is.

        Raises:
            LogUnavailableError: the database cannot be read.
        """
        with self.database.reading() as connection:
            row = connection.execute(sa.select(private.c.text, private.c.time).where(*self._here(name))).first()
        return Kept(row.text, row.time) if row else None

    def put(self, name: str, text: str) -> None:
        """Keep a text, in the place of what was there.

        Raises:
            InvalidChangeError: it is too long, or has a sign that a database cannot hold.
            LogUnavailableError: the database cannot be written.
        """
        with self.database.writing() as connection:
            self._write(connection, name, text)

    def change(self, name: str, how: Callable[[str | None], str]) -> None:
        """Replace a text by what `how` makes of it, as one action: two windows of one person do not undo each other.

        Raises:
            InvalidChangeError: it is too long, or has a sign that a database cannot hold.
            LogUnavailableError: the database cannot be written.
        """
        with self.database.writing() as connection:
            row = connection.execute(sa.select(private.c.text).where(*self._here(name)).with_for_update()).first()
            self._write(connection, name, how(row.text if row else None))

    def _write(self, connection: Connection, name: str, text: str) -> None:
        if len(text) > LONGEST_TEXT or "\0" in text or _has_half_signs(text):
            raise InvalidChangeError((Refusal("deze tekst is te lang, of bevat een teken dat niet te bewaren is"),))
        row = {"text": text, "time": datetime.datetime.now(datetime.UTC)}
        key = {"person": self.person, "dossier": self.dossier, "name": name}
        insert = self.database.insert(private).values({**key, **row})
        connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=row))

    def drop(self, name: str) -> None:
        """Forget a text, if it is there.

        Raises:
            LogUnavailableError: the database cannot be written.
        """
        with self.database.writing() as connection:
            connection.execute(sa.delete(private).where(*self._here(name)))

    def names(self) -> tuple[str, ...]:
        """The names under which this person keeps something here, in alphabetical order.

        Raises:
            LogUnavailableError: the database cannot be read.
        """
        query = sa.select(private.c.name).where(private.c.person == self.person, private.c.dossier == self.dossier)
        with self.database.reading() as connection:
            return tuple(sorted(connection.scalars(query)))

    def _here(self, name: str) -> tuple[sa.ColumnElement[bool], ...]:
        return private.c.person == self.person, private.c.dossier == self.dossier, private.c.name == name


def _has_half_signs(text: str) -> bool:
    """Whether a text has halves of signs in it, which no encoding can write."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)
