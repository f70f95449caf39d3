"""Word in LibreOffice: another program than the one that wrote a file opens it, edits it, and keeps what leads back."""

from __future__ import annotations

import io

import docx
import pytest

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.sheets.carried import QUESTION, key, part_mark
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View

pytestmark = pytest.mark.office


def headings(content):
    """What the navigator shows: level and text of each heading."""
    found = [(each.style.name.lower(), each.text) for each in docx.Document(io.BytesIO(content)).paragraphs]
    return [(style, text) for style, text in found if style.startswith("heading")]


def test_an_answer_edited_in_libreoffice_keeps_its_number(public, moment, tmp_path, office, read_back):
    """The new words stand under the old bookmark, none is lost, and every heading is in the navigator still."""
    before = public.sheet(Selection(), Layout.LIST, "docx", moment)
    source, target = tmp_path / "blad.docx", tmp_path / "gewijzigd.docx"
    source.write_bytes(before)
    words = "Daarvan is € 10 miljoen", "Daarvan gaat nu € 11 miljoen"
    arguments = ", ".join(f'"{each}"' for each in (source.as_uri(), target.as_uri(), *words))
    office(f"macro:///Standard.Module1.Edit({arguments})")
    after = target.read_bytes()
    was, became = read_back(before), read_back(after)
    item = key(QUESTION, "wat-kost-meten")
    [answer] = [name for name in was if (part_mark(name).item, part_mark(name).part) == (item, "answer")]

    assert headings(after) == headings(before) != []
    assert became == {**was, answer: was[answer].replace(*words)}
    assert words[1] in became[answer]


def test_libreoffice_opens_the_file(public, make, hostile_parts, tmp_path, read, squeezed, moment, office):
    """Another program than the one that wrote it reads every question, and hostile texts too."""
    strange = View(LoadedDossier(make(**hostile_parts), {}), Viewer())
    for name, view in (("blad", public), ("vreemd", strange)):
        (tmp_path / f"{name}.docx").write_bytes(view.sheet(Selection(), Layout.LIST, "docx", moment))
    office("--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "blad.docx"), str(tmp_path / "vreemd.docx"))

    told = squeezed(read((tmp_path / "blad.pdf").read_bytes(), "pdf"))
    assert [each.question for each in public.dossier.questions if squeezed(each.question) not in told] == []
    assert squeezed("<script>alert(1)</script>") in squeezed(read((tmp_path / "vreemd.pdf").read_bytes(), "pdf"))
