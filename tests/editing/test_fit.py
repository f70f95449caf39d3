"""Fit: a look at what the changes touch finds what a look at the whole dossier finds."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debatkit.editing import fit, items
from debatkit.editing.items import ALL_KINDS
from debatkit.editing.state import State
from debatkit.errors import InvalidChangeError
from debatkit.model import Question
from debatkit.revisions.kinds import KINDS, body_text
from debatkit.revisions.records import Change, Revision

NAME = "klein"
MOMENT = datetime.datetime(2024, 3, 12, tzinfo=datetime.UTC)
IDS = ["een", "twee", "drie"]
SOURCES = ["bron", "boek"]
OF = {
    "recommendation": IDS,
    "source": SOURCES,
    "theme": ["thema", "kop"],
    "position": ["lijn", "standpunt"],
    "remark": ["opm"],
}
OF["question"] = ["vraag-a", "vraag-b", "vraag-c", "bron"]  # the last one is a source's, or was

IDS_OR_GONE = st.sampled_from([*IDS, "weg"])
CITED = st.lists(st.sampled_from([*SOURCES, "zoek"]), max_size=2).map(
    lambda names: {"text": "Zo.", "citations": [{"source": name} for name in names]}
)
MINISTRY = st.sampled_from([None, "OEV", "BRU", "XYZ"])


@st.composite
def bodies(draw, kind, name):
    """An item of a kind, which may or may not fit."""
    if kind == "recommendation":
        theme = draw(st.sampled_from([None, "thema", "kop"]))
        parts = {"number": draw(st.integers(1, 3)), "text": "Doe.", "wording": "literal", "theme": theme}
    elif kind == "source":
        parts = {"title": "Bron", "verified": "official"}
    elif kind == "theme":
        parts = {"title": "Kop", "holding": draw(CITED)}
    elif kind == "position":
        parts = {"recommendation": draw(st.none() | IDS_OR_GONE), "line": draw(CITED)}
    elif kind == "remark":
        parts = {"ministry": draw(MINISTRY), "recommendations": draw(st.lists(IDS_OR_GONE, max_size=2))}
    else:
        parts = {
            "number": draw(st.integers(1, 2)),
            "question": "Q?",
            "recommendations": draw(st.lists(IDS_OR_GONE, max_size=2)),
            "ministry": draw(MINISTRY),
            "speaker": draw(st.sampled_from([None, "minister van OEV", "premier"])),
            "answer": [draw(CITED)],
        }
    return KINDS[kind].model_validate({"id": name, **parts})


@st.composite
def headers(draw):
    """A debate, which names its ministries and speakers or not."""
    debate = {"title": "Kades", "kind": "debat", "committee": "Oevers", "date": "2024-03-14"}
    debate["ministries"] = [
        {"code": code, "name": code} for code in draw(st.sampled_from([[], ["OEV"], ["OEV", "BRU"]]))
    ]
    if draw(st.booleans()):
        debate["signatories"] = [{"title": "minister van OEV", "ministry": "OEV"}]
    return KINDS["debate"].model_validate({"id": NAME, "title": "Kades", "debate": debate})


ALL = [(kind, name) for kind, names in OF.items() for name in names]


@st.composite
def fitting(draw):
    """A dossier in which all fits: what does not is taken away until nothing is left that does not."""
    found = {("debate", NAME): draw(headers())}
    found |= {name: draw(bodies(*name)) for name in ALL if name not in (("source", "bron"), ("question", "bron"))}
    found |= {(kind, "bron"): draw(bodies(kind, "bron")) for kind in [draw(st.sampled_from(["source", "question"]))]}
    while wrong := fit.problems(found, NAME):
        for each in wrong:
            if found.pop((each.kind, each.id), None) and each.kind == "debate":
                found["debate", NAME] = draw(headers())
    return found


@st.composite
def wishes(draw):
    """Up to three items as somebody wants them; None takes one away."""
    names = draw(st.lists(st.sampled_from([*ALL, ("debate", NAME)]), unique=True, min_size=1, max_size=3))
    return {
        (kind, name): draw(headers()) if kind == "debate" else draw(st.none() | bodies(kind, name))
        for kind, name in names
    }


def state_of(found):
    """A dossier of these items."""
    revisions = [
        Revision(number, NAME, *name, 1, "ans", MOMENT, "form", body_text(body), ALL_KINDS)
        for number, (name, body) in enumerate(found.items(), 1)
    ]
    return State(NAME).after(revisions, len(revisions))


def refused(state, wanted):
    """What does not fit when only that is looked at which the changes touch."""
    try:
        fit.require_fit(state, [Change(NAME, *name, body, 1) for name, body in wanted.items()])
    except InvalidChangeError as error:
        return set(error.refusals)
    return set()


@settings(max_examples=400)
@given(before=fitting(), wanted=wishes())
def test_what_the_whole_check_finds_is_found(before, wanted):
    """From a dossier in which all fits: added, changed and withdrawn in any combination."""
    after = {name: body for name, body in {**before, **wanted}.items() if body}

    assert refused(state_of(before), wanted) == set(fit.problems(after, NAME))


@pytest.fixture
def whole(small_dossier):
    """The small dossier as a state."""
    found = items.taken_apart(small_dossier)
    return state_of({(kind, NAME if kind == "debate" else name): body for (kind, name), body in found.items()})


def test_only_the_questions_that_are_touched_are_read(whole, small_dossier, monkeypatch):
    """The rest may be as many as they are."""
    read = []

    def body(self, kind, name):
        read.append(name)
        return self.latest[name].body

    monkeypatch.setattr(State, "body", body)
    question = small_dossier.questions[0].model_copy(update={"question": "Anders?"})

    assert refused(whole, {("question", question.id): question}) == set()
    assert read == [("question", question.id)]


def test_what_did_not_fit_before_stands_in_the_way_of_nothing(whole):
    """Somebody may mend a dossier step by step."""
    wrong = Question(id="fout", number=99, question="Q?", recommendations=("weg",))
    broken = whole.after(
        [Revision(999, NAME, "question", "fout", 1, "ans", MOMENT, "form", body_text(wrong), ALL_KINDS)], 999
    )

    assert refused(broken, {("question", "fout"): wrong.model_copy(update={"question": "Nog fout?"})}) == set()
