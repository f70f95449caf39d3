"""Word in LibreOffice: another program than the one that wrote a file opens it, edits it, and keeps what leads back."""

from __future__ import annotations

import io
import os
import shutil
import subprocess

import docx
import pytest

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.sheets.carried import QUESTION, key, part_mark
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View

pytestmark = pytest.mark.office

# What someone does who opens a file, changes words in it and saves it, as LibreOffice's own commands.
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit(source As String, target As String, before As String, after As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  file = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  change = file.createReplaceDescriptor()
  change.SearchString = before : change.ReplaceString = after
  file.replaceAll(change)
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
  file.storeToURL(target, kind())
  file.close(True)
End Sub
</script:module>"""


@pytest.fixture
def office(tmp_path):
    """A function that runs LibreOffice with a profile of its own, in which `MODULE` is."""
    if not shutil.which("soffice"):
        message = "LibreOffice (soffice) is niet geïnstalleerd; dit test of Word-bestanden er blijven wat zij zijn"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)

    def run(*arguments):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profiel", "--headless", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=120)

    run("--terminate_after_init")  # makes a profile, with an empty module
    (tmp_path / "profiel" / "user" / "basic" / "Standard" / "Module1.xba").write_text(MODULE, encoding="utf-8")
    return run


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
