"""
References: what the items of a dossier say of each other, and whether it is so.

In goes a `Dossier`; out come the ids that stand twice, the references that lead nowhere, the numbers given twice. A
dossier with one of these is refused, so all that comes after may rely on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from debatkit.model import Citation, Dossier, Item, Path, Position, Question, Recommendation, Remark, statements


class Inconsistency(NamedTuple):
    """One thing that does not fit: in which item (None: the debate itself), where in it, and what."""

    item: Item | None
    path: Path
    message: str


def inconsistencies(dossier: Dossier, also_known: frozenset[str] = frozenset()) -> Iterator[Inconsistency]:
    """Yield all that does not fit. Ids in `also_known` count as present (their items have mistakes of their own)."""
    yield from _double_ids(dossier)
    yield from _double_numbers(dossier)
    yield from _debate(dossier, also_known)
    for item in dossier.items():
        yield from _links(dossier, item, also_known)
        yield from _citations(dossier, item, also_known)


def _double_ids(dossier: Dossier) -> Iterator[Inconsistency]:
    seen: set[str] = set()
    for item in dossier.items():
        if item.id in seen:
            yield Inconsistency(item, ("id",), f"het id '{item.id}' bestaat al in dit dossier; kies een ander")
        seen.add(item.id)


def _double_numbers(dossier: Dossier) -> Iterator[Inconsistency]:
    numbers = Counter(recommendation.number for recommendation in dossier.recommendations)
    for recommendation in dossier.recommendations:
        if numbers[recommendation.number] > 1:
            message = f"nummer {recommendation.number} is aan meer dan een aanbeveling gegeven"
            yield Inconsistency(recommendation, ("number",), message)
    given = Counter((question.recommendations[:1], question.number) for question in dossier.questions)
    for question in dossier.questions:
        if given[question.recommendations[:1], question.number] > 1:
            message = f"het nummer {dossier.label(question)} is aan meer dan een vraag gegeven"
            yield Inconsistency(question, ("number",), message)
    answered = Counter(position.recommendation for position in dossier.positions)
    for position in dossier.positions:
        if answered[position.recommendation] > 1:
            subject = f"'{position.recommendation}'" if position.recommendation else "de algemene lijn"
            yield Inconsistency(position, ("recommendation",), f"er is meer dan een standpunt op {subject}")


def _debate(dossier: Dossier, also_known: frozenset[str]) -> Iterator[Inconsistency]:
    ministries = {ministry.code for ministry in dossier.debate.ministries}
    for place, signatory in enumerate(dossier.debate.signatories):
        if ministries and signatory.ministry not in ministries:
            yield Inconsistency(
                None, ("debate", "signatories", place, "ministry"), _unknown_ministry(signatory.ministry)
            )
    if ministries and dossier.debate.coordinator and dossier.debate.coordinator not in ministries:
        yield Inconsistency(None, ("debate", "coordinator"), _unknown_ministry(dossier.debate.coordinator))
    for place, citation in enumerate(dossier.debate.citations):
        yield from _source(dossier, None, ("debate", "citations", place), citation, also_known)
    for place, milestone in enumerate(dossier.milestones):
        if milestone.date is None:
            yield Inconsistency(None, ("milestones", place), "een mijlpaal heeft een datum nodig ('date: 2022-10-07')")
        for number, citation in enumerate(milestone.citations):
            yield from _source(dossier, None, ("milestones", place, "citations", number), citation, also_known)


def _links(dossier: Dossier, item: Item, also_known: frozenset[str]) -> Iterator[Inconsistency]:
    recommendations = dossier.recommendation_by_id.keys() | also_known
    if isinstance(item, Recommendation) and item.theme and item.theme not in dossier.theme_by_id.keys() | also_known:
        yield Inconsistency(item, ("theme",), f"het thema '{item.theme}' staat niet in debate.yaml")
    if isinstance(item, Position) and item.recommendation and item.recommendation not in recommendations:
        yield Inconsistency(item, ("recommendation",), _unknown_recommendation(item.recommendation))
    if isinstance(item, Question | Remark):
        for place, recommendation in enumerate(item.recommendations):
            if recommendation not in recommendations:
                yield Inconsistency(item, ("recommendations", place), _unknown_recommendation(recommendation))
            if recommendation in item.recommendations[:place]:
                yield Inconsistency(item, ("recommendations", place), f"'{recommendation}' staat hier twee keer")
        ministries = {ministry.code for ministry in dossier.debate.ministries}
        if ministries and item.ministry and item.ministry not in ministries:
            yield Inconsistency(item, ("ministry",), _unknown_ministry(item.ministry))
    if isinstance(item, Question) and item.speaker and dossier.debate.signatories:
        titles = [signatory.title for signatory in dossier.debate.signatories]
        if item.speaker not in titles:
            message = f"'{item.speaker}' staat niet bij 'signatories' in debate.yaml ({', '.join(titles)})"
            yield Inconsistency(item, ("speaker",), message)


def _citations(dossier: Dossier, item: Item, also_known: frozenset[str]) -> Iterator[Inconsistency]:
    if isinstance(item, Recommendation):
        for place, citation in enumerate(item.citations):
            yield from _source(dossier, item, ("citations", place), citation, also_known)
    for path, statement, _ in statements(item):
        for place, citation in enumerate(statement.citations):
            yield from _source(dossier, item, (*path, "citations", place), citation, also_known)


def _source(
    dossier: Dossier, item: Item | None, path: Path, citation: Citation, also_known: frozenset[str]
) -> Iterator[Inconsistency]:
    if citation.source not in dossier.source_by_id and citation.source not in also_known:
        message = f"de bron '{citation.source}' staat niet in sources.yaml"
        yield Inconsistency(item, (*path, "source"), message)


def _unknown_recommendation(recommendation: str) -> str:
    return f"de aanbeveling '{recommendation}' staat niet in recommendations.yaml"


def _unknown_ministry(ministry: str) -> str:
    return f"het ministerie '{ministry}' staat niet bij 'ministries' in debate.yaml"
