"""In the room: by keyboard alone from a search to the sentence, and a folder."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import in_both_looks

pytestmark = pytest.mark.browser


def _box(page):
    return page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first


def _results(page):
    return page.locator(".st-key-resultaten [data-testid=stPageLink] a")


def _items(page):
    return page.locator(".st-key-map-inhoud [data-testid=stPageLink] a")


def _labels(page):
    return [re.match(r"[\d.]+", each).group() for each in _items(page).all_inner_texts()]


def _clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def _search(visit, words):
    visit.page.keyboard.press("Control+k")
    expect(_box(visit.page)).to_be_focused()
    visit.page.keyboard.type(words, delay=30)
    expect(visit.page).to_have_url(re.compile("q="))
    expect(_results(visit.page).first).to_be_visible()
    visit.ready()


def _to_question(page):
    """Arrow down to the first question in the results; its short number."""
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        name = page.locator(":focus").inner_text()
        if "Vraag" in name:
            return re.search(r"\d+\.\d+", name).group()
    raise AssertionError("no question among the results")


def test_by_keyboard_alone_from_a_fresh_start(alone_at):
    """Find, pin, put three in the folder, put them in order, join them, read them: no mouse."""
    visit = alone_at
    page = visit.open_with_keys("/")
    put = []
    for words in ("onderraad", "register", "toezicht"):
        _search(visit, words)
        number = _to_question(page)
        page.keyboard.press("m")
        here = page.locator(".dk-do", has=page.get_by_text("Uit mijn map"))
        expect(here.first).to_be_visible()
        if words == "register":
            page.keyboard.press("p")
            expect(page.get_by_role("button", name="Maak los")).to_be_visible()
        put.append(number)
    _search(visit, " ")  # nothing typed
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.get_by_role("heading", name="Vastgezet")).to_be_visible()

    page.keyboard.press("Tab")  # out of the box, where letters are letters
    _go_by_keyboard(page, "Mijn map")
    expect(_items(page)).to_have_count(3)
    visit.ready()
    assert _labels(page) == put

    page.keyboard.press("ArrowDown")
    expect(_items(page).first).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(_items(page).nth(1)).to_contain_text(put[0])
    expect(_items(page).nth(1)).to_be_focused()
    visit.ready()
    assert _labels(page) == [put[1], put[0], put[2]]

    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Eén antwoord")).to_be_visible()
    visit.ready()
    expect(_items(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    expect(page.locator(".st-key-map-inhoud").get_by_text("Niet meer samen")).to_have_count(2)
    visit.ready()
    lines = page.locator(".dk-line strong").all_inner_texts()
    assert [re.match(r"[\d.]+", each).group() for each in lines] == [put[0], put[2]]

    page.keyboard.press("l")
    expect(page.locator(".dk-read-head")).to_contain_text(put[2])
    expect(page.locator(".dk-read-head")).to_contain_text("3 van 3")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".dk-read-head")).to_contain_text(put[0])
    assert visit.errors == []


def _go_by_keyboard(page, name):
    """Tab to a link of the menu, and Enter."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if name in (page.evaluate("document.activeElement?.innerText ?? ''") or "") and page.evaluate(
            "document.activeElement.tagName === 'A'"
        ):
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text(name)
            return
    raise AssertionError(f"{name} was not reached")


@pytest.mark.parametrize("typed", ["11.1", "11,1", "11 1"])
def test_a_number_opens_its_question_at_once(visit, typed):
    """The line is on the screen while the number is in the box; Enter goes to its card."""
    page = visit.open_with_keys("/zoeken")
    _box(page).click()
    page.keyboard.type(typed, delay=30)
    expect(page.locator(".st-key-nummer .dk-asked strong")).to_have_text("11.1")
    expect(page.locator(".st-key-nummer .dk-line")).to_be_visible()
    visit.ready()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("11. ")
    expect(page.locator("details[open] summary").first).to_contain_text("11.1")


def test_one_key_is_one_step(visit):
    """V opens the next step of the answer that lies open, Shift+V closes the last one."""
    page = visit.open_with_keys("/kaarten?kaart=11&vraag=slot-waarom-geen-onderraad")
    steps = page.locator("details.dk-step")
    expect(steps.first).to_be_visible()
    opened = page.locator("details.dk-step[open]")
    count = steps.count()
    expect(opened).to_have_count(1)
    for number in range(2, count + 1):
        page.keyboard.press("v")
        expect(opened).to_have_count(number)
    page.keyboard.press("v")
    expect(opened).to_have_count(count)
    page.keyboard.press("Shift+V")
    expect(opened).to_have_count(count - 1)


def test_the_line_and_the_address_are_copied_clean(apart):
    """One key each: the line without a sign or note, and a link that opens exactly this question."""
    visit = apart
    page = visit.open_with_keys("/kaarten?kaart=11&vraag=slot-waarom-geen-onderraad")
    expect(page.locator("details.dk-step").first).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    line = _clipboard(page)
    page.keyboard.press("a")
    page.wait_for_function("line => navigator.clipboard.readText().then(text => text !== line)", arg=line)
    link = _clipboard(page)

    assert line.endswith(".")
    assert line == page.locator('[data-do="kopieer"]').nth(1).get_attribute("data-text")
    assert link == f"{visit.address}/kaarten?kaart=11&vraag=slot-waarom-geen-onderraad"
    other = page.context.new_page()
    other.goto(link)
    expect(other.locator("details[open] summary").first).to_contain_text("11.1")


def test_keys_do_nothing_while_typing_and_can_be_switched_off(apart):
    """In the box a letter is a letter; switched off, no key does anything, also after a reload."""
    visit = apart
    page = visit.open_with_keys("/zoeken")
    _box(page).click()
    page.keyboard.type("pmlv?", delay=30)
    expect(page).to_have_url(re.compile("q=pmlv"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoeken")

    page = visit.open_with_keys("/kaarten?kaart=2")
    page.keyboard.press("?")
    expect(page.get_by_text("de volgende trede van een antwoord")).to_be_visible()
    page.get_by_role("button", name="Zet alle toetsen uit").click()
    page.keyboard.press("Escape")
    page.reload()
    visit.ready()
    expect(page.locator("html")).to_have_attribute("data-keys", "off")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    page.keyboard.press("Control+k")
    visit.ready()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2. ")
    expect(page.get_by_role("button", name="Maak los")).to_have_count(0)
    page.get_by_role("button", name="Toetsen").click()
    page.get_by_role("button", name="Zet de toetsen weer aan").click()
    expect(page.locator("html")).to_have_attribute("data-keys", "listening")


def test_a_folder_goes_to_a_colleague_as_a_link(alone_at, chromium):
    """Who opens it sees what is in it, and keeps a copy that is theirs to change."""
    visit = alone_at
    page = visit.open_with_keys("/kaarten?kaart=11")
    for number in (1, 2):
        page.get_by_role("group", name=f"Vraag 11.{number}", exact=True).get_by_text("In mijn map").click()
        expect(
            page.get_by_role("group", name=f"Vraag 11.{number}", exact=True).get_by_text("Uit mijn map")
        ).to_be_visible()
    page = visit.open_with_keys("/map")
    page.get_by_role("button", name="Kopieer een link naar deze map").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    link = _clipboard(page)
    other = page.context.new_page()
    other.goto(link)
    expect(other.get_by_role("heading", name="Map van een collega: Mijn map")).to_be_visible()
    expect(other.locator("ol li")).to_have_count(2)
    other.get_by_role("button", name="Neem over als eigen map").click()
    expect(_items(other)).to_have_count(2)

    assert _labels(other) == ["11.1", "11.2"]
    assert "onderdelen" not in other.url


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    "path", ["/leesstand?kaart=2", "/map?onderdelen=question:slot-waarom-geen-onderraad", "/zoeken?q=11.1"]
)
def test_axe_finds_nothing(visit, path, width):
    """No violation, light and dark, and nothing sideways."""
    visit.page.set_viewport_size({"width": width, "height": 844})
    page = visit.open(path)
    page.wait_for_timeout(300)

    assert in_both_looks(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_each_item_of_a_folder_has_its_keys(alone_at):
    """K, A, P and M with an item, Shift+L with the joined reply; K and A with a folded question of a card."""
    visit = alone_at
    page = visit.open_with_keys("/map?onderdelen=11.1_2_11.2&naam=blok+2")
    page.get_by_role("button", name="Neem over als eigen map").click()
    expect(_items(page)).to_have_count(3)
    visit.ready()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    first = _clipboard(page)
    assert first.startswith("Het kabinet heeft er bij zijn aantreden")
    page.keyboard.press("a")
    page.wait_for_function("line => navigator.clipboard.readText().then(text => text !== line)", arg=first)
    assert "vraag=slot-waarom-geen-onderraad" in _clipboard(page)
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Maak los")).to_have_count(1)
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Eén antwoord")).to_be_visible()
    visit.ready()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("m")
    expect(_items(page)).to_have_count(2)
    assert _labels(page) == ["11.1", "11.2"]
    page.keyboard.press("Shift+L")
    expect(page.locator(".dk-read-head")).to_contain_text("Vragen 11.1")
    page.keyboard.press("Escape")
    expect(_items(page)).to_have_count(2)

    page = visit.open_with_keys("/kaarten?kaart=11")
    page.locator("summary", has_text="11.2").first.focus()
    page.keyboard.press("a")
    page.wait_for_function("() => navigator.clipboard.readText().then(text => text.includes('kaart=11'))")
    assert "vraag=" in _clipboard(page)
    assert visit.errors == []


def test_a_copy_pressed_twice_keeps_its_label(apart):
    """The second press comes while the button still tells of the first."""
    page = apart.open_with_keys("/kaarten?kaart=11&vraag=slot-waarom-geen-onderraad")
    button = page.locator('[data-do="adres"]').first
    button.click()
    expect(button).to_have_text("Gekopieerd")
    button.click()
    expect(button).to_have_text("Kopieer adres")


def test_an_exercise_and_saving_go_by_keys_that_can_be_switched_off(alone_at):
    """Enter begins, Ctrl+Enter goes on also from the box, Ctrl+S saves what was just typed; switched off, none does."""
    visit = alone_at
    page = visit.open_with_keys("/oefenen?reeks=7")
    page.evaluate("localStorage.setItem('debatkit-toetsen-uit', '1')")
    page.keyboard.press("Enter")
    visit.ready()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    page.evaluate("localStorage.removeItem('debatkit-toetsen-uit')")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vraag 1 van")).to_be_visible()
    visit.ready()
    page.get_by_label("Zoek het antwoord").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Vraag 2 van")).to_be_visible()
    expect(page).to_have_url(re.compile("reeks=7"))

    page = visit.open_with_keys("/bewerken?onderdeel=question:slot-waarom-geen-onderraad")
    field = page.get_by_label("Vraag", exact=True).first
    field.fill("Waarom komt er geen onderraad?")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Opgeslagen als versie")).to_be_visible()
    expect(field).to_have_value("Waarom komt er geen onderraad?")
    assert visit.errors == []


def test_the_file_for_no_network_lists_its_keys(apart, tmp_path):
    """They can be switched off there too."""
    page = apart.open_with_keys("/blad?vorm=Bestand+zonder+netwerk")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bestand downloaden").click()
    path = tmp_path / "zonder-netwerk.html"
    download.value.save_as(path)
    page.goto(path.as_uri())
    box = page.get_by_role("searchbox")
    expect(page.get_by_text("/ of Ctrl+K naar het zoekvak")).to_be_visible()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.get_by_role("button", name="Zet alle toetsen uit").click()
    for key in ("/", "Control+k", "Escape"):
        page.keyboard.press(key)
    expect(box).not_to_be_focused()
    expect(page.locator("#toetsen")).to_be_hidden()
    page.get_by_role("button", name="Zet de toetsen weer aan").click()
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
