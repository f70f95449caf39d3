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
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from benchmarks import search_peers as peers
from benchmarks import search_texts as texts
from benchmarks.search_quality import LIMIT, add_cases, honesty, quality, read_cases
from benchmarks.search_texts import ROOT, Case
from debatkit.search.entries import Entry, Kind

SIZES = "131,10000,100000"
SHOWN = 10  # results that a page shows
QUERIES = 200
WARM = 20  # queries before these, not counted
CHANGES = 5
SLOW = {"rank_bm25": 1}  # changes, where each takes as long as a build
MEGABYTE = 1_000_000
TURN = 10  # queries
TOLD = 25_000  # entries
COLUMNS = ("build s", "disk MB", "peak MB", "open s", "resident MB", "median ms", "p95 ms", "changed s")


def main() -> None:
    """Print the tables."""
    options = _options()
    if options.step:
        print(json.dumps(STEPS[options.step](options.only[0], options.folder)))
        return
    known, outside = read_cases(options)
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
            _speed(engines, size, [case.query for several in known.values() for case in several])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__.split("\n")[1])
    add_cases(parser)
    parser.add_argument("--sizes", default=SIZES, help="numbers of questions; up to the shipped number means these")
    parser.add_argument("--only", default=",".join(peers.ENGINES), help="engines, with commas between")
    parser.add_argument("--parts", default="quality,speed", help="quality, speed or both")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.sizes = [int(size) for size in options.sizes.split(",") if size]
    options.only = options.only.split(",")
    if strangers := set(options.only) - set(peers.ENGINES):
        parser.error(f"unknown engines {', '.join(sorted(strangers))}; there are {', '.join(peers.ENGINES)}")
    return options


# Quality


def _quality(engines: Sequence[str], known: Mapping[str, Sequence[Case]], outside: Sequence[Case]) -> None:
    if not known:
        print("Quality is left out: no case files; name them with --cases\n")
        return
    entries = texts.shipped()
    together = [case for cases in known.values() for case in cases]
    files = list(known.items())
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
