"""
Choices: how often a search led to an item, beside the log.

In goes a query with the item that was chosen; out comes a count. The one rule that must hold: it counts items, never
people. A row has no person and no time, so that it cannot tell who searched for what, or when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from debatkit.revisions.database import Database
from debatkit.revisions.tables import choices


@dataclass(frozen=True)
class Choice:
    """A query, the item that it led to, in which view, and how often."""

    audience: str
    query: str
    item: str
    count: int


@dataclass(frozen=True)
class Choices:
    """The choices that were made in one dossier."""

    database: Database
    dossier: str

    def count(self, audience: str, query: str, item: str) -> None:
        """Count one more.

        Raises:
            LogUnavailableError: the database cannot be written.
        """
        key = {"dossier": self.dossier, "audience": audience, "query": query, "item": item}
        insert = self.database.insert(choices).values({**key, "count": 1})
        one_more = {"count": choices.c.count + 1}
        with self.database.writing() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=one_more))

    def of(self, audience: str, query: str) -> tuple[Choice, ...]:
        """What a query led to in a view, the most often first.

        Raises:
            LogUnavailableError: the database cannot be read.
        """
        return self._read(choices.c.audience == audience, choices.c.query == query)

    def all(self) -> tuple[Choice, ...]:
        """Every choice, the most often first.

        Raises:
            LogUnavailableError: the database cannot be read.
        """
        return self._read()

    def forget(self, audience: str | None = None, query: str | None = None) -> None:
        """Forget what a query led to in a view; without them, everything.

        Raises:
            LogUnavailableError: the database cannot be written.
        """
        given = {choices.c.audience: audience, choices.c.query: query}
        where = [column == value for column, value in given.items() if value is not None]
        with self.database.writing() as connection:
            connection.execute(sa.delete(choices).where(choices.c.dossier == self.dossier, *where))

    def _read(self, *where: Any) -> tuple[Choice, ...]:
        columns = (choices.c.audience, choices.c.query, choices.c.item, choices.c.count)
        query = (
            sa.select(*columns)
            .where(choices.c.dossier == self.dossier, *where)
            .order_by(choices.c.count.desc(), choices.c.query, choices.c.item)
        )
        with self.database.reading() as connection:
            return tuple(Choice(*row) for row in connection.execute(query))
