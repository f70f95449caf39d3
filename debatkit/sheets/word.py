"""
Word: a document for those who go on editing.

In goes a `Document`, out come the bytes of a .docx with real styles, headings, a contents field, running heads and
page numbers. Each question is a table of its parts, and each part carries a hidden bookmark with the short number, so
that an edited file can be read back. Texts are written as text runs: nothing in them is read as a field or as markup.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from debatkit.sheets.document import CardText, Document, FollowUpText, QuestionText, Said

BLUE = RGBColor(0x15, 0x42, 0x73)
GREY = RGBColor(0x4F, 0x4F, 0x4F)
LONGEST_PROPERTY = 255  # characters; Word refuses more
INTERNAL = "Intern: niet uitspreken"
FONT = "Calibri"  # on every office machine; named, not embedded, as Word files do


# The parts of a question, in the order of its table, under the words that its first column has for them.
PARTS = {
    "line": "Kernboodschap",
    "answer": "Antwoord",
    "follow_ups": "Als er wordt doorgevraagd",
    "facts": "Feiten bij de hand",
    "avoid": "Niet zeggen",
    "background": "Achtergrond",
    "open": "Nog aan te vullen",
}
WIDTHS = (Mm(32), Mm(128))


def word(document: Document) -> bytes:
    """Return the document as a .docx."""
    writer = _Writer(document)
    writer.cover()
    for section in document.sections:
        if section.title:
            writer.heading(section.title, 1)
        for card in section.cards:
            writer.card(card, 2 if section.title else 1)
    if not document.sections:
        writer.paragraph("Deze keuze bevat niets om af te drukken.")
    return writer.saved()


class _Writer:
    """Adds the parts of a document to a new Word file, top to bottom."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file: WordDocument = docx.Document()
        self.place: Any = self.file  # where the next paragraph goes: the page, or a cell of a table
        self._bookmarks = 0
        self._styles()
        self._style_ids = {style.name: style.style_id for style in self.file.styles}
        self._page()
        properties = self.file.core_properties
        properties.title = f"{document.title}: {document.subject}"[:LONGEST_PROPERTY]
        properties.author = "Debatkit"
        properties.language = "nl-NL"
        properties.comments = ""
        properties.identifier = document.dossier
        properties.version = document.revision
        properties.created = properties.modified = document.moment.astimezone(datetime.UTC).replace(tzinfo=None)

    def saved(self) -> bytes:
        content = io.BytesIO()
        self.file.save(content)
        return content.getvalue()

    def cover(self) -> None:
        self.paragraph(self.document.audience, "Kenmerk")
        self.paragraph(self.document.title, "Title")
        self.paragraph(self.document.subject, "Subtitle")
        for name, value in self.document.facts:
            paragraph = self.paragraph(f"{name}: ", bold=True)
            paragraph.add_run(value)
        printed = f"Afgedrukt {self.document.printed}, stand {self.document.revision}"
        self.paragraph(f"{self.document.count}, samen {self.document.time} spreektijd. {printed}.", "Klein")
        contents = self.paragraph("")
        _field(contents, 'TOC \\o "1-2" \\h \\z \\u', "Werk de inhoudsopgave bij met F9.")

    def card(self, card: CardText, level: int) -> None:
        self.heading(card.title, level)
        if card.recommendation and card.literal:
            self.paragraph(f"Aanbeveling: „{card.recommendation}”")
        elif card.recommendation:
            self.paragraph(f"Aanbeveling: {card.recommendation} (omschrijving, niet de letterlijke tekst)")
        if card.internal and (card.stance or card.line):
            self.paragraph(INTERNAL, "Intern", bold=True)
        if card.stance:
            self.paragraph(f"Standpunt: {card.stance}", "Intern" if card.internal else "Klein")
        if card.line:
            self.said(card.line, "Kernboodschap", within=card.internal)
        self.several("Wat er is", card.done)
        self.several("Wat er komt", card.planned)
        self.several("Gevoelig", card.sensitive)
        for question in card.questions:
            self.question(question, level + 1)
        for remark in card.remarks:
            self.several(f"Opmerking uit de afstemming, {remark.ministry}", remark.said)
        self.texts("Wat ontbreekt", card.gaps)
        self.sources(card.sources)

    def question(self, question: QuestionText, level: int) -> None:
        heading = self.heading(f"{question.label} {question.question}", level)
        self._bookmark(heading, question.label, "question")
        who = f"{question.who} · " if question.who else ""
        self.paragraph(f"{who}{question.time} · {question.status}", "Klein").paragraph_format.keep_with_next = True
        if question.internal:
            self.paragraph(INTERNAL, "Intern", bold=True).paragraph_format.keep_with_next = True
        if question.missing:
            self.paragraph(question.missing)
        table = self._table()
        for name, label in PARTS.items():
            value = getattr(question, name)
            if value:
                self._row(table, question, name, label, value if isinstance(value, tuple) else (value,))
        if not table.rows:
            table._tbl.getparent().remove(table._tbl)
        self.sources(question.sources)

    def _table(self) -> Any:
        table = self.file.add_table(rows=0, cols=2)
        table.autofit = False
        table.style = self.file.styles["Table Grid"]
        for column, width in zip(table.columns, WIDTHS, strict=True):
            column.width = width
        return table

    def _row(self, table: Any, question: QuestionText, name: str, label: str, values: Sequence[Any]) -> None:
        """One part of a question: what it is, under a bookmark that leads back to the dossier, and its texts."""
        head, self.place = table.add_row().cells
        head.paragraphs[0].add_run(label)
        head.paragraphs[0]._p.style = self._style_ids["Onderdeel"]
        cell = self.place
        for value in values:
            if isinstance(value, str):
                self.paragraph(value, "List Bullet")
            elif isinstance(value, FollowUpText):
                self.paragraph(value.question, italic=True)
                for statement in value.said:
                    self.said(statement, within=question.internal)
            else:
                self.said(value, "Kernboodschap" if name == "line" else None, within=question.internal)
        self.place = self.file
        empty = cell.paragraphs[0]._p  # every cell begins with one
        empty.getparent().remove(empty)
        self._bookmark(head.paragraphs[0], question.label, name)

    def _bookmark(self, paragraph: Any, label: str, part: str) -> None:
        """Put a hidden bookmark around what names a part; editing the part beside it does not touch it."""
        self._bookmarks += 1
        for kind in ("bookmarkStart", "bookmarkEnd"):
            element = OxmlElement(f"w:{kind}")
            element.set(qn("w:id"), str(self._bookmarks))
            if kind == "bookmarkStart":
                element.set(qn("w:name"), bookmark(label, part))
                paragraph._p.insert(0 if paragraph._p.pPr is None else 1, element)
            else:
                paragraph._p.append(element)

    def several(self, title: str, statements: Sequence[Said]) -> None:
        for internal, label in ((False, title), (True, f"{title} ({INTERNAL.lower()})")):
            chosen = [statement for statement in statements if statement.internal is internal]
            if chosen:
                self.paragraph(label, "Label")
            for statement in chosen:
                self.said(statement, within=internal)

    def said(self, statement: Said, style: str | None = None, within: bool = False) -> None:
        """Add a statement; `within` tells that what it stands in is marked as internal already."""
        if statement.internal and not within:
            self.paragraph(INTERNAL, "Intern", bold=True)
        if statement.internal or within:
            style = "Intern"
        lines = [(block, text) for block in statement.blocks for text in block.texts]
        for place, (block, text) in enumerate(lines, 1):
            paragraph = self.paragraph("", "List Bullet" if block.bullets and style is None else style)
            if place == 1 and statement.date:
                paragraph.add_run(f"{statement.date}: ").bold = True
            last = statement.unofficial and place == len(lines)
            paragraph.add_run(text + (self.document.legend[:1] if last else ""))
        if statement.notes:
            self.paragraph("; ".join(statement.notes), "Klein")

    def texts(self, title: str, lines: Sequence[str]) -> None:
        if lines:
            self.paragraph(title, "Label")
        for line in lines:
            self.paragraph(line, "List Bullet")

    def sources(self, lines: Sequence[str]) -> None:
        if lines:
            self.paragraph(f"Bronnen: {'; '.join(lines)}.", "Klein")

    def heading(self, text: str, level: int) -> Any:
        return self.paragraph(text, f"Heading {level}")

    def paragraph(self, text: str, style: str | None = None, bold: bool = False, italic: bool = False) -> Any:
        paragraph = self.place.add_paragraph()
        if style:
            paragraph._p.style = self._style_ids[style]  # by id: looking a style up for each paragraph takes seconds
        if text:
            run = paragraph.add_run(text)
            run.bold, run.italic = bold or None, italic or None
        return paragraph

    def _styles(self) -> None:
        styles = self.file.styles
        base: Any = styles["Normal"]
        base.font.name, base.font.size = FONT, Pt(11)
        base.paragraph_format.space_after = Pt(6)
        _language(base)
        for name, size in (("Title", 24), ("Heading 1", 18), ("Heading 2", 14), ("Heading 3", 12)):
            style: Any = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), BLUE
            style.element.rPr.rFonts.attrib.clear()
            style.font.name = FONT
            style.paragraph_format.keep_with_next = True
        for name, size, bold, colour in (
            ("Kernboodschap", 13, True, None),
            ("Intern", 10, False, None),
            ("Label", 9, True, GREY),
            ("Onderdeel", 9, True, GREY),
            ("Klein", 9, False, GREY),
            ("Kenmerk", 9, True, BLUE),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = base
            style.font.size, style.font.bold = Pt(size), bold
            if colour is not None:
                style.font.color.rgb = colour
        for name in ("Label", "Kernboodschap"):
            styles[name].paragraph_format.keep_with_next = name == "Label"
        _border(styles["Kernboodschap"], ("left",), "154273", 18)
        _border(styles["Intern"], ("top", "left", "bottom", "right"), "000000", 6)

    def _page(self) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.header.paragraphs[0].text = f"{self.document.running}\t\t{self.document.audience}"
        foot = section.footer.paragraphs[0]
        foot.add_run(f"Afgedrukt {self.document.printed}, stand {self.document.revision}. {self.document.legend}.\t")
        foot.add_run("pagina ")
        _field(foot, "PAGE", "1")
        foot.add_run(" van ")
        _field(foot, "NUMPAGES", "1")
        for paragraph in (section.header.paragraphs[0], foot):
            paragraph.style = self.file.styles["Klein"]


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field of Word's own, such as the page number; `shown` stands there until Word counts."""
    for kind in ("begin", None, "separate", "text", "end"):
        run = paragraph.add_run(shown if kind == "text" else "")
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
            run._r.append(element)
        elif kind != "text":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def bookmark(label: str, part: str) -> str:
    """The name of the hidden bookmark at a part of a question: "_dk_11_1_answer".

    It is around the question's heading, or around the first cell of a row, whose second cell holds the part. The short
    number is given once and never again, so it leads back to the item; a name that starts with "_" is not shown in
    Word's list of bookmarks and may have at most 40 characters.
    """
    return f"_dk_{label.replace('.', '_')}_{part}"


def _language(style: Any) -> None:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), "nl-NL")
    style.element.get_or_add_rPr().append(element)


def _border(style: Any, sides: Sequence[str], colour: str, size: int) -> None:
    """Draw a line at the sides of every paragraph of a style; `size` in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        element = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(size)), ("space", "4"), ("color", colour)):
            element.set(qn(f"w:{name}"), value)
        borders.append(element)
    style.element.get_or_add_pPr().append(borders)
