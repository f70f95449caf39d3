"""Command line: the log as one file, made and put back before and after anything else runs."""

from __future__ import annotations

import shutil
import sys

import pytest

from debatkit import cli
from debatkit.access import Viewer
from debatkit.model import Audience
from debatkit.people import LOCAL_USER
from debatkit.settings import Settings
from debatkit.workspace import Workspace

QUESTION = "waarom-geen-raad"


@pytest.fixture
def chosen(tmp_path, small, monkeypatch):
    """Settings of a machine with a copy of the small dossier, in force for the command line too."""
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), tmp_path / name)
        monkeypatch.setenv(f"DEBATKIT_{name.upper()}", str(tmp_path / name))
    monkeypatch.setenv("DEBATKIT_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DEBATKIT_DATABASE", raising=False)
    return Settings(tmp_path / "data", tmp_path / "qa", tmp_path / "var")


@pytest.fixture
def run(monkeypatch, capfd):
    """A function that runs a command: its exit status, standard output and standard error."""

    def ran(*arguments):
        monkeypatch.setattr(sys, "argv", ["debatkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capfd.readouterr()
        return caught.value.code, out, err

    return ran


@pytest.fixture
def backup(run, chosen, tmp_path):
    """A backup, made after one edit."""
    edit(chosen, "Wie voert de regie?")
    path = tmp_path / "kopie.debatkit"
    status, out, err = run("backup", path)
    assert (status, out) == (0, "")
    assert err.startswith(f"{path}: ")
    return path


def edit(chosen, text):
    """Change a question in the app."""
    desk = Workspace.of(chosen).desk(None, LOCAL_USER)
    revision = desk.revision("question", QUESTION)
    desk.save([desk.change("question", QUESTION, revision.body.model_copy(update={"question": text}), revision.number)])


def asked(chosen):
    """The wordings that a question had, by the log."""
    return [each.body.question for each in Workspace.of(chosen).desk(None, LOCAL_USER).history("question", QUESTION)]


def test_a_backup_goes_into_a_new_database_before_any_file_is_taken_in(run, chosen, backup):
    """After the database is gone: restore, start, and all of the history is there."""
    before = asked(chosen)
    shutil.rmtree(chosen.var)
    status, _, err = run("restore", backup)

    assert status == 0
    assert "wijzigingen teruggezet" in err
    assert asked(chosen) == before == [before[0], "Wie voert de regie?"]


def test_a_database_in_use_is_replaced_when_asked(run, chosen, backup):
    """Without --replace the refusal names it; with it, where the old one is."""
    edit(chosen, "Wie beslist?")
    status, _, err = run("restore", backup)
    assert (status, len(asked(chosen))) == (1, 3)
    assert "--replace" in err

    status, _, err = run("restore", backup, "--replace")

    [aside] = chosen.var.glob("debatkit-opzij-*.sqlite3")
    assert status == 0
    assert f"Wat er stond, staat in {aside}" in err
    assert len(asked(chosen)) == 2


def test_what_is_put_aside_can_be_used_again(run, chosen, backup, monkeypatch):
    """By naming it in DEBATKIT_DATABASE."""
    edit(chosen, "Wie beslist?")
    run("restore", backup, "--replace")
    [aside] = chosen.var.glob("debatkit-opzij-*.sqlite3")

    assert len(asked(Settings(chosen.data, chosen.qa, chosen.var, f"sqlite:///{aside}"))) == 3


def test_a_process_that_runs_sees_what_was_put_back(run, chosen, backup):
    """Dossier, cards and search are those of the backup, without a new start."""
    running = Workspace.of(chosen)
    edit(chosen, "Wie is de nachtwaker?")
    running.refresh()
    assert running.view(None, Viewer(Audience.INTERNAL)).search("nachtwaker") != ()
    mark = running.change_mark(None)
    run("restore", backup, "--replace")
    running.refresh()
    view = running.view(None, Viewer(Audience.INTERNAL))

    assert running.change_mark(None) != mark
    assert "Wie voert de regie?" in {question.question for question in view.dossier.questions}
    assert [hit for hit in view.search("nachtwaker") if hit.entry.id == QUESTION] == []
    assert QUESTION in {hit.entry.id for hit in view.search("Wie voert de regie?")}


def test_a_backup_is_checked_without_being_put_back(run, chosen, backup):
    """How much, of which dossier, up to when."""
    shutil.rmtree(chosen.var)
    status, out, _ = run("restore", backup, "--check")
    count, name = out.splitlines()[1].split()

    assert (status, name) == (0, "waterkade")
    assert out.startswith(f"{backup}: {count} wijzigingen, tot en met ")
    assert len(Workspace.of(chosen).desk(None, LOCAL_USER).history("question", QUESTION)) == 1


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_folders_have_no_backup(run, tmp_path, command):
    """Whoever names folders means something else."""
    status, _, err = run("--data", tmp_path, command, tmp_path / "kopie")

    assert status == 2
    assert "niet van mappen" in err


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04"])
def test_what_is_no_backup_is_told(run, chosen, tmp_path, content):
    """In a sentence, with status 1; the database stays empty."""
    path = tmp_path / "kopie"
    if content is not None:
        path.write_bytes(content)
    status, _, err = run("restore", path)

    assert status == 1
    assert "Traceback" not in err
    assert str(path) in err or "reservekopie" in err


def test_where_nothing_can_be_written_there_is_no_backup(run, chosen, tmp_path, monkeypatch):
    """The folder is named."""
    (tmp_path / "bestand").write_text("")
    monkeypatch.setenv("DEBATKIT_VAR", str(tmp_path / "bestand"))
    status, _, err = run("backup", tmp_path / "kopie")

    assert status == 2
    assert str(tmp_path / "bestand") in err
