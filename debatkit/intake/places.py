"""
Places: a part of an item, as it stood in a file, and as it would be.

In go an item of the dossier and the name of one of its parts; out come the lines that would be printed of it now, and
the part made anew of edited lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from debatkit.editing.forms import FORMS
from debatkit.intake import weaving
from debatkit.intake.reading import Read
from debatkit.intake.weaving import Shown
from debatkit.model import Audience, Item, Statement, statements
from debatkit.sheets import carried
from debatkit.sheets.carried import Line
from debatkit.text import blocks

HIDDEN = "er staat hier al een interne tekst, die niet op dit openbare blad stond"


@dataclass(frozen=True)
class Place:
    """A part of an item of the dossier: what of it stood in the file, and what it is called."""

    body: Item
    kind: str
    called: str
    part: str
    public: bool  # whether the file is for everyone

    @property
    def label(self) -> str:
        """What the part is called on screen."""
        return next(each.label for each in FORMS[self.kind] if each.name == self.part)

    @property
    def internal(self) -> bool:
        """Whether a statement here is internal unless it says otherwise."""
        audience = getattr(self.body, "audience", Audience.INTERNAL)
        return self.body.keeps_internal(self.part) or audience is Audience.INTERNAL

    def shown(self, value: Any, path: tuple[str | int, ...]) -> tuple[Shown, ...]:
        """Statements of the part, each with whether it stood in the file."""
        audiences = {place: audience for place, _, audience in statements(self.body)}
        several = (
            [(path, value)] if isinstance(value, Statement) else [((*path, n), each) for n, each in enumerate(value)]
        )
        return tuple(
            Shown(each, not self.public or audiences[place] is Audience.PUBLIC, audiences[place] is Audience.INTERNAL)
            for place, each in several
        )

    @property
    def statements(self) -> tuple[Shown, ...]:
        """Those of a part that holds statements."""
        value = getattr(self.body, self.part)
        return self.shown(value, (self.part,)) if value else ()

    @property
    def follow_ups(self) -> tuple[tuple[Shown, ...], ...]:
        """Those of each follow-up question, its line first."""
        return tuple(
            (*self.shown(each.line, (self.part, n, "line")), *self.shown(each.answer, (self.part, n, "answer")))
            for n, each in enumerate(getattr(self.body, self.part))
        )

    def now(self) -> tuple[Line, ...]:
        """The lines that would be printed now, for the file's audience."""
        value = getattr(self.body, self.part)
        if self.part == "question":
            return (Line(value),)
        if self.part == "open":
            return tuple(map(Line, value))
        if self.part != "follow_ups":
            return tuple(_lines(self.statements))
        found: list[Line] = []
        for each, several in zip(value, self.follow_ups, strict=True):
            if several[0].visible:
                found += [Line(each.question, asks=True), *_lines(several)]
        return tuple(found)

    def woven(self, new: Sequence[Read]) -> Any:
        """The part as it would be. Raises ValueError where it cannot be."""
        if self.part == "question":
            return " ".join(each.text for each in new)
        if self.part == "open":
            return tuple(each.text for each in new)
        if self.part == "follow_ups":
            shown = self.follow_ups
            visible = [each[0].visible for each in shown]
            return weaving.woven_follow_ups(getattr(self.body, self.part), visible, shown, new, self.internal)
        single = self.part == "line"
        if single and any(not each.visible for each in self.statements):
            raise ValueError(HIDDEN)
        made = weaving.woven(self.statements, new, self.internal, single)
        return (made[0] if made else None) if single else made


def _lines(several: Iterable[Shown]) -> Iterator[Line]:
    for each in several:
        if each.visible:
            yield from carried.lines(blocks(each.statement.text))
