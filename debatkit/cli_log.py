"""
Command line, for what is in the log: who changed what, and a dossier's files out of it.

These work on the database of the settings. Where the command line names folders to be read as they are, they refuse.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from debatkit import people, settings, text
from debatkit.editing import exchange, wording
from debatkit.editing.desk import Desk
from debatkit.editing.dossiers import Shelf
from debatkit.editing.wording import Change, FieldDifference
from debatkit.errors import DebatkitError, NotFoundError, UnreadableRevisionError
from debatkit.people import LOCAL_USER, User
from debatkit.revisions.records import Revision
from debatkit.settings import Settings

MARKS = {Change.SAME: "{}", Change.GONE: "[-{}-]", Change.NEW: "{{+{}+}}"}

dossier_option = click.option("--dossier", metavar="ID", required=True, help="Het dossier.")
GetDesk = Callable[[str], Desk]
GetShelf = Callable[[], Shelf]
DESK = "debatkit.desk"  # what gives the acting user's desk in a dossier
SHELF = "debatkit.shelf"  # what gives the shelf of all dossiers, to who may manage them


def acting(chosen: Settings, name: str | None) -> User:
    """Who is at work: the person of that name in the file of people, else whoever sits at this machine.

    Raises:
        NotFoundError: nobody of that name has a role.
        SettingsError: the file of people cannot be read.
    """
    if name is None:
        return LOCAL_USER
    found = people.read_people(chosen.people).find(name) if chosen.people else None
    if found is None:
        raise NotFoundError(
            f"'{name}' heeft geen rol: zet deze persoon in het bestand van {settings.name_of('people')}."
        )
    return found


def desk_of(context: click.Context, dossier: str) -> Desk:
    """The acting user's desk in a dossier."""
    get: GetDesk = context.meta[DESK]
    return get(dossier)


@click.command("history")
@click.argument("item")
@dossier_option
@click.option("--json", "as_json", is_flag=True, help="Als JSON, en niets anders.")
@click.pass_context
def history(context: click.Context, item: str, dossier: str, as_json: bool) -> None:
    """Toon alle versies van ITEM, met wat er veranderde."""
    desk = desk_of(context, dossier)
    found = _versions(desk, item)
    if as_json:
        rows = [_row(each, before) for before, each in zip([None, *found], found, strict=False)]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2).encode("utf-8"))
        return
    for before, each in zip([None, *found], found, strict=False):
        done = ", ingetrokken" if each.deleted else ""
        click.echo(f"versie {each.number}  {text.dutch_moment(each.time)}  {each.author} ({each.origin}{done})")
        show_differences(_difference(before, each))


@click.command("export")
@dossier_option
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Een map, of een zipbestand.")
@click.pass_context
def export(context: click.Context, dossier: str, out: Path) -> None:
    """Schrijf het hele dossier, ook de interne delen."""
    whole = desk_of(context, dossier).dossier
    try:
        if out.suffix == ".zip":
            out.write_bytes(exchange.zipped(whole))
        elif out.suffix:
            raise click.UsageError("Geef --out een map, of een bestand dat op .zip eindigt.")
        else:
            exchange.write(whole, out)
    except OSError as error:
        raise DebatkitError(f"'{out}' kan niet worden geschreven ({os.strerror(error.errno or 0)}).") from error
    click.echo(f"{out}: {len(whole.questions)} vragen", err=True)


def _versions(desk: Desk, item: str) -> tuple[Revision, ...]:
    kinds = {kind for kind, name in desk.state.latest if name == item}
    kinds |= {each.kind for each in desk.withdrawn() if each.id == item}
    found = [each for kind in sorted(kinds) for each in desk.history(kind, item)]
    if not found:
        raise NotFoundError(f"'{item}' is er niet, en is er nooit geweest.")
    return tuple(found)


def _difference(before: Revision | None, after: Revision) -> tuple[FieldDifference, ...]:
    same = before is not None and before.key == after.key
    try:
        return wording.difference(before.body if before and same else None, after.body)
    except UnreadableRevisionError:
        return ()


def _row(revision: Revision, before: Revision | None) -> dict[str, Any]:
    changes = [
        {"field": each.name, "runs": [{"change": run.change.value, "text": run.text} for run in each.runs]}
        for each in _difference(before, revision)
    ]
    return {
        "kind": revision.kind,
        "id": revision.id,
        "number": revision.number,
        "author": revision.author,
        "time": revision.time.isoformat(),
        "origin": revision.origin,
        "deleted": revision.deleted,
        "changes": changes,
    }


def show_differences(differences: tuple[FieldDifference, ...]) -> None:
    """Each field that differs, with what went and what came between marks."""
    for each in differences:
        words = "".join(MARKS[run.change].format(run.text) for run in each.runs)
        click.echo(f"     {each.label}: {words}".replace("\n", "\n       "))


COMMANDS = (history, export)
