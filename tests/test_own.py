"""Own: pins, recents and folders of one person, whatever order they are changed in."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debatkit import own
from debatkit.editing.items import ALL_KINDS
from debatkit.errors import InvalidChangeError, NotFoundError
from debatkit.own import MOST_FOLDERS, MOST_ITEMS, MOST_PINS, MOST_RECENT, Own
from debatkit.revisions.log import Log

A, B, C = "question:a", "question:b", "card:c"


@pytest.fixture
def log(tmp_path, database):
    with Log.open(database(tmp_path, Path("nothing"), Path("nothing")), ALL_KINDS) as opened:
        yield opened


@pytest.fixture
def anna(log):
    return Own(log.private_texts("anna", "klein"))


def test_a_new_shelf_is_empty(anna):
    """It has a folder to put things in, which is not kept before something is."""
    assert anna.shelf.pins == anna.shelf.recents == anna.shelf.folders == ()
    assert anna.shelf.folder.name == "Mijn map"


def test_a_pin_is_put_and_taken_off_by_the_same_action(anna):
    """Pins stand in the order of pinning."""
    anna.pin(A)
    assert anna.pin(B).pins == (A, B)
    assert anna.pin(A).pins == (B,)
    assert anna.shelf.pins == (B,)


def test_the_latest_comes_first_and_once(anna):
    """What is opened again moves to the front, and the oldest make way."""
    for name in range(MOST_RECENT + 2):
        anna.opened(f"question:q{name}")
    shelf = anna.opened("question:q5")

    assert shelf.recents[0] == "question:q5"
    assert len(shelf.recents) == len(set(shelf.recents)) == MOST_RECENT


def test_opening_the_same_again_writes_nothing(log, anna):
    """A page that is drawn again costs no write."""
    anna.opened(A)
    texts = log.private_texts("anna", "klein")
    before = texts.get(own.NAME).time
    anna.opened(A)

    assert texts.get(own.NAME).time == before


def test_things_are_put_in_the_folder_in_use(anna):
    """The first is made by putting something in it; a new one is in use at once, until another is chosen."""
    first = anna.put(A).folder
    second = anna.make("blok 2: toezicht", [B, B])
    anna.put(C)

    assert (first.name, first.items) == ("Mijn map", (A,))
    assert anna.shelf.folder.items == (B, C)
    assert anna.choose(first.id).folder.items == (A,)
    assert anna.put(A).folder.items == ()
    assert anna.rename(second.id, "  blok  3 ").find(second.id).name == "blok 3"
    assert [each.id for each in anna.remove(first.id).folders] == [second.id]
    assert anna.shelf.folder.id == second.id


@pytest.mark.parametrize(
    ("ref", "steps", "order"),
    [(A, 1, "bac"), (A, -1, "abc"), (C, -1, "acb"), (C, -9, "cab"), (A, 9, "bca"), (B, 0, "abc"), ("card:x", 1, "abc")],
)
def test_an_item_is_moved_by_places(anna, ref, steps, order):
    """And no further than the ends."""
    folder = anna.make("map", [A, B, C])
    items = anna.move(folder.id, ref, steps).find(folder.id).items

    assert "".join(each[-1] for each in items) == order


def test_nobody_has_anothers(log, anna):
    """Not in another dossier either."""
    anna.pin(A)

    assert Own(log.private_texts("bo", "klein")).shelf.pins == ()
    assert Own(log.private_texts("anna", "groot")).shelf.pins == ()


def test_what_is_not_there_is_told(anna):
    """A folder that another window threw away is no error of the program."""
    for action in (
        lambda: anna.choose("map-9"),
        lambda: anna.rename("map-9", "x"),
        lambda: anna.remove("map-9"),
        lambda: anna.move("map-9", A, 1),
        lambda: anna.take_out("map-9", A),
    ):
        with pytest.raises(NotFoundError, match="Deze map is er niet"):
            action()


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "\u202eomgekeerd"])
def test_a_folder_has_a_name(anna, name):
    """One that can be shown."""
    with pytest.raises(InvalidChangeError, match="naam"):
        anna.make(name)
    assert anna.shelf.folders == ()


def test_there_is_an_end_to_what_is_kept(anna):
    """Too many pins, items or folders are refused in a sentence; what was there stays."""
    for place in range(MOST_PINS):
        anna.pin(f"question:p{place}")
    with pytest.raises(InvalidChangeError, match="vastzetten"):
        anna.pin(A)
    anna.make("vol", [f"question:i{place}" for place in range(MOST_ITEMS)])
    with pytest.raises(InvalidChangeError, match="onderdelen"):
        anna.put(A)
    for place in range(MOST_FOLDERS - 1):
        anna.make(f"map {place}")
    with pytest.raises(InvalidChangeError, match="mappen"):
        anna.make("nog een")

    assert len(anna.shelf.pins) == MOST_PINS
    assert len(anna.shelf.folders) == MOST_FOLDERS


def test_what_cannot_be_read_is_not_there(log, anna):
    """A shelf that another version wrote does not keep anyone from working."""
    log.private_texts("anna", "klein").put(own.NAME, '{"pins": ["<script>"]}')

    assert anna.shelf.pins == ()
    assert anna.pin(A).pins == (A,)


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["pin", "put", "opened", "up", "down", "out"]), st.sampled_from([A, B, C])), max_size=12
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(actions=ACTIONS)
def test_whatever_is_done_nothing_is_there_twice_or_lost(anna, actions):
    """After any actions a folder holds what was put in and not taken out, each once."""
    folder = anna.make("proef").id
    inside = set()
    for action, ref in actions:
        if action in ("up", "down"):
            anna.move(folder, ref, 1 if action == "down" else -1)
        elif action == "out":
            anna.take_out(folder, ref)
            inside.discard(ref)
        else:
            getattr(anna, action)(ref)
            inside = inside ^ {ref} if action == "put" else inside
    items = anna.shelf.find(folder).items
    anna.remove(folder)

    assert sorted(items) == sorted(inside)


def test_the_examples_are_right():
    """What the docstrings promise holds."""
    assert doctest.testmod(own).failed == 0
