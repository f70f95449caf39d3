"""
Word styles: how a Word file looks.

In goes a new file, out comes the same file with its styles, page and tables made up; no text of a sheet is known here.
Everything that looks alike has one style, so that people can change the look of a whole file in Word itself. What is
printed beside the texts (`carried.FURNITURE`) has styles of its own, by which it is left out when a file is read back.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table

from debatkit.sheets.carried import ASKS, BEFORE, FURNITURE, NUMBER, SIGN

BLUE = RGBColor(0x15, 0x42, 0x73)
GREY = RGBColor(0x4F, 0x4F, 0x4F)
BLACK = RGBColor(0, 0, 0)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
FONT = "Calibri"  # on every office machine; named, not embedded, as Word files do
FALLBACK = "Carlito"  # as wide as Calibri, sign by sign; then whatever has no serifs
HAIRLINE = 4  # eighths of a point


@dataclass(frozen=True)
class Form:
    """A page in millimetres, and the size of its type: `size` in points, of running text."""

    size: float = 11
    width: float = 210
    height: float = 297
    margin: float = 28
    first_column: float = 32  # of a table: what a part is
    heads: float = 1  # how large headings are, to what they are on a list

    @property
    def text_width(self) -> Length:
        """How wide a line can be."""
        return Mm(self.width - 2 * self.margin)

    @property
    def columns(self) -> tuple[Length, Length]:
        """How wide the columns of a table are: what a part is, and the part."""
        return Mm(self.first_column), Length(self.text_width - Mm(self.first_column))

    @property
    def scale(self) -> float:
        """How small or large what depends on the running text is."""
        return self.size / Form.size


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
    ("Kernboodschap opsomming", 12, True, None, False),
    ("Intern", 10, False, None, False),
    ("Intern opsomming", 10, False, None, False),
    ("Intern opsomming 2", 10, False, None, False),
    ("Intern vervolg", 10, False, None, False),
    ("Interne markering", 10, True, None, True),
    (ASKS, 11, False, None, True),
    ("Tussenkop", 9.5, True, GREY, True),
    ("Onderdeel", 9.5, False, GREY, False),
    ("Klein", 9, False, GREY, False),
    ("Noot", 9, False, GREY, False),
    ("Kenmerk", 9, True, BLUE, False),
    ("toc 1", 11, True, None, False),
    ("toc 2", 11, False, None, False),
    ("Vragenlijst", 10.5, False, None, False),
    ("Trefwoord", 10, False, None, False),
)
SPOKEN = {name for name, *_ in STYLES if name.startswith(("Kernboodschap", "Intern", ASKS))}
LINE = {"Kernboodschap", "Kernboodschap opsomming"}  # said in one breath, so read without turning a page
INTERNAL = {name for name, *_ in STYLES if name.startswith("Intern")}
HEADINGS = (("Heading 1", 20, 24), ("Heading 2", 15, 18), ("Heading 3", 12.5, 18))  # name, size, space before

# The list style that a statement of each kind has: under a bullet, a bullet within it, and what goes on without one.
BULLETS: dict[bool, tuple[str, str, str]] = {
    False: ("List Bullet", "List Bullet 2", "List Continue"),
    True: ("Intern opsomming", "Intern opsomming 2", "Intern vervolg"),
}


def dress(file: WordDocument, form: Form) -> None:
    """Give the file its styles, its fonts and its page."""
    styles = file.styles
    base: Any = styles["Normal"]
    base.font.name, base.font.size = FONT, Pt(form.size)
    base.paragraph_format.space_after = Pt(6 * form.scale * form.heads)
    base.paragraph_format.line_spacing = 1.1
    base.paragraph_format.widow_control = True
    _language(base)
    for name, points, before in (("Title", 26, 0), ("Subtitle", 14, 0), *HEADINGS):
        style: Any = styles[name]
        _plain(style)
        style.font.name, style.font.size = FONT, Pt(points * form.heads)
        style.font.color.rgb = BLACK if name == "Subtitle" else BLUE
        style.font.italic, style.font.bold = False, name != "Subtitle"
        style.paragraph_format.space_before = Pt(before * form.heads)
        style.paragraph_format.space_after = Pt(6 * form.heads)
        style.paragraph_format.keep_with_next = True
    for name, points, bold, colour, keep in STYLES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style = base
        scale = form.scale if name in SPOKEN else min(1, form.scale)
        style.font.size, style.font.bold = Pt(points * scale), bold
        style.paragraph_format.keep_with_next = keep
        if colour is not None:
            style.font.color.rgb = colour
    _words(file)
    _details(styles)
    for name in ("toc 1", "toc 2"):
        tabs = styles[name].paragraph_format.tab_stops
        tabs.add_tab_stop(form.text_width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    _fonts(file)
    _page(file, form)


def _words(file: WordDocument) -> None:
    """Styles for words within a paragraph; they look like nothing but what they are for."""
    for name, bold in ((SIGN, None), (BEFORE, True), (NUMBER, None)):
        style: Any = file.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.bold = bold
        if name == NUMBER:
            style.font.color.rgb = BLUE


def _details(styles: Any) -> None:
    for name in LINE:
        styles[name].paragraph_format.keep_together = True
        _border(styles[name], "154273", 18, Mm(3))
    for name in INTERNAL:
        _border(styles[name], "000000", 18, Mm(3))
        _shade(styles[name].element.get_or_add_pPr(), "F2F2F2")
    for name, like, indent in (
        ("Kernboodschap opsomming", "List Bullet", Mm(8)),
        ("Intern opsomming", "List Bullet", Mm(8)),
        ("Intern opsomming 2", "List Bullet 2", Mm(13)),
    ):
        _bullets(styles[name], styles[like])
        styles[name].paragraph_format.left_indent, styles[name].paragraph_format.first_line_indent = indent, -Mm(5)
    styles["Intern vervolg"].paragraph_format.left_indent = Mm(8)
    styles[ASKS].font.italic = True
    for name in ("Klein", "Noot"):
        styles[name].paragraph_format.keep_together = True  # a note of two lines stands on one page
    for name in FURNITURE:  # who goes on writing below what is printed, writes a text
        styles[name].next_paragraph_style = styles["Normal"]
    styles[ASKS].next_paragraph_style = styles["Normal"]
    styles["Tussenkop"].paragraph_format.space_before = Pt(9)
    styles["toc 2"].paragraph_format.left_indent = Mm(6)
    for name, indent in (("Vragenlijst", Mm(12)), ("Trefwoord", Mm(4))):
        styles[name].paragraph_format.left_indent, styles[name].paragraph_format.first_line_indent = indent, -indent
    styles["Vragenlijst"].paragraph_format.tab_stops.add_tab_stop(Mm(12))
    for name in ("toc 1", "toc 2", "Vragenlijst", "Trefwoord"):
        styles[name].paragraph_format.space_after = Pt(3)


def _bullets(style: Any, like: Any) -> None:
    """Give a style the bullets of another."""
    style.element.get_or_add_pPr().append(copy.deepcopy(like.element.pPr.find(qn("w:numPr"))))


def _fonts(file: WordDocument) -> None:
    """Say which font to take where there is no Calibri: one of the same widths, else one of the same kind."""
    [part] = [each.target_part for each in file.part.rels.values() if each.reltype.endswith("/fontTable")]
    table = parse_xml(part.blob)
    for font in table.findall(qn("w:font")):
        if font.get(qn("w:name")) == FONT:
            table.remove(font)
    table.append(
        parse_xml(
            f'<w:font {nsdecls("w")} w:name="{FONT}"><w:altName w:val="{FALLBACK}"/>'
            '<w:panose1 w:val="020F0502020204030204"/>'
            '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        )
    )
    part._blob = serialize_part_xml(table)


def _page(file: WordDocument, form: Form) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(form.width), Mm(form.height)
    if form.width > form.height:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Mm(form.margin)
    section.top_margin = section.bottom_margin = Mm(min(form.margin, 25))
    section.header_distance = section.footer_distance = Mm(min(form.margin / 2, 12.5))
    for paragraph in (section.header.paragraphs[0], section.footer.paragraphs[0]):
        paragraph.style = file.styles["Klein"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(form.text_width, WD_TAB_ALIGNMENT.RIGHT)


def in_columns(file: WordDocument, count: int) -> None:
    """Let what follows stand in columns."""
    section = file.add_section(WD_SECTION.CONTINUOUS)
    properties = section._sectPr
    for old in properties.findall(qn("w:cols")):
        properties.remove(old)
    columns = _element("cols", num=str(count), space="400")
    after = properties.find(qn("w:docGrid"))
    properties.append(columns) if after is None else after.addprevious(columns)


def update_fields(file: WordDocument) -> None:
    """Have Word bring its fields up to date when the file is opened: the page numbers of the contents."""
    settings = file.settings.element
    element = _element("updateFields", val="true")
    # Its place in the format's definition is late, before "hdrShapeDefaults" and what follows it.
    later = ("footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping")
    after = next((each for each in settings if each.tag.rpartition("}")[2] in later), None)
    settings.append(element) if after is None else after.addprevious(element)


def table(file: WordDocument, description: str, columns: Sequence[Length]) -> Any:
    """Add a table for the parts of a question: hairlines between them, and what each is in the first column."""
    element = CT_Tbl.new_tbl(0, len(columns), Length(sum(columns)))
    file.element.body[-1].addprevious(element)  # at once: the file's own way looks at everything that is there already
    made = Table(element, file._body)
    made.autofit = False
    for column, width in zip(made.columns, columns, strict=True):
        column.width = width
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(side, val="single", sz=str(HAIRLINE), space="0", color="A6A6A6"))
    margins = OxmlElement("w:tblCellMar")
    for side, size in (("top", 60), ("left", 0), ("bottom", 30), ("right", 100)):  # twentieths of a point
        margins.append(_element(side, w=str(size), type="dxa"))
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


def _border(style: Any, colour: str, size: int, indent: Length) -> None:
    """Draw a line at the left of every paragraph of a style; `size` in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    borders.append(_element("left", val="single", sz=str(size), space="6", color=colour))
    style.element.get_or_add_pPr().append(borders)
    style.paragraph_format.left_indent = indent


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
