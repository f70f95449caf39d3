"""
Writes: what the log asks of the database when it adds revisions.

All of it within one transaction, which holds the counter from its beginning: `counted` is asked first.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from debatkit.errors import OvertakenError
from debatkit.revisions.drafts import Draft
from debatkit.revisions.records import Revision
from debatkit.revisions.tables import counter, items, revisions


def counted() -> sa.Select[Any]:
    """The last sequence, held until the transaction ends: whoever writes waits here."""
    return sa.select(counter.c.last).with_for_update()


def nothing_since(connection: Connection, new: tuple[Draft, ...], as_of: int) -> None:
    """Do nothing if no revision came into the dossiers of these drafts after `as_of`.

    Raises:
        OvertakenError: one did.
    """
    for dossier in sorted({draft.change.dossier for draft in new}):
        query = sa.select(sa.func.max(revisions.c.sequence)).where(revisions.c.dossier == dossier)
        if (connection.scalar(query) or 0) > as_of:
            raise OvertakenError(dossier, as_of)


def write(connection: Connection, written: tuple[Revision, ...]) -> None:
    """Add the revisions, and bring along what is derived from them. They are in order of sequence."""
    columns = ("sequence", "dossier", "kind", "id", "number", "author", "time", "origin")
    rows = [{**{name: getattr(each, name) for name in columns}, "body": each.text} for each in written]
    connection.execute(sa.insert(revisions), rows)
    first = [each for each in written if each.number == 1]
    later = [each for each in written if each.number > 1]
    if first:
        fields = ({"dossier": e.dossier, "kind": e.kind, "id": e.id, "first": e.sequence} for e in first)
        connection.execute(sa.insert(items), [{**each, "latest": each["first"]} for each in fields])
    if later:
        same: dict[str, sa.BindParameter[str]] = {
            name: sa.bindparam(f"the_{name}") for name in ("dossier", "kind", "id")
        }
        query = sa.update(items).where(*(items.c[name] == value for name, value in same.items()))
        values = [{"the_dossier": e.dossier, "the_kind": e.kind, "the_id": e.id, "now": e.sequence} for e in later]
        connection.execute(query.values(latest=sa.bindparam("now")), values)
    connection.execute(sa.update(counter).values(last=written[-1].sequence))
