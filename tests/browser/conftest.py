"""
Fixtures for the browser tests: the running app, and Debian's Chromium to look at it.

Each test gets a page of its own, which is a visitor of its own; they share one browser, so that Streamlit's files are
loaded once. What goes wrong in a page (outside requests, refused scripts, errors) is kept with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    WebSocket,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent.parent
# The shell without windows opens a page in two thirds of the time: the whole browser draws windows that nobody sees.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Whether a page has been drawn, and says the same for a moment: Streamlit may run a page again to take up its address,
# and looks every second whether somebody else changed something.
SETTLED = """ready => {
    const said = location.href + document.querySelector('[data-testid="stApp"]')?.innerText;
    if (said !== window.said) { window.said = said; window.saidSince = performance.now(); }
    const drawn = document.querySelector(ready) && document.querySelector("h1");
    return drawn && performance.now() - window.saidSince > 300;
}"""
# What to know of a page that was not drawn in time.
UNSETTLED = """() => ({
    script: document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState,
    connection: document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState,
    title: document.querySelector("h1")?.innerText,
    same: (performance.now() - window.saidSince) / 1000,
    end: document.querySelector('[data-testid="stApp"]')?.innerText.slice(-300),
})"""
# Whether all that moves on a page, and comes to an end, has done so.
STILL = """() => Promise.all(document.getAnimations()
    .filter(each => each.effect?.getComputedTiming().endTime < Infinity)
    .map(each => each.finished.catch(() => null))).then(() => true)"""
LOOK: Any = {"locale": "nl-NL", "viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
# All rules in light; in dark only what depends on the colours.
LOOKS: dict[Any, Sequence[str]] = {"dark": ("color-contrast", "link-in-text-block"), "light": ()}
OPEN = 12  # pages at a time: those that one test after another looks at
START = 60  # seconds that a server may take; from a cold disk it reads some 100 MB
WAIT = 30_000  # milliseconds that anything may take to be seen; a busy machine may stall for half of that
# Streamlit looks for these beside an inner page before it finds them at the root: 404, and harmless.
PROBES = ("/_stcore/health", "/_stcore/host-config")


Server = Callable[..., contextlib.AbstractContextManager[str]]


class Visit:
    """A visitor of the app: a page, and all that came and went."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("websocket", lambda connection: self.requests.append(connection.url))

    def _console(self, message: ConsoleMessage) -> None:
        probe = message.location.get("url", "").split("?")[0].endswith(PROBES)
        if message.type == "error" and not probe:
            self.errors.append(message.text)

    def listen(self) -> list[bytes]:
        """Keep what comes in over the websocket from now on; the list that it comes in."""
        received: list[bytes] = []

        def listening(connection: WebSocket) -> None:
            connection.on("framereceived", lambda frame: received.append(frame))  # a bound method it refuses

        self.page.on("websocket", listening)
        return received

    def open(self, path: str) -> Page:
        """Go to an address of the app, and wait until it is drawn."""
        self.page.goto(self.address + path)
        return self.ready()

    def open_with_keys(self, path: str) -> Page:
        """As `open`, until the page listens to the keyboard too."""
        page = self.open(path)
        expect(page.locator("html")).to_have_attribute("data-keys", "listening")
        return page

    def sign_in(self, person: str) -> Page:
        """From the sign-in page, by that of the provider of the tests, back to the app."""
        self.page.get_by_role("button", name="Aanmelden").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Aanbieder")
        self.page.get_by_role("button", name=person, exact=True).click()
        self.page.wait_for_url(f"{self.address}/**")
        return self.ready()

    def ready(self) -> Page:
        """Wait until the page has nothing more to draw."""
        self.page.evaluate("window.said = null")
        try:
            self.page.wait_for_function(SETTLED, arg=READY, timeout=WAIT, polling=50)
        except Error as error:
            raise AssertionError(f"not drawn: {self.page.evaluate(UNSETTLED)}; errors: {self.errors}") from error
        return self.page


Alone = Callable[[str], contextlib.AbstractContextManager[Visit]]


def violations(page: Page, rules: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What axe finds on a page that stands still, by these rules or by all: the rule, and the piece that it is about.

    Halfway a change of colour, the colours are those of neither look.
    """
    page.evaluate(STILL)
    chosen = {"runOnly": list(rules)} if rules else {}
    found = Axe().run(page, options={"resultTypes": ["violations"], **chosen}).response["violations"]
    return [(each["id"], node["html"]) for each in found for node in each["nodes"]]


def in_both_looks(page: Page, ignored: Collection[tuple[str, str]] = ()) -> list[tuple[str, ...]]:
    """What axe finds on a page in either look: the look, the rule, and the piece.

    `ignored` are a rule and words of the piece that it finds without cause.
    """
    found: list[tuple[str, ...]] = []
    for look, rules in LOOKS.items():
        page.emulate_media(color_scheme=look)
        expect(page.locator('[data-testid="stApp"]')).to_have_css("color-scheme", look)
        for rule, html in violations(page, rules):
            if not any(rule == other and words in html for other, words in ignored):
                found.append((look, rule, html))
    return found


def _status(address: str) -> int | None:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return None


@contextlib.contextmanager
def _server(ready: int = 200, **environment: str) -> Iterator[str]:
    """Run the app on this checkout until it answers with the status `ready`; the address it is at."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    folder = tempfile.TemporaryDirectory()
    chosen = {"DEBATKIT_DATABASE": f"sqlite:///{folder.name}/log.sqlite3", **environment}
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **chosen}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + START
        while True:
            if _status(f"{address}/_stcore/health") == ready:
                break
            assert process.poll() is None, "the app stopped while starting: run `streamlit run app.py` to see why"
            assert time.monotonic() < end, f"the app was not up in {START} seconds"
            time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        folder.cleanup()


@pytest.fixture(scope="session")
def serve() -> Server:
    """A function that runs another server: with serve(DEBATKIT_DATA=...) as address."""
    return _server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it these tests are skipped, except in CI."""
    if CHROMIUM is None:
        why = "Chromium is not installed: `apt-get install chromium-headless-shell` to run the browser tests"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        expect.set_options(timeout=WAIT)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(chromium: Browser) -> Iterator[str]:
    """The address of the app with the shipped dossier."""
    with _server() as address:
        yield address


@pytest.fixture(scope="session")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that keeps Streamlit's files."""
    made = chromium.new_context(**LOOK)
    made.set_default_timeout(WAIT)
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext, server: str) -> Iterator[Visit]:
    """A visitor who has not opened a page yet."""
    page = context.new_page()
    yield Visit(page, server)
    page.close()


@pytest.fixture(scope="session")
def alone(chromium: Browser) -> Alone:
    """A function that gives a visitor of an address in a browser of their own, with no cookies: with alone(...)."""

    @contextlib.contextmanager
    def visiting(address: str) -> Iterator[Visit]:
        with chromium.new_context(**LOOK) as apart:
            apart.set_default_timeout(WAIT)
            yield Visit(apart.new_page(), address)

    return visiting


@pytest.fixture
def alone_at(serve: Server, alone: Alone) -> Iterator[Visit]:
    """A visitor on a server of their own, so that nothing is kept yet."""
    with serve() as address, alone(address) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        yield visit


@pytest.fixture
def apart(alone: Alone, server: str) -> Iterator[Visit]:
    """A visitor in a browser of their own, who leaves nothing behind on the server."""
    with alone(server) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
        yield visit


@pytest.fixture(scope="module")
def visited(context: BrowserContext, server: str) -> Iterator[Callable[[str], Visit]]:
    """A function that gives a visitor who has opened this address and seen all of it; the same one for all who ask."""
    seen: dict[str, Visit] = {}

    def opened(path: str) -> Visit:
        for each in seen.values():
            _live(each.page, "frozen")
        if path in seen:
            _live(seen[path].page, "active")
        else:
            seen[path] = Visit(context.new_page(), server)
            page = seen[path].open(path)
            for oldest in list(seen)[:-OPEN]:
                seen.pop(oldest).page.close()
            if path.startswith("/blad"):
                expect(page.locator("canvas").first).to_be_visible()
        return seen[path]

    yield opened
    for each in seen.values():
        each.page.close()


def _live(page: Page, state: str) -> None:
    """Stop the clock of a page, or let it go on: each asks the server every second what changed, and is drawn anew."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": state})
    session.detach()
