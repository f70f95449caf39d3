"""Zoeken: one box over cards, questions and sources."""

import pytest


def _groups(app):
    return [each.value for each in app.header]


def _links(app):
    return [each.proto.query_string for each in app.page_link]


def test_an_empty_box_says_what_can_be_found(visit, small):
    """Without a query there is one sentence on what is searched, and nothing else."""
    app = visit("zoeken", small)

    assert len(app.info) == 1
    assert not app.header
    assert not app.warning


def test_results_come_in_groups_in_order(visit):
    """A query in the address fills the box, and gives cards, then questions, then sources."""
    app = visit("zoeken", q="algoritmeregister")

    assert app.text_input[0].value == "algoritmeregister"
    assert _groups(app) == ["Kaarten", "Vragen", "Bronnen"]
    assert _links(app)[0] == "kaart=2"
    assert any(link.startswith("kaart=2&vraag=") for link in _links(app))


def test_a_typed_query_changes_the_results(visit, small):
    """Typing another query gives other results, typing nothing none."""
    app = visit("zoeken", small, q="kaderegister")
    before = _links(app)
    app.text_input[0].set_value("meten").run()

    assert _links(app) != before

    app.text_input[0].set_value("").run()

    assert not app.header


@pytest.mark.parametrize("query", ["qqxxzzjj", "???", "   ", "😀", "🇳🇱" * 300, '"', "x" * 1000])
def test_a_query_without_an_answer_is_told(visit, small, query):
    """What nothing answers gives a sentence on what to do, never an error or a result."""
    app = visit("zoeken", small, q=query)

    assert not app.exception
    assert not _links(app)
    assert app.warning or app.info


@pytest.mark.parametrize("query", ["AND OR NOT (", "a:b^2~*", "meten:", "+meten -kade", "$meten$", "meten\x00"])
def test_a_query_is_no_syntax(visit, small, query):
    """What search engines read as syntax is text."""
    assert not visit("zoeken", small, q=query).exception


def test_a_result_opens_its_card_at_its_question(visit, small, shown):
    """The link of a question leads to its card with that question open."""
    found = next(link for link in _links(visit("zoeken", small, q="oudste muren")) if "vraag=" in link)
    app = visit("kaarten", small, **dict(part.split("=") for part in found.split("&")))

    assert "Wij meten eerst de oudste muren" in shown(app)


def test_results_keep_the_internal_view(visit, small, shown):
    """In the internal view internal texts are found, and links lead to the internal view."""
    public, internal = visit("zoeken", small, q="nachtwaker"), visit("zoeken", small, q="nachtwaker", weergave="Intern")

    assert not _links(public)
    assert "De nachtwaker is de sleutel kwijt" in shown(internal)
    assert all("weergave=Intern" in link for link in _links(internal))


@pytest.mark.parametrize(
    ("name", "value", "gone"),
    [("thema", "samenwerking", "kaart=1"), ("ministerie", "BRU", "kaart=1"), ("status", "approved", "kaart=2")],
)
def test_filters_narrow_and_widen(visit, small, name, value, gone):
    """A filter takes results away; taken off, they are back."""
    app = visit("zoeken", small, q="kademuren register kabinet")
    before = _links(app)
    app.multiselect(key=name).set_value([value]).run()
    after = _links(app)

    assert any(link.startswith(gone) for link in before)
    assert after
    assert not any(link.startswith(gone) for link in after)

    app.multiselect(key=name).set_value([]).run()

    assert _links(app) == before


def test_a_filter_in_the_address_holds(visit, small):
    """A filter comes from the address as well; one that does not exist is let go."""
    assert not any(link.startswith("kaart=1") for link in _links(visit("zoeken", small, q="meten", ministerie="BRU")))
    assert _links(visit("zoeken", small, q="meten", ministerie="XYZ", thema="niets"))


def test_the_line_of_a_result_can_be_copied(visit, small):
    """Each card and question in the results carries its line as text to copy, as it stands."""
    app = visit("zoeken", small, q="wat kost meten")

    assert "Voor het meten is € 12,5 miljoen beschikbaar." in [each.value for each in app.code]


def test_what_only_comes_near_is_told_first(visit, small):
    """When nothing answers the whole question, the page says so before it shows what comes near."""
    app = visit("zoeken", small, q="kademuur zeppelin paardenbloem jongleren")

    assert not app.exception
    assert app.warning[0].value.startswith(("Geen kaart beantwoordt dit", "Geen resultaat"))
