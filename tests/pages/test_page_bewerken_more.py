"""Bewerken, beside questions: parts that are added, the debate itself, the order of questions, quotes and splitting."""

from __future__ import annotations

import pytest

DEBATE = "debate:waterkade"
LADDER = "question:wat-kost-meten"

# A kind, what is filled in (the label of a field and its value), and what the page is then called.
ADDED = {
    "recommendation": ({"Tekst van de aanbeveling": "Plant bomen."}, "Plant bomen."),
    "position": ({}, "Richt een openbaar kaderegister in."),
    "theme": ({"Titel": "Groen"}, "Groen"),
    "remark": ({"Wat is gevraagd": "Graag korter."}, "Graag korter."),
    "source": ({"Titel": "Verslag van de schouw"}, "Verslag van de schouw"),
}


def button(app, label):
    """The button of that label."""
    return next(each for each in app.button if each.label == label)


def one(app, label):
    """The field of that label."""
    found = [*app.text_input, *app.text_area, *app.selectbox, *app.multiselect, *app.segmented_control]
    return next(each for each in found if each.label == label)


def fold(app, key):
    """Open a fold that is drawn when it is opened."""
    app.session_state[key] = True
    return app.run()


@pytest.mark.parametrize("kind", [kind for kind in ADDED if kind != "position"])
def test_a_part_is_added_and_its_form_opens(visit, small, shown, kind):
    """As a first version, to be filled in."""
    filled, title = ADDED[kind]
    app = fold(visit("bewerken", small), "nieuw-onderdeel")
    one(app, "Wat voegt u toe?").set_value(kind).run()
    for label, value in filled.items():
        one(app, label).set_value(value)
    next(each for each in app.button if each.label.startswith("Maak: ")).click().run()

    assert title in app.title[0].value.replace("\\", "")
    assert "versie 1" in shown(app)


def test_a_position_is_added_where_there_is_none(visit, single, shown):
    """On a recommendation, or in general; a third one has no place."""
    for place in ("1. Doe het.", "Algemene lijn"):
        app = fold(visit("bewerken", single), "nieuw-onderdeel")
        one(app, "Wat voegt u toe?").set_value("position").run()
        choice = one(app, "Op welke aanbeveling")
        choice.set_value(choice.options[-1] if place in choice.options else choice.options[0]).run()
        button(app, "Maak: standpunt").click().run()
        assert "versie 1" in shown(app)
    app = fold(visit("bewerken", single), "nieuw-onderdeel")
    one(app, "Wat voegt u toe?").set_value("position").run()

    assert "is er al een standpunt" in shown(app)


def test_nothing_filled_in_adds_nothing(visit, small, shown):
    """It says so."""
    app = fold(visit("bewerken", small), "nieuw-onderdeel")
    button(app, "Maak: aanbeveling").click().run()

    assert "Er is niets toegevoegd" in shown(app)


def test_the_debate_itself_is_changed(visit, small, shown):
    """Title, date and its rows: a ministry that is added can coordinate at once."""
    app = visit("bewerken", small, onderdeel=DEBATE)
    one(app, "Onderwerp van het debat").set_value("Kades en bruggen").run()
    one(app, "Tijd, zoals 13:30").set_value("10:00").run()
    button(app, "Ministeries: toevoegen").click().run()
    [app.text_input[place] for place, each in enumerate(app.text_input) if each.label == "Afkorting"][-1].set_value(
        "WAT"
    ).run()
    [app.text_input[place] for place, each in enumerate(app.text_input) if each.label == "Naam"][-1].set_value(
        "Water"
    ).run()
    one(app, "Wie coördineert").set_value("WAT").run()
    button(app, "Opslaan").click().run()

    assert "versie 2" in shown(app)
    told = shown(visit("geschiedenis", small, onderdeel=DEBATE))
    assert "WAT" in told
    assert "Kades" in shown(visit("overzicht", small))


def test_a_debate_that_is_not_whole_is_refused_by_the_name_on_screen(visit, small, shown):
    """And what was typed stays; it cannot be withdrawn."""
    app = visit("bewerken", small, onderdeel=DEBATE)
    one(app, "Commissie").set_value("").run()
    button(app, "Opslaan").click().run()

    assert "Commissie: " in shown(app)
    assert all(each.label != "Ja, trek in" for each in app.button)


def test_the_text_of_a_source_is_written(visit, small, shown, desk):
    """What was there is read as the source; citations are checked against the new text."""
    app = visit("bewerken", small, onderdeel="source:verslag")
    before = one(app, "Tekst van het stuk")
    before.set_value(f"{before.value}\n\nNog een alinea.").run()
    button(app, "Opslaan").click().run()

    assert "versie 2" in shown(app)
    assert desk.history("source", "verslag")[-1].body.text.endswith("Nog een alinea.")


def test_questions_are_put_in_another_order(visit, small, desk, shown, sent):
    """On their card too; the numbers stay."""
    question = desk.revision("question", "register-en-beheer").body
    label = desk.dossier.label(question)
    desk.move("interne-vraag", -1)
    order = [each.id for each in desk.beside("kaderegister")]

    assert order == ["interne-vraag", "register-en-beheer"]
    app = fold(visit("bewerken", small), "volgorde")
    app.selectbox(key="volgorde-kaart").set_value("kaderegister").run()
    told = sent(app)
    assert told.index('aria-label="Vraag 2.2"') < told.index(f'aria-label="Vraag {label}"')
    cards = shown(visit("kaarten", small, kaart=2, weergave="Intern"))
    assert cards.index("Waarom ligt het kaderegister") < cards.index(question.question)


def test_a_quote_is_chosen_from_the_text_of_its_source(visit, small, desk):
    """The passage that is picked stands literally in the source."""
    app = visit("bewerken", small, onderdeel=LADDER)
    work = app.session_state["werk"]["waterkade", *LADDER.split(":")]
    fold(app, f"{work.key('line')}-{work.data['line']['_key']}-bronnen")
    field = next(each for each in app.text_input if each.label == "Zoek een passage")
    field.set_value("meten").run()
    passage = next(each for each in app.button if "-passage-" in (each.key or ""))
    passage.click().run()

    quotes = [each.value for each in app.text_area if each.label == "Letterlijk citaat"]
    assert passage.label.replace("\\", "") in quotes


def test_a_question_is_split_in_two(visit, small, desk, shown):
    """The new one opens, as a draft with the next number; what moved is gone from the first."""
    app = visit("bewerken", small, onderdeel=LADDER)
    one(app, "De nieuwe vraag").set_value("Wie betaalt het meten?").run()
    parts = one(app, "Wat daarheen gaat")
    parts.set_value([parts.options[0]]).run()
    button(app, "Maak er twee vragen van").click().run()

    assert app.title[0].value.endswith("Wie betaalt het meten?")
    assert "versie 1" in shown(app)
    assert len(desk.history("question", "wat-kost-meten")) == 2


def test_voor_mij_says_what_waits(visit, small, desk, shown):
    """Drafts, open comments and what others changed since the visit before, by their names."""
    visit("bewerken", small)  # the visit before
    desk.comment("question", "waarom-nu", "Graag een bron.")
    header = desk.revision("theme", "veiligheid")
    desk.save([desk.change("theme", "veiligheid", header.body.model_copy(update={"title": "Veilig"}), header.number)])

    app = fold(visit("bewerken", small), "mijn-wijzigingen")

    assert "Gewijzigd sinds uw vorige bezoek (1)" in shown(app)
    assert "Thema Veilig, door ans@min.nl" in shown(app)
    assert "Open opmerkingen (1)" in shown(app)
