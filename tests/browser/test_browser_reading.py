"""Reading aloud: the reading screen by key and by thumb, and the way there and back."""

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parent.parent.parent
TITLE = yaml.safe_load((ROOT / "data" / "opgave-ai" / "debate.yaml").read_text(encoding="utf-8"))["title"]
SWIPE = """dx => {
    const at = document.querySelector(".dk-read-text");
    const event = (name, x) => at.dispatchEvent(
        new PointerEvent(name, {clientX: x, clientY: 300, pointerType: "touch", bubbles: true}));
    event("pointerdown", 200);
    event("pointerup", 200 + dx);
}"""


def test_the_reading_screen_is_for_a_thumb_too(visit):
    """At 390 px: big buttons, a swipe, the address follows, and nothing scrolls sideways or can be edited."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("/leesstand?kaart=11")
    expect(page.locator(".dk-read-head")).to_contain_text("Kaart 11")
    for button in page.locator(".dk-read-bar button").all():
        assert button.bounding_box()["height"] >= 44
    page.get_by_role("button", name="Volgende vraag").click()
    expect(page.locator(".dk-read-head")).to_contain_text("Vraag 11.1")
    expect(page).to_have_url(re.compile("bij=question"))
    before = page.locator(".dk-read-text").inner_text()
    page.get_by_role("button", name="Verder").click()
    expect(page.locator(".dk-read-text")).not_to_have_text(before)
    page.evaluate(SWIPE, -200)
    expect(page.locator(".dk-read-head")).to_contain_text("Vraag 11.2")
    page.evaluate(SWIPE, 200)
    expect(page.locator(".dk-read-head")).to_contain_text("Vraag 11.1")
    page.reload()
    visit.ready()
    expect(page.locator(".dk-read-head")).to_contain_text("Vraag 11.1")

    assert page.locator("input:visible, textarea:visible, [contenteditable=true]").count() == 0
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    page.get_by_role("button", name="Sluiten").click()
    expect(page.locator("details[open] summary").first).to_contain_text("11.1")


def test_nothing_internal_is_on_the_reading_screen(visit):
    """Not even in the internal view: what is read aloud is what may be said."""
    received = visit.listen()
    page = visit.open("/leesstand?kaart=11&weergave=Intern")
    expect(page.locator(".dk-read-head")).to_contain_text("Kaart 11")
    secret = "geen overeenstemming over vormgeving"

    assert secret not in page.content()
    assert not any(secret.encode() in frame for frame in received)


def test_the_reading_screen_shows_its_keys_and_goes_back(alone_at):
    """A button one step back; what was read for a moment is on top of what was opened last."""
    visit = alone_at
    page = visit.open_with_keys("/leesstand?kaart=11")
    expect(page.locator(".dk-read-keys")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".dk-read-head")).to_contain_text("Vraag 11.1")
    back = page.get_by_role("button", name="Terug", exact=True)
    expect(back).to_be_disabled()
    before = page.locator(".dk-read-text").inner_text()
    page.get_by_role("button", name="Verder").click()
    expect(page.locator(".dk-read-text")).not_to_have_text(before)
    page.wait_for_timeout(1_500)
    visit.ready()
    expect(page.locator(".dk-read-text")).not_to_have_text(before)
    back.click()
    expect(page.locator(".dk-read-text")).to_have_text(before)
    page = visit.open_with_keys("/zoeken")
    expect(page.get_by_role("heading", name="Laatst geopend")).to_be_visible()
    expect(page.locator(".st-key-resultaten .dk-asked strong").first).to_have_text("11.1")


@pytest.fixture
def two_dossiers(serve, alone, tmp_path):
    """A visitor of a server with a second dossier before the shipped one."""
    for name in ("data", "qa"):
        shutil.copytree(ROOT / name, tmp_path / name)
    folder = tmp_path / "data" / "aanloop"
    folder.mkdir()
    (folder / "debate.yaml").write_text(
        "id: aanloop\ntitle: Aanloop\ndebate:\n  title: Bruggen\n  kind: commissiedebat\n  committee: Water\n"
        "  date: 2024-03-12\n",
        encoding="utf-8",
    )
    with (
        serve(DEBATKIT_DATA=str(tmp_path / "data"), DEBATKIT_QA=str(tmp_path / "qa")) as address,
        alone(address) as visit,
    ):
        yield visit


def test_reading_aloud_leads_back_to_view_and_dossier(two_dossiers):
    """By L from a card in the internal view of the second of two dossiers, and by Escape to where one was."""
    visit = two_dossiers
    where = f"kaart=11&vraag=slot-waarom-geen-onderraad&weergave=Intern&dossier={quote(TITLE)}"
    page = visit.open_with_keys(f"/kaarten?{where}")
    expect(page.locator("details[open] summary").first).to_contain_text("11.1")
    before = page.url
    page.keyboard.press("l")
    expect(page.locator(".dk-read-head")).to_contain_text("Vraag 11.1")
    assert "weergave=Intern" in page.url
    visit.ready()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".dk-read-head")).to_contain_text("Vraag 11.2")
    page.keyboard.press("Escape")
    expect(page.locator("details[open] summary").first).to_contain_text("11.2")
    visit.ready()
    for name in ("weergave", "dossier", "kaart"):
        assert _parameter(page.url, name) == _parameter(before, name)
    expect(page.get_by_text("Intern: niet verspreiden").first).to_be_visible()
    assert visit.errors == []


def _parameter(address, name):
    return parse_qs(urlsplit(address).query).get(name)
