"""
Outputs: a document as a file, in each form that its layout has.

In go a `Document` and a form, out come the bytes. What sets a form is loaded when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from debatkit.cards import Card
from debatkit.errors import SheetError
from debatkit.sheets.document import Document
from debatkit.sheets.selection import Layout

FORMATS = ("pdf", "docx", "html", "xlsx")
ONE_FORMAT = {Layout.OFFLINE: "html"}  # for layouts that are made as one thing alone

Pages = Mapping[str, tuple[int, int]]


def formats(layout: Layout) -> tuple[str, ...]:
    """The formats that a layout can be made in."""
    return (ONE_FORMAT[layout],) if layout in ONE_FORMAT else FORMATS


def require(layout: Layout, form: str) -> None:
    """Do nothing if a layout can be made in this format.

    Raises:
        SheetError: it cannot; the message says in which it can.
    """
    if form not in formats(layout):
        raise SheetError(f"Een blad als '{form}' kan niet; kies {', '.join(formats(layout))}.")


def made(
    document: Document,
    cards: Sequence[Card],
    form: str,
    told: Callable[[int, int], None] | None = None,
    *,
    where: bool = False,
) -> tuple[bytes, Pages]:
    """Return the document in a form of its layout, and with `where` the first and last page of each item in a PDF.

    Raises:
        SheetError: it cannot be set.
    """
    if form == "pdf":
        from debatkit.sheets.pdf import paged, pdf

        return paged(document, told) if where else (pdf(document, told), {})
    if form == "docx":
        from debatkit.sheets.word import word

        return word(document), {}
    if form == "xlsx":
        from debatkit.sheets.excel import excel

        return excel(document), {}
    if document.layout == Layout.OFFLINE.value:
        from debatkit.sheets.offline import offline

        return offline(document, cards), {}
    from debatkit.sheets.html import html

    return html(document), {}
