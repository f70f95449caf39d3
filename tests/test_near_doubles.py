"""Near doubles: all pairs of texts that say nearly the same, and no others."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import near_doubles
from debatkit.text import fold, words

PAIRS = [
    (["Wat kost het meten?", "Wat kost het meten?"], [(0, 1)]),
    (["Wat kost het meten?", "wat KOST het meten"], [(0, 1)]),
    (["Wat kost het meten van kades?", "Wat kost het meten van alle kades?"], [(0, 1)]),
    (["Wat kost het?", "Wie betaalt dat?"], []),
    (["a b c d", "a b c e"], [(0, 1)]),
    (["a b c d", "a b e f"], []),
    (["a b c", "x", "a b c", "a b c"], [(0, 2), (0, 3), (2, 3)]),
    (["", "", "?"], []),
    ([], []),
]


def alike(one: str, other: str) -> bool:
    """The rule as it is said: the share of words that two texts have in common."""
    first, second = ({fold(word) for word in words(text)} for text in (one, other))
    return bool(first | second) and len(first & second) >= near_doubles.THRESHOLD * len(first | second)


@pytest.mark.parametrize(("texts", "expected"), PAIRS)
def test_texts_that_share_most_of_their_words_are_a_pair(texts, expected):
    """Capitals, accents and signs make no difference; the earlier one comes first."""
    assert sorted(near_doubles.pairs(texts)) == expected


@given(st.lists(st.lists(st.sampled_from("abcdefghij"), max_size=7).map(" ".join), max_size=12))
def test_the_quick_way_finds_what_the_slow_way_finds(texts):
    """Comparing only texts that share a rare word misses no pair and adds none."""
    slow = [(i, j) for j in range(len(texts)) for i in range(j) if alike(texts[i], texts[j])]

    assert sorted(near_doubles.pairs(texts)) == sorted(slow)


def test_thousands_of_questions_take_no_time():
    """Not every text is compared with every other."""
    texts = [
        f"Wat vindt u van onderwerp{n} bij zaak{n % 97} met reden{n % 89} en plaats{n % 53}?" for n in range(1_000)
    ]
    start = time.perf_counter()

    assert list(near_doubles.pairs(texts)) == []
    assert time.perf_counter() - start < 10


@given(st.lists(st.text(alphabet="abc ", max_size=12), max_size=12), st.sets(st.integers(0, 11)))
def test_a_few_texts_are_compared_with_all(texts, wanted):
    """The pairs are those of all texts that have one of the few in them, each once."""
    places = {place for place in wanted if place < len(texts)}
    found = list(near_doubles.pairs_with(texts, places))

    assert sorted(found) == sorted(pair for pair in near_doubles.pairs(texts) if places & set(pair))
