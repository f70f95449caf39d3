"""
Work: what somebody is writing and has not saved.

The values of the form live in the session, under the item's name, and are kept beside the log as they change. So they
survive a rerun, a lost connection and a closed window, and nobody else sees them. The one rule that must hold: what a
button asks is done when the whole form has been read, because a click may come with a text that was typed just before.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from debatkit import Desk, Dossier, Model, Values, forms
from pages.shared.editor.parts import bare, with_keys

EMPTY: Values = {"text": "", "date": None, "audience": None, "claim": True, "citations": []}
SAVED_ON = "_based_on"  # beside the values where they are kept


@dataclass
class Work:
    """The form of one item: its values, and the revision that they started from."""

    kind: str
    id: str
    data: Values
    based_on: int
    base: Values  # the values as they were at the start
    taken_up: datetime.datetime | None = None  # when it was kept, where it was taken up from an earlier visit
    merging: bool = False  # whether it is being compared with what somebody else saved
    said: str = ""  # what came of the last wish
    refused: str = ""  # why the last wish was not granted
    asked: list[Callable[[], None]] = field(default_factory=list)  # to be done when the form has been read

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return not forms.same(self.kind, self.data, self.base)

    @property
    def place(self) -> str:
        """The name under which unsaved work is kept."""
        return f"concept-{self.kind}-{self.id}"

    def key(self, field: str) -> str:
        """What names the widgets of a field."""
        return f"{self.kind}-{self.id}-{self.data['_key']}-{field}"


@dataclass(frozen=True)
class Form:
    """Work as it is drawn: in its dossier, and locked for who may not change it."""

    dossier: Dossier
    work: Work
    locked: bool

    def button(self, label: str, key: str, action: Callable[[], None], icon: str, off: bool = False) -> None:
        """A button that changes the form, once all of it has been read."""
        if st.button(label, key=key, icon=icon, type="tertiary", disabled=self.locked or off):
            self.work.asked.append(action)


def of(desk: Desk, kind: str, name: str) -> Work:
    """The work on an item in this session: begun anew where there is none, taken up where some was kept."""
    held = st.session_state.setdefault("werk", {})
    key = (desk.dossier.id, kind, name)
    if key not in held:
        held[key] = begun(desk, kind, name)
        take_up(desk, held[key])
    work: Work = held[key]
    return work


def begun(desk: Desk, kind: str, name: str) -> Work:
    """The form of an item as it is now."""
    revision = desk.revision(kind, name)
    data = forms.values(revision.body) if revision.body else {}
    return Work(kind, name, with_keys(data), revision.number, data)


def take_up(desk: Desk, work: Work) -> None:
    """Go on with what was kept, if anything was."""
    kept = desk.kept(work.place)
    found = forms.taken_up(kept.text) if kept else None
    if not kept or not found:
        return
    work.based_on = found.pop(SAVED_ON, work.based_on)
    work.data, work.taken_up = with_keys(found), kept.time
    if body := body_of(desk, work):
        work.base = forms.values(body)
    _last()[work.place] = kept.text


def body_of(desk: Desk, work: Work) -> Model | None:
    """The item as it was when this work began; None where that is not known."""
    found = (each for each in desk.history(work.kind, work.id) if each.number == work.based_on)
    return next((each.body for each in found), None)


def renew(desk: Desk, work: Work) -> None:
    """Let the form show the item as it is now."""
    fresh = begun(desk, work.kind, work.id)
    work.data, work.base, work.based_on = fresh.data, fresh.base, fresh.based_on
    work.merging, work.taken_up = False, None


def finish(desk: Desk, work: Work) -> None:
    """Do what was asked now that the form has been read, keep what is not saved, and draw the page anew if need be."""
    asked, work.asked = work.asked, []
    for action in asked:
        action()
    keep(desk, work)
    if asked:
        st.rerun()


def keep(desk: Desk, work: Work) -> None:
    """Keep what is not saved, if it is not what was kept last; forget it when there is nothing to save."""
    last = _last()
    if not work.changed:
        drop(desk, work)
        return
    text = forms.kept({**bare(work.data), SAVED_ON: work.based_on})
    if last.get(work.place) != text:
        desk.keep(work.place, text)
        last[work.place] = text


def drop(desk: Desk, work: Work) -> None:
    """Forget what this session kept of unsaved work; what another window of this user kept since stays."""
    mine = _last().pop(work.place, None)
    kept = desk.kept(work.place) if mine is not None else None
    if kept and kept.text == mine:
        desk.drop(work.place)


def leave(desk: Desk, work: Work) -> None:
    """Be done with an item that is no longer there."""
    drop(desk, work)
    forget(desk, work)


def forget(desk: Desk, work: Work) -> None:
    """Let this session begin anew with the item, as it is then."""
    _last().pop(work.place, None)
    st.session_state["werk"].pop((desk.dossier.id, work.kind, work.id), None)


def _last() -> dict[str, str]:
    last: dict[str, str] = st.session_state.setdefault("bewaard", {})
    return last
