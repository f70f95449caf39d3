"""
Drafts: changes as they are asked for become drafts that can be written, before anyone else has to wait for them.

In go changes, from a form, a file or another program; out come as many drafts, each with the text that will be stored.
The one rule that must hold: what is not valid for its kind, or what one of the databases could not hold, is refused
here, for both alike. All that is wrong is told in one go.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field, ValidationError

from debatkit import validation
from debatkit.errors import InvalidChangeError, Refusal
from debatkit.model import Model
from debatkit.revisions.kinds import Kinds, body_text
from debatkit.revisions.records import Change
from debatkit.values import ShortText, Slug

LONGEST_NAME = 200  # signs in the name of an author
# NUL is a sign to JSON and to Python, but PostgreSQL cannot hold it. An even number of backslashes before: not escaped.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_UNHOLDABLE = "bevat een teken dat niet kan worden opgeslagen (U+0000); haal het weg"


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise ValueError(f"is te lang: meer dan {LONGEST_NAME} tekens")
    return text


Author = Annotated[ShortText, AfterValidator(_name)]


class Signature(Model):
    """Who appends, from where, and when; `time` None: at the moment of writing."""

    author: Author
    origin: Slug
    time: AwareDatetime | None = None


class _Place(Model):
    dossier: Slug
    kind: Slug
    id: Slug
    based_on: Annotated[int, Field(strict=True, ge=0)]


@dataclass(frozen=True)
class Draft:
    """A change whose body has been validated, with the text that is to be stored; None deletes."""

    change: Change
    text: str | None = field(repr=False)


def signature(author: str, origin: str, time: datetime.datetime | None) -> Signature:
    """Return who appends, validated.

    Raises:
        InvalidChangeError: a name that is empty, too long or cannot be stored; a time without time zone.
    """
    try:
        return Signature.model_validate({"author": author, "origin": origin, "time": time})
    except ValidationError as error:
        raise InvalidChangeError(tuple(_refusals(error, Signature, ()))) from None


def drafts(kinds: Kinds, changes: Iterable[Change]) -> tuple[Draft, ...]:
    """Return a draft for each change.

    Raises:
        InvalidChangeError: with all that is wrong in all of them.
    """
    made: list[Draft] = []
    refusals: list[Refusal] = []
    for change in changes:
        draft, wrong = _draft(kinds, change)
        refusals += wrong
        if draft:
            made.append(draft)
    times = Counter(draft.change.key for draft in made)
    refusals += (Refusal("staat twee keer in deze wijziging", (), *key) for key, count in times.items() if count > 1)
    if refusals:
        raise InvalidChangeError(tuple(refusals))
    return tuple(made)


def holds_nul(text: str) -> bool:
    """Whether a body, as JSON, has a sign in it that PostgreSQL cannot hold."""
    return "\\u0000" in text and _NUL.search(text) is not None  # nearly always decided by the first, which is fast


def _draft(kinds: Kinds, change: Change) -> tuple[Draft | None, list[Refusal]]:
    try:
        _Place(dossier=change.dossier, kind=change.kind, id=change.id, based_on=change.based_on)
    except ValidationError as error:
        return None, list(_refusals(error, _Place, ()))
    kind = kinds.get(change.kind)
    if kind is None:
        return None, [Refusal(f"het soort '{change.kind}' is onbekend; kies {', '.join(kinds)}", (), *change.key)]
    if change.body is None:
        return Draft(change, None), []
    if isinstance(change.body, Model) and not isinstance(change.body, kind):
        wrong = f"dit is een {type(change.body).__name__}; bij '{change.kind}' hoort een {kind.__name__}"
        return None, [Refusal(wrong, (), *change.key)]
    return _with_body(kind, change, change.body)


def _with_body(
    kind: type[Model], change: Change, body: Model | Mapping[str, Any]
) -> tuple[Draft | None, list[Refusal]]:
    # An object is validated like any other data: a copy of it with changed fields has never been.
    plain = body.model_dump(warnings=False) if isinstance(body, Model) else body
    try:
        item = kind.model_validate(plain)
    except ValidationError as error:
        return None, list(_refusals(error, kind, change.key))
    own = getattr(item, "id", change.id)
    if own != change.id:
        return None, [Refusal(f"het id is hier '{own}'; een id verandert niet", ("id",), *change.key)]
    text = body_text(item)
    if holds_nul(text):
        return None, [Refusal(_UNHOLDABLE, (), *change.key)]
    return Draft(replace(change, body=item), text), []


def _refusals(error: ValidationError, kind: type[BaseModel], key: tuple[str, ...]) -> Iterator[Refusal]:
    for path, message in validation.mistakes(error, kind):
        # Half signs in a key or a value that the message names would keep it from being shown.
        yield Refusal(message.encode("utf-8", "replace").decode("utf-8"), path, *key)
