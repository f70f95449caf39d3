"""Records: a revision whose body cannot be read names itself, and stands in the way of nothing else."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from debatkit.errors import UnreadableRevisionError

BROKEN = [
    ("", "ongeldig bij het geheel"),
    ('{"id":"a"', "ongeldig bij het geheel"),
    ("[]", "ongeldig bij het geheel"),
    ('{"id":"a","number":1,"question":""}', "ongeldig bij question"),
    ('{"id":"a","number":1,"question":"Hoe?","line":{"text":"x","olifant":1}}', "ongeldig bij line"),
]


def spoil(log, **values):
    """Change the revision of item "a" behind the log's back."""
    with log._database.writing() as connection:
        names = ", ".join(f"{name} = :{name}" for name in values)
        connection.execute(sa.text(f"UPDATE revisions SET {names} WHERE id = 'a'"), values)


@pytest.mark.parametrize(("body", "reason"), BROKEN)
def test_a_body_that_is_not_valid_is_named(log, save, body, reason):
    """Dossier, item and version are named; nothing of what stands there is."""
    save("a")
    spoil(log, body=body)
    with pytest.raises(UnreadableRevisionError) as caught:
        _ = log.item("klein", "question", "a").body

    assert str(caught.value) == f"Versie 1 van 'a' (question) in dossier 'klein' kan niet worden gelezen: {reason}."
    assert (caught.value.dossier, caught.value.kind, caught.value.id, caught.value.number) == (
        "klein",
        "question",
        "a",
        1,
    )


def test_a_kind_that_a_newer_app_wrote_is_named(log, save):
    """An app that does not know a kind says so."""
    save("a")
    spoil(log, kind="nieuw")
    with pytest.raises(UnreadableRevisionError, match="dit soort onderdeel kent deze Debatkit niet; werk Debatkit bij"):
        _ = log.since(0)[0].body


def test_others_can_be_read(log, save):
    """One broken revision keeps nobody from the rest, nor from saving it anew."""
    save("a")
    save("b")
    spoil(log, body="kapot")

    assert [each.id for each in log.current("klein")] == ["a", "b"]
    assert log.since(1)[0].body.id == "b"
    assert save("a", "Hersteld?").body.question == "Hersteld?"
    assert [each.body.id for each in log.current("klein")] == ["a", "b"]
