"""
Command line: the same library, for scripts, checks and people who like a terminal.

`--json` prints one JSON document on standard output and nothing else; messages go to standard error. Exit status: 0
good, 1 something is wrong with the content, 2 wrong use.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO, TypeVar

import click

from debatkit import cli_log, cli_search, settings
from debatkit.access import Viewer
from debatkit.cards import Card, Rung, card_data
from debatkit.cli_backup import backup_command, restore_command
from debatkit.cli_import import import_
from debatkit.cli_prints import PRINTS, print_command
from debatkit.editing.desk import Desk
from debatkit.editing.dossiers import Shelf
from debatkit.errors import DebatkitError, DossierError, NotFoundError
from debatkit.ladder import QUESTION
from debatkit.model import Audience, Status
from debatkit.prints import Prints
from debatkit.settings import Settings
from debatkit.sheets.document import STANCES
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.outputs import formats
from debatkit.sheets.selection import PAPER, Layout, Order, Selection
from debatkit.view import PlacedFinding, View
from debatkit.workspace import Workspace

FILES_ALONE = "debatkit.files_alone"  # whether the command line named folders
WORKSPACE = "debatkit.workspace"
USER = "debatkit.user"  # as whom somebody works
CommandT = TypeVar("CommandT", bound=Callable[..., Any])
AUDIENCES = click.Choice([audience.value for audience in Audience])

_dossier = click.option("--dossier", metavar="ID", help="Het dossier; weggelaten: het eerste.")
_audience = click.option(
    "--audience", type=AUDIENCES, default=Audience.PUBLIC.value, show_default=True, help="Voor wie: openbaar of intern."
)
_json = click.option("--json", "as_json", is_flag=True, help="Als JSON, en niets anders.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), help="Een map met dossiers, om te lezen zoals ze is.")
@click.option("--qa", type=click.Path(path_type=Path), help="Een map met verwachte vragen, om te lezen zoals ze is.")
@click.option("--var", type=click.Path(path_type=Path), help="De map voor de database en de zoekindex.")
@click.option("--user", metavar="ID", help="Werk als deze persoon uit het bestand met personen, met diens rol.")
@click.pass_context
def cli(context: click.Context, data: Path | None, qa: Path | None, var: Path | None, user: str | None) -> None:
    """Debatkit: kaarten, zoeken, controle en bladen voor een commissiedebat."""
    given = {name: str(path) for name, path in (("data", data), ("qa", qa), ("var", var)) if path}
    context.obj = settings.read(os.environ, {settings.name_of(name): path for name, path in given.items()})
    context.meta[FILES_ALONE] = bool(data or qa)
    context.meta[USER] = user
    context.meta[cli_log.DESK] = functools.partial(_desk, context)
    context.meta[PRINTS] = functools.partial(_prints, context)
    context.meta[cli_log.SHELF] = functools.partial(_shelf, context)


cli.add_command(backup_command)
cli.add_command(restore_command)
cli.add_command(print_command)


def _workspace(context: click.Context) -> Workspace:
    """The workspace of the settings; of the folders alone where the command line names some. One for each command."""
    if WORKSPACE not in context.meta:
        chosen: Settings = context.obj
        context.meta[WORKSPACE] = (
            Workspace(chosen.data, chosen.qa, chosen.var, pace=chosen.words_a_minute)
            if context.meta[FILES_ALONE]
            else Workspace.of(chosen)
        )
    found: Workspace = context.meta[WORKSPACE]
    return found


def _prints(context: click.Context, dossier: str | None) -> Prints:
    if context.meta[FILES_ALONE]:
        raise NotFoundError("Mappen die u noemt, worden gelezen zoals ze zijn. Laat --data en --qa weg.")
    return _workspace(context).prints(dossier, cli_log.acting(context.obj, context.meta[USER]))


def _view(context: click.Context, dossier: str | None, audience: str) -> View:
    user = cli_log.acting(context.obj, context.meta[USER])
    return _workspace(context).view(dossier, Viewer.of(user, Audience(audience)))


def _desk(context: click.Context, dossier: str) -> Desk:
    return _with_log(context).desk(dossier, cli_log.acting(context.obj, context.meta[USER]))


def _shelf(context: click.Context) -> Shelf:
    return _with_log(context).shelf(cli_log.acting(context.obj, context.meta[USER]))


def _with_log(context: click.Context) -> Workspace:
    if context.meta[FILES_ALONE]:
        raise NotFoundError("Mappen die u noemt, worden gelezen zoals ze zijn. Laat --data en --qa weg.")
    return _workspace(context)


@cli.command("cards")
@_dossier
@_audience
@_json
@click.pass_context
def cards_command(context: click.Context, dossier: str | None, audience: str, as_json: bool) -> None:
    """Toon de kaarten."""
    view = _view(context, dossier, audience)
    if as_json:
        _print([card_data(card) for card in view.cards])
        return
    for card in view.cards:
        _show_card(card)


def _show_card(card: Card) -> None:
    click.echo(f"{card.number:>3}  {card.title}: {card.heading}")
    stance = f"{STANCES[card.stance]}; " if card.recommendation else ""
    click.echo(f"     {stance}{len(card.questions)} vragen; {len(card.gaps)} ontbrekende punten")
    if card.line:
        click.echo(f"     {card.line.text}")


@cli.command("search")
@click.argument("query", required=False)
@click.option("--batch", type=click.File(encoding="utf-8-sig"), help="Een bestand met op elke regel een zoekvraag.")
@_dossier
@_audience
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hoeveel resultaten.")
@click.option("--explain", is_flag=True, help="Zeg bij elk resultaat welke woorden telden, waar en hoeveel.")
@_json
@click.pass_context
def search_command(
    context: click.Context,
    query: str | None,
    batch: TextIO | None,
    dossier: str | None,
    audience: str,
    limit: int,
    explain: bool,
    as_json: bool,
) -> None:
    """Zoek QUERY in kaarten, vragen en bronnen."""
    if query is not None and batch is None:
        asked = [query]
    elif query is None and batch is not None:
        asked = cli_search.lines(batch)
    else:
        raise click.UsageError("Geef een zoekvraag of --batch met een bestand, een van de twee.")
    view = _view(context, dossier, audience)
    view.wait_for_meaning(cli_search.telling())
    answers = cli_search.answers(view, asked, limit, explain)
    if as_json:
        _print(answers[0] if batch is None else answers)
        return
    for answer in answers:
        cli_search.show(answer)


@cli.command("check")
@_dossier
@_json
@click.pass_context
def check_command(context: click.Context, dossier: str | None, as_json: bool) -> None:
    """Zeg wat er ontbreekt of niet klopt; zonder --dossier in alle dossiers."""
    viewer = Viewer.of(cli_log.acting(context.obj, context.meta[USER]), Audience.INTERNAL)
    workspace = _workspace(context)
    if dossier and dossier not in workspace.dossiers and dossier not in workspace.refused:
        raise NotFoundError(f"Dossier '{dossier}' is er niet.")
    found = []
    for name, error in workspace.refused.items():
        if dossier in (None, name):
            found += [_mistake(error, place) for place in range(len(error.mistakes))]
    for name in workspace.dossiers:
        if dossier in (None, name):
            view = workspace.view(name, viewer)
            found += [_finding(each) for each in view.findings()]
    if as_json:
        _print(found)
    else:
        for each in found:
            line = f":{each['line']}" if each["line"] else ""
            click.echo(f"{each['severity']}  {each['file']}{line}  {each['message']}  [{each['rule']}]")
        errors = sum(each["severity"] == "error" for each in found)
        click.echo(f"{errors} fouten, {len(found) - errors} waarschuwingen", err=True)
    if any(each["severity"] == "error" for each in found):
        sys.exit(1)


def _mistake(error: DossierError, place: int) -> dict[str, Any]:
    mistake = error.mistakes[place]
    return {
        "severity": "error",
        "rule": "unreadable",
        "item": mistake.item,
        "file": mistake.file,
        "line": mistake.line,
        "message": mistake.message,
    }


def _finding(placed: PlacedFinding) -> dict[str, Any]:
    finding = placed.finding
    return {
        "severity": finding.severity.value,
        "rule": finding.rule,
        "item": finding.item,
        "file": placed.file,
        "line": placed.line,
        "message": finding.message,
    }


@cli.command("sheet")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Het bestand: .pdf, .docx, .html of .xlsx.")
@click.option(
    "--layout", type=click.Choice([layout.value for layout in Layout]), default=Layout.LIST.value, show_default=True
)
@_dossier
@click.option("--theme", "themes", multiple=True, metavar="T", help="Alleen dit thema; mag vaker.")
@click.option(
    "--recommendation", "recommendations", multiple=True, type=int, metavar="N", help="Alleen deze kaart; mag vaker."
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([each.value for each in Status]),
    help="Alleen vragen met deze status.",
)
@click.option(
    "--question", "questions", multiple=True, metavar="Q", help="Alleen deze vraag, met id of nummer; mag vaker."
)
@click.option("--ministry", "ministries", multiple=True, metavar="M", help="Alleen vragen van dit ministerie.")
@click.option("--speaker", "speakers", multiple=True, metavar="P", help="Alleen wat deze bewindspersoon beantwoordt.")
@click.option(
    "--order",
    type=click.Choice([each.value for each in Order]),
    default=Order.THEME.value,
    show_default=True,
    help="De volgorde; hand is die van --question.",
)
@click.option("--safe", is_flag=True, help="Draagveilig: om mee door een zaal te lopen; alleen een .pdf.")
@click.option("--copy", "holders", multiple=True, metavar="NAME", help="Voor wie een exemplaar is; mag vaker.")
@_audience
@click.pass_context
def sheet_command(
    context: click.Context,
    out: Path,
    layout: str,
    dossier: str | None,
    themes: tuple[str, ...],
    recommendations: tuple[int, ...],
    statuses: tuple[str, ...],
    questions: tuple[str, ...],
    ministries: tuple[str, ...],
    speakers: tuple[str, ...],
    order: str,
    safe: bool,
    holders: tuple[str, ...],
    audience: str,
) -> None:
    """Maak een blad en schrijf het naar een bestand; met een database wordt de afdruk geregistreerd."""
    form = out.suffix.lower().lstrip(".")
    possible = formats(Layout(layout))
    if form not in possible:
        raise click.UsageError(f"Geef --out een naam die eindigt op {', '.join('.' + each for each in possible)}.")
    view = _view(context, dossier, audience)
    for theme in themes:
        if theme not in view.dossier.theme_by_id:
            known = ", ".join(view.dossier.theme_by_id) or "dit dossier heeft geen thema's"
            raise NotFoundError(f"Het thema '{theme}' is er niet ({known}).")
    for number in recommendations:
        view.card(number)
    selection = Selection(
        themes,
        recommendations,
        tuple(Status(each) for each in statuses),
        questions=tuple(_question(view, each) for each in questions),
        ministries=_known("ministerie", ministries, (rung.question.ministry for rung in _rungs(view))),
        speakers=_known("spreker", speakers, (rung.question.speaker for rung in _rungs(view))),
        order=Order(order),
    )
    if (holders and not safe) or (safe and (form != "pdf" or Layout(layout) not in PAPER)):
        raise click.UsageError("Draagveilig is er voor een .pdf op papier; --copy hoort bij --safe.")
    files, code = _printed(context, dossier, view, selection, Layout(layout), form, safe, holders)
    for place, content in enumerate(files, 1):
        path = out if len(files) == 1 else out.with_stem(f"{out.stem}-{place}")
        try:
            path.write_bytes(content)
        except OSError as error:
            raise DebatkitError(f"Het bestand '{path}' kan niet worden geschreven ({error.strerror}).") from error
    made = view.document(selection, Layout(layout))
    told = f", afdruk {code}" if code else ""
    click.echo(f"{out}: {made.count}, {made.time} spreektijd{told}", err=True)


def _printed(
    context: click.Context,
    dossier: str | None,
    view: View,
    selection: Selection,
    layout: Layout,
    form: str,
    safe: bool,
    holders: tuple[str, ...],
) -> tuple[list[bytes], str]:
    """The files of a print and its code; without a code where nothing can be registered."""
    if _workspace(context).editable:
        made = _prints(context, dossier).make(view, selection, layout, form, safe, holders)
        return list(made.files.values()), made.code
    several = [
        Imprint(safe=safe, holder=holder, copy=copy, copies=len(holders)) for copy, holder in enumerate(holders, 1)
    ] or [Imprint(safe=safe)]
    return [view.sheet(selection, layout, form, imprint=each) for each in several], ""


def _rungs(view: View) -> Iterator[Rung]:
    return (rung for card in view.cards for rung in card.questions)


def _question(view: View, named: str) -> str:
    """The id of the question that is named by its id or its short number."""
    spot = view.numbered(named) or view.spot(f"{QUESTION}:{named}")
    if spot is None or spot.rung is None:
        raise NotFoundError(f"De vraag '{named}' is er niet in dit dossier.")
    return spot.rung.question.id


def _known(word: str, wanted: tuple[str, ...], there: Iterable[str | None]) -> tuple[str, ...]:
    """What is wanted, if there are questions of it."""
    known = set(filter(None, there)) if wanted else set()
    for each in wanted:
        if each not in known:
            raise NotFoundError(f"Er zijn geen vragen met {word} '{each}' ({', '.join(sorted(known)) or 'geen'}).")
    return wanted


for each in (*cli_log.COMMANDS, import_):
    cli.add_command(each)


def _print(data: Any) -> None:
    # As bytes: JSON is UTF-8, whatever this machine's terminal is.
    click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def main() -> NoReturn:
    """Run the command line; an error of ours is a sentence and status 1 (2 when what was named is not there)."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(2)
    except NotFoundError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except DebatkitError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    sys.exit(0)
