"""
Excel: the questions of a document as a table, for people who filter.

In goes a `Document`, out come the bytes of an .xlsx. Every cell is text or a whole number; a text that starts with
"=", "+", "-" or "@" is marked as text, so that no program reads it as a formula.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from debatkit.sheets.document import DOUBT, Document
from debatkit.sheets.texts import QuestionText, Said

# Heading and width, in characters.
COLUMNS = (
    ("Nummer", 11),
    ("Thema", 20),
    ("Kaart", 28),
    ("Vraag", 50),
    ("Kernboodschap", 50),
    ("Antwoord", 70),
    ("Wie antwoordt", 24),
    ("Ministerie", 13),
    ("Status", 11),
    ("Spreektijd", 12),
    ("Trefwoorden", 30),
    ("Nog aan te vullen", 40),
    ("Bronnen", 70),
    ("Id", 28),
)
INTERNAL = "Intern: niet uitspreken"
LONGEST_CELL = 32_767  # characters; Excel's own limit
LINE, HIGHEST_ROW = 15, 409  # points; Excel's own limit
LAST_PRINTED = "J"  # on paper the rest makes the type too small; on the screen it is there
FONT = "Calibri"


def excel(document: Document) -> bytes:
    """Return the document's questions as a table with a filter in its head."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Vragen"
    sheet.append([name for name, _ in COLUMNS])
    for number, row in enumerate(_rows(document), 2):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), value)
        sheet.row_dimensions[number].height = _height(row)
    _form(sheet)
    book.properties.title = f"{document.title}: {document.subject}"
    book.properties.creator = "Debatkit"
    book.properties.created = book.properties.modified = document.moment.astimezone(datetime.UTC).replace(tzinfo=None)
    sheet.oddHeader.center.text = f"{document.running} - {document.audience}".replace("&", "&&")
    sheet.oddFooter.left.text = f"Afgedrukt {document.printed}, stand {document.revision}".replace("&", "&&")
    sheet.oddFooter.right.text = "pagina &P van &N"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _rows(document: Document) -> Iterator[Sequence[str]]:
    for section in document.sections:
        for card in section.cards:
            for question in card.questions:
                yield _row(section.title, card.title, question)


def _row(theme: str, card: str, question: QuestionText) -> Sequence[str]:
    return (
        question.label,
        theme,
        card,
        question.question,
        _texts((question.line,) if question.line else ()),
        _texts(question.answer),
        question.who,
        question.ministry,
        f"{question.status} (!) {DOUBT}" if question.doubted else question.status,
        question.time,
        ", ".join(question.keywords),
        "\n".join(question.open),
        "; ".join(question.sources),
        question.id,
    )


def _texts(several: Sequence[Said]) -> str:
    return "\n".join(f"{INTERNAL}: {each.plain}" if each.internal else each.plain for each in several)


def _write(cell: Any, value: str) -> None:
    cell.value = value[:LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(bottom=Side("thin", color="D0D0D0"))


def _height(row: Sequence[str]) -> int:
    """How high a row is, in points, so that every text in it can be seen; not every program finds that out itself."""
    lines = (
        sum(-(-len(line) // width) or 1 for line in value.split("\n"))
        for value, (_, width) in zip(row, COLUMNS, strict=True)
    )
    return min(LINE * max(lines), HIGHEST_ROW)


def _form(sheet: Any) -> None:
    for cell in sheet[1]:
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="154273")
    for place, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.print_area = f"A1:{LAST_PRINTED}{sheet.max_row}"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
