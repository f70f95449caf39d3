"""Dekking and Oefenen: what is covered, and an exercise from its beginning to its end."""

from __future__ import annotations

import html
import re


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

    assert "nog geen vragen. Maak er een" in shown(visit("dekking", folders))
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


def cells(sent):
    """Where each cell of the grid leads, with its words."""
    found = re.findall(r'<td class="dk-cell[^"]*"><a href="([^"]+)"[^>]*>(.*?)</a>', sent)
    return [(html.unescape(where), re.sub(r"<[^>]*>", "", words)) for where, words in found]


def test_who_may_edit_is_led_to_the_place_to_mend(visit, small, sent):
    """A cell with work to its first question, on the page to write it; a hole to a new question for it."""
    found = cells(sent(visit("dekking", small, weergave="Intern")))

    assert any("concept" in words and where.startswith("bewerken?onderdeel=question%3A") for where, words in found)
    holes = [where for where, words in found if words.startswith("geen")]
    assert holes
    assert all(re.match(r"bewerken\?nieuw=vraag&kaart=\d+&invalshoek=[\w-]+&weergave=Intern$", each) for each in holes)
    assert any(where.startswith("kaarten?") and words.startswith("1,") for where, words in found)


def test_a_reader_is_led_to_the_card(arrive, sent):
    """At the question where there is one; they may mend nothing."""
    found = cells(sent(arrive("dekking", "lezer")))

    assert found
    assert all(where.startswith("kaarten?kaart=") for where, _ in found)
    assert all(("vraag=" in where) != words.startswith("geen") for where, words in found)


def test_a_writer_is_led_to_the_card_of_what_is_anothers(arrive, small, sent):
    """Their own questions they are led to write."""
    found = cells(sent(arrive("dekking", "schrijver", weergave="Intern")))
    dossier = small.read()
    own = {each.id for each in dossier.questions if each.ministry == "OEV"}
    led = {where.partition("question%3A")[2].partition("&")[0] for where, _ in found if "question%3A" in where}

    assert led
    assert led <= own


def test_questions_without_an_angle_have_a_column(visit, write, shown):
    """The last; it has no holes."""
    question = {"number": 1, "question": "Wat kost het?", "audience": "public"}
    folders = write(
        recommendations=[{"id": "een", "number": 1, "text": "Doe het.", "wording": "literal"}],
        questions=[
            {**question, "id": "met", "angle": "geld", "recommendations": ["een"]},
            {**question, "id": "zonder"},
        ],
    )
    words = shown(visit("dekking", folders))

    assert "Kaart Geld Zonder invalshoek" in words
    assert "2 vragen; 1 lege cellen" in words


def test_a_hole_becomes_a_question_on_its_card(visit, small):
    """The form is open and says what is known; what is made has it."""
    app = visit("bewerken", small, nieuw="vraag", kaart=2, invalshoek="geld")
    [wording, angle] = [each for each in app.text_input if each.label in ("Vraag", "Invalshoek, als die er is")]

    assert (wording.value, angle.value) == ("", "geld")
    assert next(each for each in app.selectbox if each.label == "Kaart").value == "kaderegister"
    wording.set_value("Wat kost het register?")
    button(app, "Maak de vraag").click().run()
    assert not app.exception
    assert app.query_params["onderdeel"] == "question:wat-kost-het-register"
    assert "nieuw" not in app.query_params
