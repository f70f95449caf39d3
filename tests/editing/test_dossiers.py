"""Dossiers: new ones, one for the next debate, archived and shown again; and names that are never given twice."""

from __future__ import annotations

import datetime
import shutil

import pytest

from debatkit import checks, files
from debatkit.access import Viewer
from debatkit.editing.desk import Desk
from debatkit.editing.dossiers import TEMPLATES, Shelf, plan
from debatkit.editing.ledger import Ledger
from debatkit.errors import InvalidChangeError, NotAllowedError, NotFoundError
from debatkit.model import Audience, Stance, Status
from debatkit.workspace import Workspace

SMALL = "waterkade"
VALUES = {
    "id": "sluizen-2025",
    "title": "Voortgang sluizen",
    "subject": "Sluizen en stuwen",
    "committee": "Oevers",
    "date": "2025-02-03",
}
TODAY = datetime.date(2024, 5, 1)

# What is wrong in the form, and words of what is said.
WRONG = [
    ({"id": "Sluizen 2025"}, "de korte naam mag alleen kleine letters"),
    ({"id": ""}, "de korte naam"),
    ({"id": "a" * 81}, "de korte naam is te lang"),
    ({"title": "  "}, "de titel is leeg"),
    ({"subject": ""}, "het onderwerp is leeg"),
    ({"committee": ""}, "de commissie is leeg"),
    ({"kind": ""}, "de soort is leeg"),
    ({"date": None}, "de datum moet een volledige datum zijn"),
    ({"title": "a\x00b"}, "de titel bevat een onzichtbaar stuurteken"),
]


@pytest.fixture
def shelf(ledger, coordinator):
    return Shelf(ledger, coordinator)


@pytest.fixture
def wanted():
    return plan(VALUES)


@pytest.mark.parametrize("name", ["contributor", "reader"])
def test_only_a_coordinator_manages_dossiers(ledger, request, name):
    """Everyone else is refused at the door."""
    with pytest.raises(NotAllowedError, match="coördinator"):
        Shelf(ledger, request.getfixturevalue(name))


@pytest.mark.parametrize(("values", "told"), WRONG)
def test_what_is_wrong_is_told_in_words_of_the_form(values, told):
    """No name of a key is in it."""
    with pytest.raises(InvalidChangeError, match=told):
        plan({**VALUES, **values})


def test_all_that_is_wrong_is_told_at_once():
    """Who fills in a form mends it in one go."""
    with pytest.raises(InvalidChangeError) as caught:
        plan({**VALUES, "id": "", "title": "", "date": "morgen"})

    assert len(caught.value.refusals) == 3


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_dossier_holds_what_was_given_and_nothing_else(shelf, ledger, wanted, template):
    """Headings, the debate, and a general line that is still to be said: no text that nobody wrote."""
    shelf.create(wanted, TEMPLATES[template])
    dossier = ledger.state(wanted.id).dossier

    assert (dossier.title, dossier.debate.title) == ("Voortgang sluizen", "Sluizen en stuwen")
    assert (dossier.debate.kind, dossier.debate.date) == ("commissiedebat", datetime.date(2025, 2, 3))
    assert tuple(theme.title for theme in dossier.themes) == TEMPLATES[template]
    [line] = dossier.positions
    assert (line.line, line.stance, line.status) == (None, Stance.UNKNOWN, Status.DRAFT)
    assert dossier.questions == dossier.recommendations == dossier.sources == dossier.remarks == ()
    assert [each for each in checks.findings(dossier) if each.severity is checks.Severity.ERROR] == []


def test_a_new_dossier_can_be_worked_on_and_shown(shelf, log, copied, wanted, coordinator):
    """It is in the workspace beside the others, with a card for its general line, and a desk."""
    shelf.create(wanted, ("Uitvoering",))
    workspace = Workspace(copied.data, copied.qa, log=log)

    assert workspace.dossiers[wanted.id] == "Voortgang sluizen"
    assert [card.number for card in workspace.view(wanted.id, Viewer(Audience.INTERNAL)).cards] == [0]
    desk = workspace.desk(wanted.id, coordinator)
    desk.comment("theme", "uitvoering", "Wie schrijft dit?")
    assert {each.author for each in desk.feed()} == {coordinator.id}


def test_a_new_dossier_is_written_and_read_as_files(shelf, ledger, wanted, tmp_path):
    """What the app makes can be exported."""
    shelf.create(wanted, TEMPLATES["Reactie op een advies"])
    dossier = ledger.state(wanted.id).dossier
    files.write_dossier(dossier, tmp_path / "uit" / "data", tmp_path / "uit" / "qa")

    written = files.read_dossier(tmp_path / "uit" / "data" / wanted.id, tmp_path / "uit" / "qa" / wanted.id)
    assert written.dossier == dossier


def test_a_heading_that_cannot_be_one_is_refused(shelf, ledger, wanted):
    """Nothing is made."""
    with pytest.raises(InvalidChangeError, match="het bevat een onzichtbaar stuurteken"):
        shelf.create(wanted, ("Geld", "a\x00b"))

    assert not ledger.state(wanted.id).there


def test_headings_that_look_alike_are_two(shelf, ledger, wanted):
    """In the order in which they were given, each under a name of its own."""
    shelf.create(wanted, ("Geld", "geld", "Algemene lijn", "漢字"))
    themes = ledger.state(wanted.id).dossier.themes

    assert [each.title for each in themes] == ["Geld", "geld", "Algemene lijn", "漢字"]
    assert len({each.id for each in themes}) == 4


def test_a_name_is_given_once(shelf, ledger, wanted, copied):
    """Not that of a dossier that is there, nor of an archived one, nor of a folder that is yet to be read."""
    shelf.create(wanted)
    shelf.archive(wanted.id)
    (copied.qa / "map").mkdir()
    for name in (wanted.id, SMALL, "map"):
        with pytest.raises(InvalidChangeError, match=f"er is of was al een dossier '{name}'"):
            shelf.create(wanted.model_copy(update={"id": name}))
        with pytest.raises(InvalidChangeError, match=f"er is of was al een dossier '{name}'"):
            shelf.copy(SMALL, wanted.model_copy(update={"id": name}))


def test_a_copy_is_the_same_dossier_for_the_next_debate(shelf, ledger, wanted):
    """Every text and source, in the same order; all of it a draft, and nothing of the debate before."""
    before = ledger.state(SMALL).dossier
    shelf.copy(SMALL, wanted)
    after = ledger.state(wanted.id).dossier

    assert (after.id, after.title, after.debate.title) == ("sluizen-2025", "Voortgang sluizen", "Sluizen en stuwen")
    assert (after.debate.time, after.debate.earlier_dates, after.debate.citations) == (None, (), ())
    assert after.debate.ministries == before.debate.ministries
    for name in ("themes", "recommendations", "remarks", "sources", "milestones"):
        assert getattr(after, name) == getattr(before, name)
    for name in ("questions", "positions"):
        drafts = [each.model_copy(update={"status": Status.DRAFT}) for each in getattr(before, name)]
        assert list(getattr(after, name)) == drafts
    assert {each.status for each in before.questions} != {Status.DRAFT}


def test_comments_and_history_stay_with_the_dossier_they_are_about(shelf, ledger, desk, wanted, coordinator):
    """The copy begins anew."""
    desk.comment("question", "waarom-geen-raad", "Korter graag.")
    shelf.copy(SMALL, wanted)
    copied = Desk(ledger, wanted.id, coordinator)

    assert copied.comments() == ()
    assert [each.number for each in copied.history("question", "waarom-geen-raad")] == [1]
    assert {each.origin for each in copied.feed(limit=500)} == {"copy"}


def test_the_dossier_that_was_copied_does_not_change(shelf, ledger, wanted):
    """Nor does it follow the copy later."""
    before = ledger.state(SMALL)
    shelf.copy(SMALL, wanted)

    assert ledger.state(SMALL) is before


def test_an_archived_dossier_is_kept_and_not_shown(shelf, log, copied, coordinator, ledger):
    """It is in the list, and in no view or desk; shown again it is as it was."""
    before = ledger.state(SMALL).dossier
    shelf.archive(SMALL, TODAY)
    workspace = Workspace(copied.data, copied.qa, log=log)

    assert [(each.id, each.archived) for each in shelf.listed()] == [(SMALL, TODAY)]
    assert workspace.dossiers == {}
    with pytest.raises(NotFoundError):
        workspace.desk(SMALL, coordinator)

    workspace.shelf(coordinator).bring_back(SMALL)
    workspace.refresh()

    assert workspace.shelf(coordinator).listed()[0].archived is None
    assert workspace.desk(SMALL, coordinator).dossier == before


def test_archiving_twice_is_archiving_once(shelf, log):
    """So is bringing back; and it can go on for ever."""
    for _ in range(2):
        for act in (shelf.archive, shelf.bring_back):
            act(SMALL)
            last = log.last()
            act(SMALL)
            assert log.last() == last


def test_mistakes_in_the_files_of_an_archived_dossier_bother_nobody(shelf, log, copied):
    """They are told again when it is shown again."""
    shelf.archive(SMALL)
    copied.write("data/waterkade/debate.yaml", "id: [stuk\n")
    workspace = Workspace(copied.data, copied.qa, log=log)
    assert workspace.refused == {}

    shelf.bring_back(SMALL)
    workspace.refresh()

    assert list(workspace.refused) == [SMALL]


def test_the_list_shows_what_is_shown_first(shelf, wanted):
    """With what one knows a dossier by."""
    shelf.create(wanted)
    shelf.archive(SMALL, TODAY)
    first, second = shelf.listed()

    assert (first.id, first.title, first.questions) == ("sluizen-2025", "Voortgang sluizen", 0)
    assert (second.id, second.header.debate.date) == (SMALL, datetime.date(2024, 3, 14))
    assert second.questions > 0


@pytest.mark.parametrize("act", ["archive", "bring_back"])
def test_a_dossier_that_is_not_there_is_told(shelf, act, wanted):
    """In a sentence; nor can it be copied."""
    with pytest.raises(NotFoundError, match="Dossier 'weg' is er niet"):
        getattr(shelf, act)("weg")
    with pytest.raises(NotFoundError, match="Dossier 'weg' is er niet"):
        shelf.copy("weg", wanted)


def test_a_dossier_whose_folder_went_is_archived_and_copied_all_the_same(ledger, copied, log, coordinator, wanted):
    """The log holds it."""
    for folder in (copied.data / SMALL, copied.qa / SMALL):
        shutil.rmtree(folder)
    later = Ledger(log, copied.data, copied.qa)
    later.refresh()
    shelf = Shelf(later, coordinator)
    shelf.copy(SMALL, wanted)
    shelf.archive(SMALL)

    assert [each.id for each in shelf.listed()] == [wanted.id, SMALL]
