"""
State: what a dossier is after a number of revisions.

In go revisions, from the log and in its order; out comes the dossier. A state does not change: more revisions give a
new one, which shares every item that they do not touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from debatkit import references
from debatkit.editing import items
from debatkit.editing.items import Comment, Name, Practice
from debatkit.errors import DossierError, Mistake, Refusal, UnreadableRevisionError
from debatkit.model import Dossier, Model
from debatkit.revisions.records import Revision

BodyT = TypeVar("BodyT", bound=Model)
PLACE = "de database"  # where a mistake is that no file holds


@dataclass(frozen=True)
class State:
    """A dossier after revision `sequence` of the whole log: the latest revision of each item that is there."""

    name: str
    sequence: int = 0
    latest: Mapping[Name, Revision] = field(default_factory=dict)

    def after(self, revisions: Iterable[Revision], sequence: int) -> State:
        """The state once these revisions of this dossier came, up to `sequence`."""
        latest = dict(self.latest)
        for revision in revisions:
            if revision.deleted:
                latest.pop((revision.kind, revision.id), None)
            else:
                latest[revision.kind, revision.id] = revision
        return State(self.name, sequence, latest)

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier.

        Raises:
            DossierError: with every item that cannot be read, or without a header.
        """
        bodies, mistakes = [], []
        for name, revision in self.latest.items():
            try:
                if name[0] in items.IN_FILES and (body := revision.body):
                    bodies.append((name, body))
            except UnreadableRevisionError as error:
                mistakes.append(Mistake(PLACE, None, str(error), revision.id))
        dossier = items.put_together(bodies)
        if dossier is None and not mistakes:
            mistakes.append(Mistake(PLACE, None, "het debat zelf ontbreekt"))
        if mistakes or dossier is None:
            raise DossierError(self.name, tuple(mistakes))
        return dossier

    @property
    def archived(self) -> bool:
        """Whether the dossier is kept but no longer shown."""
        return (items.ARCHIVE, self.name) in self.latest

    @cached_property
    def doubted(self) -> frozenset[str]:
        """The ids of the items of which somebody said that they are not right, and nobody resolved it."""
        bodies = (self.body(Comment, name) for name in self.latest if name[0] == items.COMMENT)
        return frozenset(each.item for each in bodies if each and each.wrong and not each.resolved)

    @cached_property
    def practice(self) -> Mapping[int, tuple[int, int]]:
        """How often what a card answers was found in exercises, and asked, by the number of the card."""
        bodies = ((name[1], self.body(Practice, name)) for name in self.latest if name[0] == items.PRACTICE)
        return {int(name.removeprefix("kaart-")): (each.found, each.asked) for name, each in bodies if each}

    @property
    def there(self) -> bool:
        """Whether there is a dossier at all."""
        return (items.HEADER, self.name) in self.latest

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


def problems(bodies: Mapping[Name, Model], dossier: str) -> tuple[Refusal, ...]:
    """What does not fit in a dossier of these items: references that lead nowhere, numbers given twice, ..."""
    whole = items.put_together(bodies.items())
    if whole is None:
        return (Refusal("een dossier kan niet zonder debat", (), dossier, items.HEADER, dossier),)
    kinds = {name: kind for kind, name in bodies}
    return tuple(
        Refusal(message, path, dossier, kinds[item.id] if item else items.HEADER, item.id if item else dossier)
        for item, path, message in references.inconsistencies(whole)
    )
