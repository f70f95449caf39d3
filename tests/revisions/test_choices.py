"""Choices: how often a search led to an item, on both databases."""

from __future__ import annotations

import threading

from debatkit.revisions.choices import Choice


def test_each_choice_counts_one_more(log):
    """Per query, item and view."""
    choices = log.choices("klein")
    for item in ("question:a", "card:b", "question:a"):
        choices.count("public", "wie betaalt", item)
    choices.count("internal", "wie betaalt", "card:b")

    assert choices.of("public", "wie betaalt") == (
        Choice("public", "wie betaalt", "question:a", 2),
        Choice("public", "wie betaalt", "card:b", 1),
    )
    assert choices.of("public", "iets anders") == ()
    assert len(choices.all()) == 3
    assert log.choices("groot").all() == ()


def test_all_who_choose_at_once_are_counted(log):
    """None is lost, the first one neither."""
    choices = log.choices("klein")
    people = [threading.Thread(target=choices.count, args=("public", "woord", "card:a")) for _ in range(8)]
    for each in people:
        each.start()
    for each in people:
        each.join()

    assert choices.of("public", "woord")[0].count == 8


def test_what_is_forgotten_is_gone(log):
    """In that dossier alone; and it is no revision, so it is in no feed and no backup."""
    for name in ("klein", "groot"):
        log.choices(name).count("public", "woord", "card:a")
    log.choices("klein").forget("public", "woord")

    assert log.choices("klein").all() == ()
    assert len(log.choices("groot").all()) == 1
    assert log.last() == 0
