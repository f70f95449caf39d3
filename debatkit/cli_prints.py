"""
Command line, for what was printed: which prints there are, and whether one still holds.

A print is registered by `sheet`, where there is a database. Exit status 1 says that a print no longer holds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from debatkit.editing.items import Print
from debatkit.errors import DebatkitError, NotFoundError
from debatkit.model import Audience
from debatkit.prints import Prints, Standing
from debatkit.sheets.changes import WHAT_NAMES
from debatkit.sheets.selection import LAYOUT_NAMES, Layout
from debatkit.text import dutch_moment

GetPrints = Callable[[str | None], Prints]
PRINTS = "debatkit.prints"  # what gives the acting user's prints of a dossier


@click.command("print")
@click.argument("code", required=False)
@click.option("--dossier", metavar="ID", help="Het dossier; weggelaten: het eerste.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Openbare afdrukken, of ook interne.",
)
@click.option("--changes", type=click.Path(path_type=Path), metavar="FILE.pdf", help="Schrijf het wijzigingsblad.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON, en niets anders.")
@click.pass_context
def print_command(
    context: click.Context, code: str | None, dossier: str | None, audience: str, changes: Path | None, as_json: bool
) -> None:
    """Zeg of de afdruk CODE nog geldt, en wat er anders is; zonder CODE: welke afdrukken er zijn."""
    get: GetPrints = context.find_root().meta[PRINTS]
    prints = get(dossier)
    if code is None:
        if changes:
            raise click.UsageError("Geef het nummer van de afdruk waarvan u het wijzigingsblad wilt.")
        _show_list(prints, Audience(audience), as_json)
        return
    record = prints.find(code, Audience(audience))
    if record is None:
        raise NotFoundError(f"'{code}' is geen nummer van een afdruk. Een nummer is bijvoorbeeld A17-KX.")
    standing = prints.standing(record)
    if changes:
        _write(changes, prints.changes(record))
    if as_json:
        _print({**_row(prints, record), "holds": standing.holds, "differences": _differences(standing)})
    else:
        _show(prints, standing)
    if not standing.holds:
        sys.exit(1)


def _show_list(prints: Prints, audience: Audience, as_json: bool) -> None:
    rows = [_row(prints, record) for record in prints.listed(audience)]
    if as_json:
        _print(rows)
        return
    for record in prints.listed(audience):
        made = f"{dutch_moment(record.time)}  {LAYOUT_NAMES[Layout(record.layout)]} ({record.form}), {record.by}"
        click.echo(f"{prints.code(record):<10}  {made}")
    if not rows:
        click.echo("Er is nog niets afgedrukt.", err=True)


def _show(prints: Prints, standing: Standing) -> None:
    click.echo(f"Afdruk {standing.code} van {prints.told(standing.record)}: {_verdict(standing)}")
    for each in standing.differences:
        pages = f", bladzijde {each.pages[0]}" if each.pages else ""
        when = standing.since.get(each.ref)
        since = f", {dutch_moment(when)}" if when else ""
        click.echo(f"     {WHAT_NAMES[each.what]}: {each.label} {each.title}{pages}{since}")


def _verdict(standing: Standing) -> str:
    if standing.holds:
        return "nog geldig"
    count = len(standing.differences)
    return "1 onderdeel is anders" if count == 1 else f"{count} onderdelen zijn anders"


def _row(prints: Prints, record: Print) -> dict[str, Any]:
    return {
        "code": prints.code(record),
        "time": record.time.isoformat(),
        "by": record.by,
        "audience": record.audience.value,
        "layout": record.layout,
        "form": record.form,
        "safe": record.safe,
        "holders": list(record.holders),
        "items": [{"ref": each.ref, "revision": each.revision, "pages": each.pages} for each in record.items],
    }


def _differences(standing: Standing) -> list[dict[str, Any]]:
    found = []
    for each in standing.differences:
        when = standing.since.get(each.ref)
        row = {"ref": each.ref, "what": each.what.value, "number": each.label, "title": each.title, "pages": each.pages}
        found.append({**row, "since": when.isoformat() if when else None})
    return found


def _write(path: Path, content: bytes) -> None:
    if path.suffix.lower() != ".pdf":
        raise click.UsageError("Geef --changes een naam die eindigt op .pdf.")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise DebatkitError(f"Het bestand '{path}' kan niet worden geschreven ({error.strerror}).") from error


def _print(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace"))
