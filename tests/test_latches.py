"""Latches: what a search led to three times comes first, in the view in which it was chosen."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from debatkit import latches
from debatkit.editing.items import ALL_KINDS
from debatkit.errors import NotAllowedError
from debatkit.latches import OFTEN, Latches
from debatkit.model import Audience
from debatkit.people import LOCAL_USER, Role, User
from debatkit.revisions.log import Log

A, B = "question:a", "card:b"
QUERY = "Wie betaalt dát?"
NOT_COUNTED = ("", " ", "?!", "a", "woord " * 60)


@pytest.fixture
def log(tmp_path, database):
    with Log.open(database(tmp_path, Path("nothing"), Path("nothing")), ALL_KINDS) as opened:
        yield opened


@pytest.fixture
def counted(log):
    return Latches(log.choices("klein"))


def note(counted, times, item=A, query=QUERY, audience=Audience.PUBLIC):
    for _ in range(times):
        counted.note(audience, query, item)


def test_three_times_is_often(counted):
    """Twice is not; the words count, not how they are written."""
    note(counted, OFTEN - 1)
    assert counted.first(Audience.PUBLIC, QUERY) == ()
    note(counted, 1, query="wie  betaalt DAT")
    assert counted.first(Audience.PUBLIC, "Wie betaalt dat") == (A,)
    assert counted.first(Audience.PUBLIC, "wie betaalt") == ()


def test_the_most_often_comes_first(counted):
    """Of two that were chosen often."""
    note(counted, OFTEN, A)
    note(counted, OFTEN + 1, B)

    assert counted.first(Audience.PUBLIC, QUERY) == (B, A)


def test_each_view_has_its_own(counted):
    """What was chosen by those who see more changes nothing for those who see less, nor the other way round."""
    note(counted, OFTEN, audience=Audience.INTERNAL)

    assert counted.first(Audience.PUBLIC, QUERY) == ()
    assert counted.first(Audience.INTERNAL, QUERY) == (A,)


def test_each_dossier_has_its_own(log, counted):
    """A word means something else in another debate."""
    note(counted, OFTEN)

    assert Latches(log.choices("groot")).first(Audience.PUBLIC, QUERY) == ()


@pytest.mark.parametrize("query", NOT_COUNTED)
def test_what_is_no_query_is_not_counted(counted, query):
    """Nor a whole text, which nobody types twice."""
    note(counted, OFTEN, query=query)

    assert counted.listed(LOCAL_USER) == ()
    assert counted.first(Audience.PUBLIC, query) == ()


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR])
def test_only_coordinators_read_and_reset_the_list(counted, role):
    """A query may say something that is not for everyone."""
    user = User("x", "X", role, frozenset({"EZK"}))
    note(counted, 1)
    with pytest.raises(NotAllowedError):
        counted.listed(user)
    with pytest.raises(NotAllowedError):
        counted.forget(user)

    assert len(counted.listed(LOCAL_USER)) == 1


def test_the_list_is_read_and_reset(counted):
    """One query at a time, or all of it."""
    note(counted, OFTEN)
    note(counted, 1, B, "iets anders")
    note(counted, 1, A, QUERY, Audience.INTERNAL)
    listed = counted.listed(LOCAL_USER)

    assert (listed[0].query, listed[0].item, listed[0].count) == ("wie betaalt dat", A, OFTEN)
    counted.forget(LOCAL_USER, listed[0])
    assert {(each.audience, each.query) for each in counted.listed(LOCAL_USER)} == {
        ("internal", "wie betaalt dat"),
        ("public", "iets anders"),
    }
    counted.forget(LOCAL_USER)
    assert counted.listed(LOCAL_USER) == ()


def test_a_count_names_nobody(counted):
    """What is kept has no person and no time."""
    note(counted, 1)
    [choice] = counted.listed(LOCAL_USER)

    assert set(vars(choice)) == {"audience", "query", "item", "count"}


def test_the_examples_are_right():
    """What the docstrings promise holds."""
    assert doctest.testmod(latches).failed == 0
