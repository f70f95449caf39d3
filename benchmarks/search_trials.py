"""
Trials: what each part of the ranking brings, how sure its figures are, and what hostile queries cost.

    python -m benchmarks.search_trials                        each part switched off; with meaning too, where installed
    python -m benchmarks.search_trials --folds 5              weights chosen on some cases, judged on the others
    python -m benchmarks.search_trials --hostile 131,100000   queries that nobody would type, at these sizes
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import random
import statistics
import string
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import numpy as np

from benchmarks import search_texts as texts
from benchmarks.search_quality import Quality, add_cases, dealt, hits, honesty, quality, read_cases
from benchmarks.search_texts import Case
from debatkit.search import meaning
from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Index
from debatkit.search.ranking import Ranking
from debatkit.search.vectors import Vectors

SEED = 105
LONGEST = 10_000  # characters
TIMES = 3  # each hostile query; the median counts
CHOICES = {"evidence": (0.5, 0.65, 0.8), "together": (0.6, 1.0, 1.4)}
MEANING = (0.3, 0.4, 0.5)  # the same, where there is an encoder


def main() -> None:
    """Print the table that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_trials", description=__doc__.split("\n")[1])
    add_cases(parser)
    parser.add_argument("--folds", type=int, default=0, help="parts for cross-validation")
    parser.add_argument("--hostile", default="", help="numbers of questions to time hostile queries at")
    options = parser.parse_args()
    known, outside = read_cases(options)
    if options.hostile:
        for size in options.hostile.split(","):
            _hostile(int(size))
    elif not known:
        raise SystemExit("No case files; name them with --cases")
    elif options.folds:
        _folds(known, outside, options.folds)
    else:
        _ablation([case for cases in known.values() for case in cases], outside)


class Remembered:
    """An encoder that encodes a text once, for however many indexes."""

    def __init__(self, encoder: meaning.Encoder) -> None:
        self.name, self._encoder = encoder.name, encoder
        self._made: dict[str, Vectors] = {}
        self.query = cache(encoder.query)

    def passages(self, several: Sequence[str]) -> Vectors:
        """A vector for each of these: rows."""
        new = [text for text in dict.fromkeys(several) if text not in self._made]
        if new:
            self._made.update(zip(new, self._encoder.passages(new), strict=True))
        return np.array([self._made[text] for text in several])


def variants() -> dict[str, dict[str, Any]]:
    """Ours with one part switched off, as arguments of `Index`; the first is all of it."""
    whole = Ranking()

    def without(**changed: Any) -> Ranking:
        return dataclasses.replace(whole, **changed)

    def alike(**changed: Any) -> Ranking:
        return without(likeness=dataclasses.replace(whole.likeness, **changed))

    groups = texts.groups()
    return {
        "all of it": {"ranking": whole, "groups": groups},
        "stems only, and the word being typed": {"ranking": alike(share=2.0, held=0.0, slip=0.0), "groups": groups},
        "no n-grams": {"ranking": alike(share=2.0), "groups": groups},
        "no parts of compounds": {"ranking": alike(held=0.0), "groups": groups},
        "no slips": {"ranking": alike(slip=0.0), "groups": groups},
        "no synonyms": {"ranking": whole, "groups": ()},
        "all fields alike": {"ranking": without(fields=dict.fromkeys(whole.fields, 1.0)), "groups": groups},
        "all kinds alike": {"ranking": without(kinds=dict.fromkeys(whole.kinds, 1.0)), "groups": groups},
        "questions do not count for cards": {"ranking": without(evidence=0.0), "groups": groups},
        "nothing counts together": {"ranking": without(together=0.0), "groups": groups},
    }


def _ablation(cases: Sequence[Case], outside: Sequence[Case]) -> None:
    print(f"{len(cases)} cases, {len(outside)} that nothing answers; marked: the first result, as an answer")
    installed = meaning.installed()
    for name, encoder in {"by words": None, **({"with meaning": Remembered(installed)} if installed else {})}.items():
        print(f"{name:<36}{'MRR':>8}{'R@1':>8}{'R@3':>8}{'MRR -/+':>9}{'marked':>9}{'if right':>9}{'outside':>9}")
        _without_each(cases, outside, encoder)


def _without_each(cases: Sequence[Case], outside: Sequence[Case], encoder: meaning.Encoder | None) -> None:
    entries = texts.shipped()
    whole: float | None = None
    for name, arguments in variants().items():
        index = Index(**arguments, encoder=encoder)
        index.sync(entries, "ablation")
        index.sync_meaning(entries)
        rank = cache(partial(hits, index))
        found = quality(cases, rank)
        whole = found.mrr if whole is None else whole
        marked = "".join(f"{share:>9.3f}" for share in honesty(rank, cases, outside))
        print(f"{name:<36}{found}{found.mrr - whole:>+9.3f}{marked}", flush=True)


def _folds(known: Mapping[str, Sequence[Case]], outside: Sequence[Case], folds: int) -> None:
    """Choose what the ranking hangs on most by the cases outside a fold, and judge the fold with that."""
    entries, encoder = texts.shipped(), meaning.installed()
    index = Index(groups=texts.groups(), encoder=Remembered(encoder) if encoder else None)
    index.sync(entries, "folds")
    index.sync_meaning(entries)
    choices = {**CHOICES, **({"meaning": MEANING} if encoder else {})}

    @cache
    def rank(weights: tuple[float, ...], query: str) -> Sequence[tuple[int | None, bool | None]]:
        named: dict[str, Any] = dict(zip(choices, weights, strict=True))
        index.ranking = dataclasses.replace(Ranking(), **named)
        return hits(index, query)

    def chosen(cases: Sequence[Case]) -> tuple[float, ...]:
        return max(itertools.product(*choices.values()), key=lambda weights: quality(cases, partial(rank, weights)).mrr)

    print(f"{folds} folds; of each the weights are chosen on the others")
    print(f"{'':<20}{'MRR':>8}{'R@1':>8}{'R@3':>8}{'marked':>9}{'outside':>9}  chosen: {', '.join(choices)}")
    pooled = {"all": [case for cases in known.values() for case in cases]}
    for name, cases in {**known, **(pooled if len(known) > 1 else {})}.items():
        parts, others = dealt(cases, folds), dealt(outside, folds)
        found, marks, told = [], [], []
        for part, strangers in zip(parts, others, strict=True):
            best = chosen(_without(cases, part))
            judged = partial(rank, best)
            found.append((len(part), quality(part, judged)))
            marks.append((len(part), len(strangers), *honesty(judged, part, strangers)))
            told.append("/".join(f"{value:g}" for value in best))
        marked = sum(count * share for count, _, share, _, _ in marks) / len(cases)
        wrongly = sum(count * share for _, count, _, _, share in marks) / max(len(outside), 1)
        print(f"{name:<20}{_pooled(found)}{marked:>9.3f}{wrongly:>9.3f}  {'  '.join(told)}", flush=True)


def _without(cases: Iterable[Case], part: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case not in part]


def _pooled(found: Sequence[tuple[int, Quality]]) -> Quality:
    total = sum(count for count, _ in found)
    return Quality(
        *(sum(count * value for (count, _), value in zip(found, each, strict=True)) / total for each in _columns(found))
    )


def _columns(found: Sequence[tuple[int, Quality]]) -> list[tuple[float, ...]]:
    return list(zip(*(dataclasses.astuple(each) for _, each in found), strict=True))


def hostile(entries: Sequence[Entry]) -> dict[str, str]:
    """Queries that nobody would type, of `LONGEST` characters, the same ones each time."""
    draw = random.Random(SEED)
    said = " ".join(map(texts.text_of, entries))
    short = [word for word in said.split() if len(word) > 3]
    return {
        "any Unicode": "".join(chr(draw.choice(_CODES)) for _ in range(LONGEST)),
        "letters and spaces": "".join(draw.choice(string.ascii_lowercase + "   ") for _ in range(LONGEST)),
        "words of twelve letters": " ".join("".join(draw.choices(string.ascii_lowercase, k=12)) for _ in range(769)),
        "one word": "registratie" * (LONGEST // 11),
        "words of the dossier": " ".join(draw.choices(short, k=LONGEST))[:LONGEST],
        "slips of these": " ".join(_slip(draw, word) for word in draw.choices(short, k=LONGEST))[:LONGEST],
        "quotes": ('"' + draw.choice(short) + '" ') * (LONGEST // 12),
        "an open quote": '"' + " ".join(draw.choices(short, k=LONGEST))[: LONGEST - 1],
        "operators": "AND OR NOT +a -b a:b (c) [d TO e] *? ~2 ^3 \\ / " * (LONGEST // 46),
        "punctuation": "\"'()*:^-+!?" * (LONGEST // 11),
        "control characters": "".join(chr(number % 32) for number in range(LONGEST)),
        "numbers": " ".join(str(draw.randrange(10**9)) for _ in range(LONGEST // 10)),
    }


_CODES = [code for code in range(1, 0x30000) if not 0xD800 <= code < 0xE000]


def _slip(draw: random.Random, word: str) -> str:
    place = draw.randrange(len(word))
    return word[:place] + draw.choice(string.ascii_lowercase) + word[place + 1 :]


def _hostile(size: int) -> None:
    entries = texts.shipped()
    index = Index(groups=texts.groups())
    asked = hostile(entries)
    if size > sum(entry.kind is Kind.QUESTION for entry in entries):
        sampler = texts.Sampler(entries)
        index.sync(itertools.chain(sampler.cards, sampler.questions(size)), "hostile")
    else:
        index.sync(entries, "hostile")
    index.search("warm worden")
    print(f"{size} questions; milliseconds for a query of {LONGEST} characters, median of {TIMES}")
    for name, query in asked.items():
        print(f"{name:<28}{1000 * statistics.median(_seconds(index, query) for _ in range(TIMES)):>8.1f}", flush=True)


def _seconds(index: Index, query: str) -> float:
    began = time.perf_counter()
    index.search(query)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
