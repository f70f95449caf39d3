"""
Kinds: what can be in the log, and the form in which it is there.

In goes an item; out comes one text: JSON, keys in the order of the model, defaults left out, nothing between the signs.
The same item gives the same text, so texts can be compared, and both databases hold the same. The one rule that must
hold: a text becomes an item again through the model of its kind, and in no other way.

A later part of the app adds a kind by giving `Log.open` its own table: {**KINDS, "comment": Comment}.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pydantic import ValidationError

from debatkit import model, values
from debatkit.errors import UnreadableRevisionError
from debatkit.model import Model

Key = tuple[str, str, str]  # dossier, kind, id
KEPT = 5_000  # bodies that were read last are not read again: all of a usual dossier, and a bound to a very large one


class Header(model.Part):
    """What a dossier is about: the keys of debate.yaml, but for the themes, which are items of their own."""

    id: values.Slug  # the dossier's
    title: values.ShortText
    theme_label: values.ShortText = "thema"
    debate: model.Debate
    milestones: model.Statements = ()
    terms: tuple[model.Term, ...] = ()
    synonyms: tuple[model.Synonyms, ...] = ()


Kinds = Mapping[str, type[Model]]
KINDS: Kinds = {
    "debate": Header,
    "theme": model.Theme,
    "source": model.Source,
    "recommendation": model.Recommendation,
    "position": model.Position,
    "question": model.Question,
    "remark": model.Remark,
}


def body_text(body: Model) -> str:
    """Return a validated body in the form in which it is stored."""
    return body.model_dump_json(exclude_defaults=True)


def read_body(kinds: Kinds, key: Key, number: int, text: str) -> Model:
    """Return the body that is stored as `text`.

    Raises:
        UnreadableRevisionError: it is not valid, or not of a kind that this app knows. Nothing of the text is in it.
    """
    kind = kinds.get(key[1])
    if kind is None:
        reason = "dit soort onderdeel kent deze Debatkit niet; werk Debatkit bij"
        raise UnreadableRevisionError(*key, number, reason)
    try:
        return _read(kind, text)
    except ValidationError as error:
        places = sorted({_known_place(detail["type"], detail["loc"]) for detail in error.errors(include_input=False)})
        raise UnreadableRevisionError(*key, number, f"ongeldig bij {', '.join(places[:3])}") from None


@lru_cache(KEPT)
def _read(kind: type[Model], text: str) -> Model:
    return kind.model_validate_json(text)


def _known_place(mistake: str, path: model.Path) -> str:
    """Where a mistake is, in the model's own words: an unknown key is a text from the body."""
    return ".".join(map(str, path[:-1] if mistake == "extra_forbidden" else path)) or "het geheel"
