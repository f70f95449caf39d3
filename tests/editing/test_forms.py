"""Forms: an item that nobody changed comes back as it was, and what is wrong is told by the field's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.editing import forms
from debatkit.editing.forms import FORMS, KIND_NAMES, new_id, read, split_statement, taken_up, values
from debatkit.errors import InvalidChangeError
from debatkit.revisions.kinds import KINDS

# A statement, and the two that it is split into.
SPLITS = [
    ("Een alinea.\n\nNog een.", ("Een alinea.", "Nog een.")),
    ("Een zin. En nog een zin.", ("Een zin.", "En nog een zin.")),
    ("Een zin.", None),
    ("", None),
    ("Een alinea.\n\n   ", None),
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
    named = {field.name for field in FORMS[kind]}

    assert named == KINDS[kind].model_fields.keys() - {"id", "status"}
    assert kind in KIND_NAMES


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


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_a_statement_is_split_where_it_has_two_parts(text, expected):
    """At a blank line, else after the first sentence; both keep the sources."""
    cited = [{"source": "brief"}]
    parts = split_statement({"text": text, "citations": cited})

    assert (tuple(each["text"] for each in parts) if parts else None) == expected
    assert all(each["citations"] == cited for each in parts or ())


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3"])
def test_kept_work_that_cannot_be_read_is_none(text):
    """The form then shows what was saved."""
    assert taken_up(text) is None
