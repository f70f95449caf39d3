"""Word: a file that opens, with real headings and every text, and nothing of what is internal."""

from __future__ import annotations

import io
import itertools
import re
import zipfile

import docx
import pytest
from docx.table import Table

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.sheets.carried import CARD, PARTS, QUESTION, SheetMark, digest, key, part_mark, sheet_mark
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.selection import PAPER, Layout, Selection
from debatkit.sheets.word_text import printed
from debatkit.view import View


def opened(content):
    return docx.Document(io.BytesIO(content))


def paragraphs(content):
    """Every paragraph from top to bottom, those in tables too."""
    found = []
    for part in opened(content).iter_inner_content():
        if isinstance(part, Table):
            found += [each for row in part.rows for cell in row.cells for each in cell.paragraphs]
        else:
            found.append(part)
    return found


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize("layout", PAPER)
def test_a_public_file_says_nothing_internal(public, layout, read, leaks, moment):
    """Not in its body, not in head and foot, not in its properties."""
    assert leaks(read(public.sheet(Selection(), layout, "docx", moment), "docx")) == []


def test_headings_are_headings(public, moment):
    """Word's own navigation shows themes, cards and questions."""
    document = opened(public.sheet(Selection(), Layout.LIST, "docx", moment))
    headings = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Heading")]

    assert ("Heading 1", "Algemene lijn") in headings
    assert ("Heading 1", "Veilige kades") in headings
    assert ("Heading 3", "1.1 Wat kost het meten van alle kademuren, en wie betaalt dat?") in headings
    levels = [int(name.split()[-1]) for name, _ in headings]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_the_file_says_what_it_is(public, moment):
    """Title, language, time, audience and page numbers are in the file."""
    document = opened(public.sheet(Selection(), Layout.LIST, "docx", moment))
    section = document.sections[0]

    assert document.core_properties.title.startswith("Vraag-en-antwoordblad: Kabinetsreactie")
    assert document.core_properties.language == "nl-NL"
    assert "Commissiedebat Waterkades" in section.header.paragraphs[0].text
    assert "OPENBAAR" in section.header.paragraphs[0].text
    assert "12 maart 2024" in section.footer.paragraphs[0].text
    assert "NUMPAGES" in section.footer.paragraphs[0]._p.xml


def test_the_lines_for_the_press_stand_alone(public, moment):
    """The sheet of lines has no contents list and counts no questions: it is as short as it can be."""
    content = public.sheet(Selection(), Layout.PRESS, "docx", moment)
    texts = [each.text for each in paragraphs(content)]

    assert b"TOC" not in parts(content)["word/document.xml"]
    assert not [text for text in texts if text.startswith(("Inhoud", "Aanbeveling", "Bronnen", "0 vragen"))]
    assert "Het kabinet neemt deze aanbeveling over." in "\n".join(texts)


def test_every_text_of_a_question_is_in_the_file(public, moment):
    """Line, answer, follow-ups, facts and sources."""
    texts = "\n".join(
        paragraph.text for paragraph in paragraphs(public.sheet(Selection(), Layout.LIST, "docx", moment))
    )

    for part in (
        "Voor het meten is € 12,5 miljoen beschikbaar.",
        "Daarvan is € 10 miljoen voor sensoren.",
        "Is dat genoeg?",
        "Na de eerste ronde kijken we opnieuw.",
        "Nederland heeft 1.200 kilometer kademuur.",
        "BRU: de kosten per gemeente",
        "Woorden van een eerder kabinet (kabinet-Vorig)",
        "Kamerstuk 99 123, nr. 45",
    ):
        assert part in texts


def test_what_is_internal_is_marked_in_words(internal, moment):
    """Each internal statement stands in its own style under its mark, also in a public answer."""
    found = paragraphs(internal.sheet(Selection(), Layout.LIST, "docx", moment))

    for word in ("rekenmeesters", "bodemloze", "fluisteraar", "druppel", "sleutel kwijt", "olifantenpaadjes"):
        [place] = [place for place, each in enumerate(found) if word in each.text and not each.text.startswith("OEV")]
        assert found[place].style.name.startswith("Intern"), word
        above = [each.text.lower() for each in found[max(0, place - 2) : place]]
        assert any("intern: niet uitspreken" in text for text in above), word


def test_a_public_statement_beside_an_internal_one_is_not_marked(internal, moment):
    """Under one label, each is marked for itself."""
    found = paragraphs(internal.sheet(Selection(), Layout.LIST, "docx", moment))
    [advisory] = [each for each in found if "onafhankelijk adviesorgaan" in each.text]

    assert advisory.style.name == "List Bullet"


def test_bullets_and_dates_stand_once(internal, moment):
    """A statement with bullets has them in Word's own list, and its date before the first line only."""
    found = paragraphs(internal.sheet(Selection(), Layout.BRIEFING, "docx", moment))

    assert [each.text for each in found if each.style.name == "List Bullet 2"] == [
        "€ 10 miljoen voor sensoren",
        "€ 2,5 miljoen voor onderzoek",
    ]
    assert len([each for each in found if each.text.startswith("6 oktober 2023: De reactie")]) == 1


def test_hostile_texts_are_written_as_typed(make, hostile, hostile_parts, moment):
    """No text becomes a field, a formula or markup."""
    content = View(LoadedDossier(make(**hostile_parts), {}), Viewer()).sheet(Selection(), Layout.LIST, "docx", moment)
    texts = "\n".join(paragraph.text for paragraph in paragraphs(content))

    assert [text for text in hostile if text.replace("\u00a0", " ").strip() not in texts.replace("\u00a0", " ")] == []
    fields = re.findall(rb"<w:instrText[^>]*>([^<]+)<", parts(content)["word/document.xml"])
    assert [each for each in fields if not re.fullmatch(rb"PAGEREF _Toc\d{6} \\h", each)] == [rb'TOC \o "1-2" \h \z']


@pytest.mark.parametrize("text", ["😀 日本語 שלום", "x" * 5_000, "woord " * 3_000, "\u200e\ufffd\ue000"])
def test_any_sign_and_any_length_is_kept(make, text, moment):
    """Word has the fonts; the file has the text."""
    question = {"id": "v", "number": 1, "question": "Q?", "audience": "public", "line": {"text": text, "claim": False}}
    view = View(LoadedDossier(make(questions=[question]), {}), Viewer())

    assert text.strip() in [each.text for each in paragraphs(view.sheet(Selection(), Layout.LIST, "docx", moment))]


def test_the_same_sheet_has_the_same_parts(public, moment):
    """Nothing but the input is in the file."""
    assert parts(public.sheet(Selection(), Layout.LIST, "docx", moment)) == parts(
        public.sheet(Selection(), Layout.LIST, "docx", moment)
    )


@pytest.mark.parametrize("layout", PAPER)
def test_an_empty_selection_gives_a_file_that_says_so(public, layout, moment):
    """Who chooses nothing gets no blank page."""
    document = opened(public.sheet(Selection(recommendations=(99,)), layout, "docx", moment))

    assert "Deze keuze bevat niets om af te drukken." in [paragraph.text for paragraph in document.paragraphs]


def test_each_part_carries_its_item_and_what_it_said(public, read_back, moment):
    """A hidden bookmark at each part leads back to the item that it came from, however long its id."""
    document = public.document(Selection(), Layout.LIST, moment)
    found = read_back(public.sheet(Selection(), Layout.LIST, "docx", moment))
    marks = {(mark.item, mark.part): mark for mark in map(part_mark, found)}

    assert all(len(name) <= 40 for name in found)
    for question in document.questions:
        item = key(QUESTION, question.id)
        assert marks[item, "question"].printed == digest(printed((question.question,)))
        for part in PARTS:
            value = getattr(question, part)
            if value or part in ("line", "answer"):
                several = value if isinstance(value, tuple) else (value,) if value else ()
                assert marks[item, part].printed == digest(printed(several)), part
    assert marks[key(CARD, "meten"), "line"]


def test_the_file_carries_what_it_was(public, internal, moment):
    """The dossier, the audience and the layout, on its first line."""
    for view in (public, internal):
        [first, *_] = opened(view.sheet(Selection(), Layout.BRIEFING, "docx", moment)).paragraphs
        [name] = re.findall(r'bookmarkStart [^>]*w:name="([^"]+)"', first._p.xml)

        assert sheet_mark(name) == SheetMark(key("waterkade"), view is internal, "briefing")


def test_there_are_empty_rows_to_fill_in(make, read_back, moment):
    """Who goes on editing finds a place for a line and an answer that are not there yet."""
    view = View(
        LoadedDossier(make(questions=[{"id": "v", "number": 1, "question": "Q?", "audience": "public"}]), {}), Viewer()
    )
    found = read_back(view.sheet(Selection(), Layout.LIST, "docx", moment))

    assert {part_mark(name).part: text for name, text in found.items()} == {
        "question": "0.1 Q?",
        "line": "",
        "answer": "",
    }
    assert len(read_back(view.sheet(Selection(), Layout.SPEAKING, "docx", moment))) == 1


def test_cards_lead_nowhere(public, read_back, moment):
    """Their texts are cut, so they are not what the dossier says; each stands on a page of its size."""
    content = public.sheet(Selection(), Layout.CARDS, "docx", moment)
    section = opened(content).sections[0]

    assert read_back(content) == {}
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 148)


def test_the_list_ends_with_its_keywords(public, moment):
    """Each with the numbers of its questions, and under a heading that the contents name."""
    found = [each.text for each in paragraphs(public.sheet(Selection(), Layout.LIST, "docx", moment))]

    assert "begroting  1.1" in found
    assert [text.strip() for text in found].count("Trefwoorden") == 2


def test_a_draft_says_so(public, moment):
    """In capitals, above its answer."""
    found = paragraphs(public.sheet(Selection(), Layout.LIST, "docx", moment))
    drafts = {
        question.label for question in public.document(Selection(), Layout.LIST, moment).questions if question.draft
    }
    heads = [each.text.split()[0] for each, below in itertools.pairwise(found) if "CONCEPT" in below.text]

    assert set(heads) == drafts != set()


def test_a_print_says_which_it_is(public, moment):
    """In the foot of each page, and as a code on the first one with words for who cannot see it."""
    imprint = Imprint(
        code="A17-KX", address="https://debat.voorbeeld.nl", safe=True, holder="minister", copy=1, copies=2
    )
    made = parts(public.sheet(Selection(), Layout.LIST, "docx", moment, imprint=imprint))
    foot = next(content for name, content in made.items() if name.startswith("word/footer")).decode()

    assert "Afdruk A17-KX" in foot
    assert "Exemplaar 1 van 2: minister" in foot
    assert 'descr="QR-code van Afdruk A17-KX"' in made["word/document.xml"].decode()
    assert len([name for name in made if name.endswith(".png")]) == 1
    assert not [name for name in parts(public.sheet(Selection(), Layout.LIST, "docx", moment)) if name.endswith(".png")]


def test_a_machine_without_calibri_knows_what_to_take(public, moment):
    """A font of the same widths is named, so that lines break where they did."""
    table = parts(public.sheet(Selection(), Layout.LIST, "docx", moment))["word/fontTable.xml"].decode()

    assert '<w:font w:name="Calibri"><w:altName w:val="Carlito"/>' in table


def test_word_counts_the_pages_when_it_opens_the_file(public, moment):
    """The contents have a place for each page number, filled when a program counts."""
    made = parts(public.sheet(Selection(), Layout.LIST, "docx", moment))

    assert b'<w:updateFields w:val="true"/>' in made["word/settings.xml"]
    assert made["word/document.xml"].count(b"PAGEREF") == len(public.cards) + 3  # two themes, and the keywords
