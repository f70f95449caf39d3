"""Way back: after sign-in someone is where they wanted to be, and never on another site."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import Settings
from debatkit.sign_in import Provider
from pages.shared import way_back
from pages.shared.entrance import Entrance

ORIGIN = "https://debat.voorbeeld.nl"
# A link to a folder of as many items as one holds, as the page makes it (test_page_room.py).
FULL = (
    "/map?onderdelen=" + "_".join(f"{card}.{number}" for card in range(10) for number in range(1, 31)) + "&naam=blok+2"
)
# Where someone came from when they left to sign in, and where they are brought afterwards.
CAME_FROM = {
    "a card": (f"{ORIGIN}/kaarten?kaart=7&weergave=Intern", "/kaarten?kaart=7&weergave=Intern"),
    "a search": (f"{ORIGIN}/zoeken?q=wie%20betaalt+dat", "/zoeken?q=wie%20betaalt+dat"),
    "the name in capitals": ("https://DEBAT.voorbeeld.nl/blad", "/blad"),
    "a mark on a page": (f"{ORIGIN}/kaarten#lijn", "/kaarten"),
    "the first page": (f"{ORIGIN}/", "/"),
    "nowhere": (None, None),
    "another site": ("https://voorbeeld.nl/kaarten", None),
    "a site with a name like ours": (f"{ORIGIN}.com/kaarten", None),
    "our name as a user": (f"{ORIGIN}@voorbeeld.nl/kaarten", None),
    "two slashes": (f"{ORIGIN}//voorbeeld.nl", None),
    "a backslash": (f"{ORIGIN}/\\voorbeeld.nl", None),
    "a full folder": (f"{ORIGIN}{FULL}", FULL),
    "too long": (f"{ORIGIN}/zoeken?q={'a' * 4000}", None),
    "too long once it is in a cookie": (f"{ORIGIN}/zoeken?q={'%20' * 900}", None),
}
KEPT = {
    "a page": ("/kaarten?kaart=7", "/kaarten?kaart=7"),
    "another site": ("https://voorbeeld.nl/", "/"),
    "another host": ("//voorbeeld.nl", "/"),
    "another host by a backslash": ("/\\voorbeeld.nl", "/"),
    "a line end": ("/x\r\nset-cookie: a=b", "/"),
    "a tab": ("/\t/voorbeeld.nl", "/"),
    "a script": ("javascript:alert(1)", "/"),
    "nothing": ("", "/"),
}


@pytest.fixture(autouse=True)
def provider(monkeypatch):
    """A server with sign-in."""
    monkeypatch.setattr(way_back, "entrance", lambda: Entrance(Settings(), Provider(None, ORIGIN)))


def _ask(path, **headers):
    """The headers of the answer to a request."""
    sent = []

    async def inner(scope, receive, send):
        start = {"type": "http.response.start", "status": 302, "headers": [(b"location", b"/")]}
        await send(start)
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    given = [(name.encode(), value.encode("latin-1")) for name, value in headers.items() if value is not None]
    scope = {"type": "http", "method": "GET", "path": path, "headers": given}
    with ThreadPoolExecutor(1) as apart:  # the browser tests' event loop may still run in this thread
        apart.submit(lambda: asyncio.run(way_back.WayBack(inner)(scope, None, send))).result()
    return [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]


@pytest.mark.parametrize("case", CAME_FROM)
def test_the_page_is_kept_while_someone_signs_in(case):
    """The address of a page of this app is kept, for ten minutes, out of reach of scripts; any other is not."""
    came_from, page = CAME_FROM[case]
    answered = dict(_ask("/auth/login", referer=came_from))

    if page is None:
        assert "set-cookie" not in answered
    else:
        assert len(answered["set-cookie"].partition(";")[0]) <= 4096  # a longer one no browser keeps
        cookie, *rest = answered["set-cookie"].split("; ")
        assert cookie == f"debatkit_terug={quote(page, safe='')}"
        assert rest == ["Max-Age=600", "Path=/", "HttpOnly", "SameSite=Lax", "Secure"]
    assert answered["location"] == "/"


@pytest.mark.parametrize("case", KEPT)
def test_the_kept_page_is_where_someone_returns(case):
    """A page of this app is gone to, once; whatever else a cookie holds leads to the first page."""
    kept, page = KEPT[case]
    answered = _ask("/oauth2callback", cookie=f"a=b; debatkit_terug={quote(kept, safe='')}")

    assert [value for name, value in answered if name == "location"] == [page]
    assert any("Max-Age=0" in value for name, value in answered if name == "set-cookie") is (kept == page)


@given(st.text(st.characters(max_codepoint=255), max_size=30))
def test_no_cookie_leads_to_another_site(kept):
    """Whatever the cookie holds, the address is one of this app."""
    page = way_back._page(kept)

    assert urljoin(f"{ORIGIN}/oauth2callback", page or "/").startswith(f"{ORIGIN}/")


@pytest.mark.parametrize("path", ["/", "/kaarten", "/_stcore/health", "/auth/logout"])
def test_other_addresses_are_left_alone(path):
    """Only leaving to sign in and coming back are looked at."""
    headers = {"referer": f"{ORIGIN}/kaarten", "cookie": "debatkit_terug=%2Fkaarten"}

    assert _ask(path, **headers) == [("location", "/")]
