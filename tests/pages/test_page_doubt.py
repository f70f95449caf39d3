"""Klopt niet, and questions without an answer: reported by whoever reads, marked for all, work on Controle."""

from __future__ import annotations

import json

import pytest

from debatkit import DOUBT
from debatkit.editing.items import Asked, Comment
from debatkit.revisions.records import Change

SMALL = "waterkade"
QUESTION, CARD, INTERNAL = "question:wat-kost-meten", "card:meten", "question:interne-vraag"
REASON = "Dit bedrag is van vorig jaar."
WHERE = {
    "card": ("kaarten", {"kaart": 1, "vraag": "wat-kost-meten"}),
    "list of cards": ("kaarten", {}),
    "result": ("zoeken", {"q": "wat kost meten"}),
    "number": ("zoeken", {"q": "1.1"}),
    "link to a folder": ("map", {"onderdelen": f"{QUESTION},{CARD}"}),
    "reading screen": ("leesstand", {"kaart": 1}),
    "reply": ("leesstand", {"onderdelen": QUESTION}),
}


@pytest.fixture
def doubted(log):
    """A reader's report on a question and on the position of its card; a coordinator's on an internal question."""
    said = [("a", "question", "wat-kost-meten"), ("b", "position", "standpunt-meten")]
    for place, kind, name in [*said, ("c", "question", "interne-vraag")]:
        body = {"id": place, "kind": kind, "item": name, "text": REASON, "wrong": True, "by": "lezer@voorbeeld.nl"}
        body |= {"time": "2024-03-01T12:00:00+00:00"}
        log.append([Change(SMALL, "comment", place, body, 0)], "lezer@voorbeeld.nl", "form")


def report(app, wish, ref, reason):
    """Ask for the form of an item, fill it in, and send it."""
    wish(app, what="fout", item=ref)
    area = next(each for each in app.text_area if each.label == "Wat klopt er niet?")
    area.set_value(reason)
    next(each for each in app.button if each.label == "Meld het").click()
    return app.run()


def comments(log):
    return [each.body for each in log.current(SMALL) if isinstance(each.body, Comment)]


@pytest.mark.parametrize("name", ["lezer", "schrijver", "coordinator"])
def test_whoever_reads_a_line_reports_it(arrive, wish, log, shown, name):
    """In every role: the reason is an open comment by them, and the mark is there at once."""
    app = report(arrive("kaarten", name, kaart=1, vraag="wat-kost-meten"), wish, QUESTION, REASON)
    [made] = comments(log)

    assert (made.item, made.text, made.by, made.wrong) == ("wat-kost-meten", REASON, f"{name}@voorbeeld.nl", True)
    assert DOUBT in shown(app)
    assert "Gemeld." in app.toast[0].value
    assert not [each for each in app.text_area if each.label == "Wat klopt er niet?"]


def test_a_report_without_a_reason_is_told(arrive, wish, log, shown):
    """The form stays, with what is missing; it is there after the page is drawn anew too."""
    app = report(arrive("kaarten", "lezer", kaart=1), wish, CARD, "  ")

    assert "Schrijf op wat er niet klopt." in shown(app)
    assert comments(log) == []
    app.run()
    assert [each.label for each in app.text_area] == ["Wat klopt er niet?"]


@pytest.mark.parametrize("ref", [INTERNAL, "card:beheer", "question:nergens", "<b>", ""])
def test_a_reader_gets_no_form_for_what_is_not_theirs(arrive, wish, sent, ref):
    """An internal id and one that never was give the same page, text by text."""
    app = arrive("kaarten", "lezer")
    before = sent(wish(app))

    assert sent(wish(app, what="fout", item=ref)) == before
    assert not app.text_area


@pytest.mark.parametrize("where", WHERE)
def test_the_mark_is_wherever_the_answer_is(visit, small, doubted, shown, sent, where):
    """In the public view the mark and no more: not why, and not who."""
    page, query = WHERE[where]
    app = visit(page, small, **query)

    assert DOUBT in shown(app)
    assert REASON not in sent(app)
    assert "lezer@" not in sent(app)


@pytest.mark.parametrize("where", ["card", "result", "number"])
def test_who_prepares_the_debate_reads_why(visit, small, doubted, shown, where):
    """In the internal view, in its box, with who and when."""
    page, query = WHERE[where]
    words = shown(visit(page, small, weergave="Intern", **query))

    assert DOUBT in words
    assert f"{REASON} lezer@voorbeeld.nl, 1 maart 2024" in words


def test_a_reply_says_which_line_is_doubted(visit, small, doubted, messages):
    """By its number, on the reading screen."""
    app = visit("leesstand", small, onderdelen=f"question:waarom-nu,{QUESTION}")
    [[data]] = [json.loads(each["json"]) for each in messages(app) if "slides" in str(each.get("json"))]

    assert data["slides"][0]["doubt"] == f"{DOUBT} (1.1)"


@pytest.mark.parametrize("page", ["kaarten", "zoeken", "dekking", "overzicht"])
def test_a_doubt_on_something_internal_changes_nothing_for_a_reader(arrive, log, sent, page):
    """The same page, text by text."""
    query = {"q": "geheim meten"} if page == "zoeken" else {}
    before = sent(arrive(page, "lezer", **query))
    for place, kind, name in [("a", "question", "interne-vraag"), ("b", "position", "standpunt-beheer")]:
        body = {"id": place, "kind": kind, "item": name, "text": REASON, "wrong": True, "by": "ans"}
        body |= {"time": "2024-03-01T12:00:00+00:00"}
        log.append([Change(SMALL, "comment", place, body, 0)], "ans", "form")

    assert sent(arrive(page, "lezer", **query)) == before


@pytest.fixture
def asked(log):
    """A question that was put to a ministry, one to the coordinators, and one that was resolved."""
    for day, name, ministry, resolved in [(1, "a", "OEV", False), (2, "b", None, False), (3, "c", "BRU", True)]:
        body = {"id": f"gevraagd-{name}", "question": f"Wie betaalt lantaarn *{name}*?", "ministry": ministry}
        body |= {"theme": "veiligheid" if name == "a" else None, "by": "lezer@voorbeeld.nl", "resolved": resolved}
        body |= {"time": f"2024-03-0{day}T12:00:00+00:00"}
        log.append([Change(SMALL, "asked", f"gevraagd-{name}", body, 0)], "lezer@voorbeeld.nl", "form")


def open_questions(log):
    bodies = [each.body for each in log.current(SMALL)]
    return {each.id for each in bodies if isinstance(each, Asked) and not each.resolved}


def test_questions_without_an_answer_are_on_the_work_list(arrive, log, asked, shown):
    """Which question, whose, by whom and when; resolved there, it is gone."""
    app = arrive("controle", "schrijver", weergave="Intern")
    words = shown(app)

    assert "Gestelde vragen zonder antwoord (2)" in [each.value for each in app.header]
    assert "Wie betaalt lantaarn *a*? voor OEV · Veilige kades · lezer@voorbeeld.nl · 1 maart 2024" in words
    assert "Wie betaalt lantaarn *b*? voor de coördinatie · lezer@voorbeeld.nl" in words
    assert "lantaarn *c*" not in words
    app.button(key="klaar-gevraagd-b").click().run()
    assert open_questions(log) == {"gevraagd-a"}
    assert "De vraag is afgehandeld." in shown(app)


def test_what_was_asked_becomes_a_question(arrive, log, asked):
    """From Controle: its words are there; once made it is a draft, and no longer open here."""
    links = [each.proto.query_string for each in arrive("controle", "schrijver", weergave="Intern").page_link]
    query = dict(each.split("=") for each in next(each for each in links if "gesteld=" in each).split("&"))
    app = arrive("bewerken", "schrijver", **query)
    wording = next(each for each in app.text_input if each.label == "Vraag")

    assert wording.value == "Wie betaalt lantaarn *a*?"
    assert next(each for each in app.selectbox if each.label == "Ministerie").value == "OEV"
    next(each for each in app.button if each.label == "Maak de vraag").click().run()
    assert not app.exception
    assert app.query_params["onderdeel"] == "question:wie-betaalt-lantaarn-a"
    assert open_questions(log) == {"gevraagd-b"}


@pytest.mark.parametrize(("name", "count"), [("schrijver", 1), ("coordinator", 2)])
def test_for_me_has_what_was_asked_of_me(arrive, asked, shown, name, count):
    """Of a ministry its own; of a coordinator all."""
    app = arrive("bewerken", name)

    assert f"Gestelde vragen zonder antwoord ({count})" in [each.label for each in app.expander]
    assert "(voor OEV)" in shown(app)


def test_the_history_names_what_was_asked(visit, small, asked, shown):
    """In Dutch, and each can be opened."""
    assert "estelde vraag „Wie betaalt lantaarn" in shown(visit("geschiedenis", small))
    assert "Wie betaalt lantaarn *a*?" in shown(visit("geschiedenis", small, onderdeel="asked:gevraagd-a"))


def test_no_report_can_be_made_where_nothing_is_kept(visit, small, sent, monkeypatch):
    """There is no button for what cannot be done."""
    monkeypatch.setattr("debatkit.workspace.open_log", lambda _: None)
    page = sent(visit("kaarten", small, kaart=1, vraag="wat-kost-meten"))

    assert "Klopt niet" not in page
    assert 'data-do="adres"' in page
