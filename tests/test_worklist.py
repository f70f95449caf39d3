"""Worklist: what the checks found, with whose it is and what people call it; each leading to the place to mend it."""

from __future__ import annotations

import datetime
import re
import shutil

import pytest

from debatkit import checks, worklist
from debatkit.access import Viewer
from debatkit.checks import Severity
from debatkit.editing.items import FIELDS, HEADER
from debatkit.errors import NotFoundError
from debatkit.model import Audience
from debatkit.people import LOCAL_USER, Role, User
from debatkit.settings import ROOT, Settings
from debatkit.worklist import RULE_NAMES, SEVERITY_NAMES, called
from debatkit.workspace import Workspace

SMALL = "waterkade"
LONG = "woord " * 200
TODAY = datetime.date(2024, 5, 1)

# The rule that something breaks, and what the task says of where it is.
BROKEN = {
    "a question": (
        {"questions": [{"id": "v", "number": 4, "recommendations": ["een"], "question": "Hoe", "ministry": "OEV"}]},
        "no-question-mark",
        ("question", "v", "vraag 2.4", "OEV", "thema", 2),
    ),
    "a question in general": (
        {"questions": [{"id": "v", "number": 4, "question": "Hoe"}]},
        "no-question-mark",
        ("question", "v", "vraag 0.4", None, None, 0),
    ),
    "a position": (
        {"positions": [{"id": "p", "recommendation": "een", "line": {"text": "Ja."}, "audience": "public"}]},
        "unsourced",
        ("position", "p", "standpunt op aanbeveling 2", None, "thema", 2),
    ),
    "a position in general": (
        {"positions": [{"id": "p", "line": {"text": "Ja."}, "audience": "public"}]},
        "unsourced",
        ("position", "p", "standpunt in het algemeen", None, None, 0),
    ),
    "a recommendation": ({}, "no-position", ("recommendation", "een", "aanbeveling 2", None, "thema", 2)),
    "a theme": (
        {"themes": [{"id": "thema", "title": "Geld", "holding": {"text": "Ja.", "audience": "public"}}]},
        "unsourced",
        ("theme", "thema", "thema Geld", None, "thema", None),
    ),
    "a remark": (
        {"remarks": [{"id": "o", "ministry": "BRU", "recommendations": ["een"], "request": {"text": "Korter."}}]},
        "unsourced",
        ("remark", "o", "opmerking uit de afstemming „Korter.”", "BRU", "thema", 2),
    ),
    "a source": (
        {"sources": [{"id": "b", "title": "Bron", "date": "2025", "reference": "99 123, nr. 4", "verified": "nota"}]},
        "after-debate",
        ("source", "b", "bron 99 123, nr. 4", None, None, None),
    ),
    "the debate itself": (
        {"milestones": [{"text": "Brief.", "date": "2023", "audience": "public"}]},
        "unsourced",
        ("debate", "klein", "het debat zelf", None, None, None),
    ),
}


@pytest.fixture
def found(write):
    """A function that gives the tasks of a dossier of these parts."""

    def tasks(today=None, **parts):
        given = {"themes": [{"id": "thema", "title": "Geld"}], **parts}
        recommendations = [{"id": "een", "number": 2, "theme": "thema", "text": "Doe het.", "wording": "literal"}]
        folders = write(recommendations=recommendations, **given)
        return folders.view(Audience.INTERNAL, "klein").tasks(today)

    return tasks


@pytest.mark.parametrize("case", BROKEN)
def test_a_task_says_what_it_is_about(found, case):
    """The item by its kind and id and as people call it, whose it is, and where it shows."""
    parts, rule, said = BROKEN[case]
    [task] = [each for each in found(**parts) if each.rule == rule]

    assert (task.kind, task.item, task.label, task.ministry, task.theme, task.card) == said


def test_a_task_names_file_and_line(found, folders):
    """Of what stands in a file as it is."""
    [task] = [each for each in found(**BROKEN["a question in general"][0]) if each.rule == "no-question-mark"]

    assert (task.file, task.line) == ("qa/klein/algemeen.yaml", folders.line("qa/klein/algemeen.yaml", "question:"))


def test_what_was_changed_in_the_app_is_mended_there(small, tmp_path):
    """Its task has no file: the file says something else."""
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), tmp_path / name)
    workspace = Workspace.of(Settings(tmp_path / "data", tmp_path / "qa", tmp_path / "var"))
    desk = workspace.desk(None, LOCAL_USER)
    body = desk.revision("question", "waarom-nu").body.model_copy(update={"question": "Waarom nu"})
    desk.save([desk.change("question", "waarom-nu", body, 1)])
    workspace.refresh()
    [task] = workspace.view(None, Viewer(Audience.INTERNAL)).tasks()

    assert (task.rule, task.item, task.file, task.line) == ("no-question-mark", "waarom-nu", None, None)


def test_errors_come_first(found):
    """What must not be printed, before what must have been looked at."""
    severities = [each.severity for each in found(**BROKEN["a position"][0])]

    assert severities == sorted(severities, key=[Severity.ERROR, Severity.WARNING].index)
    assert set(severities) == set(Severity)


def test_whose_a_task_is(found):
    """A contributor's is what is of their ministry; a coordinator's what is nobody's, and that of their ministries."""
    [task] = [each for each in found(**BROKEN["a question"][0]) if each.rule == "no-question-mark"]
    [nobodys] = [each for each in found() if each.rule == "no-position"]
    writer = User("a", "A", Role.CONTRIBUTOR, frozenset({"oev"}))
    other = User("b", "B", Role.CONTRIBUTOR, frozenset({"BRU"}))

    assert [task.is_of(each) for each in (writer, other, LOCAL_USER)] == [True, False, False]
    assert [nobodys.is_of(each) for each in (writer, other, LOCAL_USER)] == [False, False, True]


def test_there_are_no_tasks_for_a_viewer_of_public_lines(public):
    """They tell of internal parts."""
    with pytest.raises(NotFoundError, match="alleen in de interne weergave"):
        public.tasks()


def test_tasks_are_looked_for_once_a_day(write):
    """A page that is drawn again does not check the dossier again; tomorrow it does."""
    view = write(questions=[{"id": "v", "number": 1, "question": "Hoe"}]).view(Audience.INTERNAL, "klein")
    first = view.tasks(TODAY)

    assert first
    assert view.tasks(TODAY) is first
    assert view.tasks(TODAY + datetime.timedelta(days=1)) is not first


def test_what_is_past_its_day_is_a_task(found):
    """After `valid_until` an answer must be looked at again."""
    question = {"id": "v", "number": 1, "question": "Hoe?", "valid_until": "2024-04-01"}

    assert "expired" in {each.rule for each in found(TODAY, questions=[question])}
    assert "expired" not in {each.rule for each in found(datetime.date(2024, 4, 1), questions=[question])}


def test_every_rule_has_a_name_and_every_name_a_rule():
    """Nobody is shown a key; no name is left of a rule that went."""
    source = (ROOT / "debatkit" / "checks.py").read_text(encoding="utf-8")
    rules = set(re.findall(r'_found\(\s*(?:severity|Severity\.\w+), "([a-z-]+)"', source))
    told = set(re.findall(r'"([a-z-]+)"', re.search(r"told = \{(.*?)\}", source).group(1)))

    assert rules | told == set(RULE_NAMES)
    assert len(rules) > 10
    assert set(SEVERITY_NAMES) == set(Severity)


@pytest.mark.parametrize("dossier", ["waterkade", "opgave-ai"])
def test_every_item_is_called_something(small_workspace, dossier):
    """Also one that is no longer there, by its id."""
    workspace = small_workspace if dossier == SMALL else Workspace(ROOT / "data", ROOT / "qa")
    whole = workspace.view(dossier, Viewer(Audience.INTERNAL)).dossier
    for kind, field in FIELDS.items():
        names = [called(whole, kind, item.id) for item in getattr(whole, field)]
        assert all(names)
        assert kind != "question" or len(set(names)) == len(names)

    assert called(whole, HEADER, dossier) == "het debat zelf"
    assert called(whole, "question", "weg") == "vraag 'weg'"
    assert called(whole, "order", "question") == "de volgorde van de vragen"
    assert called(whole, "iets", "weg") == "iets 'weg'"


def test_every_finding_becomes_one_task(small_dossier):
    """None is lost on the way."""
    found = checks.findings(small_dossier, datetime.date(2030, 1, 1))
    made = worklist.tasks(small_dossier, ((each, None, None) for each in found))

    assert [(each.rule, each.message) for each in made] == [(each.rule, each.message) for each in found]
