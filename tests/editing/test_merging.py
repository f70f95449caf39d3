"""Merging: a field that one of us changed goes along by itself, one that both changed is chosen, nothing else goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.editing.merging import Side, disagreements, merged
from debatkit.model import Audience, Citation, Question, Statement, Status

BASE = Question(
    id="vraag",
    number=1,
    question="Is de kade veilig?",
    line=Statement(text="De kade is veilig."),
    keywords=("dijk",),
    angle="veiligheid",
)

# What I changed, what they changed, and who changed which field.
CHANGES = [
    ({"angle": "geld"}, {}, {"angle": Side.MINE}),
    ({}, {"angle": "geld"}, {"angle": Side.THEIRS}),
    ({"angle": "geld"}, {"angle": "geld"}, {}),
    ({"angle": "geld"}, {"angle": "uitvoering"}, {"angle": Side.BOTH}),
    ({"angle": "geld"}, {"question": "Hoe?"}, {"angle": Side.MINE, "question": Side.THEIRS}),
    ({"line": None}, {"line": Statement(text="Ja.")}, {"line": Side.BOTH}),
    ({}, {"status": Status.APPROVED}, {}),
]


def statements(texts):
    """Statements of these texts."""
    return tuple(Statement(text=text) for text in texts)


@pytest.mark.parametrize(("mine", "theirs", "expected"), CHANGES)
def test_who_changed_a_field_is_known_by_what_both_began_with(mine, theirs, expected):
    """A field in which we say the same is not asked about, and status never is."""
    found = disagreements(BASE, BASE.model_copy(update=mine), BASE.model_copy(update=theirs))

    assert {each.name: each.changed_by for each in found} == expected


def test_what_one_of_us_changed_is_kept_without_a_choice():
    """My change does not put back what they changed elsewhere."""
    mine = BASE.model_copy(update={"angle": "geld"})
    theirs = BASE.model_copy(update={"question": "Hoe veilig is de kade?", "status": Status.COORDINATED})

    found = merged(BASE, mine, theirs, {})

    assert found == BASE.model_copy(
        update={"angle": "geld", "question": "Hoe veilig is de kade?", "status": Status.COORDINATED}
    )


@pytest.mark.parametrize(("side", "expected"), [(Side.MINE, "geld"), (Side.THEIRS, "uitvoering"), (None, "uitvoering")])
def test_what_both_changed_is_what_was_chosen(side, expected):
    """What is in the log already, where nobody chose."""
    mine, theirs = (BASE.model_copy(update={"angle": each}) for each in ("geld", "uitvoering"))

    found = merged(BASE, mine, theirs, {"angle": side} if side else {})

    assert found.angle == expected


def test_without_a_common_beginning_all_is_to_choose():
    """Nobody can tell who changed what."""
    [found] = disagreements(None, BASE, BASE.model_copy(update={"angle": "geld"}))

    assert found.changed_by is Side.BOTH


@given(*[st.lists(st.sampled_from("abcdef"), max_size=4, unique=True)] * 2)
def test_both_loses_no_statement(ours, others):
    """Theirs first, in their order; what we have both is there once."""
    mine, theirs = (BASE.model_copy(update={"answer": statements(each)}) for each in (ours, others))
    found = merged(BASE, mine, theirs, {"answer": Side.BOTH}).answer

    if ours and others:
        assert [each.text for each in found] == [*others, *(each for each in ours if each not in others)]
    assert set(found) >= set(theirs.answer)


def test_both_of_one_statement_keeps_the_texts_and_the_sources():
    """And it stays internal where one of us made it so."""
    mine = BASE.model_copy(
        update={"line": Statement(text="Ja.", audience=Audience.INTERNAL, citations=(Citation(source="brief"),))}
    )
    theirs = BASE.model_copy(
        update={"line": Statement(text="Zeker.", audience=Audience.PUBLIC, citations=(Citation(source="verslag"),))}
    )

    found = merged(BASE, mine, theirs, {"line": Side.BOTH}).line

    assert found.text == "Zeker.\n\nJa."
    assert found.audience is Audience.INTERNAL
    assert [each.source for each in found.citations] == ["verslag", "brief"]
