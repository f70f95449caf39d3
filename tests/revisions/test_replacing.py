"""Replacing: a backup takes the place of a whole log, which is put aside; nobody goes on with what is gone."""

from __future__ import annotations

import datetime
import threading
import time

import pytest

from debatkit.errors import BackupError, LogUnavailableError, OvertakenError
from debatkit.revisions import backup as backups
from debatkit.revisions.kinds import KINDS
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change

TIME = datetime.datetime(2024, 3, 12, 9, 5, tzinfo=datetime.UTC)


@pytest.fixture
def url(tmp_path):
    """The address of a database of SQLite: on a server a backup gets a database of its own."""
    return f"sqlite:///{tmp_path}/var/log.sqlite3"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "log.debatkit"


@pytest.fixture
def aside(tmp_path):
    return tmp_path / "opzij.sqlite3"


@pytest.fixture
def kept(log, save, path):
    """A backup of three revisions, of a log that has gone on by two since."""
    save("a", "Een?")
    save("a", "Twee?")
    save("b", "Drie?", dossier="groot")
    log.backup(path)
    save("a", "Vier?")
    save("c", "Vijf?")
    return path


def test_a_backup_says_what_is_in_it(kept):
    """How much, of which dossiers, up to when: what someone must know before it is put back."""
    found = backups.contents(kept, KINDS)

    assert (found.revisions, found.dossiers) == (3, {"groot": 1, "klein": 2})
    assert datetime.datetime.now(datetime.UTC) - found.until < datetime.timedelta(minutes=1)


def test_an_empty_backup_has_no_time(log, path):
    """There is nothing to say, and that is no error."""
    log.backup(path)

    assert backups.contents(path, KINDS) == backups.BackupContents(0, {}, None)


def test_what_is_no_backup_has_no_contents(path):
    """It is refused before anything is done with it."""
    path.write_bytes(b"PK\x03\x04")

    with pytest.raises(BackupError):
        backups.contents(path, KINDS)


def test_a_backup_takes_the_place_of_the_log(log, kept, aside, save):
    """After it the log is what it was at the backup, and work goes on from there."""
    assert log.replace(kept, aside) == 3

    assert [each.text for each in log.since(0)] == [
        '{"id":"a","number":1,"question":"Een?"}',
        '{"id":"a","number":1,"question":"Twee?"}',
        '{"id":"b","number":1,"question":"Drie?"}',
    ]
    assert [each.id for each in log.current("klein")] == ["a"]
    assert (save("a", "Anders?").number, log.last()) == (3, 4)


def test_what_was_there_is_put_aside_whole(log, kept, aside):
    """The copy is a database that can be opened, with everything in it; for its owner alone."""
    log.private_texts("anna", "klein").put("concept", "Nog niet af.")
    before = log.since(0)
    log.replace(kept, aside)

    with Log.open(f"sqlite:///{aside}") as old:
        assert old.since(0) == before
        assert old.private_texts("anna", "klein").get("concept").text == "Nog niet af."
    assert aside.stat().st_mode & 0o777 == 0o600


def test_unsaved_work_stays(log, kept, aside):
    """What people keep for themselves is no history, and does not go with it."""
    log.private_texts("anna", "klein").put("concept", "Nog niet af.")
    log.replace(kept, aside)

    assert log.private_texts("anna", "klein").get("concept").text == "Nog niet af."


def test_a_bad_backup_changes_nothing(log, kept, aside):
    """Not even when only its last line is wrong; no copy is left either."""
    before, mark = log.since(0), log.mark()
    kept.write_bytes(kept.read_bytes()[:-20])
    with pytest.raises(BackupError):
        log.replace(kept, aside)

    assert log.since(0) == before
    assert log.mark() == mark
    assert not aside.exists()


def test_a_copy_that_cannot_be_made_stops_it(log, kept, tmp_path):
    """What was there is never taken away before it is safe, nor is another file overwritten."""
    before = log.since(0)
    for name in ("nergens/opzij.sqlite3", kept.name):
        with pytest.raises(LogUnavailableError, match="kan niet worden gemaakt"):
            log.replace(kept, tmp_path / name)

    assert log.since(0) == before
    assert backups.contents(kept, KINDS).revisions == 3


def test_everyone_sees_that_it_is_another_log(log, url, kept, aside):
    """Also when it has as many revisions as before: the edition differs, in every process and after a new start."""
    with Log.open(url) as other:
        before = other.mark()
        log.replace(kept, aside)
        again = aside.with_name("weer.sqlite3")
        log.replace(kept, again)

        assert other.mark().edition == log.mark().edition == before.edition + 2
    with Log.open(url) as later:
        assert later.mark() == (3, before.edition + 2)


def test_a_change_that_was_judged_on_the_old_log_is_refused(log, kept, aside, ask):
    """Even when its numbers would fit the new one by chance."""
    last, edition = log.mark()
    log.replace(kept, aside)
    with pytest.raises(OvertakenError):
        log.append([Change("klein", "question", "a", ask("a", "Zes?"), 2)], "Sanne", "form", TIME, last, edition)

    assert log.last() == 3


def test_a_writer_who_waits_for_a_restore_does_not_write_into_what_went(log, url, kept, aside, ask, monkeypatch):
    """A save that stood in line while the log was replaced is refused to its writer, and lost to nobody."""
    ready, started, outcome = threading.Event(), threading.Event(), []
    read = backups.read

    def slowly(*given):
        started.set()
        time.sleep(0.5)  # in which the other comes to stand in line
        yield from read(*given)

    def write():
        with Log.open(url) as other:
            last, edition = other.mark()
            ready.set()
            started.wait(10)
            try:
                other.append(
                    [Change("klein", "question", "a", ask("a", "Te laat?"), 3)], "Bo", "form", None, last, edition
                )
            except OvertakenError as error:
                outcome.append(error)

    monkeypatch.setattr(backups, "read", slowly)
    writer = threading.Thread(target=write)
    writer.start()
    ready.wait(10)
    log.replace(kept, aside)
    writer.join(20)

    assert len(outcome) == 1
    assert log.last() == 3


def test_the_place_of_a_log_is_told_without_a_password(log, tmp_path):
    """A file by its path."""
    file = tmp_path / "var" / "log.sqlite3"

    assert log.place == (str(file), file)


@pytest.mark.server
def test_on_a_server_a_backup_gets_a_database_of_its_own(server, database, path, aside):
    """The refusal says how; the place names server and database, and no user or password."""
    with Log.open(server.url(database)) as log:
        log.backup(path)
        with pytest.raises(BackupError, match="Maak een lege database"):
            log.replace(path, aside)

        assert log.place.file is None
        assert log.place.name.startswith(f"{database} op ")
        assert "@" not in log.place.name
        assert log.mark() == (0, 0)
    assert not aside.exists()
