"""
Ranking: which entries come first.

In go a query and a snapshot; out come scored candidates. A unit of the query counts in each field by how much its best
term there is alike to it, how rare it is among the entries, and what the field weighs. What speaks for a question
speaks for its card too, and what a card and its questions hold of the query between them counts once more.

The rule that must hold: the same entries give the same scores, to the last bit, however the index came to hold them.
So nothing of an index's own statistics is in a score, for these remember for a while what was taken out: the index says
only what stands where. The rarity is that of the unit instead of the term, as a rare compound of a common word tells no
more than the word. All figures of a query are multiples of one small step, so that it does not matter in which order
the index adds them up.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import tantivy

from debatkit.search import names
from debatkit.search.answering import Answering
from debatkit.search.entries import Entry, Kind
from debatkit.search.found import Candidate, Found
from debatkit.search.meaning import Vote
from debatkit.search.query import Query, Unit
from debatkit.search.store import Snapshot
from debatkit.search.vocabulary import Likeness

CANDIDATES = 300
EVIDENT = 30  # candidates, the first ones; by these it is judged what a card and its questions hold between them
SENTENCE = 3  # words that say something: a query of fewer is no question, and many a question holds all of it
SPARE = 20  # more than that are read, as the last one may share its place with others
STEPS = 2**18  # in which a query's highest score is divided: sums of them are exact in the index's 24 bits


@dataclass(frozen=True)
class Ranking:
    """What counts for how much. docs/decisions/0007-search.md says how these were found, and what each brings."""

    fields: Mapping[str, float] = field(
        default_factory=lambda: {"subject": 3.0, "keywords": 3.0, "asked": 1.5, "line": 1.5, "said": 1.0}
    )
    kinds: Mapping[Kind, float] = field(default_factory=lambda: {Kind.CARD: 1.1, Kind.QUESTION: 1.0, Kind.SOURCE: 0.6})
    likeness: Likeness = field(default_factory=Likeness)
    synonym: float = 1.0  # another name for what was typed is worth as much as what was typed
    # A card's score is its own and what its questions bring, each next one counting this much of the one before.
    evidence: float = 0.65
    # What it brings a card that it and its questions hold all of the query between them, of what the best entry has.
    together: float = 1.0
    tie: float = 0.25  # what a unit's other terms in a field add to its best; a power of two, so that it is exact
    meaning: float = 0.4  # where there is an encoder: what a vote of weight 1 brings, of what the best by its words has
    beside: float = 0.8  # what a vote for a card brings its questions
    answering: Answering = field(default_factory=Answering)
    floor: float = 0.1  # below this share of the best score a hit shares a syllable, not a subject


def rarity(unit: Unit, snapshot: Snapshot) -> float:
    """How much a unit tells: the idf of its best term among the entries, of all of its fields the most common."""
    best = max(unit.terms.values(), default=0.0)
    counts = [snapshot.frequency(term) for term, weight in unit.terms.items() if weight >= 0.95 * best]
    return idf(max(counts, default=0), snapshot.count)


def idf(count: int, total: int) -> float:
    """BM25's inverse document frequency of what stands in `count` of `total` entries."""
    count = min(count, total)
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def candidates(
    query: Query, snapshot: Snapshot, ranking: Ranking, votes: Sequence[Vote] = ()
) -> Found | list[Candidate]:
    """The entries that hold something of the query, best first; what speaks for a question speaks for its card.

    `votes` are the cards that the query is about by its meaning, the first one most.
    """
    found = _by_words(query, snapshot, ranking)
    if found:
        found.weigh(ranking.kinds)
        _add_evidence(found, ranking)
        found.put_in_order()
        found.drop_below(ranking.floor)
        _add_together(found, query, snapshot, ranking)
        found.put_in_order()
    if votes and not query.phrases:
        return _fused(list(found), votes, snapshot, ranking)
    return found


def holding(candidate: Candidate, query: Query, snapshot: Snapshot) -> frozenset[str]:
    """Which terms of the query an entry holds."""
    if candidate.held is None:
        candidate.held = query.terms.intersection(snapshot.terms(candidate.address))
    return candidate.held


def called(query: str, snapshot: Snapshot) -> list[Candidate]:
    """What a query calls by its number, in that order; after a source the card that it speaks for."""
    found: list[Candidate] = []
    for name in names.called(query):
        for each in Found(snapshot.called(name), snapshot):
            found.append(each)
            if each.kind is Kind.SOURCE and each.number is not None:
                found += Found(snapshot.called(f"{names.CARD} {each.number}"), snapshot)
    return list({each.place: each for each in found}.values())


def before(first: Sequence[Candidate], found: Iterable[Candidate]) -> Iterator[Candidate]:
    """What was called comes before what was found, and has more score."""
    if not first:
        return iter(found)
    found = list(found)
    ranked = {each.place: each for each in found}
    for place, each in enumerate(reversed(first), 1):
        known = ranked.get(each.place)
        if known:
            each.brought, each.together, each.meant = known.brought, known.together, known.meant
        each.score, each.named = (found[0].score if found else 0.0) + place, True
    taken = {each.place for each in first}
    return chain(first, (each for each in found if each.place not in taken))


def _by_words(query: Query, snapshot: Snapshot, ranking: Ranking) -> Found:
    tells = [rarity(unit, snapshot) for unit in query.units]
    step = _step(query.units, tells, ranking)
    compiled = _compiled(query, tells, snapshot, ranking, step)
    return _best(compiled, snapshot, step) if compiled else Found((), snapshot)


def _best(compiled: tantivy.Query, snapshot: Snapshot, step: float) -> Found:
    """The best candidates, always the same ones: where the last of them share a score, each entry's own lot decides.

    The index itself would take those that it happens to have first. It multiplies a score with the logarithm of the
    lot, which is near enough to the same for all to be taken out again.
    """
    limit = CANDIDATES + SPARE
    while True:
        hits = snapshot.searcher.search(compiled, limit, count=False, weight_by_field="lot").hits
        if len(hits) < limit or hits[-1][0] < hits[CANDIDATES - 1][0]:
            break
        limit *= 2
    if len(hits) > CANDIDATES:
        hits = [hit for hit in hits if hit[0] >= hits[CANDIDATES - 1][0]]
    found = Found([address for _, address in hits], snapshot)
    weighted = np.array([score for score, _ in hits], dtype=np.float64)
    found.scores = np.rint(weighted / np.log2(2 + found.lots) / step) * step
    return found


def _fused(found: Sequence[Candidate], votes: Sequence[Vote], snapshot: Snapshot, ranking: Ranking) -> list[Candidate]:
    """Scores by the words, of the best as 1, with what the votes bring.

    So a vote turns what the words leave open, and never what is certain by them. A card comes in by its votes alone, a
    question only with words of its own.
    """
    known = {each.number for each in found if each.kind is Kind.CARD}
    others = [each for vote in votes if vote.card not in known for each in _at(vote.key, snapshot)]
    fused = [*found, *Found(others, snapshot)]
    voted = {vote.card: ranking.meaning * vote.weight for vote in votes}
    best = found[0].score if found else 1.0
    for each in fused:
        meant = max((voted.get(number, 0.0) for number in each.cards), default=0.0)
        each.meant = meant * (1.0 if each.kind is Kind.CARD else ranking.beside)
        each.score = each.score / best + each.meant
    return sorted(fused, key=lambda each: (-each.score, each.order))


def _at(key: str, snapshot: Snapshot) -> list[tantivy.DocAddress]:
    """Where the entry of a key is; nowhere, if it went since somebody named it."""
    asked = tantivy.Query.term_query(snapshot.schema, "key", key)
    return [address for _, address in snapshot.searcher.search(asked, limit=1, count=False).hits]


def _add_evidence(found: Found, ranking: Ranking) -> None:
    cards = found.cards()
    brought: dict[int, list[Candidate]] = defaultdict(list)
    for each in found.questions([card.number for card in cards]) if cards else ():
        for number in each.cards:
            brought[number].append(each)
    for card in cards:
        if card.number in brought:
            helping = sorted(brought[card.number], key=lambda each: (-each.score, each.place))
            card.brought = tuple(
                (each, each.score * ranking.evidence ** (order + 1)) for order, each in enumerate(helping)
            )
            card.score += sum(score for _, score in card.brought)
            card.words = card.score


def _add_together(found: Found, query: Query, snapshot: Snapshot, ranking: Ranking) -> None:
    """Raise what holds much of the query: that all its words are there tells more than one of them, often.

    A card holds what it and its questions hold between them. A question is raised with its card where it is what was
    asked: of a query of some length it alone holds as much. A source stands for itself.
    """
    evident = [(each, holding(each, query, snapshot)) for each in found.first(EVIDENT)]
    held: dict[int, frozenset[str]] = defaultdict(frozenset)
    for each, terms in evident:
        for number in each.cards if each.kind is not Kind.SOURCE else ():
            held[number] |= terms
    shares = {number: query.share(terms) for number, terms in held.items()}
    cards = found.cards()
    scores = {each.number: each.score for each in cards}
    raised = [(each, shares.get(each.number or 0, 0.0)) for each in cards]
    for each, terms in evident:
        share = query.share(terms)
        if each.kind is Kind.SOURCE:
            raised.append((each, share))
        elif each.kind is Kind.QUESTION and len(query.units) >= SENTENCE:
            above = all(each.score > scores.get(number, 0.0) for number in each.cards)
            if above and share >= max((shares[number] for number in each.cards), default=0.0):
                raised.append((each, share))
    best = evident[0][0].score
    for each, share in raised:
        each.together = ranking.together * best * share
        each.score += each.together


def _step(units: Sequence[Unit], tells: Sequence[float], ranking: Ranking) -> float:
    """The power of two that all of a query's figures are multiples of."""
    fields = sum(ranking.fields.values())
    highest = sum(rare * fields * (1 + ranking.tie * len(unit.terms)) for unit, rare in zip(units, tells, strict=True))
    return 2.0 ** math.ceil(math.log2(max(highest, 1.0))) / STEPS


def _compiled(
    query: Query, tells: Sequence[float], snapshot: Snapshot, ranking: Ranking, step: float
) -> tantivy.Query | None:
    whole = [
        (tantivy.Occur.Should, part)
        for unit, rare in zip(query.units, tells, strict=True)
        for part in _unit(unit, rare, snapshot, ranking, step).values()
    ]
    if not whole and not query.phrases:
        return None
    for phrase in query.phrases:
        found = (
            tantivy.Query.phrase_query(snapshot.schema, "words", list(phrase))
            if len(phrase) > 1
            else tantivy.Query.term_query(snapshot.schema, "words", phrase[0])
        )
        whole.append((tantivy.Occur.Must, tantivy.Query.const_score_query(found, 0.0)))
    return tantivy.Query.boolean_query(whole)


def _unit(unit: Unit, tells: float, snapshot: Snapshot, ranking: Ranking, step: float) -> dict[str, tantivy.Query]:
    """By field, what finds a unit there and scores it."""
    found: dict[str, list[tantivy.Query]] = defaultdict(list)
    coarse = step / ranking.tie  # a part of it is a whole number of steps
    for term, weight in unit.terms.items():
        for name in snapshot.fields(term):
            one = tantivy.Query.term_query(snapshot.schema, name, term, index_option="basic")
            score = max(1, round(ranking.fields[name] * weight * tells / coarse)) * coarse
            found[name].append(tantivy.Query.const_score_query(one, score))
    return {
        name: tantivy.Query.disjunction_max_query(terms, ranking.tie) if len(terms) > 1 else terms[0]
        for name, terms in found.items()
    }


def parts(unit: Unit, entry: Entry, snapshot: Snapshot, ranking: Ranking) -> Iterator[tuple[str, float]]:
    """What a unit brings an entry by its words: in which field, and for how much."""
    key = tantivy.Query.term_query(snapshot.schema, "key", entry.key)
    if not snapshot.searcher.search(key, limit=1, count=False).hits:
        return
    tells = rarity(unit, snapshot)
    found = _unit(unit, tells, snapshot, ranking, _step((unit,), (tells,), ranking))
    for name, query in found.items():
        one = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, tantivy.Query.const_score_query(key, 0.0)), (tantivy.Occur.Must, query)]
        )
        for score, _ in snapshot.searcher.search(one, limit=1, count=False).hits:
            yield name, score
