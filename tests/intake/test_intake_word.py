"""Word there and back: what was edited comes back, what was not stays, and what nobody saw is not touched."""

from __future__ import annotations

import pytest

from debatkit.access import Viewer
from debatkit.editing import exchange
from debatkit.errors import IntakeError, NotAllowedError
from debatkit.files import LoadedDossier
from debatkit.intake import word
from debatkit.model import Audience, Citation, Statement, Status
from debatkit.sheets.selection import PAPER, Layout, Selection
from debatkit.view import View

COST = "wat-kost-meten"
BACK = tuple(layout for layout in PAPER if layout is not Layout.CARDS)


def body(desk, name, kind="question"):
    """An item as it is now."""
    return desk.revision(kind, name).body


def proposed(returned):
    """What an import proposes, by kind and id, when it refuses nothing."""
    assert returned.refused == ()
    return {(each.kind, each.id): each.after for each in returned.proposals}


@pytest.mark.parametrize("layout", BACK)
@pytest.mark.parametrize("audience", Audience)
def test_a_file_that_nobody_edited_changes_nothing(desk, sheet, layout, audience):
    """Whatever layout and audience; also when it was saved by another program."""
    found = word.returned(desk, sheet(audience, layout))

    assert (found.proposals, found.refused, found.told) == ((), (), ())


def test_an_edited_answer_keeps_what_it_rests_on(desk, sheet, edit):
    """The statement that was edited is the only thing that differs; applied, it is in the history as an import."""
    file = edit(sheet())
    file.replace(COST, "answer", "Daarvan is € 10 miljoen", "Daarvan gaat nu € 11 miljoen")
    before = body(desk, COST)
    found = word.returned(desk, file.content)
    exchange.apply(desk, found.proposals)
    after = body(desk, COST)

    changed = before.answer[0].model_copy(
        update={"text": before.answer[0].text.replace("Daarvan is € 10", "Daarvan gaat nu € 11")}
    )
    assert after == before.model_copy(update={"answer": (changed, *before.answer[1:])})
    assert [each.origin for each in desk.history("question", COST)] == ["files", "import"]
    assert word.returned(desk, file.content).proposals == ()


def test_another_text_is_new_and_rests_on_nothing(desk, sheet, edit):
    """It is shown as unsourced until somebody gives it a source."""
    file = edit(sheet())
    file.replace(COST, "answer", body(desk, COST).answer[1].text, "Gemeenten kunnen bij de provincie terecht.")
    [answer] = [each.answer for each in proposed(word.returned(desk, file.content)).values()]

    assert answer[1] == Statement(text="Gemeenten kunnen bij de provincie terecht.")
    assert answer[0] == body(desk, COST).answer[0]


def test_an_empty_row_is_filled_in(desk, sheet, edit, internal):
    """A question without an answer gets one."""
    name = next(each.id for each in desk.dossier.questions if not each.answer)
    file = edit(sheet())
    file.paragraphs(name, "answer")[0].add_run("Nu is er een antwoord.")

    [answer] = [each.answer for each in proposed(word.returned(desk, file.content)).values()]
    assert [each.text for each in answer] == ["Nu is er een antwoord."]


@pytest.mark.parametrize(
    ("part", "style", "text"),
    [
        ("facts", "List Bullet", "Er zijn 12 sluizen."),
        ("open", "List Bullet", "OEV: de planning"),
        ("background", "List Bullet", "Zie ook het vorige debat."),
        ("avoid", "Intern opsomming", "Noem geen bedragen per gemeente."),
    ],
)
def test_each_list_can_grow(desk, sheet, edit, part, style, text):
    """A bullet more is a statement more; what may not be said stays internal."""
    file = edit(sheet())
    file.add(COST, part, text, style)
    before = getattr(body(desk, COST), part)
    [after] = [getattr(each, part) for each in proposed(word.returned(desk, file.content)).values()]

    assert after[:-1] == before
    assert (after[-1] if part == "open" else after[-1].text) == text
    assert part == "open" or after[-1].audience is None


def test_the_wording_of_a_question_comes_back(desk, sheet, edit):
    """Without the number that stands before it."""
    for layout in (Layout.LIST, Layout.BRIEFING):
        file = edit(sheet(layout=layout))
        heading = next(file.start(COST, "question").iterancestors("{*}p"))
        [run] = [each for each in heading.iter("{*}t") if "Wat kost" in each.text]
        run.text = "Wat kost het meten, en wie betaalt dat?"

        assert [each.question for each in proposed(word.returned(desk, file.content)).values()] == [
            "Wat kost het meten, en wie betaalt dat?"
        ]


def test_a_follow_up_is_edited_added_and_taken_away(desk, sheet, edit):
    """Each with its question, its line and the rest of its answer."""
    before = body(desk, COST).follow_ups
    file = edit(sheet())
    file.replace(COST, "follow_ups", "Is dat genoeg?", "Is dat wel genoeg?")
    file.add(COST, "follow_ups", "En daarna?", "Doorvraag")
    file.add(COST, "follow_ups", "Daarna meten we opnieuw.")
    [after] = [each.follow_ups for each in proposed(word.returned(desk, file.content)).values()]

    assert after[0] == before[0].model_copy(update={"question": "Is dat wel genoeg?"})
    assert (after[-1].question, after[-1].line) == ("En daarna?", Statement(text="Daarna meten we opnieuw."))
    assert after[1:-1] == before[1:]


def test_a_follow_up_without_an_answer_is_refused(desk, sheet, edit):
    """With what is missing; nothing of it is lost from the file."""
    file = edit(sheet())
    file.add(COST, "follow_ups", "En daarna?", "Doorvraag")
    found = word.returned(desk, file.content)

    assert found.proposals == ()
    assert "bij de vervolgvraag 'En daarna?' staat geen antwoord" in str(found.refused[0])


def test_what_is_said_on_a_card_comes_back(desk, sheet, edit):
    """The line, what there is, what comes and what is sensitive; bullets within a statement stay with it."""
    file = edit(sheet(layout=Layout.BRIEFING))
    file.replace("meten", "line", "voortaan gemeten", "voortaan elk jaar gemeten")
    file.replace("meten", "planned", "€ 2,5 miljoen voor onderzoek", "€ 3 miljoen voor onderzoek")
    before = body(desk, "standpunt-meten", "position")
    [after] = proposed(word.returned(desk, file.content)).values()

    assert after.line.text == before.line.text.replace("voortaan gemeten", "voortaan elk jaar gemeten")
    assert after.planned[0].text.endswith("- € 10 miljoen voor sensoren\n- € 3 miljoen voor onderzoek")
    assert after.planned[0].citations == before.planned[0].citations
    assert after.planned[1:] == before.planned[1:]
    assert (after.done, after.sensitive) == (before.done, before.sensitive)


def test_what_the_audience_could_not_see_stays(desk, sheet, edit, internal_words):
    """A public file that was edited everywhere leaves every internal text of the dossier where it was."""
    file = edit(sheet(Audience.PUBLIC))
    file.replace(COST, "answer", "Wij meten eerst de oudste muren", "We beginnen bij de oudste muren")
    file.remove(COST, "answer", "Het kabinet trekt")
    file.add(COST, "answer", "En dat blijft zo.")
    for item in ("waarom-nu", "waarom-geen-raad"):
        for paragraph in file.paragraphs(item, "answer"):
            paragraph._p.getparent().remove(paragraph._p)
    before = desk.dossier.model_dump_json()
    exchange.apply(desk, word.returned(desk, file.content).proposals)
    after = desk.dossier.model_dump_json()

    assert [word for word in internal_words if before.count(word) != after.count(word)] == []
    answer = body(desk, COST).answer
    assert [each.audience for each in answer].count(Audience.INTERNAL) == 1
    assert "En dat blijft zo." in [each.text for each in answer]


def test_a_public_file_writes_nothing_over_an_internal_line(desk, sheet, edit):
    """Where an internal line stands that the file could not show, a line is refused."""
    question = body(desk, COST)
    hidden = question.line.model_copy(update={"audience": Audience.INTERNAL})
    desk.save([desk.change("question", COST, question.model_copy(update={"line": hidden}), 1)])
    file = edit(sheet(Audience.PUBLIC))
    file.paragraphs(COST, "line")[0].add_run("Een nieuwe lijn.")
    found = word.returned(desk, file.content)

    assert found.proposals == ()
    assert "interne tekst" in found.refused[0].reason


def test_what_takes_the_place_of_something_internal_is_internal(desk, sheet, edit):
    """Also when its form was lost while it was written."""
    [place] = [n for n, each in enumerate(body(desk, COST).answer) if each.audience is Audience.INTERNAL]
    file = edit(sheet())
    [paragraph] = [each for each in file.paragraphs(COST, "answer") if "rekenmeesters" in each.text]
    paragraph.style = file.file.styles["Normal"]
    for run in paragraph.runs:
        run.text = ""
    paragraph.add_run("Er ligt nog een ander plan.")
    [after] = proposed(word.returned(desk, file.content)).values()

    assert (after.answer[place].text, after.answer[place].audience) == (
        "Er ligt nog een ander plan.",
        Audience.INTERNAL,
    )


def test_what_changed_in_both_places_is_refused_and_shown(desk, sheet, edit):
    """With both texts; what only the file changed is taken over all the same."""
    file = edit(sheet())
    file.replace(COST, "line", "€ 12,5 miljoen", "€ 13 miljoen")
    file.add(COST, "facts", "Er zijn 12 sluizen.", "List Bullet")
    question = body(desk, COST)
    other = question.model_copy(
        update={"line": question.line.model_copy(update={"text": "Er is geld voor het meten."})}
    )
    desk.save([desk.change("question", COST, other, 1)])
    found = word.returned(desk, file.content)

    [refused] = found.refused
    assert (refused.called, refused.label, refused.reason) == ("vraag 1.1", "Kernboodschap", word.BOTH)
    assert (refused.in_file, refused.in_app) == (
        "Voor het meten is € 13 miljoen beschikbaar.",
        "Er is geld voor het meten.",
    )
    [change] = found.proposals
    assert change.after.line == other.line
    assert change.after.facts[-1].text == "Er zijn 12 sluizen."


def test_what_changed_in_the_app_alone_stays(desk, sheet):
    """An old file takes nothing back."""
    content = sheet()
    question = body(desk, COST)
    changed = question.model_copy(update={"answer": question.answer[:1], "question": "Anders?"})
    desk.save([desk.change("question", COST, changed, 1)])

    assert word.returned(desk, content).proposals == ()


def test_the_gate_judges_what_comes_back(contributor, sheet, edit):
    """A contributor cannot change another ministry's item by a file either; nothing is written."""
    file = edit(sheet())
    name = next(each.id for each in contributor.dossier.questions if each.ministry == "BRU")
    file.add(name, "answer", "Dit schrijft een ander.")
    before = contributor.dossier

    with pytest.raises(NotAllowedError):
        exchange.apply(contributor, word.returned(contributor, file.content).proposals)
    assert contributor.dossier == before


def test_what_is_printed_beside_a_text_is_left_out(make, desk, sheet, edit):
    """The sign of what is not official, notes, dates and marks; what somebody typed behind the sign is kept."""
    question = body(desk, COST)
    loose = Statement(text="Dit heeft geen bron.", citations=(Citation(source="verslag"),))
    changed = question.model_copy(update={"answer": (loose, Statement(text="Dit ook niet.")), "status": Status.DRAFT})
    desk.save([desk.change("question", COST, changed, 1)])
    file = edit(sheet())
    texts = [each.text for each in file.paragraphs(COST, "answer")]
    sign = file.paragraphs(COST, "answer")[0].runs[-1]
    sign.text += " En toch is het zo."
    found = word.returned(desk, file.content)

    assert texts[0].endswith("°")
    assert "Zonder bron" in texts
    assert [each.text for each in proposed(found)["question", COST].answer] == [
        "Dit heeft geen bron. En toch is het zo.",
        "Dit ook niet.",
    ]


def test_what_is_written_in_a_note_is_told(desk, sheet, edit):
    """It is no text of the dossier, and it is not lost without a word."""
    file = edit(sheet())
    file.add(COST, "facts", "Dit wilde ik nog zeggen.", "Noot")
    found = word.returned(desk, file.content)

    assert found.proposals == ()
    assert "„Dit wilde ik nog zeggen.” staat in de opmaak van een noot" in found.told[0]


def test_a_date_before_a_text_is_not_changed_by_a_file(desk, sheet, edit):
    """Who changes it is told where to do so."""
    file = edit(sheet(layout=Layout.BRIEFING))
    file.replace("algemene-lijn", "done", "6 oktober 2023: ", "7 oktober 2023: ")
    found = word.returned(desk, file.content)

    assert found.proposals == ()
    assert "wijzig een datum in de app" in found.told[0]


def test_edited_parts_of_what_was_withdrawn_are_told(desk, sheet, edit):
    """A question that is gone does not come back by a file."""
    file = edit(sheet())
    file.replace(COST, "line", "€ 12,5", "€ 13")
    desk.save([desk.change("question", COST, None, 1)])
    found = word.returned(desk, file.content)

    assert found.proposals == ()
    assert "intussen ingetrokken" in found.told[0]


def test_tracked_changes_are_read_as_accepted(desk, sheet, edit):
    """What was struck out is gone, what was put in is there."""
    file = edit(sheet())
    [paragraph] = file.paragraphs(COST, "line")
    [run] = [each._r for each in paragraph.runs if each.text.startswith("Voor het meten")]
    for kind, text in (("ins", "Er is € 13 miljoen."), ("del", None)):
        change = file.file.element.makeelement(f"{{{run.nsmap['w']}}}{kind}", {}, run.nsmap)
        run.addprevious(change)
        if text:
            import copy

            new = copy.deepcopy(run)
            new.text = text
            change.append(new)
        else:
            change.append(run)
            for each in run.iter("{*}t"):
                each.tag = each.tag.replace("}t", "}delText")

    [after] = proposed(word.returned(desk, file.content)).values()
    assert after.line.text == "Er is € 13 miljoen."


def test_a_table_that_was_taken_apart_is_refused(desk, sheet, edit):
    """The part whose text cannot be found stays as it is, and says so."""
    file = edit(sheet())
    cell = file.cell(COST, "answer")
    cell.getparent().remove(cell)
    found = word.returned(desk, file.content)

    assert found.proposals == ()
    assert [(each.label, each.reason) for each in found.refused] == [("Antwoord", word.BROKEN)]


def test_an_item_that_would_be_wrong_is_refused(desk, sheet, edit):
    """With what is wrong; the others are taken over."""
    file = edit(sheet())
    file.add(COST, "answer", "x" * 20_001)
    file.replace("waarom-nu", "line", "6 oktober 2023", "7 oktober 2023")
    found = word.returned(desk, file.content)

    assert [each.id for each in found.proposals] == ["waarom-nu"]
    assert found.refused[0].id == COST


@pytest.mark.parametrize("layout", [Layout.CARDS])
def test_cards_do_not_come_back(desk, sheet, layout):
    """Their texts are cut to fit."""
    with pytest.raises(IntakeError, match="ingekort"):
        word.returned(desk, sheet(layout=layout))


def test_a_sheet_of_another_dossier_is_refused(desk, make, moment):
    """It would say that nothing was found."""
    other = make(questions=[{"id": COST, "number": 1, "question": "Q?", "audience": "public"}])
    content = View(LoadedDossier(other, {}), Viewer()).sheet(Selection(), Layout.LIST, "docx", moment)

    with pytest.raises(IntakeError, match="ander dossier"):
        word.returned(desk, content)
