"""Snippets: the sentence that answers, with the match marked where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.search import analysis, snippets
from debatkit.search.concepts import Concepts
from debatkit.search.query import read
from debatkit.search.snippets import Snippet
from debatkit.search.vocabulary import Likeness, Vocabulary

# A query, a text, and the words in it that are marked.
MARKED = [
    ("register", "Het algoritmeregister staat online.", ["algoritmeregister"]),
    ("coordinatie", "De Coördinatie ligt bij EZK.", ["Coördinatie"]),
    ("kades meten", "Wij meten elke kade.", ["meten", "kade"]),
    ("26643", "Zie 26 643, nr. 943.", ["26 643"]),
    ("wal", "De kade is oud.", ["kade"]),
    ("AI", "Over kunstmatige intelligentie gesproken.", ["kunstmatige intelligentie"]),
    ("toezcht", "Het toezicht is op orde.", ["toezicht"]),
    ("zeppelin", "Hier staat het niet in.", []),
]

CONTEXTS = [
    ("Eerst dit. Wij komen\nterug op dat. Dan niets.", "„Wij komen terug”", None),
    ("Hij zei: “wij komen\n  terug” en ging.", '"wij komen terug"', "“wij komen\n  terug”"),
    ("Het kost € 12 (twaalf).", "€ 12 (twaalf).", "€ 12 (twaalf)."),
    ("Niets.", "Iets", None),
]


CONCEPTS = Concepts([("kade", "wal"), ("AI", "kunstmatige intelligentie")])


def wanted(query, *texts):
    vocabulary = Vocabulary(word for text in texts for word in analysis.words(text))
    return read(query, vocabulary, CONCEPTS, Likeness(), 0.8)


def pieces(snippet):
    return [snippet.text[start:end] for start, end in snippet.marks]


@pytest.mark.parametrize(("query", "text", "expected"), MARKED)
def test_what_matched_is_marked_as_it_stands(query, text, expected):
    """Compounds, accents, inflections and numbers are marked whole."""
    assert pieces(snippets.marked(text, wanted(query, text).marked, CONCEPTS)) == expected


def test_the_sentence_with_most_of_the_query_is_shown():
    """Of several texts, the best sentence; of equal ones, the first."""
    texts = ("De kade is oud. Wij meten.", "Wij meten de kade elk jaar. En dan de kade.")

    assert (
        snippets.best_sentence(texts, wanted("kade meten jaar", *texts), CONCEPTS).text == "Wij meten de kade elk jaar."
    )


def test_without_a_match_the_first_sentence_is_shown():
    """Something is always there to read."""
    assert snippets.best_sentence(("Eerste zin. Tweede.",), wanted("xyz"), CONCEPTS).text == "Eerste zin."
    assert snippets.best_sentence((), wanted("xyz"), CONCEPTS) == Snippet("")


def test_a_long_sentence_is_cut_around_its_match():
    """What is shown is short, has the match in it, and says that it was cut."""
    text = "woord " * 100 + "kademuur " + "einde " * 100
    snippet = snippets.best_sentence((text,), wanted("kademuur", text), CONCEPTS)

    assert len(snippet.text) < snippets.LONGEST_SNIPPET + 10
    assert pieces(snippet) == ["kademuur"]
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")


@pytest.mark.parametrize(("text", "quote", "expected"), CONTEXTS)
def test_a_quote_is_shown_in_its_context(text, quote, expected):
    """White space and quotation-mark styles apart, the very words are marked; None when they are not there."""
    found = snippets.context(text, quote)

    assert (pieces(found)[0] if found else None) == expected


def test_a_context_is_no_more_than_what_is_around():
    """A long source is not shown whole."""
    text = "ervoor " * 500 + "de woorden zelf" + " erna" * 500
    found = snippets.context(text, "de woorden zelf", around=50)

    assert pieces(found) == ["de woorden zelf"]
    assert len(found.text) < 150


@given(st.text(), st.text())
def test_marks_never_leave_the_text(text, query):
    """Each mark is a stretch of the text shown, whatever was typed."""
    snippet = snippets.best_sentence((text,), wanted(query, text), CONCEPTS)

    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)


@given(st.text(), st.text(min_size=1))
def test_a_context_is_found_or_not_and_never_fails(text, quote):
    """Any quote may be looked for in any text."""
    found = snippets.context(text, quote)

    assert found is None or all(0 <= start <= end <= len(found.text) for start, end in found.marks)
