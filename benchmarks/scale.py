"""
Scale: what a dossier of 100,000 questions asks of a start, a save and a page, beside the shipped one.

For each size a log is filled with the shipped dossier and questions made in the likeness of its own: as long, cited as
often, in words of its vocabulary (`search_texts.Sampler`, so the same ones every time). Then a process of its own, as
the app would be, does these on it; so memory is that of one size, and nothing is warm that would not be:

    start         Workspace.of and the view of everyone, to the point that any page of it can be drawn
    overview      the first page that people see: what there is and what is missing, of every card
    save          one question changed on a desk, several times, by one who follows
    page          the library's part of pages/kaarten.py for the card with most questions, 20 of them shown
    rerun         the same page whole, router included, in Streamlit's own test harness

Ratios are to the shipped dossier, in the same run. `--keep FOLDER` keeps the logs: filling the largest takes minutes.

    python -m benchmarks.scale [--sizes 131,10000] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.search_texts import Sampler, shipped
from debatkit import GENERAL, LOCAL_USER, Audience, Settings, Viewer, Workspace, coverage, to_do
from debatkit.editing.items import ALL_KINDS
from debatkit.files import read_dossier
from debatkit.model import Question
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change
from debatkit.workspace import DATABASE

ROOT = Path(__file__).resolve().parent.parent
DOSSIER = "opgave-ai"
SIZES = (131, 10_000, 100_000)
BATCH = 1_000
SHOWN = 20  # questions of a card on one page
TIMES = 20
LIMITS = {"start (s)": 10.0, "save (ms)": 100.0}
Figures = dict[str, float]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES)
    parser.add_argument("--keep", type=Path, help="where the logs are made, and found again")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)  # what the process of one size is asked
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measured(options.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = [_of_size(options.keep or Path(folder), size) for size in options.sizes]
    _print(options.sizes, found)


def _of_size(folder: Path, size: int) -> Figures:
    var = folder / str(size)
    if not (var / DATABASE).exists():
        print(f"filling a log with {size:,} questions ...", file=sys.stderr, flush=True)
        fill(var, size)
    command = [sys.executable, "-m", "benchmarks.scale", "--measure", str(var)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def _print(sizes: Sequence[int], found: Sequence[Figures]) -> None:
    print(f"{'questions':<34}" + "".join(f"{size:>11,}" for size in sizes) + "   times   must be")
    for name in found[0]:
        figures = [each[name] for each in found]
        limit = f"under {LIMITS[name]:g}" if name in LIMITS else ""
        print(f"{name:<34}{''.join(f'{each:>11.2f}' for each in figures)}{figures[-1] / figures[0]:>8.1f}   {limit}")


def fill(var: Path, size: int) -> None:
    """Make a log below `var` with the shipped dossier and made questions, `size` in all."""
    var.mkdir(parents=True, exist_ok=True)
    made = var / "half.sqlite3"
    made.unlink(missing_ok=True)
    with Log.open(f"sqlite:///{made}", ALL_KINDS) as log:
        Workspace(ROOT / "data", ROOT / "qa", log=log)  # takes the files in
        changes = (Change(DOSSIER, "question", each.id, each, 0) for each in questions(size))
        while batch := list(itertools.islice(changes, BATCH)):
            log.append(batch, "benchmark", "import")
    made.replace(var / DATABASE)


def questions(size: int) -> Iterator[Question]:
    """Made questions, as many as the shipped dossier has fewer than `size`, each in the mould of one of its own."""
    moulds = read_dossier(ROOT / "data" / DOSSIER, ROOT / "qa" / DOSSIER).dossier.questions
    sampler = Sampler(shipped())
    numbers: Counter[tuple[str, ...]] = Counter()
    for mould in moulds:
        first = mould.recommendations[:1]
        numbers[first] = max(numbers[first], mould.number)
    for place in range(size - len(moulds)):
        mould = moulds[place % len(moulds)]
        first = mould.recommendations[:1]
        numbers[first] += 1
        fresh = _said_anew(sampler, mould.model_dump(mode="json", exclude_defaults=True))
        yield Question.model_validate({**fresh, "id": f"vraag-{place}", "number": numbers[first]})


def _said_anew(sampler: Sampler, part: Any, key: str = "") -> Any:
    """The same part with other words: its statements and questions, each about as long as it was."""
    if isinstance(part, dict):
        return {name: _said_anew(sampler, value, name) for name, value in part.items()}
    if isinstance(part, list):
        return [_said_anew(sampler, each, key) for each in part]
    if key == "question":
        return sampler.asked()
    return sampler.said(part.count(" ") + 1) if key == "text" else part


def measured(var: Path) -> Figures:
    """What the app does on the log below `var`, in this process, which has done nothing yet."""
    figures: Figures = {}
    settings = Settings(data=ROOT / "data", qa=ROOT / "qa", var=var)
    start = time.perf_counter()
    workspace = Workspace.of(settings)
    view = workspace.view(DOSSIER, Viewer())
    assert view.revision
    assert view.card(GENERAL).title
    figures["start (s)"] = time.perf_counter() - start
    figures["overview, first time (s)"] = _timed(lambda: ([coverage(each) for each in view.cards], to_do(view.cards)))
    figures["internal view as well (s)"] = _timed(lambda: workspace.view(DOSSIER, Viewer(Audience.INTERNAL)).revision)
    figures["memory (MiB)"] = _memory()
    number = max(view.cards, key=lambda card: len(card.questions)).number
    figures["page (ms)"] = _median(_timed(lambda: _page(workspace, number)) for _ in range(TIMES))
    figures["rerun (ms)"] = _median(_reruns(var, number))
    saves = list(_saves(workspace, number))
    figures["save, first (ms)"] = 1000 * saves[0][0]
    figures["save (ms)"] = _median(save for save, _ in saves[1:])
    figures["page after a save (ms)"] = _median(page for _, page in saves[1:])
    figures["memory after that (MiB)"] = _memory()
    return figures


def _page(workspace: Workspace, number: int) -> None:
    """What a run of the page of one card asks of the library."""
    workspace.refresh()
    view = workspace.view(DOSSIER, Viewer())
    card = view.card(number)
    assert view.revision
    for rung in card.questions[:SHOWN]:
        assert rung.question.question
        assert rung.label
    assert card.heading
    assert card.source_by_id


def _reruns(var: Path, number: int) -> Iterator[float]:
    """Seconds that a run of the page of one card takes, once it was drawn."""
    from streamlit.testing.v1 import AppTest

    os.environ["DEBATKIT_VAR"] = str(var)
    app = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=600)
    app.query_params["kaart"] = str(number)
    app.switch_page("kaarten.py").run()
    for _ in range(TIMES):
        yield _timed(app.run)
        assert not app.exception, app.exception


def _saves(workspace: Workspace, number: int) -> Iterator[tuple[float, float]]:
    """Seconds that a save takes, and the page after it, which has it."""
    desk = workspace.desk(DOSSIER, LOCAL_USER)
    name = workspace.view(DOSSIER, Viewer()).card(number).questions[0].question.id
    for time_ in range(TIMES + 1):
        revision = desk.revision("question", name)
        assert isinstance(revision.body, Question)
        body = revision.body.model_copy(update={"question": f"Hoe luidt de vraag, keer {time_}?"})
        save = _timed(lambda: desk.save([desk.change("question", name, body, revision.number)]))  # noqa: B023
        yield save, _timed(lambda: _page(workspace, number))
        assert workspace.view(DOSSIER, Viewer()).card(number).questions[0].question.question == body.question


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(seconds: Iterable[float]) -> float:
    """The median, in milliseconds."""
    return 1000 * statistics.median(seconds)


def _memory() -> float:
    """The most memory that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
