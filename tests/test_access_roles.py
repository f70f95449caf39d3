"""Access by role: each role does what the table says, and nothing else, with its own items and with another's."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import access
from debatkit.access import Action, Viewer, allowed, require, settled
from debatkit.errors import DossierError, Mistake, NotAllowedError, NotFoundError
from debatkit.model import Audience, Position, Question, Recommendation, Remark, Source, Status, Theme, Verified
from debatkit.people import LOCAL_USER, Role, User

READER = User("lezer", "Lezer", Role.READER, frozenset({"EZK"}))  # a ministry gives a reader nothing
CONTRIBUTOR = User("schrijver", "Schrijver", Role.CONTRIBUTOR, frozenset({"EZK", "OCW"}))
COORDINATOR = User("co", "Coördinator", Role.COORDINATOR)
USERS = {"reader": READER, "contributor": CONTRIBUTOR, "coordinator": COORDINATOR}

# Each action, and whether a role may: with an item of EZK (its own), of BZK (another's), and of no ministry.
TABLE = {
    #                     reader                 contributor            coordinator
    Action.SEE_INTERNAL: ((False, False, False), (True, True, True), (True, True, True)),
    Action.REPORT: ((True, True, True), (True, True, True), (True, True, True)),
    Action.COMMENT: ((False, False, False), (True, True, True), (True, True, True)),
    Action.EDIT: ((False, False, False), (True, False, False), (True, True, True)),
    Action.SETTLE: ((False, False, False), (True, False, False), (True, True, True)),
    Action.APPROVE: ((False, False, False), (False, False, False), (True, True, True)),
    Action.MANAGE: ((False, False, False), (False, False, False), (True, True, True)),
}
CELLS = [
    (action, role, ministry, TABLE[action][column][place])
    for action in TABLE
    for column, role in enumerate(USERS)
    for place, ministry in enumerate(("EZK", "BZK", None))
]
# From which status to which a user of its own ministry moves an item whose text stays.
DRAFT, COORDINATED, APPROVED = Status
MOVES = {
    (DRAFT, COORDINATED): ("contributor", "coordinator"),
    (COORDINATED, DRAFT): ("contributor", "coordinator"),
    (DRAFT, APPROVED): ("coordinator",),
    (COORDINATED, APPROVED): ("coordinator",),
    (APPROVED, DRAFT): ("contributor", "coordinator"),
    (APPROVED, COORDINATED): ("contributor", "coordinator"),
}


def question(ministry="EZK", status=DRAFT, text="Wat kost het?"):
    return Question(id="vraag", number=1, question=text, ministry=ministry, status=status)


def test_the_table_has_every_action_and_every_role():
    """No action is forgotten."""
    assert set(TABLE) == set(Action)
    assert {user.role for user in USERS.values()} == set(Role)


@pytest.mark.parametrize(("action", "role", "ministry", "may"), CELLS)
def test_a_role_may_do_what_the_table_says(action, role, ministry, may):
    """Each cell: who may is let through, who may not is told why in a sentence."""
    user = USERS[role]

    assert allowed(user, action, ministry) is may
    if may:
        require(user, action, ministry)
    else:
        with pytest.raises(NotAllowedError, match=r"^[A-Z].*coördinator.*\.$"):
            require(user, action, ministry)


def test_the_local_user_may_do_everything():
    """Who works on their own machine is not asked who they are."""
    assert all(allowed(LOCAL_USER, action, ministry) for action in Action for ministry in ("EZK", None))


def test_a_refusal_says_who_may():
    """A contributor learns whose item it is, and whom to ask; a reader learns nothing of the item."""
    with pytest.raises(NotAllowedError, match="van BZK; u schrijft voor EZK, OCW"):
        require(CONTRIBUTOR, Action.EDIT, "BZK")
    with pytest.raises(NotAllowedError) as caught:
        require(READER, Action.EDIT, "BZK")

    assert "BZK" not in str(caught.value)


@pytest.mark.parametrize(
    ("user", "audiences"),
    [(READER, [Audience.PUBLIC]), (CONTRIBUTOR, list(Audience)), (COORDINATOR, list(Audience))],
    ids=USERS,
)
def test_a_role_sees_as_far_as_it_goes(user, audiences):
    """A reader's eyes on internal parts cannot be made; everyone sees public lines unless more is asked for."""
    assert Viewer.of(user) == Viewer(Audience.PUBLIC)
    for audience in Audience:
        if audience in audiences:
            assert Viewer.of(user, audience) == Viewer(audience)
        else:
            with pytest.raises(NotAllowedError, match="interne weergave"):
                Viewer.of(user, audience)


def test_a_reader_gets_a_dossier_without_anything_internal(small_workspace, leaks):
    """What a reader's eyes see of a dossier holds no internal text; a coordinator's does."""
    reader = small_workspace.view("waterkade", Viewer.of(READER))
    coordinator = small_workspace.view("waterkade", Viewer.of(COORDINATOR, Audience.INTERNAL))

    assert leaks(reader.dossier.model_dump_json()) == []
    assert leaks(coordinator.dossier.model_dump_json()) != []


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(Status, 2)))
@pytest.mark.parametrize("role", USERS)
def test_a_status_is_moved_by_whom_the_table_says(role, before, after):
    """Contributors settle their own items up to coordinated and back; coordinators approve; readers do nothing."""
    old, new = question(status=before), question(status=after)
    if role in MOVES[before, after]:
        assert settled(USERS[role], old, new) == new
    else:
        with pytest.raises(NotAllowedError):
            settled(USERS[role], old, new)


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(Status, 2)))
def test_a_contributor_moves_no_status_of_another_ministry(before, after):
    """Neither of another ministry's item nor of one that is nobody's."""
    for ministry in ("BZK", None):
        with pytest.raises(NotAllowedError):
            settled(CONTRIBUTOR, question(ministry, before), question(ministry, after))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("asked", Status)
def test_a_change_to_an_approved_item_makes_it_a_draft(status, asked):
    """Whoever changes an approved text, and whatever status comes with it, it has to be approved again."""
    old, new = question(status=status), question(status=asked, text="Wat kost het dan?")
    for user in (CONTRIBUTOR, COORDINATOR):
        if status is APPROVED:
            assert settled(user, old, new) == question(status=DRAFT, text="Wat kost het dan?")
        elif user is COORDINATOR or asked is not APPROVED:
            assert settled(user, old, new) == new
        else:
            with pytest.raises(NotAllowedError, match="akkoord"):
                settled(user, old, new)


def test_an_item_that_stays_as_it_is_keeps_its_status():
    """Saving an approved item unchanged is no change."""
    same = question(status=APPROVED)

    assert settled(CONTRIBUTOR, same, question(status=APPROVED)) == same


@pytest.mark.parametrize("ministries", [("EZK", "BZK"), ("BZK", "EZK"), ("EZK", None), (None, "EZK"), ("BZK", "BZK")])
def test_an_item_changes_hands_through_a_coordinator_only(ministries):
    """A contributor neither gives an item away nor takes one, whatever else is changed with it."""
    old, new = (question(ministry, text=f"Voor {ministry}?") for ministry in ministries)
    with pytest.raises(NotAllowedError):
        settled(CONTRIBUTOR, old, new)

    assert settled(COORDINATOR, old, new) == new


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        (None, question("EZK"), True),
        (None, question("OCW", COORDINATED), True),
        (None, question("EZK", APPROVED), False),
        (None, question("BZK"), False),
        (None, question(None), False),
        (question("EZK"), None, True),
        (question("EZK", APPROVED), None, True),
        (question("BZK"), None, False),
        (question(None), None, False),
        (None, None, True),
    ],
)
def test_items_are_added_and_withdrawn_by_their_own_ministry(before, after, may):
    """A new item is its writer's, and not approved by them; an item of another ministry cannot be taken out."""
    if may:
        assert settled(CONTRIBUTOR, before, after) == after
    else:
        with pytest.raises(NotAllowedError):
            settled(CONTRIBUTOR, before, after)
    assert settled(COORDINATOR, before, after) == after
    if before or after:
        with pytest.raises(NotAllowedError):
            settled(READER, before, after)


@pytest.mark.parametrize(
    "item",
    [
        Theme(id="t", title="T"),
        Recommendation(id="r", number=1, text="T.", wording="literal"),
        Position(id="p"),
        Source(id="b", title="B", verified=Verified.OFFICIAL),
        Remark(id="o"),
    ],
    ids=lambda item: type(item).__name__,
)
def test_what_names_no_ministry_is_for_coordinators(item):
    """Headings, recommendations, positions, sources and the procedure's remarks are not one ministry's own."""
    with pytest.raises(NotAllowedError, match="geen ministerie"):
        settled(CONTRIBUTOR, None, item)

    assert settled(COORDINATOR, None, item) == item


def test_a_ministry_writes_its_own_remarks():
    """What a ministry asked for is its own to tell; an item without status has none to move."""
    remark = Remark(id="o", ministry="EZK")

    assert settled(CONTRIBUTOR, None, remark) == remark


STATUS = st.sampled_from(Status)
MINISTRY = st.sampled_from(["EZK", "OCW", "BZK", None])
ITEM = st.none() | st.builds(question, MINISTRY, STATUS, st.sampled_from(["Een?", "Twee?"]))


@given(ITEM, ITEM, st.sampled_from(list(USERS.values())))
def test_no_change_goes_further_than_its_user(before, after, user):
    """Whatever is changed into what: only coordinators make approved items, and nobody touches another's item."""
    try:
        kept = settled(user, before, after)
    except NotAllowedError:
        assert user.role is not Role.COORDINATOR
        return
    touched = {each.ministry for each in (before, kept) if each is not None}
    if user.role is not Role.COORDINATOR:
        assert touched <= (user.ministries if user.role is Role.CONTRIBUTOR else set())
        assert kept is None or kept.status is not APPROVED or kept == before
    if before and kept and before.status is APPROVED and before.question != kept.question:
        assert kept.status is DRAFT


def test_an_error_about_files_is_not_for_readers():
    """The mistakes in a dossier quote it; a reader is told that it cannot be shown, and no more."""
    error = DossierError("kapot", (Mistake("data/kapot/x.yaml", 3, "'status' klopt niet (er staat 'geheim')"),))

    assert "geheim" not in access.explain(error, READER)
    assert "kapot" in access.explain(error, READER)
    assert access.explain(error, CONTRIBUTOR) == access.explain(error, COORDINATOR) == str(error)


def test_any_other_error_is_for_all():
    """What was said to this viewer by the library is theirs to read."""
    assert access.explain(NotFoundError("Kaart 9 is er niet."), READER) == "Kaart 9 is er niet."
