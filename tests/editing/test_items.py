"""Items: what was taken apart and put together again is the same dossier, in the same order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import files
from debatkit.editing import items
from debatkit.revisions.kinds import body_text, read_body


def again(dossier):
    """A dossier taken apart, stored, read, and put together."""
    bodies = items.taken_apart(dossier)
    stored = {name: read_body(items.ALL_KINDS, ("x", *name), 1, body_text(body)) for name, body in bodies.items()}
    return items.put_together(stored.items())


def test_a_dossier_comes_together_as_it_was(small_dossier):
    """Header, themes, questions and texts of sources: all of it, and its files to the byte."""
    whole = again(small_dossier)

    assert whole == small_dossier
    assert files.written(whole) == files.written(small_dossier)


@given(data=st.data())
def test_any_order_of_the_files_is_kept(small_dossier, data):
    """Whoever put the questions or sources in another order finds them so; questions stay in the order of files."""
    moved = {
        field: tuple(data.draw(st.permutations(getattr(small_dossier, field)), label=field))
        for field in ("themes", "recommendations", "positions", "remarks", "sources")
    }
    dossier = small_dossier.model_copy(update=moved)

    assert again(dossier) == dossier


@given(data=st.data())
def test_it_does_not_matter_in_which_order_the_items_come(small_dossier, data):
    """The order is told by the items, so every process puts them together in the same way."""
    bodies = list(items.taken_apart(small_dossier).items())

    assert items.put_together(data.draw(st.permutations(bodies))) == small_dossier


def test_without_a_header_there_is_no_dossier(small_dossier):
    """What is left of a dossier that was withdrawn is none."""
    bodies = items.taken_apart(small_dossier)

    assert items.put_together((name, body) for name, body in bodies.items() if name[0] != items.HEADER) is None


def test_an_order_is_kept_only_where_the_items_do_not_tell_it(small_dossier):
    """A dossier in its natural order has no item for that."""
    natural = small_dossier.model_copy(
        update={
            "themes": tuple(sorted(small_dossier.themes, key=lambda each: each.id)),
            "sources": tuple(sorted(small_dossier.sources, key=lambda each: each.id)),
        }
    )

    assert [name for name in items.taken_apart(natural) if name[0] == items.ORDER and name[1] != "remark"] == []


def test_what_an_order_does_not_name_comes_last(small_dossier):
    """A new item has a place before somebody gives it one."""
    bodies = items.taken_apart(small_dossier)
    first, *rest = reversed(small_dossier.recommendations)
    bodies[items.ORDER, "recommendation"] = items.Order(ids=(first.id,))

    assert items.put_together(bodies.items()).recommendations == (first, *reversed(rest))


@pytest.mark.parametrize("kind", items.FIELDS)
def test_every_kind_of_item_has_its_field(small_dossier, kind):
    """Nothing in a dossier is forgotten when it is taken apart."""
    names = {name for of, name in items.taken_apart(small_dossier) if of == kind}

    assert names == {item.id for item in getattr(small_dossier, items.FIELDS[kind])}
