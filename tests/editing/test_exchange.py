"""Exchange: what was exported and imported changes nothing, and a hostile file is refused in a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from debatkit import files
from debatkit.editing import exchange
from debatkit.editing.desk import Desk
from debatkit.editing.exchange import Incoming
from debatkit.errors import DossierError, NotAllowedError

SMALL = "waterkade"
QUESTION = "waarom-geen-raad"

# What is in a zip, and words of the refusal.
HOSTILE = [
    ({"../data/waterkade/debate.yaml": b"x"}, "hoort niet bij een dossier"),
    ({"/data/waterkade/debate.yaml": b"x"}, "hoort niet bij een dossier"),
    ({"data/../../x.yaml": b"x"}, "hoort niet bij een dossier"),
    ({"data\\..\\x.yaml": b"x"}, "hoort niet bij een dossier"),
    ({"data/waterkade/prog.exe": b"x"}, "hoort niet bij een dossier"),
    ({f"data/waterkade/{number}.yaml": b"" for number in range(501)}, "meer dan 500 bestanden"),
    ({"data/waterkade/debate.yaml": b"a" * 50_000_001}, "meer dan 50 MB"),
    ({}, "debate.yaml"),
]


def packed(tmp_path, entries):
    """A zip file with these entries."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    path = tmp_path / "dossier.zip"
    path.write_bytes(content.getvalue())
    return path


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_what_was_exported_and_imported_changes_nothing(desk, tmp_path, form):
    """As a folder and as a zip."""
    out = tmp_path / "uit"
    if form == "zip":
        out = tmp_path / "uit.zip"
        out.write_bytes(exchange.zipped(desk.dossier))
    else:
        files.write_dossier(desk.dossier, out / "data", out / "qa")

    assert exchange.proposals(desk, exchange.read(out, SMALL)) == ()


def test_the_same_dossier_gives_the_same_zip(desk):
    """Byte for byte, whenever it is made."""
    assert exchange.zipped(desk.dossier) == exchange.zipped(desk.dossier)


def test_only_what_differs_is_proposed_and_applied(desk):
    """A changed, a new and a withdrawn item; afterwards the dossier is what came in."""
    questions = desk.dossier.questions
    [draft] = [each for each in questions if each.id == QUESTION]
    gone = questions[-1]
    changed = draft.model_copy(update={"question": "Wie voert de regie?"})
    new = draft.model_copy(update={"id": "nieuw", "number": 9})
    kept = (each for each in questions if each not in (draft, gone))
    incoming = Incoming(desk.dossier.model_copy(update={"questions": (*kept, changed, new)}))

    found = exchange.proposals(desk, incoming)
    exchange.apply(desk, found)

    assert {(each.id, each.before is None, each.after is None) for each in found if each.kind == "question"} == {
        (QUESTION, False, False),
        ("nieuw", True, False),
        (gone.id, False, True),
    }
    assert exchange.proposals(desk, incoming) == ()
    assert {each.id for each in desk.dossier.questions} == {each.id for each in incoming.dossier.questions}


def test_what_was_withdrawn_comes_back_by_an_import(desk):
    """From its last version on, so that its history is one."""
    before = desk.dossier
    desk.save([desk.change("question", QUESTION, None, 1)])

    exchange.apply(desk, exchange.proposals(desk, Incoming(before)))

    assert [each.number for each in desk.history("question", QUESTION)] == [1, 2, 3]
    assert desk.dossier == before


def test_an_import_passes_the_gate(ledger, contributor):
    """A contributor of one ministry cannot change another's item by a file either; nothing is written."""
    own = Desk(ledger, SMALL, contributor)
    questions = tuple(each.model_copy(update={"question": "Anders?"}) for each in own.dossier.questions)
    before = own.dossier

    with pytest.raises(NotAllowedError):
        exchange.apply(own, exchange.proposals(own, Incoming(before.model_copy(update={"questions": questions}))))
    assert own.dossier == before


def test_an_import_does_not_bring_back_what_is_anothers(ledger, desk, contributor):
    """A contributor's file with another ministry's withdrawn question in it, as theirs."""
    before = desk.dossier
    desk.save([desk.change("question", "register-en-beheer", None, 1)])
    own = Desk(ledger, SMALL, contributor)
    taken = tuple(
        each.model_copy(update={"ministry": "OEV"}) if each.id == "register-en-beheer" else each
        for each in before.questions
    )

    with pytest.raises(NotAllowedError, match="Dit onderdeel is van BRU"):
        exchange.apply(own, exchange.proposals(own, Incoming(before.model_copy(update={"questions": taken}))))


@pytest.mark.parametrize(("entries", "told"), HOSTILE, ids=[told for _, told in HOSTILE])
def test_a_hostile_zip_is_refused(tmp_path, entries, told):
    """With what is wrong; nothing is unpacked outside, and nothing without end."""
    with pytest.raises(DossierError, match=told):
        exchange.read(packed(tmp_path, entries), SMALL)


@pytest.mark.parametrize("content", [b"", b"PK", b"geen zip", b"PK\x03\x04" + b"\0" * 60])
def test_what_is_no_zip_is_refused(tmp_path, content):
    """With a sentence."""
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    with pytest.raises(DossierError, match="geen zipbestand"):
        exchange.read(path, SMALL)
