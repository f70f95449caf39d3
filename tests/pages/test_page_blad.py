"""Blad: choose, see and print."""

import pytest

from debatkit import LAYOUT_NAMES


def _count(app):
    """How many questions the page says are on the sheet."""
    return next(each.value for each in app.markdown if "spreektijd" in each.value).split("**")[1]


def test_a_sheet_has_everything_until_something_is_chosen(visit, small):
    """Nothing chosen means every public question; the internal view has the internal ones too."""
    assert _count(visit("blad", small)) == "4 vragen"
    assert _count(visit("blad", small, weergave="Intern")) == "5 vragen"


@pytest.mark.parametrize(
    ("key", "value", "count"),
    [
        ("blad_thema", ["veiligheid"], "2 vragen"),
        ("blad_kaart", [0], "1 vraag"),
        ("blad_kaart", [0, 1], "2 vragen"),
        ("blad_status", ["approved"], "1 vraag"),
        ("blad_status", ["approved", "coordinated"], "2 vragen"),
        ("blad_ministerie", ["BRU"], "1 vraag"),
        ("blad_spreker", ["minister van OEV"], "3 vragen"),
        ("blad_vraag", ["waarom-nu", "wat-kost-meten"], "2 vragen"),
    ],
)
def test_each_choice_changes_the_count(visit, small, key, value, count):
    """Each choice changes what is on the sheet; taken off, all is back."""
    app = visit("blad", small)
    app.multiselect(key=key).set_value(value).run()

    assert not app.exception
    assert _count(app) == count

    app.multiselect(key=key).set_value([]).run()

    assert _count(app) == "4 vragen"


@pytest.mark.parametrize("layout", ["list", "cards", "speaking", "briefing", "press"])
def test_each_layout_can_be_seen_and_downloaded(visit, small, sent, layout):
    """Each layout gives a preview with its name, and the same downloads."""
    app = visit("blad", small)
    app.selectbox(key="vorm").set_value(layout).run()

    assert not app.exception
    assert [each.proto.label for each in app.download_button][:3] == [
        "Pdf downloaden", "Word downloaden", "Webpagina downloaden",
    ]  # fmt: skip
    assert f"Voorbeeld van het blad: {LAYOUT_NAMES[layout]}" in sent(app)


@pytest.mark.parametrize("order", ["theme", "recommendation", "speaker", "hand"])
def test_each_order_has_the_same_questions(visit, small, order):
    """Another order changes no count."""
    app = visit("blad", small)
    app.selectbox(key="volgorde").set_value(order).run()

    assert not app.exception
    assert _count(app) == "4 vragen"


def test_an_address_holds_the_choice(visit, small):
    """Choices come from the address; what does not exist is let go."""
    assert _count(visit("blad", small, blad_status="Akkoord", vorm="Kaartjes")) == "1 vraag"
    assert _count(visit("blad", small, blad_status="niets", vorm="poster", blad_kaart="999")) == "4 vragen"


def test_an_empty_choice_says_so(visit, small):
    """A choice without anything in it gives a sentence, and nothing to download."""
    app = visit("blad", small)
    app.multiselect(key="blad_kaart").set_value([1]).run()
    app.multiselect(key="blad_status").set_value(["approved"]).run()

    assert not app.exception
    assert "niets om af te drukken" in app.info[0].value
    assert not app.download_button


def test_drafts_are_counted(visit, small):
    """The page says how many of the questions are still drafts."""
    assert any(each.value.startswith("2 van deze vragen zijn nog concept") for each in visit("blad", small).caption)
