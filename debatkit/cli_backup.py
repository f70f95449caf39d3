"""
Command line, the log as one file: `backup` makes it, `restore` puts it back.

Neither looks at the folders: a backup goes into a new database before any file has been taken in.
"""

from __future__ import annotations

from pathlib import Path

import click

from debatkit.cli_log import acting
from debatkit.editing.backups import Backups, Restored
from debatkit.errors import NotFoundError
from debatkit.revisions.backup import BackupContents
from debatkit.settings import Settings
from debatkit.text import dutch_moment
from debatkit.workspace import open_log


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def backup_command(context: click.Context, file: Path) -> None:
    """Schrijf de hele geschiedenis van alle dossiers naar FILE, een reservekopie."""
    count = _backups(context).write(file)
    click.echo(f"{file}: {count} wijzigingen", err=True)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Ook als er al iets staat: dat wordt naast de database bewaard.")
@click.option("--check", "only_check", is_flag=True, help="Zeg alleen wat er in de reservekopie zit.")
@click.pass_context
def restore_command(context: click.Context, file: Path, replace: bool, only_check: bool) -> None:
    """Zet de reservekopie FILE terug in een lege database, of met --replace in de plaats van wat er staat."""
    backups = _backups(context)
    if only_check:
        _tell_contents(file, backups.contents(file))
        return
    _tell_restored(file, backups.restore(file, replace))


def _tell_contents(file: Path, found: BackupContents) -> None:
    until = f", tot en met {dutch_moment(found.until)}" if found.until else ""
    click.echo(f"{file}: {found.revisions} wijzigingen{until}")
    for dossier, count in found.dossiers.items():
        click.echo(f"{count:>8}  {dossier}")


def _tell_restored(file: Path, done: Restored) -> None:
    click.echo(f"{file}: {done.revisions} wijzigingen teruggezet", err=True)
    if done.aside:
        click.echo(f"Wat er stond, staat in {done.aside}", err=True)


def _backups(context: click.Context) -> Backups:
    chosen: Settings = context.obj
    given = context.find_root().params
    if given["data"] or given["qa"]:
        raise click.UsageError("Een reservekopie is van de database, niet van mappen. Laat --data en --qa weg.")
    log = open_log(chosen)
    if log is None:
        raise NotFoundError(f"Er is geen database: in de map {chosen.var} mag Debatkit niet schrijven.")
    return Backups(context.with_resource(log), acting(chosen, given["user"]))
