"""Finder: an index that is brought along by what changed answers like one that was made anew."""

from __future__ import annotations

import pytest

from debatkit.access import Viewer
from debatkit.editing.items import ALL_KINDS
from debatkit.model import Audience, Citation, Statement
from debatkit.people import LOCAL_USER
from debatkit.revisions.log import Log
from debatkit.search.index import Index
from debatkit.view import View
from debatkit.workspace import Workspace

ASKED = "waarom-geen-raad"


@pytest.fixture
def log(small, tmp_path, database):
    with Log.open(database(tmp_path, small.data, small.qa), ALL_KINDS) as opened:
        yield opened


@pytest.fixture
def workspace(small, log, tmp_path):
    """A workspace whose index is kept in a folder."""
    return Workspace(small.data, small.qa, tmp_path / "var", log)


def edit(workspace, **fields):
    """Change a question by the road of the app, and see what came of it."""
    desk = workspace.desk(None, LOCAL_USER)
    revision = desk.revision("question", ASKED)
    body = revision.body.model_copy(update=fields) if fields else None
    desk.save([desk.change("question", ASKED, body, revision.number)])
    workspace.refresh()


def found(view):
    """Search, and say what the index holds then: each entry with the digest of its content."""
    assert view.search("kade")
    return view._finder.index._store._held()


def afresh(workspace, viewer):
    """A view of the same state, with an index of its own."""
    return View(workspace._served["waterkade"], viewer)


@pytest.fixture
def synced(monkeypatch):
    """How often an index was made of all entries."""
    times = []
    whole = Index.sync

    def counted(self, *arguments):
        times.append(arguments[1])
        return whole(self, *arguments)

    monkeypatch.setattr(Index, "sync", counted)
    return times


LINE = Statement(text="De zwaluw komt terug.", citations=(Citation(source="brief"),))
CHANGES = {
    "wording": {"question": "Waarom komt er geen kaderaad?"},
    "other citation": {"line": LINE},
    "status": {"keywords": ("zwaluwnest",)},
    "internal": {"audience": Audience.INTERNAL},
    "withdrawn": {},
}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("change", CHANGES)
def test_one_changed_question_is_found_without_making_the_index_anew(workspace, synced, change, audience):
    """It is brought along, and holds what an index of its own would."""
    viewer = Viewer(audience)
    found(workspace.view(None, viewer))
    synced.clear()
    edit(workspace, **CHANGES[change])
    brought = found(workspace.view(None, viewer))

    assert synced == []
    assert brought == found(afresh(workspace, viewer))


def test_changes_that_nobody_searched_in_between_are_brought_along_together(workspace, synced):
    """From the last state that the index holds."""
    found(workspace.view(None, Viewer()))
    synced.clear()
    for number in range(3):
        edit(workspace, question=f"Waarom komt er geen raad, keer {number}?")
        assert workspace.view(None, Viewer()).revision

    assert found(workspace.view(None, Viewer())) == found(afresh(workspace, Viewer()))
    assert len(synced) == 1  # that of the fresh one


def test_an_index_from_an_earlier_run_is_brought_along_too(small, log, workspace, tmp_path, synced):
    """A start reads nothing to search in what is there already."""
    found(workspace.view(None, Viewer()))
    synced.clear()
    later = Workspace(small.data, small.qa, tmp_path / "var", log)
    assert later.view(None, Viewer()).search_ready
    edit(later, question="Waarom komt er geen kaderaad?")

    assert ASKED in [hit.entry.id for hit in later.view(None, Viewer()).search("kaderaad")]
    assert synced == []


def test_two_processes_keep_one_index_in_step(small, log, workspace, tmp_path, synced):
    """What one brought along, the other finds done; who is behind leaves it as it is."""
    other = Workspace(small.data, small.qa, tmp_path / "var", log)
    for each in (workspace, other):
        found(each.view(None, Viewer()))
    synced.clear()
    behind = other.view(None, Viewer())
    edit(workspace, question="Waarom komt er geen kaderaad?")
    ahead = found(workspace.view(None, Viewer()))

    assert ASKED in [hit.entry.id for hit in behind.search("kaderaad")]
    other.refresh()
    assert found(other.view(None, Viewer())) == ahead
    assert synced == []


def test_a_view_that_was_replaced_does_not_take_the_index_back(workspace, synced):
    """Somebody's page may still be drawn with it."""
    before = workspace.view(None, Viewer())
    found(before)
    edit(workspace, question="Waarom komt er geen kaderaad?")
    after = found(workspace.view(None, Viewer()))
    synced.clear()

    assert before.search("kaderaad")
    assert found(workspace.view(None, Viewer())) == after
    assert synced == []


def test_what_is_no_question_makes_the_index_anew(workspace):
    """A position, a source or a recommendation may show in any entry."""
    found(workspace.view(None, Viewer()))
    desk = workspace.desk(None, LOCAL_USER)
    revision = desk.revision("recommendation", "meten")
    body = revision.body.model_copy(update={"text": "Meet elke zwaluw."})
    desk.save([desk.change("recommendation", "meten", body, revision.number)])
    workspace.refresh()

    assert found(workspace.view(None, Viewer())) == found(afresh(workspace, Viewer()))
