"""
Main job: how long the waits of the main job take, on the shipped dossier.

Start of `streamlit run app.py` to the first page in a real Chromium; one search, as library and as rerun of the page's
script on the server; the whole sheet as PDF in a fresh process (typst remembers what it set before, so a second run in
the same process is not what a user waits for). And the file for where there is no network: how large it is, and how
long until a browser without one has it open.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
QUERIES = (
    "registr",
    "onderraad",
    "wie betaalt dat",
    "Waarom neemt het kabinet het advies niet over?",
    "AI-verordening",
)
SHEET = """
import time
from pathlib import Path
from debatkit import Selection, Viewer, Workspace
view = Workspace(Path("data"), Path("qa")).view(None, Viewer())
view.cards
start = time.perf_counter()
content = view.sheet(Selection())
print(time.perf_counter() - start)
"""


def main() -> None:
    """Print the figures."""
    print(f"{'figure':<42}{'min':>9}{'median':>9}{'max':>9}   target")
    _row("start to first page in Chromium (s)", [_first_page() for _ in range(3)], 1, "3")
    _row("search in the library (ms)", _searches(), 1000, "")
    _row("search rerun of the page, server (ms)", _reruns(), 1000, "60")
    size, times = _offline()
    _row("file for offline: opened in Chromium (ms)", times, 1000, "1000")
    print(f"{'file for offline: size (MB)':<42}{size / 1e6:>18.2f}{'':>9}   3")
    _row("whole sheet as PDF, fresh process (ms)", [_sheet() for _ in range(5)], 1000, "700")


def _row(name: str, seconds: list[float | None], scale: float, target: str) -> None:
    known = [each * scale for each in seconds if each is not None]
    if not known:
        print(f"{name:<42}   not measured: no Chromium here")
        return
    print(f"{name:<42}{min(known):>9.1f}{statistics.median(known):>9.1f}{max(known):>9.1f}   {target}")


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _searches() -> list[float | None]:
    from debatkit import Viewer, Workspace

    view = Workspace(ROOT / "data", ROOT / "qa").view(None, Viewer())
    view.search("warm")
    return [_timed(lambda query=query: view.search(query, 200)) for query in QUERIES * 5]


def _reruns() -> list[float | None]:
    """One run of the search page's whole script, router included, in Streamlit's own test harness."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=30).run()
    app = app.switch_page("zoeken.py").run()
    times: list[float | None] = []
    for query in QUERIES * 3:
        app.text_input(key="q").set_value(query)
        times.append(_timed(app.run))
        assert not app.exception, app.exception
    return times


def _sheet() -> float:
    done = subprocess.run([sys.executable, "-c", SHEET], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _first_page() -> float | None:
    with contextlib.suppress(FileNotFoundError), chromium() as browser:
        page = browser.new_page()
        start = time.perf_counter()
        with served() as address:
            page.goto(address)
            page.get_by_role("heading", level=1).wait_for()
            return time.perf_counter() - start
    return None


def _offline() -> tuple[float, list[float | None]]:
    """The bytes of the file for where there is no network, and seconds until a browser without one shows all of it."""
    from debatkit import Layout, Selection, Viewer, Workspace

    content = Workspace(ROOT / "data", ROOT / "qa").view(None, Viewer()).sheet(Selection(), Layout.OFFLINE, "html")
    times: list[float | None] = []
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(FileNotFoundError), chromium() as browser:
        path = Path(folder) / "dossier.html"
        path.write_bytes(content)
        for _ in range(5):
            page = browser.new_context(offline=True).new_page()
            start = time.perf_counter()
            page.goto(path.as_uri(), wait_until="load")
            page.locator("#zoekvak").wait_for()
            times.append(time.perf_counter() - start)
    return len(content), times


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the browser tests.

    Raises:
        FileNotFoundError: it is not on this machine.
    """
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise FileNotFoundError("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextlib.contextmanager
def served(script: str = "app.py", **environment: str) -> Iterator[str]:
    """The address of a server that runs this script."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    env = {**os.environ, **environment}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    address = f"http://localhost:{port}"
    try:
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            time.sleep(0.02)
        yield address
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
