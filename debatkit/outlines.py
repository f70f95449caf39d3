"""
Outlines: what cards and counts need to know of a question, so that not every question need be there as an object.

In goes a question as plain data that has passed the gate; out comes what it claims, cites and lacks, and a short name
for exactly this content. An outline is made once for each state of a question, and kept; the question itself is read
when somebody looks at it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from debatkit.model import Path, Question
from debatkit.plain import Plain, plain_bytes, plain_statements
from debatkit.questions import Head, Questions, differing

DIGEST = 12  # bytes
FEW = 4  # groups of questions: more are sooner made of all questions at once than each by itself
STEP = 1_000  # outlines between two tellings of how many are made


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


@dataclass(frozen=True)
class Following:
    """Outlines that follow others: all of them, which came and which are gone.

    `instead` has what came for what is gone by its id(), where each stands in the place of another state of itself;
    None where places changed.
    """

    outlines: Sequence[Outline]
    came: Sequence[Outline]
    gone: Sequence[Outline]
    instead: Mapping[int, Outline] | None

    def numbered_alike(self) -> bool:
        """Whether each that came has the number, and stands on the cards, of the one in whose place it is."""
        return self.instead is not None and all(
            (each.head.number, each.head.recommendations) == (new.head.number, new.head.recommendations)
            for each, new in ((each, self.instead[id(each)]) for each in self.gone)
        )


Asked = Mapping[str | None, Sequence[Outline]]


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


def outlines(questions: Questions, told: Callable[[int], None] | None = None) -> list[Outline]:
    """The outline of each question, in their order; `told` is told now and then how many are made."""
    made = []
    for number, head in enumerate(questions.heads, 1):
        made.append(outline(head, questions.body(head.id)))
        if told and number % STEP == 0:
            told(number)
    return made


def followed(questions: Questions, heads: Sequence[Head], known: Sequence[Outline]) -> Following:
    """The outlines of `questions`, given those `known` of the state before, which had these `heads`.

    Only for the same viewer, who may know the same sources: what a question cites for them is taken over too.
    """
    before, after = differing(heads, questions.heads)
    was = known[before]
    kept = {id(each.head): each for each in was}
    now = [kept.get(id(head)) or outline(head, questions.body(head.id)) for head in questions.heads[after]]
    still = {id(each) for each in now}
    in_place = [each.head.id for each in was] == [each.head.id for each in now]
    return Following(
        outlines=[*known[: before.start], *now, *known[before.stop :]],
        came=[each for each in now if id(each.head) not in kept],
        gone=[each for each in was if id(each) not in still],
        instead={id(one): two for one, two in zip(was, now, strict=True) if one is not two} if in_place else None,
    )


def grouped(known: Iterable[Outline]) -> Asked:
    """The outlines of questions by the recommendation that they are about; None for the general line."""
    asked: dict[str | None, list[Outline]] = {}
    for each in known:
        for subject in dict.fromkeys(each.head.recommendations or (None,)):
            asked.setdefault(subject, []).append(each)
    return asked


def regrouped(asked: Asked, following: Following) -> Asked:
    """The same groups once outlines came and went; a group that did not change is the same object."""
    touched = {
        subject for each in (*following.came, *following.gone) for subject in each.head.recommendations or (None,)
    }
    if following.instead is not None and following.numbered_alike():
        return {**asked, **{subject: _instead(asked[subject], following.instead) for subject in touched}}
    if len(touched) > FEW:
        return grouped(following.outlines)
    return {**asked, **{subject: _about(subject, following.outlines) for subject in touched}}


def _instead(known: Sequence[Outline], instead: Mapping[int, Outline]) -> list[Outline]:
    return [instead.get(id(each), each) for each in known]


def _about(subject: str | None, known: Iterable[Outline]) -> list[Outline]:
    if subject is None:
        return [each for each in known if not each.head.recommendations]
    return [each for each in known if subject in each.head.recommendations]


def _unanswered(head: Head, question: Plain) -> Iterator[Gap]:
    if "line" not in question and not question.get("answer"):
        yield Gap("no-answer", head.id, ("answer",), f"Nog zonder antwoord: {head.question}")
    for place, text in enumerate(question.get("open", ())):
        yield Gap("open", head.id, ("open", place), text)
