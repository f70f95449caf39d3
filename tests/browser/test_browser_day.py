"""
The day: by keyboard alone, from a fresh start to paper that tells what changed.

Find, pin, put in the folder, put in order, join, read, print to carry; then somebody changes an answer in a second
window, and the paper says so. With DEBATKIT_FILM naming a folder, each step is kept there as a picture, for the
handleiding: `DEBATKIT_FILM=docs/images pytest tests/browser/test_browser_day.py`.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FILM = os.environ.get("DEBATKIT_FILM")
WANTED = ("onderraad", "register", "toezicht")
# What the part with the focus is called; the page as a whole can have it too, and holds every name.
FOCUSED = "(each => each.matches('main') ? '' : each.ariaLabel || each.innerText || '')(document.activeElement)"
NEW = "Dit antwoord is in een ander venster gewijzigd."


@pytest.fixture
def desk(serve, alone):
    """A visitor on a server of their own, so that nothing is kept yet."""
    with serve() as address, alone(address) as visit:
        visit.open_with_keys("/")
        yield visit


def film(page, name):
    """Keep what is on the screen, where somebody asked for it."""
    if FILM:
        page.screenshot(path=Path(FILM) / f"{name}.png")


def tab_to(page, name, most=120):
    """Go on with Tab until what is called `name` has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"{name} was not reached")


def go_to(page, name):
    """Tab back to a link of the menu, and Enter."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab")
        if name in (page.evaluate("document.activeElement?.closest('a')?.innerText") or ""):
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text(name)
            return
    raise AssertionError(f"{name} was not reached")


def search(visit, words):
    """The box from anywhere, and words in it."""
    page = visit.page
    page.keyboard.press("Control+k")
    box = page.locator(".st-key-q input")
    expect(box).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(words, delay=30)
    visit.ready()


def put(visit, words):
    """Find a question, put it in the folder, and say which it was."""
    page = visit.page
    search(visit, words)
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        if found := re.search(r"Vraag (\d+\.\d+)", page.locator(":focus").inner_text()):
            page.keyboard.press("m")
            expect(page.locator(".dk-do").get_by_text("Uit mijn map").first).to_be_visible()
            visit.ready()
            return found[1]
    raise AssertionError("no question among the results")


def downloaded(page, name):
    """The text of what a button gives, pressed with Enter."""
    tab_to(page, name)
    with page.expect_download(timeout=60_000) as waiting:
        page.keyboard.press("Enter")
    path = waiting.value.path()
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def test_a_day_by_keyboard_alone(desk):
    """No mouse from the first word to the sheet of changes; the paper knows what became of it."""
    visit, page = desk, desk.page
    numbers = [put(visit, words) for words in WANTED]
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Maak los").first).to_be_visible()
    visit.ready()
    film(page, "dag-1-zoeken")

    page.keyboard.press("Control+k")  # the menu is just before the box
    expect(page.locator(".st-key-q input")).to_be_focused()
    go_to(page, "Mijn map")
    visit.ready()
    items = page.locator(".st-key-map-inhoud [data-testid=stPageLink] a")
    expect(items).to_have_count(3)
    changed = re.search(r"vraag=([\w-]+)", items.nth(1).get_attribute("href"))[1]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    expect(items.nth(1)).to_contain_text(numbers[0])
    expect(items.nth(1)).to_be_focused()
    visit.ready()
    page.keyboard.press("s")
    visit.ready()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    expect(page.locator(".st-key-map-inhoud").get_by_text("Niet meer samen")).to_have_count(2)
    visit.ready()
    film(page, "dag-2-map")

    page.keyboard.press("Shift+L")
    expect(page.locator(".dk-read-head")).to_contain_text(f"Vragen {numbers[0]}, {numbers[2]}")
    film(page, "dag-3-leesstand")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn map")
    visit.ready()

    tab_to(page, "Draagveilig")
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="Maak het blad draagveilig")
    expect(box).to_be_visible()
    for _ in range(10):
        page.keyboard.press("Tab")
        if box.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    visit.ready()
    film(page, "dag-4-draagveilig")
    page.keyboard.press("Escape")
    visit.ready()
    paper = downloaded(page, "Pdf downloaden")
    code = re.search(r"Afdruk (A\d+-[A-Z]{2})", paper)[1]
    assert all(f"Afdruk {code}" in each for each in paper.split("\f")[:-1])

    change(visit, changed)

    search(visit, code)
    expect(page.get_by_text("Niet meer geldig")).to_be_visible()
    visit.ready()
    film(page, "dag-5-niet-meer-geldig")
    told = " ".join(downloaded(page, "Wijzigingsblad downloaden").split())
    assert "Haal uit de map: bladzijde" in told
    assert all(word in told for word in NEW.split())
    assert visit.errors == []


def change(visit, question):
    """Somebody changes the line of a question in a second window, by keyboard too."""
    page = visit.page.context.new_page()
    page.goto(f"{visit.address}/bewerken?onderdeel=question:{question}")
    line = page.locator("[class*=st-key-telt-50-] textarea").first
    expect(line).to_be_visible()
    for _ in range(80):
        page.keyboard.press("Tab")
        if line.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Control+a")
    page.keyboard.type(NEW)
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Opgeslagen als versie 2")).to_be_visible()
    page.close()
