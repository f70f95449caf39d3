"""
Index: finds, ranks, and says what answers.

In go entries, then queries; out come hits, best first. A query is data: nothing that a user types is syntax, but what
stands between quotation marks must be there word for word. A hit tells whether it answers or only comes near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path

from debatkit.search import analysis, names
from debatkit.search import query as queries
from debatkit.search.answering import Signs, signs
from debatkit.search.concepts import Concepts
from debatkit.search.entries import Entry, Kind
from debatkit.search.found import Candidate
from debatkit.search.meaning import Encoder, Meaning
from debatkit.search.query import Query
from debatkit.search.ranking import EVIDENT, Ranking, before, called, candidates, holding, idf, parts
from debatkit.search.snippets import Snippet, best_snippet, in_texts, marked
from debatkit.search.store import Progress, Snapshot, Store

# Reasons besides the fields.
BY_NAME, BY_PHRASE, BY_QUESTION, BY_TOGETHER, BY_MEANING = "name", "phrase", "question", "together", "meaning"
TOLD = 5  # questions, and words of a field, that are told as reasons


class Match(StrEnum):
    """Whether a hit answers the query, or only comes near."""

    ANSWERS = "answers"
    NEAR = "near"


@dataclass(frozen=True)
class Hit:
    """One result. `match` tells a hit that answers from one that is only near.

    `candidate` is how the ranking knows it; `helping` gives the question that brought a card most.
    """

    rank: int
    entry: Entry
    score: float
    match: Match
    signs: Signs = field(repr=False)
    query: Query = field(repr=False)
    concepts: Concepts = field(repr=False, compare=False)
    candidate: Candidate = field(repr=False, compare=False)
    helping: Callable[[], Entry] | None = field(default=None, repr=False, compare=False)

    @property
    def named(self) -> bool:
        """Whether the query calls it by its number."""
        return self.candidate.named

    @cached_property
    def title(self) -> Snippet:
        """What the entry is called, with the match marked."""
        return marked(self.entry.title, self.query, self.concepts, self.entry.stems)

    @cached_property
    def snippet(self) -> Snippet:
        """The sentence that answers, with the match marked; of a card that its questions brought, one of theirs."""
        helping = self.helping() if self.helping and self.query.units else None
        return best_snippet(self.entry, self.query, self.concepts, helping)


@dataclass(frozen=True)
class Reason:
    """Why an entry was found, and for how much: words of the query, the field they count in, as which words there.

    A reason may also be what the query calls the entry, a phrase, one of a card's questions (`terms`: its number and
    what it asks), how much it and its questions hold between them, or its meaning; then `field` is one of the names
    above.
    """

    words: str
    field: str
    terms: tuple[str, ...]
    score: float


class Index:
    """An index over entries, in `folder` or in memory; `groups` are words that mean the same.

    Raises:
        SearchError: the folder cannot be written.
    """

    def __init__(
        self,
        folder: Path | None = None,
        groups: Iterable[Sequence[str]] = (),
        ranking: Ranking | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        self.ranking = ranking or Ranking()
        self._meaning = Meaning(encoder, folder) if encoder else None
        self._concepts = Concepts(groups)
        self._store = Store(folder, self._concepts)

    def sync(self, entries: Iterable[Entry], content: str, progress: Progress | None = None) -> None:
        """Make the index hold exactly `entries`, under the name `content`; see `Store.sync`."""
        self._store.sync(entries, content, progress)
        analysis.telling("")  # reads its list of words now, not with the first query

    def sync_meaning(self, entries: Iterable[Entry], progress: Progress | None = None, most: int | None = None) -> bool:
        """Make what the meaning of `entries` is found by, where there is an encoder. Slow: some texts a second.

        Until it is done, searching goes by words alone. False, and nothing made, where more than `most` texts are new.
        """
        return self._meaning is None or self._meaning.sync(entries, progress, most)

    def put(
        self, changed: Sequence[Entry], removed: Sequence[str], base: str, content: str, meaning: bool = True
    ) -> bool:
        """Bring the index from `base` to `content` by a few entries; see `Store.put`.

        Without `meaning` by words alone: the rest is left for the next `sync_meaning`.
        """
        done = self._store.put(changed, removed, base, content)
        if done and meaning and self._meaning is not None:
            self._meaning.put(changed, removed)
        return done

    def search(self, text: str, limit: int = 20, keep: Callable[[Entry], bool] | None = None) -> tuple[Hit, ...]:
        """Return at most `limit` hits for `text`, best first; `keep` filters before the limit counts."""
        snapshot = self._store.snapshot()
        query = self._read(text, snapshot)
        votes = self._meaning.votes(text, query.bare) if self._meaning and query.units else ()
        ranked = before(called(text, snapshot), candidates(query, snapshot, self.ranking, votes))
        evident = list(islice(ranked, EVIDENT))
        hits: list[tuple[Candidate, Entry]] = []
        seen: set[tuple[Kind, str]] = set()
        for candidate in chain(evident, ranked):
            if len(hits) == limit:
                break
            entry = snapshot.entry(candidate.address)
            if (entry.kind, entry.id) not in seen and (keep is None or keep(entry)):
                seen.add((entry.kind, entry.id))
                hits.append((candidate, entry))
        return tuple(self._hits(hits, evident, query, snapshot, names.alone(text)))

    @property
    def meaning_share(self) -> float:
        """Which share of the entries can be found by meaning too, from 0 to 1."""
        return self._meaning.share if self._meaning else 1.0

    def holds(self, content: str) -> bool:
        """Whether the index is exactly the content of this name; if not, a `sync` is due."""
        return self._store.holds(content)

    def strange(self, text: str) -> str | None:
        """What a query calls by its number, and nothing else, but is not there; None for any other query."""
        snapshot = self._store.snapshot()
        found = names.called(text) if names.whole(text) else ()
        return found[0] if found and not any(map(snapshot.called, found)) else None

    def nearest(self, text: str) -> tuple[str, ...]:
        """Words that are in the index and look most like those of `text` that are not, to propose instead."""
        snapshot = self._store.snapshot()
        unknown = [word for unit in self._read(text, snapshot).units if not unit.terms for word in unit.words]
        return tuple(
            dict.fromkeys(near for word in unknown for near in snapshot.vocabulary.nearest(word, snapshot.words))
        )

    def explain(self, hit: Hit) -> tuple[Reason, ...]:
        """Why a hit was found, what counted most first: its name, its words, its questions, its meaning."""
        snapshot = self._store.snapshot()
        found = list(self._own(hit, snapshot))
        candidate = hit.candidate
        if candidate.named:
            found += [Reason(name, BY_NAME, (hit.entry.title,), round(candidate.score, 3)) for name in hit.entry.names]
        for helping, score in candidate.brought[:TOLD]:
            found += self._brought(hit.query, snapshot.entry(helping.address), score, snapshot)
        if candidate.together:
            found.append(Reason("", BY_TOGETHER, (), round(candidate.together, 3)))
        if candidate.meant:
            found.append(Reason("", BY_MEANING, (), round(candidate.meant, 3)))
        return tuple(sorted(found, key=lambda reason: (-reason.score, reason.field)))

    def _brought(self, query: Query, question: Entry, score: float, snapshot: Snapshot) -> Iterator[Reason]:
        """What a question brought its card, by the words of the query that it has."""
        told = (f"{question.number}.{question.order}", question.title)
        shares = {
            unit.words: sum(part for _, part in parts(unit, question, snapshot, self.ranking)) for unit in query.units
        }
        whole = sum(shares.values()) or 1.0
        for words, share in shares.items():
            if share:
                yield Reason(" ".join(words), BY_QUESTION, told, round(score * share / whole, 3))

    def _own(self, hit: Hit, snapshot: Snapshot) -> Iterator[Reason]:
        """What the words of an entry itself brought it."""
        weight = self.ranking.kinds[hit.entry.kind]
        for unit in hit.query.units:
            for name, score in parts(unit, hit.entry, snapshot, self.ranking):
                found = in_texts(hit.entry.texts[name], Query((unit,)), self._concepts)
                yield Reason(" ".join(unit.words), name, found[:TOLD], round(weight * score, 3))
        for phrase in hit.query.phrases:
            yield Reason(" ".join(phrase), BY_PHRASE, (), 0.0)

    def _read(self, text: str, snapshot: Snapshot) -> Query:
        def there(concept: str) -> bool:
            return snapshot.frequency(concept) > 0

        likeness, synonym = self.ranking.likeness, self.ranking.synonym
        return queries.read(text, snapshot.vocabulary, self._concepts, likeness, synonym, there)

    def _hits(
        self,
        hits: Sequence[tuple[Candidate, Entry]],
        evident: Sequence[Candidate],
        query: Query,
        snapshot: Snapshot,
        alone: bool,
    ) -> Iterator[Hit]:
        on_cards = {entry.number: 0.0 for _, entry in hits if entry.kind is Kind.CARD}
        for candidate in evident:  # what a question answers, its card answers
            if candidate.kind is Kind.QUESTION and not on_cards.keys().isdisjoint(candidate.cards):
                share = query.share(holding(candidate, query, snapshot))
                for number in on_cards.keys() & set(candidate.cards):
                    on_cards[number] = max(on_cards[number], share)
        best = max((candidate.words for candidate in evident), default=0.0)
        single = idf(1, snapshot.count)
        for rank, (candidate, entry) in enumerate(hits, 1):
            share = query.share(holding(candidate, query, snapshot))
            if entry.kind is Kind.CARD:
                share = max(share, on_cards[entry.number])
            found = signs(query, share, best, single)
            match = Match.ANSWERS if candidate.named or self.ranking.answering.answers(found) else Match.NEAR
            first = candidate.brought[0][0].address if candidate.brought else None
            helping = partial(snapshot.entry, first) if first else None
            asked = Query(()) if candidate.named and alone else query
            yield Hit(rank, entry, round(candidate.score, 4), match, found, asked, self._concepts, candidate, helping)
