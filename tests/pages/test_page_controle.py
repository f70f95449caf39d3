"""Controle: what is wrong leads to where it is mended, files that differ are taken or left, comments are resolved."""

from __future__ import annotations

import pytest

QUESTION = "waarom-geen-raad"
FILE = "qa/waterkade/samenwerking.yaml"


def labelled(app, label):
    """The buttons of that label."""
    return [each for each in app.button if each.label == label]


def edit(desk, text):
    """Change a question in the app."""
    revision = desk.revision("question", QUESTION)
    desk.save([desk.change("question", QUESTION, revision.body.model_copy(update={"question": text}), revision.number)])


@pytest.fixture
def different(copy, visit, desk_in):
    """Folders in which a question is otherwise than in the app."""
    visit("controle", copy)  # takes the files in
    desk = desk_in(copy)
    edit(desk, "Wie voert de regie?")
    copy.replace(FILE, "question: Waarom", "question: Waarom dan")
    return copy, desk


def test_the_checks_are_for_the_internal_view(visit, small, shown):
    """In the public view there is the way to it."""
    app = visit("controle", small)
    assert "alleen in de interne weergave" in shown(app)
    labelled(app, "Naar de interne weergave")[0].click().run()

    assert "Bestanden die anders zijn" in shown(app)


def test_a_finding_leads_to_the_form_of_what_is_wrong(visit, copy, sent):
    """Of a question, and of the debate itself."""
    copy.replace(FILE, "?", "")
    copy.replace(
        "data/waterkade/debate.yaml", "milestones:", "milestones:\n  - {text: Brief., date: '2023', audience: public}"
    )
    told = sent(visit("controle", copy, weergave="Intern"))

    assert "bewerken?onderdeel=question:waarom-geen-raad" in told
    assert "bewerken?onderdeel=debate:waterkade" in told


def test_findings_are_chosen_by_what_they_are(visit, copy, shown):
    """By rule and by card, one narrowing the other."""
    copy.replace(FILE, "?", "")
    copy.replace("qa/waterkade/algemeen.yaml", "?", "")
    app = visit("controle", copy, weergave="Intern")
    app.checkbox(key="regel-no-question-mark").check().run()

    assert "Vraag 0.1" in shown(app)
    assert "Vraag 3.1" in shown(app)
    assert "opnieuw te bekijken:" not in shown(app)
    app.checkbox(key="bij-3").check().run()
    assert "Vraag 0.1" not in shown(app)


def test_a_file_that_differs_is_taken_over(different, visit, shown):
    """Both texts are there; afterwards the item is as in the file, and follows it again."""
    folders, desk = different
    app = visit("controle", folders, weergave="Intern")
    assert "In de app gewijzigd door ans@min.nl" in shown(app)
    assert "regie" in shown(app)
    labelled(app, "Neem over uit het bestand")[0].click().run()

    assert "Vraag 3.1 is nu zoals in het bestand" in shown(app)
    assert "Er is niets te kiezen" in shown(app)
    assert desk.history("question", QUESTION)[-1].body.question.startswith("Waarom dan")


def test_a_file_that_differs_is_left(different, visit, shown):
    """Until it changes again."""
    folders, desk = different
    app = visit("controle", folders, weergave="Intern")
    labelled(app, "Laat zo")[0].click().run()
    assert "Vraag 3.1 blijft zoals het is" in shown(app)
    assert "Er is niets te kiezen" in shown(visit("controle", folders, weergave="Intern"))
    folders.replace(FILE, "question: Waarom dan", "question: Waarom toch")

    assert labelled(visit("controle", folders, weergave="Intern"), "Laat zo")
    assert desk.history("question", QUESTION)[-1].body.question == "Wie voert de regie?"


def test_files_with_mistakes_are_told(copy, visit, shown):
    """And what was there stays."""
    visit("controle", copy)
    copy.replace(FILE, "- id: waarom-geen-raad", "- ids: waarom-geen-raad")
    told = shown(visit("controle", copy, weergave="Intern"))

    assert "Uit „waterkade” wordt niets overgenomen" in told
    assert "samenwerking.yaml, regel" in told


def test_open_comments_are_resolved(visit, small, desk, shown):
    """Each leads to what it is said of."""
    desk.comment("question", QUESTION, "Korter graag.")
    app = visit("controle", small, weergave="Intern")
    assert "Korter graag." in shown(app)
    labelled(app, "Afgehandeld")[0].click().run()

    assert "Er is geen opmerking die nog open staat" in shown(app)
