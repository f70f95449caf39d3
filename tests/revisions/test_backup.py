"""Backup: the log as one file comes back as it was, or not at all."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import os

import pytest

from debatkit.errors import BackupError
from debatkit.revisions import backup as backups
from debatkit.revisions.kinds import KINDS
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change

TIME = datetime.datetime(2024, 3, 12, 9, 5, tzinfo=datetime.UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "log.debatkit"


def fill(log, ask):
    """Edits, a deletion, another dossier, and signs of every sort."""
    hostile = 'Wat is "\\u0000", \\x00 of 😀?\u2028'
    log.append([Change("klein", "question", "a", ask("a", hostile), 0)], "Zoë “Z” Ç", "import", TIME)
    source = {"id": "b", "title": "Bron", "verified": "nota", "text": "\x01\n\t\r\\"}
    log.append([Change("klein", "source", "b", source, 0)], "Sanne", "file")
    for dossier, name, body, based_on in (
        ("klein", "a", ask("a", "Anders?"), 1),
        ("klein", "c", ask("c"), 0),
        ("klein", "c", None, 1),
        ("groot", "a", ask("a"), 0),
    ):
        log.append([Change(dossier, "question", name, body, based_on)], "Sanne", "form")


@pytest.fixture
def filled(log, ask):
    """A log with everything in it that a log can have."""
    fill(log, ask)
    return log


@pytest.fixture(scope="module")
def good(tmp_path_factory, ask):
    """A good backup, as a file."""
    folder = tmp_path_factory.mktemp("good")
    with Log.open(f"sqlite:///{folder}/log.sqlite3") as made:
        fill(made, ask)
        made.backup(folder / "log.debatkit")
    return folder / "log.debatkit"


def lines(path):
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines(keepends=True)


def write(path, changed, sign=True):
    """Write lines as a backup; with a checksum that is right unless told otherwise."""
    if sign:
        head = "".join(changed[:-1]).encode("utf-8", "surrogatepass")
        changed = [*changed[:-1], json.dumps(
            {"revisions": len(changed) - 2, "sha256": hashlib.sha256(head).hexdigest()}, separators=(",", ":")
        ) + "\n"]  # fmt: skip
    path.write_bytes(gzip.compress("".join(changed).encode("utf-8", "surrogatepass")))


def test_the_log_comes_back_as_it_was(filled, path, other_url):
    """Numbers, times, authors, deletions and every sign are the same, also from one kind of database to the other."""
    count = filled.backup(path)
    with Log.open(other_url) as other:
        assert other.restore(path) == count == filled.last()
        assert other.since(0) == filled.since(0)
        assert other.dossiers() == filled.dossiers() == ("groot", "klein")
        for dossier in filled.dossiers():
            assert list(other.current(dossier)) == list(filled.current(dossier))


def test_a_backup_of_what_was_restored_is_the_same_file(filled, path, tmp_path, other_url):
    """The same history gives the same bytes, whichever database it came from."""
    filled.backup(path)
    with Log.open(other_url) as other:
        other.restore(path)
        other.backup(tmp_path / "again")

    assert (tmp_path / "again").read_bytes() == path.read_bytes()


def test_work_goes_on_after_a_restore(filled, path, other_url, ask):
    """The next save follows the last restored one, and outdated ones are told."""
    filled.backup(path)
    with Log.open(other_url) as other:
        other.restore(path)
        [written] = other.append([Change("klein", "question", "a", ask("a", "Verder?"), 2)], "Sanne", "form")

        assert (written.sequence, written.number) == (filled.last() + 1, 3)
        assert [each.id for each in other.current("klein")] == ["a", "b"]


def test_an_empty_log_has_a_backup(log, path, other_url):
    """Nothing comes back as nothing."""
    assert log.backup(path) == 0
    with Log.open(other_url) as other:
        assert other.restore(path) == 0
        assert other.last() == 0


def test_a_backup_is_for_its_owner_alone(filled, path):
    """Internal texts do not become readable for other accounts of the machine."""
    filled.backup(path)

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_backup_takes_the_place_of_an_older_one_when_complete(filled, path, monkeypatch):
    """A backup that fails leaves the one before, and nothing else."""
    path.write_text("de vorige")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupError, match="kan niet worden geschreven"):
        filled.backup(path)

    assert path.read_text() == "de vorige"
    assert [each.name for each in path.parent.glob("*debatkit*")] == [path.name]


def test_a_backup_to_nowhere_is_told(filled, tmp_path):
    """A folder that is not there is named."""
    with pytest.raises(BackupError, match=r"nergens/log kan niet worden geschreven: .* Kies een andere plaats"):
        filled.backup(tmp_path / "nergens" / "log")


def test_only_an_empty_log_takes_a_backup(filled, path):
    """A restore never mixes two histories."""
    filled.backup(path)
    before = filled.since(0)
    with pytest.raises(BackupError, match="alleen in een leeg logboek"):
        filled.restore(path)

    assert filled.since(0) == before


def change_line(place, **fields):
    def changed(text):
        line = json.loads(text[place]) | fields
        return [*text[:place], json.dumps({k: v for k, v in line.items() if v != "weg"}) + "\n", *text[place + 1 :]]

    return changed


BODY = '{"id":"a","number":1,"question":"Hoe?"}'
SOURCE = '{"id":"b","title":"B","verified":"nota","text":"\\u%s"}'
# What is done to the lines of a good backup, before its checksum is made to fit, and what is said of it.
FORGED = [
    ("no head", lambda text: text[1:], "Regel 1 van de reservekopie is ongeldig"),
    ("another format", change_line(0, format="iets-anders"), "Regel 1"),
    ("a newer format", change_line(0, version=2), "gemaakt met een nieuwere Debatkit"),
    ("a newer schema", change_line(0, schema="9999"), "gemaakt met een nieuwere Debatkit"),
    ("no JSON", lambda text: [text[0], "geen json\n", *text[1:]], "Regel 2"),
    ("a list", lambda text: [text[0], "[]\n", *text[1:]], "Regel 2"),
    ("nested deeply", lambda text: [text[0], "[" * 100_000 + "\n", *text[1:]], "Regel 2"),
    ("a line too few", lambda text: [text[0], *text[2:]], "Regel 2 van de reservekopie staat niet op zijn plaats"),
    ("a line twice", lambda text: [*text[:2], *text[1:]], "Regel 3 van de reservekopie staat niet op zijn plaats"),
    ("two lines changed places", lambda text: [text[0], text[2], text[1], *text[3:]], "Regel 2"),
    ("a number too high", change_line(1, number=2), "Regel 2 van de reservekopie staat niet op zijn plaats"),
    ("an unknown key", change_line(1, extra=1), "Regel 2"),
    ("no author", change_line(1, author="weg"), "Regel 2"),
    ("an author with NUL", change_line(1, author="a\x00b"), "Regel 2"),
    ("half a sign", change_line(1, author="\ud800"), "Regel 2"),
    ("a sequence of words", change_line(1, sequence="1"), "Regel 2"),
    ("an endless sequence", change_line(1, sequence=10**400), "Regel 2"),
    ("a time that is none", change_line(1, time="2024-02-31T00:00:00.000000Z"), "heeft een tijd die niet bestaat"),
    ("a time elsewhere", change_line(1, time="2024-02-01T00:00:00.000000+01:00"), "Regel 2"),
    ("a kind that is none", change_line(1, kind="gerucht"), "dit soort onderdeel kent deze Debatkit niet"),
    ("a kind that is another", change_line(1, kind="position"), "Regel 2 van de reservekopie is ongeldig"),
    ("a body that is none", change_line(1, body="{}"), "Regel 2 van de reservekopie is ongeldig"),
    ("a body that is an object", change_line(1, body={"id": "a"}), "Regel 2"),
    ("a body of another item", change_line(1, body=BODY.replace('"a"', '"z"')), "heeft een ander id dan zijn inhoud"),
    ("a NUL in a body", change_line(2, body=SOURCE % "0000"), "U+0000"),
    ("half a sign in a body", change_line(2, body=SOURCE % "d800"), "Regel 3"),
    ("something after the end", lambda text: [*text, text[-1]], ""),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), [row[1:] for row in FORGED], ids=[row[0] for row in FORGED])
def test_a_forged_backup_leaves_nothing(log, good, path, change, message):
    """A file with a right checksum and a wrong line is refused in Dutch, and the log stays empty."""
    write(path, change(lines(good)))
    with pytest.raises(BackupError) as caught:
        log.restore(path)

    assert message in str(caught.value)
    assert str(caught.value).encode("utf-8")
    assert (log.last(), log.since(0), log.dossiers()) == (0, (), ())


DAMAGED = [
    ("a text changed", lambda text: [line.replace("Anders", "Elders") for line in text], "controlesom klopt niet"),
    ("cut at a line", lambda text: text[:-1], "ontbreekt: de reservekopie is niet heel"),
    ("cut in a line", lambda text: [*text[:-1], text[-1][:20]], "ontbreekt: de reservekopie is niet heel"),
    ("only its head", lambda text: text[:1], "ontbreekt: de reservekopie is niet heel"),
    ("nothing", lambda _: [], "ontbreekt: de reservekopie is niet heel"),
    ("something after the end", lambda text: [*text, "meer"], "moet de laatste zijn, maar er staat meer"),
    ("a wrong count", lambda text: [*text[:-1], text[-1].replace('s":6', 's":5')], "controlesom klopt niet"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), [row[1:] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_a_damaged_backup_leaves_nothing(log, good, path, change, message):
    """What was changed or lost on the way is noticed."""
    write(path, change(lines(good)), sign=False)
    with pytest.raises(BackupError) as caught:
        log.restore(path)

    assert message in str(caught.value)
    assert log.last() == 0


def test_a_packed_file_that_is_damaged_is_refused(good, path, tmp_path):
    """A backup cut or changed at any place is refused, with a message."""
    whole = good.read_bytes()
    broken = [whole[:end] for end in range(0, len(whole), 37)]
    broken += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(10, len(whole), 41)]
    with Log.open(f"sqlite:///{tmp_path}/other.sqlite3") as other:
        for each in broken:
            path.write_bytes(each)
            with pytest.raises(BackupError):
                other.restore(path)

        assert other.last() == 0


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"PK\x03\x04", b"\x1f\x8b", b"\x00" * 1000])
def test_a_file_of_another_sort_is_refused(log, path, content):
    """Something else, given by mistake, is told from a backup."""
    path.write_bytes(content)
    with pytest.raises(BackupError):
        log.restore(path)


def test_a_file_that_is_not_there_is_named(log, tmp_path):
    """The name that was typed is in the message."""
    with pytest.raises(BackupError, match="nergens"):
        log.restore(tmp_path / "nergens")


def test_a_small_file_that_unpacks_without_end_is_refused(path, monkeypatch):
    """Neither a line nor the whole may be larger than any backup needs."""
    monkeypatch.setattr(backups, "LONGEST_LINE", 2**20)
    path.write_bytes(gzip.compress(b" " * 2**24))
    assert path.stat().st_size < 2**15

    with pytest.raises(BackupError, match="Regel 1 van de reservekopie is te lang"):
        list(backups.read(path, KINDS))


def test_the_whole_has_a_limit_too(good, monkeypatch):
    """Good lines without end would fill the disk."""
    monkeypatch.setattr(backups, "MOST_BYTES", 1000)

    with pytest.raises(BackupError, match="is te lang"):
        list(backups.read(good, KINDS))


def test_the_longest_text_of_a_source_fits(path, tmp_path):
    """What the log takes, a backup takes: also ten million signs that each take the most room."""
    body = {"id": "b", "title": "Bron", "verified": "nota", "text": "\x01" * 10_000_000}
    with Log.open(f"sqlite:///{tmp_path}/one.sqlite3") as one, Log.open(f"sqlite:///{tmp_path}/two.sqlite3") as two:
        one.append([Change("klein", "source", "b", body, 0)], "Sanne", "file")
        one.backup(path)
        two.restore(path)

        assert two.item("klein", "source", "b") == one.item("klein", "source", "b")


def test_a_backup_is_read_some_at_a_time(good, monkeypatch):
    """However long the log is, only a part of it is held."""
    monkeypatch.setattr(backups, "BATCH", 0)

    assert [len(batch) for batch in backups.read(good, KINDS)] == [1] * 6
