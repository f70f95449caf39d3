"""Leaks: no six words in a row of an internal text of the shipped dossier are in a public file, wherever in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from debatkit.access import Viewer
from debatkit.files import read_dossier
from debatkit.model import Audience, statements
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.outputs import formats
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View

ROOT = Path(__file__).resolve().parent.parent.parent
IN_A_ROW = 6
IMPRINT = Imprint(
    code="A17-KX", address="https://debat.voorbeeld.nl/zoeken?q=A17-KX", safe=True, holder="minister van EZK"
)
FILES = [(layout, form) for layout in Layout for form in formats(layout) if form not in ("pdf", "xlsx")]
FILES.append((Layout.LIST, "xlsx"))  # a table of the questions, whatever the layout


def shingles(texts):
    """Each six words in a row."""
    found = set()
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        found |= {" ".join(words[start : start + IN_A_ROW]) for start in range(len(words) - IN_A_ROW + 1)}
    return found


@pytest.fixture(scope="module")
def views():
    """The shipped dossier as everyone may know it, and whole."""
    loaded = read_dossier(ROOT / "data" / "opgave-ai", ROOT / "qa" / "opgave-ai")
    return {audience: View(loaded, Viewer(audience)) for audience in Audience}


@pytest.fixture(scope="module")
def internal(views):
    """What is internal and stands in nothing that is public, read from the items without the gate."""
    found, known = [], []
    for item in views[Audience.INTERNAL].dossier.items():
        own = getattr(item, "audience", Audience.PUBLIC)
        (found if own is Audience.INTERNAL else known).extend(_beside(item))
        for _, statement, audience in statements(item):
            (found if audience is Audience.INTERNAL else known).append(statement.text)
    return shingles(found) - shingles(known)


def _beside(item):
    """What an item says outside its statements."""
    for value in (getattr(item, name) for name in type(item).model_fields):
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (each if isinstance(each, str) else getattr(each, "question", "") for each in value)


@pytest.mark.parametrize(("layout", "form"), FILES)
def test_a_public_file_holds_nothing_internal(views, internal, read, moment, layout, form):
    """Not in its texts, bookmarks, alternative texts, captions or properties."""
    public = views[Audience.PUBLIC]
    told = read(public.sheet(Selection(), layout, form, moment, imprint=IMPRINT), form)

    assert len(internal) > 1_000
    assert sorted(shingles(told.split("\n")) & internal) == []


@pytest.mark.parametrize(("layout", "form"), [(Layout.LIST, "docx"), (Layout.LIST, "html"), (Layout.LIST, "xlsx")])
def test_the_test_would_see_it(views, internal, read, moment, layout, form):
    """An internal file holds them."""
    told = read(views[Audience.INTERNAL].sheet(Selection(), layout, form, moment), form)

    assert shingles(told.split("\n")) & internal
