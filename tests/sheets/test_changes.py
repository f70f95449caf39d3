"""Changes: what differs from a print, old and new words side by side, and which pages to take out of the folder."""

from __future__ import annotations

import dataclasses
import io
import subprocess

import outloud
import pypdf
import pytest

from debatkit.access import Viewer
from debatkit.editing.wording import Change
from debatkit.files import LoadedDossier
from debatkit.model import Audience
from debatkit.sheets.changes import Former, What, changes, compare, listed
from debatkit.sheets.document import texts_of
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.pdf import pdf
from debatkit.sheets.selection import Layout
from debatkit.text import blocks
from debatkit.view import View

LISTED = [
    ([7], "bladzijde 7"),
    ([5, 4], "bladzijden 4 en 5"),
    ([12, 4, 5], "bladzijden 4, 5 en 12"),
    ([1, 2, 3, 9], "bladzijden 1 tot en met 3 en 9"),
    ([1, 2, 3, 4], "bladzijden 1 tot en met 4"),
]
SAFE = Imprint(code="B02-QT", safe=True, holder="minister van OEV")


def said(item, text):
    return dataclasses.replace(item, line=dataclasses.replace(item.line, blocks=blocks(text)))


@pytest.fixture
def before(internal):
    """The texts of every question and card, as the list prints them."""
    pairs = [(card, rung) for card in internal.cards for rung in (None, *card.questions)]
    return dict(texts_of(pairs, Layout.LIST, internal.dossier.sources))


@pytest.fixture
def sheet(internal, moment):
    """A function that gives the sheet of differences as a file."""

    def made(differences, imprint=None, audience=Audience.INTERNAL):
        former = Former("A17-KX", Layout.LIST, moment)
        return pdf(changes(internal.dossier, differences, former, audience, moment, "0abc", imprint))

    return made


def told(content):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").replace("\u00a0", " ").split())


@pytest.mark.parametrize(("pages", "named"), LISTED)
def test_pages_are_named_as_people_do(pages, named):
    """In order, with "en" before the last, and a stretch by its ends."""
    assert listed(pages) == named


def test_what_did_not_change_is_not_named(before):
    """The same texts differ in nothing."""
    assert compare(before, before, {}, {}) == ()


def test_old_and_new_words_are_told_apart(before):
    """What stayed and went is the old text, what stayed and came the new."""
    ref = "question:wat-kost-meten"
    [difference] = compare(before, {**before, ref: said(before[ref], "Er is € 20 miljoen.")}, {}, {ref: (4, 5)})
    [field] = difference.fields
    old = "".join(run.text for run in field.runs if run.change is not Change.NEW)
    new = "".join(run.text for run in field.runs if run.change is not Change.GONE)

    assert (difference.what, difference.label, difference.pages) == (What.CHANGED, "1.1", (4, 5))
    assert (field.label, old, new) == ("Kernboodschap", before[ref].line.plain, "Er is € 20 miljoen.")


def test_a_state_alone_is_told_as_such(before):
    """Who has the paper need not take it out for that; with other words it is a change."""
    ref = "question:wat-kost-meten"
    agreed = dataclasses.replace(before[ref], status="Akkoord")
    [state] = compare(before, {**before, ref: agreed}, {}, {})
    [both] = compare(before, {**before, ref: said(agreed, "Anders.")}, {}, {})

    assert (state.what, both.what) == (What.STATUS, What.CHANGED)
    assert [field.label for field in both.fields] == ["Status", "Kernboodschap"]


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("question", "Vraag"), ("who", "Wie antwoordt"), ("answer", "Antwoord"),
        ("follow_ups", "Als er wordt doorgevraagd"), ("facts", "Feiten bij de hand"), ("avoid", "Niet zeggen"),
        ("background", "Achtergrond"), ("sources", "Bronnen"),
    ],
)  # fmt: skip
def test_each_part_that_is_printed_is_compared(before, field, label):
    """A part that is left out now differs from the print."""
    ref = next(ref for ref, item in before.items() if getattr(item, field, None))
    empty = dataclasses.replace(before[ref], **{field: type(getattr(before[ref], field))()})
    [difference] = compare(before, {**before, ref: empty}, {}, {})

    assert [each.label for each in difference.fields] == [label]


def test_a_note_is_part_of_what_is_printed(before):
    """That a statement got its source is a difference that people read."""
    ref = "question:wat-kost-meten"
    line = dataclasses.replace(before[ref].line, notes=("Zonder bron",), unofficial=True)
    [difference] = compare(before, {**before, ref: dataclasses.replace(before[ref], line=line)}, {}, {})

    assert "Zonder bron" in "".join(run.text for run in difference.fields[0].runs)


def test_what_is_new_and_what_was_withdrawn_come_last(before):
    """First what to read anew, then what to put in, then what to leave unsaid."""
    refs = [ref for ref in before if ref.startswith("question:")]
    was = {ref: before[ref] for ref in refs[:3]}
    now = {refs[0]: said(before[refs[0]], "Anders."), refs[1]: before[refs[1]]}
    found = compare(was, now, {refs[3]: before[refs[3]]}, {refs[2]: (2, 2)})

    assert [(each.ref, each.what) for each in found] == [
        (refs[0], What.CHANGED),
        (refs[3], What.NEW),
        (refs[2], What.WITHDRAWN),
    ]
    assert found[1].fields
    assert found[2].fields == ()


def test_the_sheet_says_which_pages_to_take_out(before, sheet):
    """A page on which both words and a state changed is one to take out."""
    refs = [ref for ref in before if ref.startswith("question:")][:4]
    was = {ref: before[ref] for ref in refs}
    now = dict(was) | {refs[0]: said(was[refs[0]], "Nu anders.")}
    for ref in refs[1:3]:
        now[ref] = dataclasses.replace(was[ref], status="Elders")
    del now[refs[3]]
    pages = {refs[0]: (4, 5), refs[1]: (5, 5), refs[2]: (7, 7), refs[3]: (12, 12)}
    text = told(sheet(compare(was, now, {}, pages)))

    assert "Wijzigingsblad bij afdruk A17-KX" in text
    assert "Vraag-en-antwoordblad, afdruk A17-KX van 12 maart 2024, 10.05 uur." in text
    assert "Haal uit de map: bladzijden 4, 5 en 12." in text
    assert "Alleen de status is gewijzigd op bladzijde 7." in text
    assert "1 gewijzigd, van 2 alleen de status gewijzigd, 1 vervallen." in text
    assert "Was Wordt" in text
    assert "Nu anders." in text


def test_a_print_that_still_holds_says_so(sheet):
    """One sentence, and nothing to take out."""
    text = told(sheet(()))

    assert "Deze afdruk geldt nog: er is niets gewijzigd." in text
    assert "Haal uit de map" not in text


@pytest.mark.parametrize("imprint", [None, Imprint(code="B02-QT"), SAFE])
def test_a_sheet_of_changes_is_accessible(before, sheet, tmp_path, imprint):
    """Its tables have heads, and the same differences give the same bytes."""
    refs = list(before)
    now = {ref: said(item, "Nu anders.") if item.line else item for ref, item in before.items()}
    del now[refs[-1]]
    found = compare(before, now, {"question:nieuw": before["question:wat-kost-meten"]}, dict.fromkeys(refs, (2, 3)))
    content = sheet(found, imprint)
    path = tmp_path / "wijzigingen.pdf"
    path.write_bytes(content)
    result = outloud.check(str(path))

    assert [each.message for each in result.findings if each.severity == "error"] == []
    assert content == sheet(found, imprint)


def test_a_safe_sheet_of_changes_shows_nothing_at_its_top(before, sheet, boxes):
    """As any other safe print."""
    now = {ref: said(item, "Nu anders.") if item.line else item for ref, item in before.items()}
    content = sheet(compare(before, now, {}, {}), SAFE)

    assert all(min(box.top for box in words) > 297 / 3 * 72 / 25.4 for words in boxes(content))
    assert pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split()[:2] == ["INTERN", "Map"]


def test_hostile_texts_are_compared_as_typed(make, hostile, hostile_parts, sheet, squeezed):
    """No text is read as markup, whether it went or came."""
    view = View(LoadedDossier(make(**hostile_parts), {}), Viewer(Audience.INTERNAL))
    texts = texts_of(
        [(card, rung) for card in view.cards for rung in card.questions], Layout.LIST, view.dossier.sources
    )
    [(ref, item)] = texts.items()
    empty = dataclasses.replace(item, line=None, answer=(), facts=(), follow_ups=(), open=())

    for was, now in (({ref: item}, {ref: empty}), ({ref: empty}, {ref: item})):
        text = squeezed(
            "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(sheet(compare(was, now, {}, {})))).pages)
        )
        assert [each for each in hostile if squeezed(each) not in text] == []


def test_what_is_new_is_set_to_be_read(before, sheet):
    """In lines of at most 75 letters or so."""
    ref = "question:wat-kost-meten"
    long = said(before[ref], "Dit is een zin die zo lang is als zinnen in een antwoord in de regel zijn. " * 9)
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=sheet(compare({}, {}, {ref: long}, {})),
        capture_output=True,
        check=True,
    )
    lines = [line.strip() for line in done.stdout.decode("utf-8").splitlines() if "zo lang is" in line]

    assert lines
    assert max(map(len, lines)) <= 78
