"""Database: what goes wrong with it is told in Dutch, without a password and without a text of a dossier."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from psycopg import sql

from benchmarks.postgres import PASSWORD
from debatkit.errors import LogBusyError, LogUnavailableError, LogVersionError
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, OutdatedError

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "olifantenpaadje"


def message(url, **options):
    """What a user reads when a log cannot be opened; whatever is wrong, it holds no password."""
    with pytest.raises(LogUnavailableError) as caught:
        Log.open(url, **options)
    told = str(caught.value)
    assert PASSWORD not in told
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return told


ADDRESSES = [
    ("", "kan niet worden gelezen. Schrijf DEBATKIT_DATABASE als sqlite:///"),
    ("var/debatkit.sqlite3", "kan niet worden gelezen"),
    (f"postgresql+psycopg://a:{PASSWORD}@server:poort/x", "kan niet worden gelezen"),
    (f"mysql://a:{PASSWORD}@server/x", "Met een database van de soort 'mysql' werkt Debatkit niet."),
    (f"postgresql+asyncpg://a:{PASSWORD}@server/x", "'postgresql+asyncpg'"),
    ("sqlite://", "noemt geen bestand"),
    ("sqlite:///:memory:", "noemt geen bestand"),
    ("sqlite:///file:x?mode=memory&uri=true", "noemt geen bestand"),
]


@pytest.mark.parametrize(("url", "told"), ADDRESSES)
def test_an_address_that_cannot_be_used_is_told(url, told):
    """The message says how an address is written."""
    assert told in message(url)


def test_the_folder_of_a_file_is_made(tmp_path):
    """A first start needs no preparation, and other accounts of the machine cannot look into the folder."""
    with Log.open(f"sqlite:///{tmp_path}/een/var/log.sqlite3") as log:
        assert log.last() == 0
        rights = {each.suffix: each.stat().st_mode & 0o777 for each in (tmp_path / "een" / "var").iterdir()}

    assert (tmp_path / "een" / "var").stat().st_mode & 0o777 == 0o700
    assert rights == {".sqlite3": 0o600, ".sqlite3-wal": 0o600, ".sqlite3-shm": 0o600}


@pytest.mark.parametrize("name", ["log", "met spatie en é", "met%20procent", "met?vraagteken", "met#hek"])
def test_any_name_of_a_file_will_do(tmp_path, name):
    """Whatever a folder is called, the log lands in it."""
    path = tmp_path / name / "log.sqlite3"
    with Log.open(sa.URL.create("sqlite", database=str(path)).render_as_string()) as log:
        assert log.last() == 0

    assert path.exists()


def test_a_file_that_is_no_database_is_told(tmp_path):
    """A file of another sort is left as it is."""
    path = tmp_path / "brief.docx"
    path.write_bytes(b"PK\x03\x04" * 1000)

    assert message(f"sqlite:///{path}").endswith(
        "is geen database van Debatkit. Noem een ander bestand in DEBATKIT_DATABASE."
    )
    assert path.read_bytes() == b"PK\x03\x04" * 1000


def test_a_folder_is_no_database(tmp_path):
    """A folder given by mistake is named."""
    assert f"De database {tmp_path} kan niet worden geopend." in message(f"sqlite:///{tmp_path}")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """A folder below a file cannot be."""
    (tmp_path / "bestand").write_text("")

    assert "kan niet worden gemaakt of beschreven" in message(f"sqlite:///{tmp_path}/bestand/map/log.sqlite3")


def test_a_damaged_file_is_told(tmp_path, ask):
    """Where SQLite finds its pages in disorder, the user is sent to the backup."""
    path = tmp_path / "log.sqlite3"
    with Log.open(f"sqlite:///{path}") as log:
        log.append([Change("klein", "question", f"v{n}", ask(f"v{n}"), 0) for n in range(500)], "Sanne", "file")
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))

    with Log.open(f"sqlite:///{path}") as log, pytest.raises(LogUnavailableError, match="is beschadigd"):
        log.since(0)


def test_a_full_disk_is_told(tmp_path, ask):
    """A save that does not fit is refused whole, and what was there can still be read."""
    with Log.open(f"sqlite:///{tmp_path}/log.sqlite3") as log:
        log.append([Change("klein", "question", "vraag", ask(), 0)], "Sanne", "form")
        sa.event.listen(log._database.engine, "begin", lambda each: each.exec_driver_sql("PRAGMA max_page_count = 1"))
        body = {"id": "bron", "title": "Bron", "verified": "nota", "text": "x" * 1_000_000}
        with pytest.raises(LogUnavailableError, match="de schijf is vol"):
            log.append([Change("klein", "source", "bron", body, 0)], "Sanne", "file")

        assert log.last() == 1


def test_a_log_that_others_keep_is_told(url, ask):
    """A save waits for others as long as it was told to, and is then refused; nothing of it is written."""
    with Log.open(url, patience=0.3) as log, Log.open(url) as other:
        change = Change("klein", "question", "vraag", ask(), 0)
        with other._database.writing() as connection:
            connection.execute(sa.text("UPDATE counter SET last = last"))
            start = time.monotonic()
            with pytest.raises(LogBusyError, match=r"te lang bezet door anderen\. Er is niets opgeslagen"):
                log.append([change], "Sanne", "form")
            assert 0.2 < time.monotonic() - start < 10
            assert log.last() == 0  # readers do not wait

        assert len(log.append([change], "Sanne", "form")) == 1


def test_more_threads_than_connections_wait_for_each_other(log, ask):
    """Fifty sessions that save at once are all served."""

    def work(number):
        log.append([Change("klein", "question", f"v{number}", ask(f"v{number}"), 0)], "Sanne", "form")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert log.last() == 50
    assert {each.id for each in log.current("klein")} == {f"v{number}" for number in range(50)}


@pytest.mark.server
def test_a_server_that_refuses_is_told(server, database):
    """Each thing that can be wrong with an address of a server has a sentence of its own."""
    url = server.url(database)
    port = str(server.port)

    assert f"De database {database} op 127.0.0.1:{port} laat deze gebruiker niet toe." in message(
        f"{url.replace(PASSWORD, 'fout')}"
    )
    assert "laat deze gebruiker niet toe" in message(server.url(database, user="niemand"))
    assert "laat deze gebruiker niet toe" in message(url.replace(f":{PASSWORD}", ""))
    assert "De database nergens op" in message(server.url("nergens"))
    assert "bestaat niet op deze server" in message(server.url("nergens"))
    assert "antwoordt niet" in message(url.replace(port, "1"))
    assert "antwoordt niet" in message(url.replace("127.0.0.1", "nergens.invalid"))
    assert "met een verkeerde optie" in message(f"{url}?connect_timeout=snel&password={PASSWORD}")
    assert "met een verkeerde optie" in message(f"{url}?onzin={PASSWORD}")


@pytest.mark.server
def test_the_short_name_of_the_driver_will_do(server, database):
    """An address as other programs write it is understood."""
    for name in ("postgres", "postgresql"):
        with Log.open(server.url(database).replace("postgresql+psycopg", name)) as log:
            assert log.last() == 0


@pytest.mark.server
def test_a_server_database_must_hold_every_sign(server):
    """A database that cannot hold every letter is refused at the start, not at the first name with an accent."""
    name = server.create("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")

    assert "heeft de tekenset LATIN1; maak er een met UTF8" in message(server.url(name))
    server.drop(name)


@pytest.mark.server
def test_a_user_without_rights_is_told(server, database):
    """Who may not make tables reads who can help."""
    server.run(sql.SQL("CREATE ROLE gast LOGIN PASSWORD {}").format(PASSWORD))

    assert "mag door deze gebruiker niet worden gewijzigd" in message(server.url(database, user="gast"))
    server.run(sql.SQL("DROP ROLE gast"))


@pytest.mark.server
def test_a_line_that_broke_is_laid_again(server, database, ask):
    """After the server ended all connections, as at a restart, reading and saving go on."""
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
    with Log.open(server.url(database)) as log:
        log.append([Change("klein", "question", "vraag", ask(), 0)], "Sanne", "form")
        server.run(sql.SQL(end).format(database))

        assert log.last() == 1
        assert len(log.append([Change("klein", "question", "vraag", ask(text="Nieuw?"), 1)], "Sanne", "form")) == 1


@pytest.mark.server
def test_a_line_that_breaks_at_the_last_moment_leaves_no_certainty(server, database, ask):
    """When the commit gets no answer, the user is told to look, not that nothing was saved."""
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
    change = Change("klein", "question", "vraag", ask(), 0)
    with Log.open(server.url(database)) as log:
        sa.event.listen(log._database.engine, "commit", lambda _: server.run(sql.SQL(end).format(database)), once=True)
        with pytest.raises(LogUnavailableError, match=r"verbrak de verbinding\. .* Het is niet zeker of"):
            log.append([change], "Sanne", "form")

        assert len(log.append([change], "Sanne", "form")) == 1


@pytest.mark.server
def test_a_writer_that_hangs_does_not_hold_the_others_up(server, database, ask):
    """A process that stops in the middle of a save loses its turn after as long as others wait."""
    with Log.open(server.url(database), patience=0.5) as hanging, Log.open(server.url(database)) as log:
        hang = contextlib.ExitStack()
        connection = hang.enter_context(hanging._database.writing())
        connection.execute(sa.text("UPDATE counter SET last = last"))
        written = log.append([Change("klein", "question", "vraag", ask(), 0)], "Sanne", "form")
        with pytest.raises(LogUnavailableError):
            hang.close()

        assert log.since(0) == written


def test_postgresql_without_its_driver_says_what_installs_it():
    """Someone who did not install psycopg gets the line that does."""
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from debatkit.revisions.log import Log\n"
        f"Log.open('postgresql+psycopg://a:{PASSWORD}@localhost/x')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)

    told = "Voor PostgreSQL is psycopg nodig. Installeer het met: pip install -r requirements-postgresql.txt"
    assert done.stderr.splitlines()[-1].endswith(f"LogUnavailableError: {told}")
    assert PASSWORD not in done.stderr


def test_nothing_of_a_text_is_logged(url, caplog, ask):
    """Not a save, not a reading and not an error puts what a dossier says into the log of the machine."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
    told = []
    try:
        with Log.open(url) as log:
            change = Change("klein", "question", "vraag", ask(text=SECRET), 0)
            told += log.append([change], "Sanne", "form"), change, log.since(0), list(log.current("klein"))
            with pytest.raises(OutdatedError) as outdated:
                log.append([Change("klein", "question", "vraag", ask(text=f"{SECRET}!"), 0)], "Sanne", "form")
            told.append(outdated.value)
            with pytest.raises(LogUnavailableError) as broken, log._database.writing() as connection:
                connection.execute(sa.text("INSERT INTO nergens (x) VALUES (:x)"), {"x": SECRET})
            told.append(broken.value)
    finally:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)

    assert "INSERT INTO revisions" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in repr(told) + "".join(map(str, told))


def test_two_programs_do_not_share_a_database(tmp_path):
    """A file of another program is not written into."""
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bladwijzers (x)")
    connection.close()
    with pytest.raises(LogVersionError, match=r"tabellen van een ander programma \(bladwijzers\)"):
        Log.open(f"sqlite:///{path}")
