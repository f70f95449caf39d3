"""
Keystroke: how long it is from the last key to the line on the screen, in a real Chromium on this machine.

A query is typed but for its last letter; when the page has come to rest that letter is struck, and the clock runs in
the browser from that key to the last change of what was found, painted. Beside it, in turns with it, the same on a
peer: a page of Streamlit's own with the same live box and ten results that are always the same. What that takes is what
any search in Streamlit takes here, so the ratio says what ours adds, also on a machine that is busy.

    python -m benchmarks.keystroke [--sizes 131,100000] [--keep FOLDER]

`--keep FOLDER` keeps the logs and indexes (`benchmarks.scale` can use the same folder): the largest takes minutes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.main_job import chromium, served
from benchmarks.scale import DOSSIER, fill
from debatkit import Settings, Viewer, Workspace
from debatkit.workspace import DATABASE

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
SIZES = (131, 100_000)
LIMIT = 300.0  # milliseconds
QUERIES = (
    "algoritmeregister",
    "onderraad",
    "desinformatie",
    "toezicht op algoritmes",
    "wie betaalt dat",
    "Waarom neemt het kabinet het advies niet over",
)
TIMES = 3  # each query
REST = 700  # milliseconds without a change: the page has come to rest
PEER = """
    import streamlit as st

    @st.fragment
    def search():
        query = st.text_input("Zoek", type="search", live="50ms", key="q")
        with st.container(key="resultaten"):
            for place in range(10 if query else 0):
                st.html(f"<p><strong>{place}</strong> Een vraag over {query}, met een antwoord van een regel.</p>")

    st.title("Zoeken")
    search()
"""
# The last change below the results since the last key, as soon as it has been painted.
WATCH = """() => {
    const seen = window.seen = {key: 0, drawn: 0, changed: performance.now()};
    document.addEventListener("keydown", () => { seen.key = performance.now(); seen.drawn = 0; }, true);
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
        seen.changed = performance.now();
        if (document.querySelector(".st-key-resultaten")?.innerText !== seen.said) {
            seen.said = document.querySelector(".st-key-resultaten")?.innerText;
            seen.drawn = performance.now();
        }
    }))).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
RESTED = "rest => performance.now() - Math.max(seen.changed, seen.key) > rest"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES)
    parser.add_argument("--keep", type=Path, help="where the logs are made, and found again")
    options = parser.parse_args()
    print(f"milliseconds from the last key to the line; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'questions':>10}{'':<14}{'min':>8}{'median':>8}{'max':>8}   must be")
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            _of_size(size, options.keep or Path(folder), Path(folder))


def _of_size(size: int, logs: Path, folder: Path) -> None:
    var = logs / str(size)
    if not (var / DATABASE).exists():
        print(f"filling a log with {size:,} questions ...", file=sys.stderr, flush=True)
        fill(var, size)
    settings = Settings(data=ROOT / "data", qa=ROOT / "qa", var=var)
    Workspace.of(settings).view(DOSSIER, Viewer()).prepare_search()
    peer = folder / "peer.py"
    peer.write_text(textwrap.dedent(PEER), encoding="utf-8")
    with (
        chromium() as browser,
        served(DEBATKIT_VAR=str(var)) as ours,
        served(str(peer)) as theirs,
    ):
        pages = [_opened(browser.new_page(), address) for address in (f"{ours}/zoeken", theirs)]
        found: tuple[list[float], list[float]] = ([], [])
        for query in QUERIES * TIMES:
            for page, times in zip(pages, found, strict=True):
                times.extend(_timed(page, query))
    for name, times in zip(("ours", "no search"), found, strict=True):
        limit = f"under {LIMIT:g}" if name == "ours" else ""
        row = "".join(f"{each:>8.0f}" for each in (min(times), statistics.median(times), max(times)))
        print(f"{size:>10,}    {name:<10}{row}   {limit}", flush=True)
    print(f"{'':>10}    ratio {statistics.median(found[0]) / statistics.median(found[1]):>20.2f}")


def _opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(".st-key-q input").wait_for(timeout=120_000)
    page.evaluate(WATCH)
    return page


def _timed(page: Page, query: str) -> Iterator[float]:
    """Milliseconds for the last letter of a query; nothing where it changed nothing."""
    box = page.locator(".st-key-q input")
    box.fill("")
    _rest(page)
    box.fill(query[:-1])
    _rest(page)
    box.press(query[-1])
    _rest(page)
    seen = page.evaluate("seen")
    if seen["drawn"]:
        yield seen["drawn"] - seen["key"]


def _rest(page: Page) -> None:
    page.wait_for_function(RESTED, arg=REST, timeout=120_000, polling=50)


if __name__ == "__main__":
    main()
