"""
Work: what somebody is writing and has not saved.

The values of the form live in the session, under the item's name, and are kept beside the log as they change. So they
survive a rerun, a lost connection and a closed window, and nobody else sees them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import streamlit as st

from debatkit import Desk, Values, forms

EMPTY: Values = {"text": "", "date": None, "audience": None, "claim": True, "citations": []}


@dataclass
class Work:
    """The form of one item: its values, and the number of the revision that they started from (0: it is new)."""

    kind: str
    id: str
    data: Values
    based_on: int
    saved: str  # the values as they were at the start, to tell whether anything changed

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return forms.kept(_bare(self.data)) != self.saved

    @property
    def place(self) -> str:
        """The name under which unsaved work is kept."""
        return f"concept-{self.kind}-{self.id}"


def of(desk: Desk, kind: str, name: str) -> Work:
    """The work on an item in this session: begun anew where there is none, taken up where some was kept."""
    held = st.session_state.setdefault("werk", {})
    key = (desk.dossier.id, kind, name)
    if key not in held:
        held[key] = begun(desk, kind, name)
        kept = desk.kept(held[key].place)
        found = forms.taken_up(kept.text) if kept else None
        if found:
            held[key].based_on = found.pop("_based_on", held[key].based_on)
            held[key].data = _with_keys(found)
            st.toast("Uw niet-opgeslagen werk staat er weer.", icon=":material/history:")
    work: Work = held[key]
    return work


def begun(desk: Desk, kind: str, name: str) -> Work:
    """The form of an item as it is now."""
    revision = desk.revision(kind, name)
    body = revision.body
    data = forms.values(body) if body else {}
    return Work(kind, name, _with_keys(data), revision.number, forms.kept(data))


def keep(desk: Desk, work: Work) -> None:
    """Keep what is not saved, if it is not what was kept last."""
    text = forms.kept({**_bare(work.data), "_based_on": work.based_on})
    last = st.session_state.setdefault("bewaard", {})
    if last.get(work.place) == text or not work.changed:
        return
    desk.keep(work.place, text)
    last[work.place] = text


def drop(desk: Desk, work: Work) -> None:
    """Forget unsaved work: it was saved, or is not wanted."""
    desk.drop(work.place)
    st.session_state.get("bewaard", {}).pop(work.place, None)
    st.session_state.get("werk", {}).pop((desk.dossier.id, work.kind, work.id), None)


def new_key() -> str:
    """A name for the widgets of one part, which stays with it when parts change places."""
    return uuid.uuid4().hex[:10]


def _with_keys(value: Any) -> Any:
    """Values in which each part of a list has a key of its own."""
    if isinstance(value, dict):
        return {**{name: _with_keys(each) for name, each in value.items()}, "_key": value.get("_key") or new_key()}
    if isinstance(value, list | tuple):
        return [_with_keys(each) for each in value]
    return value


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items() if not name.startswith("_")}
    return [_bare(each) for each in value] if isinstance(value, list) else value
