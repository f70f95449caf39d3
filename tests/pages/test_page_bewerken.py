"""Bewerken and Geschiedenis: write, settle, discuss, and put back; what is not allowed is said and does nothing."""

from __future__ import annotations

from debatkit import Side

QUESTION = "question:waarom-geen-raad"


def button(app, label):
    """The button of that label."""
    return next(each for each in app.button if each.label == label)


def area(app, start):
    """The text area that holds a text that begins so."""
    return next(each for each in app.text_area if (each.value or "").startswith(start))


def field(app, label):
    """The text field of that label."""
    return next(each for each in app.text_input if each.label == label)


def test_a_question_is_changed_and_saved(visit, small, shown):
    """The new wording is on the page, as a second version."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    field(app, "Vraag").set_value("Wie voert de regie op de kade?").run()
    button(app, "Opslaan").click().run()

    assert app.title[0].value.endswith("Wie voert de regie op de kade?")
    assert "versie 2" in shown(app)


def test_what_is_wrong_is_told_and_nothing_is_lost(visit, small, shown):
    """An empty question is refused by its name on screen; what was typed stays."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    field(app, "Vraag").set_value("").run()
    button(app, "Opslaan").click().run()

    assert "Er is niets opgeslagen" in shown(app)
    assert "Vraag: " in shown(app)
    assert field(app, "Vraag").value == ""


def test_words_and_speaking_time_are_counted(visit, small, shown):
    """For the line and the answer."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    area(app, "Gemeenten en waterschappen").set_value("Een twee drie.").run()

    assert "3 woorden" in shown(app)


def test_speaking_time_is_that_of_who_answers(visit, small, shown, monkeypatch):
    """The pace of the settings; that of a speaker where they have one of their own."""
    monkeypatch.setenv("DEBATKIT_WORDS_A_MINUTE", "60; staatssecretaris van BRU = 40")
    app = visit("bewerken", small, onderdeel=QUESTION)
    area(app, "Gemeenten en waterschappen").set_value("Een twee.").run()
    assert "2 woorden, 2 sec spreektijd" in shown(app)
    next(each for each in app.selectbox if each.label == "Wie antwoordt").set_value("staatssecretaris van BRU").run()

    assert "2 woorden, 3 sec spreektijd" in shown(app)


def test_unsaved_work_is_there_again_in_another_session(visit, small):
    """A lost connection costs nothing."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    field(app, "Vraag").set_value("Half af").run()

    assert field(visit("bewerken", small, onderdeel=QUESTION), "Vraag").value == "Half af"


def test_unsaved_work_can_be_thrown_away(visit, small):
    """After a confirmation; then the form is as it was saved."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    before = field(app, "Vraag").value
    field(app, "Vraag").set_value("Half af").run()
    button(app, "Ja, weggooien").click().run()

    assert field(app, "Vraag").value == before
    assert field(visit("bewerken", small, onderdeel=QUESTION), "Vraag").value == before


def test_two_who_edit_one_answer_merge_by_hand(visit, small, shown):
    """The second is told, sees both and the difference, chooses, and saves on the newest."""
    first, second = (visit("bewerken", small, onderdeel=QUESTION) for _ in range(2))
    field(second, "Vraag").set_value("Wie is de baas?").run()
    field(first, "Vraag").set_value("Wie voert de regie?").run()
    button(first, "Opslaan").click().run()

    button(second, "Opslaan").click().run()
    assert "sloeg intussen een nieuwe versie op" in shown(second)
    button(second, "Samenvoegen").click().run()
    assert "Kies eerst" in shown(second)
    second.radio[0].set_value(Side.MINE).run()
    button(second, "Samenvoegen").click().run()
    button(second, "Opslaan").click().run()

    assert second.title[0].value.endswith("Wie is de baas?")
    assert "versie 3" in shown(second)


def test_an_item_is_settled_by_buttons(visit, small, shown):
    """And a change makes an approved one a draft again, which is said beforehand."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    button(app, "Maak akkoord").click().run()
    assert "akkoord" in shown(app)
    field(app, "Vraag").set_value("Wie voert de regie?").run()
    assert "Na opslaan is het weer een concept" in shown(app)
    button(app, "Opslaan").click().run()

    assert button(app, "Maak akkoord")


def test_statements_are_added_moved_split_and_taken_out(visit, small):
    """Each keeps its text and its sources."""
    app = visit("bewerken", small, onderdeel="question:wat-kost-meten")
    texts = [each.value for each in app.text_area]
    down = next(each for each in app.button if each.key and each.key.endswith("-omlaag") and not each.disabled)
    down.click().run()

    assert sorted(each.value for each in app.text_area) == sorted(texts)
    assert [each.value for each in app.text_area] != texts


def test_comments_are_placed_and_resolved(visit, small, shown):
    """Each says who and when."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    next(each for each in app.text_area if each.label == "Nieuwe opmerking").set_value("Klopt dit?")
    button(app, "Opmerking plaatsen").click().run()
    assert "Opmerkingen (1 open)" in shown(app)
    button(app, "Afhandelen").click().run()

    assert "Opmerkingen (0 open)" in shown(app)


def test_a_withdrawn_question_is_put_back_from_the_history(visit, small, shown):
    """It goes after a confirmation, and comes back as it was."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    button(app, "Ja, trek in").click().run()
    past = visit("geschiedenis", small)
    assert "Ingetrokken" in shown(past)
    button(past, "Zet terug").click().run()

    assert "Waarom" in visit("bewerken", small, onderdeel=QUESTION).title[0].value


def test_a_new_question_gets_a_number_and_a_form(visit, small, shown):
    """Its id is made of its words."""
    app = visit("bewerken", small)
    field(app, "Vraag").set_value("Hoe hoog wordt het water?")
    button(app, "Maak de vraag").click().run()

    assert app.title[0].value.endswith("Hoe hoog wordt het water?")
    assert "versie 1" in shown(app)


def test_history_shows_what_changed_in_words(visit, small, shown):
    """And an older version can be put back."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    before = app.title[0].value
    field(app, "Vraag").set_value("Wie voert de regie?").run()
    button(app, "Opslaan").click().run()
    past = visit("geschiedenis", small, onderdeel=QUESTION)
    assert "toegevoegd:" in shown(past)
    button(past, "Ja, zet terug").click().run()

    assert visit("bewerken", small, onderdeel=QUESTION).title[0].value == before


def test_what_is_not_there_is_told(visit, small, shown):
    """With the way to what is."""
    for wanted in ("question:weg", "onzin", "debate:weg", "order:question", "question:"):
        assert "Alle onderdelen" in shown(visit("bewerken", small, onderdeel=wanted))
    assert "nooit geweest" in shown(visit("geschiedenis", small, onderdeel="question:weg"))


def test_what_i_wrote_on_a_withdrawn_item_is_shown_and_put_back(visit, small, desk, shown):
    """Nothing typed is lost: it comes back with the item, as a draft, in the same session and in a later one."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    field(app, "Vraag").set_value("Wie voert de regie?").run()
    desk.save([desk.change("question", "waarom-geen-raad", None, 1)])

    app.run()
    later = visit("bewerken", small, onderdeel=QUESTION)
    for each in (app, later):
        assert "Ans heeft dit onderdeel ingetrokken" in shown(each).replace("ans@min.nl", "Ans")
        assert (field(each, "Vraag").value, field(each, "Vraag").disabled) == ("Wie voert de regie?", True)
    button(later, "Zet terug met mijn tekst").click().run()

    assert later.title[0].value.endswith("Wie voert de regie?")
    assert [each.origin for each in desk.history("question", "waarom-geen-raad")] == ["files", "form", "restored"]
    assert "nog niet is opgeslagen" not in shown(visit("bewerken", small, onderdeel=QUESTION))


def test_what_i_wrote_on_a_withdrawn_item_can_be_thrown_away(visit, small, desk, shown):
    """Then the page says that it was withdrawn, and no more."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    field(app, "Vraag").set_value("Wie voert de regie?").run()
    desk.save([desk.change("question", "waarom-geen-raad", None, 1)])
    app.run()
    button(app, "Ja, weggooien").click().run()

    for each in (app, visit("bewerken", small, onderdeel=QUESTION)):
        assert "heeft dit onderdeel ingetrokken" in shown(each)
        assert "Wie voert de regie?" not in shown(each)


def test_a_text_that_is_not_finished_is_not_put_back(visit, small, desk, shown):
    """It says why, and keeps the text."""
    app = visit("bewerken", small, onderdeel=QUESTION)
    field(app, "Vraag").set_value("").run()
    desk.save([desk.change("question", "waarom-geen-raad", None, 1)])
    app.run()
    button(app, "Zet terug met mijn tekst").click().run()

    assert "Er is niets teruggezet" in shown(app)
    assert desk.state.revision("question", "waarom-geen-raad") is None
