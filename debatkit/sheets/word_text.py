"""
Word text: texts of the dossier on the page of a Word file, or in the tables that can be read back.

In go texts as printed, out come paragraphs at the end of a file. Each question, and what is said on a card, is a table
with a part of it in each row: what the part is, under a hidden bookmark that leads back to the dossier, and its texts.
Texts are written as text runs: nothing in them is read as a field or as markup. The one rule that must hold: what is
printed and is no text of the dossier has a style of its own (`carried.FURNITURE`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from debatkit.sheets import carried, word_styles
from debatkit.sheets.carried import ASKS, BEFORE, INTERNAL, LISTED, SIGN, Line, PartMark
from debatkit.sheets.texts import FollowUpText, Said
from debatkit.sheets.word_styles import BULLETS, Form

LONGEST_ROW = 1_200  # characters; a longer part of a question may go on on a next page

Value = Said | FollowUpText | str  # what a part holds several of


class Writer:
    """Adds texts to a new Word file, top to bottom."""

    def __init__(self, file: WordDocument, form: Form, sign: str) -> None:
        self.file = file
        self.form = form
        self.sign = sign  # behind what rests on no official document
        self.place: Any = file  # where the next paragraph goes: the page, or a cell of a table
        self._bookmarks = 0
        word_styles.dress(file, form)
        self._style_ids = {style.name: style.style_id for style in file.styles}

    def paragraph(self, text: str, style: str | None = None, bold: bool = False) -> Any:
        """Add a paragraph where we are."""
        element: Any = OxmlElement("w:p")
        if self.place is self.file:
            self.file.element.body[-1].addprevious(element)  # at once, however much there is: the section stands last
        else:
            self.place._tc.append(element)
        paragraph = Paragraph(element, self.file._body)
        if style:
            element.style = self._style_ids[style]  # by id: looking a style up for each paragraph takes seconds
        if text:
            paragraph.add_run(text).bold = bold or None
        return paragraph

    def words(self, paragraph: Any, text: str, style: str) -> Any:
        """Add words in a style of their own."""
        run = paragraph.add_run(text)
        run._r.get_or_add_rPr().style = self._style_ids[style]
        return run

    def mark(self, paragraph: Any, name: str) -> None:
        """Put a bookmark around a paragraph; for a part of a question that is its name, which nobody edits."""
        self._bookmarks += 1
        for kind in ("bookmarkStart", "bookmarkEnd"):
            element = OxmlElement(f"w:{kind}")
            element.set(qn("w:id"), str(self._bookmarks))
            if kind == "bookmarkStart":
                element.set(qn("w:name"), name)
                paragraph._p.insert(0 if paragraph._p.pPr is None else 1, element)
            else:
                paragraph._p.append(element)

    def table(self, description: str) -> Any:
        """Add a table for parts."""
        return word_styles.table(self.file, description, self.form.columns)

    def row(self, table: Any, item: str, part: str, label: str, values: Sequence[Value], within: bool = False) -> None:
        """Add a part of an item to a table, with what leads back to it (no item: nothing does).

        Without values the row is empty, to be filled in.
        """
        row = table.add_row()
        head, cell = row.cells
        head.width, cell.width = self.form.columns
        head.paragraphs[0].add_run(label)
        head.paragraphs[0]._p.style = self._style_ids["Onderdeel"]
        if item:
            self.mark(head.paragraphs[0], PartMark(item, part, carried.digest(printed(values))).name)
        empty = cell.paragraphs[0]._p  # every cell begins with one
        self.place = cell
        self._values(part, values, within)
        self.place = self.file
        if len(cell.paragraphs) > 1:
            empty.getparent().remove(empty)
        if part == "line":  # the question, its line and the start of its answer stay together
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
        if len(cell.text) < LONGEST_ROW:
            word_styles.keep_whole(row)

    def _values(self, part: str, values: Sequence[Value], within: bool) -> None:
        for value in values:
            if isinstance(value, str):
                self.paragraph(value, "List Bullet")
            elif isinstance(value, FollowUpText):
                self.paragraph(value.question, ASKS)
                self.statements(value.said, within=within)
        said = [value for value in values if isinstance(value, Said)]
        style = "Kernboodschap" if part == "line" else None
        self.statements(said, style, within=within, listed=part in LISTED)

    def statements(
        self, statements: Iterable[Said], style: str | None = None, within: bool = False, listed: bool = False
    ) -> None:
        """Add statements; internal ones stand under a mark, unless `within` says that there is one already."""
        for internal, several in groupby(statements, key=lambda each: each.internal and not within):
            if internal:
                self.internal_mark()
            for statement in several:
                self.said(statement, style, within=within or internal, listed=listed)

    def internal_mark(self, about: str = "") -> None:
        """Say that what follows is not to be said."""
        self.paragraph(f"{about} ({INTERNAL.lower()})" if about else INTERNAL, "Interne markering")

    def said(
        self, statement: Said, style: str | None = None, within: bool = False, name: str = "", listed: bool = False
    ) -> None:
        """Add one statement; `within` what is marked as internal, under the `name` of who said it."""
        first, inner, going_on = _styles(style, within, listed)
        lines = [(block.bullets, text) for block in statement.blocks for text in block.texts]
        if statement.blocks[0].bullets and (statement.date or name):
            self._introduced(self.paragraph("", first), statement, name)
        for place, (bullet, text) in enumerate(lines, 1):
            paragraph = self.paragraph("", inner if bullet else first if place == 1 else going_on)
            if place == 1 and not bullet:
                self._introduced(paragraph, statement, name)
            paragraph.add_run(text)
            if statement.unofficial and place == len(lines):
                self.words(paragraph, self.sign, SIGN)
        if statement.notes:
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = True
            self.paragraph("; ".join(statement.notes), "Noot")

    def _introduced(self, paragraph: Any, statement: Said, name: str) -> None:
        for words in filter(None, (name, statement.date)):
            self.words(paragraph, f"{words}: ", BEFORE)

    def several(self, title: str, texts: Sequence[str]) -> None:
        """Short texts as a list under a label."""
        if texts:
            self.paragraph(title, "Tussenkop")
        for each in texts:
            self.paragraph(each, "List Bullet")


def _styles(style: str | None, within: bool, listed: bool) -> tuple[str | None, str, str | None]:
    """The styles of a statement's first line, of a bullet in it, and of what goes on below."""
    if listed:
        return BULLETS[within]
    first = "Intern" if within else style
    return first, f"{style} opsomming" if style and not within else BULLETS[within][0], first


def printed(values: Iterable[Value]) -> Iterator[Line]:
    """The lines that a part's values are printed as, without what stands beside them."""
    for value in values:
        if isinstance(value, str):
            yield Line(value)
        elif isinstance(value, FollowUpText):
            yield Line(value.question, asks=True)
            yield from printed(value.said)
        else:
            yield from carried.lines(value.blocks)
