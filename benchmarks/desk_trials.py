"""
Trials of desks: people who save at the same time in one dossier, by the road of the app.

Each saves a question of the shipped dossier again and again on a desk, as the page does: all the same one, or each one
of their own. They are threads of one process, or of several. The tests run this small, `benchmarks.log` in full. An
AssertionError says that the log lost a save that was acknowledged, or holds one that was refused.

    python -m benchmarks.desk_trials PROCESS THREADS N ITEM    N saves by each thread; tell what became of each try
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
import threading
import time
from pathlib import Path

from benchmarks.log_trials import EVERYTHING, ROOT, Saved, following, start_together, writer
from debatkit import LOCAL_USER, Desk
from debatkit.editing.items import ALL_KINDS
from debatkit.editing.ledger import Ledger
from debatkit.errors import LogBusyError, OvertakenError
from debatkit.model import Question
from debatkit.revisions.log import Log
from debatkit.revisions.records import OutdatedError, Revision

DOSSIER = "opgave-ai"
FOLDERS = ROOT / "data", ROOT / "qa"
OWN = "eigen"
NOTHING = Path("nothing")


def save_together(url: str, processes: int, threads: int, saves: int, shared: bool) -> Saved:
    """Have desks save at the same time, on one question or each on its own, while a reader follows the log."""
    with Log.open(url, ALL_KINDS) as log:
        ledger = Ledger(log, *FOLDERS)
        ledger.refresh()
        item = ledger.state(DOSSIER).content.lineup.heads[0].id if shared else OWN
    with contextlib.ExitStack() as stack:
        reader = stack.enter_context(following(url))
        arguments = (str(threads), str(saves), item)
        started = [
            stack.enter_context(writer(url, str(each), *arguments, module="benchmarks.desk_trials"))
            for each in range(processes)
        ]
        start_together(started)
        begin = time.perf_counter()
        outputs = [process.communicate()[0] for process in started]
        seconds = time.perf_counter() - begin
        start, followed = reader.stop()
    with Log.open(url, ALL_KINDS) as log:
        written = log.since(start, EVERYTHING)
        found = {_word(each): each.sequence for each in written}
    assert all(process.returncode == 0 for process in started), "a writer gave up"
    tries = [line.split() for output in outputs for line in output.splitlines()]
    saved = {word: int(sequence) for what, word, sequence in tries if what == "saved"}
    assert len(saved) == processes * threads * saves
    assert found == saved, "lost, or there although it was refused"
    assert [each.sequence for each in written] == list(range(start + 1, start + 1 + len(saved))), "a gap"
    assert [each.sequence for each in followed] == [each.sequence for each in written], "the reader missed a revision"
    counts = [what for what, _, _ in tries]
    return Saved(len(saved), counts.count("outdated"), counts.count("busy"), seconds)


def _word(revision: Revision) -> str:
    body = revision.body
    assert isinstance(body, Question)
    return body.question


def _save_on(desk: Desk, item: str, writer_: str, saves: int, told: list[str]) -> None:
    """Save until this many saves are there; tell each try."""
    done = 0
    for number in itertools.count(1):
        if done == saves:
            return
        word = f"{writer_}-{number}?"
        revision = desk.revision("question", item)
        assert isinstance(revision.body, Question)
        body = revision.body.model_copy(update={"question": word})
        try:
            [written] = desk.save([desk.change("question", item, body, revision.number)])
        except OutdatedError:
            told.append(f"outdated {word} 0")
        except (OvertakenError, LogBusyError):
            told.append(f"busy {word} 0")
        else:
            done += 1
            told.append(f"saved {word} {written.sequence}")


def main() -> None:
    """Be a process of writers."""
    place, threads, saves, item = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    with Log.open(os.environ["DEBATKIT_DATABASE"], ALL_KINDS) as log:
        ledger = Ledger(log, NOTHING, NOTHING)
        desk = Desk(ledger, DOSSIER, LOCAL_USER)
        heads = ledger.state(DOSSIER).content.lineup.heads
        told: list[str] = []
        started = []
        for number in range(threads):
            own = heads[place * threads + number].id if item == OWN else item
            started.append(threading.Thread(target=_save_on, args=(desk, own, f"w{place}-{number}", saves, told)))
        print("ready", flush=True)
        sys.stdin.readline()
        for each in started:
            each.start()
        for each in started:
            each.join()
    print("\n".join(told))


if __name__ == "__main__":
    main()
