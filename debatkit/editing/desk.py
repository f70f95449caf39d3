"""
Desk: what one user may see and do in one dossier.

In go wishes: a changed item, a withdrawal, a comment, an old revision put back. Each is judged by the gate, checked
against the whole dossier, and appended to the log; or refused with the reason. The one rule that must hold: nothing
is written that this user may not write, whatever the road by which it comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from debatkit import access, validation
from debatkit.access import Action
from debatkit.editing import following, forms, items, splitting
from debatkit.editing.following import FileDifference
from debatkit.editing.items import LEFT, Asked, Comment, Left, Order
from debatkit.editing.ledger import Ledger
from debatkit.editing.listing import Listing
from debatkit.editing.state import State
from debatkit.editing.talk import FORM, Talk
from debatkit.errors import InvalidChangeError, NotAllowedError, NotFoundError, Refusal
from debatkit.model import Dossier, Item, Model, Numbered, Question, Status
from debatkit.people import User
from debatkit.questions import Head, Questions
from debatkit.revisions.private import Kept
from debatkit.revisions.records import Change, Revision, Which

RESTORED = "restored"
IMPORTED = "import"
FROM_FILES = (IMPORTED, following.ORIGIN)

BodyT = TypeVar("BodyT", bound=Model)


@dataclass(frozen=True)
class ForMe:
    """What asks for this user's attention, each newest or first in the dossier first."""

    drafts: Sequence[Question]  # of their ministries; of all for a coordinator
    comments: tuple[Comment, ...]  # open ones, on what is theirs or by them
    asked: tuple[Asked, ...]  # open questions, put to their ministries or by them
    changed: int  # how often others changed something since their last visit; `Desk.changed` says what


class Desk(Talk):
    """One user at work in one dossier; made for one action or one run of a page."""

    def __init__(self, ledger: Ledger, dossier: str, user: User) -> None:
        """Raise NotAllowedError if this user may not see internal parts, NotFoundError if there is no such dossier."""
        super().__init__(ledger, dossier, user)
        self._private = ledger.log.private_texts(user.id, dossier)

    @property
    def dossier(self) -> Dossier:
        """The whole dossier, internal parts included.

        Raises:
            DossierError: it cannot be read.
        """
        return self.state.dossier

    def may_edit(self, item: Model) -> bool:
        """Whether this user may change this item."""
        return access.allowed(self.user, Action.EDIT, access.ministry_of(item))

    def refusal(self, item: Model) -> str | None:
        """Why this user may not change an item; None if they may."""
        try:
            access.require(self.user, Action.EDIT, access.ministry_of(item))
        except NotAllowedError as error:
            return str(error)
        return None

    def may_settle(self, kind: str, name: str, status: Status) -> bool:
        """Whether this user may bring an item to a status."""
        body = self.revision(kind, name).body
        action = Action.APPROVE if status is Status.APPROVED else Action.SETTLE
        return body is not None and access.allowed(self.user, action, access.ministry_of(body))

    def settle(self, kind: str, name: str, status: Status, based_on: int) -> tuple[Revision, ...]:
        """Bring an item to a status, and change nothing else.

        Raises:
            NotFoundError, NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `save`.
        """
        body = self.revision(kind, name).body
        assert body is not None
        return self.save([self.change(kind, name, body.model_copy(update={"status": status}), based_on)])

    def change(self, kind: str, name: str, body: Model | None, based_on: int) -> Change:
        """A change in this dossier, to be given to `save`; no body withdraws the item, `based_on` 0 makes it."""
        return Change(self._name, kind, name, body, based_on)

    def save(self, changes: Iterable[Change], origin: str = FORM) -> tuple[Revision, ...]:
        """Write all changes or none.

        Raises:
            NotAllowedError: this user may not make one of them.
            InvalidChangeError: the dossier would not fit together, or a number was given before.
            OutdatedError: somebody else was first; it holds theirs and yours.
            LogUnavailableError: the log cannot be written.
        """
        wanted = tuple(changes)

        def judge(state: State) -> tuple[Change, ...]:
            return tuple(self._judged(state, change, origin in FROM_FILES) for change in wanted)

        return self._ledger.append(self._name, self.user.id, origin, judge)

    def free_number(self, recommendations: tuple[str, ...]) -> int:
        """The next number for a question whose first recommendation is the first of these: none that was ever given.

        Raises:
            LogUnavailableError: the log cannot be read.
        """
        first = recommendations[:1]
        asked: list[Numbered] = [*self.state.content.lineup.heads, *self._withdrawn_questions()]
        return max((each.number for each in asked if each.recommendations[:1] == first), default=0) + 1

    @property
    def listing(self) -> Listing:
        """The questions of the dossier as a list to choose from.

        Raises:
            DossierError: it cannot be read.
        """
        listing = self.state.content.listing
        return listing if listing else Listing(self.dossier, ())

    def add_keyword(self, question: str, words: str) -> tuple[Revision, ...]:
        """Have a question found by other words too.

        Raises:
            NotFoundError, NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `save`.
        """
        revision = self.revision("question", question)
        body = revision.body
        assert isinstance(body, Question)
        changed = {**body.model_dump(), "keywords": (*body.keywords, words)}
        try:
            after = Question.model_validate(changed)
        except ValidationError as error:
            message = "; ".join(message for _, message in validation.mistakes(error, Question))
            raise InvalidChangeError((Refusal(message, ("keywords",), *revision.key),)) from None
        return self.save([self.change("question", question, after, revision.number)])

    def split(self, question: str, moved: Collection[splitting.Part], asked: str, based_on: int) -> Revision:
        """Make two questions of one, or leave it as it is; return the new one, which got the next number and a new id.

        Raises:
            NotFoundError, NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `save`.
        """
        body = self.revision("question", question).body
        assert isinstance(body, Question)
        name = self.new_id(asked)
        try:
            stays, goes = splitting.split(body, moved, name, self.free_number(body.recommendations), asked)
        except ValidationError as error:
            message = "; ".join(message for _, message in validation.mistakes(error, Question))
            raise InvalidChangeError((Refusal(message, ("question",), self._name, "question", name),)) from None
        changes = (self.change("question", question, stays, based_on), self.change("question", name, goes, 0))
        return self.save(changes)[1]

    def new_id(self, words: str) -> str:
        """An id made of these words, that no item of the dossier has or had."""
        return forms.new_id(words, self.state.ids)

    @property
    def may_order(self) -> bool:
        """Whether this user may put questions in another order."""
        return access.allowed(self.user, Action.EDIT)

    def beside(self, recommendation: str | None) -> Sequence[Head]:
        """The questions that have their number from a recommendation (None: from the general line), in their order."""
        first = (recommendation,) if recommendation else ()
        return [each for each in self.state.content.lineup.heads if each.recommendations[:1] == first]

    def move(self, question: str, steps: int) -> tuple[Revision, ...]:
        """Move a question down among those beside it by so many places, or up where `steps` is negative.

        Raises:
            NotFoundError: it is not there.
            NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `save`.
        """
        heads = self.state.content.lineup.heads
        first = next((each.recommendations[:1] for each in heads if each.id == question), None)
        if first is None:
            raise NotFoundError(f"'{question}' is er niet, of is intussen ingetrokken.")
        beside = [each.id for each in heads if each.recommendations[:1] == first]
        at = beside.index(question)
        beside.insert(min(max(at + steps, 0), len(beside) - 1), beside.pop(at))
        moved = iter(beside)
        order = Order(ids=tuple(next(moved) if each.recommendations[:1] == first else each.id for each in heads))
        latest = self.latest(items.ORDER, items.QUESTION)
        return self.save([self.change(items.ORDER, items.QUESTION, order, latest.number if latest else 0)])

    def withdrawn_question(self, label: str) -> Question | None:
        """The question that had this short number and was withdrawn; None if none had it, or if it is there.

        Raises:
            LogUnavailableError: the log cannot be read.
        """
        dossier = self.dossier
        return next((each for each in self._withdrawn_questions() if dossier.label(each) == label), None)

    def withdrawn(self) -> tuple[Revision, ...]:
        """What was withdrawn, each as it was last, to be put back."""
        return tuple(each for each in self.state.withdrawn.values() if each.kind in items.IN_FILES)

    def history(self, kind: str, name: str) -> tuple[Revision, ...]:
        """Every revision of an item, the first one first.

        Raises:
            LogUnavailableError: the log cannot be read.
        """
        return self._ledger.log.history(self._name, kind, name)

    def latest(self, kind: str, name: str) -> Revision | None:
        """The last revision of an item, also the one that withdrew it; None if it never was.

        Raises:
            LogUnavailableError: the log cannot be read.
        """
        return self._ledger.log.item(self._name, kind, name)

    def restore(self, kind: str, name: str, number: int) -> tuple[Revision, ...]:
        """Put an item back as it was, as a new revision; what is settled by status becomes a draft.

        Raises:
            NotFoundError: there is no such revision, or it was a withdrawal.
            NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `save`.
        """
        history = self.history(kind, name)
        found = next((each for each in history if each.number == number), None)
        body = found.body if found else None
        if body is None:
            raise NotFoundError(f"Versie {number} van '{name}' is er niet, of was een intrekking.")
        return self.bring_back(kind, name, body, history[-1].number)

    def bring_back(self, kind: str, name: str, body: Model, based_on: int) -> tuple[Revision, ...]:
        """Put an item back, as this; what is settled by status becomes a draft.

        Raises:
            NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `save`.
        """
        if access.status_of(body):
            body = body.model_copy(update={"status": Status.DRAFT})
        return self.save([self.change(kind, name, body, based_on)], RESTORED)

    def feed(self, before: int | None = None, limit: int = 50) -> tuple[Revision, ...]:
        """What people did in the dossier, newest first, from before sequence `before`."""
        return self._ledger.log.feed(self._name, before, limit, Which(items.TOLD))

    def changed(self, since: int, skip: int = 0, limit: int = 20) -> tuple[Revision, ...]:
        """What others changed in the dossier after sequence `since`, newest first, without the first `skip`.

        Raises:
            LogUnavailableError: the log cannot be read.
        """
        return self._ledger.log.feed(self._name, None, limit, self._by_others(since), skip)

    def _by_others(self, since: int) -> Which:
        return Which(items.IN_FILES, since, self.user.id)

    def for_me(self, since: int) -> ForMe:
        """What asks for this user's attention; `since` is the sequence up to which they saw the dossier."""
        coordinates = access.allowed(self.user, Action.MANAGE)

        def of_mine(ministry: str | None) -> bool:
            return coordinates or self.user.is_of(ministry)

        def mine(item: Model | None) -> bool:
            return item is not None and of_mine(access.ministry_of(item))

        def mine_to_do(head: Head) -> bool:
            return head.status is Status.DRAFT and of_mine(head.ministry)

        drafts = Questions.of(self.dossier.questions).where(mine_to_do)
        comments = [
            each
            for each in self.comments()
            if not each.resolved and (each.by == self.user.id or mine(self.state.body(Model, (each.kind, each.item))))
        ]
        changed = self._ledger.log.feed_length(self._name, self._by_others(since))
        asked = [each for each in self.asked() if not each.resolved and (each.by == self.user.id or mine(each))]
        return ForMe(drafts, tuple(comments), tuple(asked), changed)

    def kept(self, name: str) -> Kept | None:
        """What this user keeps here under a name, such as unsaved work; nobody else sees it.

        Raises:
            LogUnavailableError: the database cannot be read.
        """
        return self._private.get(name)

    def keep(self, name: str, text: str) -> None:
        """Keep a text for this user alone, in the place of what was under that name.

        Raises:
            InvalidChangeError: it is too long.
            LogUnavailableError: the database cannot be written.
        """
        self._private.put(name, text)

    def drop(self, name: str) -> None:
        """Forget what this user keeps under a name.

        Raises:
            LogUnavailableError: the database cannot be written.
        """
        self._private.drop(name)

    def differences(self) -> tuple[FileDifference, ...]:
        """What somebody changed and the files have otherwise, to take or to leave.

        Raises:
            DossierError: the files cannot be read.
            LogUnavailableError: the log cannot be read.
        """
        return self._ledger.differences(self._name)

    def take(self, difference: FileDifference) -> None:
        """Make an item what its file says; from then on it follows the file again.

        Raises:
            NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `save`.
        """
        change = self.change(difference.kind, difference.id, difference.in_file, difference.number)
        self.save([change], following.ORIGIN)

    def leave(self, difference: FileDifference) -> None:
        """Keep an item as it is, until its file changes again.

        Raises:
            NotAllowedError: this user may not change the item.
            LogUnavailableError: the log cannot be written.
        """
        body = difference.ours.body if difference.ours else difference.in_file
        access.require(self.user, Action.EDIT, access.ministry_of(body) if body else None)

        def judge(state: State) -> tuple[Change, ...]:
            held = state.revision(LEFT, difference.left_id)
            left = Left(digest=following.digest(difference.in_file))
            return (Change(self._name, LEFT, difference.left_id, left, held.number if held else 0),)

        self._ledger.append(self._name, self.user.id, FORM, judge)

    def _judged(self, state: State, change: Change, from_file: bool) -> Change:
        if change.kind not in items.IN_FILES:
            raise InvalidChangeError((Refusal(f"een '{change.kind}' wordt zo niet gewijzigd", (), *change.key),))
        after = change.body
        if after is not None and not isinstance(after, Model):
            raise TypeError("a change on a desk carries a body of the model")
        before = state.body(Model, (change.kind, change.id))
        withdrawn = state.withdrawn.get((change.kind, change.id))
        settled = access.settled(self.user, before, after, withdrawn.body if withdrawn else None, from_file)
        return Change(*change.key, settled, change.based_on)

    def _withdrawn_questions(self) -> tuple[Question, ...]:
        return tuple(each.body for each in self.state.withdrawn.values() if isinstance(each.body, Question))


def title(item: Model) -> str:
    """What an item is called where people read of it.

    >>> from debatkit.model import Theme
    >>> title(Theme(id="toezicht", title="Toezicht"))
    'Toezicht'
    """
    for field in ("question", "title", "name", "text"):
        if isinstance(found := getattr(item, field, None), str):
            return found
    return item.id if isinstance(item, Item) else ""
