"""
Index: finds, ranks, and says what answers.

In go entries, then queries; out come hits, best first. A query is data: nothing that a user types is syntax, but what
stands between quotation marks must be there word for word. A hit tells whether it answers or only comes near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from debatkit.search import analysis
from debatkit.search import query as queries
from debatkit.search.answering import Signs, signs
from debatkit.search.concepts import Concepts
from debatkit.search.entries import FIELDS, Entry, Kind
from debatkit.search.meaning import Encoder, Meaning
from debatkit.search.query import Query
from debatkit.search.ranking import Candidate, Ranking, candidates, idf, parts
from debatkit.search.snippets import Snippet, best_sentence, marked
from debatkit.search.store import Progress, Snapshot, Store

EVIDENT = 30  # candidates; whether a card answers is judged by its questions among these


class Match(StrEnum):
    """Whether a hit answers the query, or only comes near."""

    ANSWERS = "answers"
    NEAR = "near"


@dataclass(frozen=True)
class Hit:
    """One result. `match` tells a hit that answers from one that is only near."""

    rank: int
    entry: Entry
    score: float
    match: Match
    signs: Signs = field(repr=False)
    query: Query = field(repr=False)
    concepts: Concepts = field(repr=False, compare=False)

    @cached_property
    def title(self) -> Snippet:
        """What the entry is called, with the match marked."""
        return marked(self.entry.title, self.query.marked, self.concepts)

    @cached_property
    def snippet(self) -> Snippet:
        """The sentence that answers, with the match marked."""
        texts = [text for name, several in self.entry.texts.items() if name != "keywords" for text in several]
        rest = texts[1:] if texts[:1] == [self.entry.title] else texts
        return best_sentence(rest or texts, self.query, self.concepts)


@dataclass(frozen=True)
class Reason:
    """Why an entry was found: words of the query, the field they count in, as which terms, and for how much."""

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

    def sync_meaning(self, entries: Iterable[Entry], progress: Progress | None = None) -> None:
        """Make what the meaning of `entries` is found by, where there is an encoder. Slow: some texts a second.

        Until it is done, searching goes by words alone.
        """
        if self._meaning is not None:
            self._meaning.sync(tuple(entries), progress)

    def put(self, changed: Sequence[Entry], removed: Sequence[str], base: str, content: str) -> bool:
        """Bring the index from `base` to `content` by a few entries; see `Store.put`."""
        done = self._store.put(changed, removed, base, content)
        if done and self._meaning is not None:
            self._meaning.put(changed, removed)
        return done

    def search(self, text: str, limit: int = 20, keep: Callable[[Entry], bool] | None = None) -> tuple[Hit, ...]:
        """Return at most `limit` hits for `text`, best first; `keep` filters before the limit counts."""
        snapshot = self._store.snapshot()
        query = self._read(text, snapshot)
        votes = self._meaning.votes(text) if self._meaning and query.units else ()
        ranked = candidates(query, snapshot, self.ranking, votes)
        hits: list[tuple[Candidate, Entry]] = []
        seen: set[tuple[Kind, str]] = set()
        for candidate in ranked:
            if len(hits) == limit:
                break
            entry = snapshot.entry(candidate.address)
            if (entry.kind, entry.id) not in seen and (keep is None or keep(entry)):
                seen.add((entry.kind, entry.id))
                hits.append((candidate, entry))
        return tuple(self._hits(hits, ranked[:EVIDENT], query, snapshot))

    def holds(self, content: str) -> bool:
        """Whether the index is exactly the content of this name; if not, a `sync` is due."""
        return self._store.holds(content)

    def nearest(self, text: str) -> tuple[str, ...]:
        """Words that are in the index and look most like those of `text` that are not, to propose instead."""
        snapshot = self._store.snapshot()
        unknown = [word for unit in self._read(text, snapshot).units if not unit.terms for word in unit.words]
        return tuple(
            dict.fromkeys(near for word in unknown for near in snapshot.vocabulary.nearest(word, snapshot.words))
        )

    def explain(self, hit: Hit) -> tuple[Reason, ...]:
        """Which words of the query counted for a hit, in which fields, what counted most first."""
        snapshot = self._store.snapshot()
        found = [
            Reason(" ".join(unit.words), name, terms, round(score, 3))
            for unit in hit.query.units
            for name, terms, score in parts(unit, hit.entry, snapshot, self.ranking, self._concepts)
        ]
        return tuple(sorted(found, key=lambda reason: (-reason.score, reason.field)))

    def _read(self, text: str, snapshot: Snapshot) -> Query:
        def there(concept: str) -> bool:
            return any(snapshot.frequency(name, concept) for name in FIELDS)

        likeness, synonym = self.ranking.likeness, self.ranking.synonym
        return queries.read(text, snapshot.vocabulary, self._concepts, likeness, synonym, there)

    def _hits(
        self, hits: Sequence[tuple[Candidate, Entry]], evident: Sequence[Candidate], query: Query, snapshot: Snapshot
    ) -> Iterator[Hit]:
        on_cards = {entry.number: 0.0 for _, entry in hits if entry.kind is Kind.CARD}
        for candidate in evident:  # what a question answers, its card answers
            if candidate.kind is Kind.QUESTION and not on_cards.keys().isdisjoint(candidate.cards):
                share = query.share(snapshot.terms(candidate.address))
                for number in on_cards.keys() & set(candidate.cards):
                    on_cards[number] = max(on_cards[number], share)
        best = max((candidate.words for candidate in evident), default=0.0)
        alone = idf(1, snapshot.count)
        for rank, (candidate, entry) in enumerate(hits, 1):
            share = query.share(snapshot.terms(candidate.address))
            if entry.kind is Kind.CARD:
                share = max(share, on_cards[entry.number])
            found = signs(query, share, best, alone)
            match = Match.ANSWERS if self.ranking.answering.answers(found) else Match.NEAR
            yield Hit(rank, entry, round(candidate.score, 4), match, found, query, self._concepts)
