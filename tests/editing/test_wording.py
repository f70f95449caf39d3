"""Wording: what stayed, went and came is told in words, and nothing of either text is lost."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.editing.items import ALL_KINDS
from debatkit.editing.wording import Change, difference, labels_of, runs
from debatkit.model import Citation, Debate, FollowUp, Model, Question, Statement, Status
from debatkit.revisions.kinds import Header

LINE = Statement(text="De kade is veilig.", citations=(Citation(source="brief", place="p. 2"),))
QUESTION = Question(id="vraag", number=1, question="Is de kade veilig?", line=LINE, keywords=("dijk", "muur"))

# A change, the field by its Dutch name, and words that went and came.
CHANGES = [
    ({"question": "Is de kade droog?"}, "Vraag", ["veilig"], ["droog"]),
    ({"status": Status.APPROVED}, "Status", ["concept"], ["akkoord"]),
    ({"keywords": ("dijk",)}, "Trefwoorden", ["\nmuur"], []),
    ({"line": None}, "Kernboodschap", ["De kade is veilig.\n(bron brief, p. 2)"], []),
    ({"line": LINE.model_copy(update={"claim": False})}, "Kernboodschap", [], ["beweert niets; "]),
    ({"answer": (LINE,)}, "Antwoord", [], ["De kade is veilig.\n(bron brief, p. 2)"]),
]


def side(found, dropped):
    """One of the two texts that the runs are between."""
    return "".join(run.text for run in found if run.change is not dropped)


@given(before=st.text(max_size=200), after=st.text(max_size=200))
def test_both_texts_can_be_read_from_the_runs(before, after):
    """Whatever they hold."""
    found = runs(before, after)

    assert side(found, Change.NEW) == before
    assert side(found, Change.GONE) == after


@given(text=st.text(max_size=200))
def test_the_same_text_has_nothing_that_went_or_came(text):
    """One run, or none."""
    assert {run.change for run in runs(text, text)} <= {Change.SAME}


@pytest.mark.parametrize(("update", "label", "gone", "new"), CHANGES)
def test_a_changed_field_is_told_by_its_name(update, label, gone, new):
    """As words that went and words that came; other fields are not mentioned."""
    [field] = difference(QUESTION, QUESTION.model_copy(update=update))

    assert field.label == label
    assert [run.text for run in field.runs if run.change is Change.GONE] == gone
    assert [run.text for run in field.runs if run.change is Change.NEW] == new


def test_the_same_item_differs_in_nothing():
    """Also when it is another object."""
    assert difference(QUESTION, QUESTION.model_copy()) == ()


def test_an_item_that_came_or_went_differs_in_all_that_it_says():
    """A new one is all new, a withdrawn one all gone."""
    came, went = difference(None, QUESTION), difference(QUESTION, None)

    assert {run.change for field in came for run in field.runs} == {Change.NEW}
    assert {run.change for field in went for run in field.runs} == {Change.GONE}
    assert [field.name for field in came] == [field.name for field in went]


def test_every_field_of_the_shipped_kinds_has_a_dutch_name(small_dossier):
    """No key of the YAML is shown to a reader."""
    labels = {(field.name, field.label) for item in small_dossier.items() for field in difference(None, item)}

    assert [name for name, label in labels if name == label] == []


def parts(kind, seen):
    """A model and all models in its fields, but for statements and citations, which are shown as sentences."""
    if kind not in seen and kind not in (Statement, Citation, FollowUp):
        seen.add(kind)
        for field in kind.model_fields.values():
            for inner in (field.annotation, *get_args(field.annotation)):
                if isinstance(inner, type) and issubclass(inner, Model):
                    parts(inner, seen)
    return seen


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_field_of_every_kind_has_a_dutch_name(kind):
    """Of the debate with its parts, comments and counts too."""
    hidden = {"id", "by", "time", "item", "kind"} if kind in ("comment", "asked") else {"id"}
    missing = [
        (part.__name__, name)
        for part in parts(ALL_KINDS[kind], set())
        for name in part.model_fields.keys() - hidden - labels_of(part).keys()
    ]

    assert missing == []


def test_a_part_of_the_debate_is_told_in_dutch():
    """The word for each field, not its key."""
    debate = Debate(title="Kades", kind="commissiedebat", committee="Oevers", date="2024-03-14")
    field = difference(None, Header(id="klein", title="Klein", debate=debate))[-1]

    assert [run.text for run in field.runs] == [
        "Onderwerp: Kades\nSoort debat: commissiedebat\nCommissie: Oevers\nDatum: 2024-03-14"
    ]
