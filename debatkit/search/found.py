"""
Found: what may answer a query, with its score so far.

In go the addresses that the index gave, and scores; out come candidates in order, best first. Hundreds are found for
each query, of which some tens are looked at: what is known of all stands in columns of figures, and a `Candidate` is
made of one when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import tantivy
from numpy.typing import NDArray

from debatkit.search.entries import LOTS, OWN_BITS, Kind
from debatkit.search.store import KINDS, NO_NUMBER, Snapshot

PLACE_BITS = 64  # more than a place has
COLUMNS = ("kind", "number", "place", "several")


@dataclass(slots=True)  # tens are made for each query
class Candidate:
    """An entry that may answer, with its score so far."""

    address: tantivy.DocAddress
    kind: Kind
    number: int | None
    place: int
    order: int  # what comes first of equal scores: the kinds one after the other, each by its places
    cards: tuple[int, ...]
    score: float
    brought: tuple[tuple[Candidate, float], ...] = ()  # to a card: its questions, and what each brings it
    together: float = 0.0  # what it brought that so much of the query is there
    meant: float = 0.0  # what votes brought
    named: bool = False  # whether the query calls it by its number
    words: float = 0.0  # what of the score it has by its words and those of its questions
    held: frozenset[str] | None = None  # what it holds of the query, once that was looked up: see `holding`


class Found:
    """What was found by its words, in order once it was put so."""

    def __init__(self, addresses: Sequence[tantivy.DocAddress], snapshot: Snapshot) -> None:
        self._addresses, self._snapshot = list(addresses), snapshot
        columns = (snapshot.searcher.fast_field_values(name, self._addresses) for name in COLUMNS)
        self._kinds, self._numbers, self._places, self._several = (np.array(each, dtype=np.int64) for each in columns)
        self.scores = np.zeros(len(addresses))  # of those not made yet; a candidate has its own
        self._rows = np.arange(len(addresses))  # of what is left, in order
        self._made: dict[int, Candidate] = {}

    @property
    def lots(self) -> NDArray[np.float64]:
        """Each entry's own lot."""
        lots: NDArray[np.float64] = (self._places & ((1 << OWN_BITS) - 1)) / LOTS
        return lots

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Candidate]:
        return map(self._at, self._rows.tolist())

    def first(self, most: int) -> list[Candidate]:
        """The first ones."""
        return list(map(self._at, self._rows[:most].tolist()))

    def cards(self) -> list[Candidate]:
        """Those that are cards."""
        return self._among(self._kinds == KINDS.index(Kind.CARD))

    def questions(self, numbers: Iterable[int | None]) -> list[Candidate]:
        """Those that are questions on any of the cards of these numbers, and questions on several cards."""
        here = (self._several != 0) | np.isin(self._numbers, [number for number in numbers if number is not None])
        return self._among(here & (self._kinds == KINDS.index(Kind.QUESTION)))

    def weigh(self, kinds: Mapping[Kind, float]) -> None:
        """Multiply the scores of each kind, before anything is looked at."""
        self.scores = self.scores * np.array([kinds[kind] for kind in KINDS])[self._kinds]

    def put_in_order(self) -> None:
        """Put the best first."""
        for row, each in self._made.items():
            self.scores[row] = each.score
        rows = self._rows
        self._rows = rows[np.lexsort((self._places[rows], self._kinds[rows], -self.scores[rows]))]

    def drop_below(self, share: float) -> None:
        """Drop what scores less than this share of the first one."""
        scores = self.scores[self._rows]
        self._rows = self._rows[scores >= share * scores[0]]

    def _among(self, here: NDArray[np.bool_]) -> list[Candidate]:
        return list(map(self._at, self._rows[here[self._rows]].tolist()))

    def _at(self, row: int) -> Candidate:
        return self._made.get(row) or self._make(row)

    def _make(self, row: int) -> Candidate:
        kind, number, place = (int(column[row]) for column in (self._kinds, self._numbers, self._places))
        address, score = self._addresses[row], float(self.scores[row])
        known = None if number == NO_NUMBER else number
        # Nearly every question is on one card; only for the others the entry itself is to be read.
        several = bool(self._several[row])
        cards = self._snapshot.entry(address).cards if several else () if known is None else (known,)
        order = (kind << PLACE_BITS) + place
        made = Candidate(address, KINDS[kind], known, place, order, cards, score, words=score)
        self._made[row] = made
        return made
