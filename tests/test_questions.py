"""Questions: a sequence like any other, whose elements are read when they are asked for."""

from __future__ import annotations

import pytest

from debatkit.plain import plain, plain_bytes
from debatkit.questions import Head, Questions, head, read_head


@pytest.fixture
def read():
    """The ids of the questions that were read, in order."""
    return []


@pytest.fixture
def questions(small_dossier, read):
    """The questions of the small dossier, which tell when they are read."""
    by_id = {each.id: each for each in small_dossier.questions}

    def make(name):
        read.append(name)
        return by_id[name]

    return Questions([head(each) for each in small_dossier.questions], lambda name: plain(by_id[name]), make)


def test_it_is_the_same_sequence(questions, small_dossier):
    """Length, order, place, slice and comparison are those of a tuple."""
    whole = small_dossier.questions

    assert questions == whole
    assert whole == questions
    assert list(questions) == list(whole)
    assert (len(questions), questions[1], questions[-1]) == (len(whole), whole[1], whole[-1])
    assert questions[1:3] == whole[1:3]
    assert questions != whole[1:]
    with pytest.raises(IndexError):
        questions[len(whole)]


def test_a_question_is_read_when_it_is_asked_for(questions, read):
    """Heads cost no reading, and what was just read is not read again."""
    assert [each.question for each in questions.heads]
    assert read == []

    assert questions[2] is questions[2]

    assert read == [questions.heads[2].id]


def test_a_dossier_with_them_is_the_same_dossier(small_dossier, questions):
    """Equal, and written the same."""
    dossier = small_dossier.model_copy(update={"questions": questions})

    assert dossier == small_dossier
    assert dossier.model_dump_json() == small_dossier.model_dump_json()


def test_a_head_says_what_the_question_says(small_dossier):
    """Whether it is made of the question or read from the log."""
    for question in small_dossier.questions:
        read = read_head(plain_bytes(plain(question)).decode())

        assert read == head(question)
        assert {name: getattr(read, name) for name in Head.__struct_fields__} == {
            name: getattr(question, name) for name in Head.__struct_fields__
        }


@pytest.mark.parametrize(
    "text", ["", "{}", '{"id": "a", "number": "een", "question": "Q?"}', '{"id": "a", "status": 1}']
)
def test_what_cannot_be_a_question_is_refused(text):
    """A head is checked against the types of its fields."""
    with pytest.raises(ValueError, match=r"."):
        read_head(text)
