"""Dekking and Oefenen: what is covered, and an exercise from its beginning to its end."""

from __future__ import annotations


def button(app, label):
    """The button of that label."""
    return next(each for each in app.button if each.label.startswith(label))


def test_the_grid_leads_to_each_card(visit, small, shown):
    """A table with a row for each card, with what is not ready in words."""
    words = shown(visit("dekking", small, weergave="Intern"))

    assert "Per kaart en invalshoek" in words
    assert "concept" in words
    assert "geen" in words


def test_a_dossier_without_questions_says_how_to_begin(visit, folders, shown):
    """An empty page would explain nothing."""
    debate = {"title": "Dijken", "kind": "commissiedebat", "committee": "Water", "date": "2024-03-12"}
    folders.write("data/leeg/debate.yaml", {"id": "leeg", "title": "Leeg", "debate": debate})

    assert "nog geen vragen met een invalshoek" in shown(visit("dekking", folders))
    assert "nog geen vragen om mee te oefenen" in shown(visit("oefenen", folders))


def test_an_exercise_asks_and_tells_the_time(visit, small, shown):
    """The question is not the answer: what was asked is found by typing, and giving up shows the line."""
    app = visit("oefenen", small)
    button(app, "Begin").click().run()
    first = app.subheader[0].value
    button(app, "Ik vind het niet").click().run()

    assert "Niet gevonden" in shown(app)
    button(app, "Volgende vraag").click().run()
    assert app.subheader[0].value != first
    button(app, "Stop").click().run()
    assert button(app, "Begin")


def test_what_was_typed_can_be_chosen(visit, small, shown):
    """The best result can be chosen, and the time is told."""
    app = visit("oefenen", small)
    button(app, "Begin").click().run()
    app.text_input[0].set_value(app.subheader[0].value).run()
    choice = next(each for each in app.button if each.key and each.key.startswith("keuze-"))
    choice.click().run()

    assert "seconden" in shown(app)


def test_a_miss_offers_the_words_as_a_keyword(visit, small, shown):
    """To who may change the question; from then on the words lead there."""
    app = visit("oefenen", small, weergave="Intern")
    button(app, "Begin").click().run()
    app.text_input[0].set_value("zeldzaam zoekwoord").run()
    button(app, "Ik vind het niet").click().run()
    asked = app.subheader[0].value
    button(app, "Voeg").click().run()

    assert app.subheader[0].value == asked  # the new keyword is not asked in this exercise: it would move the others
    assert not [each for each in app.button if each.label.startswith("Voeg")]
    assert "Hoe de kaarten te vinden zijn" in shown(app)
