"""
Way back: after sign-in, the page that was asked for.

Streamlit brings everyone who comes back from the identity provider to the first page; a link to a card would be lost on
the way. Here the address is kept in a cookie when someone leaves for the provider, and used when they return.

    GET /auth/login        from /kaarten?kaart=7    -> cookie
    GET /oauth2callback    answered "go to /"       -> "go to /kaarten?kaart=7", cookie gone

The one rule that must hold: it leads to a page of this app, whatever the cookie says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import cookie_parser

from pages.shared.entrance import entrance

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "debatkit_terug"
LONGEST = 4_000  # characters of an address as a cookie holds it: browsers keep 4096; a link to a full folder fits
SECONDS = 600  # that signing in may take
_PAGE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")  # one slash, no backslash: never the name of another host


class WayBack:
    """ASGI middleware: remembers where someone was when they left to sign in, and brings them there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        provider = entrance().provider if scope["type"] == "http" else None
        leaving = scope.get("path", "").endswith("/auth/login")
        if provider is None or not (leaving or scope["path"].endswith("/oauth2callback")):
            await self.app(scope, receive, send)
            return
        secure = "; Secure" if provider.origin.startswith("https:") else ""
        page = _asked_for(scope, provider.origin) if leaving else _kept(scope)

        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start" and page:
                headers = [(name, value) for name, value in message["headers"] if leaving or name != b"location"]
                value, seconds = (quote(page, safe=""), SECONDS) if leaving else ("", 0)
                cookie = f"{COOKIE}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax{secure}"
                headers.append((b"set-cookie", cookie.encode()))
                if not leaving:
                    headers.append((b"location", page.encode()))
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, changed)


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _asked_for(scope: Scope, origin: str) -> str:
    """The page of this app that the request came from; nothing when it came from elsewhere."""
    came_from = _header(scope, b"referer")
    if not came_from.lower().startswith(f"{origin}/"):
        return ""
    return _page(urlsplit(came_from)._replace(scheme="", netloc="", fragment="").geturl())


def _kept(scope: Scope) -> str:
    return _page(unquote(cookie_parser(_header(scope, b"cookie")).get(COOKIE, "")))


def _page(address: str) -> str:
    return address if len(quote(address, safe="")) <= LONGEST and _PAGE.fullmatch(address) else ""
