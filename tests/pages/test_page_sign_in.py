"""Sign-in on the pages: nothing runs before it is known who asks, and everyone sees as far as their role goes."""

import re
import time

import pytest

from debatkit import Audience, Workspace
from pages.shared import session
from tests.pages.conftest import SECRETS

PEOPLE = """\
- id: lezer@voorbeeld.nl
  name: Lia *Lezer*
  role: reader
- id: schrijver@voorbeeld.nl
  name: Sam Schrijver
  role: contributor
  ministries: [OEV, BRU]
- id: oever@voorbeeld.nl
  role: contributor
  ministries: [OEV]
- id: coordinator@voorbeeld.nl
  role: coordinator
"""
PAGES = {
    "overzicht": {},
    "kaarten": {"kaart": 1, "vraag": "wat-kost-meten"},
    "zoeken": {"q": "ramptoerist olifantenpaadjes"},
    "blad": {"vorm": "briefing"},
    "map": {"onderdelen": "question:interne-vraag,question:wat-kost-meten", "naam": "Blok 1"},
    "leesstand": {"kaart": 1},
    "dekking": {},
    "oefenen": {},
}
NOT_FOR_READERS = ("bewerken", "geschiedenis", "controle", "beheer")
OF_BRU = "question:register-en-beheer"
# What the web server may know of a visitor who is not, or no longer, signed in.
SIGNED_OUT = {
    "nobody": {"is_logged_in": False},
    "nothing": {},
    "a name without sign-in": {"email": "coordinator@voorbeeld.nl"},
    "a text for the truth": {"email": "coordinator@voorbeeld.nl", "is_logged_in": "True", "exp": 9e9},
    "expired": {"email": "coordinator@voorbeeld.nl", "is_logged_in": True, "exp": 1},
    "no end": {"email": "coordinator@voorbeeld.nl", "is_logged_in": True},
}


@pytest.fixture
def arrive(visit, small, tmp_path, monkeypatch):
    """A function that opens a page of a server with sign-in, as someone whom the provider knows by a name."""
    path = tmp_path / "personen.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setenv("DEBATKIT_PEOPLE", str(path))
    monkeypatch.setenv("DEBATKIT_CONTACT", "Anna *van* Beheer")

    def opened(page, name=None, folders=small, claims=None, secrets=SECRETS, **query):
        given = {"email": f"{name}@voorbeeld.nl", "is_logged_in": True, "exp": time.time() + 60, "name": "Iemand"}
        return visit(page, folders, secrets=secrets, claims=given if claims is None else claims, **query)

    return opened


def _kept(app):
    """All that the server keeps for a visitor between two clicks, as text; Streamlit's own keys included."""
    state = app.session_state._state._state
    return repr((state._old_state, state._new_session_state, state._new_widget_state.as_widget_states()))


@pytest.mark.parametrize("case", SIGNED_OUT)
@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_a_page_is_there_before_sign_in(arrive, shown, small_dossier, page, case):
    """Who is not signed in gets one button, and not a word of any dossier, on whichever page they arrive."""
    app = arrive(page, claims=SIGNED_OUT[case], weergave="Intern", **PAGES[page])
    told = shown(app)

    assert not app.exception
    assert [each.value for each in app.title] == ["Aanmelden"]
    assert [each.label for each in app.button] == ["Aanmelden"]
    assert [*app.segmented_control, *app.selectbox, *app.text_input, *app.expander] == []
    assert small_dossier.title not in told
    assert "Waterkade" not in told


def test_no_page_runs_before_sign_in(arrive, monkeypatch):
    """No dossier is looked at for someone who is not signed in."""
    monkeypatch.setattr(session, "workspace", lambda: pytest.fail("a page ran"))
    for page, query in PAGES.items():
        assert not arrive(page, claims={}, **query).exception


def test_an_expired_sign_in_says_so(arrive, shown):
    """Who was signed in until a moment ago learns why the page is gone."""
    assert "Uw aanmelding is verlopen" in shown(arrive("overzicht", claims=SIGNED_OUT["expired"]))


def test_a_sign_in_expires_while_someone_is_there(arrive):
    """The click after the end of the provider's token leads to the sign-in page."""
    app = arrive("kaarten", "coordinator", kaart=1)
    app.user = {**app.user, "exp": time.time() - 1}

    assert [each.value for each in app.run().title] == ["Aanmelden"]


def test_an_unknown_person_is_told_whom_to_ask(arrive, shown, small_dossier):
    """Who signed in and has no role sees their name, whom to ask and a way out; nothing of a dossier."""
    for page, query in PAGES.items():
        app = arrive(page, "vreemde", weergave="Intern", **query)
        told = shown(app)

        assert [each.value for each in app.title] == ["U hebt nog geen toegang"]
        assert "U bent aangemeld als vreemde@voorbeeld.nl" in told
        assert "Vraag toegang aan Anna *van* Beheer." in told
        assert [each.label for each in app.button] == ["Afmelden"]
        assert "Waterkade" not in told


def test_an_unknown_person_reads_where_the_settings_say_so(arrive, monkeypatch, shown, leaks):
    """Only a setting makes readers of those without a role; it makes them nothing more."""
    monkeypatch.setenv("DEBATKIT_UNKNOWN_PEOPLE", "readers")
    app = arrive("kaarten", "vreemde", kaart=1, weergave="Intern")

    assert app.title[0].value.startswith("1")
    assert not leaks(shown(app))


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_gets_nothing_internal(arrive, page, shown, leaks, internal_ids):
    """Whatever the address says: nothing internal is sent to a reader, nor kept for them, with all parts opened."""
    app = arrive(page, "lezer", weergave="Intern", **PAGES[page])
    for _ in range(2 if page == "kaarten" else 1):
        for each in app.expander:
            app.session_state[each.proto.id.split("-", 2)[-1]] = True
        app.run()
    told = (shown(app) + _kept(app)).replace(PAGES["zoeken"]["q"], "")

    assert not app.exception
    assert "Openbaar: mag worden uitgesproken" in told
    assert leaks(told) == []
    assert [name for name in internal_ids if f"'{name}'" in told or f"={name}" in told] == []


@pytest.mark.parametrize("page", NOT_FOR_READERS)
def test_a_reader_who_types_an_address_gets_nothing(arrive, page, shown, leaks):
    """The pages of those who prepare are not there for a reader, whatever item the address names."""
    app = arrive(page, "lezer", weergave="Intern", onderdeel="question:interne-vraag", deel="Personen")

    assert not app.exception
    assert [each.value for each in app.title if each.value.lower() == page] == []
    assert leaks(shown(app) + _kept(app)) == []
    assert "schrijver@voorbeeld.nl" not in shown(app)


def test_a_contributor_reads_anothers_item_and_changes_nothing(arrive, shown):
    """The form is locked, says whose it is, and offers neither a save nor a status nor a withdrawal."""
    app = arrive("bewerken", "oever", onderdeel=OF_BRU)

    assert "Dit onderdeel is van BRU" in shown(app)
    assert all(each.disabled for each in (*app.text_input, *app.selectbox))
    labels = {each.label for each in app.button}
    assert not labels & {"Opslaan", "Ja, trek in", "Maak er twee vragen van", "Maak afgestemd", "Maak akkoord"}


def test_a_contributor_puts_nothing_of_another_back(arrive, shown, desk):
    """Neither an older version nor what was withdrawn: it is refused, in words, and nothing is written."""
    body = desk.revision("question", "register-en-beheer").body
    desk.save([desk.change("question", body.id, body.model_copy(update={"question": "Anders?"}), 1)])
    app = arrive("geschiedenis", "oever", onderdeel=OF_BRU)
    next(each for each in app.button if each.label == "Ja, zet terug").click().run()
    assert "Dit onderdeel is van BRU" in shown(app)

    desk.save([desk.change("question", body.id, None, 2)])
    app = arrive("geschiedenis", "oever")
    next(each for each in app.button if each.label == "Zet terug").click().run()

    assert "Dit onderdeel is van BRU" in shown(app)
    assert [each.number for each in desk.history("question", body.id)] == [1, 2, 3]


def test_a_contributor_adds_what_is_of_their_ministry_alone(arrive):
    """A remark; and no place for questions to be put in another order."""
    app = arrive("bewerken", "oever")
    app.session_state["nieuw-onderdeel"] = True
    app.run()

    assert "Maak: opmerking uit de afstemming" in {each.label for each in app.button}
    assert all(each.label != "Wat voegt u toe?" for each in app.segmented_control)
    assert all(each.label != "Volgorde van de vragen" for each in app.expander)


def test_a_contributor_has_no_management(arrive):
    """Nor by its address."""
    assert all(each.value != "Beheer" for each in arrive("beheer", "oever").title)


def test_a_coordinator_gives_and_takes_roles(arrive, tmp_path, shown):
    """From the next click on; the last coordinator stays."""
    app = arrive("beheer", "coordinator", deel="Personen")
    app.text_input(key="nieuw-id").set_value("nieuw@voorbeeld.nl")
    app.text_input(key="nieuw-naam").set_value("Nel Nieuw")
    app.run()
    next(each for each in app.button if each.label == "Toevoegen").click().run()
    assert "nieuw@voorbeeld.nl is nu lezer van openbare lijnen" in shown(app)
    assert "nieuw@voorbeeld.nl" in (tmp_path / "personen.yaml").read_text(encoding="utf-8")

    app.selectbox(key="persoon").set_value("nieuw@voorbeeld.nl").run()
    next(each for each in app.button if each.label.startswith("Ja, haal")).click().run()
    assert "nieuw@voorbeeld.nl" not in (tmp_path / "personen.yaml").read_text(encoding="utf-8")

    app.selectbox(key="persoon").set_value("coordinator@voorbeeld.nl").run()
    next(each for each in app.button if each.label.startswith("Ja, haal")).click().run()
    assert "Dit is niet gelukt" in shown(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_has_no_switch(arrive, sent, page):
    """A reader is offered no internal view, in no address either; a switch that they set themselves is refused."""
    app = arrive(page, "lezer", weergave="Intern", **PAGES[page])
    app.session_state[session.AUDIENCE_KEY] = "Intern"
    app.run()

    assert not app.segmented_control or all(each.label != "Weergave" for each in app.segmented_control)
    assert "weergave=Intern" not in sent(app)
    assert "Intern: niet verspreiden" not in sent(app)


def test_a_reader_is_not_told_what_was_left_out(arrive, shown):
    """The sheet says to those who prepare how many internal questions are not on it, and not to a reader."""
    assert re.search(r"Niet op dit blad:.* intern", shown(arrive("blad", "coordinator")))
    assert not re.search(r"Niet op dit blad:.* intern", shown(arrive("blad", "lezer")))


def test_no_internal_view_is_made_for_a_reader(arrive, monkeypatch):
    """The library is never asked for more than public lines, wherever a reader goes."""
    asked = []
    view = Workspace.view

    def noted(workspace, dossier, viewer):
        asked.append(viewer.audience)
        return view(workspace, dossier, viewer)

    monkeypatch.setattr(Workspace, "view", noted)
    for page, query in PAGES.items():
        arrive(page, "lezer", weergave="Intern", **query)

    assert set(asked) == {Audience.PUBLIC}


def test_a_reader_is_not_told_what_is_wrong_with_a_dossier(arrive, broken_beside_good, shown):
    """Mistakes in files quote the files: those who prepare see them, a reader learns that there is one."""
    reader = shown(arrive("overzicht", "lezer", folders=broken_beside_good))
    writer = shown(arrive("overzicht", "schrijver", folders=broken_beside_good))

    assert "Dossier 'kapot' kan nu niet worden getoond" in reader
    assert "titel" not in reader
    assert "regel" not in reader
    assert "data/kapot/debate.yaml, regel 2" in writer


def test_a_reader_of_a_broken_dossier_alone_is_not_told_either(arrive, broken, shown):
    """Nor when it is the only one, on the page itself."""
    told = shown(arrive("kaarten", "lezer", folders=broken))

    assert "Dit kan nu niet worden getoond." in told
    assert "debate.yaml" not in told


@pytest.mark.parametrize("name", ["schrijver", "coordinator"])
def test_those_who_prepare_see_internal_parts(arrive, shown, name):
    """Contributors and coordinators switch to the internal view, by the switch and by an address."""
    app = arrive("kaarten", name, kaart=1, weergave="Intern")

    assert "ramptoerist" in shown(app)
    assert app.segmented_control[0].value == "Intern"


def test_a_role_that_is_taken_away_is_gone_with_the_next_click(arrive, tmp_path, shown, leaks):
    """The file of people is read again when it changes, during a session too."""
    app = arrive("kaarten", "coordinator", kaart=1, weergave="Intern")
    path = tmp_path / "personen.yaml"
    path.write_text(PEOPLE.replace("role: coordinator", "role: reader"), encoding="utf-8")
    app.run()

    assert app.title[0].value.startswith("1")
    assert not leaks(shown(app) + _kept(app))

    path.write_text(PEOPLE.split("- id: coordinator")[0], encoding="utf-8")

    assert [each.value for each in app.run().title] == ["U hebt nog geen toegang"]


def test_a_role_that_is_taken_away_is_gone_while_typing(arrive, monkeypatch):
    """A part of a page that runs by itself asks again who is there, before it shows anything."""
    app = arrive("zoeken", "coordinator", weergave="Intern")
    view = []
    monkeypatch.setattr(session, "still_allowed", view.append)
    app.text_input[0].set_value("ramptoerist").run()

    assert [each.audience.value for each in view] == ["internal", "internal"]  # what follows changes, and the results


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lezer", ("Lia *Lezer*", "lezer@voorbeeld.nl lezer van openbare lijnen")),
        ("schrijver", ("Sam Schrijver", "schrijver@voorbeeld.nl schrijver voor BRU, OEV")),
        ("coordinator", ("coordinator@voorbeeld.nl", "coordinator@voorbeeld.nl coördinator")),
    ],
)
def test_the_page_says_who_is_signed_in(arrive, shown, name, told):
    """Name, role and ministries are on every page, with a way out."""
    app = arrive("overzicht", name)

    assert [part for part in told if part not in shown(app)] == []
    assert "Afmelden" in [each.label for each in app.button]


def test_signing_out_leads_to_the_sign_in_page(arrive):
    """The button takes the visitor's name off the session at once."""
    app = arrive("overzicht", "coordinator")
    next(each for each in app.button if each.label == "Afmelden").click().run()

    assert app.user.get("is_logged_in") is False or not app.user
    assert [each.value for each in app.run().title] == ["Aanmelden"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("- id: geheim@voorbeeld.nl\n  role: baas\n", "personen.yaml, regel 2"),
        ("", "personen.yaml"),
        (None, "personen.yaml"),
    ],
)
def test_a_broken_file_of_people_lets_nobody_in(arrive, tmp_path, shown, caplog, content, place):
    """Nobody has a role while the file is wrong; the page says where, and only the server's log says what."""
    path = tmp_path / "personen.yaml"
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    app = arrive("kaarten", "coordinator", kaart=1)
    told = shown(app)

    assert [each.value for each in app.title] == ["Debatkit is niet goed ingesteld"]
    assert place in told
    assert "baas" not in told
    assert "Waterkade" not in told
    assert any(place in record.getMessage() for record in caplog.records if record.name == "debatkit")


@pytest.mark.parametrize("secrets", [{"auth": {}}, {"auth": {**SECRETS["auth"], "cookie_secret": "kort"}}, {"auth": 1}])
def test_half_a_sign_in_opens_no_page(arrive, secrets):
    """When sign-in is not whole the router lets nobody in, whatever the visitor says."""
    app = arrive("overzicht", "coordinator", secrets=secrets)

    assert [each.value for each in app.title] == ["Debatkit is niet goed ingesteld"]


def test_without_sign_in_the_local_user_has_everything(visit, small, shown):
    """On one's own machine there is no name, no sign-out, and the switch."""
    app = visit(
        "kaarten", small, claims={"email": "x@y.nl", "is_logged_in": True, "exp": 1}, kaart=1, weergave="Intern"
    )

    assert "ramptoerist" in shown(app)
    assert "Afmelden" not in shown(app)
