"""Blad: choose, see and print."""

import io
import re
import zipfile

import pypdf
import pytest
import streamlit as st

from debatkit import LAYOUT_NAMES, PREVIEW
from pages.shared import download


def _count(app):
    """How many questions the page says are on the sheet."""
    return next(each.value for each in app.markdown if "spreektijd" in each.value).split("**")[1]


def test_a_sheet_has_everything_until_something_is_chosen(visit, small):
    """Nothing chosen means every public question; the internal view has the internal ones too."""
    assert _count(visit("blad", small)) == "4 vragen"
    assert _count(visit("blad", small, weergave="Intern")) == "5 vragen"


@pytest.mark.parametrize(
    ("key", "value", "count"),
    [
        ("blad_thema", ["veiligheid"], "2 vragen"),
        ("blad_kaart", [0], "1 vraag"),
        ("blad_kaart", [0, 1], "2 vragen"),
        ("blad_status", ["approved"], "1 vraag"),
        ("blad_status", ["approved", "coordinated"], "2 vragen"),
        ("blad_ministerie", ["BRU"], "1 vraag"),
        ("blad_spreker", ["minister van OEV"], "3 vragen"),
        ("blad_vraag", ["waarom-nu", "wat-kost-meten"], "2 vragen"),
    ],
)
def test_each_choice_changes_the_count(visit, small, key, value, count):
    """Each choice changes what is on the sheet; taken off, all is back."""
    app = visit("blad", small)
    app.multiselect(key=key).set_value(value).run()

    assert not app.exception
    assert _count(app) == count

    app.multiselect(key=key).set_value([]).run()

    assert _count(app) == "4 vragen"


@pytest.mark.parametrize("layout", ["list", "cards", "speaking", "briefing", "press"])
def test_each_layout_can_be_seen_and_downloaded(visit, small, sent, layout):
    """Each layout gives a preview with its name, and the same downloads."""
    app = visit("blad", small)
    app.selectbox(key="vorm").set_value(layout).run()

    assert not app.exception
    assert [each.proto.label for each in app.download_button][:3] == [
        "Pdf downloaden", "Word downloaden", "Webpagina downloaden",
    ]  # fmt: skip
    assert f"Voorbeeld van het blad: {LAYOUT_NAMES[layout]}" in sent(app)


def test_lines_for_the_press_are_not_counted_as_questions(visit, small):
    """On a sheet without questions the page says so, and counts none."""
    app = visit("blad", small, vorm="Woordvoeringslijnen")

    assert not [each for each in app.markdown if "spreektijd" in each.value]
    assert any("alleen de woordvoeringslijnen" in each.value for each in app.caption)


def test_the_file_for_no_network_is_one_download(visit, small, shown_and_offered):
    """It has no preview and one form; it is made when it is asked for, of what was chosen."""
    shown_and_offered.append({})
    app = visit("blad", small, vorm="Bestand zonder netwerk")
    app.multiselect(key="blad_kaart").set_value([1]).run()

    assert not app.exception
    assert [each.proto.label for each in app.download_button] == ["Bestand downloaden"]
    assert _count(app) == "1 vraag"
    assert [each.value for each in app.header] == []

    page = shown_and_offered[-1]["html"]().decode("utf-8")

    assert 'data-number="1.1"' in page
    assert 'data-number="2.1"' not in page


@pytest.mark.parametrize("order", ["theme", "recommendation", "speaker", "hand"])
def test_each_order_has_the_same_questions(visit, small, order):
    """Another order changes no count."""
    app = visit("blad", small)
    app.selectbox(key="volgorde").set_value(order).run()

    assert not app.exception
    assert _count(app) == "4 vragen"


def test_an_address_holds_the_choice(visit, small):
    """Choices come from the address; what does not exist is let go."""
    assert _count(visit("blad", small, blad_status="Akkoord", vorm="Kaartjes")) == "1 vraag"
    assert _count(visit("blad", small, blad_status="niets", vorm="poster", blad_kaart="999")) == "4 vragen"


def test_an_empty_choice_says_so(visit, small):
    """A choice without anything in it gives a sentence, and nothing to download."""
    app = visit("blad", small)
    app.multiselect(key="blad_kaart").set_value([1]).run()
    app.multiselect(key="blad_status").set_value(["approved"]).run()

    assert not app.exception
    assert "niets om af te drukken" in app.info[0].value
    assert not app.download_button


def test_drafts_are_counted(visit, small):
    """The page says how many of the questions are still drafts."""
    assert any(each.value.startswith("2 van deze vragen zijn nog concept") for each in visit("blad", small).caption)


def test_only_what_is_settled_can_be_chosen(visit, small):
    """ "Alleen akkoord" is one click; the choice of states waits while it is on."""
    app = visit("blad", small)
    app.checkbox(key="blad_akkoord").check().run()

    assert _count(app) == "1 vraag"
    assert app.multiselect(key="blad_status").disabled

    app.checkbox(key="blad_akkoord").uncheck().run()

    assert _count(app) == "4 vragen"
    assert _count(visit("blad", small, blad_akkoord="true")) == "1 vraag"


@pytest.fixture
def shown_and_offered(monkeypatch):
    """What the page shows as a PDF, and what it offers for download by form, each time it runs."""
    found = []
    show, offer = st.pdf, download.button

    def shown(data, **others):
        found[-1]["shown"] = data
        return show(data, **others)

    def offered(label, made, *others, key, **more):
        if key == "download-pdf":
            found.append({})
        found[-1][key.removeprefix("download-")] = made
        return offer(label, made, *others, key=key, **more)

    monkeypatch.setattr(st, "pdf", shown)
    monkeypatch.setattr(download, "button", offered)
    return found


def words(content):
    """The text of the first page of a PDF."""
    return pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_what_is_seen_is_no_print_and_says_so(visit, small, shown_and_offered):
    """Only what is downloaded has a number, on paper and in the register; each download is a print of its own."""
    visit("blad", small)
    [files] = shown_and_offered
    assert PREVIEW in words(files["shown"])

    codes = [re.search(r"Afdruk (A\d+-[A-Z]{2})", words(files["pdf"]()))[1] for _ in range(2)]
    assert [code.partition("-")[0] for code in codes] == ["A1", "A2"]
    app = visit("blad", small)
    [box] = [each for each in app.expander if each.label.startswith("Eerdere afdrukken")]
    assert box.label == "Eerdere afdrukken (2)"


def test_a_safe_print_is_a_pdf_for_each_holder(visit, small, shown_and_offered):
    """Several come as a zip; other forms are not offered, because they have no cover."""
    app = visit("blad", small)
    app.checkbox(key="blad_draagveilig").check().run()
    app.text_area(key="blad_namen").set_value("Minister van EZK\n\nAnna").run()
    files = shown_and_offered[-1]

    assert set(files) == {"pdf", "shown"}
    assert "Exemplaar 1 van 2: Minister van EZK" in words(files["shown"])
    with zipfile.ZipFile(io.BytesIO(files["pdf"]())) as archive:
        assert len(archive.namelist()) == 2


def test_a_preview_is_set_once(visit, small, shown_and_offered):
    """Running the page again with the same choice gives the same PDF, another choice another."""
    app = visit("blad", small)
    app.run()
    app.selectbox(key="vorm").set_value("press").run()
    first, again, other = (files["shown"] for files in shown_and_offered)

    assert first is again
    assert first != other


@pytest.mark.parametrize(("count", "moves"), [(200, False), (450, True)])
def test_how_far_a_long_sheet_is_can_be_seen(visit, write, monkeypatch, count, moves):
    """Above 200 questions a bar moves with what is set; below it there is none, and afterwards it is gone."""
    steps = []
    bar = st.progress

    def started(value, text=None):
        made = bar(value, text=text)
        move = made.progress
        made.progress = lambda value, text=None: (steps.append((value, text)), move(value, text=text))
        return made

    monkeypatch.setattr(st, "progress", started)
    questions = [
        {"id": f"v{number}", "number": number, "question": "Waarom?", "audience": "public"}
        for number in range(1, count + 1)
    ]
    app = visit("blad", write(questions=questions))
    values = [value for value, _ in steps]

    assert not app.exception
    assert bool(steps) is moves
    assert values == sorted(set(values))
    if moves:
        assert len(values) >= 3
        assert steps[0] == (0.0, "Blad zetten: 0 van 450 vragen …")
        assert 0 < values[-1] < 1
    assert not app.get("progress")
