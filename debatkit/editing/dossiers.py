"""
Dossiers: all of them, archived ones too, and what a coordinator may do with a whole one.

    create(plan, template)    a new dossier: its debate, the headings of a template, and room for a general line
    copy(name, plan)          the same dossier for the next debate, all of it a draft again
    take_in(dossier)          one that comes from an export, as it was
    archive, bring_back       kept and no longer shown; shown again

Nothing is ever deleted, and nothing is filled in that nobody said. The one rule that must hold: a name that a dossier
once had is never another's.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from debatkit import access, validation
from debatkit.access import Action
from debatkit.editing import forms, items
from debatkit.editing.desk import IMPORTED
from debatkit.editing.items import ARCHIVE, HEADER, Archived, Name
from debatkit.editing.ledger import Ledger
from debatkit.editing.state import State
from debatkit.editing.talk import FORM
from debatkit.errors import InvalidChangeError, NotFoundError, Refusal, UnreadableRevisionError
from debatkit.model import Debate, Dossier, Model, Position, Status, Theme
from debatkit.people import User
from debatkit.revisions.kinds import Header
from debatkit.revisions.records import Change
from debatkit.values import FullDate, ShortText, Slug

ORIGIN = "new"  # of what a new dossier begins with
COPIED = "copy"
GENERAL_LINE = "algemene-lijn"

# Headings to begin with, by the name of the template. They say what is usually asked about, and nothing of it.
TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "Alleen de algemene lijn": (),
    "Reactie op een advies": ("Inhoud van het advies", "Uitvoering en toezicht", "Geld en planning"),
    "Voortgang van beleid": ("Stand van zaken", "Uitvoering", "Geld", "Wat nog komt"),
}
_LABELS = {
    "id": "de korte naam",
    "title": "de titel",
    "subject": "het onderwerp",
    "kind": "de soort",
    "committee": "de commissie",
    "date": "de datum",
}


class Plan(Model):
    """What must be known of a debate before a dossier can be made for it."""

    id: Slug
    title: ShortText
    subject: ShortText  # what the debate itself is called
    kind: ShortText = "commissiedebat"
    committee: ShortText
    date: FullDate


@dataclass(frozen=True)
class ListedDossier:
    """A dossier in the list of all. What cannot be read of it is None."""

    id: str
    header: Header | None
    questions: int
    archived: datetime.date | None  # since when

    @property
    def title(self) -> str:
        """What it is called; its id where the title cannot be read."""
        return self.header.title if self.header else self.id


def plan(values: Mapping[str, object]) -> Plan:
    """Read what somebody filled in.

    Raises:
        InvalidChangeError: with all that is wrong, in words of the form.
    """
    try:
        return Plan.model_validate(dict(values))
    except ValidationError as error:
        refusals = []
        for path, message in validation.mistakes(error, Plan):
            name = str(path[0]) if path else ""
            label = _LABELS.get(name, name)
            refusals.append(Refusal(message.replace(f"'{name}'", label), path))
        raise InvalidChangeError(tuple(refusals)) from None


class Shelf:
    """All dossiers, for a coordinator; made for one action or one run of a page."""

    def __init__(self, ledger: Ledger, user: User) -> None:
        """Raise NotAllowedError if this user may not manage dossiers."""
        access.require(user, Action.MANAGE)
        self._ledger = ledger
        self._user = user

    def listed(self) -> tuple[ListedDossier, ...]:
        """Every dossier, those that are shown first, in the order of their names."""
        found = [_listed(state) for state in self._ledger.states().values()]
        return tuple(sorted(found, key=lambda each: each.archived is not None))

    def create(self, wanted: Plan, themes: tuple[str, ...] = ()) -> None:
        """Make a dossier with these headings, and a position for the general line that is still to be said.

        Raises:
            InvalidChangeError: a dossier has or had this name, or a heading cannot be one.
            LogUnavailableError: the log cannot be written.
        """
        self._begin(wanted.id, ORIGIN, _new(wanted, themes))

    def copy(self, name: str, wanted: Plan) -> None:
        """Make a dossier for the next debate with all that is in another: texts and sources, without its comments.

        Answers and positions become drafts, since what was agreed on was agreed on for the debate before. What was
        said of that debate alone stays behind: its earlier dates, its time and what its agenda is cited from.

        Raises:
            NotFoundError: there is no such dossier.
            DossierError: it cannot be read.
            InvalidChangeError: a dossier has or had the new name.
            LogUnavailableError: the log cannot be written.
        """
        self._begin(wanted.id, COPIED, _next(self._state(name), wanted))

    def take_in(self, dossier: Dossier) -> None:
        """Make a dossier of what was exported, each item with the status that it had.

        Raises:
            InvalidChangeError: a dossier has or had its name.
            LogUnavailableError: the log cannot be written.
        """
        self._begin(dossier.id, IMPORTED, items.taken_apart(dossier))

    def require_new(self, name: str) -> None:
        """Do nothing if a new dossier may have this name.

        Raises:
            InvalidChangeError: a dossier has or had it.
            LogUnavailableError: the log cannot be read.
        """
        if self._ledger.log.item(name, HEADER, name) or self._ledger.has_folder(name):
            message = f"er is of was al een dossier '{name}'; kies een andere korte naam"
            raise InvalidChangeError((Refusal(message, ("id",)),))

    def archive(self, name: str, today: datetime.date | None = None) -> None:
        """Keep a dossier and show it no longer; of one that is archived nothing changes.

        Raises:
            NotFoundError: there is no such dossier.
            LogUnavailableError: the log cannot be written.
        """
        self._mark(name, Archived(since=today or datetime.date.today()))

    def bring_back(self, name: str) -> None:
        """Show an archived dossier again; of one that is shown nothing changes.

        Raises:
            NotFoundError: there is no such dossier.
            LogUnavailableError: the log cannot be written.
        """
        self._mark(name, None)

    def _state(self, name: str) -> State:
        state = self._ledger.state(name)
        if not state.there:
            raise NotFoundError(f"Dossier '{name}' is er niet.")
        return state

    def _begin(self, name: str, origin: str, bodies: Mapping[Name, Model]) -> None:
        def judge(_: State) -> tuple[Change, ...]:
            self.require_new(name)
            return tuple(Change(name, *key, body, 0) for key, body in bodies.items())

        self._ledger.append(name, self._user.id, origin, judge)

    def _mark(self, name: str, mark: Archived | None) -> None:
        self._state(name)

        def judge(state: State) -> tuple[Change, ...]:
            if state.archived is (mark is not None):
                return ()
            latest = self._ledger.log.item(name, ARCHIVE, name)
            return (Change(name, ARCHIVE, name, mark, latest.number if latest else 0),)

        self._ledger.append(name, self._user.id, FORM, judge)


def _listed(state: State) -> ListedDossier:
    header = archive = None
    with contextlib.suppress(UnreadableRevisionError):  # then its name is all there is to show
        archive = state.body(Archived, (ARCHIVE, state.name))
        header = state.body(Header, (HEADER, state.name))
    questions = sum(kind == "question" for kind, _ in state.latest)
    return ListedDossier(state.name, header, questions, archive.since if archive else None)


def _new(wanted: Plan, titles: Iterable[str]) -> dict[Name, Model]:
    debate = Debate(title=wanted.subject, kind=wanted.kind, committee=wanted.committee, date=wanted.date)
    taken = {GENERAL_LINE}
    themes, refusals = [], []
    for title in titles:
        name = forms.new_id(title, taken)
        taken.add(name)
        try:
            themes.append(Theme(id=name, title=title))
        except ValidationError as error:
            [(_, message), *_] = validation.mistakes(error, Theme)
            why = message.replace("'title'", "het")
            refusals.append(Refusal(f"het thema '{title[:60]}': {why}", ("themes",)))
    if refusals:
        raise InvalidChangeError(tuple(refusals))
    line = Position(id=GENERAL_LINE)
    dossier = Dossier(id=wanted.id, title=wanted.title, debate=debate, themes=tuple(themes), positions=(line,))
    return items.taken_apart(dossier)


def _next(state: State, wanted: Plan) -> dict[Name, Model]:
    """The items of a dossier as they are for its next debate."""
    dossier = state.dossier
    debate = dossier.debate.model_copy(
        update={
            "title": wanted.subject,
            "kind": wanted.kind,
            "committee": wanted.committee,
            "date": wanted.date,
            "time": None,
            "earlier_dates": (),
            "citations": (),
        }
    )
    whole = dossier.model_copy(update={"id": wanted.id, "title": wanted.title, "debate": debate})
    return {name: _as_draft(body) for name, body in items.taken_apart(whole).items()}


def _as_draft(body: Model) -> Model:
    return body.model_copy(update={"status": Status.DRAFT}) if access.status_of(body) else body
