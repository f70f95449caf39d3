"""The wall on the pages: with and without the internal items in the dossier, a reader's browser gets the same."""

import itertools
import time

import pytest

from debatkit import LOCAL_USER, Audience, Role, User, Viewer, Workspace
from debatkit.editing.items import ALL_KINDS
from debatkit.revisions.log import Log
from tests.conftest import SMALL
from tests.pages.test_page_any import ADDRESSES
from tests.pages.test_page_sign_in import PEOPLE, SECRETS
from tests.test_wall import REFS

LOTS = ("url", "deferredFileId")  # of a file to fetch: another one each time
NAME = "lezer@voorbeeld.nl"
READER = User(NAME, "Lia", Role.READER)
WANTED = {
    **ADDRESSES,
    "een vraag": ("kaarten", {"kaart": 1, "vraag": "wat-kost-meten"}),
    "een interne vraag": ("kaarten", {"kaart": 2, "vraag": "interne-vraag"}),
    "kaart 2": ("kaarten", {"kaart": 2}),
    "kaart 3": ("kaarten", {"kaart": 3}),
    "geen kaart": ("kaarten", {"kaart": 9}),
    "zoeken naar iets interns": ("zoeken", {"q": "nachtwaker doofpot kaderegister"}),
    "zoeken dat niets vindt": ("zoeken", {"q": "olifantenpaadjez"}),
    "zoeken wat alleen in de buurt komt": ("zoeken", {"q": "kosmische straling boven de kademuren van Mars"}),
    "zoeken op een intern nummer": ("zoeken", {"q": "2.2"}),
    "een map van een collega": ("map", {"onderdelen": ",".join(REFS), "naam": "blok 2"}),
    "leesstand van een interne vraag": ("leesstand", {"kaart": 2, "vraag": "interne-vraag"}),
    "briefing": ("blad", {"vorm": "briefing"}),
    "controle": ("controle", {}),
    "geschiedenis": ("geschiedenis", {}),
    "bewerken": ("bewerken", {}),
    "beheer": ("beheer", {}),
}


@pytest.fixture
def read(visit, messages, tmp_path, monkeypatch, database):
    """A function that gives what a reader's browser gets of a page, who keeps everything that a reader could name."""
    (tmp_path / "personen.yaml").write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setenv("DEBATKIT_PEOPLE", str(tmp_path / "personen.yaml"))
    monkeypatch.setenv("DEBATKIT_VAR", str(tmp_path / "var"))  # an index that holds nothing yet
    claims = {"email": NAME, "is_logged_in": True, "exp": time.time() + 600, "name": "Lia"}

    def got(folders, page, query, change=None):
        with Log.open(database(tmp_path, folders.data, folders.qa), ALL_KINDS) as log:
            workspace = Workspace(folders.data, folders.qa, log=log)
            own = workspace.own(SMALL, READER)
            for ref in REFS if not own.shelf.pins else ():
                own.pin(ref)
                own.put(ref)
            for ref in REFS:
                workspace.latches(SMALL).note(Audience.INTERNAL, query.get("q", "kade"), ref)
            if change:
                change(workspace)
        app = visit(page, folders, secrets=SECRETS, claims=claims, **query)
        assert not app.exception
        return app, [{name: value for name, value in each.items() if name not in LOTS} for each in messages(app)]

    return got


def differing(one, other):
    """The elements that are not the same, with the other's."""
    pairs = itertools.zip_longest(one, other)
    return [(each, expected) for each, expected in pairs if each != expected]


@pytest.mark.parametrize("name", WANTED)
def test_a_page_sends_the_same(read, small, bare, name):
    """Every element with everything in it, shown or not; and again with each part opened that can be."""
    page, query = WANTED[name]
    (one, sent), (other, expected) = (read(folders, page, query) for folders in (small, bare))

    assert differing(sent, expected) == []

    for app in (one, other):
        for each in app.expander:
            app.session_state[each.proto.id.split("-", 2)[-1]] = True
        app.run()

    assert [each.proto for each in one.expander] == [each.proto for each in other.expander]
    assert [each.value for each in (*one.markdown, *one.caption, *one.warning, *one.info)] == [
        each.value for each in (*other.markdown, *other.caption, *other.warning, *other.info)
    ]


@pytest.mark.parametrize("name", ["overzicht", "kaart 1", "zoeken", "zoeken naar iets", "mijn map", "blad", "dekking"])
def test_a_page_sends_the_same_after_a_question_became_internal(read, small, bare, name):
    """As a dossier does from which that question was withdrawn, which never held anything internal."""
    page, query = WANTED[name]

    def hide(workspace):
        desk = workspace.desk(SMALL, LOCAL_USER)
        revision = desk.revision("question", "wat-kost-meten")
        body = revision.body.model_copy(update={"audience": Audience.INTERNAL})
        desk.save([desk.change("question", "wat-kost-meten", body, revision.number)])

    def withdraw(workspace):
        desk = workspace.desk(SMALL, LOCAL_USER)
        number = desk.revision("question", "wat-kost-meten").number
        desk.save([desk.change("question", "wat-kost-meten", None, number)])
        workspace.refresh()
        assert "wat-kost-meten" not in {each.id for each in workspace.view(SMALL, Viewer()).dossier.questions}

    read(small, page, query)
    (_, sent), (_, expected) = read(small, page, query, hide), read(bare, page, query, withdraw)

    assert differing(sent, expected) == []
