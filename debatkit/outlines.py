"""
Outlines: what cards and counts need to know of a question, so that not every question need be there as an object.

In goes a question as plain data that has passed the gate; out comes what it claims, cites and lacks, and a short name
for exactly this content. An outline is made once for each state of a question, and kept; the question itself is read
when somebody looks at it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

from debatkit.model import Path, Question
from debatkit.plain import Plain, plain_bytes, plain_statements
from debatkit.questions import Head, Questions

DIGEST = 12  # bytes


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: by which rule, in which item (None: on the card itself), and what to do."""

    rule: str
    item: str | None
    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of one question without reading it."""

    head: Head
    claims: int  # statements that claim something
    sourced: int  # those of them that have a source
    sources: tuple[str, ...]  # what it cites, each once, in the order in which it first does
    gaps: tuple[Gap, ...]
    valid_until: str | None
    digest: bytes  # another content has another one

    def all_gaps(self, today: datetime.date | None) -> Iterator[Gap]:
        """What is missing; with `today`, also that it is past its day."""
        yield from self.gaps
        if today and self.valid_until and self.valid_until < today.isoformat():
            message = f"Opnieuw te bekijken: {self.head.question}"
            yield Gap("expired", self.head.id, ("valid_until",), message)


def outline(head: Head, question: Plain) -> Outline:
    """What is to be known of a question, which is `question` as plain data."""
    claims = sourced = 0
    sources: dict[str, None] = {}
    unsourced: list[Gap] = []
    for path, statement in plain_statements(Question, question):
        citations = statement.get("citations", ())
        for citation in citations:
            sources[intern(citation["source"])] = None
        if statement.get("claim", True):
            claims += 1
            if citations:
                sourced += 1
            else:
                unsourced.append(Gap("unsourced", head.id, path, f"Zonder bron: {statement['text']}"))
    gaps = (*_unanswered(head, question), *unsourced)
    digest = hashlib.blake2b(plain_bytes(question), digest_size=DIGEST).digest()
    return Outline(head, claims, sourced, tuple(sources), gaps, question.get("valid_until"), digest)


def outlines(questions: Questions) -> Iterator[Outline]:
    """The outline of each question, in their order."""
    return (outline(head, questions.body(head.id)) for head in questions.heads)


def _unanswered(head: Head, question: Plain) -> Iterator[Gap]:
    if "line" not in question and not question.get("answer"):
        yield Gap("no-answer", head.id, ("answer",), f"Nog zonder antwoord: {head.question}")
    for place, text in enumerate(question.get("open", ())):
        yield Gap("open", head.id, ("open", place), text)
