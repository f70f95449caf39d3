"""
Concepts: words and names that mean the same in this field.

In go groups of synonyms ("AI", "kunstmatige intelligentie"); out come the stretches of a text that name a group, by
the stems of its words. Texts and queries are read in the same way, so each of a group finds all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress, count
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
        self._narrowed: dict[frozenset[str], Concepts] = {}
        self._hold({phrase: tuple(concepts) for phrase, concepts in names.items()})

    def _hold(self, names: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        self._names = names
        # By the first word of names, then by the second (None where a word is a name by itself): how many words these
        # names have, the most first. Names begin with "de" and "van" too; few words that follow these go on with one.
        self._sizes: dict[str, dict[str | None, list[int]]] = defaultdict(dict)
        for phrase in sorted(names, key=len, reverse=True):
            sizes = self._sizes[phrase[0]].setdefault(phrase[1] if len(phrase) > 1 else None, [])
            if len(phrase) not in sizes:
                sizes.append(len(phrase))

    @cached_property
    def digest(self) -> str:
        """A short name for exactly these groups."""
        written = json.dumps(sorted(self._names.items()))
        return hashlib.sha256(written.encode()).hexdigest()[:16]

    @cached_property
    def _named_by(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """By concept, its names."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase, concepts in self._names.items():
            for concept in concepts:
                found[concept].append(phrase)
        return found

    def naming(self, terms: frozenset[str]) -> Concepts:
        """Only those concepts that are among `terms`: to look for these in a text costs less than to look for all."""
        if (known := self._narrowed.get(terms)) is not None:
            return known
        wanted = [phrase for term in terms for phrase in self._named_by.get(term, ())]
        made = Concepts()
        made._hold({phrase: self._names[phrase] for phrase in wanted})
        if len(self._narrowed) >= REMEMBERED:
            self._narrowed.clear()
        self._narrowed[terms] = made
        return made

    def begin(self, stems: Iterable[str]) -> bool:
        """Whether any name begins with one of these."""
        return bool(self._sizes) and not self._sizes.keys().isdisjoint(stems)

    def named(self, stems: list[str]) -> list[Named]:
        """Where `stems` name a concept; of names that overlap the first, of those that start together the longest."""
        found: list[Named] = []
        free = 0
        for start in compress(count(), map(self._sizes.__contains__, stems)):
            if start < free:
                continue
            sizes = self._sizes[stems[start]]
            longer = sizes.get(stems[start + 1], ()) if start + 1 < len(stems) else ()
            for size in (*longer, *sizes.get(None, ())):
                free = start + size
                if free <= len(stems) and (concepts := self._names.get(tuple(stems[start:free]))):
                    found.append(Named(start, free, concepts))
                    break
            else:
                free = start
        return found

    def terms(self, stems: list[str]) -> list[str]:
        """What a text of these stems is found by: the stems, and the concepts that they name."""
        return stems + [concept for named in self.named(stems) for concept in named.concepts]
