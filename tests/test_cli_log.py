"""Command line on the log: history, export and import, as the user who is named, and never past the gate."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
import yaml

from debatkit import cli

QUESTION = "waarom-geen-raad"
PEOPLE = [
    {"id": "bo@min.nl", "role": "contributor", "ministries": ["OEV"]},
    {"id": "cas@min.nl", "role": "reader"},
]
REGISTER = "qa/waterkade/veiligheid.yaml"  # its first questions are of OEV and of BRU


@pytest.fixture
def run(small, monkeypatch, capfd, tmp_path, database):
    """A function that runs a command on a log with the small dossier: its exit status, output and errors."""
    people = tmp_path / "personen.yaml"
    people.write_text(yaml.safe_dump(PEOPLE), encoding="utf-8")
    monkeypatch.setenv("DEBATKIT_DATA", str(small.data))
    monkeypatch.setenv("DEBATKIT_QA", str(small.qa))
    monkeypatch.setenv("DEBATKIT_DATABASE", database(tmp_path, small.data, small.qa))
    monkeypatch.setenv("DEBATKIT_PEOPLE", str(people))
    monkeypatch.chdir(tmp_path)

    def running(*arguments):
        monkeypatch.setattr("sys.argv", ["debatkit", *arguments])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capfd.readouterr()
        return caught.value.code, out, err

    return running


def exported(run, tmp_path):
    """The folder of an export."""
    assert run("export", "--dossier", "waterkade", "--out", "uit")[0] == 0
    return tmp_path / "uit"


def test_export_writes_the_files_byte_for_byte(run, small, tmp_path):
    """And importing them proposes nothing."""
    folder = exported(run, tmp_path)

    for name in ("data/waterkade", "qa/waterkade"):
        for path in (small.root / name).rglob("*.yaml"):
            assert (folder / path.relative_to(small.root)).read_bytes() == path.read_bytes()
    assert run("import", "uit", "--dossier", "waterkade")[2].startswith("0 wijzigingen")


def test_an_import_shows_before_it_applies(run, tmp_path):
    """In words; only with --apply is it in the history."""
    path = exported(run, tmp_path) / "qa/waterkade/samenwerking.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("waterkaderaad", "kaderaad", 1), encoding="utf-8")

    status, out, err = run("import", "uit", "--dossier", "waterkade")
    assert (status, "[-waterkaderaad-]{+kaderaad+}" in out, "niet doorgevoerd" in err) == (0, True, True)
    assert len(json.loads(run("history", QUESTION, "--dossier", "waterkade", "--json")[1])) == 1

    run("import", "uit", "--dossier", "waterkade", "--apply")
    rows = json.loads(run("history", QUESTION, "--dossier", "waterkade", "--json")[1])
    assert [(row["number"], row["origin"]) for row in rows] == [(1, "files"), (2, "import")]
    assert "[-waterkaderaad-]" in run("history", QUESTION, "--dossier", "waterkade")[1]


def test_a_named_user_has_their_own_rights(run, tmp_path):
    """A contributor changes what is theirs, and another's not, by import either."""
    folder = exported(run, tmp_path)
    path = folder / "qa/waterkade/samenwerking.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("waterkaderaad", "kaderaad", 1), encoding="utf-8")
    assert run("--user", "bo@min.nl", "import", "uit", "--dossier", "waterkade", "--apply")[0] == 0

    path = folder / REGISTER
    questions = yaml.safe_load(path.read_text(encoding="utf-8"))
    for question in questions:
        question["question"] = "Anders?"
    path.write_text(yaml.safe_dump(questions), encoding="utf-8")
    status, _, err = run("--user", "bo@min.nl", "import", "uit", "--dossier", "waterkade", "--apply")

    assert (status, "Dit onderdeel is van BRU" in err) == (1, True)
    row = json.loads(run("history", QUESTION, "--dossier", "waterkade", "--json")[1])[-1]
    assert row["author"] == "bo@min.nl"


@pytest.mark.parametrize(
    "arguments",
    [
        ["history", QUESTION, "--dossier", "waterkade"],
        ["export", "--dossier", "waterkade", "--out", "uit"],
        ["cards", "--audience", "internal"],
        ["search", "ramp", "--audience", "internal"],
        ["sheet", "--audience", "internal", "--out", "uit.html"],
        ["check"],
        ["check", "--dossier", "waterkade", "--json"],
        ["check", "--dossier", "weg"],
        ["import", "uit", "--dossier", "waterkade"],
    ],
)
def test_a_reader_gets_nothing_internal(run, tmp_path, arguments):
    """Whatever the command."""
    exported(run, tmp_path)

    status, out, err = run("--user", "cas@min.nl", *arguments)

    assert (status, out) == (1, "")
    assert "interne weergave" in err


def test_only_a_coordinator_makes_a_dossier_by_an_import(run, tmp_path):
    """A contributor's file of a dossier that is not there is refused."""
    folder = exported(run, tmp_path)
    for name in ("data", "qa"):
        (folder / name / "waterkade").rename(folder / name / "ander")
    header = folder / "data/ander/debate.yaml"
    header.write_text(header.read_text(encoding="utf-8").replace("id: waterkade", "id: ander", 1), encoding="utf-8")

    status, out, err = run("--user", "bo@min.nl", "import", "uit", "--dossier", "ander", "--apply")

    assert (status, out) == (1, "")
    assert "Alleen een coördinator" in err


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["history", "weg", "--dossier", "waterkade"], 2, "nooit geweest"),
        (["history", QUESTION, "--dossier", "weg"], 2, "Dossier 'weg' is er niet"),
        (["--user", "dan@min.nl", "cards"], 2, "heeft geen rol"),
        (["--user", "dan@min.nl", "check"], 2, "heeft geen rol"),
        (["--data", "x", "history", QUESTION, "--dossier", "waterkade"], 2, "Laat --data en --qa weg"),
        (["export", "--dossier", "waterkade", "--out", "uit.docx"], 2, ".zip"),
        (["import", "niets.zip", "--dossier", "waterkade"], 2, "niets.zip"),
        (["import", "personen.docx", "--dossier", "waterkade"], 1, "geen Word-bestand"),
    ],
)
def test_wrong_use_is_told(run, arguments, status, told):
    """With the exit status that says so."""
    Path("personen.docx").write_text("geen zip", encoding="utf-8")
    found, _, err = run(*arguments)

    assert found == status
    assert told in err


def edited(path, old, new):
    """A Word file in which somebody changed words."""
    file = docx.Document(path)
    runs = [run for table in file.tables for row in table.rows for each in row.cells[1].paragraphs for run in each.runs]
    [run] = [each for each in runs if old in each.text]
    run.text = run.text.replace(old, new)
    file.save(path)


def test_a_sheet_that_was_edited_in_word_comes_back(run):
    """It is shown, and with --apply it is in the history; the same file once more changes nothing."""
    assert run("sheet", "--out", "blad.docx", "--audience", "internal")[0] == 0
    edited("blad.docx", "Gemeenten en waterschappen beheren", "Gemeenten beheren")

    status, out, err = run("import", "blad.docx", "--dossier", "waterkade")
    assert (status, "[- en waterschappen-]" in out, "1 wijziging, niet doorgevoerd" in err) == (0, True, True)
    assert run("import", "blad.docx", "--dossier", "waterkade", "--apply")[0] == 0
    assert run("import", "blad.docx", "--dossier", "waterkade")[2].startswith("0 wijzigingen")
    rows = json.loads(run("history", QUESTION, "--dossier", "waterkade", "--json")[1])
    assert [(row["number"], row["origin"]) for row in rows] == [(1, "files"), (2, "import")]


def test_what_was_changed_in_both_places_is_told_with_both_texts(run):
    """And the status says that something is left to be done."""
    for name in ("een.docx", "twee.docx"):
        run("sheet", "--out", name, "--audience", "internal")
    edited("een.docx", "Gemeenten en waterschappen beheren", "Gemeenten beheren")
    edited("twee.docx", "Gemeenten en waterschappen beheren", "Waterschappen beheren")
    run("import", "een.docx", "--dossier", "waterkade", "--apply")
    status, _, err = run("import", "twee.docx", "--dossier", "waterkade", "--apply")

    assert status == 1
    assert "niet overgenomen: vraag 3.1, Kernboodschap: gewijzigd in het bestand en intussen ook in de app" in err
    assert "in het bestand: Waterschappen beheren hun kades zelf" in err
    assert "in de app: Gemeenten beheren hun kades zelf" in err
    assert len(json.loads(run("history", QUESTION, "--dossier", "waterkade", "--json")[1])) == 2
