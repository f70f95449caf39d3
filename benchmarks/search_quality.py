"""
Quality: how well cases are answered, and how honestly.

In go cases and what ranks them; out come the mean reciprocal rank (MRR: one over the rank of the first right result, 0
when there is none), the shares with the right card first and among the first three, and how often the first result is
marked as an answer. Each set of cases has a row of its own: on `shared` and `tuning` the ranking was chosen, on these
and `held-out`, `fresh` and `unseen` the rule that marks, on the two `blind` ones nothing. After the table that rule is
fitted anew, in five parts: on four, judged on the fifth.

    python -m benchmarks.search_quality
"""

from __future__ import annotations

import argparse
import dataclasses
import math
import random
import statistics
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks import search_texts as texts
from benchmarks.search_texts import ROOT, Case
from debatkit.search import meaning
from debatkit.search.answering import Answering
from debatkit.search.index import Index, Match

CASES = ROOT / "tests" / "search" / "cases"
FITTED_ON = ("shared", "tuning", "held-out", "fresh", "unseen")
SETS = (*FITTED_ON, "blind-1", "blind-2")
FOLDS = 5
SEED = 105
MARKED, WRONGLY = 0.9, 0.2  # of the answered at least, of the others at most: the limit stays clear of both alike
SIGNS = ("share", "told", "strength", "unknown")
T = TypeVar("T")
Figures = NDArray[np.float64]

LIMIT = 20  # results among which the right card is looked for

Rank = Callable[[str], Sequence[tuple[int | None, bool | None]]]  # query -> card number and whether it answers


def add_cases(parser: argparse.ArgumentParser) -> None:
    """Let a command line name case files."""
    parser.add_argument("--cases", nargs="+", type=Path, help="files with `query<TAB>card numbers`, one a line")
    parser.add_argument("--outside", nargs="+", type=Path, help="files with queries that nothing answers, one a line")


def read_cases(options: argparse.Namespace) -> tuple[dict[str, Sequence[Case]], list[Case]]:
    """The cases by the name of their file, and the queries that nothing answers; those of the tests if not named."""
    shipped = sorted(CASES.glob("*.tsv"))
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


def main() -> None:
    """Print the table, then what cross-validation says of the rule."""
    print(f"{'':<24}{'cases':>6}{'MRR':>8}{'R@1':>8}{'R@3':>8}{'marked':>9}{'outside':>9}{'marked':>9}")
    plain = _index(None)
    _table("by words", plain)
    if encoder := meaning.installed():
        _table("and meaning", _index(encoder))
    else:
        print("by meaning too: not measured, no encoder is installed (requirements-semantic.txt)")
    _folds(plain)


def _index(encoder: meaning.Encoder | None) -> Index:
    entries = texts.shipped()
    index = Index(groups=texts.groups(), encoder=encoder)
    index.sync(entries, "quality")
    index.sync_meaning(entries)
    return index


def _table(name: str, index: Index) -> None:
    rank = cache(partial(hits, index))
    for each in SETS:
        cases, outside = _cases(each), _cases(f"{each}-outside")
        marked, _, wrongly = honesty(rank, cases, outside)
        row = f"{quality(cases, rank)}{marked:>9.3f}{len(outside):>9}{wrongly:>9.3f}"
        print(f"{f'{each}, {name}':<24}{len(cases):>6}{row}", flush=True)


def _cases(name: str) -> tuple[Case, ...]:
    return texts.cases(CASES / f"{name}.tsv")


def _folds(index: Index) -> None:
    """Print how the rule does where it was fitted on other cases, by fold."""
    answered = [(case, True) for name in FITTED_ON for case in _cases(name)]
    others = [(case, False) for name in FITTED_ON for case in _cases(f"{name}-outside")]
    signs = {case.query: _signs(index, case.query) for case, _ in (*answered, *others)}
    found = []
    for fold, part in enumerate(map(list.__add__, dealt(answered, FOLDS), dealt(others, FOLDS)), 1):
        rest = [each for each in (*answered, *others) if each not in part]
        rule = fitted([(signs[case.query], said) for case, said in rest])
        marks = [(_marked(rule, signs[case.query]), said) for case, said in part]
        found += marks
        print(f"fold {fold} of {FOLDS}: {_of(marks)}; {_told(rule)}")
    print(f"cross-validated: {_of(found)}")
    print(f"fitted on all of them: {_told(fitted([(signs[case.query], said) for case, said in (*answered, *others)]))}")
    print(f"shipped: {_told(Answering())}")


def _signs(index: Index, query: str) -> tuple[float, ...] | None:
    found = index.search(query, 1)
    return tuple(getattr(found[0].signs, name) for name in SIGNS) if found else None


def _marked(rule: Answering, signs: tuple[float, ...] | None) -> bool:
    return signs is not None and sum(getattr(rule, name) * sign for name, sign in zip(SIGNS, signs, strict=True)) >= (
        rule.limit
    )


def _of(marks: Sequence[tuple[bool, bool]]) -> str:
    answered, others = ([mark for mark, said in marks if said is wanted] for wanted in (True, False))
    return f"{_share(answered):.3f} of {len(answered)} answered marked, {_share(others):.3f} of {len(others)} others"


def _told(rule: Answering) -> str:
    return ", ".join(f"{name} {getattr(rule, name):.2f}" for name in (*SIGNS, "limit"))


def fitted(cases: Sequence[tuple[tuple[float, ...] | None, bool]]) -> Answering:
    """The rule that tells these apart: a logistic regression in which either side weighs as much as the other."""
    known = [(signs, said) for signs, said in cases if signs is not None]
    signs = np.array([each for each, _ in known])
    said = np.array([float(each) for _, each in known])
    middle, spread = signs.mean(axis=0), signs.std(axis=0)
    weights = _logistic((signs - middle) / spread, said) / spread
    sums = signs @ weights
    count = [sum(side is each for _, side in cases) for each in (True, False)]

    def clear(limit: float) -> float:
        marked, wrongly = ((sums[said == side] >= limit).sum() for side in (1, 0))
        return float(min(marked / count[0] - MARKED, WRONGLY - wrongly / count[1]))

    steps = np.arange(sums.min(), sums.max(), 0.05)
    best = max(map(clear, steps))
    limit = statistics.median(step for step in steps if clear(step) == best)
    return Answering(*map(float, weights), limit=float(limit))


def _logistic(signs: Figures, said: Figures) -> Figures:
    """Newton's method on the penalised likelihood; the constant, which is not penalised, is left out of what it gives.

    More than some twenty rounds change nothing.
    """
    rows = np.column_stack([np.ones(len(signs)), signs])
    penalty = np.diag([0.0] + [1.0] * signs.shape[1])
    balance = np.where(said == 1, 0.5 / said.mean(), 0.5 / (1 - said.mean()))
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (balance * (chance - said)) + penalty @ weights
        bend = (rows.T * (balance * chance * (1 - chance))) @ rows + penalty
        weights = weights - np.linalg.solve(bend, slope)
    return weights[1:]


def dealt(cases: Sequence[T], folds: int) -> list[list[T]]:
    """The cases in so many parts of about the same size, the same ones every time."""
    shuffled = random.Random(SEED).sample(list(cases), len(cases))
    return [shuffled[fold::folds] for fold in range(folds)]


if __name__ == "__main__":
    main()
