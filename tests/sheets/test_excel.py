"""Excel: a table of the questions, every cell a text, and nothing of what is internal."""

from __future__ import annotations

import io

import openpyxl
import pytest

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.sheets.excel import COLUMNS
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View


def table(content):
    """The rows of the table, each as heading and value."""
    [head, *rows] = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
    return [{name.value: cell for name, cell in zip(head, row, strict=True)} for row in rows]


def test_there_is_a_row_for_each_question(public, moment):
    """Under the headings that are promised, in the order of the sheet."""
    rows = table(public.sheet(Selection(), Layout.LIST, "xlsx", moment))

    assert [row["Nummer"].value for row in rows] == ["0.1", "1.1", "2.1", "3.1"]
    assert all(list(row) == [name for name, _ in COLUMNS] for row in rows)
    assert rows[1]["Kernboodschap"].value == "Voor het meten is € 12,5 miljoen beschikbaar."
    assert rows[1]["Trefwoorden"].value == "begroting, prijskaartje"
    assert rows[1]["Nog aan te vullen"].value == "BRU: de kosten per gemeente"


def test_a_public_table_says_nothing_internal(public, read, leaks, internal_ids, moment):
    """Not in a cell, not in its properties."""
    content = public.sheet(Selection(), Layout.LIST, "xlsx", moment)

    assert leaks(read(content, "xlsx")) == []
    assert [row["Id"].value for row in table(content) if row["Id"].value in internal_ids] == []


def test_what_is_internal_is_marked_in_words(internal, moment):
    """An internal question, and an internal statement within a public answer, say so in the table."""
    rows = {row["Nummer"].value: row for row in table(internal.sheet(Selection(), Layout.LIST, "xlsx", moment))}
    [rumour] = [line for line in rows["1.1"]["Antwoord"].value.splitlines() if "rekenmeesters" in line]

    assert rumour.startswith("Intern: niet uitspreken")
    assert any("Intern: niet uitspreken" in str(cell.value) for cell in rows["2.2"].values())
    assert not any("Intern" in str(cell.value) for cell in rows["3.1"].values())


@pytest.mark.parametrize("text", ["=cmd()", "+1+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\u200b=1+1"])
def test_nothing_is_a_formula(make, text, moment):
    """What looks like a formula is a text, here and in a program that guesses."""
    question = {
        "id": "v", "number": 1, "question": text, "audience": "public", "line": {"text": text, "claim": False},
        "keywords": [text], "open": [text], "speaker": text,
    }  # fmt: skip
    view = View(LoadedDossier(make(questions=[question]), {}), Viewer())
    [row] = table(view.sheet(Selection(), Layout.LIST, "xlsx", moment))

    assert {cell.data_type for cell in row.values() if cell.value} == {"s"}
    assert row["Vraag"].value == text
    assert row["Vraag"].quotePrefix == text.startswith(tuple("=+-@"))


def test_hostile_texts_are_kept(make, hostile, hostile_parts, moment):
    """No text is read as markup."""
    view = View(LoadedDossier(make(**hostile_parts), {}), Viewer())
    [row] = table(view.sheet(Selection(), Layout.LIST, "xlsx", moment))

    assert [text for text in hostile if text.strip() not in row["Antwoord"].value] == []


@pytest.mark.parametrize("text", ["x" * 20_000, "😀 日本語 שלום", "woord " * 3_000])
def test_any_sign_and_any_length_gives_a_file(make, text, moment):
    """Several long answers are cut at what a cell can hold, and no sooner."""
    statement = {"text": text, "claim": False}
    question = {"id": "v", "number": 1, "question": "Q?", "audience": "public", "answer": [statement] * 3}
    view = View(LoadedDossier(make(questions=[question]), {}), Viewer())
    [row] = table(view.sheet(Selection(), Layout.LIST, "xlsx", moment))

    whole = "\n".join([text.strip()] * 3)
    assert row["Antwoord"].value == whole[: min(len(whole), 32_767)]


def test_a_print_says_which_it_is(public, moment):
    """In the foot of each page."""
    imprint = Imprint(code="A17-KX", safe=True, holder="minister & staf", copies=2)
    content = public.sheet(Selection(), Layout.LIST, "xlsx", moment, imprint=imprint)
    foot = openpyxl.load_workbook(io.BytesIO(content)).active.oddFooter.left.text

    assert "Afdruk A17-KX" in foot
    assert "Exemplaar 1 van 2: minister && staf" in foot


def test_an_empty_selection_is_a_table_without_rows(public, moment):
    """The headings are there."""
    assert table(public.sheet(Selection(recommendations=(99,)), Layout.LIST, "xlsx", moment)) == []
