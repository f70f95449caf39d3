"""
Quality: how well cases are answered, and how honestly.

In go cases and what ranks them; out come the mean reciprocal rank (MRR: one over the rank of the first right result, 0
when there is none), the shares with the right card first and among the first three, and how often the first result is
marked as an answer.
"""

from __future__ import annotations

import argparse
import dataclasses
import math
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import search_texts as texts
from benchmarks.search_texts import ROOT, Case
from debatkit.search.index import Index, Match

LIMIT = 20  # results among which the right card is looked for

Rank = Callable[[str], Sequence[tuple[int | None, bool | None]]]  # query -> card number and whether it answers


def add_cases(parser: argparse.ArgumentParser) -> None:
    """Let a command line name case files."""
    parser.add_argument("--cases", nargs="+", type=Path, help="files with `query<TAB>card numbers`, one a line")
    parser.add_argument("--outside", nargs="+", type=Path, help="files with queries that nothing answers, one a line")


def read_cases(options: argparse.Namespace) -> tuple[dict[str, Sequence[Case]], list[Case]]:
    """The cases by the name of their file, and the queries that nothing answers; those of the tests if not named."""
    shipped = sorted((ROOT / "tests" / "search" / "cases").glob("*.tsv"))
    answered = {path for path in shipped if any(case.numbers for case in texts.cases(path))}
    known = options.cases or [path for path in shipped if path in answered]
    outside = options.outside or [path for path in shipped if path not in answered]
    return {path.name: texts.cases(path) for path in known}, [each for path in outside for each in texts.cases(path)]


@dataclasses.dataclass(frozen=True)
class Quality:
    """How well some cases were answered: each a share from 0 to 1."""

    mrr: float
    first: float
    three: float

    def __str__(self) -> str:
        return f"{self.mrr:>8.3f}{self.first:>8.3f}{self.three:>8.3f}"


def quality(cases: Sequence[Case], rank: Rank) -> Quality:
    """How well `rank` answers the cases."""
    ranks = []
    for case in cases:
        right = [place for place, (number, _) in enumerate(rank(case.query), 1) if number in case.numbers]
        ranks.append(min(right, default=0))
    return Quality(
        statistics.fmean(1 / rank if rank else 0 for rank in ranks),
        statistics.fmean(rank == 1 for rank in ranks),
        statistics.fmean(0 < rank <= 3 for rank in ranks),
    )


def honesty(rank: Rank, cases: Sequence[Case], outside: Sequence[Case]) -> tuple[float, float, float]:
    """How often the first result is marked as an answer: of all cases, of those where it is right, of outside."""
    firsts = [(case, *next(iter(rank(case.query)), (None, False))) for case in cases]
    right = [bool(answers) for case, number, answers in firsts if number in case.numbers]
    wrongly = [bool(next(iter(rank(case.query)), (None, False))[1]) for case in outside]
    everywhere = [bool(answers) for _, _, answers in firsts]
    return _share(everywhere), _share(right), _share(wrongly)


def _share(said: Sequence[bool]) -> float:
    return statistics.fmean(said) if said else math.nan


def hits(index: Index, query: str) -> list[tuple[int | None, bool | None]]:
    """What ours finds: card numbers, and whether each is marked as an answer."""
    # A part that is switched off still finds, but counts for nothing.
    found = (hit for hit in index.search(query, LIMIT) if hit.score > 0)
    return [(hit.entry.number, hit.match is Match.ANSWERS) for hit in found]
