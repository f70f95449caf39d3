"""A Word file handed in, in a browser: chosen, compared, done, and nothing on the page that a screen reader misses."""

import io

import docx
import pytest
from playwright.sync_api import expect

from debatkit import Audience, Layout, Selection
from tests.browser.conftest import violations

pytestmark = pytest.mark.browser
# Streamlit's box for files is reached by keyboard and called presentation all the same; its button is what counts.
EXCEPT = "presentation-role-conflict", 'data-testid="stFileUploaderDropzone"'
WORDS = "Gemeenten en waterschappen beheren", "Gemeenten beheren"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def edited(content):
    """A Word file in which somebody changed words."""
    file = docx.Document(io.BytesIO(content))
    runs = [run for table in file.tables for row in table.rows for each in row.cells[1].paragraphs for run in each.runs]
    [run] = [each for each in runs if WORDS[0] in each.text]
    run.text = run.text.replace(*WORDS)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_a_word_file_is_handed_in(serve, alone, copy, moment):
    """What would change is shown first, and axe finds nothing on it; one press does it."""
    content = edited(copy.view(Audience.INTERNAL).sheet(Selection(), Layout.LIST, "docx", moment))
    with serve(DEBATKIT_DATA=str(copy.data), DEBATKIT_QA=str(copy.qa)) as address, alone(address) as visit:
        page = visit.open("/bewerken?weergave=Intern")
        page.get_by_text("Word-bestand terugzetten").click()
        box = page.locator("input[type=file]")
        box.set_input_files({"name": "blad.docx", "mimeType": KIND, "buffer": content})
        do = page.get_by_role("button", name="Voer 1 wijziging door")
        expect(do).to_be_visible()
        expect(page.locator("del")).to_contain_text("en waterschappen")
        found = violations(page)

        assert [(rule, html) for rule, html in found if not (rule == EXCEPT[0] and EXCEPT[1] in html)] == []
        do.click()
        expect(page.get_by_text("1 wijziging doorgevoerd")).to_be_visible()
        expect(do).to_have_count(0)
