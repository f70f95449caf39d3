"""
Query: what someone typed, as the terms to look for.

    "kan de minister iets zeggen over algoritme registers"
        -> units  algoritme {algoritm: 1, algoritmeregister: .8, ...}   registers {...}
        -> phrases, from what stands between quotation marks

A unit is one word of the query, or a name for a concept ("kunstmatige intelligentie"). The text is data: nothing in it
is syntax but a pair of quotation marks, and nothing is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from debatkit.search import names
from debatkit.search.analysis import FILLER, stem, telling, words
from debatkit.search.concepts import MARK, Concepts
from debatkit.search.vocabulary import SHORTEST_PART, Likeness, Vocabulary

LONGEST = 60  # words; a spoken question has thirty
LONGEST_TEXT = 2_000  # characters; what comes after is not read
MARKED = 0.3  # from this likeness on a reader sees why it was found
_DOUBLE, _SINGLE = '"“”„‟«»″', "‘’‚‛"
# Any mark opens and any closes. A single one does so only outside a word, for it is an apostrophe too; a straight one
# never does.
_QUOTED = re.compile(
    rf"[{_DOUBLE}]([^{_DOUBLE}]+)[{_DOUBLE}]|(?<!\w)[{_SINGLE}]([^{_DOUBLE}{_SINGLE}]+)[{_SINGLE}](?!\w)"
)


@dataclass(frozen=True)
class Unit:
    """One thing that is asked for: the words as typed, and each term that counts as it, with how much (0 to 1)."""

    words: tuple[str, ...]
    terms: Mapping[str, float] = field(hash=False)

    def held(self, terms: Iterable[str]) -> float:
        """How much the best of this unit's terms among `terms` counts, from 0 to 1."""
        return max([self.terms.get(term, 0.0) for term in terms], default=0.0)

    @cached_property
    def tells(self) -> float:
        """How much the words say about the subject, from 0: the rarer in Dutch, the more."""
        return max(telling(word) for word in self.words)


@dataclass(frozen=True)
class Query:
    """A query, read."""

    units: tuple[Unit, ...]
    phrases: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def terms(self) -> frozenset[str]:
        """All that is looked for."""
        return frozenset(term for unit in self.units for term in unit.terms)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The concepts among them."""
        return frozenset(term for term in self.terms if term.startswith(MARK))

    def held(self, terms: Iterable[str]) -> float:
        """How much of what is asked stands among `terms`: 1 for each unit that does as it was typed."""
        wanted = self.terms.intersection(terms)
        return sum(unit.held(wanted) for unit in self.units) if wanted else 0.0

    @cached_property
    def most(self) -> float:
        """What a text holds that holds all of it."""
        words = sum(max(unit.terms.values(), default=0.0) for unit in self.units)
        return words + len(self.units) * len(self.phrases)

    def share(self, terms: Iterable[str]) -> float:
        """How much of what the query tells stands among `terms`, from 0 to 1."""
        wanted = self.terms.intersection(terms)
        share = self._shares.get(wanted)
        if share is None:
            held = sum(unit.tells * unit.held(wanted) for unit in self.units)
            share = self._shares[wanted] = held / self.tells if self.tells else 0.0
        return share

    @cached_property
    def _shares(self) -> dict[frozenset[str], float]:
        """What was asked before: most entries that hold something hold the same."""
        return {}

    @cached_property
    def tells(self) -> float:
        """How much all of it says about the subject."""
        return sum(unit.tells for unit in self.units)

    @cached_property
    def unknown(self) -> float:
        """How much the most telling word tells that no entry has anything like."""
        return max((unit.tells * (1 - max(unit.terms.values(), default=0.0)) for unit in self.units), default=0.0)

    @property
    def bare(self) -> str:
        """The words of it that say something."""
        return " ".join(word for unit in self.units for word in unit.words)

    @cached_property
    def marked(self) -> frozenset[str]:
        """The terms that are alike enough to what is asked for to be marked as found."""
        return frozenset(term for unit in self.units for term, alike in unit.terms.items() if alike >= MARKED)

    def nearest(self, terms: Iterable[str]) -> frozenset[str]:
        """Of `terms`, for each unit what is most like it, however little that is."""
        wanted = self.terms.intersection(terms)
        best = ((unit, unit.held(wanted)) for unit in self.units)
        return frozenset(term for unit, most in best if most for term in wanted if unit.terms.get(term) == most)


def read(
    text: str,
    vocabulary: Vocabulary,
    concepts: Concepts,
    likeness: Likeness,
    synonym: float,
    there: Callable[[str], bool] = lambda _: True,
) -> Query:
    """Read a query. `synonym` is how much a word counts that another of its concept was typed for.

    `there` says of a concept whether any entry names it; a name for one that none does is read word by word.
    """
    text = text[:LONGEST_TEXT]
    phrases = tuple(phrase for each in _quoted(text) if (phrase := tuple(words(each)[:LONGEST])))
    asked = words(text)[:LONGEST]
    growing = bool(asked) and text[-1:].isalnum()
    units: list[Unit] = []
    stems = [stem(word) for word in asked]
    named = {
        each.start: each
        for each in concepts.named(stems)
        if each.end - each.start == 1 or any(map(there, each.concepts))
    }
    place = 0
    while place < len(asked):
        found = named.get(place)
        several = asked[place : found.end if found else place + 1]
        place += len(several)
        if not found and several[0] in FILLER:
            continue
        terms = dict.fromkeys(found.concepts, synonym if len(several) == 1 else 1.0) if found else {}
        if len(several) == 1:
            alike = vocabulary.alike(several[0], likeness, growing and place == len(asked))
            terms = {**terms, **alike, **dict.fromkeys(_together(asked, place - 1, vocabulary, concepts), 1.0)}
        parts = () if terms else _apart(several[0], vocabulary)
        units += [Unit((part,), {stem(part): 1.0}) for part in parts] or [Unit(tuple(several), terms)]
    if not units:  # nothing but words that say little: then they are what there is
        units = [Unit((word,), vocabulary.alike(word, likeness)) for word in asked]
    return Query(tuple({unit.words: unit for unit in units}.values())[:LONGEST], phrases)


def _apart(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The two words that the entries write apart and this query together: "AI Act" for "aiact"; nothing if none are.

    Only short words: a longer one is found in a compound without this.
    """
    if not word.isalpha():
        return ()
    cuts = ((word[:cut], word[cut:]) for cut in range(2, len(word) - 1))
    short = (halves for halves in cuts if min(map(len, halves)) < SHORTEST_PART or len(word) <= 2 * SHORTEST_PART)
    return next((each for each in short if all(half in vocabulary and half not in FILLER for half in each)), ())


def _together(asked: Sequence[str], place: int, vocabulary: Vocabulary, concepts: Concepts) -> Iterator[str]:
    """The terms of compounds that the word at a place makes with its neighbours: for "eco-systeem" those of both."""
    for pair in (asked[max(place - 1, 0) : place + 1], asked[place : place + 2]):
        whole = "".join(pair)
        if len(pair) < 2 or FILLER.intersection(pair) or not whole.isalpha():
            continue
        if whole in vocabulary:
            yield stem(whole)
        for each in concepts.named([stem(whole)]):
            yield from each.concepts


def unquoted(text: str) -> str | None:
    """The query without the quotation marks that ask for exact words; None when it has none.

    >>> unquoted('wat kost "de kade"'), unquoted("foto's van de kade")
    ('wat kost de kade', None)
    """
    if not any(map(words, _quoted(text))):
        return None
    return " ".join(_QUOTED.sub(lambda found: f" {found[1] or found[2]} ", text).split())


def _quoted(text: str) -> Iterator[str]:
    """What stands between quotation marks; a name ("26 643, nr. 943") is looked up as one, however it is written."""
    found = ("".join(each) for each in _QUOTED.findall(text[:LONGEST_TEXT]))
    return (each for each in found if not names.whole(each))
