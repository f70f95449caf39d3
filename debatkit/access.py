"""
Access: who may see and do what. The gate.

In goes a dossier and a viewer; out comes the dossier as that viewer may know it. Cards, search and sheets are made
from what comes out, so what is not in it cannot be found, printed or counted. The one rule that must hold: nothing
internal passes for a viewer of public lines, neither text nor source nor reference to it.

    viewer            sees
    public            what is marked public, and public sources
    internal          everything

A `Viewer` is a pair of eyes; it is made from a `User`, whose role says how far it may see. What a user may do is asked
with `allowed` and enforced with `require`; every change to an item goes through `settled`.

    action                                    reader    contributor         coordinator
    see internal parts                        no        yes                 yes
    report what is wrong or not answered      yes       yes                 yes
    comment on an item                        no        yes                 yes
    edit an item, add or withdraw one         no        of own ministry     yes
    make it draft or coordinated              no        of own ministry     yes
    approve it                                no        no                  yes
    manage dossiers, people and backups       no        no                  yes

An item that names no ministry is nobody's own: coordinators write it. A change to an approved item makes it a draft,
but for what a coordinator takes from a file.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from debatkit.errors import DebatkitError, DossierError, NotAllowedError
from debatkit.model import Audience, Citation, Dossier, FollowUp, Milestones, Model, Question, Status
from debatkit.people import Role, User
from debatkit.plain import Held, Plain, holds, plain
from debatkit.questions import Questions

ItemT = TypeVar("ItemT", bound=Model)
PartT = TypeVar("PartT", bound=Model)


@dataclass(frozen=True)
class Viewer:
    """A pair of eyes: how far someone sees. All who see equally far share one view; who they are is the `User`'s."""

    audience: Audience = Audience.PUBLIC

    @classmethod
    def of(cls, user: User, audience: Audience = Audience.PUBLIC) -> Viewer:
        """The eyes of `user` on what is for `audience`.

        Raises:
            NotAllowedError: that is not for this user's role.
        """
        if audience is not Audience.PUBLIC:
            require(user, Action.SEE_INTERNAL)
        return cls(audience)

    def may_see(self, audience: Audience | str) -> bool:
        """Whether something for `audience`, or for the audience of this name, is for this viewer."""
        return self.audience is Audience.INTERNAL or audience == Audience.PUBLIC


class Action(StrEnum):
    """What someone may want to do."""

    SEE_INTERNAL = "see internal"
    REPORT = "report"  # say that an item that they see is not right, or that a question has no answer
    COMMENT = "comment"
    EDIT = "edit"
    SETTLE = "settle"  # make an item draft or coordinated
    APPROVE = "approve"
    MANAGE = "manage"


# The table above, for who is no coordinator: what no word is said about here is refused.
_COORDINATORS_ONLY: Mapping[Action, str] = {
    Action.APPROVE: "Alleen een coördinator kan akkoord geven.",
    Action.MANAGE: "Alleen een coördinator kan dossiers, personen en reservekopieën beheren.",
}
_FOR_ALL = frozenset({Action.REPORT})
_CONTRIBUTORS_ON_ANY_ITEM = frozenset({Action.SEE_INTERNAL, Action.COMMENT})
_CONTRIBUTORS_ON_THEIR_OWN = frozenset({Action.EDIT, Action.SETTLE})
_TO_READERS: Mapping[Action, str] = {
    Action.SEE_INTERNAL: "De interne weergave is er voor wie het debat voorbereidt.",
    Action.COMMENT: "U kunt openbare lijnen lezen, en geen opmerkingen maken.",
    Action.EDIT: "U kunt openbare lijnen lezen, en niets wijzigen.",
    Action.SETTLE: "U kunt openbare lijnen lezen, en niets wijzigen.",
}


def allowed(user: User, action: Action, ministry: str | None = None) -> bool:
    """Whether `user` may do this, with an item of `ministry` where it is about an item."""
    return _refusal(user, action, ministry) is None


def require(user: User, action: Action, ministry: str | None = None) -> None:
    """Do nothing if `user` may do this.

    Raises:
        NotAllowedError: they may not; the message says who may.
    """
    if refusal := _refusal(user, action, ministry):
        raise NotAllowedError(refusal)


def _refusal(user: User, action: Action, ministry: str | None) -> str | None:
    if user.role is Role.COORDINATOR or action in _FOR_ALL:
        return None
    if action in _COORDINATORS_ONLY:
        return _COORDINATORS_ONLY[action]
    if user.role is not Role.CONTRIBUTOR:
        return f"{_TO_READERS[action]} Vraag een coördinator om een andere rol."
    if action in _CONTRIBUTORS_ON_ANY_ITEM or (action in _CONTRIBUTORS_ON_THEIR_OWN and user.is_of(ministry)):
        return None
    if ministry is None:
        return "Dit onderdeel is van geen ministerie. Alleen een coördinator kan het wijzigen."
    own = ", ".join(sorted(user.ministries))
    return f"Dit onderdeel is van {ministry}; u schrijft voor {own}. Vraag het {ministry} of een coördinator."


def settled(
    user: User,
    before: ItemT | None,
    after: ItemT | None,
    withdrawn: ItemT | None = None,
    from_file: bool = False,
) -> ItemT | None:
    """Judge a change of an item by `user`, and return the item as it is to be kept.

    None as `before` is a new item, as `after` a withdrawn one; `withdrawn` is what an item was that comes back. Whoever
    changes an item must be allowed to write it as it was and as it becomes, so an item changes hands only through a
    coordinator. When more than its status changes, an approved item becomes a draft, whatever status `after` has; but
    what a coordinator takes `from_file` keeps the status that it has there.

    Raises:
        NotAllowedError: this user may not make this change.
    """
    for item in (before, withdrawn, after):
        if item is not None:
            require(user, Action.EDIT, ministry_of(item))
    if after is None or before == after or (from_file and allowed(user, Action.APPROVE)):
        return after
    old, new = status_of(before), status_of(after)
    if old is Status.APPROVED and _without_status(before) != _without_status(after):
        return after.model_copy(update={"status": Status.DRAFT})
    if new is not None and new is not old:
        require(user, Action.APPROVE if new is Status.APPROVED else Action.SETTLE, ministry_of(after))
    return after


def ministry_of(item: Model) -> str | None:
    """Whose an item is: the ministry that drafts it; None where that is the coordinators'."""
    ministry: str | None = getattr(item, "ministry", None)
    return ministry


def status_of(item: Model | None) -> Status | None:
    """How far an item is settled; None for kinds that are not, and for an item that is not there."""
    status: Status | None = getattr(item, "status", None)
    return status


def _without_status(item: Model | None) -> Model | None:
    return item.model_copy(update={"status": Status.DRAFT}) if item is not None else None


def explain(error: DebatkitError, user: User) -> str:
    """What `user` may be told of an error: one about a dossier's files quotes them, and they hold internal texts."""
    if isinstance(error, DossierError) and not allowed(user, Action.SEE_INTERNAL):
        return f"Dossier '{error.dossier}' kan nu niet worden getoond. Degenen die het voorbereiden zien wat er mis is."
    return str(error)


class Gate:
    """What one viewer may know of items: plain data go in, and come out without what is not for this viewer.

    `sources` are the ids of the sources that the viewer may know.
    """

    def __init__(self, viewer: Viewer, sources: frozenset[str]) -> None:
        self.viewer = viewer
        self.sources = sources

    def passed(self, kind: type[Model], item: Plain, audience: Audience = Audience.INTERNAL) -> Plain:
        """A part of this kind without what the viewer may not know; each statement has its audience spelled out.

        Whether they may know the part at all is asked before. `audience` is that of what it stands in.
        """
        own = item.get("audience", audience)
        found = dict(item)
        for field, held in holds(kind).items():
            value = found.pop(field, None)
            if value and (passed := self._held(held, value, own if held.as_the_item else Audience.INTERNAL)):
                found[field] = passed
        return found

    def _held(self, held: Held, value: Any, inherited: Audience) -> Any:
        if held.kind is Citation:
            return self._citations(value)
        if held.kind is FollowUp:
            rungs = [self.passed(FollowUp, each, inherited) for each in value]
            return [rung for rung in rungs if "line" in rung]  # no line: nothing to say
        if held.several:
            return [passed for each in value if (passed := self._statement(each, inherited))]
        return self._statement(value, inherited)

    def _statement(self, statement: Plain, inherited: Audience) -> Plain | None:
        found = dict(statement)
        audience = found.pop("audience", inherited)
        if not self.viewer.may_see(audience):
            return None
        if citations := self._citations(found.pop("citations", ())):
            found["citations"] = citations
        found["audience"] = audience
        return found

    def _citations(self, citations: Iterable[Plain]) -> list[Plain]:
        return [citation for citation in citations if citation["source"] in self.sources]


def view(dossier: Dossier, viewer: Viewer, known: Dossier | None = None) -> Dossier:
    """Return the dossier as `viewer` may know it; each statement in it has its audience spelled out.

    `known` is how they may know it but for its questions, for who has that already: the gate is then asked about the
    questions alone.
    """
    if known is not None:
        gate = Gate(viewer, frozenset(source.id for source in known.sources))
        return known.model_copy(update={"questions": _questions(Questions.of(dossier.questions), gate)})
    sources = tuple(source for source in dossier.sources if viewer.may_see(source.audience))
    gate = Gate(viewer, frozenset(source.id for source in sources))

    def passed(part: PartT) -> PartT:
        return type(part).model_validate(gate.passed(type(part), plain(part)))

    # Earlier dates come from the preparation; until the Kamer's own agenda is cited they are for internal eyes.
    earlier = dossier.debate.earlier_dates if viewer.may_see(Audience.INTERNAL) else ()
    return dossier.model_copy(
        update={
            "debate": passed(dossier.debate.model_copy(update={"earlier_dates": earlier})),
            "sources": sources,
            "recommendations": tuple(map(passed, dossier.recommendations)),
            "milestones": passed(Milestones(milestones=dossier.milestones)).milestones,
            "themes": tuple(map(passed, dossier.themes)),
            "positions": tuple(passed(each) for each in dossier.positions if viewer.may_see(each.audience)),
            "remarks": tuple(passed(each) for each in dossier.remarks if viewer.may_see(each.audience)),
            "questions": _questions(Questions.of(dossier.questions), gate),
        }
    )


def _questions(all_: Questions, gate: Gate) -> Questions:
    """The questions that the gate's viewer may know, each passed through it when somebody asks for it."""

    def body(name: str) -> Plain:
        with _told_by(all_, name):
            return gate.passed(Question, all_.body(name))

    def make(name: str) -> Question:
        with _told_by(all_, name):
            return Question.model_validate(body(name))

    seen = tuple(audience for audience in Audience if gate.viewer.may_see(audience))
    heads = all_.heads if len(seen) == len(Audience) else [head for head in all_.heads if head.audience in seen]
    return Questions(heads, body, make)


@contextlib.contextmanager
def _told_by(questions: Questions, name: str) -> Iterator[None]:
    """What is stored and not as the model says: reading the whole question tells what is wrong with it."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError):
        questions.make(name)
        raise
