"""
HTML: a document as one self-contained page.

In goes a `Document`, out comes a page that needs nothing from anywhere, runs no script, and prints well: with a head
and page numbers where the browser knows of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

import jinja2
from markupsafe import Markup

from debatkit.sheets.document import Document
from debatkit.sheets.typography import bound


def html(document: Document) -> bytes:
    """Return the document as a page in UTF-8; texts are shown as typed."""
    fields = {name: getattr(document, name) for name in document.__dataclass_fields__}
    return templates().get_template("sheet.html.j2").render(fields).encode("utf-8")


@lru_cache(maxsize=1)
def templates() -> jinja2.Environment:
    """The templates of pages, which escape every text."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("debatkit.sheets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_set,
    )
    environment.filters["css"] = _css
    environment.filters["picture"] = _picture
    return environment


def _set(value: object) -> object:
    """A text with lines that break well; what is part of the page already stays as it is."""
    return bound(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _picture(qr: str) -> Markup:
    """A QR code as part of the page, with words for who cannot see it; it is ours, and holds no text but a path."""
    title = "<title>QR-code van deze afdruk</title>"
    return Markup(qr.replace("<svg ", '<svg role="img" ', 1).replace("<path", f"{title}<path", 1))  # noqa: S704 see above


def _css(text: str) -> Markup:
    """A text as a string in a style sheet: every sign but letters and digits as its number, so that none ends it."""
    return Markup('"' + re.sub(r"[^A-Za-z0-9]", lambda sign: f"\\{ord(sign.group()):x} ", text) + '"')  # noqa: S704 see above
