"""Query: what was typed, as what it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.search.analysis import stem
from debatkit.search.concepts import Concepts
from debatkit.search.query import LONGEST, read
from debatkit.search.vocabulary import Likeness, Vocabulary

CONCEPTS = Concepts([("AI", "kunstmatige intelligentie")])
VOCABULARY = Vocabulary("het register kost veel kades meten ai kunstmatige intelligentie".split())

# What is typed, and what it is about.
UNITS = [
    ("Kan de minister uitleggen wat het register kost?", [("register",), ("kost",)]),
    ("Voorzitter, hoe zit het met de kades?", [("zit",), ("kades",)]),
    ("kade kade kade", [("kade",)]),
    ("wat is het", [("wat",), ("is",), ("het",)]),
    ("26643-943", [("26643",), ("943",)]),
    ("26 643, nr. 943", [("26643",), ("943",)]),
    ("over kunstmatige intelligentie", [("kunstmatige", "intelligentie")]),
    ("???", []),
]

# What is typed, and which phrases are asked word for word.
PHRASES = [
    ('"het register"', [("het", "register")]),
    ("„het register” en “kades meten”", [("het", "register"), ("kades", "meten")]),
    ("«kades»", [("kades",)]),
    ('"kade', []),
    ('""', []),
    ("'kade'", []),
    ("‘het register’", [("het", "register")]),
    ("foto‘s van kade’s", []),
    ('“het register"', [("het", "register")]),
    ('"26 643, nr. 943"', []),
    ('"aanbeveling 7"', []),
]


def asked(text):
    return read(text, VOCABULARY, CONCEPTS, Likeness(), 0.8)


@pytest.mark.parametrize(("text", "expected"), UNITS)
def test_a_query_is_what_it_is_about(text, expected):
    """What members always say first counts only where there is nothing else; each word counts once."""
    assert [unit.words for unit in asked(text).units] == expected


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_what_is_quoted_is_asked_word_for_word(text, expected):
    """A quotation mark on its own is nothing."""
    assert list(asked(text).phrases) == expected


def test_names_of_one_thing_share_a_term():
    """An abbreviation looks for the name, and the name for the abbreviation."""
    [short], [long] = asked("AI").units, asked("kunstmatige intelligentie").units

    assert short.terms.keys() & long.terms.keys()


def test_the_share_is_of_what_the_words_tell():
    """A rare word that is missing costs more than a common one."""
    query = asked("mensen algoritmeregister")

    assert query.share({"mens"}) < 0.5
    assert query.share({"mens", "niets"}) == query.share({"mens"})
    assert query.share(()) == 0
    assert asked("").share(("x",)) == 0


@given(st.text(), st.text('"“”„«» ab', max_size=30))
def test_any_text_can_be_read(text, quotes):
    """Nothing is an error, and no query is longer than can be searched."""
    query = asked(text + quotes)

    assert len(query.units) <= LONGEST
    assert all(all(phrase) for phrase in query.phrases)


def test_a_name_that_no_entry_has_is_read_word_by_word():
    """A synonym of several words does not hide its words where none of its group is in the dossier."""
    concepts = Concepts([("stoommachine", "het register")])

    known = read("het register", VOCABULARY, concepts, Likeness(), 0.8, lambda _: True)
    unknown = read("het register", VOCABULARY, concepts, Likeness(), 0.8, lambda _: False)

    assert [unit.words for unit in known.units] == [("het", "register")]
    assert [unit.words for unit in unknown.units] == [("register",)]


def _terms(text, concepts=CONCEPTS):
    vocabulary = Vocabulary(["oeverherstel", "kades", "meten", "elsa", "labs"])
    return [unit.terms for unit in read(text, vocabulary, concepts, Likeness(), 0.8).units]


@pytest.mark.parametrize("text", ["oever herstel", "oever-herstel", "Oever- herstel"])
def test_a_compound_written_apart_is_that_compound(text):
    """Each of its words looks for the whole, as much as the whole does."""
    whole = stem("oeverherstel")

    assert [terms[whole] for terms in _terms(text)] == [1, 1]
    assert [terms[whole] < 1 for terms in _terms("oever van herstel")] == [True, True]  # not next to each other


@pytest.mark.parametrize("text", ["elsalabs", "Elsalab"])
def test_a_name_written_as_one_word_is_its_words(text):
    """One of them is too short to be found within it."""
    assert [list(terms) for terms in _terms(text)] == [[stem("elsa")], [stem("labs")]]


def test_a_word_that_is_found_otherwise_is_not_taken_apart():
    """Nor one of which only half is known."""
    assert len(_terms("kadesmeten")) == 1
    assert len(_terms("elsaxyz")) == 1


@pytest.mark.parametrize("text", ["bigtech", "big tech", "big-tech"])
def test_a_name_of_two_words_may_be_written_as_one(text):
    """In whatever way it is written, it is a name of the same thing."""
    [terms] = _terms(text, Concepts([("platformbedrijf", "big tech")]))

    assert terms.keys() == {"=" + stem("platformbedrijf")}
