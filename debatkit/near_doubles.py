"""
Near doubles: texts that say nearly the same.

In goes a list of texts; out come the pairs whose sets of words overlap by at least `THRESHOLD` (Jaccard). The pairs
are found by prefix filtering (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): two sets this alike
share one of their rarest words, so only those are compared, and 100,000 questions take seconds rather than hours.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from debatkit.text import fold, words

THRESHOLD = 0.6


def pairs(texts: Sequence[str], threshold: float = THRESHOLD) -> Iterator[tuple[int, int]]:
    """Yield the places of each pair that is alike, the earlier one first."""
    sets = _sets(texts)
    rarity = Counter(word for each in sets for word in each)
    places: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(sets):
        prefix = sorted(each, key=lambda word: (rarity[word], word))[: len(each) - math.ceil(threshold * len(each)) + 1]
        candidates = {other for word in prefix for other in places[word]}
        for other in sorted(candidates):
            shared = len(each & sets[other])
            if shared >= threshold * (len(each) + len(sets[other]) - shared):
                yield other, place
        for word in prefix:
            places[word].append(place)


def pairs_with(
    texts: Sequence[str], places: Collection[int], threshold: float = THRESHOLD
) -> Iterator[tuple[int, int]]:
    """Yield the places of each pair that is alike and has one of `places` in it: for a few texts, compared with all."""
    sets = _sets(texts)
    for place in places:
        for other, each in enumerate(sets):
            if other == place or (other in places and other < place):
                continue
            shared = len(each & sets[place])
            if shared and shared >= threshold * (len(each) + len(sets[place]) - shared):
                yield min(place, other), max(place, other)


def _sets(texts: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(fold(word) for word in words(text)) for text in texts]
