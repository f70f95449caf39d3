"""
Validation: what pydantic says of wrong data, in Dutch, for someone who has to mend it.

In goes a `ValidationError`; out come a path and a message for each mistake. The wording is a table: one line for each
kind of error that the model can give.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from debatkit.model import Path

_MESSAGES = {
    "missing": "'{field}' ontbreekt",
    "extra_forbidden": "onbekende sleutel '{field}'{hint}",
    "string_type": "'{field}' moet tekst zijn{found}",
    "string_unicode": "'{field}' bevat een half teken dat niet kan worden opgeslagen; typ het opnieuw",
    "timezone_aware": "'{field}' moet een tijdzone noemen",
    "string_too_long": "'{field}' is te lang: meer dan {max_length} tekens",
    "int_type": "'{field}' moet een geheel getal zijn{found}",
    "bool_type": "'{field}' moet true of false zijn{found}",
    "bool_parsing": "'{field}' moet true of false zijn{found}",
    "greater_than_equal": "'{field}' moet {ge} of hoger zijn{found}",
    "less_than_equal": "'{field}' mag hoogstens {le} zijn{found}",
    "tuple_type": "'{field}' moet een lijst zijn (regels die met '- ' beginnen)",
    "too_short": "'{field}' is leeg; noem er ten minste een",
    "too_long": "'{field}' heeft meer dan {max_length} onderdelen",
    "model_type": "'{field}' moet uit sleutels met waarden bestaan, zoals 'text: ...'{found}",
    "model_attributes_type": "'{field}' moet uit sleutels met waarden bestaan, zoals 'text: ...'{found}",
    "enum": "'{field}' kent alleen {expected}{found}",
    "date_parsing": "'{field}' is geen datum die bestaat{found}",
    "date_from_datetime_parsing": "'{field}' is geen datum die bestaat{found}",
    "value_error": "'{field}' {error}",
    "string_pattern_mismatch": "'{field}' {pattern}{found}",
}
# What a pattern asks for, in words; found by a piece of the pattern.
_PATTERNS = (
    ("[a-z0-9]+(-", "mag alleen kleine letters, cijfers en koppeltekens hebben"),
    ("https?", "moet een webadres zijn dat met http:// of https:// begint"),
    ("[01]", "moet een tijd zijn, zoals '13:30'"),
    (r"\d{4}", "moet een datum zijn: jjjj, jjjj-mm of jjjj-mm-dd"),
)


def mistakes(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[Path, str]]:
    """Yield the path and the Dutch message of each mistake in `error`, which `model` gave."""
    for detail in error.errors(include_url=False):
        path: Path = tuple(part for part in detail["loc"])
        yield path, _message(dict(detail), path, model)


def _message(detail: dict[str, Any], path: Path, model: type[BaseModel]) -> str:
    context = dict(detail.get("ctx") or {})
    field = next((str(part) for part in reversed(path) if isinstance(part, str)), "onderdeel")
    if detail["type"] == "value_error" and not path:
        return str(context["error"])
    values = {
        **context,
        "field": field[:60],
        "found": _found(detail.get("input")),
        "hint": _hint(field, path, model),
        "pattern": next((words for part, words in _PATTERNS if part in str(context.get("pattern"))), "klopt niet"),
        "expected": _choices(path, model),
    }
    return _MESSAGES.get(detail["type"], "'{field}' klopt niet{found}").format(**values)


def _found(value: object) -> str:
    if value is None:
        return " (er staat niets)"
    if isinstance(value, str | int | float | bool):
        text = str(value)
        return f" (er staat '{text[:40]}{'…' if len(text) > 40 else ''}')"
    return ""


def _hint(field: str, path: Path, model: type[BaseModel]) -> str:
    known = _model_at(path[:-1], model)
    near = difflib.get_close_matches(field, list(known.model_fields) if known else [], n=1)
    return f"; bedoelt u '{near[0]}'?" if near else ""


def _choices(path: Path, model: type[BaseModel]) -> str:
    parent = _model_at(path[:-1], model)
    field = parent.model_fields.get(str(path[-1])) if parent and path else None
    for kind in _kinds(field.annotation if field else None):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return ", ".join(str(choice.value) for choice in kind)
    return "vaste woorden"


def _model_at(path: Path, model: type[BaseModel]) -> type[BaseModel] | None:
    """The model that stands at `path` below `model`."""
    current: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        kinds = _kinds(field.annotation) if field else ()
        current = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
    return current


def _kinds(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _kinds(part)
