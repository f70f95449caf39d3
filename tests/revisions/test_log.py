"""The log: what is appended is there for good, in order, and nothing else is."""

from __future__ import annotations

import datetime

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from debatkit.errors import OvertakenError
from debatkit.model import Question
from debatkit.revisions.kinds import KINDS, Header
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, OutdatedError

AMSTERDAM = datetime.timezone(datetime.timedelta(hours=2))


def texts(revisions):
    return [each.body.question if each.body else None for each in revisions]


def everything(dossier):
    """A change for each item of a dossier, its header first."""
    kinds = {model: name for name, model in KINDS.items()}
    own = {name: getattr(dossier, name) for name in Header.model_fields}
    yield Change(dossier.id, "debate", dossier.id, Header(**own), 0)
    for item in dossier.items():
        yield Change(dossier.id, kinds[type(item)], item.id, item, 0)


def test_a_new_log_is_empty(log):
    """Before the first save there is nothing, and no error."""
    assert log.last() == 0
    assert log.dossiers() == ()
    assert list(log.current("klein")) == []
    assert log.since(0) == log.feed("klein") == log.history("klein", "question", "vraag") == ()
    assert log.item("klein", "question", "vraag") is None


def test_a_revision_says_who_when_and_how(log, ask):
    """What was appended comes back as it was given, numbered."""
    time = datetime.datetime(2024, 3, 12, 9, 5, 0, 123456, AMSTERDAM)
    [written] = log.append([Change("klein", "question", "vraag", ask(), 0)], "Sanne de Wit", "import", time)

    assert (written.sequence, written.number, written.key) == (1, 1, ("klein", "question", "vraag"))
    assert (written.author, written.origin, written.deleted) == ("Sanne de Wit", "import", False)
    assert written.time == time
    assert written.time.tzinfo is datetime.UTC
    assert written.body == ask()
    assert log.item("klein", "question", "vraag") == written


def test_the_time_is_that_of_writing_unless_given(save):
    """A save carries the moment at which it was written, in UTC."""
    before = datetime.datetime.now(datetime.UTC)
    written = save()

    assert before <= written.time <= datetime.datetime.now(datetime.UTC)


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_a_time_comes_back_to_the_microsecond(log, ask, year):
    """Old archives and odd clocks keep their times, on both databases."""
    time = datetime.datetime(year, 6, 1, 0, 0, 0, 1, datetime.UTC)
    log.append([Change("klein", "question", "vraag", ask(), 0)], "Sanne", "import", time)

    assert log.since(0)[0].time == time


def test_every_part_of_a_dossier_comes_back(log, small_dossier):
    """Each kind of item goes in and comes out the same, in the order of the files."""
    changes = list(everything(small_dossier))
    log.append(changes, "Sanne", "file")

    assert {each.kind for each in changes} == set(KINDS)
    assert [each.body for each in log.current(small_dossier.id)] == [each.body for each in changes]


def test_the_header_holds_what_is_no_item():
    """A dossier is its header and its items, and nothing is in both."""
    from debatkit.files import LISTS
    from debatkit.model import Dossier

    assert set(Header.model_fields) == set(Dossier.model_fields) - set(LISTS) - {"questions", "themes"}


def test_plain_data_is_validated_like_an_item(log, ask):
    """A form or a file gives keys and values; the log holds the item that they make."""
    body = {"id": "vraag", "number": 1, "question": "  Hoe   hoog?  "}
    [written] = log.append([Change("klein", "question", "vraag", body, 0)], "Sanne", "form")

    assert written.body == ask()


def test_an_item_keeps_its_place_when_it_changes(log, save, delete):
    """Items come in the order in which they first came, also when they went and came back."""
    for name in ("c", "a", "b"):
        save(name)
    save("c", "Anders?")
    delete("a")
    save("a", "Terug?")

    assert [each.id for each in log.current("klein")] == ["c", "a", "b"]


def test_a_deletion_is_a_revision(log, save, delete):
    """What is deleted is no longer current, and its history stays."""
    save()
    gone = delete()

    assert gone.deleted
    assert gone.body is None
    assert gone.number == 2
    assert list(log.current("klein")) == []
    assert log.item("klein", "question", "vraag") == gone
    assert texts(log.history("klein", "question", "vraag")) == ["Hoe hoog?", None]


def test_the_history_of_an_item_is_its_own(log, save):
    """Items with one id, in another dossier, are others."""
    save(text="Een?")
    save(text="Ander?", dossier="groot")
    save(text="Twee?")

    assert texts(log.history("klein", "question", "vraag")) == ["Een?", "Twee?"]
    assert [each.sequence for each in log.history("klein", "question", "vraag")] == [1, 3]


def test_since_goes_on_where_one_was(log, save):
    """Who has read up to a sequence gets what came after it, in order, as many as asked for."""
    for number in range(5):
        save(text=f"Vraag {number}?")

    assert [each.sequence for each in log.since(0, 2)] == [1, 2]
    assert [each.sequence for each in log.since(2)] == [3, 4, 5]
    assert log.since(5) == ()
    assert log.last() == 5


def test_the_feed_is_newest_first_in_pages(log, save):
    """A dossier's feed goes back from the last revision, and from there to earlier ones."""
    for number in range(4):
        save(text=f"Vraag {number}?")
        save(dossier="groot", text=f"Elders {number}?")

    assert texts(log.feed("klein", limit=3)) == ["Vraag 3?", "Vraag 2?", "Vraag 1?"]
    assert texts(log.feed("klein", before=log.feed("klein", limit=3)[-1].sequence)) == ["Vraag 0?"]


def test_dossiers_with_nothing_left_are_not_named(log, save, delete):
    """A dossier is there as long as anything in it is."""
    for name in ("zee", "berg", "Aap".lower(), "leeg"):
        save(dossier=name)
    delete(dossier="leeg")

    assert log.dossiers() == ("aap", "berg", "zee")


def test_an_id_that_was_used_is_not_new(log, save, delete, ask):
    """An item that was deleted comes back only for someone who knows that it was."""
    save()
    delete()
    with pytest.raises(OutdatedError):
        log.append([Change("klein", "question", "vraag", ask(), 0)], "Sanne", "form")
    [back] = log.append([Change("klein", "question", "vraag", ask(), 2)], "Sanne", "restore")

    assert back.number == 3
    assert [each.id for each in log.current("klein")] == ["vraag"]


def test_all_changes_are_written_or_none(log, save, ask):
    """One outdated change refuses the others, and every outdated one is told."""
    save("a")
    save("b")
    changes = [Change("klein", "question", name, ask(name, "Nieuw?"), number) for name, number in
               (("a", 1), ("b", 0), ("c", 0), ("d", 7))]  # fmt: skip
    with pytest.raises(OutdatedError) as caught:
        log.append(changes, "Sanne", "form")

    assert [each.yours.id for each in caught.value.conflicts] == ["b", "d"]
    assert log.last() == 2
    assert texts(log.current("klein")) == ["Hoe hoog?", "Hoe hoog?"]


def test_many_changes_are_one_save(log, ask):
    """An import of any size is written at once, by one author at one time, numbered in its order."""
    changes = [Change("klein", "question", f"v{n}", ask(f"v{n}", f"Vraag {n}?"), 0) for n in range(1200)]
    written = log.append(changes, "Sanne", "import")
    again = [Change("klein", "question", f"v{n}", ask(f"v{n}", f"Anders {n}?"), 1) for n in range(1200)]
    log.append(again, "Sanne", "import")

    assert [each.sequence for each in written] == list(range(1, 1201))
    assert len({each.time for each in written}) == 1
    assert texts(log.current("klein")) == [f"Anders {n}?" for n in range(1200)]


@pytest.mark.parametrize("based_on", [0, 1, 2, 9])
def test_what_is_already_so_is_not_written_again(log, save, ask, based_on):
    """A save that arrives twice is saved once, whatever it was based on."""
    save(text="Oud?")
    save()

    assert log.append([Change("klein", "question", "vraag", ask(), based_on)], "Sanne", "form") == ()
    assert log.append([Change("klein", "question", "nooit", None, based_on)], "Sanne", "form") == ()
    assert log.last() == 2


def test_only_what_changes_is_written(log, save, ask):
    """Among many changes, those that change nothing leave no trace."""
    save("a")
    changes = [Change("klein", "question", "a", ask("a"), 1), Change("klein", "question", "b", ask("b"), 0)]

    assert [each.id for each in log.append(changes, "Sanne", "form")] == ["b"]
    assert log.append([], "Sanne", "form") == ()


def test_a_check_against_the_dossier_holds_until_it_is_written(log, save, ask):
    """With `as_of`, a change anywhere in the dossier since it was checked refuses; one in another dossier does not."""
    save("a")
    known = log.last()
    save("ver-weg", dossier="groot")
    log.append([Change("klein", "question", "b", ask("b"), 0)], "Sanne", "form", as_of=known)
    with pytest.raises(OvertakenError) as caught:
        log.append([Change("klein", "question", "c", ask("c"), 0)], "Sanne", "form", as_of=known)

    assert (caught.value.dossier, caught.value.since) == ("klein", known)
    assert log.item("klein", "question", "c") is None


@pytest.mark.parametrize(
    "text", ["\\u0000", "\\\\u0000", "\x01", "\U0001f600", "\ufffd", "''\"--;%s:x", "e\u0301", "\n\t"]
)
def test_every_other_sign_comes_back(log, text):
    """Whatever else stands in a source is kept to the letter."""
    body = {"id": "x", "title": "Bron", "verified": "nota", "text": text}
    log.append([Change("klein", "source", "x", body, 0)], "Sanne", "form")

    assert log.item("klein", "source", "x").body.text == text


def test_later_parts_of_the_app_bring_kinds_of_their_own(url, ask):
    """A kind is a name and a model."""
    with Log.open(url, {**KINDS, "extra": Question}) as log:
        [written] = log.append([Change("klein", "extra", "vraag", ask(), 0)], "Sanne", "form")

        assert written.body == ask()


def test_another_process_sees_the_same(log, url, save):
    """Two that have the log open read one log."""
    with Log.open(url) as other:
        written = save()

        assert other.since(0) == (written,)
        assert other.last() == 1


def test_reading_is_of_one_moment(log, save, ask):
    """What is saved while the current items are being read does not mix into them, and does not wait."""
    many = 2500  # more than are fetched at a time, by far
    log.append([Change("klein", "question", f"v{n}", ask(f"v{n}", "Oud?"), 0) for n in range(many)], "Sanne", "import")
    reading = log.current("klein")
    first = next(reading)
    save("v0", "Nieuw?")
    save(f"v{many - 1}", "Nieuw?")
    log.append([Change("klein", "question", "later", ask("later"), 0)], "Sanne", "form")

    assert texts([first, *reading]) == ["Oud?"] * many
    assert len(list(log.current("klein"))) == many + 1


def test_a_reading_that_is_given_up_holds_nothing_up(log, save):
    """A page that stops halfway lets go of its connection."""
    save()
    for _ in range(40):  # more than there are connections
        next(log.current("klein"))

    assert save(text="Nieuw?").number == 2


WORDS = st.sampled_from(["a", "b", "c"])
STEPS = st.lists(
    st.lists(st.tuples(WORDS, st.one_of(st.none(), st.sampled_from(["Een?", "Twee?"])), st.integers(0, 3)),
             max_size=3, unique_by=lambda change: change[0]),
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, data=st.data())
def test_the_log_is_what_a_list_would_be(log, ask, steps, data):
    """After any saves, refused or not, everything that can be read agrees with a plain list of what was written."""
    dossier = f"d{log.last()}"  # an example starts where the one before left
    start = log.last()
    written = []

    def latest(name):
        return next((each for each in reversed(written) if each.id == name), None)

    for step in steps:
        changes = [
            Change(dossier, "question", name, text and ask(name, text), based_on) for name, text, based_on in step
        ]
        state = {c.id: (each.number, each.text) if (each := latest(c.id)) else (0, None) for c in changes}
        new = [c for c in changes if (c.body and c.body.model_dump_json(exclude_defaults=True)) != state[c.id][1]]
        refused = [c for c in new if c.based_on != state[c.id][0]]
        if refused:
            with pytest.raises(OutdatedError) as caught:
                log.append(changes, "Sanne", "form")
            assert [each.yours for each in caught.value.conflicts] == refused
        else:
            added = log.append(changes, "Sanne", "form")
            assert [each.id for each in added] == [c.id for c in new]
            written += added
    names = list(dict.fromkeys(each.id for each in written))

    assert [each.sequence for each in written] == list(range(start + 1, log.last() + 1))
    assert list(log.since(start)) == written
    assert list(log.feed(dossier, limit=99)) == written[::-1]
    assert list(log.current(dossier)) == [latest(name) for name in names if latest(name).text]
    for name in names:
        history = [each for each in written if each.id == name]
        assert list(log.history(dossier, "question", name)) == history
        assert [each.number for each in history] == list(range(1, len(history) + 1))
