"""
Command line, what comes in: a dossier's files, or a sheet that was edited in Word, as changes to be seen and made.

One road for all: what is proposed is shown, and only with `--apply` appended, as the acting user.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from debatkit import text
from debatkit.cli_log import SHELF, GetShelf, desk_of, dossier_option, show_differences
from debatkit.editing import exchange, items, wording
from debatkit.editing.desk import Desk
from debatkit.editing.exchange import Proposal
from debatkit.errors import DebatkitError, NotFoundError
from debatkit.intake import word
from debatkit.model import Dossier
from debatkit.revisions.records import Revision


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@dossier_option
@click.option("--apply", "wanted", is_flag=True, help="Voer de wijzigingen door; anders worden ze alleen getoond.")
@click.option("--overwrite", is_flag=True, help="Ook waar iemand het onderdeel na de export in de app wijzigde.")
@click.pass_context
def import_(context: click.Context, file: Path, dossier: str, wanted: bool, overwrite: bool) -> None:
    """Vergelijk FILE met wat er is: een map of zip met een dossier, of een blad dat in Word is gewijzigd."""
    if file.is_file() and file.suffix.lower() == f".{word.ENDING}":
        _hand_in(desk_of(context, dossier), file, wanted)
        return
    incoming = exchange.read(file, dossier)
    try:
        desk = desk_of(context, dossier)
    except NotFoundError:
        count = _take_in(context, incoming.dossier, wanted)
    else:
        count = _take_over(desk, incoming, wanted, overwrite)
    _tell(count, wanted)


def _tell(count: int, wanted: bool) -> None:
    told = "1 wijziging" if count == 1 else f"{count} wijzigingen"
    click.echo(f"{told}, {'doorgevoerd' if wanted else 'niet doorgevoerd: voeg --apply toe'}", err=True)


def _hand_in(desk: Desk, file: Path, wanted: bool) -> None:
    """Take over what was edited in a Word file; exit status 1 where a part of it is not taken over."""
    try:
        back = word.returned(desk, file.read_bytes())
    except OSError as error:
        raise DebatkitError(f"'{file}' kan niet worden gelezen ({os.strerror(error.errno or 0)}).") from error
    for each in back.proposals:
        _show_proposal(each)
    if wanted and back.proposals:
        exchange.apply(desk, back.proposals)
    for told in back.told:
        click.echo(text.capital(told), err=True)
    for refused in back.refused:
        click.echo(f"niet overgenomen: {refused}", err=True)
        for where, said in (("in het bestand", refused.in_file), ("in de app", refused.in_app)):
            click.echo(f"     {where}: {said or '(leeg)'}".replace("\n", "\n       "), err=True)
    _tell(len(back.proposals), wanted)
    if back.refused:
        sys.exit(1)


def _show_proposal(each: Proposal) -> None:
    became = "nieuw" if each.before is None else "ingetrokken" if each.after is None else "gewijzigd"
    click.echo(f"{became}: {each.kind} {each.id}" + (f" ({_changed(each.overtaken)})" if each.overtaken else ""))
    show_differences(wording.difference(each.before, each.after))


def _take_in(context: click.Context, dossier: Dossier, wanted: bool) -> int:
    """Make a dossier that is not there; how many items it has."""
    get: GetShelf = context.meta[SHELF]
    shelf = get()
    shelf.require_new(dossier.id)
    made = items.taken_apart(dossier)
    for kind, name in made:
        click.echo(f"nieuw: {kind} {name}")
    if wanted:
        shelf.take_in(dossier)
    return len(made)


def _take_over(desk: Desk, incoming: exchange.Incoming, wanted: bool, overwrite: bool) -> int:
    """Change what the file has otherwise; how many items that are. What only the app changed since, stays."""
    found = exchange.proposals(desk, incoming)
    kept = [] if overwrite else [each for each in found if each.overtaken and each.untouched]
    proposed = [each for each in found if each not in kept]
    for each in kept:
        click.echo(f"blijft: {each.kind} {each.id} ({_changed(each.overtaken)}; in het bestand niet)")
    for each in proposed:
        _show_proposal(each)
    if wanted and not overwrite and incoming.base is not None:
        _refuse_overtaken(proposed)
    if wanted and proposed:
        exchange.apply(desk, proposed)
    return len(proposed)


def _changed(revision: Revision | None) -> str:
    """Who changed an item in the app, and when."""
    assert revision is not None
    done = "ingetrokken" if revision.deleted else "gewijzigd"
    return f"in de app {done} door {revision.author}, {text.dutch_moment(revision.time)}"


def _refuse_overtaken(proposed: list[Proposal]) -> None:
    """Raise where an item was changed in the app as well as in the file, after the export."""
    if both := [f"{each.kind} {each.id}" for each in proposed if each.overtaken]:
        raise DebatkitError(
            "Er is niets doorgevoerd. Na de export is dit in de app gewijzigd, en in het bestand ook: "
            f"{', '.join(both)}. Hierboven staat wat de app heeft [-zo-] en het bestand {{+zo+}}. Breng die in het "
            "bestand in overeenstemming, of voeg --overwrite toe om te nemen wat in het bestand staat."
        )
