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
    search        after a save, until the changed question is found by its new words
    control       what *Controle* asks: everything checked, and again after a save

Ratios are to the shipped dossier, in the same run. PostgreSQL is started for the occasion, and left out where it is not
installed. `--keep FOLDER` keeps the logs of SQLite: filling the largest takes minutes.

    python -m benchmarks.scale [--sizes 131,10000] [--keep FOLDER] [--databases sqlite,postgresql] [--brief] [--cpu]
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import postgres
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
FEW = 5
CPU = "BENCHMARK_CPU"  # set in the processes of the sizes too
LIMITS = {"start (s)": 10.0, "save (ms)": 100.0, "search after a save (ms)": 1000.0}
Figures = dict[str, float]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES)
    parser.add_argument("--keep", type=Path, help="where the logs are made, and found again")
    parser.add_argument("--databases", type=lambda text: text.split(","), default=("sqlite", "postgresql"))
    parser.add_argument("--brief", action="store_true", help="without an index and without control: these take minutes")
    parser.add_argument("--cpu", action="store_true", help="time of the processor alone, on a machine that is busy")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)  # what the process of one size is asked
    options = parser.parse_args()
    if options.cpu:
        os.environ[CPU] = "1"
    if options.measure:
        print(json.dumps(measured(options.measure, options.brief)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        for size in options.sizes:
            _filled(folder / str(size), size)
        if "sqlite" in options.databases:
            print("SQLite")
            _print(options.sizes, [_of_size(folder / str(size), None, options.brief) for size in options.sizes])
        if "postgresql" in options.databases:
            _print_postgresql(folder, options.sizes, options.brief)


def _print_postgresql(folder: Path, sizes: Sequence[int], brief: bool) -> None:
    """The same on a server, with the same logs: they go there as backups."""
    print("\nPostgreSQL")
    try:
        with postgres.server(durable=True) as server:
            _print(sizes, [_of_size(folder / str(size), server.url(server.create()), brief) for size in sizes])
    except postgres.AbsentError as why:
        print(f"  not measured: {why}")


def _filled(var: Path, size: int) -> None:
    if not (var / DATABASE).exists():
        print(f"filling a log with {size:,} questions ...", file=sys.stderr, flush=True)
        fill(var, size)


def _of_size(var: Path, url: str | None, brief: bool) -> Figures:
    """The figures of one size, on a copy of its log: what is measured is also changed."""
    environment = dict(os.environ)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if url is None:
            _copy(var / DATABASE, work / DATABASE)
        else:
            environment["DEBATKIT_DATABASE"] = url
            _move(var / DATABASE, url)
        command = [sys.executable, "-m", "benchmarks.scale", "--measure", str(work), *(["--brief"] if brief else [])]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def _copy(source: Path, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def _move(source: Path, url: str) -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        Log.open(f"sqlite:///{source}", ALL_KINDS) as old,
        Log.open(url, ALL_KINDS) as new,
    ):
        path = Path(name) / "log.debatkit"
        old.backup(path)
        new.restore(path)


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


def measured(var: Path, brief: bool) -> Figures:
    """What the app does on the log below `var`, in this process, which has done nothing yet."""
    figures: Figures = {}
    url = os.environ.get("DEBATKIT_DATABASE")
    settings = Settings(data=ROOT / "data", qa=ROOT / "qa", var=var, database=url)
    start = _clock()
    workspace = Workspace.of(settings)
    view = workspace.view(DOSSIER, Viewer())
    assert view.revision
    assert view.card(GENERAL).title
    figures["start (s)"] = _clock() - start
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
    if brief:
        return {**figures, "memory after that (MiB)": _memory()}
    figures["index, first time (s)"] = _timed(workspace.view(DOSSIER, Viewer()).prepare_search)
    figures["search after a save (ms)"] = _median(itertools.islice(_searches(workspace, number), FEW))
    control = workspace.view(DOSSIER, Viewer(Audience.INTERNAL))
    figures["control, first time (s)"] = _timed(control.tasks)
    next(_saves(workspace, number))
    control = workspace.view(DOSSIER, Viewer(Audience.INTERNAL))
    figures["control after a save (s)"] = _timed(control.tasks)
    figures["memory after that (MiB)"] = _memory()
    return figures


def _searches(workspace: Workspace, number: int) -> Iterator[float]:
    """Seconds from a save until the changed question is found by a word that it did not have."""
    for place, _ in enumerate(_saves(workspace, number, "zeldzaamwoord{}")):
        view = workspace.view(DOSSIER, Viewer())
        yield _timed(lambda: view.search(f"zeldzaamwoord{place}"))  # noqa: B023
        assert f"zeldzaamwoord{place}" in view.search(f"zeldzaamwoord{place}")[0].entry.title


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


def _saves(workspace: Workspace, number: int, words: str = "keer {}") -> Iterator[tuple[float, float]]:
    """Seconds that a save takes, and the page after it, which has it."""
    desk = workspace.desk(DOSSIER, LOCAL_USER)
    name = workspace.view(DOSSIER, Viewer()).card(number).questions[0].question.id
    for time_ in range(TIMES + 1):
        revision = desk.revision("question", name)
        assert isinstance(revision.body, Question)
        body = revision.body.model_copy(update={"question": f"Hoe luidt de vraag, {words.format(time_)}?"})
        save = _timed(lambda: desk.save([desk.change("question", name, body, revision.number)]))  # noqa: B023
        yield save, _timed(lambda: _page(workspace, number))
        assert workspace.view(DOSSIER, Viewer()).card(number).questions[0].question.question == body.question


def _timed(work: Callable[[], object]) -> float:
    start = _clock()
    work()
    return _clock() - start


def _clock() -> float:
    return time.process_time() if CPU in os.environ else time.perf_counter()


def _median(seconds: Iterable[float]) -> float:
    """The median, in milliseconds."""
    return 1000 * statistics.median(seconds)


def _memory() -> float:
    """The most memory that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
