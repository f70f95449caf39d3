"""Klopt niet, by keyboard: a reason, the mark in every open window, and the way back to where one was."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from debatkit import DOUBT
from tests.browser.conftest import in_both_looks, violations

pytestmark = pytest.mark.browser
PATH = "/kaarten?kaart=11&vraag=slot-waarom-geen-onderraad"
REASON = "Het besluit is van 7 oktober."


def _marks(page):
    return page.locator(".dk-doubt", has_text=DOUBT)


def test_a_wrong_answer_is_reported_by_keyboard(alone_at):
    """N, the reason, Enter; another window has the mark without a reload; resolved, it is gone there too."""
    visit = alone_at
    page = visit.open_with_keys(PATH)
    other = page.context.new_page()
    other.goto(f"{visit.address}/zoeken?q=11.1")
    expect(other.locator(".st-key-nummer .dk-line")).to_be_visible()
    other.wait_for_timeout(500)
    expect(_marks(other)).to_have_count(0)

    page.locator('details[open] [data-do="fout"]').last.focus()
    page.keyboard.press("n")
    box = page.get_by_role("dialog").get_by_role("textbox", name="Wat klopt er niet?")
    expect(box).to_be_visible()
    for _ in range(6):
        if box.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.type(f"{REASON} p m", delay=10)  # letters are letters
    assert violations(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)

    expect(_marks(page).first).to_be_visible()
    expect(page.locator(":focus")).to_have_text("Klopt niet")
    expect(page.locator("details[open]").first).to_be_visible()
    expect(_marks(other)).to_have_count(1)
    expect(other.get_by_text(REASON)).to_have_count(0)
    expect(page.get_by_text("Maak los")).to_have_count(0)  # no key went past the form

    other.goto(f"{visit.address}/controle?weergave=Intern")
    expect(other.get_by_text(REASON)).to_be_visible()
    other.get_by_role("button", name="Afgehandeld").click()
    expect(_marks(page)).to_have_count(0)
    assert visit.errors == []


def test_the_form_stays_while_others_change_things_and_closes_on_escape(alone_at):
    """What was typed is kept; closed, nothing is reported and the page is as it was."""
    visit = alone_at
    page = visit.open_with_keys(PATH)
    other = page.context.new_page()
    other.goto(f"{visit.address}/kaarten?kaart=2")
    expect(other.locator('[data-do="fout"]').first).to_be_visible()
    page.locator('details[open] [data-do="fout"]').last.click()
    box = page.get_by_role("dialog").get_by_role("textbox")
    box.fill(REASON)
    other.locator('[data-do="fout"]').first.click()
    other.get_by_role("dialog").get_by_role("textbox").fill("Deze lijn klopt niet.")
    other.get_by_role("dialog").get_by_role("button", name="Meld het").click()
    expect(_marks(other)).to_have_count(1)
    page.wait_for_timeout(2_500)  # in which this window would draw itself anew

    expect(box).to_have_value(REASON)
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_timeout(1_500)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(_marks(page)).to_have_count(0)
    assert visit.errors == []


def test_axe_finds_nothing_where_something_is_doubted(alone_at):
    """Card, folder, reading screen and work list, light and dark, on a phone and on a desk, and nothing sideways."""
    visit = alone_at
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open_with_keys(PATH)
    page.locator('details[open] [data-do="map"]').last.click()
    expect(page.locator("details[open]").get_by_text("Uit mijn map")).to_be_visible()
    page.locator('details[open] [data-do="fout"]').last.click()
    page.get_by_role("dialog").get_by_role("textbox").fill(REASON)
    page.get_by_role("dialog").get_by_role("button", name="Meld het").click()
    expect(_marks(page).first).to_be_visible()
    visit.open_with_keys("/zoeken?q=kwantumzeppelin%20jongleren")
    page.get_by_role("button", name="Zet deze vraag uit bij").click()
    expect(page.get_by_text("Uitgezet bij")).to_be_visible()
    for path in (
        f"{PATH}&weergave=Intern",
        "/map",
        "/leesstand?kaart=11&bij=question:slot-waarom-geen-onderraad",
        "/controle?weergave=Intern",
        "/bewerken?nieuw=vraag&kaart=3&invalshoek=geld",
        "/dekking?weergave=Intern",
    ):
        visit.open(path)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 844})
            visit.ready()

            assert in_both_looks(page) == [], (path, width)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width
