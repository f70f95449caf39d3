"""Prints: paper that knows its age, for the eyes that it was printed for."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from debatkit.access import Viewer
from debatkit.editing.desk import Desk
from debatkit.editing.items import ALL_KINDS, PRINT
from debatkit.errors import NotAllowedError, NotFoundError, SheetError
from debatkit.model import Audience, Statement, Status
from debatkit.people import LOCAL_USER, Role, User
from debatkit.revisions.log import Log
from debatkit.sheets.changes import What
from debatkit.sheets.selection import PAPER, Layout, Selection
from debatkit.workspace import Workspace

READER = User("cas@min.nl", "Cas", Role.READER)
PUBLIC, INTERNAL = Viewer(Audience.PUBLIC), Viewer(Audience.INTERNAL)
QUESTION = "waarom-geen-raad"


@pytest.fixture
def workspace(folders, small, tmp_path, database):
    """The small dossier in a log, to change."""
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), getattr(folders, name), dirs_exist_ok=True)
    with Log.open(database(tmp_path, Path("nothing"), Path("nothing")), ALL_KINDS) as log:
        yield Workspace(folders.data, folders.qa, None, log)


@pytest.fixture
def prints(workspace):
    return workspace.prints(None, LOCAL_USER)


@pytest.fixture
def change(workspace):
    """A function that changes fields of a question: change(line=...)."""

    def changed(name=QUESTION, **fields):
        desk = workspace.desk(None, LOCAL_USER)
        revision = desk.revision("question", name)
        body = revision.body.model_copy(update=fields)
        desk.save([desk.change("question", name, body, revision.number)])
        workspace.refresh()

    return changed


def view(workspace, viewer=PUBLIC):
    return workspace.view(None, viewer)


def printed(workspace, prints, viewer=PUBLIC, **options):
    """The record of a print of everything."""
    return prints.make(view(workspace, viewer), Selection(), **options).record


def words(content):
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def test_each_audience_has_numbers_of_its_own(workspace, prints):
    """So that nobody who reads public lines can count internal prints; numbers have no gap and are given once."""
    made = [printed(workspace, prints, viewer) for viewer in (PUBLIC, INTERNAL, INTERNAL, PUBLIC)]

    assert [each.id for each in made] == ["a1", "b1", "b2", "a2"]
    assert len({prints.code(each) for each in made}) == 4


def test_a_print_says_on_its_paper_which_it_is(workspace, prints):
    """Its code is on every page, and it is registered with what stands on it, and where."""
    made = prints.make(view(workspace), Selection())
    pages = words(made.content).split("\f")[:-1]

    assert all(f"Afdruk {made.code}" in page for page in pages)
    assert made.record.by == LOCAL_USER.id
    for item in made.record.items:
        name = item.ref.partition(":")[2]
        assert 1 <= item.pages[0] <= item.pages[1] <= len(pages), name
    [item] = [each for each in made.record.items if each.ref == f"question:{QUESTION}"]
    question = view(workspace).spot(item.ref).title
    assert " ".join(question.split()[:3]) in " ".join(pages[item.pages[0] - 1].split())


@pytest.mark.parametrize("layout", PAPER)
def test_a_print_holds_until_something_on_it_changes(workspace, prints, change, layout):
    """In every layout; what does not stand on it does not count."""
    record = printed(workspace, prints, layout=layout)
    assert prints.standing(record).differences == ()

    change(avoid=(Statement(text="Dit is intern."),))
    assert prints.standing(record).holds

    change(line=Statement(text="Het kabinet heeft zich bedacht.", claim=False))
    standing = prints.standing(record)
    on_it = layout in (Layout.LIST, Layout.CARDS, Layout.SPEAKING)
    assert standing.holds is not on_it
    assert [each.ref for each in standing.differences] == ([f"question:{QUESTION}"] if on_it else [])


def test_it_says_what_became_of_each_item_and_when(workspace, prints, change):
    """Changed, of another status alone, new, and withdrawn; a status alone leaves every word what it was."""
    record = printed(workspace, prints)
    change(status=Status.COORDINATED)
    standing = prints.standing(record)
    assert [each.what for each in standing.differences] == [What.STATUS]
    assert standing.holds

    desk = workspace.desk(None, LOCAL_USER)
    old = desk.revision("question", QUESTION).body
    new = old.model_copy(update={"id": "een-nieuwe-vraag", "number": desk.free_number(old.recommendations)})
    desk.save([desk.change("question", QUESTION, None, 2), desk.change("question", new.id, new, 0)])
    workspace.refresh()
    standing = prints.standing(record)

    assert {each.ref: each.what for each in standing.differences} == {
        f"question:{new.id}": What.NEW,
        f"question:{QUESTION}": What.WITHDRAWN,
    }
    assert set(standing.since) == {f"question:{new.id}", f"question:{QUESTION}"}


def test_a_print_of_some_themes_is_compared_with_these(workspace, prints, change):
    """A new question elsewhere is no news for who has a part of the dossier in the folder."""
    chosen = view(workspace).spot(f"question:{QUESTION}").card
    others = tuple(card.number for card in view(workspace).cards if card.number != chosen.number)
    record = prints.make(view(workspace), Selection(recommendations=others)).record
    change(line=Statement(text="Het kabinet heeft zich bedacht.", claim=False))

    assert prints.standing(record).differences == ()


@pytest.mark.parametrize("layout", PAPER)
def test_what_was_put_together_by_hand_is_known_too(workspace, prints, layout):
    """A card's line that stands among questions is on a page, and its change is told."""
    card = next(each for each in view(workspace).cards if each.line and each.recommendation)
    selection = view(workspace).gathered([f"question:{QUESTION}", f"card:{card.id}"], layout)
    record = prints.make(view(workspace), selection, layout).record
    refs = {each.ref: each.pages for each in record.items}
    assert refs[f"card:{card.id}"]
    assert prints.standing(record).differences == ()

    desk = workspace.desk(None, LOCAL_USER)
    revision = desk.revision("position", card.position.id)
    line = Statement(text="Dit is nu anders.", claim=False)
    desk.save([desk.change("position", card.position.id, revision.body.model_copy(update={"line": line}), 1)])
    workspace.refresh()

    assert f"card:{card.id}" in {each.ref for each in prints.standing(record).differences if each.what is What.CHANGED}


def test_the_sheet_of_changes_has_what_differs_and_nothing_else(workspace, prints, change):
    """Old and new words beside each other, and the pages to take out."""
    record = printed(workspace, prints)
    before = view(workspace).spot(f"question:{QUESTION}").line.text
    change(line=Statement(text="Het kabinet heeft zich bedacht.", claim=False))
    [item] = [each for each in record.items if each.ref == f"question:{QUESTION}"]
    told = " ".join(words(prints.changes(record)).split())

    assert f"Wijzigingsblad bij afdruk {prints.code(record)}" in told
    assert f"Haal uit de map: bladzijde{'n' if item.pages[0] < item.pages[1] else ''} {item.pages[0]}" in told
    assert before.split()[-1].strip(".") in told
    assert "bedacht" in told
    others = [each for each in view(workspace).dossier.questions if each.id != QUESTION]
    assert not any(each.question in told for each in others)


def test_a_safe_print_has_a_copy_for_each_holder(workspace, prints):
    """Numbered, with the name on it; together they are one print."""
    made = prints.make(view(workspace), Selection(), safe=True, holders=["minister van  EZK", "", "Anna"])
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        texts = [" ".join(words(archive.read(name)).split()) for name in archive.namelist()]

    assert made.record.holders == ("minister van EZK", "Anna")
    assert "Exemplaar 1 van 2: minister van EZK" in texts[0]
    assert "Exemplaar 2 van 2: Anna" in texts[1]


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{spaced}", "afdruk {code}", "A1", "afdruk a1"])
def test_a_print_is_found_as_people_type_it(workspace, prints, typed):
    """With or without the dash, capitals or the letters."""
    record = printed(workspace, prints)
    code = prints.code(record)

    assert (
        prints.find(typed.format(code=code, lower=code.lower(), spaced=code.replace("-", " ")), Audience.PUBLIC)
        == record
    )


@pytest.mark.parametrize("typed", ["A1-QQ", "A2-BC", "afdruk A9"])
def test_a_slip_finds_no_other_print(workspace, prints, typed):
    """Letters that do not belong to the number are told."""
    printed(workspace, prints)

    with pytest.raises(NotFoundError, match="niet bekend"):
        prints.find(typed, Audience.PUBLIC)


@pytest.mark.parametrize("typed", ["A2", "B1", "AI", "11.1", "a1b2", ""])
def test_what_only_looks_like_a_number_is_a_word_to_search(workspace, prints, typed):
    """As long as no print has it."""
    printed(workspace, prints)

    assert prints.find(typed, Audience.PUBLIC) is None


def test_readers_learn_of_public_prints_and_public_lines_alone(workspace, prints, change):
    """An internal print is as unknown to them as one that never was, and internal changes are no changes."""
    theirs = workspace.prints(None, READER)
    internal = printed(workspace, prints, INTERNAL)
    public = printed(workspace, prints)
    told = []
    for code in (prints.code(internal), f"B9{prints.code(internal)[-3:]}"):
        with pytest.raises(NotFoundError) as caught:
            theirs.find(code, Audience.PUBLIC)
        told.append(str(caught.value))
    change(avoid=(Statement(text="Dit is intern."),), background=(Statement(text="Dit ook."),))

    assert told[0] == told[1]
    assert theirs.standing(public).differences == ()
    assert theirs.listed(Audience.PUBLIC) == ()
    with pytest.raises(NotAllowedError):
        theirs.standing(internal)
    assert prints.standing(internal).differences != ()


def test_what_became_internal_is_withdrawn_for_who_reads_public_lines(workspace, prints, change):
    """They cannot tell it from what is gone."""
    record = printed(workspace, prints)
    change(audience=Audience.INTERNAL)

    [difference] = workspace.prints(None, READER).standing(record).differences
    assert difference.what is What.WITHDRAWN


def test_readers_print_too_and_see_their_own(workspace):
    """Whoever holds paper must be able to ask whether it holds."""
    theirs = workspace.prints(None, READER)
    record = theirs.make(view(workspace), Selection()).record

    assert theirs.listed(Audience.PUBLIC) == (record,)


def test_what_cannot_be_set_is_not_registered(workspace, prints):
    """And a number that was given is not given again."""
    with pytest.raises(SheetError):
        prints.make(view(workspace), Selection(), Layout.OFFLINE, "pdf")
    with pytest.raises(SheetError):
        prints.make(view(workspace), Selection(), form="docx", safe=True)

    assert prints.listed(Audience.PUBLIC) == ()


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_other_files_are_registered_too(workspace, prints, form):
    """Without pages, which they do not have."""
    record = printed(workspace, prints, form=form)

    assert {each.pages for each in record.items} == {None}


def test_a_print_survives_a_backup(workspace, prints, tmp_path, database, change):
    """Paper in a folder must be known after the database was put back."""
    record = printed(workspace, prints)
    change(line=Statement(text="Het kabinet heeft zich bedacht.", claim=False))
    workspace.backups(LOCAL_USER).write(tmp_path / "kopie")
    (tmp_path / "nieuw").mkdir()
    with Log.open(f"sqlite:///{tmp_path}/nieuw/log.sqlite3", ALL_KINDS) as log:
        log.restore(tmp_path / "kopie")
        again = Workspace(tmp_path / "geen", tmp_path / "geen", None, log).prints("waterkade", LOCAL_USER)

        assert again.find(prints.code(record), Audience.PUBLIC) == record
        assert [each.what for each in again.standing(record).differences] == [What.CHANGED]


def test_a_print_is_no_news_in_other_windows(workspace, prints):
    """It changes nothing that anybody looks at, and is no part of the dossier's files."""
    desk = Desk(workspace._editing(), "waterkade", LOCAL_USER)
    before = workspace.change_mark(None), view(workspace), desk.feed()
    printed(workspace, prints)
    workspace.refresh()

    assert (workspace.change_mark(None), view(workspace)) == before[:2]
    assert PRINT not in {each.kind for each in desk.feed()}
