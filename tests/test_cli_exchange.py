"""Command line: a dossier out and in again, on a machine that lost its database, and beside work that went on."""

from __future__ import annotations

import shutil
import sys

import pytest

from debatkit import cli
from debatkit.editing.dossiers import Plan
from debatkit.editing.items import Order
from debatkit.model import Recommendation, Remark, Source, Statement, Status, Theme
from debatkit.people import LOCAL_USER
from debatkit.settings import Settings
from debatkit.workspace import Workspace

SMALL = "waterkade"
APPROVED, QUESTION, OTHER = "waarom-nu", "waarom-geen-raad", "wat-kost-meten"
PLAN = Plan(id="nieuw", title="Nieuw dossier", subject="Kades", committee="Oevers", date="2024-05-14")


class Machine:
    """A machine with a copy of the small dossier: its database, and the command line on it."""

    def __init__(self, root, run):
        self.root, self.run = root, run
        self.settings = Settings(root / "data", root / "qa", root / "var")

    @property
    def workspace(self):
        return Workspace.of(self.settings)

    @property
    def desk(self):
        return self.workspace.desk(SMALL, LOCAL_USER)

    def save(self, *changes):
        """Save each (kind, id, body or fields to change) on what it is now."""
        desk = self.desk
        made = []
        for kind, name, wanted in changes:
            latest = desk.latest(kind, name)
            body = latest.body.model_copy(update=wanted) if isinstance(wanted, dict) else wanted
            made.append(desk.change(kind, name, body, latest.number if latest else 0))
        return desk.save(made)

    def export(self, dossier=SMALL, to="uit"):
        """The bytes of every file of an export, by its place."""
        assert self.run("export", "--dossier", dossier, "--out", self.root / to)[0] == 0
        folder = self.root / to
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def import_(self, *options, dossier=SMALL, file="uit"):
        return self.run("import", self.root / file, "--dossier", dossier, *options)

    def lose_the_database(self):
        shutil.rmtree(self.root / "var")


@pytest.fixture
def machine(tmp_path, small, monkeypatch, capfd):
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), tmp_path / name)
        monkeypatch.setenv(f"DEBATKIT_{name.upper()}", str(tmp_path / name))
    monkeypatch.setenv("DEBATKIT_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DEBATKIT_DATABASE", raising=False)

    def ran(*arguments):
        monkeypatch.setattr(sys, "argv", ["debatkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capfd.readouterr()
        return caught.value.code, out, err

    return Machine(tmp_path, ran)


@pytest.fixture
def edited(machine):
    """The small dossier after every kind of change: added, changed, withdrawn, settled, put in another order."""
    dossier = machine.desk.dossier
    question = dossier.questions[0].model_copy(update={"id": "erbij", "number": 7, "recommendations": ()})
    recommendation = Recommendation(id="laatste", number=90, text="Doe het.", wording="description", theme="erna")
    source = Source(id="aanvulling", title="Aanvulling", verified="official", text="Regel een.\n\nRegel twee: ja.\n")
    remark = Remark(id="opmerking-erbij", ministry="OEV", request=Statement(text="Korter."))
    machine.save(("theme", "erna", Theme(id="erna", title="Wat erna komt")), ("source", source.id, source))
    machine.save(("recommendation", recommendation.id, recommendation), ("remark", remark.id, remark))
    machine.save(("question", question.id, question), ("question", "interne-vraag", None))
    machine.save(("question", APPROVED, {"question": "Waarom juist nu?"}))
    machine.save(("question", APPROVED, {"status": Status.APPROVED}))
    machine.save(("debate", SMALL, {"title": "Een andere titel"}))
    for kind, several in (("question", machine.desk.dossier.questions), ("source", dossier.sources)):
        machine.save(("order", kind, Order(ids=tuple(reversed([each.id for each in several])))))
    machine.save(("question", OTHER, {"question": "Wat kost het meten?\u2026"}))
    machine.save(("theme", "leeg", Theme(id="leeg", title="Leeg")))
    machine.save(("theme", "leeg", None))
    return machine


def test_what_was_exported_is_there_again_after_the_database_was_lost(edited):
    """Byte for byte, approved answers too; and importing once more proposes nothing."""
    before, dossier = edited.export(), edited.desk.dossier
    edited.lose_the_database()

    status, _, err = edited.import_("--apply")

    assert (status, "doorgevoerd" in err) == (0, True)
    assert edited.export(to="weer") == before
    assert edited.desk.dossier == dossier
    assert edited.desk.revision("question", APPROVED).body.status is Status.APPROVED
    assert edited.import_()[2].startswith("0 wijzigingen")


def test_importing_what_was_exported_changes_nothing(edited):
    """Whatever was withdrawn, or stands in another order."""
    edited.export()

    assert edited.import_("--apply")[1:] == ("", "0 wijzigingen, doorgevoerd\n")


def test_a_dossier_of_the_app_alone_is_made_by_an_import(machine):
    """Byte for byte too: a coordinator's import makes what is not there."""
    machine.workspace.shelf(LOCAL_USER).create(PLAN, ("Geld", "Planning"))
    before = machine.export("nieuw")
    machine.lose_the_database()

    status, out, err = machine.import_(dossier="nieuw")
    assert (status, "nieuw: theme geld" in out, "niet doorgevoerd" in err) == (0, True, True)
    assert machine.import_("--apply", dossier="nieuw")[0] == 0

    assert machine.export("nieuw", "weer") == before


def test_a_dossier_in_the_archive_is_not_made_again(machine):
    """Its name is taken."""
    shelf = machine.workspace.shelf(LOCAL_USER)
    shelf.create(PLAN)
    machine.export("nieuw")
    shelf.archive("nieuw")

    status, _, err = machine.import_("--apply", dossier="nieuw")

    assert (status, "er is of was al een dossier 'nieuw'" in err) == (1, True)


def test_the_history_of_every_change_comes_back_with_a_backup(edited):
    """All versions of all items, what was withdrawn, and comments."""
    edited.desk.comment("question", QUESTION, "Korter graag.")
    history = edited.desk.feed(limit=1_000)
    before, gone = edited.export(), [each.id for each in edited.desk.withdrawn()]
    assert edited.run("backup", edited.root / "kopie.debatkit")[0] == 0
    edited.lose_the_database()

    assert edited.run("restore", edited.root / "kopie.debatkit")[0] == 0

    assert edited.desk.feed(limit=1_000) == history
    assert edited.export(to="weer") == before
    assert [each.id for each in edited.desk.withdrawn()] == gone


def rewrite(machine, name, old, new):
    """Change the export as someone in a text editor would."""
    path = next(path for path in (machine.root / "uit").rglob(name))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_only_the_app_changed_since_the_export_stays(machine):
    """It is told; what only the file changed is taken over."""
    machine.export()
    machine.save(("question", OTHER, {"question": "Wat kost het?"}))
    machine.save(("theme", "erbij", Theme(id="erbij", title="Erbij")))
    rewrite(machine, "samenwerking.yaml", "waterkaderaad", "kaderaad")

    status, out, err = machine.import_("--apply")

    assert (status, err) == (0, "1 wijziging, doorgevoerd\n")
    assert f"blijft: question {OTHER} (in de app gewijzigd door lokaal" in out
    assert machine.desk.revision("question", OTHER).body.question == "Wat kost het?"
    assert "erbij" in machine.desk.dossier.theme_by_id
    assert machine.desk.revision("question", QUESTION).number == 2


def test_what_both_changed_since_the_export_is_refused_with_both_texts(machine):
    """Nothing is applied; with --overwrite the file has its way."""
    machine.export()
    machine.save(("question", QUESTION, {"question": "Wie voert de regie?"}))
    rewrite(machine, "samenwerking.yaml", "waterkaderaad", "kaderaad")

    status, out, err = machine.import_("--apply")
    assert (status, f"Na de export is dit in de app gewijzigd, en in het bestand ook: question {QUESTION}" in err) == (
        1,
        True,
    )
    assert "regie" in out
    assert "kaderaad" in out
    assert machine.desk.revision("question", QUESTION).number == 2

    assert machine.import_("--apply", "--overwrite")[0] == 0
    assert "kaderaad" in machine.desk.revision("question", QUESTION).body.question


def test_files_without_a_base_say_what_they_overwrite(machine):
    """Files that were written by hand know of nothing: who changed what in the app is told."""
    machine.export()
    (machine.root / "uit/data/waterkade/herkomst.json").unlink()
    machine.save(("question", QUESTION, {"question": "Wie voert de regie?"}))

    status, out, _ = machine.import_("--apply")

    assert status == 0
    assert f"gewijzigd: question {QUESTION} (in de app gewijzigd door lokaal" in out
    assert machine.desk.revision("question", QUESTION).number == 3


@pytest.mark.parametrize("content", ["{", "[]", '{"x": 1}', '{"a/b/c": "d"}', "[" * 50_000, "\xff"])
def test_a_hostile_base_is_refused(machine, content):
    """In a sentence."""
    machine.export()
    (machine.root / "uit/data/waterkade/herkomst.json").write_bytes(content.encode("latin-1"))

    status, _, err = machine.import_("--apply")

    assert (status, "herkomst.json" in err) == (1, True)
