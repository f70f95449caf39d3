"""Fixtures for the tests of intake: a desk on the small dossier, its Word sheets, and what people do to them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from debatkit.access import Viewer
from debatkit.editing.desk import Desk
from debatkit.editing.items import ALL_KINDS
from debatkit.editing.ledger import Ledger
from debatkit.files import LoadedDossier
from debatkit.model import Audience
from debatkit.people import Role, User
from debatkit.revisions.log import Log
from debatkit.sheets.carried import CARD, QUESTION, key, part_mark
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View

SMALL = "waterkade"


@pytest.fixture
def log(tmp_path: Path, database: Callable[[Path, Path, Path], str]) -> Iterator[Log]:
    with Log.open(database(tmp_path, Path("nothing"), Path("nothing")), ALL_KINDS) as opened:
        yield opened


@pytest.fixture
def ledger(folders: Any, small: Any, log: Log) -> Ledger:
    """The small dossier, taken in."""
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), getattr(folders, name), dirs_exist_ok=True)
    made = Ledger(log, folders.data, folders.qa)
    made.refresh()
    return made


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    """A coordinator at work in the small dossier."""
    return Desk(ledger, SMALL, User("ans@min.nl", "Ans", Role.COORDINATOR))


@pytest.fixture
def contributor(ledger: Ledger) -> Desk:
    """A contributor of one ministry at work in the small dossier."""
    return Desk(ledger, SMALL, User("bo@min.nl", "Bo", Role.CONTRIBUTOR, frozenset({"OEV"})))


@pytest.fixture
def sheet(desk: Desk, moment: Any) -> Callable[..., bytes]:
    """A function that prints the desk's dossier as it is now: sheet(Audience.PUBLIC, Layout.LIST)."""

    def printed(audience: Audience = Audience.INTERNAL, layout: Layout = Layout.LIST) -> bytes:
        return View(LoadedDossier(desk.dossier, {}), Viewer(audience)).sheet(Selection(), layout, "docx", moment)

    return printed


class Edited:
    """A Word file in the hands of somebody who edits it."""

    def __init__(self, content: bytes) -> None:
        self.file = docx.Document(io.BytesIO(content))

    @property
    def content(self) -> bytes:
        """The file as it is saved."""
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def start(self, item: str, part: str) -> Any:
        """The bookmark of a part."""
        keys = {key(QUESTION, item), key(CARD, item)}
        for start in self.file.element.body.iter(qn("w:bookmarkStart")):
            mark = part_mark(start.get(qn("w:name")))
            if mark and mark.item in keys and mark.part == part:
                return start
        raise AssertionError(f"no {part} of {item}")

    def cell(self, item: str, part: str) -> Any:
        """The cell with the text of a part."""
        row = next(self.start(item, part).iterancestors(qn("w:tr")))
        return row.findall(qn("w:tc"))[1]

    def paragraphs(self, item: str, part: str) -> list[Paragraph]:
        """The paragraphs of a part."""
        return [Paragraph(each, self.file._body) for each in self.cell(item, part).iter(qn("w:p"))]

    def replace(self, item: str, part: str, old: str, new: str) -> None:
        """Change words in a part, as someone who types over them does."""
        for paragraph in self.paragraphs(item, part):
            for run in paragraph.runs:
                if old in run.text:
                    run.text = run.text.replace(old, new)
                    return
        raise AssertionError(f"{old!r} is not in {part} of {item}")

    def add(self, item: str, part: str, text: str, style: str = "Normal") -> Paragraph:
        """Write a paragraph at the end of a part."""
        found = self.paragraphs(item, part)
        new = docx.oxml.OxmlElement("w:p")
        found[-1]._p.addnext(new)
        paragraph = Paragraph(new, self.file._body)
        paragraph.add_run(text)
        paragraph.style = self.file.styles[style]
        return paragraph

    def remove(self, item: str, part: str, text: str) -> None:
        """Take a paragraph away."""
        [found] = [each for each in self.paragraphs(item, part) if text in each.text]
        found._p.getparent().remove(found._p)


@pytest.fixture(scope="session")
def edit() -> type[Edited]:
    """What opens a Word file to be edited: edit(content)."""
    return Edited
