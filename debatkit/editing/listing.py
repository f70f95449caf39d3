"""
Listing: the questions of a dossier as a list to choose from, in order of their numbers and found by words.

In go the heads of questions; out come those that have all words that were typed, in what the list shows of them. A
listing takes over from the one before it what did not change, so that each letter typed costs no more than a look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from debatkit.editing.wording import TERMS
from debatkit.model import Dossier
from debatkit.questions import Head
from debatkit.text import fold

LONGEST = 120  # signs of a question that a list shows


@dataclass(frozen=True, slots=True)
class Row:
    """One question in the list."""

    head: Head
    numbers: tuple[int, int]
    label: str
    folded: str


class Listing:
    """The questions of one state of a dossier; `before` is the listing of an earlier one with the same cards."""

    def __init__(self, dossier: Dossier, heads: Iterable[Head], before: Listing | None = None) -> None:
        known = before.by_id if before else {}
        self.by_id: dict[str, Row] = {
            each.id: row if (row := known.get(each.id)) and row.head is each else _row(dossier, each) for each in heads
        }
        self.rows: Sequence[Row] = sorted(self.by_id.values(), key=attrgetter("numbers"))

    @property
    def heads(self) -> Sequence[Head]:
        """All of them, by number."""
        return [row.head for row in self.rows]

    def having(self, typed: str, heads: Sequence[Head]) -> Sequence[Head]:
        """Those of `heads` that show all words of what was typed, wherever they stand in it."""
        words = fold(typed).split()
        if not words:
            return heads
        return [each for each in heads if all(word in self.by_id[each.id].folded for word in words)]


def _row(dossier: Dossier, head: Head) -> Row:
    notes = ", ".join(each for each in (head.ministry, TERMS[head.status]) if each)
    label = f"{f'{dossier.label(head)} {head.question}'[:LONGEST]} ({notes})"
    return Row(head, dossier.numbers(head), label, fold(label))
