"""Parts: the parts of what is filled in, each with a key of its own, by which its widgets go with it."""

from __future__ import annotations

import uuid
from typing import Any


def new_key() -> str:
    """A name for the widgets of one part, which stays with it when parts change places."""
    return uuid.uuid4().hex[:10]


def with_keys(value: Any) -> Any:
    """Values in which each part of a list has a key of its own."""
    if isinstance(value, dict):
        return {**{name: with_keys(each) for name, each in value.items()}, "_key": value.get("_key") or new_key()}
    if isinstance(value, list | tuple):
        return [with_keys(each) for each in value]
    return value


def bare(value: Any) -> Any:
    """Values without what is the page's own."""
    if isinstance(value, dict):
        return {name: bare(each) for name, each in value.items() if not name.startswith("_")}
    return [bare(each) for each in value] if isinstance(value, list) else value
