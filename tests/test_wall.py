"""
The wall: the same requests, with and without the internal items in the dossier, give a reader the same bytes.

Beside the small dossier stands one that never held anything internal: `bare`, cut from its parts without the gate. What
a reader of public lines asks of the one they ask of the other; times are fixed. tests/pages/test_page_wall.py asks the
pages.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from debatkit import cli
from debatkit.access import Viewer
from debatkit.cards import card_data, coverage, to_do
from debatkit.editing.items import ALL_KINDS
from debatkit.errors import DebatkitError
from debatkit.model import Audience, Dossier, Question, Statement
from debatkit.people import LOCAL_USER, Role, User
from debatkit.readiness import drill, grid
from debatkit.revisions.log import Log
from debatkit.sheets.outputs import formats
from debatkit.sheets.selection import Layout, Order, Selection
from debatkit.view import View
from debatkit.workspace import Workspace
from tests.conftest import INTERNAL_IDS, INTERNAL_WORDS, SMALL, Folders, write_dossier

READER = User("lia@min.nl", "Lia", Role.READER)
TODAY = datetime.date(2024, 7, 1)
QUERIES = (
    *INTERNAL_WORDS,
    *INTERNAL_IDS,
    "kade",
    "kademuur meten",
    "registr",
    "kadergister",
    "sleutel kwijt",
    "wie betaalt dat",
    "Waarom richt u geen waterkaderaad op?",
    '"wat kost het meten"',
    "2.2",
    "tweede potje",
    "kosmische straling",
    "",
)
REFS = (
    *(f"question:{name}" for name in (*INTERNAL_IDS, "waarom-nu", "wat-kost-meten", "register-en-beheer", "niets")),
    *(f"card:{name}" for name in ("meten", "kaderegister", "beheer", "algemene-lijn", "standpunt-beheer", "niets")),
)
PACKED = re.compile(rb"<dcterms:(?:created|modified)[^<]*<")
NUMBERS = tuple(f"{card}.{number}" for card in range(5) for number in range(4))
SELECTIONS = (
    Selection(),
    Selection(order=Order.SPEAKER),
    Selection(themes=("samenwerking",)),
    Selection(recommendations=(3,)),
)


def told(view: View) -> Iterator[tuple[object, object]]:
    """What a reader can ask of a view in words, and what each answers."""
    yield "revision", view.revision
    yield "cards", [card_data(card) for card in view.cards]
    yield "headings", [(card.heading, card.gaps, card.sources, coverage(card)) for card in view.cards]
    yield "to do", to_do(view.cards)
    for query in QUERIES:
        hits = view.search(query, 500)
        yield query, [_hit(view, hit) for hit in hits]
        yield (query, "nearest"), view.nearest_words(query)
        yield (query, "theme, owner"), (view.nearest_theme(hits), view.owner(hits))
    for name in (*REFS, *NUMBERS):
        spot = view.spot(name) or view.numbered(name)
        yield name, spot and (spot.ref, spot.label, spot.title, spot.line)
    yield "a link", [spot.ref for spot in view.spots(REFS)]
    yield "practice", [drill(view.cards, seed) for seed in range(5)]
    table = grid(view.cards, TODAY)
    yield "coverage", [[(cell.angle, cell.drafts, cell.overdue, cell.ready) for cell in row] for _, row in table.rows]
    for selection in SELECTIONS:
        yield (selection, "left out"), [view.left_out(selection, layout) for layout in Layout]


WAYS = {"concepts", "candidate", "helping"}  # where an entry lies in its index: not told, and other in each index


def _hit(view: View, hit: Any) -> object:
    parts = {each.name: getattr(hit, each.name) for each in dataclasses.fields(hit) if each.name not in WAYS}
    return parts, hit.title, hit.snippet, view.explain(hit), hit.entry.data


def reader(folders: Folders) -> View:
    return folders.workspace().view(SMALL, Viewer.of(READER, Audience.PUBLIC))


def same(one: View, other: View) -> None:
    """Whether two views tell a reader the same, question by question."""
    for (asked, answer), (_, expected) in zip(told(one), told(other), strict=True):
        assert answer == expected, asked


def test_what_is_cut_is_what_is_internal(bare, small_dossier, internal_ids, internal_words):
    """The dossier beside has none of it; and all that is public."""
    text = bare.read().model_dump_json()

    assert [word for word in (*internal_words, *internal_ids) if f'"{word}"' in text or f" {word} " in text] == []
    assert [item.id for item in bare.read().items()] == [
        item.id for item in small_dossier.items() if item.id not in internal_ids
    ]


def test_a_view_tells_the_same(small, bare):
    """Cards, results with scores and snippets, proposed words, short numbers, links, practice, coverage, the name."""
    same(reader(small), reader(bare))


@pytest.mark.parametrize(("layout", "form"), [(layout, form) for layout in Layout for form in formats(layout)])
def test_paper_is_the_same(small, bare, moment, layout, form):
    """Every layout in every format, the file for without a network among them: the same bytes."""
    for selection in SELECTIONS:
        made = [_unpacked(reader(folders).sheet(selection, layout, form, moment), form) for folders in (small, bare)]

        assert made[0] == made[1], selection


def _unpacked(content: bytes, form: str) -> object:
    """A Word or Excel file by its parts, without the times at which it was packed; anything else as it is."""
    if form not in ("docx", "xlsx"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: PACKED.sub(b"", parts.read(name)) for name in parts.namelist()}


COMMANDS = (
    ["cards"],
    ["cards", "--json"],
    *(["search", query, "--json", "--explain"] for query in ("kade", "nachtwaker", "wie betaalt dat", "interne-vraag")),
    ["search", "olifantenpaadjes"],
    ["sheet", "--out", "blad.html", "--recommendation", "9"],
    ["sheet", "--out", "blad.html", "--theme", "schaduwdossier"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_command_line_says_the_same(small, bare, tmp_path, monkeypatch, capfdbinary, command):
    """On both of its channels, with the same status."""
    monkeypatch.setenv("DEBATKIT_VAR", str(tmp_path))
    said = []
    for folders in (small, bare):
        arguments = ["--data", str(folders.data), "--qa", str(folders.qa), *command]
        monkeypatch.setattr(sys, "argv", ["debatkit", *arguments])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        said.append((caught.value.code, *capfdbinary.readouterr()))

    assert said[0] == said[1]
    assert any(said[0][1:])


def test_an_error_does_not_tell_what_is_there(small, moment):
    """Asking for something internal is refused as asking for what nobody ever wrote is, but for the name."""
    view, workspace = reader(small), small.workspace()
    asked = {
        "a folder": lambda name: view.gathered([f"question:{name}", f"card:{name}"]),
        "a sheet": lambda name: view.sheet(Selection(questions=(name,), order=Order.HAND), moment=moment),
        "a desk": lambda name: workspace.desk(SMALL, READER).revision("question", name),
        "findings": lambda _: view.findings(),
        "tasks": lambda _: view.tasks(),
    }
    for what, work in asked.items():
        for name in INTERNAL_IDS:
            assert _answer(work, name).replace(name, "nergens") == _answer(work, "nergens"), (what, name)


def _answer(work: Callable[[str], object], name: str) -> str:
    try:
        return repr(work(name))
    except DebatkitError as error:
        return f"{type(error).__name__}: {error}"


@pytest.fixture
def kept(tmp_path, small, bare, database):
    """Two workspaces with a log and an index on disk: of the small dossier, and of the one beside it."""
    made = []
    for name, folders in (("small", small), ("bare", bare)):
        place = tmp_path / name
        place.mkdir()
        log = Log.open(database(place, folders.data, folders.qa), ALL_KINDS)
        made.append(Workspace(folders.data, folders.qa, place, log))
    yield made
    for workspace in made:
        workspace._ledger.log.close()


def test_what_a_reader_keeps_is_shown_the_same(kept):
    """Pins, recents and a folder with everything in it, and what searches led to: only what the gate lets through."""
    shown = []
    for workspace in kept:
        own, latches = workspace.own(SMALL, READER), workspace.latches(SMALL)
        for ref in REFS:
            own.pin(ref)
            own.opened(ref)
            own.put(ref)
            for _ in range(3):
                latches.note(Audience.INTERNAL, "kade", ref)
        view = workspace.view(SMALL, Viewer.of(READER, Audience.PUBLIC))
        shelf = own.shelf
        groups = (shelf.pins, shelf.recents, shelf.folder.items)
        shown.append([[(spot.ref, spot.line) for spot in view.spots(refs)] for refs in groups])
        shown[-1].append(latches.first(view.audience, "kade"))
        shown[-1].append(view.gathered(shelf.folder.items))

    assert shown[0] == shown[1]


@pytest.mark.parametrize("name", ["wat-kost-meten", "register-en-beheer", "waarom-nu"])
def test_what_became_internal_was_never_there(kept, tmp_path, name):
    """After a public question became internal, or was withdrawn, a reader has what a dossier without it gives."""
    whole, beside = kept
    for each in kept:
        list(told(each.view(SMALL, Viewer.of(READER, Audience.PUBLIC))))  # an index on disk that holds it
    desk = whole.desk(SMALL, LOCAL_USER)
    revision = desk.revision("question", name)
    assert isinstance(revision.body, Question)
    hidden = revision.body.model_copy(update={"audience": Audience.INTERNAL})
    desk.save([desk.change("question", name, hidden, revision.number)])
    gone = beside.desk(SMALL, LOCAL_USER)
    gone.save([gone.change("question", name, None, gone.revision("question", name).number)])
    for each in kept:
        each.refresh()
    never = beside.view(SMALL, Viewer()).dossier.model_copy()
    fresh = write_dossier(Dossier.model_validate(never.model_dump(exclude_none=True)), Folders(tmp_path / "fresh"))
    now = reader(fresh)

    for each in kept:
        same(each.view(SMALL, Viewer.of(READER, Audience.PUBLIC)), now)


def test_what_was_printed_tells_the_same(kept):
    """The number of a print, what its register says, and what became of it: internal items change none of it."""
    found = []
    for workspace in kept:
        prints, view = workspace.prints(SMALL, READER), workspace.view(SMALL, Viewer.of(READER, Audience.PUBLIC))
        colleague = workspace.prints(SMALL, LOCAL_USER)
        colleague.make(workspace.view(SMALL, Viewer(Audience.INTERNAL)), Selection())
        record = prints.make(view, Selection()).record
        desk = workspace.desk(SMALL, LOCAL_USER)
        for name, fields in (("waarom-nu", {"avoid": (Statement(text="Dit is intern."),)}), ("wat-kost-meten", {})):
            revision = desk.revision("question", name)
            assert isinstance(revision.body, Question)
            body = revision.body.model_copy(update=fields or {"question": "Wat kost het meten nu?"})
            desk.save([desk.change("question", name, body, revision.number)])
        workspace.refresh()
        standing = prints.standing(record)
        listed = [each.id for each in prints.listed(Audience.INTERNAL)]
        told = _answer(lambda code, prints=prints: prints.find(code, Audience.PUBLIC), "B1-QQ")
        pages = [(each.ref, each.pages) for each in record.items]
        found.append((record.id, pages, listed, told, standing.differences, set(standing.since)))

    assert found[0] == found[1]
    # What was approved is a draft again, whatever was changed: that is public.
    assert {each.ref: each.what.value for each in found[0][4]} == {
        "question:wat-kost-meten": "changed",
        "question:waarom-nu": "status",
    }


def test_an_internal_change_is_no_sign_for_a_reader(kept):
    """What tells an open page of a reader to draw itself anew stays as it is when something internal changes."""
    workspace, _ = kept
    before = workspace.view(SMALL, Viewer.of(READER, Audience.PUBLIC)).revision
    desk = workspace.desk(SMALL, LOCAL_USER)
    revision = desk.revision("question", "interne-vraag")
    assert isinstance(revision.body, Question)
    changed = revision.body.model_copy(update={"question": "Waar is de sleutel?"})
    desk.save([desk.change("question", "interne-vraag", changed, revision.number)])
    workspace.refresh()

    assert workspace.view(SMALL, Viewer.of(READER, Audience.PUBLIC)).revision == before
