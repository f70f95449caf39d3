"""Concepts: names of one thing find each other, in texts and queries alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.search.analysis import stem, stems, words
from debatkit.search.concepts import Concepts

CONCEPTS = Concepts([("AI", "kunstmatige intelligentie"), ("AI-wet", "AI-verordening"), ("toezicht", "controle")])

# A text, and the names in it that are found.
NAMED = [
    ("Wat is AI?", ["ai"]),
    ("Over kunstmatige intelligentie.", ["kunstmatige intelligentie"]),
    ("De kunstmatige intelligenties", ["kunstmatige intelligenties"]),
    ("kunstmatig licht", []),
    ("De AI-wet komt.", ["ai wet"]),
    ("toezicht en controle", ["toezicht", "controle"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_are_found_whole_and_the_longest_first(text, expected):
    """A name of two words counts as one, in any inflection; a part of it does not."""
    found = words(text)

    named = CONCEPTS.named([stem(word) for word in found])

    assert [" ".join(found[each.start : each.end]) for each in named] == expected


def test_names_of_one_group_are_found_by_the_same_term():
    """So each of a group finds all of them."""
    one, other = (set(CONCEPTS.terms(stems(text))) for text in ("AI", "kunstmatige intelligentie"))

    assert one & other


def test_a_name_in_two_groups_belongs_to_both_and_the_groups_do_not_join():
    """Whoever takes two words together does not take their other meanings together."""
    concepts = Concepts([("kredietinstelling", "bank"), ("zitmeubel", "bank")])

    bank, credit, seat = (set(concepts.terms(stems(text))) for text in ("bank", "kredietinstelling", "zitmeubel"))

    assert bank & credit
    assert bank & seat
    assert not credit & seat


def test_other_groups_have_another_digest():
    """An index made with other synonyms is known to be another."""
    assert Concepts([("a", "b")]).digest != Concepts([("a", "c")]).digest
    assert Concepts([("a", "b"), ("c", "d")]).digest == Concepts([("a", "b"), ("c", "d")]).digest


@given(st.lists(st.lists(st.text(), max_size=4), max_size=5), st.text())
def test_any_groups_can_be_looked_for_in_any_text(groups, text):
    """Nothing that an adviser writes in the list makes a search fail."""
    assert isinstance(Concepts(groups).terms(stems(text)), list)
