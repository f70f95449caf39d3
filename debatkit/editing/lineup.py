"""
Lineup: the heads of a dossier's questions in their order, and how that order comes out of what changed.

A lineup does not change: changed questions give a new one, in the time that these take and not in that of all. The one
rule that must hold: it does not matter by which steps a lineup came about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from debatkit.editing.items import Place
from debatkit.questions import Head

PlaceOf = Callable[[Head], Place]


def by_id(head: Head) -> Place:
    """The place of a question where nothing else is known of it."""
    return (head.id,)


@dataclass(frozen=True)
class Lineup:
    """Heads in order of what `place_of` says of each; no two have the same place."""

    of_id: Mapping[str, Head] = field(default_factory=dict)
    heads: Sequence[Head] = ()
    place_of: PlaceOf = by_id
    _places: Sequence[Place] = ()

    @classmethod
    def of(cls, heads: Iterable[Head], place_of: PlaceOf) -> Lineup:
        """The lineup of these heads, sorted."""
        placed = sorted((place_of(head), head) for head in heads)
        ordered = [head for _, head in placed]
        return cls({head.id: head for head in ordered}, ordered, place_of, [place for place, _ in placed])

    def after(self, changes: Mapping[str, Head | None]) -> Lineup:
        """The lineup once these questions have these heads; None takes a question away."""
        of_id, heads, places = dict(self.of_id), list(self.heads), list(self._places)
        for name, head in changes.items():
            if before := of_id.pop(name, None):
                at = bisect_left(places, self.place_of(before))
                del heads[at], places[at]
            if head:
                of_id[name] = head
                place = self.place_of(head)
                at = bisect_left(places, place)
                heads.insert(at, head)
                places.insert(at, place)
        return Lineup(of_id, heads, self.place_of, places)
