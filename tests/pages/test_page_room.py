"""In the room: to the reading screen and back where one was, and what a folder shows, prints and sends."""

from __future__ import annotations

import json
import re
import shutil
from urllib.parse import parse_qs, quote

import pytest

from debatkit import FORMATS, LAYOUT_NAMES, Layout
from debatkit.own import MOST_ITEMS
from pages.shared import download, folder_parts, reading, way_back

FIRST, SECOND, THIRD = "question:wat-kost-meten", "question:waarom-nu", "card:algemene-lijn"
INTERNAL = "question:interne-vraag"


@pytest.fixture
def two(folders, small):
    """The small dossier, and a second one beside it."""
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), getattr(folders, name), dirs_exist_ok=True)
    debate = {"title": "Bruggen", "kind": "commissiedebat", "committee": "Water", "date": "2024-03-12"}
    folders.write("data/aanloop/debate.yaml", {"id": "aanloop", "title": "Aanloop", "debate": debate})
    return folders


@pytest.fixture
def press(monkeypatch):
    """A function that has the reading screen send a wish with the next run."""
    from pages.shared import keys

    made = keys.component

    def pressed(app, what):
        once = iter([{"wens": what}])

        def component(name, *files):
            real = made(name, *files)
            return (lambda **given: {**real(**given), **next(once, {})}) if name == "leesstand" else real

        with monkeypatch.context() as patch:
            patch.setattr(keys, "component", component)
            return app.run()

    return pressed


def _read(app, messages):
    """What the reading screen was given; None where it is not there."""
    found = [json.loads(each["json"]) for each in messages(app) if "slides" in str(each.get("json"))]
    return found[0][0] if found else None


def _links(app):
    return [each.proto.query_string for each in app.page_link]


def _downloads(app):
    return [each.proto.label for each in app.download_button]


@pytest.mark.parametrize("which", ["small", "two"])
@pytest.mark.parametrize("view", ["Intern", "Openbaar"])
def test_reading_aloud_and_closing_leads_back(request, visit, wish, press, messages, which, view):
    """In the dossier and view where one was."""
    dossier = {"dossier": "Kabinetsreactie op het advies 'De kade op orde'"} if which == "two" else {}
    app = visit("kaarten", request.getfixturevalue(which), kaart=1, weergave=view, **dossier)
    title = app.title[0].value
    wish(app, what="lees", item=FIRST)

    assert not app.exception
    assert _read(app, messages)["slides"][1]["ref"] == FIRST
    press(app, f"sluit {FIRST}")

    assert not app.exception
    assert app.title[0].value == title
    assert app.session_state["weergave"] == view
    if which == "two":
        assert app.session_state["dossier"] == "waterkade"


def test_a_folder_is_read_and_come_back_to(visit, small, wish, press, own, messages):
    """Also the second of two, whose choice stands in the address."""
    own.make("blok 1", [SECOND])
    second = own.make("blok 2", [THIRD, FIRST]).id
    own.choose("map-1")
    app = visit("map", small, map="blok 2", weergave="Intern")
    wish(app, what="lees", item=FIRST, folder=second)

    assert not app.exception
    assert [slide["ref"] for slide in _read(app, messages)["slides"]] == [THIRD, FIRST]
    press(app, f"sluit {FIRST}")

    assert not app.exception
    assert app.title[0].value == "Mijn map"
    assert app.selectbox(key="map").value == second
    assert app.session_state["weergave"] == "Intern"


def test_an_internal_question_is_not_read(visit, small, wish, own, messages, shown, leaks):
    """It says that it may not be said aloud, and opens no other; what it asks is not on that screen."""
    app = visit("kaarten", small, kaart=2, weergave="Intern")
    wish(app, what="lees", item=INTERNAL)

    assert app.title[0].value == "Dit is intern: niet uitspreken"
    assert _read(app, messages) is None
    assert leaks(shown(app)) == []
    assert any("kaart=2" in link for link in _links(app))


def test_to_a_reader_an_internal_question_is_not_there(arrive, messages):
    """An address of it is one of nothing, like any other that leads nowhere."""
    there, nowhere = (
        _read(arrive("leesstand", "lezer", kaart=2, bij=ref), messages) for ref in (INTERNAL, "question:nergens")
    )

    assert there == nowhere
    assert there["at"] == 0


@pytest.mark.parametrize("query", [{"uit": "map-1"}, {"onderdelen": "2.2", "uit": "map-1"}])
def test_a_folder_with_nothing_public_says_so(visit, small, own, messages, query):
    """And leads back to it."""
    own.make("intern", [INTERNAL])
    app = visit("leesstand", small, weergave="Intern", **query)

    assert not app.exception
    assert "alleen wat mag worden uitgesproken" in app.info[0].value
    assert _read(app, messages) is None
    assert any("map=map-1" in link for link in _links(app))


def test_what_is_read_was_opened_last(visit, small, own):
    """The latest first; a reply opens what it was joined of."""
    visit("leesstand", small, kaart=1, bij=FIRST)
    assert own.shelf.recents == (FIRST,)
    visit("leesstand", small, onderdelen="0.1_0")
    assert own.shelf.recents == (SECOND, THIRD, FIRST)


def test_turning_to_a_question_and_staying_opens_it(visit, small, press, own):
    """It is the latest then; what is not read here is not taken down."""
    app = visit("leesstand", small, kaart=1)
    press(app, f"gelezen {FIRST}")
    press(app, f"gelezen {INTERNAL}")
    press(app, "gelezen <script>")

    assert not app.exception
    assert own.shelf.recents[0] == FIRST
    assert len(own.shelf.recents) == 2


def test_only_the_questions_that_are_sent_are_read(write):
    """Of a card with very many, those in the window alone."""
    questions = [
        {"id": f"v{number}", "number": number, "question": "Waarom?", "audience": "public"} for number in range(1, 201)
    ]
    card = write(questions=questions).view().card(0)
    spots = reading.OfCard(card)
    sent = [reading.slide(spot) for spot in spots[90:110]]

    assert (len(spots), reading.place(spots, "question:v100")) == (201, 100)
    assert sent[10]["ref"] == "question:v100"
    assert card.asked._make.cache_info().misses == len(sent)


def test_a_folder_shows_what_must_be_known_before_it_is_said(visit, write, own_of, shown, sent):
    """The internal box, how far it is settled, what has no source or no official one, an earlier cabinet's words."""
    folders = write(
        sources=[
            {"id": "krant", "title": "Krant", "verified": "secondary", "audience": "public"},
            {"id": "oud", "title": "Brief", "verified": "official", "audience": "public", "cabinet": "Rutte III"},
        ],
        questions=[
            {"id": "kaal", "number": 1, "question": "Een?", "line": {"text": "Kale regel."}, "audience": "public"},
            {"id": "krant-zegt", "number": 2, "question": "Twee?", "audience": "public", "status": "approved",
             "line": {"text": "Uit de krant.", "citations": [{"source": "krant"}]}},
            {"id": "oude-brief", "number": 3, "question": "Drie?", "audience": "public",
             "line": {"text": "Uit een brief.", "citations": [{"source": "oud"}]}},
            {"id": "geheim", "number": 4, "question": "Vier?", "line": {"text": "Dit niet zeggen."}},
            {"id": "nog-niets", "number": 5, "question": "Vijf?"},
        ],
    )  # fmt: skip
    own = own_of(folders)
    refs = [f"question:{name}" for name in ("kaal", "krant-zegt", "oude-brief", "geheim", "nog-niets")]
    own.make("blok", refs)
    app = visit("map", folders, weergave="Intern")
    one, two, three, four, five = re.split(r"data-item=", sent(app))[:5]

    assert "Zonder bron" in one
    assert "Concept" in one
    assert "Uit de krant.°" in two
    assert "Akkoord" in two
    assert "Woorden van een eerder kabinet (Rutte III)" in three
    assert "Intern: niet uitspreken" not in one + two + three
    assert "Intern: niet uitspreken" in four
    assert "Intern: niet uitspreken" in five
    app.session_state["samen"] = frozenset(refs)
    told = shown(app.run())
    reply = told[told.index("Eén antwoord") : told.index("onderdelen, samen")]

    assert "Zonder bron" in reply
    assert "Uit de krant.°" in reply
    assert "(Concept)" in reply
    assert "Dit niet zeggen." not in reply


@pytest.fixture
def own_of(tmp_path, database):
    """A function that gives what the visitor keeps in the only dossier of some folders."""
    from debatkit.editing.items import ALL_KINDS
    from debatkit.own import Own
    from debatkit.people import LOCAL_USER
    from debatkit.revisions.log import Log

    opened = []

    def of(folders):
        log = Log.open(database(tmp_path, folders.data, folders.qa), ALL_KINDS)
        opened.append(log)
        [dossier] = folders.workspace().dossiers
        return Own(log.private_texts(LOCAL_USER.id, dossier))

    yield of
    for log in opened:
        log.close()


@pytest.mark.parametrize("layout", Layout)
def test_a_folder_is_offered_in_the_forms_of_its_layout(visit, small, own, monkeypatch, layout):
    """As Blad offers them; what is offered can be made."""
    offered = {}
    offer = download.button

    def offering(label, made, file_name, *others, **more):
        offered[file_name.rpartition(".")[2]] = made
        return offer(label, made, file_name, *others, **more)

    monkeypatch.setattr(download, "button", offering)
    own.make("blok", [FIRST, THIRD])
    blad = _downloads(visit("blad", small, vorm=LAYOUT_NAMES[layout]))
    offered.clear()
    app = visit("map", small, map_vorm=LAYOUT_NAMES[layout])

    assert not app.exception
    assert _downloads(app) == blad
    assert list(offered) == ["html"] if layout is Layout.OFFLINE else list(FORMATS)
    assert all(make() for make in offered.values())


def test_a_link_to_a_full_folder_is_kept_while_signing_in(write, monkeypatch):
    """It names its items by short numbers, and fits in the cookie that brings people back."""
    view = write(
        questions=[
            {"id": f"een-vraag-met-een-lange-naam-{number}", "number": number, "question": "?", "audience": "public"}
            for number in range(1, MOST_ITEMS + 1)
        ]
    ).view()
    spots = view.spots(f"question:een-vraag-met-een-lange-naam-{number}" for number in range(1, MOST_ITEMS + 1))
    link = folder_parts.to_link(spots)

    assert way_back._page(f"/map?onderdelen={link}&naam={quote('blok 2: toezicht')}&weergave=Intern")
    assert parse_qs(f"onderdelen={link}")["onderdelen"] == [link]
    assert [spot.ref for spot in folder_parts.in_link(view, link)] == [spot.ref for spot in spots]


@pytest.mark.parametrize(
    "given",
    ["1.1_0.1_0", "question:wat-kost-meten,question:waarom-nu,card:algemene-lijn", "1.1,0.1,0",
     "1.1_1.1_nergens_<b>_2.2_99_1.1.1_0.1_0_", "question:wat-kost-meten_0.1_0"],
)  # fmt: skip
def test_new_and_old_links_name_the_same(small, given):
    """By number or by reference; what is not there for this visitor is left out, and each is there once."""
    assert [spot.ref for spot in folder_parts.in_link(small.view(), given)] == [FIRST, SECOND, THIRD]


def test_every_item_can_be_used_where_it_stands(visit, small, own, sent):
    """In the list of cards, on a folded question, in a folder: to copy, to read, to pin, to put away."""
    own.make("blok", [FIRST, SECOND])
    for page, query in (("kaarten", {}), ("kaarten", {"kaart": 1}), ("map", {})):
        groups = re.findall(r'data-item="([^"]+)"[^>]*>(.*?)</div>', sent(visit(page, small, **query)))

        assert groups
        for _, body in groups:
            does = set(re.findall(r'data-do="(\w+)"', body))
            assert {"adres", "lees", "pin"} <= does
            assert {"map", "uit"} & does
    assert "kopieer" in does
