"""
Index: finds and ranks.

In go entries, then queries; out come hits, best first. A query is data: its words are looked up one by one, so nothing
that a user types is syntax. Each word counts by its stem and by its n-grams, more in a subject than in a body; what
speaks for a question speaks for its card too. Equal scores keep the order of the entries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import tantivy

from debatkit.search import analysis
from debatkit.search.analysis import content_words
from debatkit.search.entries import Entry, Kind
from debatkit.search.snippets import Snippet, best_sentence, marked
from debatkit.search.vocabulary import Vocabulary, Wanted

# What each field counts for. Subjects over bodies; n-grams beside stems, all of a word's n-grams as much as its stem.
WEIGHTS = {"subject_stems": 3.0, "subject_grams": 3.0, "body_stems": 1.0, "body_grams": 0.7}
KIND_WEIGHTS = {Kind.CARD: 1.0, Kind.QUESTION: 1.0, Kind.SOURCE: 0.5}
# A card's score is its own and what its questions bring, each next one counting half of the one before.
EVIDENCE = 0.5
ANSWERS = 0.6  # from this share of the query's words on, a hit answers; below it is only near
LONGEST_QUERY = 60  # words; a spoken question has thirty
CANDIDATES = 400
FLOOR = 0.1  # below this share of the best score a hit shares a syllable, not a subject


class Match(StrEnum):
    """Whether a hit answers the query, or only comes near."""

    ANSWERS = "answers"
    NEAR = "near"


@dataclass(frozen=True)
class Hit:
    """One result. `match` tells a hit that answers from one that is only near."""

    rank: int
    entry: Entry
    title: Snippet
    snippet: Snippet
    score: float
    match: Match


class Index:
    """An index in memory over `entries`."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._words = [_words(entry) for entry in self.entries]
        self._vocabulary = Vocabulary(word for words in self._words for word in words)
        self._card_words = self._words_of_cards()
        self._index = tantivy.Index(_schema())
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        for place, entry in enumerate(self.entries):
            writer.add_document(_document(place, entry))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._schema = self._index.schema

    def _words_of_cards(self) -> dict[int | None, frozenset[str]]:
        below: dict[int | None, set[str]] = defaultdict(set)
        for entry, words in zip(self.entries, self._words, strict=True):
            for number in entry.cards if entry.kind is Kind.QUESTION else ():
                below[number] |= words
        return {number: frozenset(words) for number, words in below.items()}

    def search(self, query: str, limit: int = 20, keep: Callable[[Entry], bool] | None = None) -> tuple[Hit, ...]:
        """Return at most `limit` hits for `query`, best first; `keep` filters before the limit counts."""
        wanted = self._vocabulary.wanted(content_words(query)[:LONGEST_QUERY])
        scores = self._scores(wanted.words)
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        floor = ranked[0][1] * FLOOR if ranked else 0.0
        kept = [
            (place, score) for place, score in ranked if score >= floor and (keep is None or keep(self.entries[place]))
        ]
        rarity = self._rarity(wanted)
        return tuple(
            self._hit(rank, place, score, wanted, rarity) for rank, (place, score) in enumerate(kept[:limit], 1)
        )

    def _hit(self, rank: int, place: int, score: float, wanted: Wanted, rarity: dict[str, float]) -> Hit:
        entry = self.entries[place]
        texts = entry.body if entry.kind is not Kind.CARD else (*entry.body, *entry.subject[1:2])
        held = wanted.held(self._words[place] | self._words_below(entry))
        share = sum(rarity[word] for word in held) / (sum(rarity.values()) or 1.0)
        return Hit(
            rank,
            entry,
            marked(entry.title, wanted),
            best_sentence(texts or entry.subject, wanted),
            round(score, 4),
            Match.ANSWERS if share >= ANSWERS else Match.NEAR,
        )

    def _words_below(self, entry: Entry) -> frozenset[str]:
        """The words of the questions on a card: what they answer, it answers."""
        return self._card_words.get(entry.number, frozenset()) if entry.kind is Kind.CARD else frozenset()

    def _scores(self, asked: Sequence[str]) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        if not asked or not self.entries:
            return scores
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, part) for word in asked for part in self._parts(word)]
        )
        searcher = self._index.searcher()
        evidence: dict[int, list[float]] = defaultdict(list)
        for score, address in searcher.search(query, limit=CANDIDATES).hits:
            place = searcher.doc(address)["place"][0]
            entry = self.entries[place]
            scores[place] += score * KIND_WEIGHTS[entry.kind]
            if entry.kind is Kind.QUESTION:
                for number in entry.cards:
                    evidence[number].append(score)
        for place, entry in enumerate(self.entries):
            if entry.kind is Kind.CARD and entry.number in evidence:
                brought = sorted(evidence[entry.number], reverse=True)
                scores[place] += sum(score * EVIDENCE ** (order + 1) for order, score in enumerate(brought))
        return scores

    def _parts(self, word: str) -> list[tantivy.Query]:
        parts = []
        pieces = analysis.grams(word)
        for field, weight in WEIGHTS.items():
            terms = (analysis.stem(word),) if field.endswith("stems") else pieces
            for term in terms:
                found = tantivy.Query.term_query(self._schema, field, term, index_option="freq")
                parts.append(tantivy.Query.boost_query(found, weight / len(terms)))
        return parts

    def _rarity(self, wanted: Wanted) -> dict[str, float]:
        """How much each word tells: one that stands in every entry tells little, one in none tells most."""
        counts = Counter(word for words in self._words for word in wanted.held(words))
        total = len(self.entries) + 1
        return {word: 1.0 - counts[word] / total for word in wanted.words}


def _words(entry: Entry) -> frozenset[str]:
    found = {token.word for text in (*entry.subject, *entry.body) for token in analysis.tokens(text)}
    return frozenset(found)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("place", stored=True)
    for field in WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(place: int, entry: Entry) -> tantivy.Document:
    fields: dict[str, str] = {}
    for name, texts in (("subject", entry.subject), ("body", entry.body)):
        found = [token.word for text in texts for token in analysis.tokens(text)]
        fields[f"{name}_stems"] = " ".join(analysis.stem(word) for word in found)
        fields[f"{name}_grams"] = " ".join(gram for word in found for gram in analysis.grams(word))
    return tantivy.Document(place=place, **fields)
