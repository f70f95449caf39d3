"""Reports: whoever reads a line can say that it is not right, or that something has no answer; nothing comes back."""

from __future__ import annotations

import pytest

from debatkit.editing.desk import Desk
from debatkit.editing.reports import LONGEST_REPORT, MOST_A_DAY, Reports
from debatkit.errors import InvalidChangeError, NotFoundError
from debatkit.people import Role, User

SMALL = "waterkade"
PUBLIC = ("question", "wat-kost-meten")
# What a reader of public lines names in vain, because it is internal or because it never was; the two are one.
HIDDEN = [("question", "interne-vraag"), ("position", "standpunt-beheer")]
NOWHERE = [("question", "nergens"), ("position", "nergens"), ("source", "verslag"), ("theme", "veiligheid"), ("x", "")]


@pytest.fixture
def reports(ledger, reader):
    """A reader of public lines."""
    return Reports(ledger, SMALL, reader)


def test_a_reader_reports_a_public_item(reports, desk, reader):
    """It is an open comment of theirs that marks the item; the one who resolves it takes the mark off."""
    reports.wrong(*PUBLIC, "Dit bedrag is van vorig jaar.")
    [made] = desk.comments(*PUBLIC)

    assert (made.by, made.text, made.wrong, made.resolved) == (reader.id, "Dit bedrag is van vorig jaar.", True, False)
    assert desk.state.doubted == {PUBLIC}
    assert [each.id for each in desk.for_me(0).comments] == [made.id]
    desk.resolve(made.id)
    assert desk.state.doubted == frozenset()


def test_a_reader_is_told_the_same_of_the_hidden_and_the_unknown(reports, desk, ledger):
    """In the same words, and nothing is written; who prepares the debate reports internal items too."""
    told = set()
    for item in (*HIDDEN, *NOWHERE):
        with pytest.raises(NotFoundError) as caught:
            reports.wrong(*item, "Dit klopt niet.")
        told.add(str(caught.value))

    assert told == {"Dit onderdeel is er niet, of niet meer."}
    assert desk.comments() == ()
    for item in HIDDEN:
        Reports(ledger, SMALL, desk.user).wrong(*item, "Dit klopt niet.")
    assert desk.state.doubted == set(HIDDEN)


@pytest.mark.parametrize("said", ["", "  \n ", "a" * (LONGEST_REPORT + 1)])
def test_a_report_says_something_short(reports, said):
    """With a sentence, not a failure."""
    with pytest.raises(InvalidChangeError):
        reports.wrong(*PUBLIC, said)
    with pytest.raises(InvalidChangeError):
        reports.ask(said, "OEV")


def test_one_reader_reports_so_much_a_day(reports, ledger, desk):
    """Both kinds together, whether they were resolved or not; others still can, and who may comment always can."""
    for count in range(MOST_A_DAY - 1):
        reports.wrong(*PUBLIC, f"Punt {count} klopt niet.")
    reports.ask("Wie betaalt de lantaarns?", "OEV")
    for comment in desk.comments():
        desk.resolve(comment.id)

    with pytest.raises(InvalidChangeError, match=f"al {MOST_A_DAY} keer"):
        reports.wrong(*PUBLIC, "Nog iets.")
    with pytest.raises(InvalidChangeError, match=f"al {MOST_A_DAY} keer"):
        reports.ask("En de bankjes?", "OEV")
    Reports(ledger, SMALL, User("dirk@min.nl", "Dirk", Role.READER)).wrong(*PUBLIC, "Dit klopt niet.")
    for _ in range(MOST_A_DAY + 1):
        Reports(ledger, SMALL, desk.user).wrong(*PUBLIC, "Dit klopt niet.")


def test_a_reader_puts_a_question_and_learns_nothing(reports, ledger, desk, contributor):
    """The same open question stays one; who put it first does not come back."""
    own = Desk(ledger, SMALL, contributor)
    before = own.ask("Wie betaalt de lantaarns?", "OEV", "veiligheid")

    assert reports.ask(" wie betaalt  de lantaarns?", "OEV") is None
    assert reports.ask("En de bankjes?", None) is None
    assert [(each.question, each.by) for each in desk.asked()] == [
        (before.question, contributor.id),
        ("En de bankjes?", "cas@min.nl"),
    ]
    assert [each.id for each in own.for_me(0).asked] == [before.id]
