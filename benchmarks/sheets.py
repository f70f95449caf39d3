"""
Sheets: how long it takes to set the same content, ours beside two peers, in one run.

Ours is `View.sheet(..., "pdf")` (typst, tagged PDF/UA-1). WeasyPrint sets our self-contained HTML page of the same
document; LibreOffice converts our Word file of it. Every figure is taken in a fresh process, without the time that the
interpreter takes to start and the dossier to be read; LibreOffice is timed as a whole command, which is how it is used.
Content: the shipped dossier, and 2,000 questions made from it under new ids.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from debatkit import Selection, View, Viewer
from debatkit.files import LoadedDossier, read_dossier

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
BIG = 2_000
SELF = "from benchmarks.sheets import view; import time; v = view({count}); v.cards; from debatkit import Selection; "
OURS = SELF + "start = time.perf_counter(); v.sheet(Selection()); print(time.perf_counter() - start)"
WEASYPRINT = (
    SELF + "import weasyprint; page = v.sheet(Selection(), form='html').decode(); start = time.perf_counter(); "
    "weasyprint.HTML(string=page).write_pdf(); print(time.perf_counter() - start)"
)


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
    print(f"{'content':<16}{'program':<14}{'min s':>9}{'median s':>10}{'max s':>9}   times ours")
    for name, count in (("shipped", None), (f"{BIG} questions", BIG)):
        ours = [_python(OURS, count) for _ in range(RUNS)]
        _row(name, "typst (ours)", ours, ours)
        _row(name, "WeasyPrint", _weasyprint(count), ours)
        _row(name, "LibreOffice", _libreoffice(count), ours)


def _row(content: str, program: str, seconds: list[float], ours: list[float]) -> None:
    if not seconds:
        print(f"{content:<16}{program:<14}   not measured: not installed here")
        return
    median = statistics.median(seconds)
    ratio = median / statistics.median(ours)
    print(
        f"{content:<16}{program:<14}{min(seconds):>9.2f}{median:>10.2f}{max(seconds):>9.2f}   {ratio:.1f}", flush=True
    )


def _python(code: str, count: int | None) -> float:
    command = [sys.executable, "-c", code.format(count=count)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _weasyprint(count: int | None) -> list[float]:
    if subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False).returncode:
        return []
    return [_python(WEASYPRINT, count) for _ in range(RUNS if count is None else 1)]


def _libreoffice(count: int | None) -> list[float]:
    if not shutil.which("soffice"):
        return []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "blad.docx"
        path.write_bytes(view(count).sheet(Selection(), form="docx"))
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        found = []
        for _ in range(RUNS + 1 if count is None else 2):  # the first makes a profile
            start = time.perf_counter()
            subprocess.run([*command, "--outdir", folder, str(path)], check=True, capture_output=True)
            found.append(time.perf_counter() - start)
        return found[1:]


if __name__ == "__main__":
    main()
