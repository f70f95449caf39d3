"""Schema: the tables are made and changed when a log is opened, once, whole, and never backwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from debatkit.errors import LogUnavailableError, LogVersionError
from debatkit.revisions import schema
from debatkit.revisions.database import connect
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change
from debatkit.revisions.tables import SCHEMA, VERSION_TABLE, metadata

ROOT = Path(__file__).resolve().parent.parent.parent
STEP = f"""
import sqlalchemy as sa
from alembic import op
revision = "9000"
down_revision = "{SCHEMA}"
def upgrade():
    op.create_table("extra", sa.Column("x", sa.Text))
    op.execute("STATEMENT")
"""


def tables(url):
    database = connect(url)
    with database.reading() as connection:
        found = set(sa.inspect(connection).get_table_names())
    database.engine.dispose()
    return found


def run(url, statement):
    database = connect(url)
    with database.writing() as connection:
        connection.execute(sa.text(statement))
    database.engine.dispose()


def test_the_steps_lead_to_the_tables_that_the_code_knows(url):
    """Migrations and tables.py say the same."""
    Log.open(url).close()
    database = connect(url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        differences = compare_metadata(context, metadata)
    database.engine.dispose()

    assert differences == []


def test_the_last_step_is_the_schema_that_the_code_is_written_for():
    """Who adds a step raises SCHEMA."""
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA


def test_a_log_that_is_up_to_date_opens_without_alembic(url):
    """Every start but the first is quick."""
    Log.open(url).close()
    program = (
        "import os, sys; from debatkit.revisions.log import Log; Log.open(os.environ['U']).close(); "
        "print('alembic' in sys.modules)"
    )
    environment = {**os.environ, "U": url}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)

    assert done.stdout.strip() == "False"


def test_a_newer_log_is_refused(url, ask):
    """An app that is older than the log leaves it as it is, and says what to do."""
    with Log.open(url) as log:
        log.append([Change("klein", "question", "vraag", ask(), 0)], "Sanne", "form")
    run(url, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(LogVersionError) as caught:
        Log.open(url)
    run(url, f"UPDATE {VERSION_TABLE} SET version_num = '{SCHEMA}'")

    assert f"heeft versie 9999; deze Debatkit kent alleen tot en met {SCHEMA}. Werk Debatkit bij" in str(caught.value)
    with Log.open(url) as log:
        assert log.last() == 1


def test_a_database_with_other_tables_is_refused(url):
    """The log has a database to itself."""
    run(url, "CREATE TABLE adressen (x INTEGER)")
    with pytest.raises(LogVersionError, match=r"tabellen van een ander programma \(adressen\)"):
        Log.open(url)

    assert tables(url) == {"adressen"}


@pytest.fixture
def next_step(tmp_path, monkeypatch):
    """A function that has the code know one more step, which ends with a statement."""

    def added(statement):
        folder = tmp_path / "migrations"
        shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "v9000_extra.py").write_text(STEP.replace("STATEMENT", statement))
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "SCHEMA", "9000")

    return added


def test_an_older_log_is_brought_up_to_date(url, next_step, ask):
    """The steps that are missing are taken, and what was in the log stays."""
    with Log.open(url) as log:
        written = log.append([Change("klein", "question", "vraag", ask(), 0)], "Sanne", "form")
    next_step("INSERT INTO extra VALUES ('x')")
    with Log.open(url) as log:
        assert log.since(0) == written

    assert "extra" in tables(url)


def test_a_step_that_fails_leaves_the_log_as_it_was(url, next_step, monkeypatch):
    """Half a step is no step: the app before it can still work with the log."""
    Log.open(url).close()
    before = tables(url)
    with monkeypatch.context() as later:
        later.setattr(schema, "MIGRATIONS", schema.MIGRATIONS)
        next_step("INSERT INTO nergens VALUES (1)")
        with pytest.raises(LogUnavailableError, match="gaf een onverwachte fout"):
            Log.open(url)
    monkeypatch.undo()

    assert tables(url) == before
    with Log.open(url) as log:
        assert log.last() == 0


def test_threads_that_start_together_find_one_log(url):
    """One makes the tables, the others wait."""
    opened, errors = [], []

    def start():
        try:
            opened.append(Log.open(url))
        except Exception as error:  # told by the test
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for log in opened:
        log.close()

    assert errors == []
    assert [log.last() for log in opened] == [0] * 6
    for log in opened:
        log.close()
