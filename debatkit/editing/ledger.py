"""
Ledger: the log and the folders together, and what every dossier is by now.

    refresh()        takes up what came into the log, and what changed in the folders
    state(name)      a dossier as it is
    append(...)      judged changes, checked against the dossier as it is at that moment

A folder that is gone changes nothing: the dossier is in the log. Files with a mistake change nothing either; the
mistake is told in `refused`, and what was there stays.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from debatkit import files
from debatkit.collecting import uncollected
from debatkit.editing import following, items
from debatkit.editing.fit import require_fit
from debatkit.editing.following import AUTHOR, ORIGIN, Comparison
from debatkit.editing.items import Practice, TakenIn
from debatkit.editing.state import State
from debatkit.errors import DossierError, InvalidChangeError, LogBusyError, LogError, Mistake, OvertakenError
from debatkit.files import Place
from debatkit.revisions.database import PATIENCE
from debatkit.revisions.kinds import body_text
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, Mark, OutdatedError, Revision

EXERCISE = "oefening"  # who writes the counts of exercises
STEP = 1_000  # revisions between two tellings of how far the reading is

# Is told which share of something is done, from 0 to 1.
Told = Callable[[float], None]
# Gets a dossier as it is, gives the changes that are wanted of it.
Judge = Callable[[State], tuple[Change, ...]]


class Ledger:
    """What every dossier is, by the log and the folders. Shared by all threads of a process."""

    def __init__(self, log: Log, data: Path, qa: Path, told: Told | None = None) -> None:
        """`told` is told which share of the log has been read, from 0 to 1."""
        self._log = log
        self._data = data
        self._qa = qa
        self._lock = threading.RLock()  # of what is known here
        self._line = threading.RLock()  # of who writes
        self._refused: dict[str, DossierError] = {}
        self._compared: dict[str, tuple[State, str, Comparison]] = {}
        self._start(log.mark(), told)

    def _start(self, mark: Mark, told: Told | None = None) -> None:
        """Read the log from its beginning: once, and again when a backup took its place."""
        self._sequence, self._edition = mark
        with uncollected():
            self._states = dict(_read(self._log, self._sequence, told))
        self._fingerprint: files.Fingerprint | None = None  # the folders are to be looked at

    @property
    def log(self) -> Log:
        """The log itself, for its history."""
        return self._log

    @property
    def refused(self) -> Mapping[str, DossierError]:
        """What is wrong with the files of dossiers; what they were before is still there."""
        return self._refused

    @property
    def sequence(self) -> int:
        """Up to which revision of the log everything here has been brought."""
        return self._sequence

    @property
    def edition(self) -> int:
        """Of which edition of the log: another one after a backup took its place."""
        return self._edition

    def states(self) -> dict[str, State]:
        """Every dossier that is there, archived ones too, in the order of their names."""
        with self._lock:
            return {name: state for name, state in sorted(self._states.items()) if state.there}

    def state(self, name: str) -> State:
        """A dossier as it is; an empty one if it never was."""
        with self._lock:
            return self._states.get(name) or State(name, self._sequence)

    def has_folder(self, name: str) -> bool:
        """Whether there are, or may be, files of a dossier of this name."""
        return any((folder / name).exists() for folder in (self._data, self._qa))

    def refresh(self) -> None:
        """Take up what others wrote, and what changed in the folders.

        Raises:
            LogUnavailableError: the log cannot be read.
        """
        with self._lock:
            self._take_up()
        fingerprint = files.fingerprint(self._data, self._qa)
        if fingerprint == self._fingerprint:
            return
        with self._in_line():
            edition = self._edition
            if fingerprint != self._fingerprint:  # not yet taken in by who was first in line
                self._follow_folders()
            if edition == self._edition:
                self._fingerprint = fingerprint

    def append(self, name: str, author: str, origin: str, judge: Judge) -> tuple[Revision, ...]:
        """Append the changes that `judge` wants of the dossier as it is at this moment, all or none.

        Who saves at the same time waits: in this process for each other, and where another process was first, all of
        them until the changes have been judged again and are written. So `judge` may be asked twice.

        Raises:
            InvalidChangeError: what would not fit in the dossier, or can never be in the log.
            OutdatedError: a change to a revision that is not the latest.
            LogUnavailableError: the log cannot be written.
        """
        with self._in_line():
            state, edition = self._now(name)
            changes = _judged(state, judge)
            written: tuple[Revision, ...] = ()
            refused: LogError | None = None
            try:
                written = self._log.append(changes, author, origin, as_of=state.sequence, edition=edition)
            except (OvertakenError, OutdatedError) as error:
                refused = error
            if changes and not written and self._now(name)[0] is not state:  # something came in between
                with self._log.turn() as append:
                    written = append(_judged(self._now(name)[0], judge), author, origin)
            elif refused:
                raise refused
            with self._lock:
                self._take_up()
            return written

    @contextlib.contextmanager
    def _in_line(self) -> Iterator[None]:
        """Wait for those of this process who are writing; always before `_lock`, never within it."""
        if not self._line.acquire(timeout=PATIENCE):
            raise LogBusyError("Anderen zijn al te lang aan het opslaan. Er is niets opgeslagen; probeer het opnieuw.")
        try:
            yield
        finally:
            self._line.release()

    def _now(self, name: str) -> tuple[State, int]:
        """A dossier as the log has it by now, and the edition of the log."""
        with self._lock:
            self._take_up()
            return self.state(name), self._edition

    def practised(self, name: str, card: int, found: bool) -> None:
        """Count an exercise with a card. Nobody is named in it.

        Raises:
            LogUnavailableError: the log cannot be written.
        """
        key = f"kaart-{card}"

        def judge(state: State) -> tuple[Change, ...]:
            before = state.body(Practice, (items.PRACTICE, key)) or Practice(asked=0, found=0)
            after = Practice(asked=before.asked + 1, found=before.found + found)
            revision = state.revision(items.PRACTICE, key)
            return (Change(name, items.PRACTICE, key, after, revision.number if revision else 0),)

        self.append(name, EXERCISE, items.PRACTICE, judge)

    def differences(self, name: str) -> tuple[following.FileDifference, ...]:
        """The items of a dossier that somebody changed and whose files say something else.

        Raises:
            DossierError: its files cannot be read.
            LogUnavailableError: the log cannot be read.
        """
        with self._lock:
            state = self.state(name)
            folder = self._data / name
            if not folder.is_dir():
                return ()
            digest = _digest(folder, self._qa / name)
            held = self._compared.get(name)
            if held is None or held[0] is not state or held[1] != digest:
                in_files = items.taken_apart(files.read_dossier(folder, self._qa / name).dossier)
                self._compared[name] = held = (state, digest, following.compare(self._log, state, in_files))
            return held[2].differences

    def places(self, name: str) -> Mapping[str | None, Place]:
        """Where the items of a dossier stand in its files, for those that are as their files have them."""
        return _Places(self._data / name, self._qa / name, self.state(name))

    def _take_up(self) -> None:
        """Bring the states to the end of the log."""
        while (mark := self._log.mark()) != (self._sequence, self._edition):
            came = self._log.since(self._sequence) if mark.edition == self._edition else ()
            if not came:  # a backup took the place of what we know
                self._start(mark)
                continue
            groups: dict[str, list[Revision]] = {}
            for revision in came:
                groups.setdefault(revision.dossier, []).append(revision)
            self._sequence = came[-1].sequence
            for name, revisions in groups.items():
                before = self._states.get(name) or State(name)
                self._states[name] = before.after(revisions, self._sequence)

    def _follow_folders(self) -> None:
        refused: dict[str, DossierError] = {}
        names: tuple[str, ...] = ()
        try:
            names, refused = files.dossier_folders(self._data, self._qa)
        except DossierError as error:
            if not self._states:
                refused[error.dossier] = error
        for name in names:
            try:
                self._follow(name)
            except DossierError as error:
                refused[name] = error
        self._refused = refused

    def _follow(self, name: str) -> None:
        """Take the files of one dossier in, if they are not what they were.

        Raises:
            DossierError: the files cannot be read, or do not fit what people wrote.
        """
        folder, qa_folder = self._data / name, self._qa / name
        digest = _digest(folder, qa_folder)

        def judge(state: State) -> tuple[Change, ...]:
            taken = state.body(TakenIn, (items.TAKEN_IN, name))
            if taken and taken.digest == digest:
                return ()
            in_files = items.taken_apart(files.read_dossier(folder, qa_folder).dossier)
            changes = following.compare(self._log, state, in_files).changes
            revision = state.latest.get((items.TAKEN_IN, name))
            number = revision.number if revision else 0
            return (*changes, Change(name, items.TAKEN_IN, name, TakenIn(digest=digest), number))

        try:
            self.append(name, AUTHOR, ORIGIN, judge)
        except InvalidChangeError as error:
            raise DossierError(name, _as_mistakes(error)) from error
        except LogError as error:
            raise DossierError(name, (Mistake(name, None, str(error)),)) from error


def _judged(state: State, judge: Judge) -> tuple[Change, ...]:
    changes = judge(state)
    require_fit(state, changes)
    return changes


def _read(log: Log, sequence: int, told: Told | None) -> Iterator[tuple[str, State]]:
    """Every dossier in the log, as it is at `sequence` or later."""
    names = log.dossiers()
    total = sum(map(log.count, names))
    done = itertools.count(1)

    def counted(revisions: Iterable[Revision]) -> Iterator[Revision]:
        for revision in revisions:
            if (number := next(done)) % STEP == 0 and told:
                told(min(number / total, 1.0))
            yield revision

    for name in names:
        state = State(name).after(counted(log.current(name)), sequence)
        gone = log.withdrawn(name) if log.count(name) > len(state.latest) else ()  # as a rule there are none
        yield name, replace(state, withdrawn={(each.kind, each.id): each for each in gone})


class _Places(Mapping[str | None, Place]):
    """The places of a dossier's items, looked up when somebody asks: only the checks do."""

    def __init__(self, folder: Path, qa_folder: Path, state: State) -> None:
        self._folders = folder, qa_folder
        self._state = state

    @cached_property
    def _found(self) -> Mapping[str | None, Place]:
        try:
            loaded = files.read_dossier(*self._folders)
        except DossierError:
            return {}
        latest = self._state.latest
        same = {
            None if name[0] == items.HEADER else name[1]
            for name, body in items.taken_apart(loaded.dossier).items()
            if name in latest and latest[name].text == body_text(body)
        }
        return {name: place for name, place in loaded.places.items() if name in same}

    def __getitem__(self, name: str | None) -> Place:
        return self._found[name]

    def __iter__(self) -> Iterator[str | None]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _as_mistakes(error: InvalidChangeError) -> tuple[Mistake, ...]:
    return tuple(
        Mistake("de bestanden, samen met wat in de app is gewijzigd", None, str(refusal), refusal.id)
        for refusal in error.refusals
    )


def _digest(*folders: Path) -> str:
    """A name for what is in the files of a dossier, whatever their times."""
    found = hashlib.sha256()
    for folder in folders:
        for path in files.paths(folder):
            with contextlib.suppress(FileNotFoundError):
                content = path.read_bytes()
                found.update(f"{path.relative_to(folder.parent)}\0{len(content)}\0".encode())
                found.update(content)
    return found.hexdigest()[:32]
