"""Two people, each in a window of their own, at one dossier: what one does the other sees, and nothing is lost."""

from __future__ import annotations

import re
import shutil

import pytest
from oidc_provider import Provider
from playwright.sync_api import expect

from tests.browser.conftest import violations

pytestmark = pytest.mark.browser
PEOPLE = """\
- id: coordinator@voorbeeld.nl
  name: Co Ordinator
  role: coordinator
- id: schrijver@voorbeeld.nl
  name: Sam Schrijver
  role: contributor
  ministries: [OEV, BRU]
"""
QUESTIONS = {"public": "waarom-geen-raad", "internal": "interne-vraag"}
WITHDRAWN, PUT_BACK = "waarom-nu", "wat-kost-meten"  # each in one test alone


@pytest.fixture(scope="module")
def guarded(serve, small, tmp_path_factory):
    """The address of an app with a copy of the small dossier that asks for sign-in."""
    tmp_path = tmp_path_factory.mktemp("bewerken")
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), tmp_path / name)
    with Provider() as provider:
        (tmp_path / "secrets.toml").write_text(provider.secrets(), encoding="utf-8")
        (tmp_path / "personen.yaml").write_text(PEOPLE, encoding="utf-8")
        with serve(
            STREAMLIT_SECRETS_FILES=str(tmp_path / "secrets.toml"),
            DEBATKIT_PEOPLE=str(tmp_path / "personen.yaml"),
            DEBATKIT_DATA=str(tmp_path / "data"),
            DEBATKIT_QA=str(tmp_path / "qa"),
            DEBATKIT_VAR=str(tmp_path / "var"),
        ) as address:
            yield address


@pytest.fixture(scope="module")
def two(alone, guarded):
    """A coordinator and a contributor, each signed in, in windows of their own; they go on from test to test."""
    with alone(guarded) as first, alone(guarded) as second:
        for visit, person in ((first, "coordinator"), (second, "contributor")):
            visit.open("/")
            visit.sign_in(person)
        yield first, second


def wording(page):
    """The field with the wording of the question."""
    return page.get_by_role("textbox", name="Vraag", exact=True)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_two_edit_one_answer_and_the_second_merges(two, kind):
    """In the public view, as they arrive: nobody reloads, the second chooses, and the first sees what came of it."""
    path = f"/bewerken?onderdeel=question:{QUESTIONS[kind]}"
    first, second = (visit.open(path) for visit in two)
    expect(first.get_by_role("radiogroup", name="Weergave")).to_have_count(0)  # it is Openbaar, and out of sight

    wording(second).fill("Wie is hier de baas?")
    expect(second.get_by_text("Nog niet opgeslagen; wel voor u bewaard.")).to_be_visible()
    wording(first).fill("Wie voert de regie?")
    first.get_by_role("button", name="Opslaan").click()
    expect(first.get_by_text("Opgeslagen als versie 2")).to_be_visible()

    expect(second.get_by_text("Co Ordinator sloeg intussen een nieuwe versie op")).to_be_visible()
    expect(wording(second)).to_have_value("Wie is hier de baas?")
    second.get_by_role("button", name="Vergelijk en voeg samen").click()
    expect(second.get_by_text("Die van de ander", exact=True)).to_be_visible()
    expect(second.get_by_text("Wie voert de regie?").first).to_be_visible()
    two[1].ready()
    assert violations(second) == []
    second.set_viewport_size({"width": 390, "height": 844})
    assert second.evaluate("document.scrollingElement.scrollWidth") <= 390
    second.set_viewport_size({"width": 1440, "height": 900})
    second.get_by_text("houd die van mij").click()
    second.get_by_role("button", name="Samenvoegen").click()
    expect(wording(second)).to_have_value("Wie is hier de baas?")
    second.get_by_role("button", name="Opslaan").click()
    expect(second.get_by_text("Opgeslagen als versie 3")).to_be_visible()

    expect(first.get_by_role("heading", level=1)).to_contain_text("Wie is hier de baas?")
    expect(wording(first)).to_have_value("Wie is hier de baas?")


def test_a_comment_is_seen_by_who_has_the_item_open(two):
    """Also on an internal question in the public view, and what is being typed meanwhile stays."""
    first, second = (visit.open(f"/bewerken?onderdeel=question:{QUESTIONS['internal']}") for visit in two)
    wording(first).fill("Half")
    second.get_by_label("Nieuwe opmerking").fill("Korter graag.")
    second.get_by_role("button", name="Opmerking plaatsen").click()

    expect(first.get_by_text("Korter graag.")).to_be_visible()
    expect(wording(first)).to_have_value("Half")


def test_a_question_that_is_withdrawn_keeps_what_was_typed_on_it(two):
    """Who was writing sees their text, and puts the question back with it."""
    first, second = (visit.open(f"/bewerken?onderdeel=question:{WITHDRAWN}") for visit in two)
    wording(second).fill("Wie is hier de baas?")
    expect(second.get_by_text("Nog niet opgeslagen; wel voor u bewaard.")).to_be_visible()
    first.get_by_role("button", name="Intrekken").click()
    first.get_by_role("button", name="Ja, trek in").click()

    expect(second.get_by_text("Co Ordinator heeft dit onderdeel ingetrokken")).to_be_visible()
    second.get_by_text("Het hele onderdeel met uw tekst").click()
    expect(wording(second)).to_have_value("Wie is hier de baas?")
    expect(wording(second)).to_be_disabled()
    two[1].ready()
    assert violations(second) == []
    second.get_by_role("button", name="Zet terug met mijn tekst").click()

    expect(second.get_by_text("Vraag, versie 3")).to_be_visible()
    two[1].ready()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Wie is hier de baas?")
    expect(wording(second)).to_be_enabled()


def test_questions_change_places_by_key(two):
    """Alt and an arrow move the question that has the focus, and the focus goes with it."""
    page = two[0].open("/bewerken")
    page.get_by_text("Volgorde van de vragen").click()  # of the only card that has several
    rows = page.locator("[data-folder=volgorde]")
    expect(rows.nth(0)).to_have_attribute("data-item", "question:register-en-beheer")
    moved = page.locator(f".st-key-onderdeel-question-{QUESTIONS['internal']} a")
    moved.focus()
    page.keyboard.press("Alt+ArrowUp")

    expect(rows.nth(0)).to_have_attribute("data-item", f"question:{QUESTIONS['internal']}")
    expect(moved).to_be_focused()


def test_a_backup_is_downloaded_and_put_back(two, tmp_path):
    """What was changed after it is gone for who reads on, and the file says beforehand what is in it."""
    page = two[0].open("/beheer?deel=Reservekopie")
    with page.expect_download() as download:
        page.get_by_role("button", name="Reservekopie downloaden").click()
    backup = tmp_path / download.value.suggested_filename
    download.value.save_as(backup)
    page = two[0].open(f"/bewerken?onderdeel=question:{PUT_BACK}")
    expect(wording(page)).not_to_have_value("")
    before = wording(page).input_value()
    wording(page).fill("Wie voert de regie?")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Opgeslagen als versie 2")).to_be_visible()

    page = two[0].open("/beheer?deel=Reservekopie")
    page.locator("input[type=file]").set_input_files(backup)
    expect(page.get_by_text("In dit bestand:")).to_be_visible()
    page.get_by_label("Typ „terugzetten” om door te gaan").fill("terugzetten")
    page.get_by_role("button", name=re.compile("wijzigingen terugzetten")).click()
    expect(page.get_by_text(re.compile("wijzigingen teruggezet"))).to_be_visible()

    page = two[0].open(f"/bewerken?onderdeel=question:{PUT_BACK}")
    expect(wording(page)).to_have_value(before)
