"""Desk: what each role may change, comment on, put back and see; and what is refused, with the reason."""

from __future__ import annotations

import pytest

from debatkit.editing.desk import Desk
from debatkit.errors import InvalidChangeError, NotAllowedError, NotFoundError
from debatkit.model import Status
from debatkit.revisions.records import OutdatedError

SMALL = "waterkade"
OWN = "waarom-geen-raad"  # of OEV
OTHER = "register-en-beheer"  # of BRU
APPROVED = "waarom-nu"


def changed(desk, name, **update):
    """Save a question with other values, from its latest revision."""
    revision = desk.revision("question", name)
    body = revision.body.model_copy(update=update)
    return desk.save([desk.change("question", name, body, revision.number)])


def test_a_reader_has_no_desk(ledger, reader):
    """Who sees public lines only cannot even ask for an item."""
    with pytest.raises(NotAllowedError):
        Desk(ledger, SMALL, reader)


def test_a_contributor_changes_what_is_of_their_ministry(ledger, contributor):
    """The log names them, and another's item is refused by name."""
    desk = Desk(ledger, SMALL, contributor)

    [written] = changed(desk, OWN, question="Wie voert de regie?")

    assert (written.author, written.origin, written.number) == ("bo@min.nl", "form", 2)
    with pytest.raises(NotAllowedError, match="Dit onderdeel is van BRU"):
        changed(desk, OTHER, question="Wie voert de regie?")


def test_a_contributor_cannot_take_or_give_away_an_item(ledger, contributor):
    """Neither by making it theirs, nor by making theirs another's, nor by withdrawing it."""
    desk = Desk(ledger, SMALL, contributor)

    for name, update in ((OTHER, {"ministry": "OEV"}), (OWN, {"ministry": "BRU"})):
        with pytest.raises(NotAllowedError):
            changed(desk, name, **update)
    with pytest.raises(NotAllowedError):
        desk.save([desk.change("question", OTHER, None, desk.revision("question", OTHER).number)])


def test_all_changes_are_written_or_none(ledger, contributor):
    """One that is not allowed takes the others with it."""
    desk = Desk(ledger, SMALL, contributor)
    changes = []
    for name in (OWN, OTHER):
        revision = desk.revision("question", name)
        changes.append(
            desk.change("question", name, revision.body.model_copy(update={"question": "Wie?"}), revision.number)
        )

    with pytest.raises(NotAllowedError):
        desk.save(changes)
    assert desk.revision("question", OWN).number == 1


def test_a_change_to_an_approved_answer_makes_it_a_draft(desk):
    """Whoever makes it."""
    [written] = changed(desk, APPROVED, question="Waarom juist nu?")

    assert written.body.status is Status.DRAFT


def test_approval_is_a_coordinators(ledger, desk, contributor):
    """A contributor brings an item as far as coordinated."""
    own = Desk(ledger, SMALL, contributor)

    changed(own, OWN, status=Status.COORDINATED)
    with pytest.raises(NotAllowedError, match="Alleen een coördinator kan akkoord geven"):
        changed(own, OWN, status=Status.APPROVED)
    changed(desk, OWN, status=Status.APPROVED)

    assert desk.revision("question", OWN).body.status is Status.APPROVED


def test_a_reference_that_leads_nowhere_is_refused(desk):
    """The message says which, and nothing is written."""
    with pytest.raises(InvalidChangeError, match="bestaat-niet"):
        changed(desk, OWN, recommendations=("bestaat-niet",))
    assert desk.revision("question", OWN).number == 1


def test_what_others_refer_to_cannot_be_withdrawn(desk):
    """A source that is cited stays."""
    source = desk.dossier.sources[0]

    with pytest.raises(InvalidChangeError, match=source.id):
        desk.save([desk.change("source", source.id, None, 1)])


def test_a_number_is_never_given_twice(desk):
    """Not even that of a question which was withdrawn: people remember 11.1."""
    question = desk.revision("question", OWN).body
    desk.save([desk.change("question", OWN, None, 1)])
    twin = question.model_copy(update={"id": "nieuwe-vraag"})

    with pytest.raises(InvalidChangeError, match="ingetrokken vraag"):
        desk.save([desk.change("question", "nieuwe-vraag", twin, 0)])
    free = desk.free_number(question.recommendations)
    desk.save([desk.change("question", "nieuwe-vraag", twin.model_copy(update={"number": free}), 0)])

    assert free == question.number + 1


def test_an_id_is_never_used_again(desk):
    """A withdrawn item comes back by its history, not by a new one of its name."""
    question = desk.revision("question", OWN).body
    desk.save([desk.change("question", OWN, None, 1)])

    with pytest.raises(OutdatedError):
        desk.save([desk.change("question", OWN, question.model_copy(update={"number": 9}), 0)])


def test_a_withdrawn_item_can_be_put_back(desk):
    """It is listed as it was, and comes back as a draft with the number it had."""
    before = desk.revision("question", APPROVED).body
    desk.save([desk.change("question", APPROVED, None, 1)])

    [withdrawn] = desk.withdrawn()
    [written] = desk.restore("question", APPROVED, withdrawn.number)

    assert written.body == before.model_copy(update={"status": Status.DRAFT})
    assert (written.number, written.origin) == (3, "restored")
    assert desk.withdrawn() == ()


def test_an_old_revision_comes_back_as_a_new_one(desk):
    """History only grows."""
    first = desk.revision("question", OWN).body
    changed(desk, OWN, question="Wie voert de regie?")

    desk.restore("question", OWN, 1)

    assert [each.number for each in desk.history("question", OWN)] == [1, 2, 3]
    assert desk.revision("question", OWN).body.question == first.question
    with pytest.raises(NotFoundError, match="Versie 9"):
        desk.restore("question", OWN, 9)


def test_kinds_that_are_not_edited_are_refused(desk):
    """A comment is made with `comment`, the memory of the files by the ledger alone."""
    with pytest.raises(InvalidChangeError, match="wordt zo niet gewijzigd"):
        desk.save([desk.change("files", SMALL, None, 1)])


def test_comments_are_made_and_resolved(ledger, desk, contributor):
    """Each says who and when; who may comment may resolve it and open it again."""
    own = Desk(ledger, SMALL, contributor)
    made = own.comment("question", OTHER, "Klopt het bedrag?")

    desk.resolve(made.id)
    [seen] = own.comments("question", OTHER)

    assert (seen.by, seen.text, seen.resolved) == ("bo@min.nl", "Klopt het bedrag?", True)
    assert own.comments("question", OWN) == ()
    own.resolve(made.id, False)
    assert not desk.comments()[0].resolved


@pytest.mark.parametrize("text", ["", "   ", "a" * 5001])
def test_an_empty_or_endless_comment_is_refused(desk, text):
    """With a sentence, not a failure."""
    with pytest.raises(InvalidChangeError):
        desk.comment("question", OWN, text)


def test_a_comment_on_what_is_not_there_is_refused(desk):
    """Nor can one be resolved that is not there."""
    with pytest.raises(NotFoundError):
        desk.comment("question", "weg", "Klopt dit?")
    with pytest.raises(NotFoundError):
        desk.resolve("weg")


def test_what_is_not_right_is_marked_until_it_is_resolved(desk):
    """An ordinary comment marks nothing."""
    desk.comment("question", OWN, "Korter graag.")
    made = desk.comment("question", OTHER, "Dit bedrag klopt niet.", wrong=True)
    marked = desk.state.doubted
    desk.resolve(made.id)

    assert (marked, desk.state.doubted) == ({("question", OTHER)}, frozenset())


def test_words_become_a_keyword(ledger, desk, contributor):
    """Of a question that one may change; empty words are refused."""
    desk.add_keyword(OWN, "kaderaad light")

    assert "kaderaad light" in desk.revision("question", OWN).body.keywords
    with pytest.raises(InvalidChangeError):
        desk.add_keyword(OWN, "  ")
    with pytest.raises(NotAllowedError):
        Desk(ledger, SMALL, contributor).add_keyword(OTHER, "iets")


def test_exercises_are_counted_by_card_and_name_nobody(ledger, desk):
    """Who practised is nowhere in the log."""
    for found in (True, False, True):
        ledger.practised(SMALL, 2, found)

    assert desk.state.practice == {2: (2, 3)}
    assert {each.author for each in desk.feed() if each.kind == "practice"} == {"oefening"}


def test_for_me_lists_what_is_mine(ledger, desk, contributor):
    """Drafts of my ministry, open comments on what is ours, and what others changed since I looked."""
    own = Desk(ledger, SMALL, contributor)
    seen = ledger.sequence
    changed(desk, OTHER, question="Wie beheert het register?")
    changed(own, OWN, question="Wie voert de regie?")
    desk.comment("question", OWN, "Korter graag.")
    desk.comment("question", OTHER, "Graag een bron.")

    mine = own.for_me(seen)

    assert OTHER not in {each.id for each in mine.drafts}
    assert OWN in {each.id for each in mine.drafts}
    assert [each.text for each in mine.comments] == ["Korter graag."]
    assert [each.id for each in mine.changed] == [OTHER]


def test_the_feed_tells_what_happened_newest_first(desk):
    """In pages, without what the app keeps for itself."""
    changed(desk, OWN, question="Wie voert de regie?")
    desk.comment("question", OWN, "Korter graag.")

    feed = desk.feed(limit=2)

    assert [each.kind for each in feed] == ["comment", "question"]
    assert feed[-1].sequence > desk.feed(before=feed[-1].sequence)[0].sequence
    assert "files" not in {each.kind for each in desk.feed(limit=500)}


def test_a_dossier_that_is_not_there_is_told(ledger, coordinator):
    """In a sentence."""
    with pytest.raises(NotFoundError, match="Dossier 'weg' is er niet"):
        Desk(ledger, "weg", coordinator)


def test_a_question_is_put_to_a_ministry_once(ledger, desk, contributor):
    """It is open work for that ministry until somebody resolves it; put again in the same words it stays one."""
    own = Desk(ledger, SMALL, contributor)
    asked = desk.ask("Wie  betaalt de lantaarns?", "OEV", "veiligheid")

    assert own.ask("wie betaalt de lantaarns?", "OEV").id == asked.id
    assert desk.ask("Wie betaalt de lantaarns?", "BRU").id != asked.id
    assert [each.question for each in own.for_me(0).asked] == ["Wie betaalt de lantaarns?"]
    assert len(desk.for_me(0).asked) == 2
    own.resolve(asked.id)
    assert own.for_me(0).asked == ()
    assert own.ask("Wie betaalt de lantaarns?", "OEV").id != asked.id


@pytest.mark.parametrize("text", ["", "  ", "a" * 1_001])
def test_a_question_that_is_put_has_a_text(desk, text):
    """One that fits on a screen."""
    with pytest.raises(InvalidChangeError):
        desk.ask(text, "OEV")


def test_a_withdrawn_number_is_known(desk):
    """Who prepares the debate is told which question had it; a number in use, or never given, had none."""
    label = desk.dossier.label(desk.revision("question", OWN).body)

    assert desk.withdrawn_question(label) is None
    desk.save([desk.change("question", OWN, None, desk.revision("question", OWN).number)])
    assert desk.withdrawn_question(label).id == OWN
    assert desk.withdrawn_question("9.99") is None
