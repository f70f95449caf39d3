"""Paper: each print says which it is and where its items stand; a safe one shows nothing to who walks by."""

from __future__ import annotations

import io
import re

import outloud
import pypdf
import pytest

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.model import Audience
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.pdf import paged, pdf
from debatkit.sheets.selection import PAPER, Layout, Selection
from debatkit.view import View

REGISTERED = Imprint(code="A17-KX", address="https://debat.voorbeeld.nl/zoeken?q=A17-KX")
SAFE = Imprint(
    code="A17-KX",
    address="https://debat.voorbeeld.nl/zoeken?q=A17-KX",
    safe=True,
    holder="minister van OEV",
    copy=2,
    copies=3,
)
SCAN = "Scan of typ dit in Zoeken: geldt deze afdruk nog?"
TOP_THIRD = 297 / 3 * 72 / 25.4
LONG_WORD = "verantwoordelijkheidsverdelingen"


def texts(content):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def printed(view, layout, moment, imprint=REGISTERED, selection=None):
    return view.sheet(selection or Selection(), layout, "pdf", moment, imprint=imprint)


@pytest.mark.parametrize("layout", PAPER)
def test_every_page_says_which_print_it_is(public, layout, moment):
    """A page that falls out of the folder still says where it is from, and when it was printed."""
    document = public.document(Selection(), layout, moment, REGISTERED)
    pages = texts(pdf(document))

    for number, page in enumerate(pages, 1):
        assert "Afdruk A17-KX" in page
        assert f"Afgedrukt 12 maart 2024, 10.05 uur, stand {document.revision}" in page.replace("\u00a0", " ")
        assert f"pagina {number} van {len(pages)}" in page


@pytest.mark.parametrize("layout", PAPER)
def test_the_first_page_has_the_code_to_scan(public, layout, moment, read):
    """Beside the code stands what to do with it, and who cannot see it hears what it is."""
    content = printed(public, layout, moment)
    first, *rest = texts(content)

    assert SCAN in first
    assert not any(SCAN in page for page in rest)
    assert "QR-code: vraag of Afdruk A17-KX nog geldt" in read(content, "pdf")


@pytest.mark.parametrize("layout", PAPER)
def test_what_is_not_registered_has_no_code(public, layout, moment, read):
    """It says that it is not, and offers nothing to scan."""
    told = read(printed(public, layout, moment, None), "pdf")

    assert "Niet geregistreerd" in told
    assert "Scan of typ" not in told
    assert "QR-code" not in told


@pytest.mark.parametrize("layout", PAPER)
@pytest.mark.parametrize("audience", Audience)
def test_a_safe_print_is_accessible(small_workspace, tmp_path, layout, audience, moment):
    """Covers, band and code break nothing of the structure."""
    path = tmp_path / "blad.pdf"
    path.write_bytes(printed(small_workspace.view(None, Viewer(audience)), layout, moment, SAFE))
    result = outloud.check(str(path))

    assert [each.message for each in result.findings if each.severity == "error"] == []


@pytest.mark.parametrize("layout", PAPER)
@pytest.mark.parametrize("audience", Audience)
def test_nothing_is_legible_in_the_top_third_of_a_safe_print(small_workspace, layout, audience, moment, boxes):
    """Neither text nor head; whose copy it is and whom it is for stand on each page."""
    pages = boxes(printed(small_workspace.view(None, Viewer(audience)), layout, moment, SAFE))
    mark = "INTERN" if audience is Audience.INTERNAL else "OPENBAAR"

    assert len(pages) > 2
    for words in pages:
        told = " ".join(box.word for box in words)
        assert min(box.top for box in words) > TOP_THIRD
        assert "Exemplaar 2 van 3: minister van OEV" in told
        assert max(words, key=lambda box: box.top).word == mark


@pytest.mark.parametrize("layout", PAPER)
def test_the_covers_of_a_safe_print_tell_nothing(public, layout, moment):
    """In front and behind stands whose it is, and no word on what it is about; they are not counted as pages."""
    front, *pages, back = texts(printed(public, layout, moment, SAFE))

    assert front == back
    assert sorted(front.split()) == sorted("Map Afdruk A17-KX Exemplaar 2 van 3: minister van OEV OPENBAAR".split())
    for number, page in enumerate(pages, 1):
        assert f"pagina {number} van {len(pages)}" in page


def test_a_safe_print_of_hostile_texts_stays_below_its_top(make, hostile_parts, moment, boxes):
    """Texts of any length go on over pages."""
    view = View(LoadedDossier(make(**hostile_parts), {}), Viewer())
    for layout in PAPER:
        for words in boxes(printed(view, layout, moment, SAFE)):
            assert min(box.top for box in words) > TOP_THIRD


@pytest.mark.parametrize("layout", PAPER)
def test_the_same_safe_print_has_the_same_bytes(public, layout, moment):
    """Nothing but the input is in the file."""
    assert printed(public, layout, moment, SAFE) == printed(public, layout, moment, SAFE)


@pytest.mark.parametrize("imprint", [REGISTERED, SAFE])
@pytest.mark.parametrize("layout", PAPER)
def test_each_item_is_where_its_print_says(public, layout, imprint, moment):
    """The pages told are those on which its words stand, as they are numbered on paper."""
    document = public.document(Selection(), layout, moment, imprint)
    content, pages = paged(document)
    assert content == pdf(document)
    body = [text.replace("\u00ad", "") for text in texts(content)][1 if imprint.safe else 0 :]

    expected = {f"question:{question.id}": question.question for question in document.questions}
    expected |= {
        f"card:{card.id}": card.line.plain for section in document.sections for card in section.cards if card.line
    }
    assert set(expected) <= set(pages)
    for ref, words in expected.items():
        first, last = pages[ref]
        assert " ".join(words.split()) in " ".join(body[first - 1 : last]).replace("\u00a0", " "), ref


def test_an_item_over_several_pages_has_them_all(make, moment):
    """From the page of its question to the page of its last source."""
    questions = [
        {
            "id": f"v{n}", "number": n, "question": f"Vraag {n}?", "audience": "public",
            "answer": [{"text": f"Alinea {n}-{place} van een antwoord.", "claim": False} for place in range(n * 30)],
        }
        for n in (1, 3)
    ]  # fmt: skip
    document = View(LoadedDossier(make(questions=questions), {}), Viewer()).document(Selection(), Layout.LIST, moment)
    content, pages = paged(document)
    body = texts(content)

    for name, last in (("v1", "Alinea 1-29 "), ("v3", "Alinea 3-89 ")):
        found = [number for number, text in enumerate(body, 1) if f"Vraag {name[1:]}?" in text or last in text]
        assert pages[f"question:{name}"] == (found[0], found[-1])
    assert pages["question:v3"][1] > pages["question:v3"][0]


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.CARDS, Layout.SPEAKING, Layout.BRIEFING])
def test_every_question_has_its_state(internal, layout, moment):
    """How far an answer is stands with it, whatever the paper."""
    document = internal.document(Selection(), layout, moment)
    told = " ".join(texts(pdf(document))).casefold()

    for state in {question.status for question in document.questions}:
        assert state.casefold() in told


def test_every_line_for_the_press_has_its_state(public, moment):
    """Who reads a line aloud knows whether it was agreed, and how long it takes."""
    document = public.document(Selection(), Layout.PRESS, moment)
    [told] = texts(pdf(document))

    for card in (card for section in document.sections for card in section.cards):
        assert f"{card.status} · {card.line_time}" in told


def test_the_head_of_a_page_has_its_numbers(public, moment):
    """Who leafs to 2.1 sees on each page which questions stand there."""
    pages = texts(printed(public, Layout.LIST, moment, selection=None))
    several = [re.search(r"(\d+\.\d+)(?: – (\d+\.\d+))?(?= OPENBAAR)", page) for page in pages]

    assert any(several)
    for page, numbers in zip(pages, several, strict=True):
        if numbers:
            assert page.count(numbers[1]) >= 2


def test_a_long_word_beside_a_card_is_broken(make, moment, boxes):
    """It does not run into the answer, and what is read is the word."""
    said = {"text": "Zo is het, en zo blijft het ook de komende jaren.", "claim": False}
    dossier = make(
        themes=[{"id": "t", "title": f"De {LONG_WORD}"}],
        recommendations=[
            {"id": "r", "number": 1, "name": LONG_WORD, "theme": "t", "text": LONG_WORD, "wording": "literal"}
        ],
        positions=[{"id": "p", "recommendation": "r", "audience": "public", "line": said, "done": [said]}],
        questions=[
            {
                "id": "v", "number": 1, "recommendations": ["r"], "question": f"Wat is {LONG_WORD}?",
                "audience": "public", "speaker": LONG_WORD, "line": said, "answer": [said] * 4, "keywords": [LONG_WORD],
                "open": [LONG_WORD],
            }
        ],
    )  # fmt: skip
    view = View(LoadedDossier(dossier, {}), Viewer())

    for layout in PAPER:
        for words in boxes(printed(view, layout, moment)):
            assert [(a.word, b.word) for a in words for b in words if a is not b and a.over(b)] == [], layout
            assert all(box.left > 0 and box.right < 596 for box in words), layout


def test_the_foot_of_a_card_is_not_read_aloud(public, moment):
    """Once a card would be a hundred times a stack; it is on paper all the same."""
    reader = pypdf.PdfReader(io.BytesIO(printed(public, Layout.CARDS, moment)))
    content = b"".join(page.get_contents().get_data() for page in reader.pages)
    feet = sum(page.extract_text().count("Afgedrukt") for page in reader.pages)

    assert feet > 1
    assert content.count(b"/Artifact") >= feet


@pytest.mark.parametrize("imprint", [REGISTERED, SAFE])
def test_nothing_stands_over_the_code_of_a_briefing(internal, imprint, moment, boxes):
    """However short the line on its first card is."""
    page = boxes(printed(internal, Layout.BRIEFING, moment, imprint))[1 if imprint.safe else 0]
    place = next(place for place, box in enumerate(page) if box.word == "Scan")
    code = page[place : place + len(SCAN.split())]
    left, bottom = min(box.left for box in code), max(box.bottom for box in code)
    beside = [box for box in page if box not in code and box.right > left and code[0].top < box.bottom]

    assert [box.word for box in code] == SCAN.split()
    assert [box for box in beside if box.top < bottom] == []
