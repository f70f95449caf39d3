"""
Search: how well, how fast and with how much memory, ours beside four peers, on the same texts in one run.

Quality is counted on case files over the shipped dossier as anyone may see it: MRR (mean of one over the rank of the
first right result among 20, 0 when there is none), and the shares of queries with the right card first, and among the
first three. Speed and memory are taken at several sizes: the shipped dossier, and questions made in its likeness. Each
engine builds in a process of its own and answers in another, which opens what was built, as a server that starts.

    build        seconds to index all entries, the making and reading of the texts not counted
    peak         the most memory that the building process had; a server's is not in it
    open         seconds to open what was built and answer a first query; a server runs already
    resident     memory after the queries, pages of files that it maps among it; a server's pages are counted once
    median, p95  milliseconds for the best 10 results, ready to show
    changed      seconds from saving one changed question until a search finds it, median
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import itertools
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from benchmarks import search_peers as peers
from benchmarks import search_texts as texts
from benchmarks.search_texts import ROOT, Case
from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Index, Match
from debatkit.search.ranking import Ranking

SIZES = "131,10000,100000"
LIMIT = 20  # results among which the right card is looked for
SHOWN = 10  # results that a page shows
QUERIES = 200
WARM = 20  # queries before these, not counted
CHANGES = 5
SLOW = {"rank_bm25": 1}  # changes, where each takes as long as a build
MEGABYTE = 1_000_000
TURN = 10  # queries
TOLD = 25_000  # entries
COLUMNS = ("build s", "disk MB", "peak MB", "open s", "resident MB", "median ms", "p95 ms", "changed s")

Rank = Callable[[str], Sequence[tuple[int | None, bool | None]]]  # query -> card number and whether it answers


def main() -> None:
    """Print the tables."""
    options = _options()
    if options.step:
        print(json.dumps(STEPS[options.step](options.only[0], options.folder)))
        return
    known = [(path, texts.cases(path)) for path in options.cases]
    outside = [case for path in options.outside for case in texts.cases(path)]
    if options.ablation:
        _ablation(known, outside)
        return
    engines = [name for name in peers.ENGINES if name in options.only]
    for name in engines:
        if why := peers.ENGINES[name].missing():
            print(f"{name} is left out: {why}")
    engines = [name for name in engines if not peers.ENGINES[name].missing()]
    if not engines:
        raise SystemExit("No engine is left")
    if "quality" in options.parts:
        _quality(engines, known, outside)
    if "speed" in options.parts:
        for size in options.sizes:
            _speed(engines, size, [case.query for _, several in known for case in several])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__.split("\n")[1])
    parser.add_argument("--cases", nargs="+", type=Path, help="files with `query<TAB>card numbers`, one a line")
    parser.add_argument("--outside", nargs="+", type=Path, help="files with queries that nothing answers, one a line")
    parser.add_argument("--sizes", default=SIZES, help="numbers of questions; up to the shipped number means these")
    parser.add_argument("--only", default=",".join(peers.ENGINES), help="engines, with commas between")
    parser.add_argument("--parts", default="quality,speed", help="quality, speed or both")
    parser.add_argument("--ablation", action="store_true", help="ours with parts switched off, and nothing else")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    shipped = sorted((ROOT / "tests" / "search" / "cases").glob("*.tsv"))
    answered = {path for path in shipped if any(case.numbers for case in texts.cases(path))}
    options.cases = options.cases or [path for path in shipped if path in answered]
    options.outside = options.outside or [path for path in shipped if path not in answered]
    options.sizes = [int(size) for size in options.sizes.split(",") if size]
    options.only = options.only.split(",")
    if strangers := set(options.only) - set(peers.ENGINES):
        parser.error(f"unknown engines {', '.join(sorted(strangers))}; there are {', '.join(peers.ENGINES)}")
    return options


# Quality


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


def _quality(engines: Sequence[str], known: Sequence[tuple[Path, Sequence[Case]]], outside: Sequence[Case]) -> None:
    if not known:
        print("Quality is left out: no case files; name them with --cases\n")
        return
    entries = texts.shipped()
    together = [case for _, cases in known for case in cases]
    files = [(path.name, cases) for path, cases in known]
    files += [("all", together)] if len(files) > 1 else []
    print(f"Quality on the shipped dossier, {len(entries)} entries, first right card among {LIMIT} results")
    print("each: MRR, R@1, R@3".ljust(20) + "".join(f"{f'{name} ({len(cases)})':>26}" for name, cases in files))
    with _scratch() as folder:
        (folder / peers.GROUPS).write_text(json.dumps(texts.groups()))
        for name in engines:
            with peers.engine_in(name, folder / name) as engine:
                engine.build(entries, _silent)
                rank = cache(partial(_numbers, engine))
                shown = (quality(cases, rank) for _, cases in files)
                print(f"{name:<20}" + "".join(f"  {each}" for each in shown), flush=True)
                if name == peers.Ours.name:
                    marked = honesty(rank, together, outside)
    if peers.Ours.name in engines:
        print(f"ours marks the first result as an answer: {marked[0]:.3f} of {len(together)} cases, {marked[1]:.3f} of")
        print(f"those with the right card first, {marked[2]:.3f} of {len(outside)} queries that nothing answers")
    print()


def _numbers(engine: peers.Engine, query: str) -> list[tuple[int | None, bool | None]]:
    return [(found.number, found.answers) for found in engine.search(query, LIMIT)]


def honesty(rank: Rank, cases: Sequence[Case], outside: Sequence[Case]) -> tuple[float, float, float]:
    """How often the first result is marked as an answer: of all cases, of those where it is right, of outside."""
    firsts = [(case, *next(iter(rank(case.query)), (None, False))) for case in cases]
    right = [bool(answers) for case, number, answers in firsts if number in case.numbers]
    wrongly = [bool(next(iter(rank(case.query)), (None, False))[1]) for case in outside]
    everywhere = [bool(answers) for _, _, answers in firsts]
    return _share(everywhere), _share(right), _share(wrongly)


def _share(said: Sequence[bool]) -> float:
    return statistics.fmean(said) if said else math.nan


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
        # An encoder goes here: `"with meaning": {..., "encoder": ...}`; _ablation makes its vectors.
    }


def _ablation(known: Sequence[tuple[Path, Sequence[Case]]], outside: Sequence[Case]) -> None:
    cases = [case for _, several in known for case in several]
    if not cases:
        raise SystemExit("No case files; name them with --cases")
    entries = texts.shipped()
    whole: float | None = None
    print(f"{len(cases)} cases, {len(outside)} that nothing answers; marked: the first result, as an answer")
    print(f"{'':<36}{'MRR':>8}{'R@1':>8}{'R@3':>8}{'MRR -/+':>9}{'marked':>9}{'if right':>9}{'outside':>9}")
    for name, arguments in variants().items():
        index = Index(**arguments)
        index.sync(entries, "ablation")
        index.sync_meaning(entries)
        rank = cache(partial(_hits, index))
        found = quality(cases, rank)
        whole = found.mrr if whole is None else whole
        marked = "".join(f"{share:>9.3f}" for share in honesty(rank, cases, outside))
        print(f"{name:<36}{found}{found.mrr - whole:>+9.3f}{marked}", flush=True)


def _hits(index: Index, query: str) -> list[tuple[int | None, bool | None]]:
    # A part that is switched off still finds, but counts for nothing.
    hits = (hit for hit in index.search(query, LIMIT) if hit.score > 0)
    return [(hit.entry.number, hit.match is Match.ANSWERS) for hit in hits]


# Speed and memory


def _speed(engines: Sequence[str], size: int, asked: Sequence[str]) -> None:
    with _scratch() as folder:
        entries: Iterable[Entry] = texts.shipped()
        real = size <= sum(entry.kind is Kind.QUESTION for entry in entries)
        if not real:
            sampler = texts.Sampler(texts.shipped())
            entries = itertools.chain(sampler.cards, sampler.questions(size))
        count = texts.write(entries, folder / "entries.jsonl")
        (folder / peers.GROUPS).write_text(json.dumps(texts.groups()))
        queries = texts.queries(folder / "entries.jsonl", asked, QUERIES + WARM)
        (folder / "queries.json").write_text(json.dumps(queries))
        megabytes = (folder / "entries.jsonl").stat().st_size / MEGABYTE
        print(
            f"{'The shipped dossier' if real else f'{size} made questions'}: {count} entries, {megabytes:.1f} MB; ",
            end="",
        )
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; under each figure how many times ours it is")
        print(f"{'':<16}" + "".join(f"{column:>13}" for column in COLUMNS), flush=True)
        built = {name: _built(name, folder) for name in engines}
        served = _in_turns(engines, folder)
        ours = {**built[engines[0]], **served[engines[0]]} if engines[0] == peers.Ours.name else {}
        for name in engines:
            _rows(name, {**built[name], **served[name]}, ours)
        print()


def _rows(name: str, found: Mapping[str, float | None], ours: Mapping[str, float | None]) -> None:
    print(f"{name:<16}" + "".join(f"{_short(found[column]):>13}" for column in COLUMNS), flush=True)
    if ours and name != peers.Ours.name:
        pairs = [(found[column], ours[column]) for column in COLUMNS]
        ratios = [f"x {_short(theirs / mine)}" if theirs and mine else "" for theirs, mine in pairs]
        print(f"{'':<16}" + "".join(f"{ratio:>13}" for ratio in ratios), flush=True)


def _short(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def _command(step: str, engine: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.search", "--step", step, "--only", engine, "--folder", str(folder)]


def _built(engine: str, folder: Path) -> dict[str, float | None]:
    done = subprocess.run(_command("build", engine, folder), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float | None] = json.loads(done.stdout)
    return found


def _in_turns(engines: Sequence[str], folder: Path) -> dict[str, dict[str, float | None]]:
    """What answering took each engine. They take turns, so that what else the machine does meets all of them."""
    with contextlib.ExitStack() as stack:
        running: dict[str, subprocess.Popen[str]] = {}

        def heard(name: str) -> str:
            line = running[name].stdout.readline()  # type: ignore[union-attr]
            return line or sys.exit(f"{name} stopped; it says why above")

        for name in engines:
            command = _command("serve", name, folder)
            process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            running[name] = stack.enter_context(process)
            heard(name)
        for start in range(WARM, WARM + QUERIES, TURN):
            for name, process in running.items():
                print(start, file=process.stdin, flush=True)
                heard(name)
        found = {}
        for name, process in running.items():
            process.stdin.close()  # type: ignore[union-attr]
            found[name] = json.loads(heard(name))
        return found


def _build(name: str, folder: Path) -> dict[str, float | None]:
    waiting = texts.Waiting(texts.read(folder / "entries.jsonl"))
    with peers.engine_in(name, folder / name) as engine:
        start = time.perf_counter()
        engine.build(waiting, _telling(name))
        seconds = time.perf_counter() - start - waiting.seconds
        size = engine.size() / MEGABYTE if engine.on_disk else None
        return {"build s": seconds, "disk MB": size, "peak MB": engine.peak()}


def _serve(name: str, folder: Path) -> dict[str, float | None]:
    """Answer queries, so many for each line on standard input; then changes."""
    queries: list[str] = json.loads((folder / "queries.json").read_text())
    with peers.engine_in(name, folder / name) as engine:
        if engine.on_disk:
            start = time.perf_counter()
            engine.open()
            engine.search(queries[0], SHOWN)
            opened: float | None = time.perf_counter() - start
        else:
            engine.build(texts.read(folder / "entries.jsonl"), _telling(name))
            opened = None
        for query in queries[:WARM]:
            engine.search(query, SHOWN)
        print("ready", flush=True)
        times: list[float] = []
        for line in sys.stdin:
            times.extend(_timed(engine, query) for query in queries[int(line) :][:TURN])
            print("done", flush=True)
        resident = engine.resident()
        changed = list(_changes(engine, folder))
    return {
        "open s": opened,
        "median ms": statistics.median(times) * 1000,
        "p95 ms": statistics.quantiles(times, n=20)[-1] * 1000,
        "resident MB": resident,
        "changed s": statistics.median(changed),
    }


STEPS = {"build": _build, "serve": _serve}


def _changes(engine: peers.Engine, folder: Path) -> Iterator[float]:
    """Seconds until a word that was nowhere is found in a question that was just saved."""
    questions = (entry for entry in texts.read(folder / "entries.jsonl") if entry.kind is Kind.QUESTION)
    for place, entry in enumerate(itertools.islice(questions, SLOW.get(engine.name, CHANGES))):
        word = f"zwaluwvlucht{'abcdefgh'[place] * 3}"
        changed = dataclasses.replace(entry, texts={**entry.texts, "line": (f"Wij komen terug op {word}.",)})
        start = time.perf_counter()
        engine.put(changed)
        while all(found.key != entry.key for found in engine.search(word, SHOWN)):
            if time.perf_counter() - start > 600:
                raise AssertionError(f"{engine.name} does not find what was saved")
        yield time.perf_counter() - start


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="debatkit-"))
    try:
        yield folder
    finally:
        peers.clear(folder)


def _silent(_: int) -> None:
    pass


def _telling(name: str) -> peers.Told:
    """Says how far a long build is, on standard error."""

    def told(number: int) -> None:
        if number % TOLD == 0:
            print(f"  {name}: {number} entries", file=sys.stderr, flush=True)

    return told


def _timed(engine: peers.Engine, query: str) -> float:
    start = time.perf_counter()
    engine.search(query, SHOWN)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
