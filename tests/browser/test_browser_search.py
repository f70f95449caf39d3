"""Searching as under pressure: while typing, without a mouse, on a phone; nothing jumps and nothing gets lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import in_both_looks

pytestmark = pytest.mark.browser
REGISTER = re.compile(r"kaart=2$")
# Notes what a reader would see jump: the box moving or losing the focus, the results gone between two answers, and
# anything that Streamlit dims because a run takes long. Looked at with each picture that the browser draws.
WATCH = """() => {
    const box = document.querySelector(".st-key-q input");
    const place = box.getBoundingClientRect().top + window.scrollY;
    const seen = window.seen = {moved: 0, blurred: 0, empty: 0, dimmed: 0, pictures: 0, box};
    let shown = false;
    const look = () => {
        seen.pictures += 1;
        const results = document.querySelector(".st-key-resultaten");
        const there = results && results.innerText.trim().length > 0;
        if (shown && !there) seen.empty += 1;
        shown = shown || there;
        if (Math.abs(box.getBoundingClientRect().top + window.scrollY - place) > 1) seen.moved += 1;
        if (document.activeElement !== box) seen.blurred += 1;
        if (results && [...results.querySelectorAll("*")].some(each => Number(getComputedStyle(each).opacity) < 1
            && each.dataset.stale === "true" && each.innerText.trim())) seen.dimmed += 1;
        window.requestAnimationFrame(look);
    };
    look();
}"""


def _box(page):
    return page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first


def _links(page):
    return page.locator(".st-key-resultaten [data-testid=stPageLink] a")


def test_the_card_is_there_before_the_word_is_finished(visit):
    """Typed letter by letter, "registr" shows the card on the register first; a click opens its question."""
    page = visit.open("/zoeken")
    for length in range(4, len("registr") + 1):
        _box(page).fill("registr"[:length])
        expect(page).to_have_url(re.compile(rf"q={'registr'[:length]}$"))
        visit.ready()
        expect(_links(page).first).to_have_attribute("href", REGISTER)

    question = page.get_by_role("link", name=re.compile(r"^Vraag 2\.\d+ openen")).first
    number = re.search(r"2\.\d+", question.inner_text()).group()
    question.click()

    expect(page.locator("details[open] summary").first).to_contain_text(number)


def test_nothing_jumps_while_typing(visit):
    """While letters come in, the box stays where it is, with the focus, and results make way only for results."""
    page = visit.open("/zoeken")
    _box(page).click()
    page.evaluate(WATCH)
    page.keyboard.type("algoritmeregister", delay=90)
    expect(page).to_have_url(re.compile(r"q=algoritmeregister$"))
    visit.ready()
    seen = page.evaluate("({...window.seen, box: window.seen.box.isConnected})")

    assert seen.pop("pictures") > 20
    assert seen == {"moved": 0, "blurred": 0, "empty": 0, "dimmed": 0, "box": True}


def test_the_keyboard_is_enough(visit):
    """From another page: Ctrl+K, type, arrow down and up along the results, Enter; the question is open."""
    page = visit.open_with_keys("/kaarten?kaart=7&weergave=Intern")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoeken")
    expect(_box(page)).to_be_focused()
    expect(page).to_have_url(re.compile("weergave=Intern"))
    page.keyboard.type("registr", delay=40)
    expect(_links(page).first).to_have_attribute("href", re.compile("kaart=2&"))
    visit.ready()
    page.keyboard.press("ArrowDown")
    expect(_links(page).nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(_links(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(_box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(_box(page)).to_be_focused()

    found = [link.get_attribute("href") for link in _links(page).all()]
    first = next(place for place, href in enumerate(found) if "vraag=" in href)
    for _ in range(first + 1):
        page.keyboard.press("ArrowDown")
    number = re.search(r"2\.\d+", _links(page).nth(first).inner_text()).group()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("2. ")
    expect(page.locator("details[open] summary").first).to_contain_text(number)
    assert visit.errors == []


def test_the_key_selects_what_was_typed(visit):
    """On the page itself Ctrl+K goes back to the box from anywhere, and the next letter starts a new query."""
    page = visit.open_with_keys("/zoeken?q=onderraad")
    _links(page).first.focus()
    page.keyboard.press("Control+k")
    expect(_box(page)).to_be_focused()
    page.keyboard.type("geld", delay=40)

    expect(page).to_have_url(re.compile("q=geld$"))


def test_keys_mean_nothing_while_typing_elsewhere(visit):
    """In another field Ctrl+K and the arrows are that field's own: nobody is taken to another page."""
    page = visit.open_with_keys("/blad")
    field = page.get_by_role("combobox", name=re.compile("^Kaarten")).or_(page.get_by_role("combobox")).last
    field.focus()
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    visit.ready()

    assert "/blad" in page.url
    expect(field).to_be_focused()


def test_a_proposed_word_is_searched_with_enter(visit):
    """Nothing found: the nearest words can be had with the arrow and Enter, and the focus is in the box again."""
    page = visit.open_with_keys("/zoeken?q=ondrad")
    expect(page.get_by_text("Geen resultaat")).to_be_visible()
    _box(page).focus()
    page.keyboard.press("ArrowDown")
    word = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")

    expect(_box(page)).to_have_value(word)
    expect(_box(page)).to_be_focused()
    expect(_links(page).first).to_be_visible()


def test_filters_are_counted_and_stand_in_the_address(visit):
    """A filter keeps as many results as it says, stays open, stands in the address, and can be taken off."""
    page = visit.open("/zoeken?q=register")
    count = page.get_by_text(re.compile(r"^\d+ gevonden"))
    before = count.inner_text()
    page.get_by_role("button", name=re.compile("^.*Filters$")).click()
    option = page.locator("label", has_text=re.compile(r"^BZK \(\d+\)$"))
    kept = re.search(r"\d+", option.inner_text()).group()
    option.click()
    expect(count).to_have_text(re.compile(rf"^{kept} gevonden"))
    expect(option).to_be_visible()
    expect(page).to_have_url(re.compile(r"ministerie=BZK"))
    expect(page).to_have_url(re.compile(r"q=register"))

    page.reload()
    expect(count).to_have_text(re.compile(rf"^{kept} gevonden"))
    _box(page).fill("algoritme")
    expect(page).to_have_url(re.compile(r"q=algoritme(&|$)"))
    expect(page).to_have_url(re.compile(r"ministerie=BZK"))

    page.get_by_role("button", name="Filters wissen").click()
    expect(page).not_to_have_url(re.compile("ministerie"))
    _box(page).fill("register")
    expect(count).to_have_text(before)


@pytest.mark.parametrize("path", ["/zoeken?q=ondrad&weergave=Intern", "/zoeken?q=ondrad", "/zoeken?q=register"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_a_phone_scrolls_one_way(visit, path, width):
    """With nothing found, public and internal, and with the filters open: no violation, and nothing sideways."""
    visit.page.set_viewport_size({"width": width, "height": 844})
    page = visit.open(path)
    if "register" in path:
        page.get_by_role("button", name=re.compile("Filters$")).click()
        expect(page.locator("label", has_text=re.compile(r"^BZK \(\d+\)$"))).to_be_visible()

    assert in_both_looks(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_results_can_be_had_with_a_thumb(visit):
    """At 390 px the first result can be opened, and the page is as wide as the screen."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("/zoeken?q=registr")
    _links(page).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("2. ")
