"""Word there and back through LibreOffice: another program saves the file, and what comes back is what was edited."""

from __future__ import annotations

import pytest

from debatkit.editing import exchange
from debatkit.intake import word
from debatkit.model import Audience
from debatkit.sheets.selection import Layout

pytestmark = pytest.mark.office

COST = "wat-kost-meten"
OLD, NEW = "Daarvan is € 10 miljoen", "Daarvan gaat nu € 11 miljoen"


@pytest.fixture
def saved(office, tmp_path):
    """A function that has LibreOffice open a file, change words in it, and save it."""

    def run(content, old="niets van dit alles", new=""):
        source, target = tmp_path / "blad.docx", tmp_path / "gewijzigd.docx"
        source.write_bytes(content)
        arguments = ", ".join(f'"{each}"' for each in (source.as_uri(), target.as_uri(), old, new))
        office(f"macro:///Standard.Module1.Edit({arguments})")
        return target.read_bytes()

    return run


def test_an_answer_edited_in_libreoffice_is_the_one_change(desk, sheet, saved):
    """It is in the log, and nothing else is changed."""
    before = desk.dossier
    found = word.returned(desk, saved(sheet(), OLD, NEW))
    exchange.apply(desk, found.proposals)
    after = desk.dossier

    [question] = [each for each in before.questions if each.id == COST]
    [changed] = [each for each in after.questions if each.id == COST]
    assert (found.refused, found.told, [each.id for each in found.proposals]) == ((), (), [COST])
    assert [each.origin for each in desk.history("question", COST)] == ["files", "import"]
    assert changed.answer[0].text == question.answer[0].text.replace(OLD, NEW)
    assert changed.answer[0].citations == question.answer[0].citations
    assert changed.model_copy(update={"answer": question.answer}) == question
    assert [each for each in after.items() if each not in before.items() and each != changed] == []


@pytest.mark.parametrize(
    ("audience", "layout"),
    [(Audience.PUBLIC, Layout.LIST), (Audience.INTERNAL, Layout.LIST), (Audience.INTERNAL, Layout.BRIEFING)],
)
def test_a_file_that_libreoffice_only_saved_changes_nothing(desk, sheet, saved, audience, layout):
    """Its own way of writing a file is no change of the texts in it."""
    found = word.returned(desk, saved(sheet(audience, layout)))

    assert (found.proposals, found.refused, found.told) == ((), (), ())


def test_what_was_written_in_word_and_saved_in_libreoffice_comes_back(desk, sheet, edit, saved):
    """A new bullet, a filled-in row and a follow-up, each in its place."""
    file = edit(sheet())
    file.add(COST, "facts", "Er zijn 12 sluizen.", "List Bullet")
    file.add(COST, "follow_ups", "En daarna?", "Doorvraag")
    file.add(COST, "follow_ups", "Daarna meten we opnieuw.")
    [change] = word.returned(desk, saved(file.content)).proposals

    assert change.after.facts[-1].text == "Er zijn 12 sluizen."
    assert change.after.follow_ups[-1].question == "En daarna?"
    assert (
        change.after.model_copy(update={"facts": change.before.facts, "follow_ups": change.before.follow_ups})
        == change.before
    )
