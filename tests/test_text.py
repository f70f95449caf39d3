"""Text: folding, words, sentences, paragraphs, numbers, dates and speaking time."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import text
from debatkit.text import Block

SENTENCES = [
    ("Een. Twee.", ["Een.", "Twee."]),
    ("Zie 26 643, nr. 943. Dat is alles.", ["Zie 26 643, nr. 943.", "Dat is alles."]),
    ("Om 13.30 uur begint het. Tot dan.", ["Om 13.30 uur begint het.", "Tot dan."]),
    ("Werkt dit? „Ja.” Goed!", ["Werkt dit?", "„Ja.”", "Goed!"]),
    ("Dit raakt o.a. Gouda en Delft.", ["Dit raakt o.a. Gouda en Delft."]),
    ("zonder punt", ["zonder punt"]),
    ("", []),
]

BLOCKS = [
    ("een alinea", (Block(("een alinea",)),)),
    ("een\nregel verder", (Block(("een regel verder",)),)),
    ("een\n\ntwee", (Block(("een",)), Block(("twee",)))),
    ("- a\n- b", (Block(("a", "b"), bullets=True),)),
    ("Eerst:\n- a\n  verder\n- b", (Block(("Eerst:",)), Block(("a verder", "b"), bullets=True))),
    ("a - b", (Block(("a - b",)),)),
    ("-5 graden", (Block(("-5 graden",)),)),
]

NUMBERS = [
    ("€ 276 miljoen", {"276"}),
    ("26 643, nr. 943", {"26643", "943"}),
    ("26.643 en 26\u00a0643", {"26643"}),
    ("10,9 procent", {"10,9"}),
    ("07 januari", {"7"}),
    ("geen", set()),
]

DATES = [
    ("7 oktober 2022", [("7 oktober 2022", "2022-10-07")]),
    ("in December 2022", [("December 2022", "2022-12")]),
    ("in 2022", []),
]

DUTCH_DATES = [("2023-01-25", "25 januari 2023"), ("2022-12", "december 2022"), ("2022", "2022")]

TIMES = [(0, "0 sec"), (45, "45 sec"), (60, "1 min"), (125, "2 min 5 sec"), (3600, "1 uur"), (3780, "1 uur 3 min")]

SAME_QUOTES = [("„wij  komen\nterug”", '"wij komen terug"'), ("‘kade’", "'kade'"), ("cafe\u0301", "café")]


@pytest.mark.parametrize(("given_text", "expected"), SENTENCES)
def test_sentences_end_where_a_reader_would_stop(given_text, expected):
    """A full stop in an abbreviation, a number or a time does not end a sentence."""
    assert text.sentences(given_text) == expected


@pytest.mark.parametrize(("given_text", "expected"), BLOCKS)
def test_plain_text_knows_paragraphs_and_bullets(given_text, expected):
    """A blank line is a paragraph, a line that starts with "- " a bullet, and nothing else has a meaning."""
    assert text.blocks(given_text) == expected


@pytest.mark.parametrize(("given_text", "expected"), NUMBERS)
def test_a_number_has_one_form(given_text, expected):
    """Spaces and full stops between thousands, and leading zeros, make no other number."""
    assert text.numbers(given_text) == expected


@pytest.mark.parametrize(("given_text", "expected"), DATES)
def test_dates_in_words_are_read(given_text, expected):
    """A date that is written out is found with its value, as precise as it stands there."""
    assert text.dates(given_text) == expected


@pytest.mark.parametrize(("value", "expected"), DUTCH_DATES)
def test_dates_are_written_for_people(value, expected):
    """A date is written in Dutch, as precise as it is."""
    assert text.dutch_date(value) == expected


@pytest.mark.parametrize(("seconds", "expected"), TIMES)
def test_speaking_time_is_written_for_people(seconds, expected):
    """Seconds are told as a speaker would say them."""
    assert text.speaking_time(seconds) == expected


@pytest.mark.parametrize(("quote", "expected"), SAME_QUOTES)
def test_quotes_are_compared_apart_from_style(quote, expected):
    """White space, quotation-mark styles and composed accents make no other quote."""
    assert text.same_quote(quote) == expected


def test_speaking_time_counts_words_as_a_reader_does():
    """130 words take a minute, and a compound with a hyphen or a number with a comma is one word."""
    assert text.words("AI-beleid kost 10,9 miljoen") == ["AI-beleid", "kost", "10,9", "miljoen"]
    assert text.speaking_seconds("woord " * 130) == 60


def test_folding_joins_accents_and_capitals():
    """Words that differ in capitals or accents alone are one."""
    assert text.fold("Coördinatie") == text.fold("coordinatie")


def test_a_time_is_written_for_people():
    """A time has a full stop and the word for hour."""
    assert text.dutch_time("13:30") == "13.30 uur"


def test_the_examples_in_the_docstrings_are_true():
    """Every example in the module gives what it says."""
    outcome = doctest.testmod(text)

    assert outcome.failed == 0
    assert outcome.attempted > 0


@given(st.text())
def test_no_text_is_too_strange(anything):
    """Every function takes any text, and sentences and blocks lose no word of it."""
    text.numbers(anything)
    text.dates(anything)
    text.fold(anything)
    text.same_quote(anything)

    assert "".join("".join(text.sentences(anything)).split()) == "".join(anything.split())
    spoken = " ".join(line for block in text.blocks(anything) for line in block.texts)
    assert text.words(anything) == text.words(spoken)
