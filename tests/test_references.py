"""References: what items say of each other is so, and each thing that is not is told at its place."""

from __future__ import annotations

import pytest

from debatkit.references import inconsistencies

RECOMMENDATION = {"id": "een", "number": 1, "text": "Doe iets.", "wording": "literal"}
SOURCE = {"id": "bron", "title": "Bron", "verified": "official"}
DEBATE = {
    "title": "Kades",
    "kind": "commissiedebat",
    "committee": "Oevers",
    "date": "2024-03-14",
    "coordinator": "OEV",
    "ministries": [{"code": "OEV", "name": "Oeverzaken"}],
    "signatories": [{"title": "minister van OEV", "ministry": "OEV"}],
}
CITED = {"text": "x", "citations": [{"source": "weg"}]}


def question(**parts):
    return {"id": "vraag", "number": 1, "question": "Wat nu?", **parts}


# The dossier's parts, the item, the path in it, and words of the message.
WRONG = [
    ({"sources": [SOURCE, SOURCE]}, "bron", ("id",), "bestaat al"),
    ({"recommendations": [{**RECOMMENDATION, "id": "bron"}], "sources": [SOURCE]}, "bron", ("id",), "bestaat al"),
    ({"recommendations": [{**RECOMMENDATION, "theme": "weg"}]}, "een", ("theme",), "thema 'weg'"),
    (
        {"recommendations": [{**RECOMMENDATION, "citations": [{"source": "weg"}]}]},
        "een",
        ("citations", 0, "source"),
        "'weg'",
    ),
    ({"positions": [{"id": "p", "recommendation": "weg"}]}, "p", ("recommendation",), "aanbeveling 'weg'"),
    ({"positions": [{"id": "p", "line": CITED}]}, "p", ("line", "citations", 0, "source"), "bron 'weg'"),
    ({"questions": [question(recommendations=["weg"])]}, "vraag", ("recommendations", 0), "aanbeveling 'weg'"),
    ({"questions": [question(answer=[CITED])]}, "vraag", ("answer", 0, "citations", 0, "source"), "bron 'weg'"),
    (
        {"questions": [question(follow_ups=[{"question": "En?", "line": CITED}])]},
        "vraag",
        ("follow_ups", 0, "line", "citations", 0, "source"),
        "bron 'weg'",
    ),
    ({"questions": [question(ministry="BRU")], "debate": DEBATE}, "vraag", ("ministry",), "ministerie 'BRU'"),
    ({"questions": [question(speaker="premier")], "debate": DEBATE}, "vraag", ("speaker",), "minister van OEV"),
    ({"remarks": [{"id": "o", "ministry": "BRU"}], "debate": DEBATE}, "o", ("ministry",), "ministerie 'BRU'"),
    ({"remarks": [{"id": "o", "recommendations": ["weg"]}]}, "o", ("recommendations", 0), "aanbeveling 'weg'"),
    ({"debate": {**DEBATE, "coordinator": "BRU"}}, None, ("debate", "coordinator"), "ministerie 'BRU'"),
    (
        {"debate": {**DEBATE, "signatories": [{"title": "m", "ministry": "BRU"}]}},
        None,
        ("debate", "signatories", 0, "ministry"),
        "ministerie 'BRU'",
    ),
    (
        {"debate": {**DEBATE, "citations": [{"source": "weg"}]}},
        None,
        ("debate", "citations", 0, "source"),
        "bron 'weg'",
    ),
    ({"milestones": [{"text": "x"}]}, None, ("milestones", 0), "mijlpaal"),
    ({"milestones": [{**CITED, "date": "2024"}]}, None, ("milestones", 0, "citations", 0, "source"), "bron 'weg'"),
    (
        {"themes": [{"id": "t", "title": "T", "holding": CITED}]},
        "t",
        ("holding", "citations", 0, "source"),
        "bron 'weg'",
    ),
    (
        {"recommendations": [RECOMMENDATION], "questions": [question(recommendations=["een", "een"])]},
        "vraag",
        ("recommendations", 1),
        "twee keer",
    ),
]

# Both of the two are told, because either may be the one to change.
TWICE = [
    ({"recommendations": [RECOMMENDATION, {**RECOMMENDATION, "id": "twee"}]}, ["een", "twee"], "nummer 1"),
    ({"questions": [question(), question(id="andere")]}, ["vraag", "andere"], "nummer 0.1"),
    ({"positions": [{"id": "p"}, {"id": "q"}]}, ["p", "q"], "de algemene lijn"),
    (
        {"recommendations": [RECOMMENDATION], "positions": [{"id": i, "recommendation": "een"} for i in "pq"]},
        ["p", "q"], "'een'",
    ),
]  # fmt: skip

RIGHT = [
    {},
    {"debate": DEBATE, "questions": [question(ministry="OEV", speaker="minister van OEV")]},
    {"questions": [question(ministry="XYZ", speaker="wie ook")]},
    {"recommendations": [RECOMMENDATION], "questions": [question(recommendations=["een"]), question(id="b")]},
]


@pytest.mark.parametrize(("parts", "item", "path", "words"), WRONG)
def test_a_reference_that_leads_nowhere_is_told_at_its_place(make, parts, item, path, words):
    """One inconsistency, in the item that has it, at the place in it."""
    [found] = inconsistencies(make(**parts))

    assert (found.item.id if found.item else None, found.path) == (item, path)
    assert words in found.message


@pytest.mark.parametrize(("parts", "items", "words"), TWICE)
def test_what_is_given_twice_is_told_at_both(make, parts, items, words):
    """A number or a subject that two items claim is told at each of them."""
    found = list(inconsistencies(make(**parts)))

    assert [each.item.id for each in found] == items
    assert all(words in each.message for each in found)


@pytest.mark.parametrize("parts", RIGHT)
def test_what_fits_is_not_told(make, parts):
    """A dossier that names no ministries or signatories puts no bounds on them."""
    assert list(inconsistencies(make(**parts))) == []


def test_an_item_with_mistakes_of_its_own_counts_as_present(make):
    """What refers to an item that could not be read is not told."""
    dossier = make(questions=[question(recommendations=["weg"], answer=[CITED])])

    assert list(inconsistencies(dossier, frozenset({"weg"}))) == []
