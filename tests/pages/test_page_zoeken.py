"""Zoeken: one box over cards, questions and sources."""

import re

import pytest

from debatkit import questions


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


def _filters(app):
    """Each option of the filters, by its name, with the number of results that it would keep."""
    found = (re.fullmatch(r"(.*) \((\d+)\)", each.label.replace("\\", "")) for each in app.checkbox)
    return {match[1]: int(match[2]) for match in found}


def _count(app):
    """How many results the page says that there are."""
    return next((int(found[1]) for each in app.caption if (found := re.match(r"(\d+) gevonden", each.value))), 0)


@pytest.mark.parametrize(
    ("option", "gone"),
    [("thema-samenwerking", "kaart=1"), ("ministerie-BRU", "kaart=1"), ("status-approved", "kaart=2")],
)
def test_filters_narrow_and_widen(visit, small, option, gone):
    """A filter takes results away, and stands in the address; taken off, they are back."""
    app = visit("zoeken", small, q="kademuren register kabinet")
    before = _links(app)
    app.checkbox(key=option).check().run()
    after = _links(app)

    assert any(link.startswith(gone) for link in before)
    assert after
    assert not any(link.startswith(gone) for link in after)
    assert option.split("-")[0] in app.query_params

    app.checkbox(key=option).uncheck().run()

    assert _links(app) == before
    assert option.split("-")[0] not in app.query_params


def test_each_filter_keeps_as_many_results_as_it_says(visit, small):
    """The number at an option is the number of results with that option alone; those of 0 stay."""
    app = visit("zoeken", small, q="kaderegister")
    counts = _filters(app)
    keys = {re.sub(r" \(\d+\)$", "", each.label.replace("\\", "")): each.key for each in app.checkbox}

    assert 0 in counts.values()
    assert max(counts.values()) > 0
    for name, key in keys.items():
        app.checkbox(key=key).check().run()

        assert _count(app) == counts[name], name

        app.checkbox(key=key).uncheck().run()


def test_filters_count_what_the_others_keep(visit, small):
    """Choosing in one filter changes the counts of the others, not its own: a second choice in it adds up."""
    app = visit("zoeken", small, q="kademuren register kabinet")
    before = _filters(app)
    app.checkbox(key="ministerie-BRU").check().run()
    after = _filters(app)

    assert {name: after[name] for name in ("BRU", "OEV")} == {name: before[name] for name in ("BRU", "OEV")}
    assert after != before

    app.checkbox(key="ministerie-OEV").check().run()

    assert _count(app) == before["BRU"] + before["OEV"]


def test_a_typed_query_keeps_the_filters(visit, small):
    """A filter stays on while the query changes, and its number is that of the new results."""
    app = visit("zoeken", small, q="kademuren register kabinet")
    app.checkbox(key="ministerie-BRU").check().run()
    app.text_input[0].set_value("kaderegister").run()

    assert app.checkbox(key="ministerie-BRU").value
    assert _filters(app)["BRU"] == _count(app)


def test_without_a_query_filters_have_no_numbers(visit, small):
    """Before anything is searched an option is only its name."""
    assert "BRU" in [each.label for each in visit("zoeken", small).checkbox]


def test_filters_that_hide_everything_are_taken_off_with_one_click(visit, small):
    """When the filters keep nothing, the page says how much there is without them; one button clears all of them."""
    app = visit("zoeken", small, q="kaderegister", ministerie="BRU", status="Akkoord", thema="Veiligheid")
    chosen = [each.key for each in app.checkbox if each.value]

    assert len(chosen) >= 2
    assert re.search(r"Geen resultaat met deze filters. Zonder filters (is|zijn) er \d+ resulta", app.warning[0].value)

    next(each for each in app.button if each.label == "Filters wissen").click().run()

    assert _links(app) == _links(visit("zoeken", small, q="kaderegister"))
    assert not any(each.value for each in app.checkbox)
    assert "ministerie" not in app.query_params


@pytest.mark.parametrize("view", ["Openbaar", "Intern"])
def test_the_nearest_words_are_proposed(visit, small, view):
    """Nothing found: words of the dossier that look like it are proposed first, and a click searches for one."""
    app = visit("zoeken", small, q="kdrgster", weergave=view)

    assert app.warning[0].value.startswith("Geen resultaat")

    app.button(key="voorstel-kaderegister").click().run()

    assert app.text_input[0].value == "kaderegister"
    assert _links(app)


def test_in_the_internal_view_a_question_can_be_added(visit, copy, shown):
    """What nothing answers can be copied as a question in YAML; put in its file, the dossier is sound and finds it."""
    query = "Xylofoon: qqxxzzjj?"
    app = visit("zoeken", copy, q=query, weergave="Intern")
    file = "qa/waterkade/algemeen.yaml"

    assert file in shown(app)

    path = copy.root / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{app.code[0].value}", encoding="utf-8")
    question = next(each for each in copy.read().questions if each.question == query)

    assert question.audience == "internal"
    assert question.status == "draft"
    assert not _links(visit("zoeken", copy, q="xylofoon"))
    assert any(question.id in link for link in _links(visit("zoeken", copy, q="xylofoon", weergave="Intern")))


def test_in_the_public_view_it_says_whom_to_tell(visit, small, shown):
    """Without the internal view there is nobody's file to edit, but a coordinator to tell."""
    app = visit("zoeken", small, q="qqxxzzjj")
    coordinator = small.read().debate.coordinator

    assert coordinator in app.info[0].value
    assert "qa/" not in shown(app)
    assert not app.code


def test_a_dossier_without_coordinator_or_themes_has_nothing_to_filter(visit, empty):
    """With nothing but a debate, statuses are all there is to filter by, and whoever keeps the dossier is told."""
    app = visit("zoeken", empty, q="qqxxzzjj")

    assert not app.exception
    assert {each.key.split("-")[0] for each in app.checkbox} == {"status"}
    assert "wie dit dossier bijhoudt" in app.info[0].value


def test_the_keys_and_the_quotes_are_told(visit, small, shown):
    """The page says which keys there are, and what quotation marks do."""
    told = shown(visit("zoeken", small))

    assert "Ctrl+K" in told
    assert "Tussen aanhalingstekens: precies deze woorden." in told


def test_a_filter_in_the_address_holds(visit, small):
    """A filter comes from the address as well; one that does not exist is let go."""
    assert not any(link.startswith("kaart=1") for link in _links(visit("zoeken", small, q="meten", ministerie="BRU")))
    assert _links(visit("zoeken", small, q="meten", ministerie="XYZ", thema="niets"))


def test_the_line_of_a_result_can_be_copied(visit, small, sent):
    """Each card and question in the results carries its line as text to copy, as it stands."""
    app = visit("zoeken", small, q="wat kost meten")

    assert 'data-do="kopieer" data-text="Voor het meten is € 12,5 miljoen beschikbaar."' in sent(app)


def test_what_only_comes_near_is_told_first(visit, small):
    """When nothing answers the whole question, the page says so before it shows what comes near."""
    app = visit("zoeken", small, q="kademuur zeppelin paardenbloem jongleren")

    assert not app.exception
    assert app.warning[0].value.startswith(("Geen kaart beantwoordt dit", "Geen resultaat"))


@pytest.mark.parametrize(("query", "link"), [("kaart 2", "kaart=2"), ("2", "kaart=2"), ("99123 nr45", "kaart=")])
def test_what_is_called_by_its_number_is_on_top(visit, small, query, link):
    """A card, and a source with the card that it speaks for."""
    app = visit("zoeken", small, q=query)

    assert _groups(app)[0] == "Met dit nummer"
    assert _links(app)[0].startswith(link)


def test_a_number_that_nothing_has_is_told_instead_of_proposals(visit, small):
    """Nothing looks like a number, and nobody is to answer it."""
    app = visit("zoeken", small, q="99.9")

    assert [each.value for each in app.warning] == ["Vraag 99\\.9 is er niet in dit dossier\\."]
    assert not [each for each in app.button if each.key and each.key.startswith("voorstel")]
    assert not _links(app)


@pytest.mark.parametrize("query", ["r", "zq", "é"])
def test_a_first_letter_says_nothing_yet(visit, small, query):
    """What is shown to who types slowly does not jump: as with an empty box."""
    app = visit("zoeken", small, q=query)

    assert len(app.info) == 1
    assert not app.header
    assert not app.warning


def test_a_phrase_that_is_nowhere_is_searched_without_quotes_in_one_action(visit, small):
    """The quotation marks are said to be why; nothing else is asked or proposed."""
    app = visit("zoeken", small, q='"kade de meten"')

    assert "aanhalingstekens" in app.warning[0].value
    [button] = [each for each in app.button if each.label == "Zoek zonder aanhalingstekens"]
    button.click().run()

    assert app.text_input[0].value == "kade de meten"
    assert _links(app)


def test_searching_reads_no_more_questions_than_it_shows(visit, small, monkeypatch):
    """With a hundred thousand of them, a letter that is typed must not have all of them read for the filters."""
    app = visit("zoeken", small, q="meten")
    read = []
    iterate = questions.Questions.__iter__
    monkeypatch.setattr(questions.Questions, "__iter__", lambda self: read.append(self) or iterate(self))
    app.text_input[0].set_value("kaderegister").run()

    assert not app.exception
    assert [each.label for each in app.checkbox if each.label.startswith("BRU")]
    assert read == []
