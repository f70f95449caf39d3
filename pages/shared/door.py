"""
Door: who is let in at all, before anything of the app runs.

    open for           from this machine     from elsewhere                      a session (websocket)
    this machine       served                refused: how to set up sign-in      from this machine alone
    who signs in       served                served                              from the app's own address alone
    nobody             what is missing       what is missing                     none

The one rule that must hold: without sign-in, nothing that came through another machine is answered, and nothing that a
page of another site asks for. That cannot be seen from one sign alone, so all are looked at: the sender, every header
that proxies add, and the names under which the app is asked for (another site's name that leads here is a trick).
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from debatkit import Mistake, sign_in
from pages.shared.entrance import entrance

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What proxies, tunnels and delivery networks tell of whom they ask for; a browser on this machine sends none of them.
_FORWARDED = re.compile(
    rb"""
    .*forward.* | via | .*proxy.* | cdn-loop | x-real-.* | .*-ip | .*-client-?ip.* | .*remote-(addr|user).*
    | x-original-.* | cf-.* | x-envoy-.* | x-arr-.* | x-azure-.* | x-amzn-.* | tailscale-.* | x-host | x-scheme
    """,
    re.VERBOSE,
)
_HOST = re.compile(r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE)
_REFUSED, _NOT_READY = 403, 503

PAGE = """<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>{title} · Debatkit</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.1rem/1.6 "Source Sans", system-ui, sans-serif; max-width: 42rem; margin: 4rem auto; padding: 0 1rem; }}
h1 {{ line-height: 1.2; }} code {{ font-size: 0.95em; }} li {{ margin-bottom: 0.5rem; overflow-wrap: anywhere; }}
</style></head><body><main><h1>{title}</h1>
{body}
</main></body></html>
"""
ONLY_HERE = PAGE.format(
    title="Deze app werkt alleen op de computer zelf",
    body="""<p>Debatkit draait hier zonder aanmelding. Dan kan alleen iemand achter de computer zelf erbij, op het adres
<code>http://localhost</code> met het poortnummer van de app. Uw verzoek kwam van een andere computer, of was via een
tussenstation of onder een andere naam gestuurd.</p>
<p>Moeten meer mensen erbij? Degene die de app beheert stelt dan aanmelding in:</p>
<ol><li>Meld de app aan bij de identiteitsaanbieder van uw organisatie (OpenID Connect).</li>
<li>Zet wat u daarvan krijgt in <code>.streamlit/secrets.toml</code>, onder <code>[auth]</code>.</li>
<li>Geef mensen een rol met <code>DEBATKIT_PEOPLE</code> of <code>DEBATKIT_ROLE_CLAIM</code>, en start de app
opnieuw.</li></ol>
<p>In <code>docs/beheer.md</code> staat elke stap, ook voor een server achter nginx.</p>""",
)
NO_PROVIDER = PAGE.format(
    title="Aanmelden lukt nu niet",
    body="""<p>De organisatie waarbij u zich aanmeldt is niet bereikbaar. Wacht even en
<a href="../">probeer het opnieuw</a>. Blijft het zo, vraag het dan aan degene die de app beheert: in het logboek van de
server staat waarom.</p>""",
)


def not_ready(mistakes: tuple[Mistake, ...]) -> str:
    """The page that says what is missing before anyone can sign in."""
    points = "".join(f"<li>{escape(str(each))}</li>" for each in mistakes)
    body = f"""<p>De aanmelding van deze app is niet goed ingesteld. Daarom kan niemand erbij.
Voor wie haar beheert:</p>
<ul>{points}</ul>
<p>Verbeter dit en start de app opnieuw. In <code>docs/beheer.md</code> staat elke instelling.</p>"""
    return PAGE.format(title="Deze app is nog niet klaar voor gebruik", body=body)


def is_from_here(scope: Scope) -> bool:
    """Whether a request, or the start of a session, was certainly made on this machine and for this app."""
    client = scope.get("client")
    if not client or not sign_in.is_this_machine(client[0]):
        return False  # no client: a socket file, which only a proxy can use
    if scope.get("http_version") == "1.0":
        return False  # no browser has spoken it for decades; nginx does, and adds no header by itself
    hosts, origins = [], []
    for name, value in scope["headers"]:
        key = name.lower()
        if _FORWARDED.fullmatch(key):
            return False
        if key == b"host":
            hosts.append(value.decode("latin-1"))
        elif key == b"origin":
            origins.append(value.decode("latin-1"))
    return len(hosts) == 1 and _is_local(hosts[0]) and all(_is_local(_host_of(each)) for each in origins)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _is_local(host: str) -> bool:
    found = _HOST.fullmatch(host.strip())
    return found is not None and sign_in.is_this_machine(found["name"].strip("[]"))


def is_of_origin(scope: Scope, origin: str) -> bool:
    """Whether a session is asked for by a page of the app itself; a program that is no browser does not say."""
    asked = [value.decode("latin-1").lower() for name, value in scope["headers"] if name.lower() == b"origin"]
    return all(each == origin for each in asked)


class Door:
    """ASGI middleware: lets a request through, or answers it with a page that says why not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":  # the server's own start and stop
            await self.app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if refusal is None and scope["type"] == "http" and scope["path"].endswith("/auth/login"):
            await self.app(scope, receive, _told_in_dutch(send))
        elif refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it was accepted: the server answers 403
        else:
            await _answer(send, *refusal, with_body=scope["method"] != "HEAD")


def _refusal(scope: Scope) -> tuple[int, str] | None:
    door = entrance()
    if door.mistakes:
        return _NOT_READY, not_ready(door.mistakes)
    if door.provider is None:
        return None if is_from_here(scope) else (_REFUSED, ONLY_HERE)
    if scope["type"] == "websocket" and not is_of_origin(scope, door.provider.origin):
        return _REFUSED, ""
    return None


def _told_in_dutch(send: Send) -> Send:
    """Streamlit's answer when the provider cannot be reached is two words; here is what someone can do."""
    failed = False

    async def told(message: Message) -> None:
        nonlocal failed
        if message["type"] == "http.response.start" and message["status"] >= 400:
            failed = True
            await _answer(send, message["status"], NO_PROVIDER, with_body=True)
        if not failed:
            await send(message)

    return told


async def _answer(send: Send, status: int, page: str, with_body: bool) -> None:
    body = page.encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body if with_body else b""})
