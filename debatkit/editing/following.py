"""
Following: what the log takes over from a dossier's files, and what it does not.

    the item in the log                      its file changed
    is as the files had it last              it follows: changed, added or deleted
    was changed by somebody since            it stays, and the difference is shown, to take or to leave

The one rule that must hold: what somebody wrote is never overwritten by a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from debatkit.editing import items
from debatkit.editing.items import Left, Name
from debatkit.editing.state import State
from debatkit.model import Model
from debatkit.revisions.kinds import body_text
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, Revision

AUTHOR = "bestanden"
ORIGIN = "files"  # the origin of what was taken over


@dataclass(frozen=True)
class FileDifference:
    """An item that somebody changed, and whose file says something else. None: it is not in the file, or withdrawn."""

    kind: str
    id: str
    in_file: Model | None
    ours: Revision | None
    number: int  # of the latest revision, on which a choice is based

    @property
    def left_id(self) -> str:
        """The id under which it is kept that this was left as it is."""
        return left_id(self.kind, self.id)


@dataclass(frozen=True)
class Comparison:
    """A dossier's files beside the log: what is to be taken over, and what differs and stays."""

    changes: tuple[Change, ...]
    differences: tuple[FileDifference, ...]


def left_id(kind: str, name: str) -> str:
    """The id of the choice to leave an item as it is.

    >>> left_id("question", "waarom-geen-onderraad")
    'question-waarom-geen-onderraad'
    """
    return f"{kind}-{name}"


def digest(body: Model | None) -> str | None:
    """A short name for what a file says of an item."""
    return hashlib.sha256(body_text(body).encode()).hexdigest()[:16] if body else None


def compare(log: Log, state: State, in_files: Mapping[Name, Model]) -> Comparison:
    """Compare what the files hold with the log.

    Raises:
        LogUnavailableError: the log cannot be read.
    """
    names = [*in_files, *(name for name in state.latest if name[0] in items.IN_FILES and name not in in_files)]
    changes, differences = [], []
    for name in names:
        wanted = in_files.get(name)
        ours = state.latest.get(name)
        if (body_text(wanted) if wanted else None) == (ours.text if ours else None):
            continue
        latest = ours or (log.item(state.name, *name) if state.latest else None)
        number = latest.number if latest else 0
        if latest is None or latest.origin == ORIGIN:
            changes.append(Change(state.name, *name, wanted, number))
        elif _differs(log, state, latest, wanted):
            differences.append(FileDifference(*name, wanted, ours, number))
    return Comparison(tuple(changes), tuple(differences))


def _differs(log: Log, state: State, latest: Revision, wanted: Model | None) -> bool:
    """Whether the file of an edited item says something that nobody has judged yet."""
    name = latest.kind, latest.id
    left = state.body(Left, (items.LEFT, left_id(*name)))
    if left and left.digest == digest(wanted):
        return False
    # What has one revision, and that is no file's, never came from one; there may be very many of these.
    history = log.history(state.name, *name) if latest.number > 1 else ()
    taken = [revision for revision in history if revision.origin == ORIGIN]
    return (taken[-1].text if taken else None) != (body_text(wanted) if wanted else None)
