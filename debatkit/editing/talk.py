"""
Talk: what is said of the items of a dossier, and what is asked of ministries.

In go words of one user; out come comments and questions in the log, open until somebody resolves them. The one rule
that must hold: they are for those who prepare the debate, to read as well as to write.
"""

from __future__ import annotations

import datetime
import uuid

from debatkit import access
from debatkit.access import Action
from debatkit.editing.items import ASKED, COMMENT, Asked, Comment, Name
from debatkit.editing.ledger import Ledger
from debatkit.editing.state import State
from debatkit.errors import NotFoundError
from debatkit.model import Model
from debatkit.people import User
from debatkit.revisions.records import Change, Revision

FORM = "form"  # the origin of what was written on a page


class Talk:
    """What one user says and asks in one dossier."""

    def __init__(self, ledger: Ledger, dossier: str, user: User) -> None:
        """Raise NotAllowedError if this user may not see internal parts, NotFoundError if there is no such dossier."""
        access.require(user, Action.SEE_INTERNAL)
        if not ledger.state(dossier).there:
            raise NotFoundError(f"Dossier '{dossier}' is er niet.")
        self._ledger = ledger
        self._name = dossier
        self.user = user

    @property
    def state(self) -> State:
        """The dossier as it is by now."""
        return self._ledger.state(self._name)

    def revision(self, kind: str, name: str) -> Revision:
        """The latest revision of an item that is there.

        Raises:
            NotFoundError: it is not there, or no longer.
        """
        revision = self.state.revision(kind, name)
        if revision is None:
            raise NotFoundError(f"'{name}' is er niet, of is intussen ingetrokken.")
        return revision

    def comments(self, kind: str | None = None, name: str | None = None) -> tuple[Comment, ...]:
        """The comments on an item, or on all of them, the first one first."""
        comments = self.state.comments
        return tuple(each for each in comments if kind is None or (each.kind, each.item) == (kind, name))

    def comment(self, kind: str, name: str, text: str, wrong: bool = False) -> Comment:
        """Say something of an item; with `wrong`, that it is not right, which marks it until that is resolved.

        Raises:
            NotAllowedError: this user may not.
            NotFoundError: there is no such item.
            InvalidChangeError: the text is empty or too long.
            LogUnavailableError: the log cannot be written.
        """
        access.require(self.user, Action.COMMENT)
        self.revision(kind, name)
        change = commenting(self._name, self.user, (kind, name), text, wrong)
        [written] = self._ledger.append(self._name, self.user.id, FORM, lambda _: (change,))
        assert isinstance(written.body, Comment)
        return written.body

    def resolve(self, name: str, resolved: bool = True) -> None:
        """Mark a comment, or a question that was put, as resolved, or as open again; who may comment may do this.

        Raises:
            NotAllowedError: this user may not.
            NotFoundError: there is no such comment or question.
            LogUnavailableError: the log cannot be written.
        """
        access.require(self.user, Action.COMMENT)

        def judge(state: State) -> tuple[Change, ...]:
            for kind in (COMMENT, ASKED):
                revision, body = state.revision(kind, name), state.body(Model, (kind, name))
                if revision and isinstance(body, Comment | Asked):
                    after = body.model_copy(update={"resolved": resolved})
                    return (Change(self._name, kind, name, after, revision.number),)
            raise NotFoundError("Deze opmerking is er niet meer.")

        self._ledger.append(self._name, self.user.id, FORM, judge)

    def ask(self, question: str, ministry: str | None, theme: str | None = None) -> Asked:
        """Put a question that the dossier does not answer to a ministry; None leaves it to the coordinators.

        The same open question to the same ministry is one question, however often it is put.

        Raises:
            NotAllowedError: this user may not.
            InvalidChangeError: the question is empty or too long.
            LogUnavailableError: the log cannot be written.
        """
        access.require(self.user, Action.COMMENT)
        if before := put_before(self.state, question, ministry):
            return before
        change = asking(self._name, self.user, question, ministry, theme)
        [written] = self._ledger.append(self._name, self.user.id, FORM, lambda _: (change,))
        assert isinstance(written.body, Asked)
        return written.body

    def asked(self) -> tuple[Asked, ...]:
        """The questions that were put to ministries, the first one first; resolved ones too."""
        return self.state.asked


def commenting(dossier: str, user: User, item: Name, text: str, wrong: bool) -> Change:
    """The change that has `user` say something of an item, now."""
    name = f"opmerking-{uuid.uuid4().hex[:12]}"
    body = {"id": name, "kind": item[0], "item": item[1], "text": text, "by": user.id, "time": _now(), "wrong": wrong}
    return Change(dossier, COMMENT, name, body, 0)


def asking(dossier: str, user: User, question: str, ministry: str | None, theme: str | None) -> Change:
    """The change that has `user` put a question to a ministry, now."""
    name = f"gevraagd-{uuid.uuid4().hex[:12]}"
    body = {"id": name, "question": question, "ministry": ministry, "theme": theme, "by": user.id, "time": _now()}
    return Change(dossier, ASKED, name, body, 0)


def put_before(state: State, question: str, ministry: str | None) -> Asked | None:
    """The open question to this ministry that has the same words."""
    same = " ".join(question.split()).casefold()
    alike = (each for each in state.asked if not each.resolved and each.question.casefold() == same)
    return next((each for each in alike if each.ministry == ministry), None)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat()
