"""
HTML: a document as one self-contained page.

In goes a `Document`, out comes a page that needs nothing from anywhere, runs no script, and prints well.
"""

from __future__ import annotations

from functools import lru_cache

import jinja2

from debatkit.sheets.document import Document


def html(document: Document) -> bytes:
    """Return the document as a page in UTF-8; texts are shown as typed."""
    fields = {name: getattr(document, name) for name in document.__dataclass_fields__}
    return _template().render(fields).encode("utf-8")


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("debatkit.sheets"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("sheet.html.j2")
