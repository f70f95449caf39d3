"""
Vocabulary: which words of the entries a word of the query is alike to, and how much.

In go the words of all entries, then a word; out come stems, each with a weight from 0 to 1:

    the same stem                                     1     aanbevelingen - aanbeveling
    words that hold it, or most of its n-grams        less  register - algoritmeregister
    words that it holds                               less  wetgevingsagenda - agenda
    words one or two slips of the finger away         less  toezcht - toezicht
    for the word that is being typed: what it begins  less  reg - register
"""

from __future__ import annotations

import itertools
import math
import threading
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from debatkit.search.analysis import grams, stem

SHORTEST_PART = 4  # letters; shorter words stand in every other word
REMEMBERED = 20_000  # words; while typing all but the last stay the same
MOST_SLIPS = 10  # words that count as meant
MOST = 30  # alike stems a word; the best ones
Indexes = NDArray[np.intp]
Weights = NDArray[np.float64]


@dataclass(frozen=True)
class Likeness:
    """How much a word counts that is not the same, and from which share of its n-grams on."""

    share: float = 0.35
    holds: float = 0.8
    power: float = 1.5  # a word that shares half of the n-grams counts less than half
    held: float = 0.6
    slip: float = 0.7
    begins: float = 0.6


class Columns:
    """What is known of each word, for numpy: how many n-grams and letters it has, and whether it is there."""

    def __init__(self, sizes: array[int], lengths: array[int], there: array[int]) -> None:
        self.sizes, self.lengths, self.there = np.array(sizes), np.array(lengths), np.array(there) != 0


class Vocabulary:
    """The words of all entries, by n-gram. The rule that must hold: what it answers hangs on these words alone.

    A word that went keeps its place in the lists, as taking it out of them would cost more, but is passed over.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: list[str] = []
        self._place: dict[str, int] = {}
        self._in_order: list[str] = []
        self._by_length: dict[int, dict[str, None]] = defaultdict(dict)
        # As bytes: arrays are objects to the collection of garbage, and there are as many of these as of all others.
        self._by_gram: dict[str, bytearray] = defaultdict(bytearray)
        self._stems: Counter[str] = Counter()
        self._stem_of: list[str] = []  # of each word, as the next three
        self._sizes = array("I")  # n-grams
        self._lengths = array("I")  # letters
        self._there = array("B")  # 0 for a word that went
        self._columns = Columns(self._sizes, self._lengths, self._there)
        self._answered: dict[tuple[str, Likeness, bool], Mapping[str, float]] = {}  # while nothing changes
        self._lock = threading.Lock()  # what numpy looks into cannot grow meanwhile
        self.hold(words)

    def __len__(self) -> int:
        return len(self._in_order)

    def __contains__(self, word: str) -> bool:
        """Whether the entries have this word, or one with its stem."""
        return self._stems[stem(word)] > 0

    def hold(self, words: Iterable[str]) -> None:
        """Hold exactly these words; those that are held already cost nothing."""
        wanted = dict.fromkeys(words)
        with self._lock:
            gone = [word for word in self._in_order if word not in wanted]
            held = set(self._in_order)
            new = [word for word in wanted if word not in held]
            for word in gone:
                self._turn(word, 0)
            for word in new:
                self._turn(word, 1)
            if gone or new:
                self._in_order = sorted(wanted)
                self._columns = Columns(self._sizes, self._lengths, self._there)
                self._answered = {}

    def _turn(self, word: str, there: int) -> None:
        place = self._place[word] if word in self._place else self._placed(word)
        self._there[place] = there
        name = self._stem_of[place]
        self._stems[name] += 1 if there else -1
        if there:
            self._by_length[len(word)][word] = None
        else:
            del self._by_length[len(word)][word]

    def _placed(self, word: str) -> int:
        place = self._place[word] = len(self._words)
        pieces = grams(word)
        written = np.uint32(place).tobytes()
        for gram in pieces:
            self._by_gram[gram] += written
        self._sizes.append(len(pieces))
        self._lengths.append(len(word))
        self._there.append(0)
        self._stem_of.append(stem(word))
        self._words.append(word)
        return place

    def alike(self, word: str, likeness: Likeness, growing: bool = False) -> Mapping[str, float]:
        """The stems that count as `word`, the most alike first; `growing` when it may still be in the typing."""
        asked = (word, likeness, growing)
        if (known := self._answered.get(asked)) is not None:
            return known
        if len(self._answered) >= REMEMBERED:
            self._answered = {}
        found = self._found(word, likeness, growing)
        by_name = sorted(found.items())
        best = dict(sorted(by_name, key=itemgetter(1), reverse=True)[:MOST])
        self._answered[asked] = best
        return best

    def _found(self, word: str, likeness: Likeness, growing: bool) -> dict[str, float]:
        found = self._sharing(word, likeness) if len(word) >= SHORTEST_PART else {}

        def note(others: Iterable[tuple[str, float]]) -> None:
            for name, weight in others:
                if weight > found.get(name, 0.0):
                    found[name] = weight

        if word in self:
            note([(stem(word), 1.0)])
        if len(word) >= SHORTEST_PART and max(found.values(), default=0.0) < likeness.holds:
            note(self._slips(word, likeness))
        if growing and stem(word) not in found:
            half = (1 - likeness.begins) / 2
            note((stem(other), likeness.begins * len(word) / len(other) + half) for other in self._beginning(word))
        return found

    def _sharing(self, word: str, likeness: Likeness) -> dict[str, float]:
        """The stems of words that share n-grams with `word`: that hold it, that it holds, or that are nearly it."""
        pieces = grams(word)
        with self._lock:
            lists = [np.frombuffer(self._by_gram[gram], np.uint32) for gram in pieces if gram in self._by_gram]
            columns, joined = self._columns, np.concatenate(lists) if lists else None
            del lists  # what numpy looks into cannot grow
        if joined is None:
            return {}
        places, counts = _counted(joined)
        # Nearly all words that share something share too little, and are not as short as to be held.
        likely = (counts >= math.floor(likeness.share * len(pieces))) | (counts == columns.sizes[places])
        likely &= columns.there[places]
        places, counts = places[likely], counts[likely]
        sizes, lengths = columns.sizes[places], columns.lengths[places]
        shares = counts / len(pieces)
        holding = shares >= likeness.share
        held = ~holding & (counts == sizes) & (lengths > SHORTEST_PART)
        weights = np.where(holding, likeness.holds * shares**likeness.power, likeness.held * lengths / len(word))
        alike = np.flatnonzero((holding | held) & (weights > 0))
        alike = alike[np.argsort(weights[alike], kind="stable")]
        # Of the words of one stem the last one counts, which is the most alike.
        return dict(zip(map(self._stem_of.__getitem__, places[alike].tolist()), weights[alike].tolist(), strict=True))

    def _slips(self, word: str, likeness: Likeness) -> Iterable[tuple[str, float]]:
        most = 1 if len(word) < 8 else 2
        shortest = max(SHORTEST_PART, len(word) - most)
        others = [other for size in range(shortest, len(word) + most + 1) for other in self._by_length.get(size, ())]
        found = process.extract(word, others, scorer=OSA.distance, score_cutoff=most, limit=None)
        for distance, other in sorted((distance, other) for other, distance, _ in found)[:MOST_SLIPS]:
            yield stem(other), likeness.slip * (1 - distance / (2 * len(word)))

    def _beginning(self, word: str) -> Iterable[str]:
        """The words that begin with `word`, of at least two letters."""
        words = self._in_order
        start = bisect_left(words, word)
        return itertools.takewhile(lambda other: other.startswith(word), words[start:]) if len(word) > 1 else ()

    def nearest(self, word: str, among: Collection[str], limit: int = 3) -> tuple[str, ...]:
        """The words of `among` that look most like `word`, to propose when nothing was found."""
        alike = OSA.normalized_similarity
        found = process.extract(word, sorted(among), scorer=alike, score_cutoff=0.5, limit=limit)
        return tuple(other for other, _, _ in found)


def _counted(places: NDArray[np.uint32]) -> tuple[Indexes, Indexes]:
    """Each place once, in order, and how often it is there; for the few thousand of a word faster than `bincount`."""
    places.sort()
    ends = np.ones(len(places), dtype=np.bool_)
    np.not_equal(places[1:], places[:-1], out=ends[:-1])
    last = np.flatnonzero(ends)
    counts = last.copy()
    counts[0] += 1
    counts[1:] -= last[:-1]
    return places[last].astype(np.intp), counts
