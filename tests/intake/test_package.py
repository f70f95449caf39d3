"""Package: a hostile file is refused in a sentence, before it costs anything."""

from __future__ import annotations

import io
import zipfile

import pytest

from debatkit.errors import IntakeError
from debatkit.intake import package, reading, word

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{}"{}/></Relationships>'
)
USUAL = RELS.format("word/document.xml", "")
BODY = f'<w:document xmlns:w="{package.WORD}"><w:body>{{}}</w:body></w:document>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def packed(document=None, rels=USUAL, **others):
    """A Word file with this text in it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", rels)
        if document is not None:
            archive.writestr("word/document.xml", document)
        for name, data in others.items():
            archive.writestr(name, data)
    return content.getvalue()


HOSTILE = {
    "niets": (b"", "geen Word-bestand"),
    "geen zip": (b"Vraag 1: waarom?", "geen Word-bestand"),
    "half een zip": (packed(BODY.format(""))[:200], "geen Word-bestand"),
    "een oud Word-bestand": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Opslaan als"),
    "een andere zip": (packed(rels="<x/>"), "geen Word-bestand"),
    "geen tekst": (packed(), "geen Word-bestand"),
    "een tekst van elders": (
        packed(BODY.format(""), RELS.format("http://voorbeeld.example/x.xml", ' TargetMode="External"')),
        "geen Word-bestand",
    ),
    "een pad naar buiten": (packed(BODY.format(""), RELS.format("../../../etc/passwd", "")), "geen Word-bestand"),
    "kapotte xml": (packed("<w:document"), "geen Word-bestand"),
    "geen xml": (packed(b"\x00\xff" * 50), "geen Word-bestand"),
    "een DTD": (packed("<!DOCTYPE x SYSTEM 'http://voorbeeld.example/x.dtd'>" + BODY.format("")), "DTD"),
    "een miljard keer lachen": (packed(LAUGHS + BODY.format("<w:p>&i;</w:p>")), "DTD|geen Word-bestand"),
    "lachen in een attribuut": (
        packed(LAUGHS + BODY.format("").replace("<w:body>", '<w:body w:x="&i;">')),
        "DTD|geen Word-bestand",
    ),
    "een bestand op de server": (
        packed('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + BODY.format("<w:p>&e;</w:p>")),
        "DTD",
    ),
    "een zipbom": (packed(BODY.format(("<w:p>" + " " * 100_000 + "</w:p>") * 501)), "te groot"),
    "een bom van elementen": (packed(BODY.format("<w:p/>" * (package.MOST_TAGS + 1))), "te groot"),
    "een codering die elementen verbergt": (
        packed("<?xml version='1.0' encoding='UTF-7'?>" + BODY.format("").replace("<", "+ADw-").replace(">", "+AD4-")),
        "geen Word-bestand",
    ),
    "heel diep": (packed(BODY.format("<w:p>" * 100_000)), "geen Word-bestand"),
    "veel onderdelen": (
        packed(BODY.format(""), **{f"x{number}": b"" for number in range(package.MOST_ENTRIES)}),
        "meer dan 1000 onderdelen",
    ),
    "een zwaar bestand": (b"PK" + b"\0" * package.MOST_PACKED, "groter dan 20 MB"),
    "niet van ons": (packed(BODY.format("<w:p><w:r><w:t>Vraag 1</w:t></w:r></w:p>")), "niet als blad in Word gemaakt"),
    "half van ons": (
        packed(BODY.format('<w:p><w:bookmarkStart w:name="_dkb_000000000000_intern_list"/></w:p>')),
        "niet als blad in Word gemaakt",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name):
    """With what is wrong and how to mend it."""
    content, told = HOSTILE[name]

    with pytest.raises(IntakeError, match=told):
        reading.read(package.opened(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_in_either_encoding_is_read(encoding):
    """Those of the standard, with a mark in front or without."""
    opened = package.opened(packed(BODY.format("<w:p>Één</w:p>").encode(encoding)))

    assert opened.body[0].text == "Één"


def test_marks_that_somebody_made_up_change_nothing(desk, sheet):
    """A part that no sheet has, an item that is not there, a mark that stands twice."""
    from debatkit.sheets.carried import QUESTION, PartMark, SheetMark, key

    item = key(QUESTION, "wat-kost-meten")
    names = [
        SheetMark(key("waterkade"), False, "list").name,
        PartMark(item, "status", "0" * 12).name,
        PartMark(item, "id", "0" * 12).name,
        PartMark("0" * 12, "line", "0" * 12).name,
        PartMark(item, "line", "0" * 12).name,
        PartMark(item, "line", "0" * 12).name,
    ]
    marks = "".join(f'<w:p><w:bookmarkStart w:name="{name}"/></w:p>' for name in names)
    found = word.returned(desk, packed(BODY.format(marks)))

    assert found.proposals == ()
    assert [(each.id, each.label) for each in found.refused] == [("wat-kost-meten", "Kernboodschap")]
