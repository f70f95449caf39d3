"""Geschiedenis: everything that happened can be reached, under the names that people use."""

from __future__ import annotations

from pages.shared.history import SHOWN

QUESTION = "waarom-geen-raad"


def edit(desk, text):
    """Change a question as somebody else."""
    revision = desk.revision("question", QUESTION)
    desk.save([desk.change("question", QUESTION, revision.body.model_copy(update={"question": text}), revision.number)])


def button(app, label):
    """The button of that label, if there is one."""
    return next((each for each in app.button if each.label == label), None)


def links(messages, app):
    """What the links of the feed say."""
    found = [each.get("pageLink", each) for each in messages(app)]
    return [each["label"] for each in found if ": Versie" in each.get("label", "")]


def test_the_feed_leads_to_the_first_change(visit, small, desk, messages):
    """A page at a time, each change once, also where the app kept things for itself in between."""
    for number in range(60):
        edit(desk, f"Vraag {number}?")
    total = len(desk.feed(limit=1_000))
    app = visit("geschiedenis", small)
    seen = links(messages, app)
    while earlier := button(app, "Eerder"):
        earlier.click().run()
        assert len(links(messages, app)) <= SHOWN
        seen += links(messages, app)

    assert len(seen) == total
    button(app, "Nieuwste").click().run()
    assert "Versie 61" in links(messages, app)[0]


def test_changes_are_called_as_people_call_them(visit, small, desk, shown):
    """By number, also when the question is gone; a comment by what it is said of."""
    desk.comment("question", QUESTION, "Korter graag.")
    desk.save([desk.change("question", "interne-vraag", None, 1)])

    said = shown(visit("geschiedenis", small))

    assert "Opmerking bij vraag 3.1: Versie 1" in said
    assert "Vraag 2.2: Versie 2" in said
    assert "ingetrokken" in said
    assert f"question:{QUESTION}" not in said.split("Ingetrokken")[-1]


def test_the_debate_is_told_in_dutch(visit, small, desk, shown):
    """Its own history, and that of a comment."""
    header = desk.revision("debate", "waterkade").body
    debate = header.debate.model_copy(update={"time": "10:00"})
    desk.save([desk.change("debate", "waterkade", header.model_copy(update={"debate": debate}), 1)])
    made = desk.comment("question", QUESTION, "Korter graag.")

    assert "Tijd: 10:00" in shown(visit("geschiedenis", small, onderdeel="debate:waterkade"))
    assert "Afgehandeld toegevoegd: nee" in shown(visit("geschiedenis", small, onderdeel=f"comment:{made.id}"))
