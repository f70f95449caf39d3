"""
Fit: whether changed items fit in their dossier.

In goes a dossier as it is and the changes that are wanted; out comes what would not fit and did before: references that
lead nowhere, numbers given twice, also those of questions that were withdrawn. Of the questions, of which there may be
very many, only those are looked at that the changes touch; of everything else, all. The one rule that must hold: what
the check of the whole dossier would find, is found.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from debatkit import references
from debatkit.editing import items
from debatkit.editing.items import HEADER, QUESTION, Name
from debatkit.editing.state import State
from debatkit.errors import InvalidChangeError, LogError, Refusal
from debatkit.model import Model, Numbered, Question
from debatkit.questions import Head, read_head
from debatkit.revisions.kinds import Header
from debatkit.revisions.records import Change

Number = tuple[tuple[str, ...], int]  # a question's first recommendation, and its own number


def require_fit(state: State, changes: Sequence[Change]) -> None:
    """Check the dossier as it would be.

    Raises:
        InvalidChangeError: with what does not fit, and did not before.
    """
    wanted: dict[Name, Model | None] = {
        (change.kind, change.id): change.body if isinstance(change.body, Model) else None
        for change in changes
        if change.kind in items.IN_FILES
    }
    if not wanted:
        return
    before = _bodies(state, _touched(state, wanted))
    after = {name: body for name, body in {**before, **wanted}.items() if body is not None}
    known = problems(before, state.name) if before else ()
    new = [each for each in problems(after, state.name) if each not in known]
    if new or (new := list(_numbers_again(state, after, wanted))):
        raise InvalidChangeError(tuple(new))


def problems(bodies: Mapping[Name, Model], dossier: str) -> tuple[Refusal, ...]:
    """What does not fit in a dossier of these items: references that lead nowhere, numbers given twice, ..."""
    whole = items.put_together(bodies.items())
    if whole is None:
        return (Refusal("een dossier kan niet zonder debat", (), dossier, HEADER, dossier),)
    kinds = {name: kind for kind, name in bodies}
    return tuple(
        Refusal(message, path, dossier, kinds[item.id] if item else HEADER, item.id if item else dossier)
        for item, path, message in references.inconsistencies(whole)
    )


def _numbers_again(state: State, after: Mapping[Name, Model], wanted: Mapping[Name, Model | None]) -> Iterator[Refusal]:
    """The questions that would get the number of one that was withdrawn, or is now: people remember 11.1."""
    new = frozenset(_new_numbers(state.content.lineup.of_id, wanted))
    whole = items.put_together(after.items()) if new else None
    if whole is None:
        return
    gone = dict(_withdrawn_numbers(state, wanted))
    for (kind, name), body in wanted.items():
        if isinstance(body, Question) and (number := _number(body)) in new and gone.get(number, name) != name:
            message = f"het nummer {whole.label(body)} is van een ingetrokken vraag; kies een ander"
            yield Refusal(message, ("number",), state.name, kind, name)


def _withdrawn_numbers(state: State, wanted: Mapping[Name, Model | None]) -> Iterator[tuple[Number, str]]:
    """The numbers of withdrawn questions, with the id of each, but for those that come back."""
    for (kind, name), revision in state.withdrawn.items():
        if kind == QUESTION and revision.text is not None and wanted.get((kind, name)) is None:
            with contextlib.suppress(ValueError):  # one that cannot be read has no number that anybody knows
                yield _number(read_head(revision.text)), name
    for (kind, name), body in wanted.items():
        if kind == QUESTION and body is None and (head := state.content.lineup.of_id.get(name)):
            yield _number(head), name


def _bodies(state: State, questions: Iterable[str]) -> dict[Name, Model]:
    """The items of the dossier that can be read, of its questions only these."""
    rest = state.content.rest
    found = items.taken_apart(rest) if rest else {}
    for name in questions:
        with contextlib.suppress(LogError):  # one that cannot be read is told where it is shown
            if body := state.body(Question, (QUESTION, name)):
                found[QUESTION, name] = body
    return found


def _touched(state: State, wanted: Mapping[Name, Model | None]) -> frozenset[str]:
    """The ids of the questions that may fit no longer, or that what is wanted may not fit beside."""
    heads = state.content.lineup.of_id
    touched = {name for _, name in wanted if name in heads}
    if numbers := frozenset(_new_numbers(heads, wanted)):
        touched |= {each.id for each in heads.values() if _number(each) in numbers}
    gone = {name: kind for (kind, name), body in wanted.items() if body is None}
    if recommendations := frozenset(name for name, kind in gone.items() if kind == "recommendation"):
        touched |= {each.id for each in heads.values() if not recommendations.isdisjoint(each.recommendations)}
    if sources := frozenset(name for name, kind in gone.items() if kind == "source"):
        touched |= set(_citing(state, sources))
    for body in wanted.values():
        if isinstance(body, Header):
            touched |= {each.id for each in heads.values() if not _named(each, body)}
    return frozenset(touched)


def _new_numbers(heads: Mapping[str, Head], wanted: Mapping[Name, Model | None]) -> Iterator[Number]:
    """The numbers that questions are to get and do not have."""
    for (_, name), body in wanted.items():
        if isinstance(body, Question):
            before = heads.get(name)
            if before is None or _number(before) != _number(body):
                yield _number(body)


def _number(question: Numbered) -> Number:
    return question.recommendations[:1], question.number


def _citing(state: State, sources: frozenset[str]) -> Iterator[str]:
    """The questions that may cite one of these sources: their text, as it is stored, names it."""
    written = [f'"source":"{source}"' for source in sources]
    for (kind, name), revision in state.latest.items():
        if kind == QUESTION and any(each in (revision.text or "") for each in written):
            yield name


def _named(head: Head, header: Header) -> bool:
    """Whether the debate knows the ministry and the speaker of a question, as far as it names any."""
    ministries = [ministry.code for ministry in header.debate.ministries]
    speakers = [signatory.title for signatory in header.debate.signatories]
    return (not (ministries and head.ministry) or head.ministry in ministries) and (
        not (speakers and head.speaker) or head.speaker in speakers
    )
