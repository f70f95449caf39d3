"""HTML: one page that needs nothing from anywhere, with every text as typed and nothing of what is internal."""

from __future__ import annotations

import re

import pytest

from debatkit.access import Viewer
from debatkit.errors import SheetError
from debatkit.files import LoadedDossier
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View


@pytest.mark.parametrize("layout", Layout)
def test_a_public_page_says_nothing_internal(public, layout, leaks, internal_ids, moment):
    """Not in its texts, and not in its source."""
    page = public.sheet(Selection(), layout, "html", moment).decode("utf-8")

    assert leaks(page) == []
    assert [name for name in internal_ids if f'"{name}"' in page] == []


def test_a_page_needs_nothing_from_anywhere(public, tags, moment):
    """No script, no image, no link to another place; the browser is told to hold it to that."""
    content = public.sheet(Selection(), Layout.LIST, "html", moment)

    assert set(tags(content)).isdisjoint({"script", "img", "link", "iframe", "object", "form"})
    assert re.findall(rb"(?:src|url)\s*[=(]|href=\"[^#]", content) == []
    assert b"default-src 'none'" in content


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.BRIEFING])
def test_the_contents_lead_to_every_card(internal, layout, moment):
    """Each link has its place on the page, and each place is there once."""
    page = internal.sheet(Selection(), layout, "html", moment).decode("utf-8")
    links, places = re.findall(r'href="#([^"]+)"', page), re.findall(r'id="([^"]+)"', page)

    assert len(links) >= len(internal.cards)
    assert set(links) <= set(places)
    assert len(places) == len(set(places))


def test_the_head_of_a_printed_page_is_text(make, moment):
    """A title full of signs that mean something in a style sheet does not end the string that it stands in."""
    dossier = make(
        debate={"title": '"; } body { display: none } </style>', "kind": "x", "committee": "\\", "date": "2024-03-14"}
    )
    page = View(LoadedDossier(dossier, {}), Viewer()).sheet(Selection(), Layout.LIST, "html", moment).decode("utf-8")
    style = page[page.index("<style>") : page.index("</style>")]

    assert "display: none" not in style
    assert "\\22 \\3b \\20 \\7d " in style


def test_a_page_is_in_dutch_with_headings_in_order(public, tags, moment):
    """A screen reader can walk it."""
    content = public.sheet(Selection(), Layout.LIST, "html", moment)
    levels = [int(tag[1]) for tag in tags(content) if re.fullmatch("h[1-6]", tag)]

    assert b'<html lang="nl">' in content
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_hostile_texts_are_shown_as_typed(make, hostile, hostile_parts, read, tags, moment):
    """No text becomes an element or an expression."""
    content = View(LoadedDossier(make(**hostile_parts), {}), Viewer()).sheet(Selection(), Layout.LIST, "html", moment)
    told = " ".join(read(content, "html").split())

    assert [text for text in hostile if " ".join(text.split()) not in told] == []
    assert "script" not in tags(content)
    assert "49" not in told


@pytest.mark.parametrize("text", ["😀 日本語 שלום", "x" * 5_000, "\u200e\ufffd\ue000"])
def test_any_sign_and_any_length_is_kept(make, text, read, moment):
    """The page has the text; the browser has the fonts."""
    question = {"id": "v", "number": 1, "question": "Q?", "audience": "public", "line": {"text": text, "claim": False}}
    view = View(LoadedDossier(make(questions=[question]), {}), Viewer())

    assert text in read(view.sheet(Selection(), Layout.LIST, "html", moment), "html")


def test_what_is_internal_is_marked_in_words(internal, read, moment):
    """Each internal statement stands in a box with its mark, also in a public answer."""
    page = internal.sheet(Selection(), Layout.LIST, "html", moment).decode("utf-8")

    for word in ("rekenmeesters", "bodemloze", "fluisteraar", "druppel", "sleutel kwijt", "olifantenpaadjes"):
        before = page[: page.index(word)]
        box = before.rindex('<div class="internal"><p class="mark">Intern: niet uitspreken')
        inside = before[box:]
        assert inside.count("<div") > inside.count("</div>"), word


def test_the_lines_for_the_press_stand_alone(public, read, moment):
    """The sheet of lines counts no questions and says nothing but the lines."""
    told = read(public.sheet(Selection(), Layout.PRESS, "html", moment), "html")

    assert "spreektijd" not in told
    assert "Aanbeveling:" not in told
    assert "Bronnen" not in told


def test_the_lines_for_the_press_are_a_table(public, moment):
    """Each line beside what it is about, so that they fit on one page."""
    page = public.sheet(Selection(), Layout.PRESS, "html", moment).decode("utf-8")

    lines = [card for card in public.cards if card.line]

    assert page.count('<th scope="row">') == len(lines) > 1


def test_a_print_says_which_it_is(public, moment, read):
    """In the foot of each page, and as a code on the first one that has words for who cannot see it."""
    imprint = Imprint(code="A17-KX", safe=True, holder='"; } </style>', copies=2)
    content = public.sheet(Selection(), Layout.LIST, "html", moment, imprint=imprint)
    page = content.decode("utf-8")

    assert "Afdruk\\20 A17\\2d KX" in page
    assert "Exemplaar 1 van 2" in read(content, "html").replace("\u00a0", " ")
    assert page.count("</style>") == 1
    assert page.count('<svg role="img"') == page.count("<title>QR-code van deze afdruk</title>") == 1
    assert b"<svg" not in public.sheet(Selection(), Layout.LIST, "html", moment)


def test_a_draft_says_so(public, moment):
    """In capitals, above its answer, and only there."""
    page = public.sheet(Selection(), Layout.LIST, "html", moment).decode("utf-8")
    drafts = [question for question in public.document(Selection(), Layout.LIST, moment).questions if question.draft]

    assert page.count('<strong class="draft">CONCEPT</strong>') == len(drafts) > 0


def test_an_amount_does_not_end_a_line_halfway(public, moment):
    """What is read together stays together on a page too."""
    page = public.sheet(Selection(), Layout.LIST, "html", moment).decode("utf-8")

    assert "€\u00a012,5\u00a0miljoen" in page
    assert "€ 12,5" not in page


def test_a_description_stands_not_between_quotation_marks(public, read, moment):
    """Only what is known to be literal is quoted."""
    told = read(public.sheet(Selection(), Layout.LIST, "html", moment), "html").replace("\u00a0", " ")

    assert "„Meet elke kademuur ten minste eens in de vijf jaar.”" in told
    assert "„Richt een openbaar kaderegister in." not in told


def test_an_empty_selection_gives_a_page_that_says_so(public, read, moment):
    """Who chooses nothing gets no blank page."""
    content = public.sheet(Selection(recommendations=(99,)), Layout.LIST, "html", moment)

    assert "Deze keuze bevat niets om af te drukken." in read(content, "html")


def test_the_same_sheet_has_the_same_bytes(public, moment):
    """Nothing but the input is in the file."""
    sheets = {public.sheet(Selection(), Layout.LIST, "html", moment) for _ in range(2)}

    assert len(sheets) == 1


def test_another_form_is_refused_in_a_sentence(public, moment):
    """The error names the forms that there are."""
    with pytest.raises(SheetError, match="Een blad als 'odt' kan niet; kies pdf, docx, html"):
        public.sheet(Selection(), Layout.LIST, "odt", moment)


def test_a_dated_statement_of_bullets_keeps_its_date(make, moment):
    """The date stands before the list when there is no line to put it in."""
    dossier = make(
        recommendations=[{"id": "r", "number": 1, "text": "Doe iets.", "wording": "literal"}],
        positions=[
            {
                "id": "p", "recommendation": "r", "audience": "public",
                "done": [{"text": "- eerst\n- dan", "date": "2023-04-05", "claim": False}],
            }
        ],
    )  # fmt: skip
    page = (
        View(LoadedDossier(dossier, {}), Viewer()).sheet(Selection(), Layout.BRIEFING, "html", moment).decode("utf-8")
    )

    assert "<p><strong>5\u00a0april\u00a02023:</strong></p><ul><li>eerst</li>" in page


def test_the_stance_of_an_internal_position_is_in_the_box(internal, moment):
    """What the cabinet means to do is as internal as the line on it."""
    page = internal.sheet(Selection(recommendations=(3,)), Layout.BRIEFING, "html", moment).decode("utf-8")
    before = page[: page.index("Standpunt:")]

    assert before.rstrip().endswith('<p class="small stance">')
    inside = before[before.rindex('<div class="internal"><p class="mark">Intern: niet uitspreken</p>') :]
    assert "</div>" not in inside
