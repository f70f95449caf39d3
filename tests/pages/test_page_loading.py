"""Loading: who comes while the dossiers are read sees how far that is, and then the page."""

from __future__ import annotations

import pytest

from debatkit import Settings, Workspace
from debatkit.errors import LogUnavailableError
from pages.shared import waiting
from pages.shared.loading import Loading


def test_the_log_tells_how_far_its_reading_is(small, tmp_path, monkeypatch):
    """From 0 to 1, where there is much to read."""
    monkeypatch.setattr("debatkit.editing.ledger.STEP", 5)
    settings = Settings(small.data, small.qa, tmp_path / "var")
    Workspace.of(settings)
    told = []
    Workspace.of(settings, told.append)

    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= 1


def test_every_visitor_gets_the_workspace_that_one_of_them_had_read(small, tmp_path):
    """Waited for, with a bar where it takes long."""
    loading = Loading(Settings(small.data, small.qa, tmp_path / "var"))
    told = []
    loading.follow(told.append)

    assert loading.done
    assert all(0 <= each <= 1 for each in told)
    assert loading.result() is loading.result()
    assert list(loading.result().dossiers) == ["waterkade"]


def test_a_database_that_cannot_be_reached_is_told_to_who_waits(small, tmp_path):
    """The error of the thread is theirs."""
    loading = Loading(Settings(small.data, small.qa, tmp_path / "var", database="sqlite:///"))

    with pytest.raises(LogUnavailableError):
        loading.result()


def test_a_bar_shows_only_once_it_takes_long(monkeypatch):
    """What is done in a second flashes nothing on the screen."""
    shown = []

    class Place:
        def progress(self, share, words):
            shown.append((share, words))

        def empty(self):
            shown.append("gone")

    monkeypatch.setattr(waiting.st, "empty", Place)
    waiting.on(lambda told: told(0.5), "Even lezen")
    monkeypatch.setattr(waiting, "PATIENCE", -1.0)
    waiting.on(lambda told: told(0.25), "Even lezen")

    assert shown == [(0.25, "Even lezen: 25%"), "gone"]
