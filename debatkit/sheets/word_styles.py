"""
Word styles: how a Word file looks.

In goes a new file, out comes the same file with its styles, page and tables made up; no text of a sheet is known here.
Everything that looks alike has one style, so that people can change the look of a whole file in Word itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

BLUE = RGBColor(0x15, 0x42, 0x73)
GREY = RGBColor(0x4F, 0x4F, 0x4F)
BLACK = RGBColor(0, 0, 0)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
FONT = "Calibri"  # on every office machine; named, not embedded, as Word files do
MARGIN = Mm(28)
TEXT_WIDTH = Mm(210) - 2 * MARGIN
WIDTHS = (Mm(30), TEXT_WIDTH - Mm(30))  # of the columns of a question: what a part is, and the part
HAIRLINE = 4  # eighths of a point

# The order of properties in the format's own definition, as far as they are used here or in Word's own template.
ORDER: dict[str, Sequence[str]] = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing",
        "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "spacing", "kern", "sz", "szCs", "u",
        "shd", "vertAlign", "lang",
    ),
    "tblPr": ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
}  # fmt: skip

# Name, size in points, bold, colour, and whether it stays with the next paragraph.
STYLES: tuple[tuple[str, float, bool, RGBColor | None, bool], ...] = (
    ("Kernboodschap", 12, True, None, False),
    ("Intern", 10, False, None, False),
    ("Tussenkop", 9.5, True, GREY, True),
    ("Onderdeel", 9.5, False, GREY, False),
    ("Klein", 9, False, GREY, False),
    ("Kenmerk", 9, True, BLUE, False),
    ("Inhoud 1", 11, True, None, False),
    ("Inhoud 2", 11, False, None, False),
    ("Vragenlijst", 10.5, False, None, False),
)
SPOKEN = {"Kernboodschap", "Intern"}  # as large as the running text is
SIZE = 11.0  # points; of running text
HEADINGS = (("Heading 1", 20, 24), ("Heading 2", 15, 18), ("Heading 3", 12.5, 18))  # name, size, space before


def dress(file: WordDocument, size: float) -> None:
    """Give the file its styles, with running text of `size` points, and its page."""
    styles = file.styles
    base: Any = styles["Normal"]
    base.font.name, base.font.size = FONT, Pt(size)
    base.paragraph_format.space_after = Pt(6)
    base.paragraph_format.line_spacing = 1.1
    _language(base)
    for name, points, before in (("Title", 26, 0), ("Subtitle", 14, 0), *HEADINGS):
        style: Any = styles[name]
        _plain(style)
        style.font.name, style.font.size = FONT, Pt(points)
        style.font.color.rgb = BLACK if name == "Subtitle" else BLUE
        style.font.italic, style.font.bold = False, name != "Subtitle"
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.keep_with_next = True
    for name, points, bold, colour, keep in STYLES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = base
        style.font.size, style.font.bold = Pt(points * size / SIZE if name in SPOKEN else points), bold
        style.paragraph_format.keep_with_next = keep
        if colour is not None:
            style.font.color.rgb = colour
    styles["Kernboodschap"].paragraph_format.keep_together = True  # said in one breath, so read without turning a page
    styles["Tussenkop"].paragraph_format.space_before = Pt(9)
    styles["Inhoud 2"].paragraph_format.left_indent = Mm(6)
    styles["Vragenlijst"].paragraph_format.left_indent = Mm(12)
    styles["Vragenlijst"].paragraph_format.first_line_indent = -Mm(12)
    styles["Vragenlijst"].paragraph_format.tab_stops.add_tab_stop(Mm(12))
    for name in ("Inhoud 1", "Inhoud 2", "Vragenlijst"):
        styles[name].paragraph_format.space_after = Pt(3)
    _border(styles["Kernboodschap"], "154273", 18)
    _border(styles["Intern"], "000000", 18)
    _shade(styles["Intern"].element.get_or_add_pPr(), "F2F2F2")
    _page(file)


def _page(file: WordDocument) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = MARGIN
    for paragraph in (section.header.paragraphs[0], section.footer.paragraphs[0]):
        paragraph.style = file.styles["Klein"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def table(file: WordDocument, description: str) -> Any:
    """Add a table for the parts of a question: hairlines between them, and what each is in the first column."""
    made = file.add_table(rows=0, cols=len(WIDTHS))
    made.autofit = False
    for column, width in zip(made.columns, WIDTHS, strict=True):
        column.width = width
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(side, val="single", sz=str(HAIRLINE), space="0", color="A6A6A6"))
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 60), ("left", 0), ("bottom", 30), ("right", 100)):  # twentieths of a point
        margins.append(_element(side, w=str(width), type="dxa"))
    look = _element("tblLook", val="0080", firstColumn="1", firstRow="0", noHBand="1", noVBand="1")
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    for element in (borders, margins, look, _element("tblCaption", val=description)):
        properties.append(element)
    return made


def keep_whole(row: Any) -> None:
    """Let a row stand on one page."""
    row._tr.get_or_add_trPr().append(_element("cantSplit"))


def invert(run: Any) -> None:
    """White on black: what nobody may overlook."""
    run.bold, run.font.color.rgb = True, WHITE
    _shade(run._r.get_or_add_rPr(), "000000")


def _plain(style: Any) -> None:
    """Take off what Word's own template gives a style: lines, letter spacing and fonts of a theme."""
    for parent, names in (
        (style.element.get_or_add_pPr(), ("w:pBdr",)),
        (style.element.get_or_add_rPr(), ("w:spacing", "w:kern")),
    ):
        for name in names:
            for element in parent.findall(qn(name)):
                parent.remove(element)
    fonts = style.element.rPr.rFonts
    if fonts is not None:
        fonts.attrib.clear()


def _language(style: Any) -> None:
    style.element.get_or_add_rPr().append(_element("lang", val="nl-NL"))


def _shade(properties: Any, colour: str) -> None:
    properties.append(_element("shd", val="clear", color="auto", fill=colour))


def _border(style: Any, colour: str, size: int) -> None:
    """Draw a line at the left of every paragraph of a style; `size` in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    borders.append(_element("left", val="single", sz=str(size), space="6", color=colour))
    style.element.get_or_add_pPr().append(borders)
    style.paragraph_format.left_indent = Mm(3)


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field of Word's own, such as the page number; `shown` stands there until Word counts."""
    field_start(paragraph, instruction)
    paragraph.add_run(shown)
    field_end(paragraph)


def field_start(paragraph: Any, instruction: str) -> None:
    """Begin a field; what follows is shown until Word makes it anew."""
    _field_sign(paragraph, "begin")
    told = _element("instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = instruction
    paragraph.add_run()._r.append(told)
    _field_sign(paragraph, "separate")


def field_end(paragraph: Any) -> None:
    """End the field that was begun."""
    _field_sign(paragraph, "end")


def _field_sign(paragraph: Any, kind: str) -> None:
    paragraph.add_run()._r.append(_element("fldChar", fldCharType=kind))


def put_in_order(root: Any) -> None:
    """Sort the properties within an element as the format wants them; Word refuses a file with another order."""
    for name, order in ORDER.items():
        rank = {qn(f"w:{child}"): place for place, child in enumerate(order)}
        for properties in root.iter(qn(f"w:{name}")):
            properties[:] = sorted(properties, key=lambda child: rank.get(child.tag, len(rank)))
