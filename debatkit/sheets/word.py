"""
Word: a document for those who go on editing.

In goes a `Document`, out come the bytes of a .docx with real styles, headings, a contents field, running heads and
page numbers. Texts are written as text runs, so nothing in them is read as a field or as markup.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from debatkit.sheets.document import CardText, Document, QuestionText, Said

BLUE = RGBColor(0x15, 0x42, 0x73)
GREY = RGBColor(0x4F, 0x4F, 0x4F)
FONT = "Calibri"  # on every office machine; named, not embedded, as Word files do


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
        self._styles()
        self._page()
        properties = self.file.core_properties
        properties.title = f"{document.title}: {document.subject}"
        properties.author = "Debatkit"
        properties.language = "nl-NL"
        properties.comments = ""
        properties.created = properties.modified = document.moment.replace(tzinfo=None)

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
        if card.stance:
            self.paragraph(f"Standpunt: {card.stance}", "Klein")
        if card.line:
            self.said(card.line, "Kernboodschap")
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
        self.heading(f"{question.label} {question.question}", level)
        who = f"{question.who} · " if question.who else ""
        self.paragraph(f"{who}{question.time} · {question.status}", "Klein")
        if question.line:
            self.said(question.line, "Kernboodschap", question.internal)
        for statement in question.answer:
            self.said(statement, internal=question.internal)
        if question.follow_ups:
            self.paragraph("Als er wordt doorgevraagd", "Label")
            for step in question.follow_ups:
                self.paragraph(step.question, italic=True)
                for statement in step.said:
                    self.said(statement, internal=question.internal)
        self.several("Feiten bij de hand", question.facts)
        self.several("Niet zeggen", question.avoid)
        self.several("Achtergrond", question.background)
        self.texts("Nog aan te vullen", question.open)
        self.sources(question.sources)

    def several(self, title: str, statements: Sequence[Said]) -> None:
        if not statements:
            return
        internal = all(statement.internal for statement in statements)
        self.paragraph(f"{title} (intern: niet uitspreken)" if internal else title, "Label")
        for statement in statements:
            self.said(statement)

    def said(self, statement: Said, style: str | None = None, internal: bool = False) -> None:
        if statement.internal or internal:
            style = "Intern"
        for place, block in enumerate(statement.blocks):
            for text in block.texts:
                last = block is statement.blocks[-1] and text is block.texts[-1]
                paragraph = self.paragraph("", "List Bullet" if block.bullets and style is None else style)
                if place == 0 and statement.date:
                    paragraph.add_run(f"{statement.date}: ").bold = True
                paragraph.add_run(text + (self.document.legend[:1] if statement.unofficial and last else ""))
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

    def heading(self, text: str, level: int) -> None:
        self.file.add_heading(text, level)

    def paragraph(self, text: str, style: str | None = None, bold: bool = False, italic: bool = False) -> Any:
        paragraph = self.file.add_paragraph(style=style)
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
