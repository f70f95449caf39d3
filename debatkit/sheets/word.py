"""
Word: a document for those who go on editing.

In goes a `Document`, out come the bytes of a .docx with real styles, headings, a contents field, running heads, page
numbers and an index of keywords. What is said stands in tables that can be edited and read back (`debatkit.intake`).
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from debatkit.sheets import word_styles
from debatkit.sheets.carried import (
    CARD,
    CARD_PARTS,
    NUMBER,
    PARTS,
    QUESTION,
    PartMark,
    SheetMark,
    digest,
    key,
)
from debatkit.sheets.document import Document
from debatkit.sheets.imprint import png
from debatkit.sheets.selection import Layout
from debatkit.sheets.texts import CardText, QuestionText, RemarkText, Said
from debatkit.sheets.word_styles import Form
from debatkit.sheets.word_text import Value, Writer, printed

LONGEST_PROPERTY = 255  # characters; Word refuses more
QUESTION_SIZE = 12.5  # points
QR_SIDE = Mm(16)
# Speaking texts are read from a lectern, a press sheet is one page, a card is sorted by hand.
FORMS = {
    Layout.SPEAKING.value: Form(size=18, margin=24),
    Layout.PRESS.value: Form(size=8.2, margin=18, first_column=40, heads=0.45),
    Layout.CARDS.value: Form(size=10, width=210, height=148, margin=15, heads=0.8),
}
WITH_CONTENTS = {Layout.LIST.value, Layout.BRIEFING.value}  # the others are short, or in order of their numbers
# What begins on a new page, for layouts of which a page is one thing.
PAGE_A_CARD, PAGE_A_QUESTION = {Layout.BRIEFING.value}, {Layout.SPEAKING.value, Layout.CARDS.value}
COLUMNS = 2  # of the index

# Parts that have a row without any text in it, on the sheet that is for editing.
TO_FILL_IN = frozenset({"line", "answer"})


def word(document: Document) -> bytes:
    """Return the document as a .docx."""
    sheet = _Sheet(document)
    sheet.cover()
    for section in document.sections:
        sheet.section(section.title, section.cards)
    if not document.sections:
        sheet.paragraph("Deze keuze bevat niets om af te drukken.")
    sheet.index()
    return sheet.saved()


class _Sheet(Writer):
    """Adds the parts of a document to a new Word file, top to bottom."""

    def __init__(self, document: Document) -> None:
        super().__init__(docx.Document(), FORMS.get(document.layout, Form()), document.legend[:1])
        self.document = document
        self._titles = 0
        self._at_top = False  # of a page: only headings stand on it
        # Texts on cards are cut to fit on them, so that they are not what the dossier says.
        self._goes_back = document.layout != Layout.CARDS.value
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
        """What the sheet is, for whom, how old, and which print; then what is in it."""
        first = self.paragraph(self.document.audience, "Kenmerk")
        self.mark(first, SheetMark(key(self.document.dossier), self.document.internal, self.document.layout).name)
        self.paragraph(self.document.title, "Title")
        self.paragraph(self.document.subject, "Subtitle")
        if self.document.layout == Layout.PRESS.value:  # one page: what it is, and no more than that
            self.paragraph(" · ".join(value for _, value in self.document.facts), "Klein")
        else:
            for name, value in self.document.facts:
                self.paragraph(f"{name}: ", bold=True).add_run(value)
            said = f"{self.document.count}, samen {self.document.time} spreektijd. {self.document.legend}."
            self.paragraph(said, "Klein")
        if self.document.qr:
            self._code()
        if self.document.layout in WITH_CONTENTS:
            self._contents()

    def _code(self) -> None:
        """The print's code as a picture that a telephone reads, and in words."""
        paragraph = self.paragraph("")
        picture = paragraph.add_run().add_picture(io.BytesIO(png(self.document.qr)), width=QR_SIDE)
        about = picture._inline.docPr
        about.set("name", "QR-code")
        about.set("descr", f"QR-code van {self.document.stamp}")
        self.words(paragraph, f" {self.document.stamp}", NUMBER)

    def _entries(self) -> Iterator[tuple[int, str]]:
        for section in self.document.sections:
            if section.title:
                yield 1, section.title
            for card in section.cards:
                yield 2 if section.title else 1, card.title
        if self.document.index:
            yield 1, "Trefwoorden"

    def _contents(self) -> None:
        """A contents field that is filled already; the page numbers come when a program counts the pages."""
        word_styles.update_fields(self.file)
        last = self.paragraph("", "Klein")
        word_styles.field_start(last, 'TOC \\o "1-2" \\h \\z')
        last.add_run("Inhoud")
        for place, (level, title) in enumerate(self._entries(), 1):
            last = self.paragraph("", f"toc {level}")
            last._p.append(_link(_anchor(place), title))
            last.add_run("\t")
            word_styles.field(last, f"PAGEREF {_anchor(place)} \\h", "")
        word_styles.field_end(last)

    def title(self, text: str, level: int) -> None:
        """The heading of a theme or a card, as the contents name it."""
        self._titles += 1
        heading = self.paragraph(text, f"Heading {level}")
        if self.document.layout in PAGE_A_CARD | PAGE_A_QUESTION:
            self._begin_page(heading)
        self.mark(heading, _anchor(self._titles))

    def section(self, title: str, cards: Sequence[CardText]) -> None:
        """A theme with its cards; on a sheet of lines it is a table of them."""
        if title:
            self.title(title, 1)
        if self.document.layout == Layout.PRESS.value:
            table = self.table(title or self.document.title)
            for card in cards:
                # Beside the line, where nobody writes: what stands in the second column is read back.
                name = f"{card.title}. {self.document.doubt}" if card.doubted else card.title
                self.row(table, key(CARD, card.id), "line", name, (card.line,) if card.line else ())
            return
        for card in cards:
            self.card(card, 2 if title else 1)

    def card(self, card: CardText, level: int) -> None:
        """A card: what is said on a recommendation, then its questions."""
        self.title(card.title, level)
        if card.recommendation:
            described = f"{card.recommendation} (omschrijving, niet de letterlijke tekst)"
            said = f"„{card.recommendation}”" if card.literal else described
            self.paragraph("Aanbeveling: ", bold=True).add_run(said)
        if card.internal and (card.stance or card.doubted):
            self.internal_mark()
        if card.stance:
            self.paragraph(f"Standpunt: {card.stance}", "Intern" if card.internal else "Klein")
        self._doubt(card, "Intern" if card.internal else None)
        values = {part: getattr(card, part) for part in CARD_PARTS}
        self._parts(f"Standpunt: {card.title}", key(CARD, card.id), CARD_PARTS, values, to_fill_in=bool(card.stance))
        if self.document.layout == Layout.BRIEFING.value:
            self.listed(card.questions)
        else:
            for question in card.questions:
                self.question(question, level + 1)
        self.remarks(card.remarks)
        self.several("Wat ontbreekt", card.gaps)
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
            self.words(paragraph, f"{question.label}\t", NUMBER).bold = True
            paragraph.add_run(question.question)
            if question.doubted:
                self.words(paragraph, f" {self.document.doubt}", NUMBER).bold = True
            self._asked(paragraph, question)

    def question(self, question: QuestionText, level: int) -> None:
        """A question and a table of the parts of its answer."""
        heading = self.paragraph("", f"Heading {min(level, 3)}")
        if self.document.layout in PAGE_A_QUESTION:
            self._begin_page(heading)
            self._at_top = False
        number = self.words(heading, f"{question.label} ", NUMBER)
        asked = heading.add_run(question.question)
        number.font.size = asked.font.size = Pt(max(QUESTION_SIZE * min(1, self.form.scale), self.form.size))
        asked.font.color.rgb = word_styles.BLACK
        self._asked(heading, question)
        about = self.paragraph("", "Klein")
        about.paragraph_format.keep_with_next = True
        if question.draft:
            about.add_run(f"{question.status.upper()} · ").bold = True
        settled = "" if question.draft else question.status
        about.add_run(" · ".join(filter(None, (question.who, question.time, settled))))
        self._doubt(question)
        if question.internal:
            self.internal_mark()
        if question.missing:
            self.paragraph(question.missing, "Klein").paragraph_format.keep_with_next = True
        values = {part: getattr(question, part) for part in PARTS}
        self._parts(f"Vraag {question.label}", key(QUESTION, question.id), PARTS, values, within=question.internal)
        self.sources(question.sources)

    def _doubt(self, doubted: CardText | QuestionText, style: str | None = None) -> None:
        """Say of what somebody reported as not right that it is being looked at, before its words."""
        if doubted.doubted:
            self.paragraph(self.document.doubt, style, bold=True).paragraph_format.keep_with_next = True

    def _asked(self, paragraph: Any, question: QuestionText) -> None:
        """Have the wording of a question lead back to it."""
        if self._goes_back:
            name = PartMark(key(QUESTION, question.id), "question", digest(printed((question.question,)))).name
            self.mark(paragraph, name)

    def _parts(
        self,
        description: str,
        item: str,
        labels: dict[str, str],
        values: dict[str, Any],
        within: bool = False,
        to_fill_in: bool = True,
    ) -> None:
        """A table of what is said, with rows to be filled in on the sheet that is for editing."""
        empty = TO_FILL_IN if self.document.layout == Layout.LIST.value and to_fill_in else frozenset()
        shown = {part: _several(value) for part, value in values.items() if value or part in empty}
        if not shown:
            return
        table = self.table(description)
        for part, several in shown.items():
            self.row(table, item if self._goes_back else "", part, labels[part], several, within)

    def remarks(self, remarks: Sequence[RemarkText]) -> None:
        """What ministries asked for, each under its name."""
        named = "Opmerkingen uit de afstemming"
        said = [(remark, statement) for remark in remarks for statement in remark.said]
        for internal in (False, True):
            chosen = [(remark, statement) for remark, statement in said if statement.internal is internal]
            if chosen and internal:
                self.internal_mark(named)
            elif chosen:
                self.paragraph(named, "Tussenkop")
            for remark, statement in chosen:
                self.said(statement, within=internal, name=remark.ministry, listed=True)

    def sources(self, lines: Sequence[str]) -> None:
        """What it rests on, small."""
        if lines:
            self.paragraph(f"Bronnen: {'; '.join(lines)}.", "Klein").paragraph_format.space_before = Pt(4)

    def index(self) -> None:
        """The keywords, with the numbers of the questions that they lead to."""
        if not self.document.index:
            return
        self.title("Trefwoorden", 1)
        word_styles.in_columns(self.file, COLUMNS)
        for letter, words in self.document.index:
            self.paragraph(letter, "Tussenkop")
            for word_, labels in words:
                self.paragraph(f"{word_}  {labels}", "Trefwoord")

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
        foot.add_run(" · ".join(filter(None, (self.document.stamp, self.document.whose, self.document.legend))))


def _several(value: Any) -> tuple[Value, ...]:
    """What a part holds, as several."""
    return value if isinstance(value, tuple) else (value,) if isinstance(value, Said) else ()


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
