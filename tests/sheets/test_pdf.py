"""PDF: tagged for PDF/UA, the same for the same input, texts as typed, and nothing of what is internal."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys

import outloud
import pypdf
import pytest

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.model import Audience, Status
from debatkit.sheets import pdf as pdf_module
from debatkit.sheets.outputs import FORMATS
from debatkit.sheets.selection import PAPER, Layout, Selection
from debatkit.view import View

NOTHING = {
    Layout.LIST: "niets om af te drukken",
    Layout.BRIEFING: "niets om af te drukken",
    Layout.CARDS: "geen vragen om af te drukken",
    Layout.SPEAKING: "geen vragen om af te drukken",
    Layout.PRESS: "geen woordvoeringslijnen",
}

# Text as typed, and as printed.
SIGNS = [
    ("Hallo 😀 wereld", "Hallo [teken U+1F600] wereld"),
    ("日本語", "[teken U+65E5][teken U+672C][teken U+8A9E]"),
    ("👨\u200d👩", "[teken U+1F468][teken U+1F469]"),
    ("❤\ufe0f", "❤"),
    ("€ 12 – „ja” ‘nee’ … ° é ß Ж Ω", "€ 12 – „ja” ‘nee’ … ° é ß Ж Ω"),
    ("a\u2028b", "a b"),
]


def view_of(dossier, audience=Audience.PUBLIC):
    return View(LoadedDossier(dossier, {}), Viewer(audience))


def asked(make, text):
    """A dossier with one question whose texts are all `text`."""
    line = {"text": text, "claim": False}
    question = {"id": "v", "number": 1, "question": "Q?", "audience": "public", "line": line, "answer": [line]}
    return view_of(make(questions=[question]))


def problems(path):
    result = outloud.check(str(path))
    assert result.error is None
    return [(each.rule, each.message, each.evidence) for each in result.findings if each.severity == "error"]


@pytest.mark.parametrize("layout", PAPER)
@pytest.mark.parametrize("audience", Audience)
def test_a_sheet_is_accessible(small_workspace, tmp_path, layout, audience, moment):
    """An independent checker finds no error against PDF/UA in any layout, for any audience."""
    path = tmp_path / "blad.pdf"
    path.write_bytes(small_workspace.view(None, Viewer(audience)).sheet(Selection(), layout, "pdf", moment))

    assert problems(path) == []


@pytest.mark.parametrize("layout", PAPER)
def test_a_sheet_is_tagged_and_in_dutch(public, layout, moment):
    """Structure, language, title and the claim to be PDF/UA are in the file."""
    reader = pypdf.PdfReader(io.BytesIO(public.sheet(Selection(), layout, "pdf", moment)))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "Kabinetsreactie op het advies" in reader.metadata.title
    assert b"pdfuaid" in root["/Metadata"].get_data()


@pytest.mark.parametrize("layout", PAPER)
def test_the_same_sheet_has_the_same_bytes(public, layout, moment):
    """Nothing but the input is in the file."""
    assert public.sheet(Selection(), layout, "pdf", moment) == public.sheet(Selection(), layout, "pdf", moment)


def test_the_bytes_do_not_depend_on_the_process(public, small, tmp_path, moment):
    """Another run on another day gives the same file."""
    program = (
        "import datetime, pathlib, sys\n"
        "from debatkit import Layout, Selection, Viewer, Workspace\n"
        "folder, moment = pathlib.Path(sys.argv[1]), datetime.datetime.fromisoformat(sys.argv[2])\n"
        "view = Workspace(folder / 'data', folder / 'qa').view(None, Viewer())\n"
        "sys.stdout.buffer.write(view.sheet(Selection(), Layout.LIST, 'pdf', moment))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(small.root), moment.isoformat()], capture_output=True, check=True
    )

    assert done.stdout == public.sheet(Selection(), Layout.LIST, "pdf", moment)


def test_another_time_of_printing_gives_another_sheet(public, moment):
    """When it was printed stands on it."""
    later = public.sheet(Selection(), Layout.LIST, "pdf", moment + datetime.timedelta(days=1))

    assert later != public.sheet(Selection(), Layout.LIST, "pdf", moment)


@pytest.mark.parametrize("layout", PAPER)
def test_a_public_sheet_says_nothing_internal(public, layout, read, leaks, moment):
    """Not on its pages, not in its bookmarks, not in its properties."""
    told = read(public.sheet(Selection(), layout, "pdf", moment), "pdf")

    assert leaks(told) == []
    assert "OPENBAAR" in told
    assert "Intern: niet uitspreken" not in told


@pytest.mark.parametrize(
    ("layout", "word"),
    [("list", "rekenmeesters"), ("cards", "rekenmeesters"), ("speaking", "rekenmeesters"), ("briefing", "ramptoerist")],
)
def test_what_is_internal_is_marked_in_words(internal, layout, word, read, squeezed, moment):
    """On a sheet for those who prepare, each internal statement stands under its mark, also in a public answer."""
    told = squeezed(read(internal.sheet(Selection(recommendations=(1,)), Layout(layout), "pdf", moment), "pdf"))
    mark = squeezed("Intern: niet uitspreken")
    before = told[: told.index(word)]

    assert "INTERN" in told
    assert mark in before
    assert len(before) - before.rindex(mark) < 80


@pytest.mark.parametrize("layout", PAPER)
def test_an_empty_selection_gives_a_sheet_that_says_so(public, tmp_path, layout, read, moment):
    """Who chooses nothing gets no blank page, and an accessible one."""
    content = public.sheet(Selection(recommendations=(1,), statuses=(Status.APPROVED,)), layout, "pdf", moment)
    path = tmp_path / "leeg.pdf"
    path.write_bytes(content)

    assert NOTHING[layout] in " ".join(read(content, "pdf").split())
    assert problems(path) == []


@pytest.mark.parametrize("layout", PAPER)
def test_an_empty_dossier_gives_a_sheet(make, layout, read, moment):
    """debate.yaml alone is enough to print, in every form."""
    for form in FORMATS:
        assert "Klein dossier" in read(view_of(make()).sheet(Selection(), layout, form, moment), form)


@pytest.mark.parametrize("layout", PAPER)
def test_one_recommendation_without_themes_gives_an_accessible_sheet(make, tmp_path, layout, moment):
    """Headings keep their order where there are no themes."""
    line = {"text": "Zo is het.", "claim": False}
    dossier = make(
        recommendations=[{"id": "r", "number": 1, "text": "Doe iets.", "wording": "literal"}],
        positions=[{"id": "p", "recommendation": "r", "audience": "public", "line": line}],
        questions=[
            {"id": "v", "number": 1, "recommendations": ["r"], "question": "Q?", "audience": "public", "line": line}
        ],
    )
    path = tmp_path / "een.pdf"
    path.write_bytes(view_of(dossier).sheet(Selection(), layout, "pdf", moment))

    assert problems(path) == []


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.BRIEFING])
def test_an_internal_question_is_marked_where_another_card_names_it(make, layout, read, squeezed, moment):
    """A question of two cards stands under the first; under the other, too, nobody takes it for one to be said."""
    recommendations = [{"id": f"r{n}", "number": n, "text": "Doe iets.", "wording": "literal"} for n in (1, 2)]
    told = {}
    for audience in Audience:
        question = {"id": "v", "number": 1, "recommendations": ["r1", "r2"], "question": "Q?", "audience": audience}
        view = view_of(make(recommendations=recommendations, questions=[question]), Audience.INTERNAL)
        told[audience] = squeezed(read(view.sheet(Selection(), layout, "pdf", moment), "pdf"))
    mark = squeezed("Q? Intern: niet uitspreken")

    assert "Zieook" in told[Audience.INTERNAL]
    assert mark in told[Audience.INTERNAL].partition("Zieook")[2]
    assert mark not in told[Audience.PUBLIC]


@pytest.mark.parametrize("layout", PAPER)
def test_hostile_texts_are_printed_as_typed(make, layout, hostile, hostile_parts, read, squeezed, moment):
    """No text is read as markup, wherever it stands."""
    told = squeezed(read(view_of(make(**hostile_parts)).sheet(Selection(), layout, "pdf", moment), "pdf"))

    assert [text for text in hostile if squeezed(text) not in told] == []


def test_a_sheet_of_hostile_texts_is_accessible(make, tmp_path, hostile_parts, moment):
    """Strange texts do not break the structure. To the checker a head is one from its third page on."""
    [question] = hostile_parts["questions"]
    several = [{**question, "id": f"v{number}", "number": number} for number in range(1, 9)]
    path = tmp_path / "vreemd.pdf"
    path.write_bytes(
        view_of(make(**{**hostile_parts, "questions": several})).sheet(Selection(), Layout.LIST, "pdf", moment)
    )

    assert problems(path) == []


@pytest.mark.parametrize(("typed", "printed"), SIGNS)
def test_a_sign_that_no_font_has_is_printed_as_its_number(make, typed, printed, read, squeezed, moment):
    """A reader sees that something stood there, and which sign."""
    told = squeezed(read(asked(make, typed).sheet(Selection(), Layout.LIST, "pdf", moment), "pdf"))

    assert squeezed(printed) in told


def test_hebrew_is_printed_as_typed(make, read, moment):
    """The fonts have it; a reader of the file may give it from left to right."""
    told = read(asked(make, "Hij zei שלום tegen ons.").sheet(Selection(), Layout.LIST, "pdf", moment), "pdf")

    assert "שלום" in told or "שלום"[::-1] in told


def test_every_sign_that_is_taken_for_known_can_be_printed(make, moment):
    """Each sign that is sent to typst unseen has a glyph in its fonts, or typst is asked first."""
    signs = [chr(number) for number in range(0x20, 0x3000) if pdf_module._PLAIN.match(chr(number)) is None]
    text = " ".join(sign for sign in signs if sign.isprintable() and not sign.isspace())

    assert asked(make, text).sheet(Selection(), Layout.LIST, "pdf", moment).startswith(b"%PDF")


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.CARDS, Layout.SPEAKING])
def test_an_endless_word_is_broken_and_whole(make, layout, read, squeezed, moment):
    """A word of 5,000 characters stays on the page and loses nothing."""
    content = asked(make, "x" * 5_000).sheet(Selection(), layout, "pdf", moment)

    assert "x" * 5_000 in squeezed(
        "".join(line for line in read(content, "pdf").splitlines() if set(line) <= set("x\u200b\u00ad- "))
    )


@pytest.mark.parametrize("layout", PAPER)
def test_every_text_is_within_its_page(make, hostile_parts, layout, moment):
    """Nothing runs off the paper, however long or strange it is."""
    long = " ".join(f"woord{number}" for number in range(300))
    several = [asked(make, long), asked(make, "x" * 1_000), view_of(make(**hostile_parts))]

    for view in several:
        content = view.sheet(Selection(), layout, "pdf", moment)
        for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages, 1):
            outside = []

            def place(text, cm, tm, font, size, page=page, outside=outside):
                x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
                if text.strip() and not (0 < x < page.mediabox.width and 0 < y < page.mediabox.height):
                    outside.append((text, x, y))

            page.extract_text(visitor_text=place)
            assert outside == [], f"bladzijde {number}"


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.CARDS, Layout.SPEAKING])
def test_a_very_long_answer_goes_on_over_pages(make, layout, read, moment):
    """An answer of 1,500 words is printed to its last one."""
    content = asked(make, " ".join(f"woord{number}" for number in range(1_500))).sheet(
        Selection(), layout, "pdf", moment
    )

    assert "woord1499" in read(content, "pdf")
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) > 2


def test_a_question_stays_with_the_start_of_its_answer(make, moment):
    """No page ends with a question whose line is on the next."""
    line = {
        "text": "De kernboodschap van deze vraag staat hier, en zij is twee regels lang omdat dat vaak zo is.",
        "claim": False,
    }
    questions = [
        {
            "id": f"v{n}", "number": n, "question": f"Vraagnummer {n}?", "audience": "public",
            "line": {**line, "text": f"Kern{n}. {line['text']}"}, "answer": [line] * (n % 5),
        }
        for n in range(1, 40)
    ]  # fmt: skip
    content = view_of(make(questions=questions)).sheet(Selection(), Layout.LIST, "pdf", moment)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]

    for number in range(1, 40):
        [page] = [page for page in pages if f"Kern{number}." in page]
        assert f"Vraagnummer {number}?" in page
