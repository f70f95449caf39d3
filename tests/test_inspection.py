"""Inspection: the findings are those of a check of the whole dossier, whatever was inspected before."""

from __future__ import annotations

import datetime

import pytest

from debatkit import checks
from debatkit.access import Viewer
from debatkit.editing.items import ALL_KINDS
from debatkit.inspection import Inspection
from debatkit.model import Audience, Statement
from debatkit.people import LOCAL_USER
from debatkit.plain import plain
from debatkit.questions import Questions, head
from debatkit.revisions.log import Log
from debatkit.sight import Sight
from debatkit.workspace import Workspace

INTERNAL = Viewer(Audience.INTERNAL)
TODAY = datetime.date(2030, 1, 1)
WRONG = Statement(text="Dat kost € 7 miljoen op 3 mei 2031.", audience=Audience.PUBLIC)
CHANGES = [
    ("question", "waarom-geen-raad", {"question": "Waarom komt er geen kaderaad"}),
    ("question", "waarom-nu", {"answer": (WRONG,)}),
    ("question", "wat-kost-meten", {"answer": (Statement(text="Dat kost 7 miljoen euro."),)}),
    ("question", "register-en-beheer", {"question": "Waarom komt er geen kaderaad?"}),
    ("question", "waarom-nu", None),
    ("position", "standpunt-meten", {"line": None}),
    ("source", "brief", {"date": "2031-01-01"}),
    ("question", "waarom-geen-raad", {"question": "Waarom komt er geen raad?"}),
]


def test_findings_do_not_depend_on_what_was_inspected_before(small, tmp_path, database):
    """After each change they are those of the whole dossier."""
    with Log.open(database(tmp_path, small.data, small.qa), ALL_KINDS) as log:
        desk = Workspace(small.data, small.qa, log=log).desk(None, LOCAL_USER)
        sight = Sight(desk.dossier, INTERNAL)
        inspection = Inspection(sight)
        for kind, name, fields in CHANGES:
            assert inspection.findings(TODAY) == checks.findings(desk.dossier, TODAY)

            revision = desk.revision(kind, name)
            body = revision.body.model_copy(update=fields) if fields else None
            desk.save([desk.change(kind, name, body, revision.number)])
            sight = Sight(desk.dossier, INTERNAL, before=sight)
            inspection = Inspection(sight, inspection)

        assert {"amount-two-ways", "after-debate", "no-question-mark"} & {each.rule for each in inspection.findings()}
        assert inspection.findings(TODAY) == checks.findings(desk.dossier, TODAY)


@pytest.fixture
def read():
    """The ids of the questions that were read, in order."""
    return []


def test_only_questions_that_changed_are_looked_at(small_dossier, read):
    """However many there are; and who waits is told how far it is."""
    by_id = {each.id: each for each in small_dossier.questions}

    def make(name):
        read.append(name)
        return by_id[name]

    def dossier(heads):
        questions = Questions(heads, lambda name: plain(make(name)), by_id.__getitem__)
        return small_dossier.model_copy(update={"questions": questions})

    heads = [head(each) for each in small_dossier.questions]
    before = Sight(dossier(heads), INTERNAL)
    inspection = Inspection(before)
    inspection.findings()
    read.clear()
    changed = heads[2].id
    after = Sight(dossier([*heads[:2], head(by_id[changed]), *heads[3:]]), INTERNAL, before=before)
    Inspection(after, inspection).findings()

    assert set(read) == {changed}
