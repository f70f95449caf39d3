"""Vocabulary: which words count as one that was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.search.analysis import stem
from debatkit.search.vocabulary import Likeness, Vocabulary

LIKENESS = Likeness()

# A word that is typed, one that the entries hold, and whether they are alike.
PAIRS = [
    ("aanbeveling", "aanbevelingen", True),
    ("bedrijf", "bedrijven", True),
    ("register", "algoritmeregisters", True),
    ("wetgevingsagenda", "agenda", True),
    ("algoritmen", "algoritmes", True),
    ("toezcht", "toezicht", True),
    ("coordinatiecentrm", "coordinatiecentrum", True),
    ("coordinerend", "coordinatie", True),
    ("registr", "register", True),
    ("ai", "aardappel", False),
    ("kade", "cadeau", False),
    ("onderraad", "onderwijs", False),
    ("bank", "melkweg", False),
]


@pytest.mark.parametrize(("word", "held", "expected"), PAIRS)
def test_inflections_compounds_and_slips_are_alike(word, held, expected):
    """And words that merely begin in the same way are not."""
    assert (stem(held) in Vocabulary([held]).alike(word, LIKENESS)) is expected


def test_the_word_itself_counts_most():
    """A compound, a part and a slip count less than what was typed."""
    found = Vocabulary(["register", "algoritmeregister", "registr"]).alike("register", LIKENESS)

    assert next(iter(found)) == stem("register")
    assert found.pop(stem("register")) == 1
    assert all(0 < weight < 1 for weight in found.values())


def test_a_word_in_the_typing_finds_what_begins_with_it():
    """Two letters are enough, but only at the end of what was typed."""
    vocabulary = Vocabulary(["register", "regels"])

    assert set(vocabulary.alike("re", LIKENESS, growing=True)) == {stem("register"), stem("regels")}
    assert not vocabulary.alike("re", LIKENESS)


def test_a_word_that_is_added_is_found_at_once():
    """The vocabulary grows with the index."""
    vocabulary = Vocabulary(["kade"])
    vocabulary.hold(["sluisdeur", "kade"])

    assert vocabulary.alike("sluis", LIKENESS)
    assert len(vocabulary) == 2


WORDS = "kade kades kademuur sluis sluizen sluisdeur register registers kaderegister registre toezicht toezihct".split()


@given(st.lists(st.sets(st.sampled_from(WORDS)), min_size=1, max_size=6), st.sampled_from(WORDS), st.booleans())
def test_words_that_went_leave_no_trace(states, word, growing):
    """A vocabulary that held other words before answers as one that is new."""
    changed = Vocabulary()
    for words in states:
        changed.hold(words)
    fresh = Vocabulary(states[-1])

    assert list(changed.alike(word, LIKENESS, growing).items()) == list(fresh.alike(word, LIKENESS, growing).items())
    assert len(changed) == len(fresh)


def test_the_nearest_words_are_among_those_that_are_there():
    """A word that is in the entries no more is not proposed."""
    vocabulary = Vocabulary(["toezicht", "toegift", "kade"])

    assert vocabulary.nearest("toezigt", ["toezicht", "kade"]) == ("toezicht",)
    assert vocabulary.nearest("toezigt", {"toezicht": 3, "kade": 1}) == ("toezicht",)
    assert vocabulary.nearest("xyzw", ["toezicht", "kade"]) == ()


@given(st.lists(st.text(min_size=1), max_size=8), st.text(min_size=1, max_size=30), st.booleans())
def test_any_word_may_be_asked(words, word, growing):
    """Weights lie between 0 and 1, whatever the words."""
    assert all(0 < weight <= 1 for weight in Vocabulary(words).alike(word, LIKENESS, growing).values())
