"""Pins, recents, folders and wishes on the pages: what is wished is done for this visitor, with what they may see."""

from __future__ import annotations

import json
import re

import pytest

from debatkit.latches import OFTEN, Latches
from debatkit.model import Audience
from debatkit.people import LOCAL_USER
from pages.shared import keys

SMALL = "waterkade"
FIRST, SECOND, THIRD = "question:wat-kost-meten", "question:waarom-nu", "card:algemene-lijn"
INTERNAL = "question:interne-vraag"


def _buttons(sent):
    """What can be done with which item, by the markup."""
    groups = re.findall(r'data-item="([^"]+)"[^>]*>(.*?)</div>', sent)
    return {item: re.findall(r'data-do="(\w+)"', body) for item, body in groups}


def _links(app):
    return [each.proto.query_string for each in app.page_link]


def test_every_card_question_and_result_has_the_actions(visit, small, sent):
    """On a card, on a folded question, on an open one, and on each result of a search."""
    card = _buttons(sent(visit("kaarten", small, kaart=1, vraag="wat-kost-meten")))
    found = _buttons(sent(visit("zoeken", small, q="wat kost meten")))

    assert card[FIRST] == ["kopieer", "adres", "lees", "pin", "map", "fout"]
    assert all({"pin", "map"} <= set(each) for each in card.values())
    assert all({"adres", "lees", "pin", "map"} <= set(each) for each in found.values())
    assert FIRST in found


def test_a_wish_is_done_and_shown(visit, small, sent, wish, own):
    """Pinned and put in the folder; done again it is undone, and the button says what it would do."""
    app = visit("kaarten", small, kaart=1)
    wish(app, what="pin", item=FIRST)
    wish(app, what="map", item=FIRST)

    assert own.shelf.pins == own.shelf.folder.items == (FIRST,)
    assert "Maak los" in sent(app)
    assert "Uit mijn map" in sent(app)
    wish(app, what="pin", item=FIRST)
    assert own.shelf.pins == ()


@pytest.mark.parametrize(
    "what",
    [
        {"what": "pin", "item": INTERNAL},
        {"what": "pin", "item": "question:nergens"},
        {"what": "pin", "item": "<script>"},
        {"what": "pin", "item": None},
        {"what": "weg", "item": FIRST},
        {"what": "uit", "item": FIRST, "folder": "map-9"},
        {"what": ["pin"], "item": {"a": 1}},
        {"iets": "anders"},
    ],
)
def test_a_wish_that_cannot_be_is_no_error(visit, small, wish, own, what):
    """A browser may send anything; what is not there for this visitor is not kept for them."""
    app = visit("kaarten", small, kaart=1)
    kept = own.shelf.pins
    wish(app, **what)

    assert not app.exception
    assert own.shelf.pins == kept == ()


def test_too_many_pins_are_told(visit, small, wish, own):
    """In a sentence; the page stays."""
    for place in range(30):
        own.pin(f"question:p{place}")
    app = wish(visit("kaarten", small, kaart=1), what="pin", item=FIRST)

    assert "vastzetten" in app.toast[0].value
    assert not app.exception


def test_what_was_opened_and_pinned_is_there_before_anything_is_typed(visit, small, own):
    """Pins on top, then the latest; each once, and gone as soon as something is typed."""
    visit("kaarten", small, kaart=1, vraag="wat-kost-meten")
    visit("kaarten", small, kaart=0)
    own.pin(SECOND)
    app = visit("zoeken", small)

    assert own.shelf.recents == (THIRD, FIRST)
    assert [each.value for each in app.header] == ["Vastgezet", "Laatst geopend"]
    assert "vraag=waarom-nu" in _links(app)[0]
    own.pin(FIRST)
    assert len(_links(visit("zoeken", small))) == 3
    assert "Vastgezet" not in [each.value for each in visit("zoeken", small, q="register").header]


@pytest.mark.parametrize("typed", ["1.1", "1,1", "1 1"])
def test_a_number_opens_its_question(visit, small, typed, shown, public):
    """The line and the whole ladder, and nothing else."""
    app = visit("zoeken", small, q=typed)
    rung = public.numbered("1.1").rung

    assert len(_links(app)) == 1
    assert f"vraag={rung.question.id}" in _links(app)[0]
    assert rung.question.line.text in shown(app)


def test_a_number_of_no_question_is_said_not_to_be_there(visit, small):
    """Whether it was withdrawn, is for others, or never was."""
    app = visit("zoeken", small, q="99.1")

    assert app.warning[0].value.startswith("Vraag 99")


def test_a_withdrawn_number_is_told_to_who_may_know(visit, small, arrive, log, tmp_path, shown):
    """In the internal view; in the public one, and for a reader, it is a number like any other."""
    revision = log.item(SMALL, "question", "wat-kost-meten")
    from debatkit.revisions.records import Change

    label = small.view().dossier.label(revision.body)
    log.append([Change(SMALL, "question", "wat-kost-meten", None, revision.number)], "ans", "form")

    assert f"Vraag {label} is ingetrokken" in shown(visit("zoeken", small, q=label, weergave="Intern"))
    assert "ingetrokken" not in shown(visit("zoeken", small, q=label))
    assert "ingetrokken" not in shown(arrive("zoeken", "lezer", q=label, weergave="Intern"))


def test_where_nothing_answers_the_holding_line_is_there(visit, small, shown):
    """After the sentence that nothing answers, with the theme that it is for."""
    app = visit("zoeken", small, q="kademuur zeppelin paardenbloem jongleren")
    told = shown(app)

    assert told.index("Geen kaart beantwoordt dit") < told.index("Intussen kunt u zeggen (pijler: Veilige kades)")
    assert "Elke kademuur wordt gemeten. De rest van het antwoord heb ik nu niet bij de hand." in told


def test_an_internal_holding_line_is_for_the_internal_view(visit, small, shown):
    """In its box there; not at all in the public view."""
    query = "beheer zeppelin paardenbloem jongleren"

    assert "kruidkoekberaad" not in shown(visit("zoeken", small, q=query))


def test_a_question_that_nothing_answers_is_put_to_its_owner(arrive, log, shown):
    """One click, by who prepares the debate; it is open work in the log, named by who put it."""
    query = "kademuur zeppelin paardenbloem jongleren"
    app = arrive("zoeken", "schrijver", q=query)
    button = next(each for each in app.button if each.label.startswith("Zet deze vraag uit bij"))
    button.click().run()
    [asked] = [each.body for each in log.current(SMALL) if each.kind == "asked"]

    assert button.label.endswith(asked.ministry)
    assert (asked.question, asked.by, asked.resolved) == (query, "schrijver@voorbeeld.nl", False)
    assert f"Uitgezet bij {asked.ministry}" in shown(app)


@pytest.mark.parametrize("query", ["kademuur zeppelin paardenbloem jongleren", "qqxxzzjj"])
def test_a_reader_puts_a_question_out_and_learns_nothing(arrive, log, shown, query):
    """Whether something comes near or nothing at all is found; and whether somebody put it before or not."""
    told = []
    for _ in range(2):
        app = arrive("zoeken", "lezer", q=query)
        next(each for each in app.button if each.label.startswith("Zet deze vraag uit bij")).click().run()
        told.append(shown(app))
    [asked] = [each.body for each in log.current(SMALL) if each.kind == "asked"]

    assert (asked.question, asked.by) == (query, "lezer@voorbeeld.nl")
    assert told[0] == told[1]
    assert f"Uitgezet bij {asked.ministry}. De vraag staat daar open tot iemand haar afhandelt." in told[0]


def test_what_a_search_leads_to_three_times_comes_first(visit, small, log, wish):
    """Opened from the results, by anyone in this view; the third time it stands on top of them."""
    query = "meten"
    before = _links(visit("zoeken", small, q=query))
    last = next(link for link in reversed(before) if "vraag=" in link)
    ref = "question:" + last.partition("vraag=")[2]
    for count in range(OFTEN):
        app = visit("zoeken", small, q=query)
        assert "Vaak gekozen bij deze zoekvraag" not in [each.value for each in app.header]
        wish(app, what="pin", item=ref)
        wish(app, what="pin", item=ref)  # taking the pin off again is no second choice
        assert [each.count for each in Latches(log.choices(SMALL)).listed(LOCAL_USER)] == [count + 1]
    app = visit("zoeken", small, q=query)

    assert app.header[0].value == "Vaak gekozen bij deze zoekvraag"
    assert _links(app)[0] == last
    assert sorted(_links(app)) == sorted(before)
    assert "Vaak gekozen bij deze zoekvraag" not in [
        each.value for each in visit("zoeken", small, q=query, weergave="Intern").header
    ]


def test_the_list_of_choices_is_a_coordinators(arrive, log, shown):
    """To read and to reset; for others it is not there."""
    latches = Latches(log.choices(SMALL))
    latches.note(Audience.INTERNAL, "wie is de sluipwesp", INTERNAL)
    for name in ("lezer", "schrijver"):
        app = arrive("zoeken", name, weergave="Intern")
        assert "Wat zoeken opleverde" not in [each.label for each in app.expander]
    app = arrive("zoeken", "coordinator", weergave="Intern")
    app.session_state["keuzes"] = True
    app.run()

    assert "wie is de sluipwesp" in shown(app)
    app.button(key="vergeet-0").click().run()
    assert latches.listed(LOCAL_USER) == ()


def test_an_empty_folder_says_how_it_is_filled(visit, small):
    """And leads to the search."""
    app = visit("map", small)

    assert "druk op M" in app.info[0].value
    assert "Zoeken" in app.page_link[0].proto.label


def test_a_folder_is_put_in_order_thinned_and_joined(visit, small, wish, own, shown):
    """By the wishes that its buttons and keys send."""
    folder = own.make("blok 2: toezicht", [FIRST, SECOND, THIRD]).id
    app = visit("map", small)
    wish(app, what="neer", item=FIRST, folder=folder)
    wish(app, what="uit", item=THIRD, folder=folder)

    assert own.shelf.find(folder).items == (SECOND, FIRST)
    assert ["vraag=waarom-nu" in each for each in _links(app)[:2]] == [True, False]
    for ref in (FIRST, SECOND):
        wish(app, what="samen", item=ref, folder=folder)
    view = small.view()
    lines = [view.spot(ref).line.text for ref in (SECOND, FIRST)]
    told = shown(app)

    assert "Eén antwoord" in [each.value for each in app.header]
    assert told.index(lines[0]) < told.index(lines[1])
    assert any("onderdelen=0.1_1.1&uit=map-1" in link for link in _links(app))


def test_folders_are_made_renamed_chosen_and_thrown_away(visit, small, own):
    """And what is put in a folder goes in the chosen one."""
    own.put(FIRST)
    app = visit("map", small)
    app.text_input(key="nieuwe-map").set_value("blok 2: toezicht").run()
    assert app.selectbox(key="map").value == own.shelf.folder.id == "map-2"
    app.text_input(key="naam").set_value("blok 3").run()
    assert own.shelf.folder.name == "blok 3"
    app.selectbox(key="map").set_value("map-1").run()
    assert own.shelf.folder.id == "map-1"
    assert "vraag=wat-kost-meten" in _links(app)[0]
    next(each for each in app.button if each.label.startswith("Gooi de map")).click().run()
    assert [each.id for each in own.shelf.folders] == ["map-2"]
    assert not app.exception


def test_a_link_to_a_folder_is_seen_first_and_kept_as_a_copy(visit, small, own, shown):
    """What is not there for this visitor, or is no reference, is not in it."""
    app = visit("map", small, onderdelen=f"{FIRST},{INTERNAL},<b>,{SECOND}", naam="blok *2*\n")
    told = shown(app)

    assert "Map van een collega: blok *2*" in told
    assert own.shelf.folders == ()
    app.button[0].click().run()
    assert own.shelf.folder.items == (FIRST, SECOND)
    assert own.shelf.folder.name == "blok *2*"
    assert "onderdelen" not in app.query_params


@pytest.mark.parametrize("layout", ["list", "cards", "speaking", "briefing", "press"])
@pytest.mark.parametrize("items", [(SECOND, FIRST), (THIRD,), (THIRD, SECOND)])
def test_a_folder_is_printed_in_every_layout_in_its_order(small, layout, items):
    """Questions in their own order; a card brings its questions."""
    from debatkit.sheets.selection import Layout

    view = small.view()
    document = view.document(view.gathered(items), Layout(layout))

    assert document.sections
    if items == (SECOND, FIRST) and layout == "list":
        numbers = [question.label for question in document.questions]
        assert numbers == [view.spot(ref).label for ref in items]


def test_an_empty_folder_prints_nothing(small):
    """Nothing chosen is everything elsewhere; not here."""
    from debatkit.errors import NotFoundError

    with pytest.raises(NotFoundError, match="niets om af te drukken"):
        small.view().gathered([INTERNAL])


def _slides(app, messages):
    [[data]] = [json.loads(each["json"]) for each in messages(app) if "slides" in str(each.get("json"))]
    return data


def test_the_reading_screen_has_only_what_may_be_said(visit, small, messages, leaks):
    """Also in the internal view; with every step that is spoken, and its time."""
    app = visit("leesstand", small, kaart=1, weergave="Intern")
    data = _slides(app, messages)

    assert not leaks(json.dumps(data, ensure_ascii=False))
    assert data["slides"][0]["label"] == "Kaart 1"
    assert {rung["title"] for slide in data["slides"] for rung in slide["rungs"]} <= {
        "", "Kernboodschap", "Antwoord", "Als er wordt doorgevraagd", "Wat er is", "Wat er komt",
    }  # fmt: skip


def test_the_reading_screen_reads_a_folder_from_a_place(visit, small, own, messages):
    """In its order, beginning where one was; a reply is one screen."""
    folder = own.make("blok", [SECOND, FIRST]).id
    data = _slides(visit("leesstand", small, map=folder, bij=FIRST), messages)
    reply = _slides(visit("leesstand", small, onderdelen=f"{SECOND},{FIRST}"), messages)

    assert [slide["ref"] for slide in data["slides"]] == [SECOND, FIRST]
    assert (data["at"], data["total"]) == (1, 2)
    assert len(reply["slides"]) == 1
    assert len(reply["slides"][0]["rungs"][0]["paragraphs"]) >= 2


@pytest.mark.parametrize("query", [{}, {"kaart": 99}, {"kaart": "x"}, {"map": "map-9"}])
def test_nothing_to_read_is_told(visit, small, query):
    """With the way to what there is."""
    app = visit("leesstand", small, **query)

    assert not app.exception
    assert app.title[0].value == "Hier is niets om voor te lezen"


def test_the_keys_are_listed_with_a_switch(visit, small, shown):
    """Once opened, on every page."""
    app = visit("overzicht", small)
    app.session_state["toetsenlijst"] = True
    app.run()
    told = shown(app)

    assert all(key in told for key, _ in keys.LIST)
    assert "Zet alle toetsen uit" in told
