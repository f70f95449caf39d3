"""Analysis: what counts as the same word in Dutch."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.search import analysis
from debatkit.search.vocabulary import Vocabulary

TOKENS = [
    ("Coördinatie, ’s avonds", ["coordinatie", "s", "avonds"]),
    ("AI-identiteit", ["ai", "identiteit"]),
    ("26 643, nr. 943", ["26643", "nr", "943"]),
    ("<b>$x$</b>", ["b", "x", "b"]),
    ("...", []),
]

QUERIES = [
    ("Kan de minister uitleggen wat het register kost?", ["register", "kost"]),
    ("Voorzitter, hoe zit het met de kades?", ["zit", "kades"]),
    ("kade kade kade", ["kade"]),
    ("wat is het", ["wat", "is", "het"]),
    ("???", []),
]

# A word of a query, words of the entries, and those that count as it.
ALIKE = [
    ("aanbeveling", ["aanbevelingen", "beweging"], {"aanbevelingen"}),
    ("register", ["algoritmeregisters", "regels"], {"algoritmeregisters"}),
    ("algoritmen", ["algoritmes", "ritme"], {"algoritmes"}),
    ("kademuur", ["kademuren", "damwand"], {"kademuren"}),
    ("regsiter", ["register", "minister"], set()),
    ("registr", ["register", "minister"], {"register"}),
    ("ai", ["aim", "ai"], {"ai"}),
    ("onbekend", [], set()),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_a_text_is_its_words_without_case_or_accents(text, expected):
    """A hyphen parts words, a number with a space is one."""
    assert [token.word for token in analysis.tokens(text)] == expected


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_a_query_is_what_it_is_about(query, expected):
    """What members always say first counts only where there is nothing else; each word counts once."""
    assert analysis.content_words(query) == expected


@pytest.mark.parametrize(("word", "others", "expected"), ALIKE)
def test_words_are_alike_by_stem_and_by_parts(word, others, expected):
    """Inflections, compounds and slips of the finger count; words that merely rhyme do not."""
    assert Vocabulary(others).alike(word) == expected


@given(st.text())
def test_every_token_stands_where_it_says(text):
    """A token's place is that of its word, so that the match can be marked in the text."""
    tokens = analysis.tokens(text)

    assert all(text[token.start : token.end] for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@given(st.text(min_size=1))
def test_no_word_is_too_strange(word):
    """Every word has a stem and n-grams."""
    assert isinstance(analysis.stem(word), str)
    assert analysis.grams(word)


def test_the_examples_in_the_docstrings_are_true():
    """Every example in the module gives what it says."""
    outcome = doctest.testmod(analysis)

    assert outcome.failed == 0
    assert outcome.attempted > 0
