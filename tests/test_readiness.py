"""Readiness: the grid tells holes from work, and an exercise asks everything once, in an order of its seed."""

from __future__ import annotations

import datetime

import pytest

from debatkit.readiness import Source, drill, grid

LONG_AGO, LATER = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)


def test_every_question_is_in_its_cell(internal):
    """A question on two cards is in a cell of both; one without an angle in the last."""
    table = grid(internal.cards, LONG_AGO)
    placed = [(cell.card.number, rung.question.id) for _, row in table.rows for cell in row for rung in cell.rungs]

    assert sorted(placed) == sorted(
        (card.number, each.question.id) for card in internal.cards for each in card.questions
    )
    assert all(rung.question.angle == cell.angle for _, row in table.rows for cell in row for rung in cell.rungs)
    assert None not in table.angles[:-1]


def test_a_cell_leads_to_the_first_question_that_asks_for_work(internal):
    """A cell that is ready leads to none."""
    cells = [cell for _, row in grid(internal.cards, LATER).rows for cell in row if cell.rungs]

    assert all((cell.to_mend is None) == cell.ready for cell in cells)
    assert all(cell.to_mend in cell.rungs for cell in cells if not cell.ready)


def test_a_cell_without_questions_is_a_hole(internal):
    """And no other one is."""
    table = grid(internal.cards, LONG_AGO)

    assert {(cell.card.number, cell.angle) for cell in table.holes} == {
        (card.number, angle)
        for card in internal.cards
        for angle in table.angles
        if angle and angle not in {rung.question.angle for rung in card.questions}
    }


def test_what_is_past_its_day_must_be_looked_at_again(internal):
    """The day itself is still good; a cell with anything to do is not ready."""
    dated = [each.question for card in internal.cards for each in card.questions if each.question.valid_until]
    day = dated[0].valid_until

    def overdue(today):
        return sum(cell.overdue for _, row in grid(internal.cards, today).rows for cell in row)

    assert overdue(day) < overdue(day + datetime.timedelta(days=1))
    assert not [cell for _, row in grid(internal.cards, LATER).rows for cell in row if cell.overdue and cell.ready]


def test_a_viewer_of_public_lines_sees_no_angle_of_an_internal_question(public, internal):
    """The grid is made of what they may know."""
    shown = {rung.question.id for _, row in grid(public.cards, LONG_AGO).rows for cell in row for rung in cell.rungs}

    assert "interne-vraag" in {each.question.id for card in internal.cards for each in card.questions}
    assert "interne-vraag" not in shown


def test_an_exercise_asks_everything_once(internal):
    """Each question, each follow-up and each keyword, whatever the number of cards that it is on."""
    asked = drill(internal.cards, 1)
    questions = {each.question.id: each.question for card in internal.cards for each in card.questions}

    assert len(asked) == len(set(asked))
    assert {each.text for each in asked if each.source is Source.QUESTION} == {
        each.question for each in questions.values()
    }
    assert sum(each.source is Source.FOLLOW_UP for each in asked) == sum(len(q.follow_ups) for q in questions.values())
    assert sum(each.source is Source.KEYWORD for each in asked) == len(
        {word for each in questions.values() for word in each.keywords}
    )


def test_the_same_seed_asks_in_the_same_order(internal):
    """Colleagues can do the same exercise; another seed is another one."""
    assert drill(internal.cards, 7) == drill(internal.cards, 7)
    assert drill(internal.cards, 7) != drill(internal.cards, 8)
    assert set(drill(internal.cards, 7)) == set(drill(internal.cards, 8))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_asked_can_be_answered(internal, seed):
    """By its question, and by its card."""
    for each in drill(internal.cards, seed):
        assert each.answered_by(min(each.cards), None)
        assert all(each.answered_by(min(each.cards), name) for name in each.questions)
        assert not each.answered_by(min(each.cards), "een-andere-vraag")
