"""Fixtures for sheets: what a reader finds in a PDF, a Word file or a page."""

from __future__ import annotations

import html
import html.parser
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import etree


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.texts += [value for _, value in attrs if value]

    def handle_data(self, data):
        self.texts.append(data)


def _html(content: bytes) -> str:
    page = _Page()
    page.feed(content.decode("utf-8"))
    return "\n".join(page.texts)


def _pdf(content: bytes) -> str:
    """Everything that a PDF says: pages, properties, bookmarks, and every string in it, as alternative texts are."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    titles: list[str] = []

    def walk(outline):
        for each in outline:
            walk(each) if isinstance(each, list) else titles.append(each.title)

    walk(reader.outline)
    properties = [str(value) for value in (reader.metadata or {}).values()]
    texts = [page.extract_text() for page in reader.pages]
    return "\n".join([*texts, *titles, *properties, *_strings(reader), _described(reader)])


class Box(NamedTuple):
    """A word where it stands on a page: from left to right and from the top down, in points."""

    left: float
    top: float
    right: float
    bottom: float
    word: str

    def over(self, other: Box) -> bool:
        """Whether one stands over the other, and not just close to it."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 4


@pytest.fixture(scope="session")
def boxes() -> Callable[[bytes], list[list[Box]]]:
    """A function that gives the words of each page of a PDF with the places where they begin and end."""
    pattern = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')

    def found(content: bytes) -> list[list[Box]]:
        done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
        return [
            [Box(*map(float, match[:4]), html.unescape(match[4])) for match in pattern.findall(page)]
            for page in done.stdout.decode("utf-8").split("<page ")[1:]
        ]

    return found


def _strings(reader: pypdf.PdfReader) -> list[str]:
    """Every string in the structure of a PDF: titles, and texts that stand for others (/Alt, /ActualText, /E)."""
    found: list[str] = []
    for number in range(1, int(reader.trailer["/Size"])):
        value = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        if isinstance(value, pypdf.generic.DictionaryObject):
            found += [str(each) for each in value.values() if isinstance(each, pypdf.generic.TextStringObject)]
    return found


def _described(reader: pypdf.PdfReader) -> str:
    """What a PDF says of itself as metadata."""
    metadata = reader.trailer["/Root"].get("/Metadata")
    return metadata.get_object().get_data().decode("utf-8") if metadata else ""


def _word(content: bytes) -> str:
    """Everything that a Word file says: all of its parts, bookmarks, alternative texts and properties too."""
    document = docx.Document(io.BytesIO(content))
    shown = [paragraph.text for paragraph in document.paragraphs]
    return "\n".join([*shown, _parts(content)])


def _parts(content: bytes) -> str:
    """Every text and every value of an attribute in an office file, part by part, and the parts' own names."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        found += parts.namelist()
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                for element in etree.fromstring(parts.read(name)).iter():
                    found += [element.text or "", element.tail or "", *map(str, element.attrib.values())]
    return "\n".join(found)


def _excel(content: bytes) -> str:
    """Everything that an Excel file says: all of its parts, and its properties."""
    return _parts(content)


@pytest.fixture(scope="session")
def read() -> Callable[[bytes, str], str]:
    """A function that gives all text in a sheet: read(content, "pdf")."""
    return lambda content, form: {"pdf": _pdf, "docx": _word, "html": _html, "xlsx": _excel}[form](content)


@pytest.fixture(scope="session")
def tags() -> Callable[[bytes], list[str]]:
    """A function that gives the elements of a page."""

    def found(content: bytes) -> list[str]:
        page = _Page()
        page.feed(content.decode("utf-8"))
        return page.tags

    return found


@pytest.fixture(scope="session")
def squeezed() -> Callable[[str], str]:
    """A function that takes out what setting a text puts in: white space, hyphens at line ends, places to break."""
    return lambda text: re.sub(r"[\s\u00ad\u200b\u2060-]+", "", text)


def _read_back(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:bookmarkStart")):
        name = start.get(qn("w:name"))
        if not name.startswith("_dk_"):
            continue
        row = next(start.iterancestors(qn("w:tr")), None)
        place = start.getparent() if row is None else row.findall(qn("w:tc"))[1]
        assert name not in found
        found[name] = "".join(text.text or "" for text in place.iter(qn("w:t")))
    return found


@pytest.fixture(scope="session")
def read_back() -> Callable[[bytes], dict[str, str]]:
    """A function that gives what a Word file says by hidden bookmark, as an import reads it."""
    return _read_back


# Texts that mean something to one of the programs that they pass through.
HOSTILE = (
    "<script>alert(1)</script>", "&lt;b&gt; & <b>", "$x$ en $ x^2 $", "#let x = 1", "#sys.inputs", "*b* _c_ `d`",
    "=cmd()", "+1+1", "@import", "{{ 7*7 }}", "{% raw %}", "\\begin{document}", "// geen commentaar", "/* niets */",
    "[link](http://x)", "= Kop", "== Kop", "~ @ref <label>", "\"'”’", "%s %d {0}", "-- --- ...", "http://voorbeeld.example",
    "1. geen lijst", "// ", "\\u{1F600}", "C:\\nieuw\\tabel", "'; DROP TABLE", "]]>", "<!-- -->", "TOC \\o", "x\u00a0y",
)  # fmt: skip


@pytest.fixture(scope="session")
def hostile() -> tuple[str, ...]:
    """Texts that must come out as typed."""
    return HOSTILE


@pytest.fixture(scope="session")
def hostile_parts() -> dict[str, object]:
    """A dossier in which every hostile text stands wherever a text can."""

    def said(text: str) -> dict[str, object]:
        return {"text": text, "claim": False}

    everything = "\n\n".join(HOSTILE)
    bullets = "Eerst:\n\n" + "\n".join(f"- {text}" for text in HOSTILE)
    one_line = " ".join(HOSTILE)
    return {
        "title": one_line,
        "debate": {"title": one_line, "kind": "*debat*", "committee": "#let", "date": "2024-03-14"},
        "themes": [{"id": "t", "title": one_line}],
        "recommendations": [
            {"id": "r", "number": 1, "name": "$naam$", "theme": "t", "text": everything, "wording": "literal"}
        ],
        "positions": [
            {
                "id": "p",
                "recommendation": "r",
                "audience": "public",
                "line": said(everything),
                "done": [said(bullets)],
                "planned": [{**said(everything), "date": "2024"}],
            }
        ],
        "questions": [
            {
                "id": "v",
                "number": 1,
                "recommendations": ["r"],
                "question": one_line,
                "audience": "public",
                "speaker": "#speaker *x*",
                "line": said(everything),
                "answer": [said(everything), said(bullets)],
                "follow_ups": [{"question": one_line, "line": said(one_line)}],
                "facts": [said(everything)],
                "open": list(HOSTILE),
                "keywords": list(HOSTILE),
            }
        ],
        "sources": [{"id": "s", "title": one_line, "verified": "official", "audience": "public"}],
    }
