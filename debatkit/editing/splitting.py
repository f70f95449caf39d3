"""
Splitting: one question becomes two, and what was said stands in exactly one of them.

In goes a question with the parts of it that are to go to a new one; out come both, each as it is to be kept.
"""

from __future__ import annotations

from collections.abc import Collection

from debatkit.model import FollowUp, Question, Status

# What can go to another question; a line belongs to the question that it answers.
PARTS = ("answer", "follow_ups", "facts", "avoid", "background", "open")
Part = tuple[str, int]  # the field, and the place in it


def parts(question: Question) -> dict[Part, str]:
    """Return every part that can go to another question, with its text."""
    return {(field, place): _text(each) for field in PARTS for place, each in enumerate(getattr(question, field))}


def split(question: Question, moved: Collection[Part], name: str, number: int, asked: str) -> tuple[Question, Question]:
    """Return the question without the parts that move, and a new one that has them; the new one is a draft.

    What a question is about (cards, angle, keywords, ministry, speaker, audience, until when it holds) is both's.

    Raises:
        pydantic.ValidationError: the id, the number or the wording of the new question cannot be.
    """
    stays, goes = {}, {}
    for field in PARTS:
        whole = tuple(enumerate(getattr(question, field)))
        stays[field] = tuple(each for place, each in whole if (field, place) not in moved)
        goes[field] = tuple(each for place, each in whole if (field, place) in moved)
    about = {**question.model_dump(), "id": name, "number": number, "question": asked, "line": None}
    new = Question.model_validate({**about, **goes, "status": Status.DRAFT})
    return question.model_copy(update=stays), new


def _text(part: object) -> str:
    if isinstance(part, FollowUp):
        return part.question
    return str(getattr(part, "text", part))
