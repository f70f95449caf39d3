"""The log: what it refuses is told, and nothing of it is written."""

from __future__ import annotations

import datetime

import pytest

from debatkit.errors import InvalidChangeError
from debatkit.model import Question
from debatkit.revisions.records import Change, OutdatedError

OUTDATED = [
    # what there is, what the change started from, what it wants
    (1, 0, "Nieuw?"),
    (2, 1, "Nieuw?"),
    (2, 3, "Nieuw?"),
    (0, 1, "Nieuw?"),
    (2, 1, None),
    (2, 0, None),
]


@pytest.mark.parametrize(("there", "based_on", "text"), OUTDATED)
def test_a_change_to_an_outdated_revision_is_refused(log, save, ask, there, based_on, text):
    """The refusal carries theirs and yours, and nothing is written."""
    for number in range(there):
        save(text=f"Versie {number + 1}?", author="Joris")
    yours = Change("klein", "question", "vraag", ask(text=text) if text else None, based_on)

    with pytest.raises(OutdatedError) as caught:
        log.append([yours], "Sanne", "form")

    [conflict] = caught.value.conflicts
    assert conflict.yours == yours
    assert conflict.theirs == log.item("klein", "question", "vraag")
    assert log.last() == there


def test_a_refusal_says_who_was_first(log, save, ask):
    """What a user reads names the item, the other and the versions, and nothing of the texts."""
    save(author="Joris")
    save(text="Geheim?", author="Joris")

    with pytest.raises(OutdatedError) as caught:
        log.append([Change("klein", "question", "vraag", ask(text="Stiekem?"), 1)], "Sanne", "form")

    assert str(caught.value) == (
        "Iemand anders was u voor. Er is niets opgeslagen; vergelijk de versies en sla opnieuw op.\n"
        "- 'vraag' is gewijzigd door Joris (versie 2); u begon bij versie 1"
    )


INVALID = [
    ({"dossier": "Geen Slug"}, "'dossier' mag alleen kleine letters, cijfers en koppeltekens hebben"),
    ({"id": ""}, "'id' mag alleen kleine letters"),
    ({"id": "vraag\x00"}, "'id' mag alleen kleine letters"),
    ({"kind": "gerucht"}, "het soort 'gerucht' is onbekend"),
    ({"based_on": -1}, "'based_on' moet 0 of hoger zijn"),
    ({"id": "ander"}, "in 'ander': het id is hier 'vraag'; een id verandert niet"),
    ({"kind": "position"}, "dit is een Question; bij 'position' hoort een Position"),
    ({"body": {"id": "vraag", "number": 1}}, "'question' ontbreekt"),
    ({"body": {"id": "vraag", "number": 1, "question": "Hoe?", "vraagje": 1}}, "onbekende sleutel 'vraagje'"),
    ({"body": Question.model_construct(id="vraag", number="een", question="")}, "'number' moet een geheel getal zijn"),
]


@pytest.mark.parametrize(("wrong", "message"), INVALID)
def test_a_change_that_can_never_be_is_refused(log, ask, wrong, message):
    """What is not valid is told in Dutch, and nothing is written."""
    parts = {"dossier": "klein", "kind": "question", "id": "vraag", "body": ask(), "based_on": 0} | wrong
    with pytest.raises(InvalidChangeError) as caught:
        log.append([Change(**parts), Change("klein", "question", "goed", ask("goed"), 0)], "Sanne", "form")

    assert message in str(caught.value)
    assert log.last() == 0


# Signs that one of the databases, or the way there, cannot hold.
UNHOLDABLE = ["\x00", "een\x00twee", "\\\x00", "\ud800", "\udfff", "a\ud83d"]


@pytest.mark.parametrize("text", UNHOLDABLE, ids=ascii)
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("source", lambda text: {"id": "x", "title": "Bron", "verified": "nota", "text": text}),
        ("source", lambda text: {"id": "x", "title": f"Bron{text}", "verified": "nota"}),
        ("source", lambda text: {"id": "x", "title": "Bron", "verified": "nota", f"sleutel{text}": 1}),
    ],
    ids=["free text", "model's text", "key"],
)
def test_signs_that_cannot_be_held_are_refused(log, kind, body, text):
    """NUL and half signs are refused by both databases alike, with a message that can be shown."""
    with pytest.raises(InvalidChangeError) as caught:
        log.append([Change("klein", kind, "x", body(text), 0)], "Sanne", "form")

    assert str(caught.value).encode("utf-8")
    assert log.last() == 0


SIGNATURES = [
    ({"author": ""}, "'author' is leeg"),
    ({"author": "  "}, "'author' is leeg"),
    ({"author": "Sanne\x00"}, "stuurteken"),
    ({"author": "\ud800"}, "'author' bevat een half teken"),
    ({"author": "x" * 201}, "'author' is te lang: meer dan 200 tekens"),
    ({"origin": "Uit de lucht"}, "'origin' mag alleen kleine letters"),
    ({"time": datetime.datetime(2024, 3, 12)}, "'time' moet een tijdzone noemen"),
]


@pytest.mark.parametrize(("wrong", "message"), SIGNATURES)
def test_a_change_without_a_good_signature_is_refused(log, ask, wrong, message):
    """Who, whence and when are part of the log, and are looked at like the rest."""
    change = Change("klein", "question", "vraag", ask(), 0)
    with pytest.raises(InvalidChangeError) as caught:
        log.append([change], **{"author": "Sanne", "origin": "form", **wrong})

    assert message in str(caught.value)


def test_one_item_cannot_be_changed_twice_at_once(log, ask):
    """Which of the two would be meant is not for the log to guess."""
    changes = [Change("klein", "question", "vraag", ask(text=text), 0) for text in ("Een?", "Twee?")]
    with pytest.raises(InvalidChangeError, match="in 'vraag': staat twee keer in deze wijziging"):
        log.append(changes, "Sanne", "form")


def test_all_that_is_wrong_is_told_at_once(log):
    """Someone who imports a file mends it once."""
    changes = [Change("klein", "question", name, {"id": name}, 0) for name in ("a", "b")]
    with pytest.raises(InvalidChangeError) as caught:
        log.append(changes, "Sanne", "form")

    assert {(each.id, each.path) for each in caught.value.refusals} == {
        (name, (field,)) for name in ("a", "b") for field in ("number", "question")
    }
