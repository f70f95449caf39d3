"""Bewerken, a Word file handed in: what would change is shown, then done; what cannot is told, and nothing is lost."""

from __future__ import annotations

import io

import docx
import pytest

QUESTION = "question:waarom-geen-raad"
WORDS = "Gemeenten en waterschappen beheren", "Gemeenten beheren"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def edited(content, old, new):
    """A Word file in which somebody changed words."""
    file = docx.Document(io.BytesIO(content))
    runs = [run for table in file.tables for row in table.rows for each in row.cells[1].paragraphs for run in each.runs]
    [run] = [each for each in runs if old in each.text]
    run.text = run.text.replace(old, new)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.fixture
def content(internal, moment):
    """The internal sheet of the small dossier."""
    from debatkit import Layout, Selection

    return internal.sheet(Selection(), Layout.LIST, "docx", moment)


def hand_in(app, content, name="blad.docx"):
    """Put a file in the box."""
    app.file_uploader[0].set_value((name, content, KIND))
    return app.run()


def button(app, label):
    """The button of that label."""
    return next((each for each in app.button if each.label == label), None)


def test_what_was_edited_is_shown_and_then_done(visit, small, shown, content):
    """It is in the history of the question; the box is empty again."""
    app = hand_in(visit("bewerken", small), edited(content, *WORDS))

    assert "Vraag 3.1" in shown(app)
    assert "verwijderd: en waterschappen" in " ".join(shown(app).split())
    button(app, "Voer 1 wijziging door").click().run()
    assert "1 wijziging doorgevoerd" in shown(app)
    assert button(app, "Voer 1 wijziging door") is None
    assert "versie 2" in shown(visit("bewerken", small, onderdeel=QUESTION))


def test_a_file_that_nobody_edited_says_so(visit, small, shown, content):
    """There is nothing to press."""
    app = hand_in(visit("bewerken", small), content)

    assert "Er is niets gewijzigd" in shown(app)
    assert not [each for each in app.button if each.label.startswith("Voer")]


@pytest.mark.parametrize("wrong", [b"", b"geen zip", b"PK\x03\x04" + b"\0" * 60])
def test_a_file_that_cannot_be_read_is_told(visit, small, shown, wrong):
    """In a sentence that says how to mend it."""
    app = hand_in(visit("bewerken", small), wrong)

    assert "Dit bestand kan niet worden teruggezet" in shown(app)
    assert "Opslaan als" in shown(app)
    assert not app.exception


def test_what_somebody_else_changed_is_shown_beside_it(visit, small, shown, content):
    """Both texts, and no button for it."""
    app = hand_in(visit("bewerken", small), edited(content, *WORDS))
    button(app, "Voer 1 wijziging door").click().run()
    app = hand_in(visit("bewerken", small), edited(content, WORDS[0], "Waterschappen beheren"))

    assert "Dit wordt niet overgenomen" in shown(app)
    assert "Waterschappen beheren hun kades zelf" in shown(app)
    assert "Gemeenten beheren hun kades zelf" in shown(app)
    assert not [each for each in app.button if each.label.startswith("Voer")]
