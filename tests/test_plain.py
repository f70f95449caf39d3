"""Plain: an item as plain data says what the item says, and the model alone tells where its statements are."""

from __future__ import annotations

import pytest

from debatkit.model import FollowUp, Position, Question, Remark, Theme, statements
from debatkit.plain import holds, plain, plain_bytes, plain_statements, read_plain

# The fields of a kind that hold something, in the model's order.
HOLDS = [
    (Question, ["line", "answer", "follow_ups", "facts", "avoid", "background"], ["avoid", "background"]),
    (FollowUp, ["line", "answer"], []),
    (Position, ["line", "done", "planned", "sensitive"], ["sensitive"]),
    (Remark, ["request", "outcome"], []),
    (Theme, ["description", "holding"], []),
]


@pytest.mark.parametrize(("kind", "fields", "internal"), HOLDS)
def test_the_model_tells_which_fields_hold_statements(kind, fields, internal):
    """And which of them are internal unless they say otherwise."""
    found = holds(kind)

    assert list(found) == fields
    assert [field for field, held in found.items() if not held.as_the_item] == internal
    assert [field for field, held in found.items() if not held.several] == [
        field for field in fields if field in ("line", "request", "outcome", "description", "holding")
    ]


def test_plain_data_hold_the_statements_of_the_item(small_dossier):
    """The same texts at the same paths, in the same order."""
    for item in small_dossier.items():
        found = [(path, each["text"]) for path, each in plain_statements(type(item), plain(item))]

        assert found == [(path, each.text) for path, each, _ in statements(item)]


def test_plain_data_become_the_item_again(small_dossier):
    """Nothing is lost on the way, also as JSON."""
    for item in small_dossier.items():
        assert type(item).model_validate(read_plain(plain_bytes(plain(item)).decode())) == item


@pytest.mark.parametrize("text", ["", "[]", "{", '"vraag"'])
def test_what_is_no_object_is_refused(text):
    """A text in the log that is no item is a mistake."""
    with pytest.raises(ValueError, match=r"."):
        read_plain(text)
