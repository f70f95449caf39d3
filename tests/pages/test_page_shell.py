"""Shell: the language and the headers around every page."""

import asyncio
import base64
import gzip
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from pages.shared.shell import PageShell

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
PAGE = INDEX.read_text(encoding="utf-8")
HEADERS = ("x-content-type-options", "referrer-policy", "permissions-policy", "cross-origin-opener-policy")


async def _page(request):
    return HTMLResponse(PAGE)


async def _text(request):
    return PlainTextResponse('<html lang="en">' * 100)


async def _parts(request):
    return StreamingResponse(iter([PAGE[:900], PAGE[900:]]), media_type="text/html")


ROUTES = [
    Route("/", _page),
    Route("/kaarten", _page),
    Route("/delen", _parts),
    Route("/tekst", _text),
]
INNER = Starlette(routes=ROUTES, middleware=[Middleware(GZipMiddleware, minimum_size=100)])


def _call(app, scope):
    """Make one request of an ASGI app; return the messages that it sends."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    with ThreadPoolExecutor(1) as apart:  # the browser tests' event loop may still run in this thread
        apart.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    return sent


def _get(path, accept="text/html,application/xhtml+xml"):
    """Get an address as a browser does: its headers as (name, value), and its body."""
    headers = [(b"accept", accept.encode()), (b"accept-encoding", b"gzip, br")]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
    scope["asgi"] = {"version": "3.0", "spec_version": "2.4"}
    start, *rest = _call(PageShell(INNER, language="nl"), scope)
    found = [(name.decode().lower(), value.decode()) for name, value in start["headers"]]
    return found, b"".join(message.get("body", b"") for message in rest)


@pytest.mark.parametrize("path", ["/", "/kaarten", "/delen"])
def test_the_page_is_dutch(path):
    """The page says once that it is Dutch, and its length is what the header says."""
    headers, body = _get(path)

    assert body.decode().count('<html lang="nl"') == 1
    assert '<html lang="en"' not in body.decode()
    assert dict(headers).get("content-length") in (None, str(len(body)))


def test_other_answers_are_left_as_they_are():
    """What is no page keeps its words and its compression."""
    headers, body = _get("/tekst", accept="*/*")

    assert dict(headers)["content-encoding"] == "gzip"
    assert gzip.decompress(body).startswith(b'<html lang="en">')


def test_the_websocket_passes_untouched():
    """What is no request for a page goes through as it is."""

    async def inner(scope, receive, send):
        await send({"type": "websocket.accept", "headers": []})

    assert _call(PageShell(inner, language="nl"), {"type": "websocket"}) == [
        {"type": "websocket.accept", "headers": []}
    ]


@pytest.mark.parametrize("path", ["/", "/kaarten", "/tekst", "/er-is-niets"])
@pytest.mark.parametrize("name", [*HEADERS, "content-security-policy"])
def test_every_answer_has_the_security_headers(path, name):
    """Pages, files and errors all carry each header once."""
    assert [each for each, _ in _get(path)[0]].count(name) == 1


def test_the_policy_lets_in_the_installed_page_and_no_other_host():
    """The scripts in the installed Streamlit's page are allowed by their hashes; no host and no other inline script."""
    policy = dict(part.split(" ", 1) for part in dict(_get("/")[0])["content-security-policy"].split("; "))
    scripts = re.findall(r"<script>(.*?)</script>", PAGE, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts]

    assert len(re.findall(r"<script(?![^>]*\bsrc=)", PAGE)) == len(scripts) >= 1
    assert policy["script-src"].split() == ["'self'", "'wasm-unsafe-eval'", *(f"'sha256-{each}'" for each in hashes)]
    assert "http" not in " ".join(policy.values())
    assert "*" not in " ".join(policy.values())
    assert (policy["default-src"], policy["object-src"]) == ("'self'", "'none'")


@pytest.mark.parametrize("page", ["bewerken", "geschiedenis", "beheer"])
def test_the_switch_is_out_of_sight_where_it_changes_nothing(visit, small, shown, sent, page):
    """No page says that it may be read aloud and shows it all; what was chosen is in force on the next page."""
    app = visit(page, small, weergave="Intern")
    assert "weergave-nergens" in sent(app)
    assert "Openbaar: mag worden uitgesproken" not in shown(app)
    assert ("Intern: niet verspreiden" in shown(app)) is (page != "beheer")
    app.switch_page("kaarten.py").run()

    assert "weergave-nergens" not in re.sub(r"\.st-key\S+", "", sent(app))
    assert "Intern: niet verspreiden" in shown(app)
