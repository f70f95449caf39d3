"""Lineup: heads in their order, however they came there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from debatkit.editing import items
from debatkit.editing.lineup import Lineup
from debatkit.questions import Head

NAMES = [f"vraag-{letter}" for letter in "abcdefgh"]
HEADS = st.builds(
    Head,
    id=st.sampled_from(NAMES),
    number=st.integers(1, 4),
    question=st.just("Q?"),
    recommendations=st.sampled_from([(), ("meten",), ("kaderegister", "meten"), ("beheer",), ("weg",)]),
)


@given(data=st.data())
def test_a_shelf_is_the_same_by_whatever_steps_it_came_about(small_dossier, data):
    """Added, changed and taken away in steps, or put there at once: the same heads in the same order."""
    place = items.place_of_questions(small_dossier, items.Order(ids=("vraag-c", "vraag-a")))
    steps = data.draw(st.lists(st.dictionaries(st.sampled_from(NAMES), st.none() | HEADS, max_size=4), max_size=6))
    lineup, whole = Lineup.of((), place), {}
    for step in steps:
        changes = {
            name: head and Head(name, head.number, head.question, head.recommendations) for name, head in step.items()
        }
        lineup = lineup.after(changes)
        whole = {name: head for name, head in {**whole, **changes}.items() if head}

        assert list(lineup.heads) == list(Lineup.of(whole.values(), place).heads)
        assert lineup.of_id == whole


def test_the_shelf_before_is_what_it_was(small_dossier):
    """Who still looks at it sees no change."""
    place = items.place_of_questions(small_dossier, None)
    before = Lineup.of([Head("vraag-a", 1, "Q?"), Head("vraag-b", 2, "Q?")], place)

    before.after({"vraag-a": None, "vraag-c": Head("vraag-c", 3, "Q?")})

    assert [head.id for head in before.heads] == ["vraag-a", "vraag-b"]
