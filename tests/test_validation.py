"""Validation: whatever is wrong with a value, the message is Dutch and says what should stand there."""

from __future__ import annotations

import datetime
import inspect

import pytest
from pydantic import BaseModel, ValidationError

from debatkit import model, validation

MODELS = [
    each for _, each in inspect.getmembers(model, inspect.isclass)
    if issubclass(each, model.Model) and each.model_fields
]  # fmt: skip

# One of each kind of value that a file, a form or a hostile hand can bring.
VALUES = [
    None,
    True,
    False,
    0,
    1,
    -1,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "x",
    "Een Tekst",
    "5",
    "1.5",
    "ja",
    "a\x07b",
    "\u202e",
    "2023-02-30",
    "2023-13",
    "2023",
    "25:00",
    "13:30",
    "http://x",
    "x" * 20_001,
    b"x",
    [],
    {},
    [None],
    [1],
    [[]],
    [{}],
    [{"text": 1}],
    {"text": "x"},
    {"text": "x", "soort": 1},
    {"a": 1},
    object(),
    {1, 2},
    datetime.datetime(2023, 1, 1, 12, tzinfo=datetime.UTC),
    [{"text": "x", "audience": "public"}],
    [{"text": "x", "audience": "openbaar"}],
    [{"question": "x"}],
]

CASES = [
    (model.Statement, {}, "'text' ontbreekt"),
    (model.Statement, {"text": 5}, "'text' moet tekst zijn (er staat '5')"),
    (model.Statement, {"text": " \n "}, "'text' is leeg"),
    (model.Statement, {"text": "x" * 20_001}, "'text' is te lang: meer dan 20000 tekens"),
    (model.Statement, {"text": "x", "txet": "y"}, "onbekende sleutel 'txet'; bedoelt u 'text'?"),
    (model.Statement, {"text": "x", "zzz": "y"}, "onbekende sleutel 'zzz'"),
    (model.Statement, {"text": "x", "claim": "nee"}, "'claim' moet true of false zijn (er staat 'nee')"),
    (
        model.Statement,
        {"text": "x", "audience": "iedereen"},
        "'audience' kent alleen public, internal (er staat 'iedereen')",
    ),
    (
        model.Statement,
        {"text": "x", "date": "25 januari"},
        "'date' moet een datum zijn: jjjj, jjjj-mm of jjjj-mm-dd (er staat '25 januari')",
    ),
    (
        model.Statement,
        {"text": "x", "citations": "nota"},
        "'citations' moet een lijst zijn (regels die met '- ' beginnen)",
    ),
    (
        model.Statement,
        {"text": "x", "citations": [{"source": "nota"}] * 1_001},
        "'citations' heeft meer dan 1000 onderdelen",
    ),
    (
        model.Statement,
        {"text": "x", "citations": ["nota"]},
        "'citations' moet uit sleutels met waarden bestaan, zoals 'text: ...' (er staat 'nota')",
    ),
    (
        model.Citation,
        {"source": "De Nota"},
        "'source' mag alleen kleine letters, cijfers en koppeltekens hebben (er staat 'De Nota')",
    ),
    (model.Citation, {"source": "x" * 81}, "'source' is te lang: meer dan 80 tekens"),
    (model.Term, {"preferred": "a", "instead_of": []}, "'instead_of' is leeg; noem er ten minste een"),
    (
        model.Recommendation,
        {"id": "a", "text": "t", "wording": "literal", "number": "x"},
        "'number' moet een geheel getal zijn (er staat 'x')",
    ),
    (
        model.Recommendation,
        {"id": "a", "text": "t", "wording": "literal", "number": 0},
        "'number' moet 1 of hoger zijn (er staat '0')",
    ),
    (
        model.Question,
        {"id": "a", "number": 1, "question": "q", "valid_until": "2023"},
        "'valid_until' moet een volledige datum zijn, zoals 2023-01-25",
    ),
    (
        model.Question,
        {"id": "a", "number": 1, "question": "q", "valid_until": "2023-02-30"},
        "'valid_until' is geen datum die bestaat (er staat '2023-02-30')",
    ),
    (
        model.Question,
        {"id": "a", "number": 1, "question": "q", "avoid": [{"text": "x", "audience": "public"}]},
        "'avoid' is altijd intern; haal 'audience: public' weg",
    ),
]

# Words of pydantic's own messages.
ENGLISH = ("input", "valid", "should", "field", "required", "value", "string", "extra", "must", "unable", "error")


def told(kind: type[BaseModel], data: object) -> list[str]:
    try:
        kind.model_validate(data)
    except ValidationError as error:
        return [message for _, message in validation.mistakes(error, kind)]
    return []


@pytest.mark.parametrize(("kind", "data", "expected"), CASES)
def test_a_wrong_value_is_told_in_dutch(kind, data, expected):
    """The message names the key, what should stand there, and what was found."""
    assert told(kind, data) == [expected]


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_no_wrong_value_gives_an_english_or_empty_message(kind):
    """Each value of each kind at each key of each part is accepted or told in words of our own."""
    for field in kind.model_fields:
        for value in VALUES:
            for message in set(told(kind, {field: value})):
                assert not any(word in message.lower().replace(f"'{field}'", "") for word in ENGLISH), message
                assert "klopt niet" not in message, (field, value, message)
                assert len(message) < 300


@pytest.mark.parametrize("value", [None, 5, "tekst", [], True])
def test_a_part_that_is_no_mapping_is_told(value):
    """Where a whole item should stand and something else does, that is one message."""
    assert len(told(model.Question, value)) == 1


def test_a_found_value_is_not_repeated_at_length():
    """A long wrong value is cut in the message."""
    [message] = told(model.Citation, {"source": "X" * 79})

    assert message.endswith(f"(er staat '{'X' * 40}…')")


def test_the_path_leads_to_the_mistake():
    """Each message comes with the path to what is wrong."""
    data = {"id": "a", "number": 1, "question": "q", "answer": [{"text": "x"}, {"text": "y", "citations": [{}]}]}
    with pytest.raises(ValidationError) as caught:
        model.Question.model_validate(data)

    [(path, message)] = validation.mistakes(caught.value, model.Question)
    assert path == ("answer", 1, "citations", 0, "source")
    assert message == "'source' ontbreekt"
