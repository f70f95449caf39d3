"""Sight: what is seen of a state is the same whatever was seen before it, and only what changed is looked at anew."""

from __future__ import annotations

import pytest

from debatkit.access import Viewer
from debatkit.cards import card_data, coverage, to_do
from debatkit.editing.items import ALL_KINDS
from debatkit.model import Audience, Citation, Statement
from debatkit.people import LOCAL_USER
from debatkit.plain import plain
from debatkit.questions import Questions, head
from debatkit.revisions.log import Log
from debatkit.sight import Sight
from debatkit.workspace import Workspace

SMALL = "waterkade"


@pytest.fixture
def workspace(small, tmp_path, database):
    """The small dossier in a log, its indexes in memory."""
    with Log.open(database(tmp_path, small.data, small.qa), ALL_KINDS) as log:
        yield Workspace(small.data, small.qa, log=log)


@pytest.fixture
def desk(workspace):
    return workspace.desk(None, LOCAL_USER)


def edit(kind, item, **fields):
    """A change that gives an item other fields; None takes the item away."""

    def changed(desk):
        revision = desk.revision(kind, item)
        body = revision.body.model_copy(update=fields) if fields else None
        desk.save([desk.change(kind, item, body, revision.number)])

    return changed


def add(desk):
    """A question more, before the others of its file."""
    body = desk.revision("question", "waarom-geen-raad").body
    more = body.model_copy(update={"id": "aan-het-begin", "number": 97, "question": "Wie begint?"})
    desk.save([desk.change("question", "aan-het-begin", more, 0)])


def two_at_once(desk):
    """Two questions far apart in one save."""
    found = [desk.revision("question", name) for name in ("waarom-geen-raad", "waarom-nu")]
    bodies = [each.body.model_copy(update={"question": f"Anders, {each.id}?"}) for each in found]
    desk.save([desk.change("question", e.id, body, e.number) for e, body in zip(found, bodies, strict=True)])


LINE = Statement(text="Zo is het.", citations=(Citation(source="brief", quote="de kade"),))
CHANGES = {
    "wording": edit("question", "waarom-geen-raad", question="Waarom komt er geen kaderaad?"),
    "answer": edit("question", "waarom-geen-raad", line=LINE),
    "number": edit("question", "waarom-geen-raad", number=98),
    "card": edit("question", "waarom-geen-raad", recommendations=("meten",), number=96),
    "no card": edit("question", "waarom-geen-raad", recommendations=(), number=95),
    "audience": edit("question", "waarom-geen-raad", audience=Audience.INTERNAL),
    "withdrawn": edit("question", "waarom-geen-raad"),
    "added": add,
    "two": two_at_once,
    "position": edit("position", "standpunt-meten", open=("OEV: het bedrag",)),
    "recommendation": edit("recommendation", "meten", number=7, name="Meten is weten"),
    "source": edit("source", "brief", audience=Audience.INTERNAL),
    "theme": edit("theme", "samenwerking", title="Onderhoud"),
}


def known(sight):
    """All that is derived of what is seen, as plain data."""
    return (
        sight.revision,
        sight.dossier.model_dump_json(),
        sight.outlines,
        [card_data(card) for card in sight.cards],
        [(card.gaps, coverage(card).sourced, dict(card.asked.places)) for card in sight.cards],
        [(each.label, each.message) for each in to_do(sight.cards)],
        sight.head_by_id,
        sight.id_by_label,
    )


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_seen_does_not_depend_on_what_was_seen_before(desk, change, audience):
    """Cards, gaps, numbers and revision are those of who sees the dossier for the first time."""
    viewer = Viewer(audience)
    before = Sight(desk.dossier, viewer)
    known(before)
    CHANGES[change](desk)

    after = Sight(desk.dossier, viewer, before=before)
    again = Sight(desk.dossier, viewer, before=after)

    assert known(after) == known(again) == known(Sight(desk.dossier, viewer))


def test_what_is_seen_after_many_changes_is_the_same_too(desk):
    """One after the other, each on what was seen after the one before."""
    viewer = Viewer()
    sight = Sight(desk.dossier, viewer)
    for change in ("wording", "answer", "added", "two", "position", "number", "card", "withdrawn"):
        known(sight)
        CHANGES[change](desk)
        sight = Sight(desk.dossier, viewer, before=sight)

    assert known(sight) == known(Sight(desk.dossier, viewer))


def test_another_viewer_takes_nothing_over(desk):
    """What one may know is not what another may know."""
    internal = Sight(desk.dossier, Viewer(Audience.INTERNAL))
    known(internal)

    assert known(Sight(desk.dossier, Viewer(), before=internal)) == known(Sight(desk.dossier, Viewer()))


def test_only_questions_that_changed_are_looked_at(small_dossier):
    """However many there are."""
    read = []
    by_id = {each.id: each for each in small_dossier.questions}

    def body(name):
        read.append(name)
        return plain(by_id[name])

    def dossier(heads):
        return small_dossier.model_copy(update={"questions": Questions(heads, body, by_id.__getitem__)})

    heads = [head(each) for each in small_dossier.questions]
    before = Sight(dossier(heads), Viewer(Audience.INTERNAL))
    known(before)
    read.clear()
    changed = heads[2].id
    after = Sight(dossier([*heads[:2], head(by_id[changed]), *heads[3:]]), Viewer(Audience.INTERNAL), before=before)

    assert after.cards
    assert after.revision == before.revision
    assert read == [changed]
