"""
Grounds: what the checks read, and what they measure it by.

In goes a dossier; out come parts of it, each question by itself and everything else as one, and the ground on which all
of them stand: the debate, its words, and what its sources say. What is found in a part depends on that part and the
ground alone, so it need not be looked for again while both are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from debatkit.model import (
    Audience,
    Citation,
    Dossier,
    Item,
    Milestones,
    Path,
    Question,
    Source,
    Statement,
    statements,
)
from debatkit.model import Part as ModelPart
from debatkit.text import numbers, same_quote


class Placed(NamedTuple):
    """A statement with where it stands and the audience in force."""

    item: Item | None
    path: Path
    statement: Statement
    audience: Audience

    @property
    def public(self) -> bool:
        """Whether it may be said aloud."""
        return self.audience is Audience.PUBLIC


@dataclass(frozen=True)
class Part:
    """A part of a dossier as the rules read it: one question, or everything but the questions."""

    statements: Sequence[Placed]
    citations: Sequence[tuple[Item | None, Path, Citation]]
    questions: Sequence[Question] = ()
    sources: Sequence[Source] = ()

    @classmethod
    def of(cls, question: Question) -> Part:
        """One question."""
        placed = tuple(_placed(question, question))
        return cls(placed, tuple(_cited(placed)), (question,))

    @classmethod
    def rest(cls, dossier: Dossier) -> Part:
        """Everything but the questions, the debate's own statements included."""
        header = _placed(None, Milestones(milestones=dossier.milestones))
        rest = dossier.model_copy(update={"questions": ()})
        placed = (*header, *(each for item in rest.items() for each in _placed(item, item)))
        citations = (*_own_citations(dossier), *_cited(placed))
        return cls(placed, citations, sources=dossier.sources)


class Ground:
    """What the rules measure a part by: the debate, its words, and what its sources say."""

    def __init__(self, dossier: Dossier) -> None:
        self.debate = dossier.debate
        self.terms = [
            (term, other, re.compile(rf"(?<!\w){re.escape(other)}(?!\w)", re.IGNORECASE))
            for term in dossier.terms
            for other in term.instead_of
        ]
        self.source_by_id = dossier.source_by_id
        self.debate_numbers = _debate_numbers(dossier)
        self._texts: dict[str, str] = {}
        self._numbers: dict[str, set[str]] = {}

    def text(self, source: str) -> str:
        """All that is held of a source, in the form in which quotes are compared."""
        if source not in self._texts:
            held = self.source_by_id[source]
            self._texts[source] = same_quote(_evidence(held, held.text or ""))
        return self._texts[source]

    def numbers(self, source: str) -> set[str]:
        """The numbers that are known of a source."""
        if source not in self._numbers:
            self._numbers[source] = numbers(_evidence(self.source_by_id[source]))
        return self._numbers[source]


def _placed(item: Item | None, part: ModelPart) -> Iterator[Placed]:
    return (Placed(item, path, statement, audience) for path, statement, audience in statements(part))


def _own_citations(dossier: Dossier) -> Iterator[tuple[Item | None, Path, Citation]]:
    """What the debate and the recommendations cite, which are no statements."""
    for place, citation in enumerate(dossier.debate.citations):
        yield None, ("debate", "citations", place), citation
    for recommendation in dossier.recommendations:
        for place, citation in enumerate(recommendation.citations):
            yield recommendation, ("citations", place), citation


def _cited(placed: Iterable[Placed]) -> Iterator[tuple[Item | None, Path, Citation]]:
    for item, path, statement, _ in placed:
        for place, citation in enumerate(statement.citations):
            yield item, (*path, "citations", place), citation


def _evidence(source: Source, text: str = "") -> str:
    date = (source.date or "").replace("-", " / ")
    return "\n".join((*source.facts, source.title, source.reference or "", date, source.note or "", text))


def _debate_numbers(dossier: Dossier) -> set[str]:
    """The debate's own date and time, and the recommendations' numbers, need no source."""
    time = dossier.debate.time or ""
    return numbers(f"{dossier.debate.date:%d / %m / %Y} {time} {time.replace(':', '.')}")
