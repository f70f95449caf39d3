"""Forms: an item that nobody changed comes back as it was, and what is wrong is told by the field's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.editing import forms
from debatkit.editing.forms import FORMS, KIND_NAMES, new_id, read, split_statement, taken_up, values
from debatkit.editing.items import taken_apart
from debatkit.errors import InvalidChangeError
from debatkit.model import Debate, Ministry, Signatory
from debatkit.revisions.kinds import KINDS

# A statement, a place to split it, and the two that it becomes.
SPLITS = [
    ("Een alinea. Twee zinnen.\n\nNog een.", 0, ("Een alinea. Twee zinnen.", "Nog een.")),
    ("Een.\n \nTwee.\n\n\nDrie.", 1, ("Een.\n\nTwee.", "Drie.")),
    ("Een zin. En nog een zin.", 0, ("Een zin.", "En nog een zin.")),
    ("Een zin. Nog een. Nog een.", 1, ("Een zin. Nog een.", "Nog een.")),
    ("Een zin. Nog een.", 1, None),
    ("Een zin. Nog een.", -1, None),
    ("Een zin.", 0, None),
    ("", 0, None),
    ("Een alinea.\n\n   ", 0, None),
]


def test_every_item_comes_back_as_it_was(small_dossier):
    """Through plain data and through text, whatever its kind."""
    kinds = {model: kind for kind, model in KINDS.items()}
    for item in small_dossier.items():
        data = taken_up(forms.kept(values(item)))
        assert read(kinds[type(item)], data) == item


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_of_a_form_is_one_of_the_model(kind):
    """And every field of the model is in its form, but for what is changed elsewhere."""
    named = {field.within or field.name for field in FORMS[kind]}

    assert named == KINDS[kind].model_fields.keys() - {"id", "status"}
    assert kind in KIND_NAMES


@pytest.mark.parametrize("part", [("debate", Debate), ("ministries", Ministry), ("signatories", Signatory)])
def test_every_field_of_the_debate_is_in_its_form(part):
    """Those of its rows too."""
    name, model = part
    fields = [field for field in FORMS["debate"] if field.within == "debate"]
    rows = next((field.columns for field in fields if field.name == name), fields)

    assert {field.name for field in rows} == model.model_fields.keys()


def test_a_debate_is_read_with_its_rows(small_dossier):
    """What is wrong is told by its name; a row of which nobody wrote anything is none."""
    [header] = [body for (kind, _), body in taken_apart(small_dossier).items() if kind == "debate"]
    data = taken_up(forms.kept(values(header)))
    data["debate"]["ministries"].append({"code": "", "name": " "})
    assert read("debate", data) == header

    data["debate"]["committee"], data["title"] = "", ""
    with pytest.raises(InvalidChangeError) as caught:
        read("debate", data)
    told = sorted(refusal.message for refusal in caught.value.refusals)
    assert [each.split(":")[0] for each in told] == ["Commissie", "Titel van het dossier"]


def test_what_was_left_empty_is_left_out(small_dossier):
    """An empty statement, an empty line of a list and an empty field are none."""
    question = small_dossier.questions[0]
    blank = {"text": " ", "claim": True, "audience": None, "citations": []}
    data = {**values(question), "facts": [blank], "keywords": ["", "kade"], "angle": "", "_page": "own"}

    found = read("question", data)

    assert (found.facts, found.keywords, found.angle) == ((), ("kade",), None)


def test_all_that_is_wrong_is_told_by_the_name_on_screen(small_dossier):
    """In one go."""
    data = {**values(small_dossier.questions[0]), "question": "", "number": 0, "valid_until": "morgen"}

    with pytest.raises(InvalidChangeError) as caught:
        read("question", data)
    told = str(caught.value)

    assert all(name in told for name in ("Vraag: ", "Nummer: ", "Geldig tot en met: "))


@given(text=st.text(), taken=st.sets(st.text(max_size=5), max_size=5))
def test_an_id_made_of_any_text_is_one(text, taken):
    """It is no other's, and the model takes it."""
    found = new_id(text, taken)

    assert found not in taken
    assert KINDS["theme"].model_validate({"id": found, "title": "x"})


@pytest.mark.parametrize(("text", "place", "expected"), SPLITS)
def test_a_statement_is_split_at_the_place_that_is_chosen(text, place, expected):
    """A blank line, else the end of a sentence; both keep the sources, each as its own."""
    cited = [{"source": "brief"}]
    parts = split_statement({"text": text, "citations": cited}, place)

    assert (tuple(each["text"] for each in parts) if parts else None) == expected
    assert all(each["citations"] == cited for each in parts or ())
    assert not parts or parts[0]["citations"] is not parts[1]["citations"]


def test_what_says_the_same_is_the_same(small_dossier):
    """An empty statement more and a space at the end are no change; a word is."""
    data = values(small_dossier.questions[0])
    blank = {"text": "", "claim": True, "audience": None, "citations": []}
    spaced = {**data, "facts": [*data["facts"], blank], "question": f"{data['question']} ", "_page": "own"}

    assert forms.same("question", data, spaced)
    assert not forms.same("question", data, {**data, "question": "Anders?"})
    assert forms.same("question", {**data, "question": ""}, {**data, "question": " "})
    assert not forms.same("question", data, {**data, "question": ""})


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3"])
def test_kept_work_that_cannot_be_read_is_none(text):
    """The form then shows what was saved."""
    assert taken_up(text) is None
