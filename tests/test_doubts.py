"""Doubts: what somebody reported as not right is marked in every view that has it, and in no other."""

from __future__ import annotations

import io
import zipfile

import pytest

from debatkit.access import Viewer
from debatkit.editing.items import ALL_KINDS
from debatkit.model import Audience
from debatkit.people import LOCAL_USER, Role, User
from debatkit.revisions.log import Log
from debatkit.sheets.document import DOUBT
from debatkit.sheets.outputs import formats
from debatkit.sheets.selection import Layout, Selection
from debatkit.workspace import Workspace

READER = User("lezer", "Lezer", Role.READER)
QUESTION, CARD = "question:wat-kost-meten", "card:meten"
HIDDEN = [("question", "interne-vraag"), ("position", "standpunt-beheer")]
SHEETS = [(layout, form) for layout in Layout for form in formats(layout)]


@pytest.fixture
def served(small, tmp_path, database):
    """A function that gives another process of the app on one database, and ends it with the test."""
    logs = []

    def process(name="a"):
        (tmp_path / name).mkdir(exist_ok=True)
        logs.append(Log.open(database(tmp_path, small.data, small.qa), ALL_KINDS))
        return Workspace(small.data, small.qa, tmp_path / name, logs[-1])

    yield process
    for log in logs:
        log.close()


def eyes(workspace, audience=Audience.PUBLIC):
    return workspace.view(None, Viewer(audience))


def doubt(workspace, *items):
    for item in items:
        workspace.reports(None, LOCAL_USER).wrong(*item, "Dit klopt niet.")
    workspace.refresh()


def item_of(view, ref):
    return view.spot(ref).item


def test_a_doubt_is_in_every_process_and_goes_when_it_is_resolved(served):
    """The view stays the one it was, so its index does too; only what it says of itself is another."""
    here, there = served("a"), served("b")
    view = eyes(there)
    before, hits = view.sign, view.search("register")
    here.reports(None, READER).wrong(*item_of(view, QUESTION), "Dit klopt niet.")
    there.refresh()

    assert eyes(there) is view
    assert view.doubted == {QUESTION}
    assert view.sign != before
    assert view.search("register") == hits
    desk = here.desk(None, LOCAL_USER)
    desk.resolve(desk.comments()[0].id)
    there.refresh()
    assert (view.doubted, view.sign) == (frozenset(), before)


def test_a_position_marks_its_card(served):
    """And not the questions on it."""
    workspace = served()
    doubt(workspace, item_of(eyes(workspace), CARD))

    assert eyes(workspace).doubted == eyes(workspace, Audience.INTERNAL).doubted == {CARD}


def test_a_reader_cannot_tell_that_something_internal_is_doubted(served):
    """What they are shown, what makes their page draw itself anew, and every sheet: the same with it and without."""
    workspace = served()
    view = eyes(workspace)
    before = view.sign, view.document(Selection()).sections
    doubt(workspace, *HIDDEN)

    assert eyes(workspace, Audience.INTERNAL).doubted == {"question:interne-vraag", "card:beheer"}
    assert (view.doubted, view.sign, view.document(Selection()).sections) == (frozenset(), *before)


def test_a_mark_does_not_outlive_what_it_is_on(served):
    """A doubt on an item that is withdrawn marks nothing, and is no failure."""
    workspace = served()
    doubt(workspace, ("question", "wat-kost-meten"))
    desk = workspace.desk(None, LOCAL_USER)
    desk.save([desk.change("question", "wat-kost-meten", None, desk.revision("question", "wat-kost-meten").number)])
    workspace.refresh()

    assert eyes(workspace).doubted == eyes(workspace, Audience.INTERNAL).doubted == frozenset()


@pytest.mark.parametrize(("layout", "form"), SHEETS)
def test_every_sheet_has_the_mark(served, read, layout, form, moment):
    """Whichever of the card's line and its questions the layout has; without a doubt the words stand nowhere."""
    workspace = served()
    view = eyes(workspace)
    chosen = Selection(recommendations=(1,))
    before = read(view.sheet(chosen, layout, form, moment), form)
    doubt(workspace, item_of(view, QUESTION), item_of(view, CARD))
    after = read(view.sheet(chosen, layout, form, moment), form)

    assert DOUBT not in before
    assert DOUBT in after


@pytest.fixture
def read():
    """A function that gives what a sheet says, on one line."""
    import docx
    import openpyxl
    import pypdf

    def said(content, form):
        if form == "html":
            return content.decode()
        if form == "pdf":
            return " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages).split())
        if form == "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(content)).active
            return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        assert docx.Document(io.BytesIO(content))
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()

    return said
