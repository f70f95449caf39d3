"""The file for where there is no network: from the disk, with the network off, by keyboard; and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from debatkit import Layout, Selection, Viewer, Workspace
from tests.browser.conftest import ROOT, Visit

pytestmark = pytest.mark.browser
# A query, the first thing that is found, and words of what it says first.
ASKED = {
    "onderraad": ("11. Slotaanbeveling", "nieuwe onderraad"),
    "11.9": ("11.9", "centrum"),
    "11 9": ("11.9", "centrum"),
    "COORDINATIECENTRUM": ("11. Slotaanbeveling", "nieuwe onderraad"),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The address of the shipped dossier as one file on the disk."""
    path = tmp_path_factory.mktemp("stick") / "dossier.html"
    view = Workspace(ROOT / "data", ROOT / "qa").view(None, Viewer())
    path.write_bytes(view.sheet(Selection(), Layout.OFFLINE, "html"))
    return path.as_uri()


@pytest.fixture
def opened(chromium, file):
    """A function that opens the file in a browser without a network: opened(), opened(java_script_enabled=False)."""
    contexts = []

    def visiting(**options):
        contexts.append(chromium.new_context(locale="nl-NL", offline=True, **options))
        visit = Visit(contexts[-1].new_page(), file)
        visit.page.goto(file)
        return visit

    yield visiting
    for context in contexts:
        context.close()


@pytest.mark.parametrize("query", ASKED)
def test_an_answer_is_found_by_keyboard(opened, query):
    """Typed, walked along and opened with keys alone; nothing is fetched, nothing goes wrong."""
    visit = opened()
    page, (title, line) = visit.page, ASKED[query]
    page.keyboard.press("/")
    page.keyboard.type(query)
    links = page.locator("#gevonden a")

    expect(links.first).to_contain_text(title)
    expect(page.locator("#gevonden li").first).to_contain_text(line)

    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    if links.count() > 1:
        page.keyboard.press("ArrowDown")
        expect(links.nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#zoekvak")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"#.+"))
    assert {address.partition("#")[0] for address in visit.requests} == {visit.address}
    assert visit.errors == []


def test_without_scripts_all_of_it_can_be_read(opened):
    """The cards and the answers stand there, the box that needs its script does not."""
    page = opened(java_script_enabled=False).page

    expect(page.locator("#zoekvak")).to_be_hidden()
    expect(page.get_by_role("heading", name=re.compile("^11. Slotaanbeveling"))).to_be_visible()
    page.locator("summary", has_text="AI-coördinatiecentrum").first.click()
    expect(page.locator("details[open] .line").first).to_be_visible()
