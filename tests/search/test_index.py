"""Index: the right thing first, near things told from answers, and no query that fails."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.model import Audience
from debatkit.search.entries import Kind
from debatkit.search.index import Match
from debatkit.view import View

# What someone types, and the id that is to come first.
FIRST = [
    ("meten", "meten"),
    ("register", "kaderegister"),
    ("registers", "kaderegister"),
    ("kaderegister", "kaderegister"),
    ("kaderegisters", "kaderegister"),
    ("kade register", "kaderegister"),
    ("kaderegistr", "kaderegister"),
    ("WATERKADERAAD", "beheer"),
    ("waterkaderaden", "beheer"),
    ("slotaanbeveling", "beheer"),
    ("prijskaartje", "wat-kost-meten"),
    ("vertraging", "waarom-nu"),
    ("Waarom richt u geen waterkaderaad op voor gemeenten en waterschappen?", "waarom-geen-raad"),
    ("Voorzitter, wat kost dat meten nou eigenlijk en wie gaat dat betalen?", "meten"),
    ("sensorproef", "proefbrief"),
    ("Advies 12", "advies"),
    ("99 123, nr. 45", "brief"),
]

NOTHING = ["", " ", "?", "...", "\n\t", "“”", "()", "😀", "\x00", "\u200b", "‼ — …", "zqxjv", "ĸ"]


# What someone types, and what comes first: its kind, and its id or the number of its card.
CALLED = [
    ("aanbeveling 1", "card", 1),
    ("kaart 2", "card", 2),
    ("2", "card", 2),
    ("1.1", "question", 1),
    ("vraag 1.1", "question", 1),
    ("99123-45", "source", "brief"),
    ("99 123, nr. 45", "source", "brief"),
    ('"99 123, nr. 45"', "source", "brief"),
    ("kst-99123-45", "source", "brief"),
    ("99123 nr45", "source", "brief"),
    ("99.123 nr 45", "source", "brief"),
]  # fmt: skip


def small_index(make, **parts):
    return View(LoadedDossier(make(**parts), {}), Viewer(Audience.PUBLIC))


@pytest.mark.parametrize(("query", "expected"), FIRST)
def test_the_right_thing_comes_first(public, query, expected):
    """Compounds, inflections, slips, capitals, keywords, references and whole spoken questions."""
    first = public.search(query)[0]

    assert first.entry.id == expected
    assert first.match is Match.ANSWERS


@pytest.mark.parametrize("query", NOTHING)
def test_a_query_without_words_that_are_known_finds_nothing(public, query):
    """Signs alone, and words that nothing here is like, give no hits and no error."""
    assert public.search(query) == ()


@settings(max_examples=150)
@given(st.text() | st.text("abekrs -\"'*:()[]{}^~+\\/<>&|!?.,€", max_size=40))
def test_any_text_is_a_query(public, query):
    """Nothing that is typed is syntax, and nothing is an error."""
    for hit in public.search(query, limit=5):
        assert hit.score > 0


ENDLESS = [
    st.text(min_size=2_000, max_size=10_000),
    st.text("\"'“”«»()[]{}*:^~+-!&|\\/<>?.,;@#%=", min_size=500, max_size=10_000),
    st.text(st.characters(categories=["Cc", "Cf", "Zs", "Mn"]), min_size=500, max_size=10_000),
    st.lists(st.sampled_from(["kade", '"kade', 'meten"', "AND", "NOT", "subject:", "register*"]), min_size=900).map(
        " ".join
    ),
]


@pytest.mark.parametrize("queries", ENDLESS, ids=["unicode", "signs", "control", "operators"])
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_ten_thousand_characters_are_a_query(public, queries, data):
    """Whatever was pasted: any Unicode, signs alone, control characters, operators of search engines."""
    for hit in public.search(data.draw(queries), limit=5):
        assert hit.snippet.text


def test_a_whole_spoken_question_is_found_with_its_card(public):
    """The card is first, and the question is near enough to be seen at once."""
    hits = public.search("Voorzitter, kan de minister uitleggen waarom er geen waterkaderaad komt?")

    assert hits[0].entry.id == "beheer"
    assert "waarom-geen-raad" in [hit.entry.id for hit in hits[:5]]


@pytest.mark.parametrize(
    "query", ["kade AND muur", "kade OR", "kade*", "subject_stems:kade", '"kade', "kade^9", "-kade", "(kade"]
)
def test_nothing_that_is_typed_is_syntax(public, query):
    """Operators of search engines are plain signs and words here."""
    assert public.search(query)[0].entry.id in {hit.entry.id for hit in public.search("kade", limit=100)}


@pytest.mark.parametrize("query", ["kademuur " * 2_000, "x" * 100_000, " ".join(f"woord{n}" for n in range(5_000))])
def test_an_endless_query_takes_no_time(public, query):
    """What was pasted by accident is searched by its beginning."""
    assert isinstance(public.search(query), tuple)


def test_one_known_word_among_many_is_only_near(public):
    """A hit that has a small part of what was asked is told from one that answers."""
    hits = public.search("kosmische straling boven verafgelegen sterrenstelsels en kademuren")

    assert hits
    assert {hit.match for hit in hits} == {Match.NEAR}


def test_a_question_on_two_recommendations_is_found_once(public):
    """It is one result, which knows both of its cards."""
    [hit] = [
        hit for hit in public.search("openbaar register bijhouden", limit=100) if hit.entry.id == "register-en-beheer"
    ]

    assert hit.entry.cards == (2, 3)
    assert hit.entry.number == 2


def test_cards_questions_and_sources_are_found(public):
    """Each kind is there, with what is needed to filter and to open it."""
    found = {hit.entry.id: hit.entry for hit in public.search("meten kademuur advies", limit=100)}

    assert {entry.kind for entry in found.values()} == set(Kind)
    assert (found["wat-kost-meten"].theme, found["wat-kost-meten"].ministry) == ("veiligheid", "OEV")
    assert found["wat-kost-meten"].status == "coordinated"
    assert found["advies"].number in (0, 1, 2, 3)


def test_ranks_follow_scores_and_the_limit_is_kept(public):
    """Hits are numbered from 1, best first, and no more than asked."""
    hits = public.search("kade register meten", limit=3)

    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits == public.search("kade register meten", limit=100)[:3]


def test_a_filter_comes_before_the_limit(public):
    """Filtering to questions gives as many of those as asked for."""
    hits = public.search("kade", limit=2, keep=lambda entry: entry.kind is Kind.QUESTION)

    assert [hit.entry.kind for hit in hits] == [Kind.QUESTION] * 2


def test_equal_scores_keep_the_order_of_the_dossier(make):
    """The same query gives the same order, every time and in every index."""
    questions = [
        {"id": f"v{n}", "number": n, "question": "Wat kost de kade?", "audience": "public"} for n in range(1, 30)
    ]
    orders = [
        [hit.entry.id for hit in small_index(make, questions=questions).search("kade", limit=100)] for _ in range(3)
    ]

    assert orders[0] == orders[1] == orders[2]
    assert [name for name in orders[0] if name.startswith("v")] == [f"v{n}" for n in range(1, 30)]


def test_an_empty_dossier_can_be_searched(make):
    """There is nothing to find but the general line, and no error."""
    view = small_index(make)

    assert view.search("kade") == ()
    assert [hit.entry.id for hit in view.search("algemene lijn")] == ["algemene-lijn"]


def test_one_recommendation_without_themes_is_found(make):
    """Themes are a convenience, not a need."""
    view = small_index(make, recommendations=[{"id": "r", "number": 1, "text": "Bouw een kade.", "wording": "literal"}])

    assert [(hit.entry.id, hit.entry.theme) for hit in view.search("kades")] == [("r", None)]


def test_an_internal_view_finds_internal_texts(internal):
    """Those who prepare the debate find everything."""
    assert internal.search("nachtwaker")[0].entry.id in ("interne-vraag", "kaderegister")
    assert internal.search("pannenkoekenhuis")[0].entry.id == "verslag"


@pytest.mark.parametrize(("query", "kind", "expected"), CALLED)
def test_what_is_called_by_its_number_comes_first(public, query, kind, expected):
    """A card, a question, and a source with its card next; the first has most score, and answers."""
    first, *rest = public.search(query)

    assert (first.entry.kind.value, first.named, first.match) == (kind, True, Match.ANSWERS)
    assert expected in (first.entry.id, first.entry.number)
    assert all(first.score > other.score for other in rest)
    if first.entry.kind is Kind.SOURCE:
        assert (rest[0].entry.kind, rest[0].entry.number) == (Kind.CARD, first.entry.number)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("99.9", "Vraag 99.9 is er niet in dit dossier."),
        ("vraag 1.99", "Vraag 1.99 is er niet in dit dossier."),
        ("kaart 99", "Kaart 99 is er niet in dit dossier."),
        ("99 123, nr. 46", "Kamerstuk 99123-46 is er niet in dit dossier."),
        ("1.1", None),
        ("kaart 1", None),
        ("kade", None),
        ("99", None),
    ],
)
def test_a_number_that_nothing_has_is_told(public, query, expected):
    """Also where it was withdrawn, or is for others: that cannot be told from one that never was."""
    assert public.not_there(query) == expected
