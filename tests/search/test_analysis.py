"""Analysis: what counts as the same word in Dutch."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.search import analysis

TOKENS = [
    ("Coördinatie, ’s avonds", ["coordinatie", "s", "avonds"]),
    ("AI-identiteit", ["ai", "identiteit"]),
    ("26 643, nr. 943", ["26643", "nr", "943"]),
    ("<b>$x$</b>", ["b", "x", "b"]),
    ("...", []),
]


# A word of a query, words of the entries, and those that count as it.


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_a_text_is_its_words_without_case_or_accents(text, expected):
    """A hyphen parts words, a number with a space is one."""
    assert [token.word for token in analysis.tokens(text)] == expected


@given(st.text())
def test_the_words_of_a_text_are_those_of_its_tokens(text):
    """What an index is made of is what is marked in a text."""
    assert analysis.words(text) == [token.word for token in analysis.tokens(text)]


@pytest.mark.parametrize(
    ("common", "rare"), [("mensen", "algoritmes"), ("jaar", "kademuur"), ("goed", "desinformatie")]
)
def test_a_rare_word_tells_more_than_a_common_one(common, rare):
    """How often a word stands in Dutch says how much it tells of the subject."""
    assert 0 <= analysis.telling(common) < analysis.telling(rare) <= analysis.COMMON


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


FAMILIES = """
specialiseren specialisatie specialisering gespecialiseerd
identificeren identificatie
versnipperen versnippering
innoveren innovatie innovatief
geopolitiek geopolitieke
verantwoordelijk verantwoordelijkheid
transparant transparantie
strategie strategisch strategische
ethiek ethisch ethische
technologie technologisch
autonoom autonomie autonome
democratie democratisch
wetenschap wetenschappelijk
maatschappij maatschappelijk
crimineel criminaliteit
effectief effectiviteit
""".strip().splitlines()
STRANGERS = [
    "politie politiek",
    "actie act",
    "partij partner",
    "register regie",
    "minister ministerie",
    "kritiek krediet",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_words_of_one_family_have_one_stem(family):
    """A verb and its noun, a noun and its adjective."""
    assert len(set(map(analysis.stem, family.split()))) == 1


@pytest.mark.parametrize("strangers", STRANGERS)
def test_words_that_only_look_alike_keep_their_own(strangers):
    """No ending is taken off where too little is left."""
    assert len(set(map(analysis.stem, strangers.split()))) == 2
