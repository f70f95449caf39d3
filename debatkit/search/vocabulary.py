"""
Vocabulary: which words of the entries a word of the query is alike to.

In go the words of all entries once, then a word; out come the words with the same stem, and those that hold at least
half of its n-grams: compounds with the word in them, and the word as it should have been typed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from debatkit.search.analysis import GRAM_SIZES, grams, stem

ALIKE = 0.5  # from this share of n-grams on, a word counts as matched


class Vocabulary:
    """The words of all entries, by stem and by n-gram."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_stem: dict[str, set[str]] = defaultdict(set)
        self._by_gram: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            self._by_stem[stem(word)].add(word)
            for gram in grams(word):
                self._by_gram[gram].append(word)

    def alike(self, word: str) -> frozenset[str]:
        """Every word of the entries that counts as `word`."""
        found = set(self._by_stem.get(stem(word), ()))
        if len(word) >= GRAM_SIZES[0]:
            asked = grams(word)
            shared = Counter(other for gram in asked for other in self._by_gram.get(gram, ()))
            found.update(other for other, count in shared.items() if count >= ALIKE * len(asked))
        return frozenset(found)

    def wanted(self, words: Iterable[str]) -> Wanted:
        """What a query's words look for."""
        found: dict[str, set[str]] = defaultdict(set)
        asked = tuple(words)
        for word in asked:
            for other in self.alike(word):
                found[other].add(word)
        return Wanted(asked, {other: frozenset(several) for other, several in found.items()})


@dataclass(frozen=True)
class Wanted:
    """The words of a query, and for each word of the entries which of them it counts as."""

    words: tuple[str, ...]
    alike: dict[str, frozenset[str]]

    def held(self, words: Iterable[str]) -> frozenset[str]:
        """Those of the query's words that are among `words` in any form."""
        return frozenset(asked for word in words if word in self.alike for asked in self.alike[word])
