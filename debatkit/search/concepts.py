"""
Concepts: words and names that mean the same in this field.

In go groups of synonyms ("AI", "kunstmatige intelligentie"); out come the stretches of a text that name a group, by
the stems of its words. Texts and queries are read in the same way, so each of a group finds all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from debatkit.search.analysis import stems, words

REMEMBERED = 100  # queries
MARK = "="  # before the name of a concept; no word has it


class Named(NamedTuple):
    """A stretch of words, from `start` to before `end`, that names one or more concepts."""

    start: int
    end: int
    concepts: tuple[str, ...]


class Concepts:
    """Groups of synonyms, to be found in texts. A name in two groups belongs to both; groups do not join.

    A name of several words may be written as one: "bigtech".
    """

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        names: dict[tuple[str, ...], dict[str, None]] = {}
        for group in groups:
            phrases = [tuple(stems(each)) for name in group for each in (name, "".join(words(name)))]
            if phrases := [phrase for phrase in phrases if phrase]:
                concept = MARK + "_".join(phrases[0])
                for phrase in phrases:
                    names.setdefault(phrase, {})[concept] = None
        self._by_first: dict[str, list[tuple[list[str], tuple[str, ...]]]] = {}
        self._firsts: dict[str, set[str]] = defaultdict(set)  # by concept: the words that its names begin with
        for phrase, concepts in sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0])):
            self._by_first.setdefault(phrase[0], []).append((list(phrase), tuple(concepts)))
            for concept in concepts:
                self._firsts[concept].add(phrase[0])
        self._narrowed: dict[frozenset[str], Concepts] = {}
        written = json.dumps(sorted((phrase, tuple(concepts)) for phrase, concepts in names.items()))
        self.digest = hashlib.sha256(written.encode()).hexdigest()[:16]

    def naming(self, terms: frozenset[str]) -> Concepts:
        """Only those concepts that are among `terms`: to look for these in a text costs less than to look for all."""
        if (known := self._narrowed.get(terms)) is not None:
            return known
        made = Concepts()
        for first in {first for term in terms for first in self._firsts.get(term, ())}:
            found = self._by_first[first]
            made._by_first[first] = [each for each in found if not terms.isdisjoint(each[1])]
        if len(self._narrowed) >= REMEMBERED:
            self._narrowed.clear()
        self._narrowed[terms] = made
        return made

    def begin(self, stems: frozenset[str]) -> bool:
        """Whether any name begins with one of these."""
        return not stems.isdisjoint(self._by_first)

    def named(self, stems: list[str]) -> list[Named]:
        """Where `stems` name a concept; of names that overlap the first, of those that start together the longest."""
        found: list[Named] = []
        free = 0
        for start in [place for place, name in enumerate(stems) if name in self._by_first]:
            if start < free:
                continue
            for phrase, concepts in self._by_first[stems[start]]:
                if stems[start : start + len(phrase)] == phrase:
                    free = start + len(phrase)
                    found.append(Named(start, free, concepts))
                    break
        return found

    def terms(self, stems: list[str]) -> list[str]:
        """What a text of these stems is found by: the stems, and the concepts that they name."""
        return stems + [concept for named in self.named(stems) for concept in named.concepts]
