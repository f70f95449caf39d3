"""Door: who is answered at all, and in which of three ways a server is open."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st
from streamlit.config import get_option, set_option
from streamlit.runtime.secrets import Secrets

from pages.shared import door
from pages.shared.entrance import entrance
from pages.shared.shell import PageShell

HOST = (b"host", b"localhost:8501")
HERE = {"type": "http", "method": "GET", "client": ("127.0.0.1", 5000), "http_version": "1.1", "headers": [HOST]}
SECRETS = """
[auth]
redirect_uri = "https://debat.voorbeeld.nl/oauth2callback"
cookie_secret = "eenHeelLangGeheimVanTweeendertigTekens"
client_id = "debatkit"
client_secret = "geheimpje"
server_metadata_url = "https://aanmelden.voorbeeld.nl/.well-known/openid-configuration"
"""

# Requests that are made on this machine, by what differs from the plainest one.
LOCAL = {
    "plain": {},
    "another loopback address": {"client": ("127.0.0.53", 1)},
    "IPv6": {"client": ("::1", 1), "headers": [(b"host", b"[::1]:8501")]},
    "IPv4 within IPv6": {"client": ("::ffff:127.0.0.1", 1)},
    "by address": {"headers": [(b"host", b"127.0.0.1")]},
    "by a name in capitals": {"headers": [(b"Host", b"LOCALHOST:8501")]},
    "from its own page": {"headers": [HOST, (b"origin", b"http://localhost:8501")]},
    "as Chromium asks": {
        "headers": [
            HOST,
            (b"connection", b"keep-alive"),
            (b"sec-ch-ua-platform", b'"Linux"'),
            (b"upgrade-insecure-requests", b"1"),
            (b"user-agent", b"Mozilla/5.0"),
            (b"accept", b"text/html"),
            (b"sec-fetch-site", b"none"),
            (b"accept-language", b"nl-NL"),
            (b"cookie", b"_streamlit_xsrf=1"),
            (b"dnt", b"1"),
            (b"referer", b"http://localhost:8501/kaarten"),
        ]
    },
}
# Requests that come from elsewhere, or may do so.
ELSEWHERE = {
    "another machine": {"client": ("192.0.2.7", 5000)},
    "another machine over IPv6": {"client": ("2001:db8::7", 5000)},
    "another machine within IPv6": {"client": ("::ffff:192.0.2.7", 5000)},
    "a neighbour": {"client": ("fe80::1%eth0", 5000)},
    "a socket file": {"client": None},
    "a socket file without a name": {"client": ("", 0)},
    "an old proxy": {"http_version": "1.0"},
    "no host": {"headers": []},
    "two hosts": {"headers": [HOST, (b"host", b"debat.voorbeeld.nl")]},
    "another site's name that leads here": {"headers": [(b"host", b"debat.voorbeeld.nl:8501")]},
    "a name that begins like ours": {"headers": [(b"host", b"localhost.voorbeeld.nl")]},
    "a name that ends like ours": {"headers": [(b"host", b"x.localhost")]},
    "an address in a name": {"headers": [(b"host", b"127.0.0.1.voorbeeld.nl")]},
    "the address of all": {"headers": [(b"host", b"0.0.0.0:8501")]},
    "a name behind ours": {"headers": [(b"host", b"localhost@voorbeeld.nl")]},
    "two names in one": {"headers": [(b"host", b"localhost, voorbeeld.nl")]},
    "an empty host": {"headers": [(b"host", b"")]},
    "a page of another site": {"headers": [HOST, (b"origin", b"https://voorbeeld.nl")]},
    "a page of nobody": {"headers": [HOST, (b"origin", b"null")]},
    "a page of a name like ours": {"headers": [HOST, (b"origin", b"http://localhost.voorbeeld.nl")]},
    "a page of no address": {"headers": [HOST, (b"origin", b"http://[x")]},
    "two pages": {"headers": [HOST, (b"origin", b"http://localhost:8501"), (b"origin", b"https://voorbeeld.nl")]},
}
FORWARDED = """
    X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port X-Forwarded-Server X-Forwarded-Prefix
    X-Forwarded-User X-Forwarded Forwarded Forwarded-For X-Original-Forwarded-For Via X-Real-IP X-Real-Port Client-IP
    X-Client-IP X-Cluster-Client-IP True-Client-IP CF-Connecting-IP CF-Ray CDN-Loop Fastly-Client-IP Fly-Client-IP
    X-Appengine-User-IP X-Azure-ClientIP X-Azure-SocketIP X-Envoy-External-Address X-Original-Host X-Original-URL
    X-Proxy-User X-ProxyUser-Ip Proxy-Connection X-Remote-Addr X-Remote-IP Remote-User X-Host X-Scheme X-ARR-LOG-ID
    X-Nf-Client-Connection-IP Tailscale-User-Login X-Amzn-Trace-Id
""".split()
ELSEWHERE |= {name: {"headers": [HOST, (name.lower().encode(), b"127.0.0.1")]} for name in FORWARDED}
ELSEWHERE["a header in capitals"] = {"headers": [HOST, (b"X-FORWARDED-FOR", b"127.0.0.1")]}
ELSEWHERE["an empty header"] = {"headers": [HOST, (b"x-forwarded-for", b"")]}
PATHS = ("/", "/kaarten", "/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/x/y", "/_stcore/metrics")
PATHS += ("/media/x.pdf", "/auth/login", "/oauth2callback", "/static/js/index.js", "/_stcore/agent/interact", "//", "*")

# Secrets, settings, and what is told that is missing.
CLOSED = {
    "half": ('[auth]\nclient_id = "x"\n', {}, "secrets.toml: [auth]: 'cookie_secret' ontbreekt"),
    "empty": ("[auth]\n", {}, "secrets.toml: [auth]: 'redirect_uri' ontbreekt"),
    "no section": ('auth = "ja"\n', {}, "secrets.toml: [auth]: 'redirect_uri' ontbreekt"),
    "no TOML": ("[auth\n", {}, "secrets.toml: dit bestand kan niet worden gelezen"),
    "nobody has a role": (SECRETS, {}, "DEBATKIT_PEOPLE: niemand heeft een rol"),
    "required and not there": ("", {"DEBATKIT_SIGN_IN": "required"}, "secrets.toml: er is geen [auth]"),
    "required, no file": (None, {"DEBATKIT_SIGN_IN": "required"}, "secrets.toml: er is geen [auth]"),
    "no such choice": (None, {"DEBATKIT_SIGN_IN": "ja"}, "DEBATKIT_SIGN_IN: kent alleen required, optional"),
}


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """A function that gives a server its secrets.toml and settings, as if it starts with them."""
    before = get_option("secrets.files")
    read = []
    monkeypatch.setenv("DEBATKIT_CONTACT", "")

    def made(secrets=None, **environment):
        path = tmp_path / "secrets.toml"
        if secrets is not None:
            path.write_text(secrets, encoding="utf-8")
        set_option("secrets.files", [str(path)])
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        found = Secrets()
        found._file_watchers_installed = True  # nothing changes here, and the watchers outlive the test
        read.append(found)
        monkeypatch.setattr(st, "secrets", found)
        entrance.cache_clear()
        return entrance()

    yield made
    for each in read:
        each._reset()  # out of the environment
    set_option("secrets.files", before)


def _ask(scope, app=None):
    """What is answered: the status and the body of an answer, or the messages of a websocket."""
    sent = []

    async def inner(scope, receive, send):
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"binnen"})

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    with ThreadPoolExecutor(1) as apart:  # the browser tests' event loop may still run in this thread
        apart.submit(lambda: asyncio.run(door.Door(app or inner)(scope, receive, send))).result()
    if scope["type"] == "websocket":
        return sent
    return sent[0]["status"], b"".join(each.get("body", b"") for each in sent[1:]).decode()


def _session(**differing):
    return _ask({**HERE, "path": "/_stcore/stream", **differing, "type": "websocket"})


@pytest.mark.parametrize("case", LOCAL)
def test_this_machine_is_served_without_sign_in(opened, case):
    """Who works on the machine itself gets pages and a session."""
    opened()

    assert _ask({**HERE, "path": "/", **LOCAL[case]}) == (200, "binnen")
    assert _session(**LOCAL[case]) == [{"type": "websocket.accept"}]


@pytest.mark.parametrize("case", ELSEWHERE)
def test_elsewhere_is_refused_without_sign_in(opened, case):
    """What comes from another machine, or may do so, gets a page that says how to set up sign-in, and no session."""
    opened()
    status, page = _ask({**HERE, "path": "/", **ELSEWHERE[case]})

    assert status == 403
    assert "docs/beheer.md" in page
    assert "binnen" not in page
    assert _session(**ELSEWHERE[case]) == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
def test_no_path_and_no_method_is_an_exception(opened, path, method):
    """The server's own paths are refused to strangers as all others are."""
    opened()

    assert _ask({**HERE, "client": ("192.0.2.7", 1), "path": path, "method": method})[0] == 403


def test_what_is_no_request_and_no_session_is_refused(opened):
    """A kind of question that is not known is not let through to the app."""
    opened()

    assert _ask({**HERE, "type": "http.something", "client": ("192.0.2.7", 1), "path": "/"})[0] == 403


def test_the_page_needs_nothing_else(opened):
    """The refusal is one page in Dutch, with the security headers, that asks for nothing more."""
    opened()
    sent = []

    async def send(message):
        sent.append(message)

    scope = {**HERE, "client": ("192.0.2.7", 1), "path": "/"}
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(PageShell(door.Door(None), language="nl")(scope, None, send))).result()
    headers = dict(sent[0]["headers"])
    page = sent[1]["body"].decode()

    assert headers[b"content-length"] == str(len(sent[1]["body"])).encode()
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert headers[b"cache-control"] == b"no-store"
    assert '<html lang="nl">' in page
    assert page.count("<h1>") == 1
    assert not any(part in page for part in ("<script", "src=", "href=", "url(", "@import"))


def test_with_sign_in_everyone_is_answered(opened):
    """Who has to sign in may come from anywhere, also through a proxy."""
    found = opened(SECRETS, DEBATKIT_PEOPLE="personen.yaml")
    far = {**HERE, "client": None, "headers": [(b"host", b"debat.voorbeeld.nl"), (b"x-forwarded-for", b"192.0.2.7")]}

    assert found.mistakes == ()
    assert _ask({**far, "path": "/"}) == (200, "binnen")


@pytest.mark.parametrize(
    ("origin", "outcome"),
    [
        (b"https://debat.voorbeeld.nl", "websocket.accept"),
        (b"https://DEBAT.voorbeeld.nl", "websocket.accept"),
        (None, "websocket.accept"),
        (b"http://debat.voorbeeld.nl", "websocket.close"),
        (b"https://voorbeeld.nl", "websocket.close"),
        (b"https://debat.voorbeeld.nl.voorbeeld.com", "websocket.close"),
        (b"http://localhost:8501", "websocket.close"),
        (b"null", "websocket.close"),
    ],
)
def test_with_sign_in_a_session_is_for_pages_of_the_app(opened, origin, outcome):
    """A page of another site gets no session, and the server looks for nobody's address to be sure of it."""
    opened(SECRETS, DEBATKIT_PEOPLE="personen.yaml")
    headers = [(b"host", b"debat.voorbeeld.nl"), *([(b"origin", origin)] if origin else [])]

    assert _session(headers=headers)[0]["type"] == outcome


@pytest.mark.parametrize("case", CLOSED)
@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("192.0.2.7", 1)])
def test_half_a_sign_in_is_for_nobody(opened, case, client):
    """While something is missing nobody is let in, this machine included, and the page says what it is."""
    secrets, environment, message = CLOSED[case]
    opened(secrets, **environment)
    status, page = _ask({**HERE, "client": client, "path": "/"})

    assert status == 503
    assert message.replace("'", "&#x27;") in page
    assert "geheimpje" not in page
    assert _session(client=client) == [{"type": "websocket.close", "code": 1008}]


def test_identity_from_headers_does_not_go_with_sign_in(opened):
    """Headers that would overwrite what the provider says of someone are refused."""
    set_option("server.trustedUserHeaders", {"X-Email": "email"})
    try:
        found = opened(SECRETS, DEBATKIT_PEOPLE="personen.yaml")
    finally:
        set_option("server.trustedUserHeaders", {})

    assert [each.message.split(";")[0] for each in found.mistakes] == ["haal server.trustedUserHeaders weg"]


def test_a_folder_that_may_not_be_read_is_no_open_door(opened, monkeypatch):
    """When it cannot be known whether sign-in was set up, nobody is let in."""
    monkeypatch.setattr("pathlib.Path.exists", _denied)

    assert opened(None).mistakes


def _denied(path):
    raise PermissionError


def test_a_server_stays_open_as_it_started(opened, tmp_path):
    """A secrets.toml that goes away while people are on the server does not make it one without sign-in."""
    found = opened(SECRETS, DEBATKIT_PEOPLE="personen.yaml")
    (tmp_path / "secrets.toml").unlink()
    st.secrets._reset()

    assert entrance() is found
    assert found.provider is not None


def test_the_port_may_be_left_to_the_server(opened):
    """The address may hold "{port}", as Streamlit allows."""
    local = SECRETS.replace("https://debat.voorbeeld.nl", "http://localhost:{port}")

    assert (
        opened(local, DEBATKIT_UNKNOWN_PEOPLE="readers").provider.origin
        == f"http://localhost:{get_option('server.port')}"
    )


def test_settings_may_stand_in_secrets(opened):
    """A setting at the top of secrets.toml is one as any in the environment."""
    found = opened('DEBATKIT_PEOPLE = "personen.yaml"\nDEBATKIT_CONTACT = "Anna"\n' + SECRETS)

    assert (str(found.settings.people), found.settings.contact) == ("personen.yaml", "Anna")
    assert found.mistakes == ()
