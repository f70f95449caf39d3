"""Backups: made and put back by a coordinator, and nothing is taken away before there is a copy of it."""

from __future__ import annotations

import datetime

import pytest

from debatkit.editing.backups import Backups, backup_name
from debatkit.editing.desk import Desk
from debatkit.editing.items import ALL_KINDS
from debatkit.errors import BackupError, NotAllowedError
from debatkit.revisions.log import Log

SMALL = "waterkade"
NOW = datetime.datetime(2024, 3, 12, 9, 5, 30)


@pytest.fixture
def backups(ledger, coordinator):
    return Backups(ledger.log, coordinator)


@pytest.fixture
def path(backups, tmp_path):
    """A backup of the small dossier."""
    backups.write(tmp_path / backup_name(NOW))
    return tmp_path / backup_name(NOW)


@pytest.mark.parametrize("name", ["contributor", "reader"])
def test_only_a_coordinator_has_backups(log, request, name):
    """Everything of every dossier is in them."""
    with pytest.raises(NotAllowedError):
        Backups(log, request.getfixturevalue(name))


def test_a_backup_goes_into_an_empty_log(backups, path, tmp_path, coordinator):
    """As it is; nothing had to be put aside."""
    with Log.open(f"sqlite:///{tmp_path}/nieuw.sqlite3", ALL_KINDS) as new:
        done = Backups(new, coordinator).restore(path)

        assert (done.revisions, done.aside) == (backups.revisions, None)
        assert new.since(0) == backups._log.since(0)


def test_what_is_there_is_not_replaced_without_being_asked(backups, path):
    """The refusal says how; nothing changes."""
    before = backups.revisions
    with pytest.raises(BackupError, match="Met --replace komt de reservekopie daarvoor in de plaats"):
        backups.restore(path)

    assert backups.revisions == before


def test_what_is_replaced_is_kept_under_a_name_that_is_told(backups, path, ledger, coordinator):
    """By the time at which it was put aside; a name that is taken is not used again."""
    desk = Desk(ledger, SMALL, coordinator)
    desk.comment("question", "waarom-nu", "Korter graag.")
    first = backups.restore(path, replace=True, now=NOW)
    second = backups.restore(path, replace=True, now=NOW)
    file = backups.place.file

    assert first.aside == file.with_name(f"{file.stem}-opzij-20240312-090530.sqlite3")
    assert second.aside == file.with_name(f"{file.stem}-opzij-20240312-090530-2.sqlite3")
    ledger.refresh()
    assert Desk(ledger, SMALL, coordinator).comments() == ()
    with Log.open(f"sqlite:///{first.aside}", ALL_KINDS) as old:
        assert [each.kind for each in old.feed(SMALL, limit=1)] == ["comment"]


def test_the_contents_are_told_without_putting_anything_back(backups, path):
    """How much, of which dossier, up to when."""
    before = backups.revisions
    found = backups.contents(path)

    assert (found.revisions, list(found.dossiers)) == (before, [SMALL])
    assert found.until is not None
    assert backups.revisions == before


def test_a_file_that_is_not_there_is_named(backups, tmp_path):
    """Before anything else is said."""
    with pytest.raises(BackupError, match=r"nergens is er niet"):
        backups.restore(tmp_path / "nergens")
