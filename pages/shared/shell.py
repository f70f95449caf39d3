"""
Shell: what surrounds every page: its language and its security headers.

Streamlit writes `<html lang="en">` and sends no headers; a screen reader would read Dutch as English.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class PageShell:
    """ASGI middleware: patches the language in the HTML and adds the headers to every response."""

    def __init__(self, app: ASGIApp, language: str) -> None:
        """`language` has two letters, as "en" has, so that the content keeps its length."""
        self.app = app
        self.language = language.encode()
        self.headers = _headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        html = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
        if html:  # compressed, it could not be patched
            kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": kept}

        async def patched(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self.headers]
            elif html and message.get("body"):
                message["body"] = message["body"].replace(b'<html lang="en">', b'<html lang="%s">' % self.language, 1)
            await send(message)

        await self.app(scope, receive, patched)


@lru_cache(maxsize=1)
def _headers() -> tuple[tuple[bytes, bytes], ...]:
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {' '.join(_inline_scripts())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
    return (
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    )


def _inline_scripts() -> list[str]:
    """The hashes of the scripts that stand in Streamlit's own index.html; they differ by version."""
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", index, flags=re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in scripts]
