"""Signing in as people do: with a browser, at an identity provider, and back."""

import base64
import json
import re
import time
from urllib.parse import quote

import pytest
from oidc_provider import Provider
from playwright.sync_api import expect

from tests.browser.conftest import violations

pytestmark = pytest.mark.browser
PEOPLE = """\
- id: coordinator@voorbeeld.nl
  name: Co Ordinator
  role: coordinator
- id: lezer@voorbeeld.nl
  name: Lia Lezer
  role: reader
"""
SETTINGS = {
    "DEBATKIT_CONTACT": "Anna van Beheer",
    "DEBATKIT_ROLE_CLAIM": "groups",
    "DEBATKIT_ROLE_VALUES": "debat-pers = reader; debat-ezk = contributor EZK",
}
INTERNAL = "/kaarten?kaart=1&weergave=Intern"
PAGES = ("/", INTERNAL, "/zoeken?q=ramptoerist&weergave=Intern", "/blad?weergave=Intern")


@pytest.fixture(scope="module")
def provider():
    """The identity provider, running."""
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def guarded(provider, serve, small, tmp_path_factory):
    """The address of an app with the small dossier that asks for sign-in."""
    folder = tmp_path_factory.mktemp("aanmelden")
    (folder / "secrets.toml").write_text(provider.secrets(), encoding="utf-8")
    (folder / "personen.yaml").write_text(PEOPLE, encoding="utf-8")
    files = {"STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"), "DEBATKIT_PEOPLE": str(folder / "personen.yaml")}
    folders = {"DEBATKIT_DATA": str(small.data), "DEBATKIT_QA": str(small.qa)}
    with serve(**files, **folders, **SETTINGS) as address:
        yield address


@pytest.fixture
def stranger(alone, guarded):
    """A visitor in a browser of their own, who is not signed in; what comes in over the websocket is kept."""
    with alone(guarded) as made:
        made.received = made.listen()
        yield made


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_gets_the_sign_in_page_and_nothing_else(stranger, path, leaks, small_dossier):
    """Whichever page is asked for: one button, the address kept, and no word of the dossier sent."""
    page = stranger.open(path)

    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    expect(page).to_have_title("Aanmelden · Debatkit")
    expect(page.get_by_role("link", name="Kaarten")).to_have_count(0)
    assert page.url.startswith(stranger.address + path.split("?")[0])
    told = b"".join(stranger.received).decode("utf-8", "ignore")
    assert stranger.received
    assert small_dossier.title not in told
    assert leaks(told.replace("ramptoerist", "")) == []
    assert stranger.errors == []


def test_a_coordinator_signs_in_and_sees_everything(stranger, provider, leaks):
    """With a code, a proof and a signed token; the header says who is there, and the internal view can be had."""
    stranger.open("/")
    page = stranger.sign_in("coordinator")
    asked = provider.asked[-1]

    assert asked["code_challenge_method"] == "S256"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Waterkades")
    expect(page.get_by_role("button", name="Co Ordinator")).to_be_visible()

    page = stranger.open(INTERNAL)
    expect(page.get_by_text("Intern: niet verspreiden")).to_be_visible()
    assert "ramptoerist" in leaks(b"".join(stranger.received).decode("utf-8", "ignore"))


def test_signing_in_leads_to_the_page_that_was_asked_for(stranger):
    """Who follows a link to a question comes, after sign-in, to that question."""
    path = "/kaarten?kaart=1&vraag=wat-kost-meten"
    stranger.open(path)
    page = stranger.sign_in("reader")

    expect(page).to_have_url(stranger.address + path)
    expect(page.locator("details[open] summary").first).to_contain_text("1.")
    assert "debatkit_terug" not in {each["name"] for each in page.context.cookies()}


@pytest.mark.parametrize("person", ["reader", "group"])
def test_a_reader_sees_public_lines_whatever_the_address_says(stranger, person, leaks, internal_ids):
    """By the file or by a claim: no switch, and nothing internal in anything that the server sends."""
    stranger.open("/")
    stranger.sign_in(person)
    for path in PAGES:
        page = stranger.open(path)
        expect(page.get_by_text("Openbaar: mag worden uitgesproken").first).to_be_visible()
        expect(page.get_by_role("radiogroup", name="Weergave")).to_have_count(0)
        for each in page.locator("summary").all():
            each.click()
            stranger.ready()
    cookies = sum(len(each["value"]) for each in page.context.cookies())
    told = b"\n".join(stranger.received).decode("utf-8", "ignore")

    assert (cookies > 8192) is (person == "group")  # more than the websocket takes in one line by itself
    assert len(told) > 10_000
    assert "Waterkades" in told
    assert leaks(told.replace("ramptoerist", "")) == []
    assert [name for name in internal_ids if f"kaart={name}" in told] == []


def test_an_unknown_person_is_told_whom_to_ask(stranger, small_dossier):
    """Who signs in and has no role sees under which name, whom to ask, and a way out."""
    stranger.open(INTERNAL)
    page = stranger.sign_in("stranger")

    expect(page.get_by_role("heading", level=1)).to_have_text("U hebt nog geen toegang")
    expect(page.get_by_text("vreemde@elders.nl")).to_be_visible()
    expect(page.get_by_text("Vraag toegang aan Anna van Beheer.")).to_be_visible()
    page = stranger.open(INTERNAL)
    expect(page.get_by_role("heading", level=1)).to_have_text("U hebt nog geen toegang")
    assert small_dossier.title not in b"".join(stranger.received).decode("utf-8", "ignore")

    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_signing_out_is_for_good(stranger):
    """After signing out the cookie is gone: a new visit asks again."""
    stranger.open("/")
    page = stranger.sign_in("coordinator")
    page.get_by_role("button", name="Co Ordinator").click()
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    page = stranger.open(INTERNAL)

    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


# Without its timers a page does not look by itself, so that what a person does comes first.
NO_LOOK = "() => { for (let timer = 1; timer < 100000; timer += 1) clearInterval(timer) }"


def _follow(page):
    page.get_by_role("link", name="Kaarten", exact=True).click()


def _type(page):
    page.get_by_role("searchbox").press_sequentially("olifantenpaadjes")


def _wait(page):
    """Nobody does anything: the page looks by itself every few seconds."""


@pytest.mark.parametrize("act", [_wait, _follow, _type])
def test_an_expired_token_ends_the_visit(stranger, provider, act, leaks):
    """When the provider's token has ended, the cookie is still there and does not count: not for a look, a click, nor
    while typing, which runs a part of the page by itself."""
    provider.lifetime = 8
    try:
        stranger.open("/zoeken?weergave=Intern")
        page = stranger.sign_in("coordinator")
        expect(page.get_by_role("heading", level=1)).to_have_text("Zoeken")
        stranger.ready()
        shown = len(stranger.received)  # what came while the visit lasted was theirs to see
        if act is not _wait:
            page.evaluate(NO_LOOK)
    finally:
        provider.lifetime = 3600
    time.sleep(8)
    act(page)

    expect(page.get_by_text("Uw aanmelding is verlopen. Meld u opnieuw aan.")).to_be_visible()
    told = b"".join(stranger.received[shown:]).decode("utf-8", "ignore")
    assert "verlopen" in told
    assert leaks(told.replace("olifantenpaadjes", "")) == []
    page = stranger.open(INTERNAL)
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_a_provider_that_cannot_be_reached_is_told(serve, alone, provider, tmp_path):
    """The button leads to a page in Dutch that says what to do, and back."""
    secrets = re.sub(r'(server_metadata_url = "http://localhost):\d+', r"\1:9", provider.secrets())
    (tmp_path / "secrets.toml").write_text(secrets, encoding="utf-8")
    files = {"STREAMLIT_SECRETS_FILES": str(tmp_path / "secrets.toml"), "DEBATKIT_UNKNOWN_PEOPLE": "readers"}
    with serve(**files) as address, alone(address) as visit:
        page = visit.open("/")
        page.get_by_role("button", name="Aanmelden").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden lukt nu niet")
        page.get_by_role("link", name="probeer het opnieuw").click()
        expect(page.get_by_role("button", name="Aanmelden")).to_be_visible()


def test_a_cookie_of_one_s_own_making_is_none(stranger):
    """Claims that nobody signed, and a signed cookie with other claims, sign nobody in."""
    stranger.open("/")
    stranger.sign_in("reader")
    context = stranger.page.context
    cookie = next(each for each in context.cookies() if each["name"] == "_streamlit_user")
    claims = {"email": "coordinator@voorbeeld.nl", "is_logged_in": True, "exp": 9e9, "origin": stranger.address}
    made = base64.urlsafe_b64encode(json.dumps(json.dumps(claims)).encode()).decode().rstrip("=")
    _, *signature = cookie["value"].strip('"').rsplit(".", 2)  # what is said, when, and the proof that the app said it
    for value in (made, ".".join([made, *signature]), json.dumps(claims)):
        context.add_cookies([{**cookie, "value": quote(value)}])
        page = stranger.open(INTERNAL)

        expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_of_someone_signed_in_fits_and_is_accessible(stranger, width):
    """Name and sign-out are on the page on a telephone too; axe-core finds nothing, before sign-in and after."""
    stranger.page.set_viewport_size({"width": width, "height": 844})
    for person in (None, "coordinator"):
        page = stranger.open("/") if person is None else stranger.sign_in(person)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    button = page.get_by_role("button", name=re.compile("Co Ordinator"))
    expect(button).to_be_in_viewport()
