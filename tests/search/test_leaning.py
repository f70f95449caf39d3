"""Leaning: what the texts of a dossier teach about its cards."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debatkit.search import leaning
from debatkit.search.leaning import Leaning

SHARED = (3.0, 0.0, 0.0)  # what all texts of a dossier have in common
TEXTS = np.array([SHARED, SHARED, SHARED, SHARED], dtype=np.float32) + np.array(
    [[0, 1, 0.1], [0, 0.9, 0], [0, 0.1, 1], [0, 0, 0.8]], dtype=np.float32
)
CARDS = [(1,), (1,), (2,), (2,)]


def asked(*figures):
    return np.array(figures, dtype=np.float32)


def test_a_query_leans_to_the_card_whose_texts_differ_its_way():
    """Also where it has next to nothing of what they all share."""
    found = Leaning(TEXTS, CARDS, [1.0] * 4).of(asked(0.1, 1.0, 0.0))

    assert found[1] > 0 > found[2]


def test_a_card_with_many_texts_counts_no_more_than_one_with_few():
    """Between both, a query leans to neither."""
    many = np.concatenate([TEXTS[:2]] * 9 + [TEXTS[2:]])
    found = Leaning(many, [(1,)] * 18 + [(2,)] * 2, [1.0] * 20).of(TEXTS.mean(axis=0))

    assert found[1] == pytest.approx(found[2], abs=0.05)


def test_a_text_of_two_cards_teaches_half_of_each():
    """What stands on both tells them apart by nothing."""
    found = Leaning(TEXTS, [(1, 2)] * 4, [1.0] * 4).of(asked(3.0, 1.0, 0.0))

    assert [found[1], found[2]] == pytest.approx([0, 0])


@pytest.mark.parametrize("cards", [[(7,)] * 4, [(7,), (7,), (7,), (8,)]])
def test_one_card_and_one_text_are_no_error(cards):
    """A dossier that has only begun."""
    assert Leaning(TEXTS, cards, [1.0] * 4).of(TEXTS[0]).keys() == {number for each in cards for number in each}
    assert Leaning(TEXTS[:1], cards[:1], [1.0]).of(TEXTS[0]) == {7: 0}


def test_it_is_learned_in_pieces(monkeypatch):
    """However many rows are looked at, at a time."""
    whole = Leaning(TEXTS, CARDS, [1.0, 2.0, 1.0, 0.5]).of(TEXTS[0])
    monkeypatch.setattr(leaning, "ROWS", 1)

    assert Leaning(TEXTS, CARDS, [1.0, 2.0, 1.0, 0.5]).of(TEXTS[0]) == pytest.approx(whole)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_over_all_cards_it_adds_up_to_nothing(data):
    """Whatever the texts and the query: what leans more to one card leans less to another."""
    count = data.draw(st.integers(1, 12))
    figures = st.floats(-1, 1, width=32)
    matrix = np.array(data.draw(st.lists(st.tuples(*[figures] * 3), min_size=count, max_size=count)), dtype=np.float32)
    card = st.lists(st.integers(0, 4), min_size=1, max_size=2, unique=True).map(tuple)
    cards = data.draw(st.lists(card, min_size=count, max_size=count))
    counts = data.draw(st.lists(st.sampled_from([0.5, 1.0, 10.0]), min_size=count, max_size=count))
    query = asked(*data.draw(st.tuples(*[figures] * 3)))

    assert sum(Leaning(matrix, cards, counts).of(query).values()) == pytest.approx(0, abs=1e-3)
