"""What only a browser can see of each page: what it loads, how it is marked up, how it behaves on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import in_both_looks

pytestmark = pytest.mark.browser
TITLES = {
    "/": "Overzicht",
    "/kaarten": "Kaarten",
    "/kaarten?kaart=2": None,  # named as its card is
    "/zoeken": "Zoeken",
    "/zoeken?q=register": "Zoeken",
    "/blad": "Blad",
}
INTERNAL = "/kaarten?kaart=11&weergave=Intern"
OPENED = (  # with more on the page than its bare address shows
    "/?weergave=Intern",
    INTERNAL,
    "/kaarten?kaart=2&vraag=r2-verplicht-register&weergave=Intern",
    "/kaarten?kaart=99",
    "/zoeken?q=zeppelin",
    "/zoeken?q=register&ministerie=BZK",
    "/blad?blad_status=Concept&weergave=Intern",
)
WORK = (  # for those who prepare the debate: internal parts whatever the view, so apart from the others
    "/bewerken",
    "/bewerken?onderdeel=question:slot-waarom-geen-onderraad",
    "/bewerken?onderdeel=debate:opgave-ai",
    "/geschiedenis",
    "/geschiedenis?onderdeel=question:slot-waarom-geen-onderraad",
    "/controle",
    "/controle?weergave=Intern",
    "/beheer",
    "/beheer?deel=Personen",
    "/beheer?deel=Reservekopie",
    "/beheer?deel=Deze+server",
)
# Streamlit's preview of a PDF is a region that scrolls, which axe wants to be focusable. Chromium and Firefox let the
# keyboard into it by themselves, as a test below proves; and its content can be downloaded in other forms.
# Its box to drop a file on says that it is presentation and takes no focus; the button in it is one of its own.
EXCEPT = {
    ("scrollable-region-focusable", 'data-testid="pdf-content"'),
    ("presentation-role-conflict", 'data-testid="stFileUploaderDropzone"'),
}
SECRET = "geen overeenstemming over vormgeving"
PAGES = pytest.mark.parametrize("path", TITLES)
MOST_NODES = 900


def test_a_fresh_server_routes_the_first_visit(serve, context, visit):
    """The first request to a new server, to an inner page, goes through the router: its switch is there."""
    with serve() as address:
        visit.address = address
        page = visit.open("/kaarten?kaart=7")

        expect(page.get_by_role("radiogroup", name="Weergave")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_contain_text("7. ")
        expect(page.get_by_role("link", name="Zoeken", exact=True)).to_be_visible()


@PAGES
def test_no_request_leaves_the_origin(visited, server, path):
    """A page asks nothing of any other host."""
    own = (server, server.replace("http", "ws"), "data:", f"blob:{server}")
    asked = visited(path).requests

    assert len(asked) > 3
    assert [each for each in asked if not each.startswith(own)] == []


@PAGES
def test_nothing_goes_wrong(visited, path):
    """A page gives no error in the console, and nothing that the security policy refuses; the preview included."""
    assert visited(path).errors == []


@PAGES
def test_the_page_is_dutch_and_has_one_heading_and_its_own_title(visited, path):
    """A page says that it is Dutch, has one h1, and a title that tells it from the others."""
    page = visited(path).page
    name = TITLES[path]

    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.locator("h1")).to_have_count(1)
    expect(page).to_have_title(re.compile(f"^{name} · Debatkit$" if name else r"^.{4,} · Debatkit$"))


def test_titles_differ(visited):
    """No two pages have one title."""
    titles = [visited(path).page.title() for path in TITLES if "q=" not in path]

    assert len(set(titles)) == len(titles)


def test_a_title_does_not_stay_behind(visit):
    """The title of a card is gone on the next page."""
    page = visit.open("/kaarten?kaart=2")
    page.get_by_role("link", name="Blad", exact=True).click()

    expect(page).to_have_title("Blad · Debatkit")


@pytest.mark.parametrize("path", ["/", "/kaarten?kaart=2", "/_stcore/health", "/static/js/er-is-niets.js"])
def test_every_answer_has_the_security_headers(context, server, path):
    """Pages, files and errors carry the headers."""
    headers = context.request.get(server + path).headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", [*TITLES, *OPENED, *WORK])
def test_axe_finds_nothing(visited, path):
    """axe-core finds no violation on any page, light and dark, public and internal."""
    assert in_both_looks(visited(path).page, EXCEPT) == []


def test_the_preview_is_reached_and_scrolled_by_keyboard(visited):
    """Tab goes into the preview of the sheet, and Page down scrolls it."""
    page = visited("/blad").page
    preview = page.get_by_test_id("pdf-content")
    page.get_by_title("Zoom Out").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("PageDown")

    expect(preview).to_be_focused()
    page.wait_for_function("each => each.scrollTop > 0", arg=preview.element_handle())


@pytest.mark.parametrize("path", [*TITLES, INTERNAL, *WORK])
def test_a_phone_scrolls_one_way(visit, path):
    """At 390 px a page never scrolls sideways."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open(path)

    assert page.evaluate("document.scrollingElement.scrollWidth") <= page.evaluate("window.innerWidth")
    for box in page.locator('[data-testid="stMain"]').all():
        assert box.evaluate("each => each.scrollWidth - each.clientWidth") <= 0


def test_arrow_keys_turn_the_cards(visit):
    """Right goes to the next card and Left to the previous one; the address follows."""
    page = visit.open_with_keys("/kaarten?kaart=2")
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("heading", level=1)).to_contain_text("3. ")
    expect(page).to_have_url(re.compile(r"kaart=3"))

    visit.ready()
    page.keyboard.press("ArrowLeft")

    expect(page.get_by_role("heading", level=1)).to_contain_text("2. ")
    expect(page).to_have_url(re.compile(r"kaart=2"))


def test_search_works_by_keyboard_alone(visit):
    """Tab reaches the search box, typing gives results and puts the query in the address."""
    page = visit.open("/zoeken")
    box = page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first
    for _ in range(30):  # past the pages in the margin
        if box.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.type("onderraad", delay=30)

    expect(page.get_by_role("link", name="Kaart openen").first).to_have_attribute("href", re.compile("kaart=11$"))
    expect(page).to_have_url(re.compile(r"q=onderraad"))
    expect(box).to_be_focused()


def test_the_public_view_receives_nothing_internal(visit):
    """A public card 11 never holds the words on the coordination, neither in what it shows nor in what it receives."""
    received = visit.listen()
    page = visit.open("/kaarten?kaart=11")

    assert SECRET not in page.content()
    assert len(received) > 3
    assert not any(words in frame for frame in received for words in (SECRET.encode(), b"AI-unit"))


def test_the_switch_shows_the_internal_view(visit):
    """The switch shows what is internal on card 11, marked, with the quote in its source; and hides it again."""
    page = visit.open("/kaarten?kaart=11")
    page.get_by_text("Intern", exact=True).click()
    expect(page.get_by_text("Intern: niet uitspreken (gevoelig)")).to_be_visible()
    expect(page).to_have_url(re.compile("weergave=Intern"))
    visit.ready()
    page.get_by_text(re.compile(r"^Bronnen \(")).first.click()

    expect(page.locator("blockquote mark", has_text=SECRET).first).to_be_visible()

    page.get_by_text("Openbaar", exact=True).click()

    expect(page.get_by_text("Intern: niet uitspreken")).to_have_count(0)


def test_the_fullest_card_stays_light(visited):
    """The card with most questions is under a thousand elements, however much is folded in it."""
    page = visited("/kaarten?kaart=11").page

    assert page.evaluate("document.querySelectorAll('*').length") < MOST_NODES


def test_hostile_texts_are_shown_as_typed(serve, visit, tmp_path):
    """What Markdown and HTML would read in a title, theme or question is on the page as it was typed."""
    typed = "<b>b</b> $x$ en $y$ #let *a* _b_ :red[r] :smile: ~~d~~ `c` [l](m) ![i](j) 1. =cmd()"
    for name, content in {
        "data/klein/debate.yaml": f"id: klein\ntitle: klein\ndebate:\n  title: '{typed}'\n  kind: debat\n"
        f"  committee: C\n  date: '2024-01-01'\nthemes:\n  - id: t\n    title: '{typed}'\n",
        "data/klein/recommendations.yaml": "- id: een\n  number: 1\n  wording: literal\n  theme: t\n"
        f"  name: '{typed}'\n  text: '{typed}'\n",
        "qa/klein/t.yaml": "- id: v\n  number: 1\n  audience: public\n  recommendations: [een]\n"
        f"  question: '{typed}'\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    with serve(DEBATKIT_DATA=str(tmp_path / "data"), DEBATKIT_QA=str(tmp_path / "qa")) as address:
        visit.address = address

        expect(visit.open("/").locator("h1")).to_have_text(f"Debat {typed}")
        expect(visit.open("/kaarten").locator("h2")).to_have_text(typed)
        page = visit.open("/kaarten?kaart=1&vraag=v")
        expect(page.locator("h1")).to_have_text(f"1. {typed}")
        expect(page.locator("summary").first).to_contain_text(f"1.1 {typed}")
        assert visit.errors == []
