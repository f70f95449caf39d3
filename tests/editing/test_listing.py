"""Listing: questions by number, found by the words that the list shows of them, from state to state."""

from __future__ import annotations

import pytest

from debatkit.editing import listing as listings
from debatkit.editing.listing import Listing

ASKED = "waarom-geen-raad"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("RAAD", [ASKED]), ("raad waarom", [ASKED]), ("raad brug", []), ("", None), ("zwaluw", [])],
)
def test_a_question_is_found_by_what_the_list_shows_of_it(desk, typed, expected):
    """All words, in any order, in capitals or not; nothing typed keeps everything."""
    heads = desk.listing.heads
    found = [each.id for each in desk.listing.having(typed, heads)]

    assert found == ([each.id for each in heads] if expected is None else expected)


def test_a_question_is_found_by_number_ministry_and_status(desk):
    """As they are called on the screen."""
    label = desk.dossier.label(next(each for each in desk.listing.heads if each.id == ASKED))
    found = [
        [each.id for each in desk.listing.having(typed, desk.listing.heads)] for typed in (label, "oev", "concept")
    ]

    assert ASKED in found[0]
    assert all(found)


def test_questions_stand_by_number(desk):
    """Those in general first."""
    numbers = [desk.dossier.numbers(each) for each in desk.listing.heads]

    assert numbers == sorted(numbers)
    assert len(numbers) == len(desk.dossier.questions)


def test_a_listing_takes_over_what_did_not_change(desk, monkeypatch):
    """One changed question is one new row; with another number on a card, all are."""
    made = []
    whole = listings._row
    monkeypatch.setattr(listings, "_row", lambda dossier, head: made.append(head.id) or whole(dossier, head))
    assert desk.listing.rows
    made.clear()
    body = desk.revision("question", ASKED).body.model_copy(update={"question": "Wie voert de regie?"})
    desk.save([desk.change("question", ASKED, body, 1)])

    assert [each.id for each in desk.listing.having("regie", desk.listing.heads)] == [ASKED]
    assert made == [ASKED]

    body = desk.revision("recommendation", "meten").body.model_copy(update={"number": 7})
    desk.save([desk.change("recommendation", "meten", body, 1)])
    fresh = Listing(desk.dossier, desk.state.content.lineup.heads)

    assert [each.label for each in desk.listing.rows] == [each.label for each in fresh.rows]


def test_an_id_that_was_ever_given_is_not_given_again(desk):
    """Of what is there, of whatever kind, and of what was withdrawn."""
    desk.save([desk.change("question", ASKED, None, 1)])

    assert desk.new_id("Waarom geen raad?") == f"{ASKED}-2"
    assert desk.new_id("Meten") == "meten-2"
    assert desk.new_id("Wie begint?") == "wie-begint"
