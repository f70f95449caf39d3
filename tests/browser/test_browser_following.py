"""Following: what one process writes is on the screen and in the search of every other, without a reload."""

from __future__ import annotations

import re
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from debatkit.people import LOCAL_USER
from debatkit.settings import Settings
from debatkit.workspace import Workspace

pytestmark = pytest.mark.browser

QUESTION = "waarom-geen-raad"
LONGEST_WAIT = 2_000  # milliseconds between the save and the screen


@pytest.fixture
def chosen(tmp_path, small):
    """Settings of an app on a copy of the small dossier."""
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), tmp_path / name)
    database = f"sqlite:///{tmp_path}/log.sqlite3"
    return Settings(tmp_path / "data", tmp_path / "qa", tmp_path / "var", database)


@pytest.fixture
def address(chosen, serve):
    """The address of that app, in a process of its own."""
    names = ("data", "qa", "var", "database")
    with serve(**{f"DEBATKIT_{name.upper()}": str(getattr(chosen, name)) for name in names}) as running:
        yield running


def save(chosen, text):
    """Change a question from this process, as an app beside it would."""
    desk = Workspace.of(chosen).desk(None, LOCAL_USER)
    revision = desk.revision("question", QUESTION)
    desk.save([desk.change("question", QUESTION, revision.body.model_copy(update={"question": text}), revision.number)])


def test_what_another_process_writes_is_on_the_screen_within_two_seconds(address, alone, chosen):
    """A card that lies open shows the new question; nobody reloads."""
    with alone(address) as visit:
        page = visit.open("/kaarten?kaart=3")
        expect(page.get_by_role("heading", name="Verwachte vragen")).to_be_visible()
        save(chosen, "Wie is de nachtwaker van de sluiskolk?")

        expect(page.get_by_text("nachtwaker van de sluiskolk").first).to_be_visible(timeout=LONGEST_WAIT)


def test_what_another_process_writes_is_found_within_two_seconds(address, alone, chosen):
    """The index follows: a new word is found as soon as it is typed."""
    with alone(address) as visit:
        page = visit.open("/zoeken")
        box = page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first
        box.fill("sluiskolk")
        expect(page.get_by_text("nachtwaker")).to_have_count(0)
        save(chosen, "Wie is de nachtwaker van de sluiskolk?")

        expect(page.get_by_text("nachtwaker").first).to_be_visible(timeout=LONGEST_WAIT)


def test_a_file_that_changes_is_on_the_screen_too(address, alone, chosen):
    """An adviser with a text editor is somebody else who writes."""
    with alone(address) as visit:
        page = visit.open("/kaarten?kaart=3")
        expect(page.get_by_role("heading", name="Verwachte vragen")).to_be_visible()
        path = chosen.qa / "waterkade" / "samenwerking.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("question: ", "question: Nachtwaker? ", 1), encoding="utf-8")

        expect(page.get_by_text("Nachtwaker?").first).to_be_visible(timeout=LONGEST_WAIT)


def test_a_look_that_was_under_way_does_not_empty_the_next_page(server, alone):
    """On a slow line the window asks what changed on a page from which the server has gone on by then."""
    held, slow = [], []

    def line(browser):
        wire = browser.connect_to_server()
        wire.on_message(lambda message: held.append((browser, message)) if slow else browser.send(message))

    with alone(server) as visit:
        visit.page.route_web_socket(re.compile("/_stcore/stream"), line)
        page = visit.open_with_keys("/kaarten?kaart=11")
        slow.append(True)
        page.keyboard.press("l")
        page.wait_for_timeout(2_200)  # in which this window asks twice
        slow.clear()
        for browser, message in held:
            browser.send(message)
            page.wait_for_timeout(20)
        page.wait_for_timeout(1_500)  # in which the page goes, and comes back

        expect(page.locator(".dk-read-head")).to_contain_text("Kaart 11")
        assert urlsplit(page.url).path == "/leesstand"
        visit.ready()
        page.go_back()
        expect(page.get_by_role("heading", name="Verwachte vragen")).to_be_visible()
        assert visit.errors == []
