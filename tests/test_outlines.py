"""Outlines: what is known of a question without reading it is what the question says."""

from __future__ import annotations

import datetime

import pytest

from debatkit import access
from debatkit.access import Viewer
from debatkit.model import Audience, Question, statements
from debatkit.outlines import outline, outlines
from debatkit.plain import plain
from debatkit.questions import Questions, head

LINE = {"text": "Zo is het.", "citations": [{"source": "bron"}]}


def known(audience=Audience.PUBLIC, **parts):
    """The outline of a question as a viewer may know it, on a source that everyone may know."""
    question = Question.model_validate({"id": "v", "number": 1, "question": "Q?", "audience": "public", **parts})
    gate = access.Gate(Viewer(audience), frozenset({"bron"}))
    return outline(head(question), gate.passed(Question, plain(question)))


@pytest.mark.parametrize("audience", Audience)
def test_an_outline_counts_what_the_question_claims(small_dossier, audience):
    """Claims, those with a source, and the sources themselves, as the objects have them."""
    seen = access.view(small_dossier, Viewer(audience))

    for question, found in zip(seen.questions, outlines(Questions.of(seen.questions)), strict=True):
        claims = [each for _, each, _ in statements(question) if each.claim]
        cited = [citation.source for _, each, _ in statements(question) for citation in each.citations]
        assert found.claims == len(claims)
        assert found.sourced == sum(bool(each.citations) for each in claims)
        assert found.sources == tuple(dict.fromkeys(cited))


GAPS = [
    ({}, ["no-answer"]),
    ({"line": LINE}, []),
    ({"answer": [LINE]}, []),
    ({"line": LINE, "open": ["OEV: het bedrag", "BRU: de datum"]}, ["open", "open"]),
    ({"line": {"text": "Ja."}, "facts": [{"text": "Zeker."}]}, ["unsourced", "unsourced"]),
    ({"line": {"text": "Dank u.", "claim": False}}, []),
    ({"line": {"text": "Ja.", "citations": [{"source": "intern"}]}}, ["unsourced"]),
    ({"line": LINE, "avoid": [{"text": "Nooit."}]}, []),
]


@pytest.mark.parametrize(("parts", "expected"), GAPS)
def test_an_outline_says_what_is_missing_for_this_viewer(parts, expected):
    """What may not be seen is neither there nor missed; a statement whose source may not be seen has none."""
    assert [gap.rule for gap in known(**parts).gaps] == expected


def test_an_answer_past_its_day_is_told_on_a_day():
    """Without a day nothing is past."""
    found = known(line=LINE, valid_until="2024-03-13")

    assert list(found.all_gaps(None)) == list(found.all_gaps(datetime.date(2024, 3, 13))) == []
    assert [gap.rule for gap in found.all_gaps(datetime.date(2024, 3, 14))] == ["expired"]


SAME = [
    ({"line": LINE}, {"line": {**LINE, "audience": "public"}}),
    ({"line": LINE}, {"line": LINE, "avoid": [{"text": "Nooit."}]}),
    ({"line": LINE}, {"line": {**LINE, "citations": [{"source": "bron"}, {"source": "intern"}]}}),
]
OTHER = [
    ({"line": LINE}, {"line": {**LINE, "text": "Zo is het niet."}}),
    ({"line": LINE}, {"line": LINE, "status": "approved"}),
    ({"line": LINE}, {"line": LINE, "keywords": ["kade"]}),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_what_looks_the_same_to_a_viewer_has_the_same_digest(one, two):
    """A digest tells nothing of what may not be seen."""
    assert known(**one).digest == known(**two).digest


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_another_content_has_another_digest(one, two):
    """Whatever differs."""
    assert known(**one).digest != known(**two).digest
