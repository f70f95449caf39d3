"""Selection: which cards and questions go on a sheet."""

from __future__ import annotations

import pytest

from debatkit.model import Status
from debatkit.sheets.selection import LAYOUT_NAMES, ORDER_NAMES, Layout, Order, Selection, arrange, select

# What is chosen, and the cards with the questions on them.
CHOICES = [
    (Selection(), {0: ["0.1"], 1: ["1.1"], 2: ["2.1", "2.2"], 3: ["3.1"]}),
    (Selection(themes=("veiligheid",)), {1: ["1.1"], 2: ["2.1", "2.2"]}),
    (Selection(themes=("samenwerking",)), {3: ["2.1", "3.1"]}),
    (Selection(themes=("veiligheid", "samenwerking")), {1: ["1.1"], 2: ["2.1", "2.2"], 3: ["3.1"]}),
    (Selection(recommendations=(0,)), {0: ["0.1"]}),
    (Selection(recommendations=(3, 1)), {1: ["1.1"], 3: ["2.1", "3.1"]}),
    (Selection(themes=("veiligheid",), recommendations=(3,)), {}),
    (Selection(statuses=(Status.APPROVED,)), {0: ["0.1"]}),
    (Selection(statuses=(Status.APPROVED, Status.COORDINATED)), {0: ["0.1"], 1: ["1.1"]}),
    (Selection(questions=("register-en-beheer",)), {2: ["2.1"]}),
    (Selection(questions=("register-en-beheer",), recommendations=(3,)), {3: ["2.1"]}),
    (Selection(questions=("bestaat-niet",)), {}),
    (Selection(recommendations=(99,)), {}),
]


@pytest.mark.parametrize(("selection", "expected"), CHOICES)
def test_a_selection_is_what_was_chosen(internal, selection, expected):
    """Choices of different kinds narrow each other; a question on two cards is on the first of those chosen."""
    chosen = select(internal.cards, selection)

    assert {card.number: [rung.label for rung in card.questions] for card in chosen} == expected


@pytest.mark.parametrize(
    ("chosen", "home"), [((), 2), ((1, 2), 2), ((1,), 1), ((2,), 2)], ids=["all", "both", "first", "own"]
)
def test_a_question_stands_under_the_number_that_it_has(make, chosen, home):
    """Who looks for 2.1 looks under 2, also where the question belongs to an earlier card too."""
    from debatkit.cards import briefing_cards

    dossier = make(
        recommendations=[{"id": f"r{n}", "number": n, "text": "T.", "wording": "literal"} for n in (1, 2)],
        questions=[{"id": "v", "number": 1, "recommendations": ["r2", "r1"], "question": "Q?", "audience": "public"}],
    )
    cards = select(briefing_cards(dossier), Selection(recommendations=chosen))

    assert [card.number for card in cards if card.questions] == [home]
    assert [rung.label for card in cards for rung in card.questions] == ["2.1"]


def test_a_card_without_questions_is_chosen_when_no_question_was_asked_for(make):
    """A recommendation without questions still has its line to print."""
    from debatkit.cards import briefing_cards

    cards = briefing_cards(make(recommendations=[{"id": "r", "number": 1, "text": "T.", "wording": "literal"}]))

    assert [card.number for card in select(cards, Selection())] == [0, 1]
    assert select(cards, Selection(statuses=(Status.DRAFT,))) == ()


def test_selecting_leaves_the_cards_as_they_were(internal):
    """Cards are shared by all sessions."""
    before = repr(internal.cards)

    select(internal.cards, Selection(questions=("register-en-beheer",)))

    assert repr(internal.cards) == before


def test_every_layout_has_a_name():
    """What can be chosen can be named on screen and on paper."""
    assert set(LAYOUT_NAMES) == set(Layout)


# The order, and the groups with the questions in them.
ORDERS = [
    (Selection(), [("", ["0.1"]), ("Veilige kades", ["1.1", "2.1", "2.2"]), ("Samen beheren", ["3.1"])]),
    (Selection(order=Order.RECOMMENDATION), [("", ["0.1", "1.1", "2.1", "2.2", "3.1"])]),
    (Selection(order=Order.HAND, questions=("wat-kost-meten", "bestaat-niet")), [("", ["1.1"])]),
]


@pytest.mark.parametrize(("selection", "expected"), ORDERS)
def test_cards_come_in_the_order_of_the_selection(internal, selection, expected):
    """By theme under its title, or by number, or as chosen by hand."""
    groups = arrange(select(internal.cards, selection), selection)

    assert [
        (group.title, [rung.label for card in group.cards for rung in card.questions]) for group in groups
    ] == expected


def test_by_hand_is_the_order_of_the_hand(internal):
    """Questions come as they were chosen, also when that takes a card twice."""
    chosen = [rung.question.id for card in internal.cards for rung in card.questions]
    wanted = tuple(dict.fromkeys([chosen[-1], chosen[0], chosen[2], chosen[1]]))
    selection = Selection(questions=wanted, order=Order.HAND)
    [group] = arrange(select(internal.cards, selection), selection)

    assert tuple(rung.question.id for card in group.cards for rung in card.questions) == wanted


def test_by_speaker_each_has_their_own_questions(internal):
    """Every question is under the one who answers it, once; without a speaker it comes last."""
    selection = Selection(order=Order.SPEAKER)
    groups = arrange(select(internal.cards, selection), selection)
    placed = [
        (group.title, rung.question.speaker) for group in groups for card in group.cards for rung in card.questions
    ]

    assert len(placed) == len(internal.dossier.questions)
    assert all(title.lower() == (speaker or "nog geen spreker").lower() for title, speaker in placed)


@pytest.mark.parametrize("field", ["ministry", "speaker"])
def test_a_choice_of_who_narrows_the_questions(internal, field):
    """Only what this ministry drafts, or what this speaker answers."""
    [value, *_] = sorted({getattr(question, field) for question in internal.dossier.questions} - {None})
    selection = Selection(ministries=(value,)) if field == "ministry" else Selection(speakers=(value,))
    chosen = [rung.question for card in select(internal.cards, selection) for rung in card.questions]

    assert {question.id for question in chosen} == {
        question.id for question in internal.dossier.questions if getattr(question, field) == value
    }


def test_each_order_has_a_name():
    """The page can show every order."""
    assert set(ORDER_NAMES) == set(Order)


# What was put together by hand, and the cards in their order, each with its questions.
HANDS = [
    ((3, 1), [(3, ["2.1", "3.1"]), (1, ["1.1"])]),
    (("wat-kost-meten", 0), [(1, ["1.1"]), (0, ["0.1"])]),
    ((0, "wat-kost-meten", 2), [(0, ["0.1"]), (1, ["1.1"]), (2, ["2.1", "2.2"])]),
    (("register-en-beheer", 2), [(2, ["2.1", "2.2"])]),  # one card in one place: it stays together
    ((2, "register-en-beheer"), [(2, ["2.1", "2.2"])]),
    (("register-en-beheer", 3), [(2, ["2.1"]), (3, ["3.1"])]),
    ((99, "bestaat-niet", 1), [(1, ["1.1"])]),
]


@pytest.mark.parametrize(("hand", "expected"), HANDS)
def test_what_was_put_together_by_hand_is_all_there_in_its_order(internal, hand, expected):
    """A question alone under its card, a card with its questions; each question once, where it comes first."""
    selection = Selection(hand=hand, order=Order.HAND)
    [group] = arrange(select(internal.cards, selection), selection)

    assert [(card.number, [rung.label for rung in card.questions]) for card in group.cards] == expected


@pytest.fixture
def bare(write):
    """A dossier of which only one of three cards has a question, and one has a line alone."""
    return write(
        recommendations=[
            {"id": f"r{number}", "number": number, "text": f"Doe {number}.", "wording": "literal"}
            for number in (1, 2, 3)
        ],
        positions=[
            {
                "id": "lijn",
                "recommendation": "r3",
                "line": {"text": "Dat doet het kabinet.", "claim": False},
                "audience": "public",
            }
        ],
        questions=[
            {"id": "waarom", "number": 1, "question": "Waarom?", "recommendations": ["r2"], "audience": "public"}
        ],
    ).view()


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("refs", [["card:r3", "card:r1"], ["card:r3", "question:waarom", "card:r1"], ["card:r1"]])
def test_a_folder_is_on_paper_with_every_item_in_its_order(bare, layout, refs):
    """Cards without questions too, also where one item has questions, and in layouts that are made of questions."""
    made = bare.document(bare.gathered(refs, layout), layout)
    numbers = [card.number for section in made.sections for card in section.cards]
    wanted = [bare.spot(ref).card.number for ref in refs]
    if layout is Layout.PRESS:  # which holds lines alone
        wanted = [number for number in wanted if number == 3]

    assert numbers == wanted


@pytest.mark.parametrize("layout", [Layout.CARDS, Layout.SPEAKING])
def test_a_card_in_a_folder_is_spoken_too(bare, layout):
    """Where nothing of a card is printed but its questions, its line stands as one; it is counted as none."""
    made = bare.document(bare.gathered(["card:r3", "question:waarom", "card:r1"], layout), layout)

    assert [question.label for question in made.questions] == ["3", "2.1", "1"]
    assert made.questions[0].line.plain == "Dat doet het kabinet."
    assert made.questions[2].missing
    assert made.count == "1 vraag"


def test_a_card_stands_once_where_it_has_a_page_or_a_line(internal):
    """Though its questions stand apart in the folder."""
    refs = ["question:wat-kost-meten", "card:algemene-lijn", "card:" + internal.card(1).id]
    numbers = {
        layout: [card.number for section in internal.document(internal.gathered(refs, layout), layout).sections
                 for card in section.cards]
        for layout in (Layout.LIST, Layout.BRIEFING, Layout.PRESS, Layout.OFFLINE)
    }  # fmt: skip

    assert numbers == {
        Layout.LIST: [1, 0, 1], Layout.BRIEFING: [1, 0], Layout.PRESS: [1, 0], Layout.OFFLINE: [1, 0],
    }  # fmt: skip
