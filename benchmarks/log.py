"""
Log: what several people, a crash and a large dossier do to it, on SQLite and on PostgreSQL.

The trials are those of the tests, in full: writers killed 200 times, and 20 writers with 5,000 saves between them, on
one item and on items of their own; then the same by the road of the app, on desks, as 20 threads of one process and as
6 processes of 4. Then how long things take in a log of 100,000 questions: a save, a look at what is new, everything.
PostgreSQL is started for the occasion, waits for the disk at each commit, and is left out where it is not installed.
Figures are in milliseconds unless they say otherwise; nothing else should run beside this.

    python -m benchmarks.log [--quick]
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks import desk_trials, log_trials, postgres
from debatkit.files import read_dossier
from debatkit.model import Question
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, Revision

ROOT = Path(__file__).resolve().parent.parent
DOSSIER = "groot"
BATCH = 1_000
SAVES = 5_000  # of all writers at desks together
Url = Callable[[], str]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a twentieth of everything, to see that it runs")
    scale = 20 if parser.parse_args().quick else 1
    with contextlib.ExitStack() as stack:
        for name, url in _databases(stack):
            print(f"\n{name}", flush=True)
            _trials(url, scale)
            _times(url, scale)


def _databases(stack: contextlib.ExitStack) -> Iterator[tuple[str, Url]]:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    numbers = itertools.count()
    yield "SQLite", lambda: f"sqlite:///{folder}/log{next(numbers)}.sqlite3"
    try:
        server = stack.enter_context(postgres.server(durable=True))
    except postgres.AbsentError as why:
        print(f"\nPostgreSQL\n  not measured: {why}")
        return
    yield "PostgreSQL", lambda: server.url(server.create())


def _trials(url: Url, scale: int) -> None:
    times = 200 // scale
    killed = log_trials.kill(url(), times)
    _row(
        f"writer killed {killed.times} times", f"{killed.told} saves told, {killed.untold} untold; none lost, none half"
    )
    last = log_trials.kill_starts(url(), 40 // scale)
    _row(f"start killed {40 // scale} times", f"opens, {last} revisions")
    for shared, what in ((True, "on one item"), (False, "on their own items")):
        done = log_trials.save_together(url(), writers=20, saves=250 // scale, shared=shared)
        refused = f"{done.outdated} refused as outdated, {done.busy} as busy"
        _row(f"20 writers {what}", f"{done.saved} saved, {refused}; none lost; {done.seconds:.0f} s")
    for processes, threads in ((1, 20), (6, 4)):
        for shared, what in ((True, "on one question"), (False, "on their own")):
            saves = max(SAVES // scale // (processes * threads), 1)
            done = desk_trials.save_together(url(), processes, threads, saves, shared)
            refused = f"{done.outdated} refused as outdated, {done.busy} as busy"
            name = f"desks, {processes} x {threads} threads {what}"
            _row(name, f"{done.saved} saved, {refused}; 0 lost; {done.seconds:.0f} s")


def _times(url: Url, scale: int) -> None:
    address = url()
    count = 100_000 // scale
    with Log.open(address) as log:
        start = time.perf_counter()
        for batch in _batches(_questions(count)):
            log.append(batch, "benchmark", "import")
        _row(f"import of {count:,} questions, {BATCH:,} a time", f"{time.perf_counter() - start:.1f} s")
    with Log.open(address) as log:
        _row("open", _spread(_timed(lambda: Log.open(address).close()) for _ in range(20)))
        _row("save of one question", _spread(_saves(log, 300)))
        _row("last", _spread(_timed(log.last) for _ in range(500)))
        last = log.last()
        _row("since, nothing new", _spread(_timed(lambda: log.since(last)) for _ in range(500)))
        _row("since, one new", _spread(_timed(lambda: log.since(last - 1)) for _ in range(500)))
        _row("since, one new, body read", _spread(_timed(lambda: log.since(last - 1)[0].body) for _ in range(500)))
        _row("since, 1,000 new", _spread(_timed(lambda: log.since(last - 1000)) for _ in range(20)))
        _row("feed, 50", _spread(_timed(lambda: log.feed(DOSSIER)) for _ in range(100)))
        _row(
            "history, 300 revisions",
            _spread(_timed(lambda: log.history(DOSSIER, "question", "vraag-7")) for _ in range(20)),
        )
        _row("dossiers", _spread(_timed(log.dossiers) for _ in range(100)))
        _row("first of current()", _spread(_timed(lambda: _first(log)) for _ in range(10)))
        before = _memory()
        _row("current(), all", _spread(_timed(lambda: sum(1 for _ in log.current(DOSSIER))) for _ in range(3)))
        _row("  memory that this took", f"{_memory() - before} MiB")
        _row(
            "current(), all bodies read",
            _spread([_timed(lambda: sum(each.body is not None for each in log.current(DOSSIER)))]),
        )
        _backup(log, url())


def _backup(log: Log, other: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Log.open(other) as empty:
        path = Path(folder) / "log.debatkit"
        seconds = _timed(lambda: log.backup(path))
        _row("backup", f"{seconds:.1f} s, {path.stat().st_size / 2**20:.0f} MiB")
        _row("restore", f"{_timed(lambda: empty.restore(path)):.1f} s")
        assert empty.last() == log.last()


def _questions(count: int) -> Iterator[Question]:
    """The shipped questions, as often as needed under new ids, so that they are as long as real ones."""
    shipped = read_dossier(ROOT / "data" / "opgave-ai", ROOT / "qa" / "opgave-ai").dossier.questions
    for place in range(count):
        yield shipped[place % len(shipped)].model_copy(update={"id": f"vraag-{place}", "number": place + 1})


def _batches(questions: Iterator[Question]) -> Iterator[list[Change]]:
    while batch := [Change(DOSSIER, "question", each.id, each, 0) for each in itertools.islice(questions, BATCH)]:
        yield batch


def _saves(log: Log, count: int) -> Iterator[float]:
    latest = log.item(DOSSIER, "question", "vraag-7")
    assert latest
    for number in range(latest.number, latest.number + count):
        body = latest.body.model_copy(update={"question": f"Versie {number}?"})
        change = Change(DOSSIER, "question", "vraag-7", body, number)
        yield _timed(lambda change=change: log.append([change], "benchmark", "form"))


def _first(log: Log) -> Revision:
    reading = log.current(DOSSIER)
    try:
        return next(reading)
    finally:
        reading.close()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _spread(seconds: Iterable[float]) -> str:
    found = sorted(each * 1000 for each in seconds)
    late = found[int(len(found) * 0.95)]
    return f"median {statistics.median(found):.2f}, 95 % {late:.2f}, max {found[-1]:.2f}  (n={len(found)})"


def _memory() -> int:
    """The most memory that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _row(name: str, figures: str) -> None:
    print(f"  {name:<46}{figures}", flush=True)


if __name__ == "__main__":
    main()
