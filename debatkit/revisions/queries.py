"""
Queries: what the log asks of the database, the same in SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from debatkit.revisions.records import Which
from debatkit.revisions.tables import items, revisions


def everything() -> sa.Select[Any]:
    """Every column of every revision."""
    return sa.select(*revisions.c)


def history(dossier: str, kind: str, name: str) -> sa.Select[Any]:
    """Every revision of one item."""
    return everything().where(revisions.c.dossier == dossier, revisions.c.kind == kind, revisions.c.id == name)


def chosen(query: sa.Select[Any], dossier: str, which: Which | None) -> sa.Select[Any]:
    """Of a query, what is of a dossier, and which of it."""
    query = query.where(revisions.c.dossier == dossier)
    if which is None:
        return query
    query = query.where(revisions.c.kind.in_(sorted(which.kinds)), revisions.c.sequence > which.after)
    return query.where(revisions.c.author != which.but_by) if which.but_by else query


def numbers_at(dossier: str, sequence: int, kinds: Collection[str]) -> sa.Select[Any]:
    """The number of the latest revision of each item of these kinds, of those up to `sequence`."""
    columns = (revisions.c.kind, revisions.c.id)
    return (
        sa.select(*columns, sa.func.max(revisions.c.number).label("number"))
        .where(revisions.c.dossier == dossier, revisions.c.sequence <= sequence, revisions.c.kind.in_(sorted(kinds)))
        .group_by(*columns)
    )


def at(dossier: str, sequence: int, kinds: Collection[str], names: Collection[str] | None) -> sa.Select[Any]:
    """The items of these kinds (and names) as they were at `sequence`, in the order in which they first came."""
    then = numbers_at(dossier, sequence, kinds)
    if names is not None:
        then = then.where(revisions.c.id.in_(names))
    last = then.subquery()
    return (
        everything()
        .join_from(last, revisions, sa.and_(*(revisions.c[name] == last.c[name] for name in ("kind", "id", "number"))))
        .join(items, sa.and_(*(items.c[name] == revisions.c[name] for name in ("dossier", "kind", "id"))))
        .where(revisions.c.dossier == dossier, revisions.c.body.is_not(None))
        .order_by(items.c.first)
    )


def next_dossier(after: str) -> sa.Select[Any]:
    """The next name in the order of the database: one look in an index, however much stands under each."""
    return sa.select(sa.func.min(items.c.dossier)).where(items.c.dossier > after)


def anything_in(dossier: str) -> sa.Select[Any]:
    """Whether any item of a dossier is there."""
    there = (
        sa.select(items.c.id)
        .join_from(items, revisions, items.c.latest == revisions.c.sequence)
        .where(items.c.dossier == dossier, revisions.c.body.is_not(None))
    )
    return sa.select(there.exists())
