"""Ladder: an answer step by step, and what of it may be said aloud."""

from __future__ import annotations

import pytest

from debatkit.ladder import Rise, joined
from debatkit.model import Audience
from debatkit.text import speaking_seconds

SAID = {"claim": False}
QUESTION = {
    "id": "vraag",
    "number": 1,
    "question": "Wat gebeurt er?",
    "line": {"text": "Alles wordt gemeten.", **SAID},
    "answer": [{"text": "Eerst het oudste.", **SAID}, {"text": "Dit zegt niemand.", "audience": "internal", **SAID}],
    "follow_ups": [
        {"question": "Wanneer?", "line": {"text": "Dit jaar.", **SAID}, "answer": [{"text": "In mei.", **SAID}]},
        {"question": "Wie?", "line": {"text": "De nachtwaker.", "audience": "internal", **SAID}},
    ],
    "facts": [{"text": "Het zijn er tien.", **SAID}],
    "avoid": [{"text": "Noem geen bedrag.", **SAID}],
    "background": [{"text": "Er was ruzie.", **SAID}],
    "audience": "public",
}


@pytest.fixture
def spot(write):
    """A function that gives the question as an audience sees it."""
    folders = write(questions=[QUESTION])
    return lambda audience: folders.view(audience).spot("question:vraag")


def test_a_ladder_is_climbed_from_the_line_to_the_background(spot):
    """Line, answer, each follow-up with its question, facts, what not to say, background."""
    steps = spot(Audience.INTERNAL).steps

    assert [(step.rise, step.asked) for step in steps] == [
        (Rise.LINE, ""),
        (Rise.ANSWER, ""),
        (Rise.FOLLOW_UP, "Wanneer?"),
        (Rise.FOLLOW_UP, "Wie?"),
        (Rise.FACTS, ""),
        (Rise.AVOID, ""),
        (Rise.BACKGROUND, ""),
    ]
    assert steps[2].seconds == speaking_seconds("Dit jaar. In mei.")


def test_a_step_that_is_not_for_the_viewer_is_not_there(spot):
    """In the public view there is nothing to climb to but what is public."""
    assert [step.rise for step in spot(Audience.PUBLIC).steps] == [Rise.LINE, Rise.ANSWER, Rise.FOLLOW_UP, Rise.FACTS]


@pytest.mark.parametrize("audience", Audience)
def test_only_what_may_be_said_is_spoken(spot, audience):
    """Facts at hand, background and internal statements are never spoken, whoever looks."""
    spoken = spot(audience).spoken

    assert [step.rise for step in spoken] == [Rise.LINE, Rise.ANSWER, Rise.FOLLOW_UP]
    assert [each.text for step in spoken for each in step.said] == [
        "Alles wordt gemeten.",
        "Eerst het oudste.",
        "Dit jaar.",
        "In mei.",
    ]
    assert spoken[1].seconds == speaking_seconds("Eerst het oudste.")


def test_a_card_is_a_ladder_too(internal):
    """Its line, what there is, what is coming, and what is sensitive."""
    spot = internal.spot(f"card:{internal.card(1).id}")

    assert spot.steps[0].rise is Rise.LINE
    assert spot.steps[-1].rise is Rise.SENSITIVE
    assert spot.label == "1"
    assert spot.seconds == speaking_seconds(spot.line.text)


def test_several_answers_are_one_reply(internal):
    """The lines in the order given, with one total time; what has no line, or an internal one, is told apart."""
    refs = [f"question:{each.id}" for each in reversed(internal.dossier.questions)]
    spots = internal.spots(refs)
    reply = joined(spots)

    assert [spot.ref for spot in (*reply.spots, *reply.silent)] != []
    assert reply.text == "\n\n".join(spot.line.text for spot in reply.spots)
    assert reply.seconds == sum(spot.seconds for spot in reply.spots)
    assert all(spot.line.audience is Audience.PUBLIC for spot in reply.spots)
    assert all(spot.line is None or spot.line.audience is Audience.INTERNAL for spot in reply.silent)
    assert [spot.ref for spot in spots if spot in reply.spots] == [spot.ref for spot in reply.spots]


@pytest.mark.parametrize("typed", ["1.1", "1,1", " 1 1 ", "vraag 1.1"])
def test_a_short_number_is_a_question(public, typed):
    """However it is written."""
    assert public.numbered(typed).label == "1.1"


@pytest.mark.parametrize("typed", ["", "1", "1.999", "26 643", "artikel 1.1", "1.1.1", "٢.٢"])
def test_any_other_text_is_no_number(public, typed):
    """A number that no question has searches as any text does."""
    assert public.numbered(typed) is None


def test_every_question_is_found_by_its_number(internal):
    """Each number leads to its own question, on the card that it counts on."""
    for card in internal.cards:
        for rung in card.questions:
            found = internal.numbered(rung.label)

            assert found.ref == f"question:{rung.question.id}"
            assert found.rung.label.partition(".")[0] == str(found.card.number)


def test_what_a_viewer_may_not_see_is_not_found(public, internal, internal_ids):
    """By reference and by number, an internal item is as absent as one that never was."""
    hidden = [each for each in internal.dossier.questions if each.id in internal_ids]
    assert hidden
    for question in hidden:
        assert internal.spot(f"question:{question.id}")
        assert public.spot(f"question:{question.id}") is None
        assert public.numbered(internal.dossier.label(question)) is None


@pytest.mark.parametrize("ref", ["", "question", "question:", "card:nergens", "source:brief", "question:a:b"])
def test_a_reference_to_nothing_is_nothing(internal, ref):
    """Nor is it an error: it may come from an old folder."""
    assert internal.spot(ref) is None
