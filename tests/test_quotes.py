"""Quotes: a passage that is chosen stands in the source, and a quote that does not is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import quotes

SOURCE = "Het kabinet deelt deze analyse.\n\n- Er komt een register.\n- Er komt toezicht op het register."

# A quote, and whether the source holds it.
QUOTES = [
    ("deelt deze analyse", True),
    ("deelt  deze\nanalyse", True),
    ("deelt de analyse", False),
    ("Deelt deze analyse", False),
]

# What is looked for, and the passages that hold all of it.
PASSAGES = [
    ("register", ("Er komt een register.", "Er komt toezicht op het register.")),
    ("REGISTER toezicht", ("Er komt toezicht op het register.",)),
    ("", ()),
    ("waterstof", ()),
]


@pytest.mark.parametrize(("quote", "held"), QUOTES)
def test_a_quote_is_literal_but_for_its_spaces(quote, held):
    """Another word, or another capital, is another text."""
    assert quotes.holds(SOURCE, quote) is held


@pytest.mark.parametrize(("query", "expected"), PASSAGES)
def test_passages_hold_every_word(query, expected):
    """Without words there are none."""
    assert quotes.passages(SOURCE, query, 5) == expected


def test_no_more_passages_than_asked_for():
    """The first ones."""
    assert quotes.passages(SOURCE, "register", 1) == ("Er komt een register.",)


@given(source=st.text(max_size=300), query=st.text(max_size=20))
def test_what_is_proposed_is_literal(source, query):
    """Whatever the source holds: what can be chosen passes the check."""
    assert all(quotes.holds(source, passage) for passage in quotes.passages(source, query, 5))
