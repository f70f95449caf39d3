"""
Trials of the log: processes that are killed while they save, and processes that save at the same time.

The tests run them small, `benchmarks.log` in full. Each gives figures, and raises an AssertionError when the log lost a
save that was acknowledged, holds one that was refused, or half of one. The writers are processes of their own, on the
database that DEBATKIT_DATABASE names:

    python -m benchmarks.log_trials pairs              save two items at a time, for ever; tell each save
    python -m benchmarks.log_trials start              open the log, which is not there yet
    python -m benchmarks.log_trials saves NAME N ITEM  save N times on one item; tell what became of each try
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from debatkit.errors import LogBusyError
from debatkit.model import Question
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, OutdatedError, Revision

ROOT = Path(__file__).resolve().parent.parent
DOSSIER = "proef"
PAIR = ("links", "rechts")
LONG = "Een antwoord van gewone lengte, waar geen woord van zoek mag raken. " * 30
KILL_WITHIN = 0.03  # seconds after the first save: some ten saves
START_WITHIN = 0.4  # seconds after which most processes have made the log
EVERYTHING = 10**9


@dataclass(frozen=True)
class Killed:
    """How often writers were killed, and the saves in the log: told to their writer, or cut off before they were."""

    times: int
    told: int
    untold: int


@dataclass(frozen=True)
class Saved:
    """What became of all tries to save, and how long all of them took."""

    saved: int
    outdated: int
    busy: int
    seconds: float


def question(name: str, token: str) -> Question:
    """A question as long as a real one, with a token in front and at the end."""
    answer = [{"text": f"{token} {LONG} {token}", "claim": False}]
    return Question.model_validate({"id": name, "number": 1, "question": token, "answer": answer})


def token(revision: Revision) -> str:
    """The token of a revision, all of which is there."""
    made = revision.body
    assert isinstance(made, Question)
    assert made == question(revision.id, made.question), f"half an item: {revision}"
    return made.question


def kill(url: str, times: int, seed: int = 1) -> Killed:
    """Kill a writer of pairs at any moment of its saving, again and again, and look at the log each time."""
    chance = random.Random(seed)
    seen = told = untold = 0
    for _ in range(times):
        with writer(url, "pairs") as process:
            assert process.stdout
            lines = [process.stdout.readline()]
            time.sleep(chance.uniform(0, KILL_WITHIN))
            process.kill()
            lines += process.stdout.readlines()
        assert lines[0], "the writer stopped before it saved anything"
        # The last line may be cut: what was not told whole, was not told.
        words = {int(line.split()[0]): line.split()[1] for line in lines if line.endswith("\n")}
        with Log.open(url) as log:
            new = log.since(seen, EVERYTHING)
        found = _pairs(new, seen)
        assert words.items() <= found.items(), "a save that was acknowledged is not in the log"
        seen += len(new)
        told += len(words)
        untold += len(found) - len(words)
    return Killed(times, told, untold)


def _pairs(new: tuple[Revision, ...], seen: int) -> dict[int, str]:
    """The token of each pair, by its last sequence: pairs are whole, and follow each other without a gap."""
    assert [each.sequence for each in new] == list(range(seen + 1, seen + 1 + len(new))), "a gap"
    assert len(new) % 2 == 0, "half a save"
    for left, right in zip(new[::2], new[1::2], strict=True):
        assert (left.id, right.id) == PAIR, "half a save"
        assert token(left) == token(right), "halves of two saves"
        assert left.number == right.number == right.sequence // 2
    return {right.sequence: token(right) for right in new[1::2]}


def kill_starts(url: str, times: int, seed: int = 1) -> int:
    """Kill a process while it makes the log, again and again; the last sequence of the log that is there in the end."""
    chance = random.Random(seed)
    for _ in range(times):
        with writer(url, "start") as process:
            assert process.stdout
            assert process.stdout.readline() == "starting\n"
            time.sleep(chance.uniform(0, START_WITHIN))
    with Log.open(url) as log:
        return log.last()


def save_together(url: str, writers: int, saves: int, shared: bool, made: bool = True) -> Saved:
    """Have processes save at the same time, on one item or each on its own, while a reader follows the log.

    Without `made` the log is left for them to make, and is read when they are done.
    """
    with contextlib.ExitStack() as stack:
        reader = stack.enter_context(following(url)) if made else None
        items = ["samen" if shared else f"eigen-{n}" for n in range(writers)]
        processes = [
            stack.enter_context(writer(url, "saves", f"w{n}", str(saves), item)) for n, item in enumerate(items)
        ]
        start_together(processes)
        begin = time.perf_counter()
        outputs = [process.communicate()[0] for process in processes]
        seconds = time.perf_counter() - begin
        start, followed = reader.stop() if reader else (0, None)
    with Log.open(url) as log:
        written = log.since(start, EVERYTHING)
    assert all(process.returncode == 0 for process in processes), "a writer gave up"
    tries = [line.split() for output in outputs for line in output.splitlines()]
    saved = {word: int(sequence) for what, word, sequence in tries if what == "saved"}
    assert len(saved) == writers * saves
    assert {token(each): each.sequence for each in written} == saved, "lost, or there although it was refused"
    assert [each.sequence for each in written] == list(range(start + 1, start + 1 + len(saved))), "a gap"
    assert followed is None or followed == written, "the reader missed a revision"
    counts = [what for what, _, _ in tries]
    return Saved(len(saved), counts.count("outdated"), counts.count("busy"), seconds)


def start_together(processes: list[subprocess.Popen[str]]) -> None:
    """Wait until all have the log open, and let them go."""
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()


class Reader:
    """Reads what comes in, as everything that is derived from the log does."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._start = log.last()
        self._stopped = threading.Event()
        self._read: list[Revision] = []
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()

    def _follow(self) -> None:
        last = self._start
        while True:
            done = self._stopped.is_set()  # looked at first: after it, one more time
            new = self._log.since(last, 100)
            self._read += new
            last = new[-1].sequence if new else last
            if done and not new:
                return

    def stop(self) -> tuple[int, tuple[Revision, ...]]:
        """Where it began, and all that it read until nothing more came."""
        self._stopped.set()
        self._thread.join()
        return self._start, tuple(self._read)


@contextlib.contextmanager
def following(url: str) -> Iterator[Reader]:
    """A reader that follows the log until it is stopped."""
    with Log.open(url) as log:
        reader = Reader(log)
        try:
            yield reader
        finally:
            reader.stop()


@contextlib.contextmanager
def writer(url: str, *arguments: str, module: str = "benchmarks.log_trials") -> Iterator[subprocess.Popen[str]]:
    """A process that runs `module` on a database; killed at the end of the block, if it still runs."""
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "DEBATKIT_DATABASE": url}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)


def _save_pairs(log: Log) -> None:
    while True:
        latest = log.item(DOSSIER, "question", PAIR[0])
        number = latest.number if latest else 0
        word = f"paar-{number + 1}-{os.getpid()}"
        changes = [Change(DOSSIER, "question", name, question(name, word), number) for name in PAIR]
        try:
            written = log.append(changes, "proef", "form")
        except OutdatedError:  # a save of a killed writer that its server finished after all
            continue
        print(written[-1].sequence, word, flush=True)


def _save_on(log: Log, writer: str, saves: int, item: str) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    latest = log.item(DOSSIER, "question", item)
    number = latest.number if latest else 0
    done = tries = 0
    told = []  # printed at the end: a full pipe would have this writer wait
    while done < saves:
        tries += 1
        word = f"{writer}-{tries}"
        change = Change(DOSSIER, "question", item, question(item, word), number)
        try:
            [written] = log.append([change], writer, "form")
        except OutdatedError as error:
            theirs = error.conflicts[0].theirs
            number = theirs.number if theirs else 0
            told.append(f"outdated {word} 0")
        except LogBusyError:
            told.append(f"busy {word} 0")
        else:
            done += 1
            number = written.number
            told.append(f"saved {word} {written.sequence}")
    print("\n".join(told))


def main() -> None:
    """Be a writer."""
    if sys.argv[1] == "start":
        print("starting", flush=True)
    with Log.open(os.environ["DEBATKIT_DATABASE"]) as log:
        if sys.argv[1] == "pairs":
            _save_pairs(log)
        elif sys.argv[1] == "saves":
            _save_on(log, sys.argv[2], int(sys.argv[3]), sys.argv[4])


if __name__ == "__main__":
    main()
