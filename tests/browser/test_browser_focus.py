"""The focus after an action: it follows its item, also where Streamlit draws another item in the part that had it."""

import pytest

from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser
ADDRESS = "http://localhost/map"
ITEM = '<div class="st-key-onderdeel-question-{0}"><a href="#{0}">{0}</a>{1}</div>'
BUTTONS = '<div class="dk-do" data-item="question:{0}"><button data-do="neer">Omlaag</button></div>'
FOLDER = """<!doctype html><title>Map</title>{}<script type="module">
import {{ act, onClick, onDrawn, onGoingOn }} from "./actions.js";
act.send = () => {{}};
document.addEventListener("click", onClick);
Object.assign(window, {{ act, onDrawn, onGoingOn }});
</script>"""
# One item moves down: first the upper part is drawn as the lower item, then the lower part as the upper one.
REUSED = """([first, second]) => {
    const parts = [...document.querySelectorAll("[class^=st-key-onderdeel]")];
    const draw = (part, item) => {
        part.className = `st-key-onderdeel-question-${item}`;
        part.querySelector("a").textContent = item;
        part.querySelector(".dk-do").dataset.item = `question:${item}`;
        onDrawn();
    };
    draw(parts[0], second);
    draw(parts[1], first);
}"""


@pytest.fixture
def page(context):
    """A page with two items and our script, which is drawn as the test says."""
    page = context.new_page()
    body = "".join(ITEM.format(name, BUTTONS.format(name)) for name in ("een", "twee"))
    page.route("**/map", lambda route: route.fulfill(body=FOLDER.format(body), content_type="text/html"))
    page.route("**/actions.js", lambda route: route.fulfill(path=ROOT / "pages/shared/browser/actions.js"))
    page.goto(ADDRESS)
    page.wait_for_function("Boolean(window.act)")
    page.locator("a").first.focus()
    yield page
    page.close()


def test_the_focus_follows_an_item_that_moved(page):
    """Otherwise the next key would move another item than the one that was moved."""
    page.evaluate("act('neer')")

    page.evaluate(REUSED, ["een", "twee"])

    assert page.evaluate("document.activeElement.textContent") == "een"
    assert page.evaluate("document.activeElement === document.querySelectorAll('a')[1]")


def test_the_focus_stays_where_somebody_went_since(page):
    """Who pressed a key or the mouse after the action is not taken back."""
    page.evaluate("act('neer'); onGoingOn()")

    page.evaluate(REUSED, ["een", "twee"])

    assert page.evaluate("document.activeElement === document.querySelectorAll('a')[0]")
