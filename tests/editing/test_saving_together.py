"""
Saving together: people who save at the same time, in one process or in several, wait their turn and lose nothing.

These are the small versions; `python -m benchmarks.log` runs the full ones.
"""

from __future__ import annotations

import threading

import pytest

from benchmarks import desk_trials
from debatkit.editing.desk import Desk
from debatkit.editing.items import ALL_KINDS, QUESTION
from debatkit.editing.ledger import Ledger
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, OutdatedError

SMALL = "waterkade"
ASKED = "waarom-geen-raad"


@pytest.mark.parametrize(("processes", "threads"), [(1, 8), (3, 2)], ids=["threads", "processes"])
def test_who_saves_an_item_of_their_own_is_never_refused(url, processes, threads):
    """However many save at the same time."""
    done = desk_trials.save_together(url, processes, threads, saves=4, shared=False)

    assert (done.saved, done.outdated, done.busy) == (processes * threads * 4, 0, 0)


@pytest.mark.parametrize(("processes", "threads"), [(1, 6), (3, 2)], ids=["threads", "processes"])
def test_who_saves_the_same_item_is_refused_only_for_who_was_first(url, processes, threads):
    """Each save is in the log, or refused as outdated, and nothing else."""
    done = desk_trials.save_together(url, processes, threads, saves=3, shared=True)

    assert (done.saved, done.busy) == (processes * threads * 3, 0)
    assert done.outdated > 0


@pytest.fixture
def ledgers(url, small):
    """Two ledgers on one log, as two processes have them."""
    with Log.open(url, ALL_KINDS) as log:
        found = [Ledger(log, small.data, small.qa) for _ in range(2)]
        for each in found:
            each.refresh()
        yield found


def test_a_change_that_was_overtaken_is_judged_again_while_others_wait(ledgers, coordinator):
    """It is then judged of the dossier as it is, and nobody comes in between: twice is enough."""
    ours, theirs = ledgers
    desk = Desk(theirs, SMALL, coordinator)
    seen = []

    def judge(state):
        seen.append(state.sequence)
        if len(seen) == 1:
            desk.add_keyword("waarom-nu", "kadegeld")
        revision = state.revision(QUESTION, ASKED)
        body = revision.body.model_copy(update={"question": "Waarom komt er geen kaderaad?"})
        return (Change(SMALL, QUESTION, ASKED, body, revision.number),)

    [written] = ours.append(SMALL, "ans", "form", judge)

    assert len(seen) == 2
    assert seen[1] == written.sequence - 1
    assert ours.state(SMALL).revision(QUESTION, ASKED) == written


def test_what_names_its_own_revision_is_not_refused_for_another_process(ledgers, coordinator):
    """A count that both processes raise is raised twice: who judges by the latest revision is judged by it again."""
    ours, theirs = ledgers
    for each in (ours, theirs):
        for _ in range(2):
            each.practised(SMALL, 1, found=True)
    desk = Desk(ours, SMALL, coordinator)

    def judge(state):
        if state.practice == {1: (4, 4)}:
            theirs.practised(SMALL, 1, found=False)
        revision = state.revision("practice", "kaart-1")
        before = revision.body
        after = before.model_copy(update={"asked": before.asked + 1})
        return (Change(SMALL, "practice", "kaart-1", after, revision.number),)

    ours.append(SMALL, "oefening", "practice", judge)

    assert desk.state.practice == {1: (4, 6)}


def test_a_refusal_is_told_once_and_keeps_nobody_waiting(ledgers, coordinator):
    """Somebody was first: the next save in line is not held up by it."""
    ours, _ = ledgers
    desk = Desk(ours, SMALL, coordinator)
    revision = desk.revision(QUESTION, ASKED)
    desk.add_keyword(ASKED, "kadegeld")
    with pytest.raises(OutdatedError):
        desk.save([desk.change(QUESTION, ASKED, revision.body.model_copy(update={"number": 7}), revision.number)])

    other = threading.Thread(target=desk.add_keyword, args=(ASKED, "wallegeld"))
    other.start()
    other.join(timeout=20)

    assert not other.is_alive()
    assert "wallegeld" in desk.revision(QUESTION, ASKED).body.keywords
