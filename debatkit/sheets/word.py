"""
Word: a document for those who go on editing.

In goes a `Document`, out come the bytes of a .docx with real styles, headings, a contents field, running heads and
page numbers. Each question is a table of its parts, and each part carries a hidden bookmark with the short number, so
that an edited file can be read back. Texts are written as text runs: nothing in them is read as a field or as markup.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from debatkit.sheets import word_styles
from debatkit.sheets.document import Document
from debatkit.sheets.selection import Layout
from debatkit.sheets.texts import CardText, FollowUpText, QuestionText, RemarkText, Said

LONGEST_PROPERTY = 255  # characters; Word refuses more
LONGEST_ROW = 1_200  # characters; a longer part of a question may go on on a next page
INTERNAL = "Intern: niet uitspreken"
# In points. Speaking texts are read from a lectern.
SIZES = {Layout.SPEAKING.value: 16.0}
QUESTION_SIZE = 12.5
# What begins on a new page, for layouts of which a page is one thing.
PAGE_A_CARD, PAGE_A_QUESTION = {Layout.BRIEFING.value}, {Layout.SPEAKING.value, Layout.CARDS.value}

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


def word(document: Document) -> bytes:
    """Return the document as a .docx."""
    writer = _Writer(document)
    writer.cover()
    for section in document.sections:
        if section.title:
            writer.title(section.title, 1)
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
        self._titles = 0
        self._at_top = False  # of a page: only headings stand on it
        word_styles.dress(self.file, SIZES.get(document.layout, word_styles.SIZE))
        self._style_ids = {style.name: style.style_id for style in self.file.styles}
        self._head_and_foot()
        properties = self.file.core_properties
        properties.title = f"{document.title}: {document.subject}"[:LONGEST_PROPERTY]
        properties.author = "Debatkit"
        properties.language = "nl-NL"
        properties.comments = ""
        properties.identifier = document.dossier
        properties.version = document.revision
        properties.created = properties.modified = document.moment.astimezone(datetime.UTC).replace(tzinfo=None)

    def saved(self) -> bytes:
        """The whole file."""
        section = self.file.sections[0]
        for part in (self.file.element, self.file.styles.element, section.header._element, section.footer._element):
            word_styles.put_in_order(part)
        content = io.BytesIO()
        self.file.save(content)
        return content.getvalue()

    def cover(self) -> None:
        """What the sheet is, for whom, and how old; then what is in it."""
        self.paragraph(self.document.audience, "Kenmerk")
        self.paragraph(self.document.title, "Title")
        self.paragraph(self.document.subject, "Subtitle")
        for name, value in self.document.facts:
            self.paragraph(f"{name}: ", bold=True).add_run(value)
        if self.document.layout == Layout.PRESS.value:  # no questions, and short enough to look through
            self.paragraph(f"{self.document.legend}.", "Klein")
            return
        said = f"{self.document.count}, samen {self.document.time} spreektijd. {self.document.legend}."
        self.paragraph(said, "Klein")
        self._contents()

    def _contents(self) -> None:
        """A contents field that is filled already; Word adds the page numbers when it is brought up to date."""
        sections = self.document.sections
        entries = [
            (level, title)
            for section in sections
            for level, title in (
                *(((1, section.title),) if section.title else ()),
                *((2 if section.title else 1, card.title) for card in section.cards),
            )
        ]
        hint = self.paragraph("", "Klein")
        word_styles.field_start(hint, 'TOC \\o "1-2" \\h \\z')
        hint.add_run("Inhoud (klik hierin en druk op F9 voor de bladzijdenummers)")
        last = hint
        for place, (level, title) in enumerate(entries, 1):
            last = self.paragraph("", f"Inhoud {level}")
            last._p.append(_link(_anchor(place), title))
        word_styles.field_end(last)

    def title(self, text: str, level: int) -> None:
        """The heading of a theme or a card, as the contents name it."""
        self._titles += 1
        heading = self.paragraph(text, f"Heading {level}")
        if self.document.layout in PAGE_A_CARD | PAGE_A_QUESTION:
            self._begin_page(heading)
        self._mark(heading, _anchor(self._titles))

    def card(self, card: CardText, level: int) -> None:
        """A card: what is said on a recommendation, then its questions."""
        self.title(card.title, level)
        if card.recommendation:
            described = f"{card.recommendation} (omschrijving, niet de letterlijke tekst)"
            said = f"„{card.recommendation}”" if card.literal else described
            self.paragraph("Aanbeveling: ", bold=True).add_run(said)
        if card.internal and (card.stance or card.line or card.doubted):
            self.internal_mark()
        if card.stance:
            self.paragraph(f"Standpunt: {card.stance}", "Intern" if card.internal else "Klein")
        self.doubt(card, "Intern" if card.internal else None)
        if card.line:
            self.statements((card.line,), "Kernboodschap", within=card.internal)
        self.several("Wat er is", card.done)
        self.several("Wat er komt", card.planned)
        self.several("Gevoelig", card.sensitive)
        if self.document.layout == Layout.BRIEFING.value:
            self.listed(card.questions)
        else:
            for question in card.questions:
                self.question(question, level + 1)
        self.remarks(card.remarks)
        self.texts("Wat ontbreekt", card.gaps)
        self.sources(card.sources)
        self._at_top = False

    def _begin_page(self, heading: Any) -> None:
        """Have a heading begin a page, unless only headings stand on this one."""
        heading.paragraph_format.page_break_before = not self._at_top or None
        self._at_top = True

    def listed(self, questions: Sequence[QuestionText]) -> None:
        """Questions without their answers, by number."""
        if questions:
            self.paragraph("Verwachte vragen", "Tussenkop")
        for question in questions:
            paragraph = self.paragraph("", "Vragenlijst")
            paragraph.add_run(question.label).bold = True
            paragraph.add_run(f"\t{question.question}")
            if question.doubted:
                paragraph.add_run(f" {self.document.doubt}").bold = True
            self._mark(paragraph, bookmark(question.label, "question"))

    def question(self, question: QuestionText, level: int) -> None:
        """A question and a table of the parts of its answer."""
        heading = self.paragraph("", f"Heading {min(level, 3)}")
        if self.document.layout in PAGE_A_QUESTION:
            self._begin_page(heading)
            self._at_top = False
        number, asked = heading.add_run(question.label), heading.add_run(f" {question.question}")
        number.font.size = asked.font.size = Pt(max(QUESTION_SIZE, SIZES.get(self.document.layout, word_styles.SIZE)))
        asked.font.color.rgb = word_styles.BLACK
        self._mark(heading, bookmark(question.label, "question"))
        who = f"{question.who} · " if question.who else ""
        self.paragraph(f"{who}{question.time} · {question.status}", "Klein").paragraph_format.keep_with_next = True
        self.doubt(question)
        if question.internal:
            self.internal_mark()
        if question.missing:
            self.paragraph(question.missing)
        self._parts(question)
        self.sources(question.sources)

    def _parts(self, question: QuestionText) -> None:
        named = [(name, label, getattr(question, name)) for name, label in PARTS.items()]
        filled = [(name, label, value) for name, label, value in named if value]
        if not filled:
            return
        table = word_styles.table(self.file, f"Vraag {question.label}")
        for name, label, value in filled:
            self._row(table, question, name, label, value if isinstance(value, tuple) else (value,))

    def _row(self, table: Any, question: QuestionText, name: str, label: str, values: Sequence[Any]) -> None:
        """One part of a question: what it is, under a bookmark that leads back to the dossier, and its texts."""
        row = table.add_row()
        head, self.place = row.cells
        head.width, self.place.width = word_styles.WIDTHS
        head.paragraphs[0].add_run(label)
        head.paragraphs[0]._p.style = self._style_ids["Onderdeel"]
        cell = self.place
        for value in values:
            if isinstance(value, str):
                self.paragraph(value, "List Bullet")
            elif isinstance(value, FollowUpText):
                self.paragraph(value.question, italic=True).paragraph_format.keep_with_next = True
                self.statements(value.said, within=question.internal)
        if isinstance(values[0], Said):
            self.statements(values, "Kernboodschap" if name == "line" else None, within=question.internal)
        self.place = self.file
        empty = cell.paragraphs[0]._p  # every cell begins with one
        empty.getparent().remove(empty)
        if name == "line":  # the question, its line and the start of its answer stay together
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
        if len(cell.text) < LONGEST_ROW:
            word_styles.keep_whole(row)
        self._mark(head.paragraphs[0], bookmark(question.label, name))

    def _mark(self, paragraph: Any, name: str) -> None:
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

    def several(self, title: str, statements: Sequence[Said]) -> None:
        """Statements under a label of their own; the internal ones under one that says so."""
        for internal, label in ((False, title), (True, f"{title} ({INTERNAL.lower()})")):
            chosen = [statement for statement in statements if statement.internal is internal]
            if chosen:
                self.paragraph(label, "Tussenkop")
                self.statements(chosen, within=internal)

    def remarks(self, remarks: Sequence[RemarkText]) -> None:
        """What ministries asked for, each under its name."""
        named = "Opmerkingen uit de afstemming"
        said = [(remark, statement) for remark in remarks for statement in remark.said]
        for internal, label in ((False, named), (True, f"{named} ({INTERNAL.lower()})")):
            chosen = [(remark, statement) for remark, statement in said if statement.internal is internal]
            if chosen:
                self.paragraph(label, "Tussenkop")
            for remark, statement in chosen:
                self.said(statement, within=internal, name=remark.ministry)

    def statements(self, statements: Iterable[Said], style: str | None = None, within: bool = False) -> None:
        """Add statements; internal ones stand under a mark, unless `within` says that there is one already."""
        for internal, several in groupby(statements, key=lambda each: each.internal and not within):
            if internal:
                self.internal_mark()
            for statement in several:
                self.said(statement, style, within=within or internal)

    def doubt(self, doubted: CardText | QuestionText, style: str | None = None) -> None:
        """Say of what somebody reported as not right that it is being looked at, before its words."""
        if doubted.doubted:
            self.paragraph(self.document.doubt, style, bold=True).paragraph_format.keep_with_next = True

    def internal_mark(self) -> None:
        """Say that what follows is not to be said."""
        self.paragraph(INTERNAL, "Intern", bold=True).paragraph_format.keep_with_next = True

    def said(self, statement: Said, style: str | None = None, within: bool = False, name: str = "") -> None:
        """Add one statement; `within` what is marked as internal, under the `name` of who said it."""
        if within:
            style = "Intern"
        lines = [(block, text) for block in statement.blocks for text in block.texts]
        if statement.blocks[0].bullets and (statement.date or name):
            self._introduced(self.paragraph("", style), statement, name)
        for place, (block, text) in enumerate(lines, 1):
            paragraph = self.paragraph("", "List Bullet" if block.bullets and style is None else style)
            if place == 1 and not block.bullets:
                self._introduced(paragraph, statement, name)
            last = statement.unofficial and place == len(lines)
            paragraph.add_run(text + (self.document.legend[:1] if last else ""))
        if statement.notes:
            paragraph.paragraph_format.space_after = Pt(0)
            self.paragraph("; ".join(statement.notes), "Klein")

    def _introduced(self, paragraph: Any, statement: Said, name: str) -> None:
        for words in filter(None, (name, statement.date)):
            paragraph.add_run(f"{words}: ").bold = True

    def texts(self, title: str, lines: Sequence[str]) -> None:
        """Short texts as a list under a label."""
        if lines:
            self.paragraph(title, "Tussenkop")
        for line in lines:
            self.paragraph(line, "List Bullet")

    def sources(self, lines: Sequence[str]) -> None:
        """What it rests on, small."""
        if lines:
            self.paragraph(f"Bronnen: {'; '.join(lines)}.", "Klein").paragraph_format.space_before = Pt(4)

    def paragraph(self, text: str, style: str | None = None, bold: bool = False, italic: bool = False) -> Any:
        """Add a paragraph where we are."""
        paragraph = self.place.add_paragraph()
        if style:
            paragraph._p.style = self._style_ids[style]  # by id: looking a style up for each paragraph takes seconds
        if text:
            run = paragraph.add_run(text)
            run.bold, run.italic = bold or None, italic or None
        return paragraph

    def _head_and_foot(self) -> None:
        section = self.file.sections[0]
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        head.add_run(f"{self.document.running}\t")
        audience = head.add_run(self.document.audience.partition(":")[0].upper())
        if self.document.internal:
            word_styles.invert(audience)
        else:
            audience.bold, audience.font.color.rgb = True, word_styles.BLUE
        foot.add_run(f"Afgedrukt {self.document.printed}, stand {self.document.revision}\tpagina ")
        word_styles.field(foot, "PAGE", "1")
        foot.add_run(" van ")
        word_styles.field(foot, "NUMPAGES", "1")
        foot.add_run().add_break()
        foot.add_run(self.document.legend)


def _anchor(place: int) -> str:
    """The name of the bookmark at the heading that the contents name as the `place`th."""
    return f"_Toc{place:06d}"


def _link(anchor: str, text: str) -> Any:
    """A link to a bookmark in the same file."""
    link, run, shown = (OxmlElement(f"w:{name}") for name in ("hyperlink", "r", "t"))
    link.set(qn("w:anchor"), anchor)
    shown.set(qn("xml:space"), "preserve")
    shown.text = text
    run.append(shown)
    link.append(run)
    return link


def bookmark(label: str, part: str) -> str:
    """The name of the hidden bookmark at a part of a question: "_dk_11_1_answer".

    It is around the question's heading, or around the first cell of a row, whose second cell holds the part. The short
    number is given once and never again, so it leads back to the item; a name that starts with "_" is not shown in
    Word's list of bookmarks and may have at most 40 characters.
    """
    return f"_dk_{label.replace('.', '_')}_{part}"
