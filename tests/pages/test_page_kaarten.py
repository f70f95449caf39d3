"""Kaarten: all cards, or the one in the address."""

import pytest

UNKNOWN = ("999", "abc", "-1", "9" * 6000, "", " 2", "+2", "2.0", "1e1", "٢", "²", "<script>", "$x$")


def _labels(app):
    return [each.label for each in app.button]


def test_the_list_names_each_card_under_its_theme(visit, small):
    """Without a number in the address all cards are listed by theme, each leading to itself."""
    app = visit("kaarten", small)

    assert [each.value for each in app.header] == ["Veilige kades", "Samen beheren"]
    assert [each.proto.query_string for each in app.page_link[-4:]] == [f"kaart={number}" for number in range(4)]


def test_a_list_without_recommendations_says_so(visit, empty):
    """A dossier without recommendations shows its general line, and where recommendations go."""
    app = visit("kaarten", empty)

    assert [each.proto.query_string for each in app.page_link] == ["kaart=0"]
    assert "recommendations.yaml" in app.info[0].value


@pytest.mark.parametrize("number", range(12))
def test_an_address_opens_its_card(visit, number):
    """?kaart=7 opens card 7 and no other."""
    app = visit("kaarten", kaart=number)

    assert not app.exception
    assert app.title[0].value.startswith(f"{number}\\. " if number else "Algemene lijn")
    assert "Woordvoeringslijn" in [each.value for each in app.header]


@pytest.mark.parametrize("number", UNKNOWN)
def test_an_unknown_card_is_told_politely(visit, small, number):
    """A number that is no card gives a sentence and the way back, never an error."""
    app = visit("kaarten", small, kaart=number)

    assert not app.exception
    assert app.title[0].value == "Deze kaart is er niet"
    assert app.page_link[-1].label == "Alle kaarten"


def test_next_and_previous_turn_the_card_and_the_address(visit, small):
    """Volgende and Vorige show the card beside this one, change the address, and let go of the opened question."""
    app = visit("kaarten", small, kaart=1, vraag="wat-kost-meten")
    app.button[1].click().run()

    assert app.title[0].value == "2\\. Aanbeveling 2"
    assert app.query_params["kaart"] in ("2", ["2"])
    assert "vraag" not in app.query_params

    app.button[0].click().run().button[0].click().run()

    assert app.title[0].value == "Algemene lijn"
    assert app.query_params["kaart"] in ("0", ["0"])


def test_the_ends_have_one_way(visit, small):
    """The first card has no previous one, the last no next one."""
    assert _labels(visit("kaarten", small, kaart=0)) == ["Volgende"]
    assert _labels(visit("kaarten", small, kaart=1)) == ["Vorige", "Volgende"]
    assert _labels(visit("kaarten", small, kaart=3)) == ["Vorige"]


def test_an_address_opens_its_question(visit, small, shown):
    """?vraag=... opens that question, with its answer, follow-ups and facts; the others stay folded."""
    folded, opened = visit("kaarten", small, kaart=1), visit("kaarten", small, kaart=1, vraag="wat-kost-meten")

    assert "Wij meten eerst de oudste muren" not in shown(folded)
    for part in (
        "Wij meten eerst de oudste muren",
        "Als er wordt doorgevraagd",
        "Is dat genoeg?",
        "Feiten bij de hand",
    ):
        assert part in shown(opened)


@pytest.mark.parametrize("question", ["bestaat-niet", "waarom-geen-raad", "interne-vraag", "", "x" * 6000])
def test_an_address_of_another_question_opens_nothing(visit, small, question):
    """A question that is not on this card, or not for this viewer, opens nothing and breaks nothing."""
    app = visit("kaarten", small, kaart=2, vraag=question)

    assert not app.exception
    assert not any(each.proto.expanded for each in app.expander)


def test_a_question_on_two_recommendations_is_on_both_cards(visit, small):
    """A question linked to two recommendations stands on both cards under one number."""
    for number in (2, 3):
        labels = [each.label for each in visit("kaarten", small, kaart=number).expander]

        assert any(label.startswith("**2.1**") for label in labels)


def test_a_literal_recommendation_stands_between_quotation_marks(visit, small, shown):
    """Only a recommendation in its literal words is quoted; a description says that it is one."""
    literal, description = shown(visit("kaarten", small, kaart=1)), shown(visit("kaarten", small, kaart=2))

    assert "„Meet elke kademuur ten minste eens in de vijf jaar.”" in literal
    assert "„Richt" not in description
    assert "omschrijving, niet de letterlijke tekst" in description


def test_internal_parts_stand_in_their_box(visit, small, shown):
    """The internal view shows what is sensitive, what not to say, and the remarks, each marked as internal."""
    told = shown(visit("kaarten", small, kaart=1, vraag="wat-kost-meten", weergave="Intern"))

    for label in ("gevoelig", "niet zeggen", "achtergrond"):
        assert f"Intern: niet uitspreken ({label})" in told
    assert "Opmerkingen uit de afstemming" in told
    assert "struikelblok" in told


def test_many_questions_are_paged(visit, write):
    """More than twenty questions come twenty at a time, and an address opens the page that its question is on."""
    one = {"recommendations": ["een"], "audience": "public", "line": {"text": "Ja.", "claim": False}}
    folders = write(
        recommendations=[{"id": "een", "number": 1, "text": "Doe het.", "wording": "literal"}],
        questions=[{**one, "id": f"v{n}", "number": n, "question": f"Vraag {n}?"} for n in range(1, 46)],
    )
    first, last = visit("kaarten", folders, kaart=1), visit("kaarten", folders, kaart=1, vraag="v45")

    assert len(first.expander) == 20
    assert last.expander[0].label == "**1.41** Vraag 41?"

    first.pagination[0].set_value(2).run()

    assert first.expander[0].label == "**1.21** Vraag 21?"


def test_a_change_on_disk_is_shown_with_the_next_click(visit, copy, shown):
    """Who corrects a line in a text editor sees it on the card at the next run."""
    app = visit("kaarten", copy, kaart=1)
    copy.replace("data/waterkade/positions.yaml", "wordt voortaan gemeten", "wordt vanaf morgen gemeten")
    app.run()

    assert "Elke kademuur wordt vanaf morgen gemeten." in shown(app)


def test_what_is_missing_is_paged(visit, write, shown):
    """However much it is; the rest is a click away."""
    points = [f"OEV: punt {number} van vele." for number in range(1, 46)]
    folders = write(questions=[{"id": "v", "number": 1, "question": "Hoe?", "audience": "public", "open": points}])
    text = shown(visit("kaarten", folders, kaart="0"))

    assert "punt 1 van vele" in text
    assert "punt 45 van vele" not in text
