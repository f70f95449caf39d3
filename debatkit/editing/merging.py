"""
Merging: two people changed the same item; what each of them changed, and what is made of it.

In go three versions: the one that both began with, mine and theirs. A field that only one of us changed is no matter of
choice; where both did, a person chooses. The one rule that must hold: with a choice for each field nothing of either
version goes that was not chosen away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from debatkit.editing.wording import FieldDifference, difference
from debatkit.model import Audience, Model, Statement


class Side(StrEnum):
    """Whose version of a field."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Disagreement:
    """A field in which two versions differ."""

    difference: FieldDifference  # from theirs to mine
    changed_by: Side  # since the version that both began with
    joinable: bool  # whether both can stand, one after the other

    @property
    def name(self) -> str:
        """The field's name in the model."""
        return self.difference.name


def disagreements(base: Model | None, mine: Model, theirs: Model) -> tuple[Disagreement, ...]:
    """Return the fields in which mine and theirs differ, with who changed each; status is theirs, and no matter here.

    Without a common beginning, every difference is of both.
    """
    return tuple(
        Disagreement(
            each,
            _changed_by(each.name, base, mine, theirs),
            _joinable(getattr(mine, each.name)) and _joinable(getattr(theirs, each.name)),
        )
        for each in difference(theirs, mine)
        if each.name != "status"
    )


def merged(base: Model | None, mine: Model, theirs: Model, choices: Mapping[str, Side]) -> Model:
    """Return theirs with what I changed and what was chosen; a field that both changed and nobody chose is theirs."""
    changes: dict[str, Any] = {}
    for name in type(theirs).model_fields.keys() - {"status"}:
        ours, others = getattr(mine, name), getattr(theirs, name)
        by = _changed_by(name, base, mine, theirs)
        side = choices.get(name, Side.THEIRS if by is Side.BOTH else by)
        if side is Side.MINE:
            changes[name] = ours
        elif side is Side.BOTH and _joinable(ours) and _joinable(others):
            changes[name] = _joined(others, ours)
    return theirs.model_copy(update=changes)


def _changed_by(name: str, base: Model | None, mine: Model, theirs: Model) -> Side:
    if base is None:
        return Side.BOTH
    old, ours, others = (getattr(item, name) for item in (base, mine, theirs))
    if ours != old and others != old:
        return Side.BOTH
    return Side.MINE if ours != old else Side.THEIRS


def _joinable(value: object) -> bool:
    return isinstance(value, Statement | tuple) and bool(value)


def _joined(theirs: Any, mine: Any) -> Any:
    """Theirs, then what mine has besides; an internal statement stays internal."""
    if isinstance(theirs, tuple):
        return (*theirs, *(each for each in mine if each not in theirs))
    internal = Audience.INTERNAL in (theirs.audience, mine.audience)
    text = theirs.text if theirs.text == mine.text else f"{theirs.text}\n\n{mine.text}"
    return theirs.model_copy(
        update={
            "text": text,
            "audience": Audience.INTERNAL if internal else theirs.audience or mine.audience,
            "claim": theirs.claim or mine.claim,
            "citations": _joined(theirs.citations, mine.citations),
            "date": theirs.date or mine.date,
        }
    )
