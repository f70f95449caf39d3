"""Snippets: the sentence that answers, with the match marked where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.search import analysis, snippets
from debatkit.search.concepts import Concepts
from debatkit.search.entries import Entry, Kind
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


def snippet_of(query, *texts, title="Titel", **more):
    """The snippet of an entry that says `texts`."""
    entry = Entry(Kind.QUESTION, "vraag", 1, title, {"subject": (title,), "line": texts, **more})
    return snippets.best_snippet(
        entry, wanted(query, title, *texts, *(t for each in more.values() for t in each)), CONCEPTS
    )


def pieces(snippet):
    return [snippet.text[start:end] for start, end in snippet.marks]


@pytest.mark.parametrize(("query", "text", "expected"), MARKED)
def test_what_matched_is_marked_as_it_stands(query, text, expected):
    """Compounds, accents, inflections and numbers are marked whole."""
    assert pieces(snippets.marked(text, wanted(query, text), CONCEPTS)) == expected


def test_the_sentence_with_most_of_the_query_is_shown():
    """Of several texts, the best sentence; of equal ones, the first."""
    texts = ("De kade is oud. Wij meten.", "Wij meten de kade elk jaar. En dan de kade.")

    assert snippet_of("kade meten jaar", *texts).text == "Wij meten de kade elk jaar."


PHRASES = [
    ('"wij meten"', "Meten doen wij. Wij meten elk jaar.", ["Wij meten"]),
    ("“foto's van de kade”", "De foto’s van de kade zijn er.", ["foto’s van de kade"]),
    ("‘wij meten’", "Wij meten.", ["Wij meten"]),
    ('"is oud"', "De kade is oud.", ["is oud"]),
    ('"oud. Wij meten"', "De kade is oud. Wij meten.", ["oud. Wij meten"]),
    ('oud "de kade is"', "Een oud verhaal, heel oud. Maar de kade is oud.", ["de kade is", "oud"]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "text", "expected"), PHRASES)
def test_a_phrase_is_shown_and_marked(query, text, expected):
    """The sentence with the very words, also when they say little, in any style of quotation marks and apostrophes."""
    found = pieces(snippet_of(query, text))

    assert [each for each in expected if each not in found and not any(each in one for one in found)] == []


def test_what_was_found_by_a_keyword_alone_shows_its_line_and_the_keyword():
    """The line is what can be said; the keyword is why it is there."""
    snippet = snippet_of("zeppelins", "Wij doen dat niet.", keywords=("ballon", "zeppelin"))

    assert snippet.text == "Wij doen dat niet. · trefwoord: zeppelin"
    assert pieces(snippet) == ["zeppelin"]


def test_a_keyword_that_is_in_the_title_too_is_not_shown():
    """The title shows it already."""
    assert snippet_of("zeppelin", "Wij niet.", title="Wat met de zeppelin?", keywords=("zeppelin",)).text == "Wij niet."


def test_a_match_that_is_hardly_alike_is_marked_when_nothing_better_is_there():
    """Something is why the text was found, and the reader sees what."""
    text = "Wij registreren dat."
    query = wanted("registers", text)

    assert not query.marked
    assert pieces(snippets.marked(text, query, CONCEPTS)) == ["registreren"]


def test_a_card_that_a_keyword_of_its_question_brought_shows_that_keyword():
    """Also where the keyword is another name for what was asked."""
    card = Entry(Kind.CARD, "kaart", 1, "Titel", {"line": ("Wij niet.",)})
    question = Entry(Kind.QUESTION, "vraag", 1, "Vraag", {"line": ("Dat komt.",), "keywords": ("wal",)})

    snippet = snippets.best_snippet(card, wanted("kade", "wal"), CONCEPTS, question)

    assert snippet.text == "Dat komt. · trefwoord: wal"


def test_a_card_that_a_question_brought_shows_the_sentence_of_that_question():
    """What the card itself says has nothing to do with what was asked."""
    card = Entry(Kind.CARD, "kaart", 1, "Kaart", {"subject": ("Kaart",), "line": ("Wij gaan door.",)})
    question = Entry(Kind.QUESTION, "vraag", 1, "En dan?", {"subject": ("En dan?",), "line": ("De zeppelin vaart.",)})
    snippet = snippets.best_snippet(card, wanted("zeppelin", "zeppelin"), CONCEPTS, question)

    assert snippet.text == "De zeppelin vaart."
    assert pieces(snippet) == ["zeppelin"]


def test_without_a_match_the_first_sentence_is_shown():
    """Something is always there to read."""
    assert snippet_of("xyz", "Eerste zin. Tweede.") == Snippet("Eerste zin.")
    assert snippet_of("xyz") == Snippet("Titel")


def test_a_long_sentence_is_cut_around_its_match():
    """What is shown is short, has the match in it, and says that it was cut."""
    text = "woord " * 100 + "kademuur " + "einde " * 100
    snippet = snippet_of("kademuur", text)

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
    snippet = snippet_of(query, text)

    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)


@given(st.text(), st.text(min_size=1))
def test_a_context_is_found_or_not_and_never_fails(text, quote):
    """Any quote may be looked for in any text."""
    found = snippets.context(text, quote)

    assert found is None or all(0 <= start <= end <= len(found.text) for start, end in found.marks)
