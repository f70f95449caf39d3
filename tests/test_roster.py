"""Roster: the file of people changes by one person at a time, and somebody can always manage."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.errors import NotAllowedError, RosterError
from debatkit.people import LOCAL_USER, Role, RoleRule, User, read_people, same_id
from debatkit.roster import Roster, written
from debatkit.settings import Settings
from debatkit.values import REFUSED

FILE = """\
- id: Anna@min.nl
  name: Anna de Vries
  role: coordinator
- id: bas@min.nl
  role: contributor
  ministries: [JenV, BZK]
"""
ANNA = User("anna@min.nl", "Anna de Vries", Role.COORDINATOR)
NEW = {"id": "Cor@min.nl", "name": "Cor", "role": "reader"}

# What is filled in, and words of what is said.
WRONG = [
    ({"id": "", "role": "reader"}, "de aanmeldnaam' ontbreekt|De aanmeldnaam"),
    ({"id": "x", "role": "baas"}, "De rol kent alleen"),
    ({"id": "x", "role": "contributor"}, "Een schrijver schrijft voor een ministerie"),
    ({"id": "x", "role": "contributor", "ministries": [" "]}, "ministerie"),
    ({"id": "x\x00", "role": "reader"}, "stuurteken"),
    ({"id": "x", "name": "a" * 20_001, "role": "reader"}, "De naam is te lang"),
]


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "personen.yaml"
    made.write_text(FILE, encoding="utf-8")
    return made


@pytest.fixture
def roster(path):
    """The file as Anna sees it, who coordinates."""
    return Roster(path, ANNA)


def roles(path):
    return {each.id: each.role.value for each in read_people(path).by_id.values()}


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR])
def test_only_a_coordinator_sees_it(path, role):
    """Who has which role is not everyone's business."""
    with pytest.raises(NotAllowedError):
        Roster(path, User("x", "x", role, frozenset({"BZK"})))
    with pytest.raises(NotAllowedError):
        Roster.of(Settings(), User("x", "x", role))


def test_settings_without_a_file_have_no_roster(path):
    """Roles then come from a claim, or nobody signs in."""
    assert Roster.of(Settings(), ANNA) is None
    assert Roster.of(Settings(people=path), ANNA).people[0] == ANNA


def test_somebody_is_added_at_the_end(roster, path):
    """In the one form of the file; who was there stays as they were."""
    roster.add(NEW)

    assert path.read_text(encoding="utf-8") == (
        "- id: anna@min.nl\n  name: Anna de Vries\n  role: coordinator\n"
        "- id: bas@min.nl\n  role: contributor\n  ministries:\n    - BZK\n    - JenV\n"
        "- id: cor@min.nl\n  name: Cor\n  role: reader\n"
    )


def test_a_role_is_changed(roster, path):
    """By the same id, however it is written."""
    roster.change({"id": "BAS@min.nl", "name": "Bas", "role": "coordinator", "ministries": []})

    assert roles(path) == {"anna@min.nl": "coordinator", "bas@min.nl": "coordinator"}


def test_somebody_is_taken_out(roster, path):
    """And is then nobody."""
    roster.remove("Bas@min.nl")

    assert roles(path) == {"anna@min.nl": "coordinator"}


@pytest.mark.parametrize(("values", "told"), WRONG)
def test_what_is_wrong_is_told_in_words_of_the_form(roster, path, values, told):
    """Nothing is written."""
    with pytest.raises(RosterError, match=told):
        roster.add(values)

    assert path.read_text(encoding="utf-8") == FILE


def test_nobody_is_there_twice(roster):
    """Adding somebody who is there is a slip; changing or taking out somebody who is not there too."""
    with pytest.raises(RosterError, match="staat al in de lijst"):
        roster.add({"id": "BAS@min.nl", "role": "reader"})
    with pytest.raises(RosterError, match="staat niet meer in de lijst"):
        roster.change(NEW)
    with pytest.raises(RosterError, match="staat niet meer in de lijst"):
        roster.remove("cor@min.nl")


@pytest.mark.parametrize("act", [lambda r: r.remove("anna@min.nl"), lambda r: r.change({**NEW, "id": "Anna@min.nl"})])
def test_nobody_locks_themselves_out(path, act):
    """Not even when there is another coordinator, or a claim that gives the role."""
    with path.open("a", encoding="utf-8") as file:
        file.write("- id: dirk@min.nl\n  role: coordinator\n")
    with pytest.raises(RosterError, match="U kunt uzelf de rol van coördinator niet afnemen"):
        act(Roster(path, ANNA, [RoleRule("top", Role.COORDINATOR)]))


def test_a_coordinator_by_a_claim_does_not_lock_themselves_out_either(path):
    """The file goes before the claim: an entry with a lower role would."""
    by_claim = Roster(path, User("ellen@min.nl", "Ellen", Role.COORDINATOR), [RoleRule("top", Role.COORDINATOR)])
    with pytest.raises(RosterError, match="U kunt uzelf"):
        by_claim.add({"id": "ellen@min.nl", "role": "reader"})
    by_claim.remove("anna@min.nl")

    assert roles(path) == {"bas@min.nl": "contributor"}


@pytest.mark.parametrize("rules", [(), [RoleRule("pers", Role.READER)]])
def test_the_last_coordinator_stays(path, rules):
    """Where no claim makes others."""
    with pytest.raises(RosterError, match="ten minste één coördinator"):
        Roster(path, LOCAL_USER, rules).remove("anna@min.nl")


def test_two_who_change_it_at_once_do_not_lose_a_change(path, roster):
    """The second is told, and sees the list of the first."""
    other = Roster(path, ANNA)
    other.add(NEW)
    with pytest.raises(RosterError, match="Iemand anders wijzigde de lijst intussen"):
        roster.remove("bas@min.nl")

    assert roles(path).keys() == {"anna@min.nl", "bas@min.nl", "cor@min.nl"}


def test_of_many_who_change_it_at_the_same_moment_each_is_heard_or_refused(path):
    """No half file, no lost change."""
    told, refused = [], []

    def add(number):
        try:
            Roster(path, ANNA).add({"id": f"p{number}@min.nl", "role": "reader"})
            told.append(f"p{number}@min.nl")
        except RosterError:
            refused.append(number)

    threads = [threading.Thread(target=add, args=[number]) for number in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert set(roles(path)) == {"anna@min.nl", "bas@min.nl", *told}
    assert len(told) + len(refused) == 20
    assert told
    assert os.listdir(path.parent) == [path.name]


def test_who_begins_right_after_a_change_keeps_their_turn(path, roster, monkeypatch):
    """The first one's tidying up once took away the file by which the second kept others out."""
    replace = Path.replace

    def replace_and_another_begins(new, target):
        replace(new, target)
        new.write_text("van de volgende", encoding="utf-8")

    monkeypatch.setattr(Path, "replace", replace_and_another_begins)
    roster.add(NEW)

    assert path.with_name(".personen.yaml.new").read_text(encoding="utf-8") == "van de volgende"
    assert "cor@min.nl" in roles(path)


def test_a_change_that_somebody_left_half_is_told(path, roster):
    """A process that was killed leaves a file; the message names it, and the list is whole."""
    path.with_name(".personen.yaml.new").write_text("half")
    with pytest.raises(RosterError, match=r"\.personen\.yaml\.new"):
        roster.add(NEW)

    assert path.read_text(encoding="utf-8") == FILE


def test_the_rights_and_the_link_of_the_file_stay(path, tmp_path):
    """Who may read it may go on reading it, by the name they know."""
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    Roster(link, ANNA).add(NEW)

    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert "cor@min.nl" in roles(link)


@pytest.mark.parametrize("text", ["# Alleen na overleg.\n" + FILE, FILE.replace("Vries", "Vries # tot mei")])
def test_remarks_in_the_file_are_seen(path, text):
    """A change would take them out, so the page can say so beforehand."""
    assert not Roster(path, ANNA).has_remarks
    path.write_text(text, encoding="utf-8")

    assert Roster(path, ANNA).has_remarks


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_file_that_may_not_be_written_is_seen(path, roster):
    """Neither the file, nor its folder."""
    assert roster.writable
    path.parent.chmod(0o500)
    try:
        assert not roster.writable
    finally:
        path.parent.chmod(0o700)


def test_a_folder_that_went_is_told(path, roster):
    """In a sentence."""
    path.unlink()
    with pytest.raises(RosterError):
        roster.add(NEW)


names = st.text(min_size=1, max_size=30).map(str.strip).filter(lambda text: text and not REFUSED.search(text))
users = st.builds(
    User,
    st.from_regex(r"[a-z0-9.]{1,10}@min\.nl", fullmatch=True),
    names.map(lambda text: " ".join(text.split())).filter(bool),
    st.sampled_from(Role),
    st.frozensets(st.sampled_from(["BZK", "EZK", "J&V", "no", "123"]), min_size=1),
)


@given(st.lists(users, max_size=8, unique_by=lambda user: user.id))
def test_what_is_written_is_read_as_the_same_people(tmp_path_factory, people):
    """Whatever their names are."""
    path = tmp_path_factory.mktemp("people") / "personen.yaml"
    path.write_text(written(people), encoding="utf-8")
    found = read_people(path).by_id

    assert [each.id for each in found.values()] == [same_id(each.id) for each in people]
    assert [(each.role, each.ministries) for each in found.values()] == [(e.role, e.ministries) for e in people]
    assert written(found.values()) == written(read_people(path).by_id.values())
