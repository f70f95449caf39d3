"""The main job, as someone in the minister's office does it: open, search, open the answer, print it."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser
SEARCH = "Zoek een woord, een deel van een woord of een hele vraag"


def _letters(text):
    """Letters and digits alone: white space, hyphens at line ends and soft hyphens apart."""
    return re.sub(r"[\W_]", "", text).casefold()


def _printed(content, texts):
    """Whether a PDF has these texts, read page after page until it has."""
    read = ""
    for page in PdfReader(io.BytesIO(content)).pages:
        read += _letters(page.extract_text())
        if all(_letters(each) in read for each in texts):
            return True
    return False


def _go(visit, name):
    visit.page.get_by_role("link", name=name, exact=True).click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(name)
    return visit.ready()


def _answer(page):
    """The texts of the question that is open: its line, and what can be said after it."""
    body = page.locator("details[open] .dk-text").first
    expect(body).to_be_visible()
    return [each for each in body.locator("> .dk-line p, > p:not([class])").all_inner_texts() if each.strip()]


def test_from_start_to_print(visit):
    """Open, search while typing, open the answer on its card, go to the sheet, download it: the answer is in it."""
    page = visit.open("/")
    _go(visit, "Zoeken")
    page.get_by_label(SEARCH).press_sequentially("registr", delay=60)
    card = page.get_by_role("link", name="Kaart openen").first
    expect(card).to_have_attribute("href", re.compile(r"kaart=2$"))
    question = page.get_by_role("link", name=re.compile(r"^Vraag 2\.\d+ openen")).first
    number = re.search(r"2\.\d+", question.inner_text()).group()
    question.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2. ")
    visit.ready()
    expect(page.locator("details[open] summary").first).to_contain_text(number)
    said = _answer(page)

    assert said

    _go(visit, "Blad")
    expect(page.locator("canvas").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Pdf downloaden").click()

    assert download.value.suggested_filename == "blad-opgave-ai-list-openbaar.pdf"
    assert _printed(download.value.path().read_bytes(), said)


@pytest.mark.parametrize(("name", "start"), [("Word", b"PK"), ("Webpagina", b"<!"), ("Excel", b"PK")])
def test_other_forms_can_be_downloaded(visit, name, start):
    """Word, web page and Excel are one click, too."""
    page = visit.open("/blad")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"{name} downloaden").click()

    assert download.value.path().read_bytes().startswith(start)


def test_one_card_can_be_printed(visit):
    """A card is printed with one click, in the view in force."""
    page = visit.open("/kaarten?kaart=11&weergave=Intern")
    with page.expect_download() as download:
        page.get_by_role("button", name="Deze kaart afdrukken (pdf)").click()

    assert download.value.suggested_filename == "kaart-11-opgave-ai-briefing-intern.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_download_waits_for_a_slow_browser(visit):
    """A file that was made is there until it is fetched, however often the open windows look for changes meanwhile."""
    page = visit.open("/kaarten?kaart=11")
    with page.expect_download() as download:
        page.get_by_role("button", name="Deze kaart afdrukken (pdf)").click()
    page.wait_for_timeout(3_500)  # in which this window looks three times

    assert page.request.get(download.value.url).body().startswith(b"%PDF")


def test_a_copied_link_opens_the_same_question_elsewhere(visit, chromium):
    """The link of a result, sent to a colleague, opens the same question in another browser."""
    page = visit.open("/zoeken?q=onderraad")
    link = page.get_by_role("link", name=re.compile(r"^Vraag [\d.]+ openen")).first
    href, number = link.evaluate("each => each.href"), re.search(r"\d+\.\d+", link.inner_text()).group()
    link.click()
    expect(page.locator("details[open] summary").first).to_contain_text(number)
    visit.ready()
    said = _answer(page)
    with chromium.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(href)

        expect(other.locator("details[open] summary").first).to_contain_text(number)
        assert _answer(other) == said
