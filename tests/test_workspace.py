"""Workspace: serves what can be served, says why the rest can not, and takes up what changes on disk."""

from __future__ import annotations

import os
import threading

import pytest

from debatkit.access import Viewer
from debatkit.editing.items import ALL_KINDS
from debatkit.errors import DossierError, NotFoundError
from debatkit.model import Audience, Status
from debatkit.people import LOCAL_USER
from debatkit.revisions.log import Log
from debatkit.sheets.selection import Layout, Selection
from debatkit.workspace import Workspace

SMALL = "waterkade"
NAME = "data/waterkade/debate.yaml"


def touch_later(folders, name):
    """Make sure that the time of change differs, however coarse the clock."""
    path = folders.root / name
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))


def test_the_dossiers_are_told_with_their_titles(small_workspace):
    """What can be chosen has a name for people."""
    assert small_workspace.dossiers == {"waterkade": "Kabinetsreactie op het advies 'De kade op orde'"}
    assert small_workspace.refused == {}


def test_views_are_made_once_and_shared(small_workspace):
    """Every session of one audience gets the same view."""
    viewer = Viewer(Audience.PUBLIC)

    assert small_workspace.view("waterkade", viewer) is small_workspace.view(None, Viewer(Audience.PUBLIC))
    assert small_workspace.view("waterkade", viewer) is not small_workspace.view("waterkade", Viewer(Audience.INTERNAL))


def test_what_is_not_there_is_told_in_a_sentence(small_workspace, public):
    """A dossier or card that does not exist is an error of ours, not a failure."""
    with pytest.raises(NotFoundError, match=r"Dossier 'weg' is er niet\."):
        small_workspace.view("weg", Viewer())
    with pytest.raises(NotFoundError, match="Kaart 99 is er niet"):
        public.card(99)


def test_no_dossier_at_all_is_told(folders):
    """An empty folder is where everyone begins."""
    with pytest.raises(NotFoundError, match="Er is nog geen dossier"):
        folders.workspace().view(None, Viewer())


def test_a_missing_folder_is_told_and_does_not_stop_the_app(folders):
    """The workspace is there, with the reason why nothing can be served."""
    workspace = Workspace(folders.root / "weg", folders.qa)

    assert workspace.dossiers == {}
    with pytest.raises(DossierError, match="deze map is er niet"):
        workspace.view(None, Viewer())


def test_a_bad_dossier_is_refused_and_the_good_one_served(copy):
    """The first that can be served is the one that is shown when none is named."""
    copy.write("data/aaa/debate.yaml", "id: [")
    workspace = copy.workspace()

    assert workspace.view(None, Viewer()).dossier.id == "waterkade"
    with pytest.raises(DossierError, match="'aaa' kan niet worden gelezen"):
        workspace.view("aaa", Viewer())


def test_a_change_on_disk_is_taken_up(copy):
    """After a refresh the new text is on the cards, in the search and in the revision."""
    workspace = copy.workspace()
    before = workspace.view(None, Viewer())
    copy.replace("data/waterkade/recommendations.yaml", "Meet elke kademuur", "Inspecteer elke kademuur")
    touch_later(copy, "data/waterkade/recommendations.yaml")

    workspace.refresh()
    after = workspace.view(None, Viewer())

    assert after.card(1).heading.startswith("Inspecteer")
    assert after.search("inspecteer")[0].entry.id == "meten"
    assert after.revision != before.revision
    assert before.card(1).heading.startswith("Meet")


def test_nothing_is_read_again_while_nothing_changes(copy):
    """A refresh on every page costs next to nothing."""
    workspace = copy.workspace()
    view = workspace.view(None, Viewer())

    workspace.refresh()

    assert workspace.view(None, Viewer()) is view


def test_a_dossier_that_breaks_is_refused_and_comes_back_when_mended(copy):
    """A mistake in a text editor takes the dossier out until it is mended."""
    workspace = copy.workspace()
    copy.replace(NAME, "kind: commissiedebat", "kind: commissie: debat")
    touch_later(copy, NAME)
    workspace.refresh()

    assert list(workspace.refused) == ["waterkade"]

    copy.replace(NAME, "kind: commissie: debat", "kind: commissiedebat")
    touch_later(copy, NAME)
    workspace.refresh()

    assert list(workspace.dossiers) == ["waterkade"]


def test_a_new_dossier_and_a_removed_one_are_taken_up(copy):
    """Folders come and go while the app runs."""
    workspace = copy.workspace()
    header = (copy.root / NAME).read_text(encoding="utf-8").replace("id: waterkade", "id: nieuw", 1)
    copy.write("data/nieuw/debate.yaml", header)
    workspace.refresh()

    assert list(workspace.refused) == ["nieuw"]  # its citations lead to sources that it does not have

    (copy.data / "nieuw" / "debate.yaml").unlink()
    (copy.data / "nieuw").rmdir()
    workspace.refresh()

    assert list(workspace.refused) == []


def test_the_revision_is_that_of_what_the_viewer_sees(copy):
    """A change in an internal part does not show in the public revision."""
    workspace = copy.workspace()
    before = [workspace.view(None, Viewer(audience)).revision for audience in Audience]
    copy.replace("data/waterkade/remarks.yaml", "struikelblok", "struikelblokje")
    touch_later(copy, "data/waterkade/remarks.yaml")
    workspace.refresh()
    after = [workspace.view(None, Viewer(audience)).revision for audience in Audience]

    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]


def test_several_sessions_may_ask_at_once(copy):
    """One index is made, whoever comes first, and everyone gets the same answer."""
    workspace = copy.workspace()
    found = []
    sessions = [
        threading.Thread(target=lambda: found.append(workspace.view(None, Viewer()).search("kade"))) for _ in range(8)
    ]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join()

    assert len(found) == 8
    assert all(each == found[0] for each in found)


def test_a_finding_about_the_debate_itself_has_a_place(copy):
    """A milestone is in debate.yaml."""
    copy.replace(NAME, "- text: De reactie ging naar de Kamer.", "- text: De 17 reacties gingen naar de Kamer.")

    [placed] = copy.view(Audience.INTERNAL).findings()

    assert (placed.finding.item, placed.file) == (None, NAME)
    assert placed.line == copy.line(NAME, "De 17 reacties")


# What is chosen, and what is said to be left out of the public sheet by someone who may switch to the internal view.
LEFT_OUT = [
    (Selection(), Layout.LIST, "Niet op dit blad: 1 intern."),
    (Selection(recommendations=(1,)), Layout.LIST, "Niet op dit blad: 3 buiten deze keuze."),
    (Selection(recommendations=(2,)), Layout.LIST, "Niet op dit blad: 1 intern, 3 buiten deze keuze."),
    (Selection(), Layout.PRESS, "Op dit blad staan alleen de woordvoeringslijnen, geen vragen."),
]


@pytest.mark.parametrize(("selection", "layout", "expected"), LEFT_OUT)
def test_one_line_says_what_is_left_out(public, internal, selection, layout, expected):
    """How many questions, and why."""
    assert public.left_out(selection, layout, internal) == expected


def test_to_a_reader_of_public_lines_no_number_tells_of_internal_questions(public):
    """Without the internal view only what the reader may see is counted."""
    assert public.left_out(Selection()) == ""
    assert "intern" not in public.left_out(Selection(recommendations=(2,)))


def test_states_that_were_not_chosen_are_counted_by_name(internal):
    """Who prints what is approved reads how many drafts are not on it."""
    said = internal.left_out(Selection(statuses=(Status.APPROVED,)))

    assert said.startswith("Niet op dit blad: ")
    assert "concept" in said


def test_an_exercise_is_no_change_for_who_looks(small, tmp_path, database):
    """Its counts are kept, and no open window is drawn anew for them; anything else that is written is told."""
    with Log.open(database(tmp_path, small.data, small.qa), ALL_KINDS) as log:
        workspace = Workspace(small.data, small.qa, log=log)
        before = workspace.change_mark(None)
        workspace.practised(SMALL, 1, found=True)
        workspace.refresh()

        assert workspace.desk(None, LOCAL_USER).state.practice == {1: (1, 1)}
        assert workspace.change_mark(None) == before
        workspace.desk(None, LOCAL_USER).add_keyword("wat-kost-meten", "kadegeld")
        assert workspace.change_mark(None) != before
