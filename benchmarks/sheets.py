"""
Sheets: how long it takes to set the same content, and how much memory, ours beside two peers, in one run.

Ours is `View.sheet(..., "pdf")` (typst, tagged PDF/UA-1), the long one with its progress told, as on the screen.
WeasyPrint sets our self-contained HTML page of the same document; LibreOffice converts our Word file of it. Every
figure is taken in a fresh process, without the time that the interpreter takes to start and the dossier to be read;
LibreOffice is timed as a whole command, which is how it is used. Content: the shipped dossier, and 2,000 questions made
from it under new ids. A peer that is not done with the long one after `PATIENCE` is stopped, but not before it took
`ENOUGH` times as long as ours: its ratio is then the least that it can be.
"""

from __future__ import annotations

import functools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from debatkit import Selection, View, Viewer
from debatkit.files import LoadedDossier, read_dossier

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
BIG = 2_000
PATIENCE = 180  # seconds, or where this machine is slow:
ENOUGH = 6  # times what ours took

# What runs in a process of its own: it gets ready, does `work`, and prints the seconds and the most memory it had.
MEASURED = """
import json, resource, sys, time
{ready}
def peak(): return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
before, start = peak(), time.perf_counter()
{work}
print(json.dumps([time.perf_counter() - start, peak() / 1024, before / 1024]))
"""
VIEW = "from benchmarks.sheets import view; from debatkit import Selection; v = view({count}); v.cards"
WEASYPRINT = "import weasyprint; page = v.sheet(Selection(), form='html').decode()"
OFFICE = "import subprocess"


@dataclass(frozen=True)
class Run:
    """Seconds, and the most memory in MB; `done` is whether it came to its end."""

    seconds: float
    memory: float = 0
    done: bool = True


def view(count: int | None) -> View:
    """The shipped dossier, or as many questions made from its own as `count` says."""
    loaded = read_dossier(ROOT / "data" / "opgave-ai", ROOT / "qa" / "opgave-ai")
    if count is None:
        return View(loaded, Viewer())
    shipped = loaded.dossier.questions
    made = tuple(
        shipped[place % len(shipped)].model_copy(update={"id": f"vraag-{place}", "number": place + 1})
        for place in range(count)
    )
    return View(LoadedDossier(loaded.dossier.model_copy(update={"questions": made}), loaded.places), Viewer())


def main() -> None:
    """Print the table."""
    print(f"{'content':<16}{'program':<22}{'min s':>8}{'median s':>10}{'max s':>8}{'MB':>7}   times ours")
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("shipped", None), (f"{BIG} questions", BIG)):
            ours = [_ours(count) for _ in range(RUNS)]
            _row(name, "typst (ours)" if count is None else "typst, progress told", ours, ours)
            patience = max(PATIENCE, ENOUGH * statistics.median(run.seconds for run in ours))
            _row(name, "WeasyPrint", _peer(functools.partial(_weasyprint, count, patience), count), ours)
            _row(
                name, "LibreOffice", _peer(functools.partial(_libreoffice, count, patience, Path(folder)), count), ours
            )


def _row(content: str, program: str, runs: list[Run], ours: list[Run]) -> None:
    start = f"{content:<16}{program:<22}"
    if not runs:
        print(f"{start}   not measured: not installed here", flush=True)
        return
    seconds = sorted(run.seconds for run in runs)
    median = statistics.median(seconds)
    ratio = median / statistics.median(run.seconds for run in ours)
    if not all(run.done for run in runs):
        print(f"{start}{'stopped after':>18}{median:>8.0f}{'-':>7}   at least {ratio:.1f}", flush=True)
        return
    memory = max(run.memory for run in runs)
    print(f"{start}{seconds[0]:>8.2f}{median:>10.2f}{seconds[-1]:>8.2f}{memory:>7.0f}   {ratio:.1f}", flush=True)


def _measured(ready: str, work: str, patience: float | None = None) -> Run:
    command = [sys.executable, "-c", MEASURED.format(ready=ready, work=work)]
    try:
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=patience)
    except subprocess.TimeoutExpired:
        return Run(patience or 0, done=False)
    seconds, memory, _ = json.loads(done.stdout)
    return Run(seconds, memory)


def _ours(count: int | None) -> Run:
    told = "" if count is None else ", told=lambda done, total: None"
    return _measured(VIEW.format(count=count), f"v.sheet(Selection(){told})")


def _peer(measure: Callable[[], Run | None], count: int | None) -> list[Run]:
    """A peer's runs: as many as ours for the shipped dossier, one for the long one; none where it is not installed."""
    found = []
    for _ in range(RUNS if count is None else 1):
        run = measure()
        if run is None:
            return []
        found.append(run)
    return found


def _weasyprint(count: int | None, patience: float) -> Run | None:
    if subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False).returncode:
        return None
    ready = f"{VIEW.format(count=count)}\n{WEASYPRINT}"
    return _measured(ready, "weasyprint.HTML(string=page).write_pdf()", patience)


def _libreoffice(count: int | None, patience: float, folder: Path) -> Run | None:
    if not shutil.which("soffice"):
        return None
    path, profile = folder / f"blad-{count}.docx", f"-env:UserInstallation=file://{folder}/profile"
    if not path.exists():
        path.write_bytes(view(count).sheet(Selection(), form="docx"))
    if not (folder / "profile").exists():  # the first run makes one
        subprocess.run(["soffice", profile, "--headless", "--terminate_after_init"], check=True, capture_output=True)
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    work = f"subprocess.run({command!r}, check=True, capture_output=True, timeout={patience})"
    try:
        return _measured(OFFICE, work)
    except subprocess.CalledProcessError:  # its own limit ended it, and what it had started
        return Run(patience, done=False)


if __name__ == "__main__":
    main()
