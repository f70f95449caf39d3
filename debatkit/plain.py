"""
Plain: items as plain data, in the form in which the log holds them: JSON, with defaults left out.

Making the objects of a question takes ten times as long as reading its JSON, so what must look at every question of a
large dossier looks at this form. The one rule that must hold: it says what the objects say, and the model alone says
which fields hold what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

import msgspec

from debatkit.model import Citation, FollowUp, Model, Part, Path, Statement

Plain = Mapping[str, Any]

_decode = msgspec.json.Decoder(dict[str, Any]).decode


def plain(item: Model) -> Plain:
    """An item as plain data."""
    return item.model_dump(mode="json", exclude_defaults=True)


def read_plain(text: str) -> Plain:
    """The plain data that stand in the log as `text`.

    Raises:
        ValueError: it is no JSON object.
    """
    return _decode(text)


def plain_bytes(item: Plain) -> bytes:
    """Plain data as JSON; the same data give the same bytes."""
    return msgspec.json.encode(item)


@dataclass(frozen=True)
class Held:
    """What a field holds: statements, follow-ups or citations, one or several.

    `as_the_item`: what does not say for whom it is, is for whom the item is; else it is internal.
    """

    kind: type[Model]
    several: bool
    as_the_item: bool


@cache
def holds(kind: type[Model]) -> Mapping[str, Held]:
    """The fields of a kind that hold statements, follow-ups or citations, in the model's order."""
    found = {}
    for field, info in kind.model_fields.items():
        parts = tuple(_parts(info.annotation))
        if held := next((part for part in parts if part in (Statement, FollowUp, Citation)), None):
            internal = issubclass(kind, Part) and kind.keeps_internal(field)
            found[field] = Held(held, any(get_origin(part) is tuple for part in parts), not internal)
    return found


def _parts(annotation: Any) -> Iterator[Any]:
    """A type, and the types that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def plain_statements(kind: type[Model], item: Plain, path: Path = ()) -> Iterator[tuple[Path, Plain]]:
    """Yield every statement in an item, with its path: those of `model.statements`, in the same order."""
    for field, held in holds(kind).items():
        value = item.get(field)
        if not value or held.kind is Citation:
            continue
        if held.kind is FollowUp:
            for place, each in enumerate(value):
                yield from plain_statements(FollowUp, each, (*path, field, place))
        elif held.several:
            for place, each in enumerate(value):
                yield (*path, field, place), each
        else:
            yield (*path, field), value
