"""
State: what a dossier is after a number of revisions.

In go revisions, from the log and in its order; out comes the dossier. A state does not change: more revisions give a
new one, which shares every item that they do not touch.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from debatkit.editing import items
from debatkit.editing.items import Asked, Comment, Name, Order, Practice, Print
from debatkit.editing.lineup import Lineup, by_id
from debatkit.editing.listing import Listing
from debatkit.errors import DossierError, Mistake, UnreadableRevisionError
from debatkit.model import Dossier, Model, Question
from debatkit.plain import Plain, read_plain
from debatkit.questions import Head, Questions, head, read_head
from debatkit.revisions.records import Revision

BodyT = TypeVar("BodyT", bound=Model)
PLACE = "de database"  # where a mistake is that no file holds


@dataclass(frozen=True)
class Content:
    """What a dossier consists of: `rest` is the dossier but for its questions, `lineup` has the heads of these.

    Questions themselves are read when somebody asks for them.
    """

    latest: Mapping[Name, Revision] = field(default_factory=dict)
    rest: Dossier | None = None  # None: its header is not there, or cannot be read
    lineup: Lineup = field(default_factory=Lineup)
    unreadable: Mapping[Name, Mistake] = field(default_factory=dict)
    listed: Listing | None = field(default=None, repr=False, compare=False)  # of a content before, with the same rest

    def after(self, latest: Mapping[Name, Revision], changed: Collection[Name]) -> Content:
        """The content once `latest` are the latest revisions, which differ from what they were in `changed`."""
        unreadable = {name: mistake for name, mistake in self.unreadable.items() if name not in changed}
        heads: dict[str, Head | None] = {}
        for kind, name in changed:
            if kind == items.QUESTION:
                heads[name] = _head(latest.get((kind, name)), unreadable)
        if all(kind == items.QUESTION for kind, _ in changed):
            listed = self.__dict__.get("listing", self.listed)
            return Content(latest, self.rest, self.lineup.after(heads), unreadable, listed)
        bodies = dict(_bodies(latest, unreadable))
        rest = items.put_together(bodies.items())
        order = bodies.get((items.ORDER, items.QUESTION))
        all_heads = {**self.lineup.of_id, **heads}.values()
        place = items.place_of_questions(rest, order if isinstance(order, Order) else None) if rest else by_id
        return Content(latest, rest, Lineup.of((head for head in all_heads if head), place), unreadable)

    @cached_property
    def dossier(self) -> Dossier | None:
        """The whole dossier, as far as it can be read."""
        questions = Questions(self.lineup.heads, self._plain, self._question)
        return self.rest.model_copy(update={"questions": questions}) if self.rest else None

    @cached_property
    def listing(self) -> Listing | None:
        """The questions as a list to choose from."""
        return Listing(self.rest, self.lineup.heads, self.listed) if self.rest else None

    def _plain(self, name: str) -> Plain:
        text = self.latest[items.QUESTION, name].text
        assert text is not None
        return read_plain(text)

    def _question(self, name: str) -> Question:
        body = self.latest[items.QUESTION, name].body
        assert isinstance(body, Question)
        return body


def _head(revision: Revision | None, unreadable: dict[Name, Mistake]) -> Head | None:
    """What lists show of a question; None where it is not there, or cannot be read, which is then told."""
    if revision is None or revision.text is None:
        return None
    with contextlib.suppress(ValueError):
        return read_head(revision.text)
    try:  # the model says what is wrong
        body = revision.body
    except UnreadableRevisionError as error:
        unreadable[revision.kind, revision.id] = Mistake(PLACE, None, str(error), revision.id)
        return None
    return head(body) if isinstance(body, Question) else None


def _bodies(latest: Mapping[Name, Revision], unreadable: dict[Name, Mistake]) -> Iterator[tuple[Name, Model]]:
    """What makes up a dossier besides its questions; what cannot be read is left out, and told."""
    for name, revision in latest.items():
        if name[0] in items.IN_FILES and name[0] != items.QUESTION:
            try:
                if body := revision.body:
                    yield name, body
            except UnreadableRevisionError as error:
                unreadable[name] = Mistake(PLACE, None, str(error), revision.id)


@dataclass(frozen=True)
class Beside:
    """What is said of a dossier and is no part of it, each as it was last. What cannot be read is left out."""

    latest: Mapping[Name, Revision] = field(default_factory=dict)

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """What people say of items, the first one first."""
        return tuple(sorted(self._bodies(Comment, items.COMMENT), key=lambda each: each.time))

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The questions that were put to ministries, the first one first; resolved ones too."""
        return tuple(sorted(self._bodies(Asked, items.ASKED), key=lambda each: each.time))

    @cached_property
    def doubted(self) -> frozenset[Name]:
        """The items of which somebody said that they are not right, and nobody resolved it."""
        return frozenset((each.kind, each.item) for each in self.comments if each.wrong and not each.resolved)

    @cached_property
    def prints(self) -> tuple[Print, ...]:
        """The prints that were made, the first one first."""
        return tuple(sorted(self._bodies(Print, items.PRINT), key=lambda each: each.time))

    def _bodies(self, model: type[BodyT], kind: str) -> Iterator[BodyT]:
        for revision in self.latest.values():
            with contextlib.suppress(UnreadableRevisionError):
                if revision.kind == kind and isinstance(body := revision.body, model):
                    yield body


@dataclass(frozen=True)
class State:
    """A dossier after revision `sequence` of the whole log: the latest revision of each item that is there.

    `withdrawn` has the items that are no longer there, each as it was last; `beside` those of the latest that are said
    of the dossier and are no part of it. `told` is the last revision that somebody who looks is to be told of: all but
    what is only noted, such as the counts of exercises.
    """

    name: str
    sequence: int = 0
    told: int = 0
    latest: Mapping[Name, Revision] = field(default_factory=dict)
    withdrawn: Mapping[Name, Revision] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)
    content: Content = field(default_factory=Content)

    def after(self, revisions: Iterable[Revision], sequence: int) -> State:
        """The state once these revisions of this dossier came, up to `sequence`."""
        latest, withdrawn = dict(self.latest), dict(self.withdrawn)
        changed: set[Name] = set()
        for revision in revisions:
            name = revision.kind, revision.id
            changed.add(name)
            if not revision.deleted:
                latest[name] = revision
                withdrawn.pop(name, None)
            elif before := latest.pop(name, None):
                withdrawn[name] = before
        inside = {name for name in changed if name[0] in items.IN_FILES}
        content = self.content.after(latest, inside) if inside else self.content
        beside = self.beside
        if changed - inside:
            known = {**beside.latest, **dict.fromkeys(changed - inside)}
            beside = Beside({name: latest[name] for name in known if name in latest})
        told = sequence if any(kind not in items.NOTED for kind, _ in changed) else self.told
        return State(self.name, sequence, told, latest, withdrawn, beside, content)

    @property
    def dossier(self) -> Dossier:
        """The dossier; the same object as long as nothing in it changes.

        Raises:
            DossierError: with every item that cannot be read, or without a header.
        """
        content = self.content
        if content.unreadable:
            raise DossierError(self.name, tuple(content.unreadable.values()))
        if content.dossier is None:
            raise DossierError(self.name, (Mistake(PLACE, None, "het debat zelf ontbreekt"),))
        return content.dossier

    @property
    def comments(self) -> tuple[Comment, ...]:
        """What people say of items, the first one first."""
        return self.beside.comments

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions that were put to ministries, the first one first; resolved ones too."""
        return self.beside.asked

    @property
    def doubted(self) -> frozenset[Name]:
        """The items of which somebody said that they are not right, and nobody resolved it."""
        return self.beside.doubted

    @property
    def archived(self) -> bool:
        """Whether the dossier is kept but no longer shown."""
        return (items.ARCHIVE, self.name) in self.latest

    @cached_property
    def practice(self) -> Mapping[int, tuple[int, int]]:
        """How often what a card answers was found in exercises, and asked, by the number of the card."""
        bodies = ((name[1], self.body(Practice, name)) for name in self.beside.latest if name[0] == items.PRACTICE)
        return {int(name.removeprefix("kaart-")): (each.found, each.asked) for name, each in bodies if each}

    @property
    def there(self) -> bool:
        """Whether there is a dossier at all."""
        return (items.HEADER, self.name) in self.latest

    @property
    def ids(self) -> Container[str]:
        """The ids that are taken: of every item of the dossier, also of what was withdrawn."""
        return _Ids(self)

    def revision(self, kind: str, name: str) -> Revision | None:
        """The latest revision of an item; None when it is not there."""
        return self.latest.get((kind, name))

    def body(self, kind: type[BodyT], name: Name) -> BodyT | None:
        """The body of an item, if it is there and of this kind.

        Raises:
            UnreadableRevisionError: it cannot be read.
        """
        revision = self.latest.get(name)
        body = revision.body if revision else None
        return body if isinstance(body, kind) else None


class _Ids(Container[str]):
    """The ids of a dossier's items, looked up rather than gathered."""

    def __init__(self, state: State) -> None:
        self._held = state.latest, state.withdrawn

    def __contains__(self, name: object) -> bool:
        return any((kind, name) in held for kind in items.FIELDS for held in self._held)
