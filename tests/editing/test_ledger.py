"""Ledger: files enter the log and are followed, what somebody wrote stays, and every process sees the same."""

from __future__ import annotations

import pytest
import yaml

from debatkit import files
from debatkit.editing import following
from debatkit.editing.desk import Desk
from debatkit.editing.ledger import Ledger
from debatkit.errors import InvalidChangeError
from debatkit.model import Citation, Statement, Status
from debatkit.revisions.records import Change, OutdatedError

SMALL = "waterkade"
QUESTIONS = "qa/waterkade/samenwerking.yaml"
QUESTION = "waarom-geen-raad"


def asked(ledger, name=QUESTION):
    """What a question is by now."""
    return next(each for each in ledger.state(SMALL).dossier.questions if each.id == name)


def edit(desk, text, name=QUESTION):
    """Change the wording of a question in the app."""
    revision = desk.revision("question", name)
    body = revision.body.model_copy(update={"question": text})
    return desk.save([desk.change("question", name, body, revision.number)])


def rewrite(folders, text, name=QUESTIONS):
    """Change the wording of the first question in a file."""
    questions = yaml.safe_load((folders.root / name).read_text(encoding="utf-8"))
    questions[0]["question"] = text
    folders.write(name, questions)


def test_the_shipped_files_enter_the_log_at_the_first_start(ledger, copied):
    """The dossier in the log is that of the files, written by "bestanden"."""
    revision = ledger.state(SMALL).revision("question", QUESTION)

    assert ledger.state(SMALL).dossier == copied.read()
    assert (revision.number, revision.author, revision.origin) == (1, following.AUTHOR, following.ORIGIN)


def test_files_that_did_not_change_are_not_taken_in_again(ledger, copied, log):
    """A second start writes nothing, and need not even understand the files."""
    before = log.last()

    Ledger(log, copied.data, copied.qa).refresh()

    assert log.last() == before


def test_an_item_that_nobody_edited_follows_its_file(ledger, copied):
    """Changed, added and taken out of the file is so in the dossier."""
    rewrite(copied, "Waarom komt er geen kaderaad?")
    copied.write("qa/waterkade/algemeen.yaml", [])

    ledger.refresh()

    assert asked(ledger).question == "Waarom komt er geen kaderaad?"
    assert "waarom-nu" not in {each.id for each in ledger.state(SMALL).dossier.questions}


def test_an_item_that_came_back_in_its_file_comes_back(ledger, copied):
    """A file that is put back as it was puts its items back too."""
    text = (copied.root / QUESTIONS).read_bytes()
    copied.write(QUESTIONS, [])
    ledger.refresh()

    copied.write(QUESTIONS, text)
    ledger.refresh()

    assert asked(ledger)
    assert ledger.differences(SMALL) == ()


def test_an_edited_item_keeps_its_edit_when_its_file_changes(ledger, copied, desk):
    """What somebody wrote stays, and the difference is there to judge; the other items follow."""
    edit(desk, "Wie voert de regie op de kade?")
    rewrite(copied, "Waarom komt er geen kaderaad?")
    rewrite(copied, "Waarom juist nu?", "qa/waterkade/algemeen.yaml")

    ledger.refresh()
    [difference] = ledger.differences(SMALL)

    assert asked(ledger).question == "Wie voert de regie op de kade?"
    assert asked(ledger, "waarom-nu").question == "Waarom juist nu?"
    assert (difference.id, difference.in_file.question) == (QUESTION, "Waarom komt er geen kaderaad?")


def test_an_edit_alone_is_no_difference(ledger, desk):
    """As long as the file is what it was, there is nothing to judge."""
    edit(desk, "Wie voert de regie op de kade?")

    assert ledger.differences(SMALL) == ()


def test_the_same_change_in_file_and_app_is_no_difference(ledger, copied, desk):
    """Who exports what was edited puts the same in the files."""
    edit(desk, "Waarom komt er geen kaderaad?")
    rewrite(copied, "Waarom komt er geen kaderaad?")

    ledger.refresh()

    assert ledger.differences(SMALL) == ()


def test_an_item_withdrawn_in_the_app_stays_withdrawn(ledger, copied, desk):
    """A file cannot bring back what somebody withdrew; a change in it is shown."""
    desk.save([desk.change("question", QUESTION, None, desk.revision("question", QUESTION).number)])
    rewrite(copied, "Waarom komt er geen kaderaad?")

    ledger.refresh()
    [difference] = ledger.differences(SMALL)

    assert QUESTION not in {each.id for each in ledger.state(SMALL).dossier.questions}
    assert difference.ours is None


def test_a_difference_that_is_taken_follows_the_file_again(ledger, copied, desk):
    """From then on the next change of the file comes through."""
    edit(desk, "Wie voert de regie op de kade?")
    rewrite(copied, "Waarom komt er geen kaderaad?")
    ledger.refresh()

    desk.take(*desk.differences())
    taken = asked(ledger).question
    rewrite(copied, "Waarom geen raad?")
    ledger.refresh()

    assert (taken, asked(ledger).question) == ("Waarom komt er geen kaderaad?", "Waarom geen raad?")
    assert desk.differences() == ()


def test_what_a_coordinator_takes_has_the_status_of_the_file(ledger, copied, desk):
    """An answer that was approved in the file is approved, whatever was made of it in the app."""
    name, path = "waarom-nu", "qa/waterkade/algemeen.yaml"
    edit(desk, "Waarom juist nu?", name)
    desk.settle("question", name, Status.APPROVED, 2)
    rewrite(copied, "Waarom dan nu?", path)
    ledger.refresh()
    [difference] = ledger.differences(SMALL)

    desk.take(difference)

    assert (asked(ledger, name).question, asked(ledger, name).status) == ("Waarom dan nu?", Status.APPROVED)
    assert ledger.differences(SMALL) == ()


def test_a_difference_that_is_left_comes_back_only_with_another_file(ledger, copied, desk):
    """A choice holds until the file says something else."""
    edit(desk, "Wie voert de regie op de kade?")
    rewrite(copied, "Waarom komt er geen kaderaad?")
    ledger.refresh()

    desk.leave(*desk.differences())
    left = desk.differences()
    rewrite(copied, "Waarom geen raad?")
    ledger.refresh()

    assert left == ()
    assert [each.id for each in desk.differences()] == [QUESTION]


def test_a_file_with_a_mistake_changes_nothing_and_is_told(ledger, copied):
    """What was there is still there; the mistake names file and line."""
    before = ledger.state(SMALL).dossier
    copied.replace(QUESTIONS, "number: 1", "number: een")

    ledger.refresh()

    assert ledger.state(SMALL).dossier == before
    assert "samenwerking.yaml, regel" in str(ledger.refused[SMALL])


def test_a_file_that_does_not_fit_what_people_wrote_changes_nothing(ledger, copied, desk):
    """A source that is gone from the files, and that somebody cites since, is still there."""
    sources = yaml.safe_load((copied.root / "data/waterkade/sources.yaml").read_text(encoding="utf-8"))
    name = sources[-1]["id"]
    body = desk.revision("question", "interne-vraag").body
    line = Statement(text="Ja.", citations=(Citation(source=name),))
    changed = body.model_copy(update={"line": line})
    desk.save([desk.change("question", "interne-vraag", changed, 1)])
    for path in [*copied.root.glob("data/waterkade/*.yaml"), *copied.root.glob("qa/waterkade/*.yaml")]:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        copied.write(path.relative_to(copied.root).as_posix(), without(content, name))
    (copied.root / f"data/waterkade/sources/{name}.md").unlink(missing_ok=True)

    ledger.refresh()

    assert name in {each.id for each in ledger.state(SMALL).dossier.sources}
    assert "interne-vraag" in str(ledger.refused[SMALL])


def test_a_file_does_not_give_a_withdrawn_number_again(ledger, copied, desk):
    """Not even to a question that nobody withdrew in the app: the files are told, and nothing of them is taken in."""
    desk.save([desk.change("question", QUESTION, None, 1)])
    questions = yaml.safe_load((copied.root / QUESTIONS).read_text(encoding="utf-8"))
    copied.write(QUESTIONS, [{**questions[0], "id": "een-ander"}])

    ledger.refresh()

    assert "ingetrokken vraag" in str(ledger.refused[SMALL])
    assert "een-ander" not in {each.id for each in ledger.state(SMALL).dossier.questions}


def without(content, source):
    """A file's content without a source and what cites it."""
    if isinstance(content, dict):
        return {key: without(value, source) for key, value in content.items()}
    if isinstance(content, list):
        gone = [each for each in content if isinstance(each, dict) and source in (each.get("id"), each.get("source"))]
        return [without(each, source) for each in content if each not in gone]
    return content


def test_a_folder_that_is_gone_takes_nothing_away(ledger, copied, log):
    """A disk that is not there for a moment is no reason to lose a dossier."""
    (copied.data / SMALL).rename(copied.data.parent / "elders")
    (copied.qa / SMALL).rename(copied.data.parent / "elders-qa")

    ledger.refresh()
    again = Ledger(log, copied.data, copied.qa)
    again.refresh()

    assert asked(ledger)
    assert again.state(SMALL).dossier == ledger.state(SMALL).dossier


def test_a_change_by_another_process_is_taken_up(ledger, copied, log, coordinator):
    """Two ledgers on one log, as two processes have them: the second has it with its next look."""
    other = Ledger(log, copied.data, copied.qa)
    other.refresh()
    edit(Desk(ledger, SMALL, coordinator), "Wie voert de regie op de kade?")

    other.refresh()

    assert asked(other).question == "Wie voert de regie op de kade?"
    assert other.sequence == ledger.sequence == log.last()


def test_two_processes_that_take_the_same_files_in_do_it_once(copied, log):
    """Whoever comes second finds it done."""
    first, second = Ledger(log, copied.data, copied.qa), Ledger(log, copied.data, copied.qa)
    first.refresh()
    before = log.last()

    second.refresh()

    assert log.last() == before
    assert second.state(SMALL).dossier == first.state(SMALL).dossier
    assert second.refused == {}


def test_a_state_shares_what_did_not_change(ledger, desk):
    """A save reads one item again, not all of them."""
    before = {each.id: each for each in ledger.state(SMALL).dossier.questions}

    edit(desk, "Wie voert de regie op de kade?")
    after = {each.id: each for each in ledger.state(SMALL).dossier.questions}

    assert [name for name, each in after.items() if before[name] is not each] == [QUESTION]


def test_changes_are_judged_anew_when_something_came_in_between(ledger, log, copied, coordinator):
    """A number that was free when somebody began is refused when another took it first."""
    other = Ledger(log, copied.data, copied.qa)
    there = Desk(other, SMALL, coordinator)
    taken = asked(ledger)
    twin = taken.model_copy(update={"id": "een-andere", "number": 2})
    calls = []

    def judge(state):
        calls.append(state.sequence)
        if len(calls) == 1:
            body = twin.model_copy(update={"id": "de-eerste"})
            there.save([there.change("question", "de-eerste", body, 0)])
        return (Change(SMALL, "question", "een-andere", twin, 0),)

    with pytest.raises(InvalidChangeError, match="aan meer dan een vraag gegeven"):
        ledger.append(SMALL, "ans", "form", judge)
    assert len(calls) == 2


def test_a_change_on_an_outdated_revision_is_refused(ledger, desk):
    """It says who was first, and nothing is written."""
    revision = desk.revision("question", QUESTION)
    edit(desk, "Wie voert de regie op de kade?")
    mine = revision.body.model_copy(update={"question": "Wie is de baas?"})

    with pytest.raises(OutdatedError, match=r"gewijzigd door ans@min\.nl"):
        desk.save([desk.change("question", QUESTION, mine, revision.number)])
    assert asked(ledger).question == "Wie voert de regie op de kade?"


def test_what_was_edited_is_exported_as_the_same_files(ledger, desk, copied):
    """Written, taken in by an empty log and written again: the same, byte for byte."""
    edit(desk, "Wie voert de regie op de kade?")
    dossier = ledger.state(SMALL).dossier
    files.write_dossier(dossier, copied.data, copied.qa)

    assert copied.read() == dossier
    assert files.written(copied.read()) == files.written(dossier)


def test_a_backup_that_was_put_back_is_what_every_process_has(ledger, copied, log, coordinator, tmp_path):
    """Edits since the backup are gone here and elsewhere, a dossier that was not in it too; the files are followed."""
    other = Ledger(log, copied.data, copied.qa)
    other.refresh()
    log.backup(tmp_path / "backup")
    for number in range(3):
        edit(Desk(ledger, SMALL, coordinator), f"Versie {number}?")
    other.refresh()
    rewrite(copied, "Waarom komt er geen kaderaad?")

    log.replace(tmp_path / "backup", tmp_path / "opzij.sqlite3")
    for each in (ledger, other):
        each.refresh()

        assert asked(each).question == "Waarom komt er geen kaderaad?"
        assert each.state(SMALL).revision("question", QUESTION).number == 2
        assert each.edition == 1


def test_a_save_right_after_a_restore_is_judged_on_what_is_there_now(ledger, copied, log, coordinator, tmp_path):
    """A process that has not looked since the restore does, before it writes."""
    log.backup(tmp_path / "backup")
    desk = Desk(ledger, SMALL, coordinator)
    edit(desk, "Versie 2?")
    revision = desk.revision("question", QUESTION)
    log.replace(tmp_path / "backup", tmp_path / "opzij.sqlite3")

    body = revision.body.model_copy(update={"question": "Versie 3?"})
    with pytest.raises(OutdatedError):
        desk.save([desk.change("question", QUESTION, body, revision.number)])
    [written] = edit(desk, "Versie 2, opnieuw?")

    assert written.number == 2


def test_files_are_followed_without_reading_what_only_the_app_made(ledger, copied, coordinator, monkeypatch):
    """There may be a hundred thousand questions that no file ever had."""
    desk = Desk(ledger, SMALL, coordinator)
    made = desk.revision("question", "wat-kost-meten").body.model_copy(update={"id": "in-de-app", "number": 77})
    desk.save([desk.change("question", "in-de-app", made, 0)])
    read, history = [], ledger.log.history
    monkeypatch.setattr(ledger.log, "history", lambda *name: read.append(name[-1]) or history(*name))
    path = copied.data / SMALL / "debate.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kade op orde", "kade in orde"), encoding="utf-8")
    ledger.refresh()

    assert "in-de-app" not in read
    assert Desk(ledger, SMALL, coordinator).revision("question", "in-de-app").number == 1
