"""Together: what a card and its questions hold of a query between them, against one word of it that stands often."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debatkit.search.entries import Entry, Kind
from debatkit.search.index import BY_TOGETHER, Index
from debatkit.search.ranking import Ranking

WORDS = ("hond", "kade", "sloot", "toezicht", "molen")


def card(number, *words):
    title = " ".join(words)
    return Entry(Kind.CARD, f"kaart-{number}", number, title, {"subject": (title,)}, (number,))


def question(name, numbers, asked):
    return Entry(Kind.QUESTION, name, numbers[0], asked, {"subject": (asked,)}, tuple(numbers))


def search(entries, query, **changed):
    index = Index(ranking=dataclasses.replace(Ranking(), **changed))
    index.sync(entries, "a")
    return index, index.search(query)


ONE_WORD_OFTEN = [
    card(1, "sloot"),
    *(question(f"sloot-{n}", [1], f"Hoe diep is een sloot van soort {n}?") for n in range(6)),
    card(2, "kade"),
    question("a", [2], "Hoe hoog is de kade?"),
    question("b", [2], "Loopt er een sloot langs?"),
    card(3, "hond"),
    *(question(f"kade-{n}", [3], f"Mag een hond op een kade van soort {n}?") for n in range(6)),
]


def test_a_card_whose_questions_hold_all_words_comes_before_one_that_holds_one_often():
    """Each word is in another of its questions, and none of them would have been first by itself."""
    index, hits = search(ONE_WORD_OFTEN, "kade sloot")
    reasons = {reason.field: reason.score for reason in index.explain(hits[0])}

    assert hits[0].entry.id == "kaart-2"
    assert reasons[BY_TOGETHER] > 0
    assert search(ONE_WORD_OFTEN, "kade sloot", together=0.0)[1][0].entry.id != "kaart-2"


def test_a_question_that_is_asked_as_it_stands_stays_above_its_card():
    """Its card holds no more of it than the question itself."""
    entries = [card(1, "kade"), question("a", [1], "Welke molen draait bij de kade?"), question("b", [1], "Hoge kade?")]
    _, hits = search(entries, "Welke molen draait er bij de kade?")

    assert [hit.entry.id for hit in hits[:2]] == ["a", "kaart-1"]


def test_a_source_stands_for_itself():
    """What holds all words of a query by itself is not passed by a card that holds some of them."""
    source = Entry(Kind.SOURCE, "advies", 1, "Advies over molens", {"subject": ("Advies over molens",)}, (1,))
    _, hits = search([card(1, "toezicht"), card(2, "molens"), source], "advies molens")

    assert hits[0].entry.id == "advies"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)), max_size=8))
def test_the_order_of_the_entries_does_not_matter(made):
    """The same entries give the same results to the last bit, in whichever order they came."""
    entries = [card(number, WORDS[number]) for number in range(1, 5)]
    entries += [question(f"vraag-{n}", [number], " ".join(words)) for n, (number, words) in enumerate(made)]
    found = [
        [(hit.entry.id, hit.score) for hit in search(several, "hond kade sloot")[1]]
        for several in (entries, entries[::-1])
    ]

    assert found[0] == found[1]


@pytest.mark.parametrize("query", ["sloot", "sloot sloot", "niets", "hoe diep is de sloot bij de kade"])
def test_nothing_is_found_that_was_not_found_without(query):
    """It says in which order, not what."""
    found, without = (search(ONE_WORD_OFTEN, query, together=much)[1] for much in (1.0, 0.0))

    assert {hit.entry.id for hit in found} == {hit.entry.id for hit in without}
    assert [hit.signs.strength for hit in found] == [hit.signs.strength for hit in without]
