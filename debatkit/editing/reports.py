"""
Reports: what whoever reads a dossier may say back: that an item is not right, or that a question has no answer.

In go words of one user, a reader of public lines too; out comes an open comment or an asked question in the log, for
the owner. The rule that must hold: nothing comes back. Whoever names an item that is not for their eyes is told the
same as whoever names one that never was, and what others said of it is not to be read here.
"""

from __future__ import annotations

import datetime

from debatkit import access
from debatkit.access import Action, Viewer
from debatkit.editing.items import QUESTION, Asked, Comment
from debatkit.editing.ledger import Ledger
from debatkit.editing.state import State
from debatkit.editing.talk import FORM, asking, commenting, put_before
from debatkit.errors import InvalidChangeError, NotFoundError, Refusal
from debatkit.model import Audience, Position
from debatkit.people import User
from debatkit.revisions.records import Change

LONGEST_REPORT = 1_000  # characters of a report: what is wrong, not what it should become
MOST_A_DAY = 30  # of one person who may not comment: more than anybody finds, and no flood for who must look at them
A_DAY = datetime.timedelta(days=1)


class Reports:
    """What one user reports in one dossier."""

    def __init__(self, ledger: Ledger, dossier: str, user: User) -> None:
        """Raise NotAllowedError if this user may not report."""
        access.require(user, Action.REPORT)
        internal = access.allowed(user, Action.SEE_INTERNAL)
        self._viewer = Viewer.of(user, Audience.INTERNAL if internal else Audience.PUBLIC)
        self._ledger = ledger
        self._name = dossier
        self._user = user

    def wrong(self, kind: str, name: str, reason: str) -> None:
        """Say that a question or a position is not right: it is marked until somebody resolves that.

        Raises:
            NotFoundError: there is no such item for this user.
            InvalidChangeError: the reason is empty or too long, or this user reported too much today.
            LogUnavailableError: the log cannot be written.
        """

        def judge(state: State) -> tuple[Change, ...]:
            audience = _audience(state, kind, name)
            if audience is None or not self._viewer.may_see(audience):
                raise NotFoundError("Dit onderdeel is er niet, of niet meer.")
            self._require_room(state, reason, "schrijf op wat er niet klopt")
            return (commenting(self._name, self._user, (kind, name), reason, wrong=True),)

        self._ledger.append(self._name, self._user.id, FORM, judge)

    def ask(self, question: str, ministry: str | None, theme: str | None = None) -> None:
        """Put a question that the dossier does not answer to a ministry; None leaves it to the coordinators.

        The same open question to the same ministry is one question, whoever put it first; that is not told.

        Raises:
            InvalidChangeError: the question is empty or too long, or this user reported too much today.
            LogUnavailableError: the log cannot be written.
        """

        def judge(state: State) -> tuple[Change, ...]:
            self._require_room(state, question, "schrijf op wat er wordt gevraagd")
            if put_before(state, question, ministry):
                return ()
            return (asking(self._name, self._user, question, ministry, theme),)

        self._ledger.append(self._name, self._user.id, FORM, judge)

    def _require_room(self, state: State, said: str, empty: str) -> None:
        if not said.strip():
            raise InvalidChangeError((Refusal(empty),))
        if len(said) > LONGEST_REPORT:
            raise InvalidChangeError((Refusal(f"houd het bij {LONGEST_REPORT} tekens"),))
        if access.allowed(self._user, Action.COMMENT):
            return
        since = datetime.datetime.now(datetime.UTC) - A_DAY
        told: tuple[Comment | Asked, ...] = (*state.comments, *state.asked)
        if sum(each.by == self._user.id and each.time > since for each in told) >= MOST_A_DAY:
            message = f"u meldde vandaag al {MOST_A_DAY} keer iets; bel of mail wie het debat voorbereidt"
            raise InvalidChangeError((Refusal(message),))


def _audience(state: State, kind: str, name: str) -> str | None:
    """Whom a question or position is for, as the gate tells; None for what is not there, and for any other kind."""
    if kind == QUESTION:
        head = state.content.lineup.of_id.get(name)
        return head.audience if head else None
    position = state.body(Position, (kind, name))
    return position.audience if position else None
