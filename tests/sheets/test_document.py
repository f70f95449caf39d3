"""Document: a sheet as texts says what was chosen, for whom, and how old it is."""

from __future__ import annotations

import dataclasses

import pytest

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.model import Status
from debatkit.sheets.document import CARD_PARTS, QUESTION_PARTS, counted, texts_of
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View

COUNTS = [(0, "0 vragen"), (1, "1 vraag"), (94, "94 vragen")]

# A layout, and how many questions of the whole small dossier are on it for everyone and for those who prepare.
ON_PAPER = [
    (Layout.LIST, "4 vragen", "5 vragen"),
    (Layout.CARDS, "4 vragen", "5 vragen"),
    (Layout.SPEAKING, "4 vragen", "5 vragen"),
    (Layout.BRIEFING, "4 vragen", "5 vragen"),
    (Layout.PRESS, "0 vragen", "0 vragen"),
]


def question(view, name, moment, layout=Layout.LIST):
    made = view.document(Selection(questions=(name,)), layout, moment)
    return next(each for each in made.questions if each.id == name)


@pytest.mark.parametrize(("count", "expected"), COUNTS)
def test_a_count_is_said_in_words(count, expected):
    """One is singular."""
    assert counted(count) == expected


@pytest.mark.parametrize(("layout", "for_all", "for_some"), ON_PAPER)
def test_a_sheet_counts_its_questions_once(public, internal, layout, for_all, for_some, moment):
    """A question on two cards counts once, and the time of speaking is that of the questions on it."""
    assert public.document(Selection(), layout, moment).count == for_all
    assert internal.document(Selection(), layout, moment).count == for_some


def test_a_sheet_says_what_it_is_and_how_old(public, moment):
    """Debate, date, audience, time of printing and revision stand on it."""
    made = public.document(Selection(), Layout.LIST, moment)

    assert made.title == "Vraag-en-antwoordblad"
    assert made.running == "Commissiedebat Waterkades, 14 maart 2024"
    assert made.printed == "12 maart 2024, 10.05 uur"
    assert made.revision == public.revision
    assert made.audience == "Openbaar: mag worden uitgesproken"
    assert ("Wanneer", "14 maart 2024, 10.00 uur") in made.facts
    assert ("Namens het kabinet", "minister van OEV; staatssecretaris van BRU") in made.facts


def test_an_internal_sheet_is_marked(internal, moment):
    """The sheet as a whole says that it is not to be spread."""
    made = internal.document(Selection(), Layout.LIST, moment)

    assert (made.internal, made.audience) == (True, "Intern: niet verspreiden")


def test_cards_stand_under_their_themes(public, moment):
    """The general line comes first, without a theme."""
    made = public.document(Selection(), Layout.LIST, moment)

    assert [(section.title, [card.number for card in section.cards]) for section in made.sections] == [
        ("", [0]),
        ("Veilige kades", [1, 2]),
        ("Samen beheren", [3]),
    ]


def test_a_question_has_its_number_speaker_time_and_status(public, moment):
    """What someone in the room needs beside the words."""
    made = question(public, "wat-kost-meten", moment)

    assert (made.label, made.who, made.status) == ("1.1", "minister van OEV", "Afgestemd")
    assert made.time == "13 sec"
    assert made.sources == ("Kamerstuk 99 123, nr. 45", "Advies 12", "Kamerstuk 99 123, nr. 7")


def test_a_recommendation_is_literal_only_where_its_wording_is(public, moment):
    """A description never stands between quotation marks."""
    made = public.document(Selection(), Layout.LIST, moment)
    literal = {card.number: card.literal for section in made.sections for card in section.cards}

    assert literal == {0: False, 1: True, 2: False, 3: True}


def test_a_statement_on_an_earlier_cabinet_alone_says_so(public, moment):
    """Nobody says another cabinet's words as their own unawares."""
    [_, fact] = question(public, "wat-kost-meten", moment).facts

    assert fact.notes == ("Woorden van een eerder kabinet (kabinet-Vorig)",)


def test_what_rests_on_no_official_document_has_the_sign(internal, moment):
    """The sign stands at a statement, the explanation on the sheet."""
    whole, *_, rumour = question(internal, "wat-kost-meten", moment).answer

    assert (whole.unofficial, rumour.unofficial) == (False, True)
    assert internal.document(Selection(), Layout.LIST, moment).legend.startswith("° ")


def test_internal_statements_are_told_from_public_ones(internal, moment):
    """Each statement knows whether it may be said, also within a public question."""
    made = question(internal, "wat-kost-meten", moment)

    assert [said.internal for said in made.answer] == [False, False, True]
    assert [said.internal for said in made.avoid] == [True]
    assert [said.internal for said in made.background] == [True, False]
    assert not made.internal


@pytest.mark.parametrize("layout", Layout)
def test_what_a_layout_leaves_out_is_not_in_the_document(internal, layout, moment):
    """No output has to know what a layout leaves out."""
    made = internal.document(Selection(), layout, moment)
    cards = [card for section in made.sections for card in section.cards]

    for part in (
        "recommendation", "stance", "line", "done", "planned", "sensitive", "remarks", "gaps", "questions", "sources",
    ):  # fmt: skip
        assert any(getattr(card, part) for card in cards) is (part in CARD_PARTS[layout]), part
    for part in ("answer", "follow_ups", "facts", "avoid", "background", "open", "sources"):
        shown = any(getattr(each, part) for each in made.questions)
        assert shown is (part in QUESTION_PARTS[layout] and bool(made.questions)), part


@pytest.mark.parametrize(
    "selection", [Selection(statuses=(Status.APPROVED,), recommendations=(1,)), Selection(recommendations=(99,))]
)
def test_an_empty_selection_is_an_empty_document(public, selection, moment):
    """A choice of nothing is no mistake."""
    made = public.document(selection, Layout.LIST, moment)

    assert (made.sections, made.count, made.time) == ((), "0 vragen", "0 sec")


def test_a_document_is_plain_texts(public, moment):
    """Everything in it can be written as data, so that no program reads a text as markup."""
    import json

    plain = dataclasses.asdict(public.document(Selection(), Layout.LIST, moment))
    plain.pop("moment")

    assert json.loads(json.dumps(plain))["title"] == "Vraag-en-antwoordblad"


def on_card(view, number, moment, layout=Layout.LIST, selection=None):
    made = view.document(selection or Selection(), layout, moment)
    return next(card for section in made.sections for card in section.cards if card.number == number)


def test_a_card_names_its_questions_that_stand_elsewhere(public, moment):
    """Question 2.1 belongs to card 3 too: who reads that one is told where it stands."""
    for layout in (Layout.LIST, Layout.BRIEFING):
        [other] = on_card(public, 3, moment, layout).elsewhere
        assert other.label == "2.1"
        assert other.question == question(public, "register-en-beheer", moment).question
        assert not other.internal
    assert on_card(public, 2, moment).elsewhere == ()


def test_what_is_not_on_the_sheet_is_not_named_on_it(public, moment):
    """A card refers to nothing that was not chosen."""
    assert on_card(public, 3, moment, selection=Selection(recommendations=(3,))).elsewhere == ()
    assert on_card(public, 3, moment, selection=Selection(questions=("waarom-geen-raad",))).elsewhere == ()


def test_open_points_are_counted_of_the_questions_on_the_sheet(internal, moment):
    """A briefing of one question does not count what is missing in others."""

    def counts(selection):
        made = internal.document(selection, Layout.BRIEFING, moment)
        gaps = [gap for section in made.sections for card in section.cards for gap in card.gaps]
        return [gap for gap in gaps if gap.startswith("Bij de verwachte vragen")]

    with_gaps = {gap.item for card in internal.cards for gap in card.gaps} & {
        each.id for each in internal.dossier.questions
    }
    without = next(each.id for each in internal.dossier.questions if each.id not in with_gaps)

    assert counts(Selection())
    assert counts(Selection(questions=(without,))) == []


def test_a_line_has_its_own_time(public, moment):
    """Who has ten seconds knows what to say in them."""
    made = question(public, "wat-kost-meten", moment)

    assert (made.line_time, made.time) == ("3 sec", "13 sec")
    assert on_card(public, 1, moment).line_time.endswith(" sec")
    assert on_card(public, 1, moment).status in {"Concept", "Afgestemd", "Akkoord"}


def test_a_recommendation_is_read_as_paragraphs_and_bullets(make, moment):
    """As any other text of the dossier is."""
    dossier = make(
        recommendations=[{"id": "r", "number": 1, "text": "Doe dit:\n\n- eerst\n- dan\n\nSlot.", "wording": "literal"}]
    )
    [card] = View(LoadedDossier(dossier, {}), Viewer()).document(Selection(), Layout.LIST, moment).sections[-1].cards

    assert [(block.bullets, block.texts) for block in card.wording] == [
        (False, ("Doe dit:",)),
        (True, ("eerst", "dan")),
        (False, ("Slot.",)),
    ]


def test_titles_are_set_in_quotation_marks_of_print(make, moment):
    """Straight ones are for typing."""
    made = View(LoadedDossier(make(title='Reactie op "Opgave"'), {}), Viewer()).document(
        Selection(), Layout.LIST, moment
    )

    assert made.subject == "Reactie op „Opgave”"


def test_texts_of_single_items_are_those_of_the_sheet(internal, moment):
    """What is compared with a print reads as the print does."""
    card = internal.card(1)
    made = internal.document(Selection(), Layout.LIST, moment)
    texts = texts_of([(card, None), *((card, rung) for rung in card.questions)], Layout.LIST, internal.dossier.sources)

    assert set(texts) == {f"card:{card.id}", *(f"question:{rung.question.id}" for rung in card.questions)}
    for each in made.questions:
        if f"question:{each.id}" in texts:
            assert texts[f"question:{each.id}"] == each
    assert texts[f"card:{card.id}"].line == on_card(internal, 1, moment).line
