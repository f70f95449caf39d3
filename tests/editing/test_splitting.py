"""Splitting: what a question said stands in exactly one of the two that it becomes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from debatkit.editing.splitting import PARTS, parts, split
from debatkit.model import Status


def question(dossier):
    """The question with the most parts."""
    return max(dossier.questions, key=lambda each: len(parts(each)))


@given(data=st.data())
def test_every_part_stands_in_one_of_the_two(small_dossier, data):
    """In the order that they had."""
    whole = question(small_dossier)
    moved = data.draw(st.sets(st.sampled_from(sorted(parts(whole)))))
    stays, goes = split(whole, moved, "nieuw", 9, "En dan?")

    for field in PARTS:
        together = [*getattr(stays, field), *getattr(goes, field)]
        assert sorted(map(repr, together)) == sorted(map(repr, getattr(whole, field)))
    assert len(parts(goes)) == len(moved)


def test_the_new_one_is_a_draft_about_the_same(small_dossier):
    """It has a question, a number and an id of its own; the line stays where it was."""
    whole = question(small_dossier).model_copy(update={"status": Status.APPROVED})
    stays, goes = split(whole, {("answer", 0)}, "nieuw", 9, "En dan?")

    assert (goes.id, goes.number, goes.question, goes.status, goes.line) == ("nieuw", 9, "En dan?", Status.DRAFT, None)
    assert (goes.recommendations, goes.ministry, goes.audience) == (
        whole.recommendations,
        whole.ministry,
        whole.audience,
    )
    assert goes.answer == whole.answer[:1]
    assert stays == whole.model_copy(update={"answer": whole.answer[1:]})


def test_a_question_without_words_is_refused(small_dossier):
    """As it is anywhere."""
    with pytest.raises(ValidationError):
        split(question(small_dossier), (), "nieuw", 9, " ")
