"""
Tables: how the log lies in the database, SQLite or PostgreSQL alike.

    revisions   the log itself: rows are added and never changed; `sequence` runs 1, 2, 3, ... without a gap
    items       derived from it, in the same transaction: the latest revision of each item, and its first
    counter     one row: the last sequence. Whoever writes holds this row until the commit, so that sequences are
                given out in the order of the commits
    private     beside the log: small texts that are one person's own, such as unsaved work. Changed, taken away, and in
                no backup
    choices     beside the log: how often a search led to an item. No person and no time is in it

A change here is a new file in migrations/versions and a new `SCHEMA`.
"""

from __future__ import annotations

import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

SCHEMA = "0003"  # the revision of Alembic that this code is written for
VERSION_TABLE = "log_version"


class UtcTime(TypeDecorator[datetime.datetime]):
    """An aware time, in UTC on the way in and out; SQLite itself knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:  # noqa: ARG002 SQLAlchemy's word
        """Give the database the time in UTC."""
        return value.astimezone(datetime.UTC) if value else None

    def process_result_value(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:  # noqa: ARG002 SQLAlchemy's word
        """Say of what the database gives that it is in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)


metadata = MetaData()

revisions = Table(
    "revisions",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("dossier", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("time", UtcTime, nullable=False),
    Column("origin", Text, nullable=False),
    # JSON as text: both databases give back exactly what was written, and it is parsed once, by the model.
    Column("body", Text),
    UniqueConstraint("dossier", "kind", "id", "number", name="revisions_of_an_item"),
    CheckConstraint("sequence > 0 AND number > 0", name="revisions_count_from_one"),
    Index("revisions_of_a_dossier", "dossier", "sequence"),
)

items = Table(
    "items",
    metadata,
    Column("dossier", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("first", BigInteger, nullable=False),  # the sequence of its first revision: the order of the items
    Column("latest", BigInteger, ForeignKey("revisions.sequence"), nullable=False),
    Index("items_in_order", "dossier", "first"),
)

counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="counter_has_one_row"),
)

private = Table(
    "private",
    metadata,
    Column("person", Text, primary_key=True),
    Column("dossier", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("time", UtcTime, nullable=False),
)

choices = Table(
    "choices",
    metadata,
    Column("dossier", Text, primary_key=True),
    Column("audience", Text, primary_key=True),
    Column("query", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)
