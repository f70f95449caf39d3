"""Cards: one a recommendation with everything said about it, and what is missing."""

from __future__ import annotations

import datetime

import pytest

from debatkit import cards
from debatkit.cards import briefing_cards
from debatkit.editing.items import put_together, taken_apart
from debatkit.model import Citation

CITED = [{"source": "bron"}]
RECOMMENDATION = {"id": "een", "number": 1, "text": "Doe iets.", "wording": "literal"}
SOURCES = [{"id": "bron", "title": "Bron", "verified": "official"}]
LINE = {"text": "Zo is het.", "citations": CITED}

# A dossier of one recommendation, and the rules by which something is missing on its card.
GAPS = [
    ({}, ["no-position", "no-questions"]),
    ({"positions": [{"id": "p", "recommendation": "een"}]}, ["no-stance", "no-line", "no-questions"]),
    ({"positions": [{"id": "p", "recommendation": "een", "stance": "partly", "line": LINE}]}, ["no-questions"]),
    (
        {
            "positions": [
                {"id": "p", "recommendation": "een", "stance": "partly", "line": LINE, "open": ["OEV: het bedrag"]}
            ]
        },
        ["open", "no-questions"],
    ),
    (
        {"questions": [{"id": "v", "number": 1, "recommendations": ["een"], "question": "Q?"}]},
        ["no-position", "no-answer"],
    ),
    (
        {
            "questions": [
                {"id": "v", "number": 1, "recommendations": ["een"], "question": "Q?", "line": {"text": "Ja."}}
            ]
        },
        ["no-position", "unsourced"],
    ),
    (
        {
            "questions": [
                {
                    "id": "v",
                    "number": 1,
                    "recommendations": ["een"],
                    "question": "Q?",
                    "line": LINE,
                    "valid_until": "2024-03-01",
                }
            ]
        },
        ["no-position", "expired"],
    ),
    ({"recommendations": [{**RECOMMENDATION, "note": "Nog te zien."}]}, ["wording", "no-position", "no-questions"]),
]


@pytest.mark.parametrize(("parts", "expected"), GAPS)
def test_a_card_says_what_is_missing(make, parts, expected):
    """Each thing that is missing is on the card, by its rule."""
    dossier = make(**{"recommendations": [RECOMMENDATION], "sources": SOURCES, **parts})

    [_, card] = briefing_cards(dossier, datetime.date(2024, 3, 14))

    assert [gap.rule for gap in card.gaps] == expected
    assert all(gap.message for gap in card.gaps)


def test_there_is_a_card_for_each_recommendation_and_one_for_the_general_line(internal):
    """Cards are in order of number; the general line is 0, and a recommendation may have a name of its own."""
    assert [(card.number, card.id, card.title) for card in internal.cards] == [
        (0, "algemene-lijn", "Algemene lijn"),
        (1, "meten", "Aanbeveling 1"),
        (2, "kaderegister", "Aanbeveling 2"),
        (3, "beheer", "Slotaanbeveling"),
    ]


def test_cards_are_in_order_of_number_whatever_the_order_of_the_file(make):
    """The file's order says nothing."""
    dossier = make(recommendations=[{**RECOMMENDATION, "id": f"r{number}", "number": number} for number in (10, 2, 1)])

    assert [card.number for card in briefing_cards(dossier)] == [0, 1, 2, 10]


def test_a_question_on_two_recommendations_is_on_both_cards(internal):
    """A question linked to two recommendations appears on each, under the number that its first one gives it."""
    on = [
        (card.number, rung.label)
        for card in internal.cards
        for rung in card.questions
        if rung.question.id == "register-en-beheer"
    ]

    assert on == [(2, "2.1"), (3, "2.1")]


def test_questions_stand_in_the_order_of_the_dossier(make):
    """As a rule that is by number, 10 after 9; where somebody put them in another order it is that."""
    questions = [{"id": f"v{n}", "number": n, "recommendations": ["een"], "question": "Q?"} for n in (10, 9, 1)]
    dossier = make(recommendations=[RECOMMENDATION], questions=questions)
    by_number = put_together({each: body for each, body in taken_apart(dossier).items() if each[0] != "order"}.items())

    assert [rung.label for rung in briefing_cards(by_number)[1].questions] == ["1.1", "1.9", "1.10"]
    assert [rung.label for rung in briefing_cards(dossier)[1].questions] == ["1.10", "1.9", "1.1"]


def test_a_card_borrows_after_those_with_a_lower_number(make):
    """Questions with their number from another recommendation stand by that one's number."""
    second = {**RECOMMENDATION, "id": "twee", "number": 2}
    questions = [
        {"id": "a", "number": 1, "recommendations": ["twee"], "question": "Q?"},
        {"id": "b", "number": 1, "recommendations": ["een", "twee"], "question": "Q?"},
    ]
    dossier = make(recommendations=[RECOMMENDATION, second], questions=questions)

    assert [rung.label for rung in briefing_cards(dossier)[2].questions] == ["1.1", "2.1"]


def test_what_names_no_recommendation_is_on_the_general_card(internal):
    """Questions and remarks on the whole stand with the general line."""
    general = internal.cards[0]

    assert [rung.label for rung in general.questions] == ["0.1"]
    assert [remark.id for remark in general.remarks] == ["opmerking-procedure"]
    assert general.position.id == "algemene-lijn"


def test_a_card_has_the_sources_of_everything_on_it_once(internal):
    """Sources are listed in the order in which they are first cited."""
    assert [source.id for source in internal.cards[1].sources] == ["advies", "brief", "proefbrief", "verslag"]


def test_a_remark_on_two_recommendations_is_on_both_cards(internal):
    """A remark appears wherever it is about."""
    assert [card.number for card in internal.cards if "opmerking-bru" in [each.id for each in card.remarks]] == [1, 3]


def test_an_empty_dossier_has_the_general_card(make):
    """With debate.yaml alone there is one card, and it says what is missing."""
    [card] = briefing_cards(make())

    assert (card.number, card.line, card.questions) == (0, None, ())
    assert [gap.rule for gap in card.gaps] == ["no-position", "no-questions"]


def test_one_recommendation_without_themes_is_a_card(make):
    """Themes are a convenience, not a need."""
    card = briefing_cards(make(recommendations=[RECOMMENDATION]))[1]

    assert (card.theme, card.heading) == (None, "Doe iets.")


CAVEATS = [
    ([], True, ("Zonder bron",)),
    ([], False, ()),
    (["brief"], True, ()),
    (["proefbrief"], True, ("Woorden van een eerder kabinet (kabinet-Vorig)",)),
    (["proefbrief", "brief"], True, ()),
]


@pytest.mark.parametrize(("cited", "claim", "expected"), CAVEATS)
def test_a_statement_says_what_must_be_known_before_it_is_said(small_dossier, cited, claim, expected):
    """No source, and the words of an earlier cabinet alone, are told with the statement."""
    statement = small_dossier.positions[0].line.model_copy(
        update={"claim": claim, "citations": tuple(citation(source) for source in cited)}
    )

    assert cards.caveats(statement, small_dossier.source_by_id) == expected


OFFICIAL = [
    ([], False, True),
    ([], True, False),
    ([("brief", None)], True, True),
    ([("agenda", None)], True, False),
    ([("brief", "nota")], True, False),
    ([("agenda", None), ("brief", None)], True, True),
]


@pytest.mark.parametrize(("cited", "claim", "expected"), OFFICIAL)
def test_a_statement_rests_on_an_official_document_or_not(small_dossier, cited, claim, expected):
    """A citation may say that less was seen than its source would tell."""
    citations = tuple(citation(source, verified) for source, verified in cited)
    statement = small_dossier.positions[0].line.model_copy(update={"claim": claim, "citations": citations})

    assert cards.rests_on_official(statement, small_dossier.source_by_id) is expected


def citation(source, verified=None):
    return Citation(source=source, verified=verified)


def test_coverage_counts_what_there_is(internal):
    """The overview's figures: statements, how many of those that claim something have a source, what is approved."""
    counted = cards.coverage(internal.cards[1])

    assert (counted.has_line, counted.done, counted.planned, counted.questions) == (True, 1, 2, 1)
    assert (counted.sourced, counted.claims) == (15, 15)
    assert cards.coverage(internal.cards[0]).approved == 1


def test_what_still_needs_doing_is_told_once_with_who_supplies_it(internal):
    """ "BRU: de kosten" is work for BRU, and a question on two cards is one piece of work."""
    work = [(each.ministry, each.card.number, each.label, each.message) for each in cards.to_do(internal.cards)]

    assert ("BRU", 1, "1.1", "de kosten per gemeente") in work
    assert len(work) == len(set(work))


def test_a_card_knows_how_long_its_answers_take(internal):
    """Line and whole answer each have their speaking time."""
    [rung] = internal.cards[0].questions

    assert (rung.line_seconds, rung.answer_seconds) == (5, 12)


STATEMENT = {"text", "audience", "citations"}


def test_the_card_data_has_the_shape_that_is_agreed(internal):
    """Scripts rely on these keys."""
    data = [cards.card_data(card) for card in internal.cards]

    assert {tuple(card) for card in data} == {
        (
            "number", "id", "theme", "recommendation", "wording", "stance", "line", "done", "planned", "sensitive",
            "questions", "remarks", "sources", "gaps",
        )
    }  # fmt: skip
    question = data[1]["questions"][0]
    assert list(question) == [
        "id", "number", "question", "line", "answer", "follow_ups", "facts", "avoid", "background", "open", "status",
        "audience",
    ]  # fmt: skip
    assert question["number"] == "1.1"
    several = [*question["answer"], *question["facts"], *question["avoid"], *question["background"], *data[1]["done"]]
    assert all(set(statement) == STATEMENT for statement in [question["line"], data[1]["line"], *several])
    assert {statement["audience"] for statement in question["answer"]} == {"public", "internal"}
    assert "text" not in data[1]["sources"][0]
