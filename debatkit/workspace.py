"""
Workspace: the one object that pages and command line talk to.

    Workspace ── view(dossier, viewer) ──> View      what one audience may know of a dossier
              ── desk(dossier, user) ────> Desk      what one user may do in it
              ── shelf(user) ────────────> Shelf     what a coordinator may do with whole dossiers
              ── backups(user) ──────────> Backups   the log as one file, made and put back
              ── own(dossier, user) ─────> Own       what one user keeps of it: pins and folders
              ── prints(dossier, user) ──> Prints    what was printed of it, and whether that still holds
              ── reports(dossier, user) ─> Reports   what one user reports: what is wrong, what is not answered

Views are made once for each state of a dossier and shared by all sessions. `refresh` takes up what changed: in the
folders, and in the log where there is one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path

from debatkit import files
from debatkit.access import Viewer
from debatkit.collecting import uncollected
from debatkit.editing.backups import Backups
from debatkit.editing.desk import Desk
from debatkit.editing.dossiers import Shelf
from debatkit.editing.items import ALL_KINDS, Name
from debatkit.editing.ledger import Ledger, Told
from debatkit.editing.reports import Reports
from debatkit.errors import DossierError, NotFoundError
from debatkit.files import LoadedDossier
from debatkit.latches import Latches
from debatkit.model import Audience, Synonyms
from debatkit.own import Own
from debatkit.pace import Pace
from debatkit.people import User
from debatkit.prints import Prints
from debatkit.revisions.log import Log
from debatkit.search.meaning import Encoder
from debatkit.search.meaning import installed as installed_encoder
from debatkit.settings import Settings
from debatkit.view import View

DATABASE = "debatkit.sqlite3"  # below `var`, where no other database is set


class Workspace:
    """All dossiers: of two folders, and of the log where there is one. Indexes are kept below `var`."""

    def __init__(
        self,
        data: Path,
        qa: Path,
        var: Path | None = None,
        log: Log | None = None,
        pace: Pace | None = None,
        told: Told | None = None,
    ) -> None:
        """`told` is told which share of the log has been read, from 0 to 1."""
        self._data = data
        self._qa = qa
        self._var = _writable(var)  # where what is derived is kept; None: in memory
        self._ledger = Ledger(log, data, qa, told) if log else None
        self._pace = pace or Pace()
        self._lock = threading.Lock()
        self._fingerprint: files.Fingerprint | None = None
        self._served: dict[str, LoadedDossier] = {}
        self._refused: dict[str, DossierError] = {}
        self._synonyms: tuple[Synonyms, ...] = ()
        self._views: dict[tuple[str, Viewer], View] = {}
        self._replaced: dict[tuple[str, Viewer], View] = {}  # views of the state before, for what those after take over
        self._doubted: Mapping[str, frozenset[Name]] = {}  # by dossier, as far as the views go
        with uncollected():
            self.refresh()

    @classmethod
    def of(cls, settings: Settings, told: Told | None = None) -> Workspace:
        """The workspace that the settings describe, with its log; without one where nothing can be written.

        `told` is told which share of the log has been read, from 0 to 1.

        Raises:
            LogUnavailableError: the database cannot be reached or is none.
            LogVersionError: a newer Debatkit made it, or another program.
        """
        log = open_log(settings)
        return cls(settings.data, settings.qa, _writable(settings.var), log, settings.words_a_minute, told)

    @property
    def editable(self) -> bool:
        """Whether there is a log, so that dossiers can be changed here."""
        return self._ledger is not None

    def refresh(self) -> None:
        """Take up what changed; a dossier with a mistake is told in `refused`.

        Raises:
            LogUnavailableError: the log cannot be read.
        """
        with self._lock:
            if self._ledger:
                self._ledger.refresh()
                self._serve_states(self._ledger)
            fingerprint = files.fingerprint(self._data, self._qa)
            if fingerprint == self._fingerprint:
                return
            self._fingerprint = fingerprint
            if self._ledger is None:
                self._serve_files()
            else:
                self._serve_synonyms()

    def change_mark(self, dossier: str | None) -> str:
        """A short text that is another one after any change to a dossier, or to which dossiers there are.

        What is only noted, such as the counts of exercises, is no change: nobody reads it while it is made.
        """
        with self._lock:
            name = dossier or next(iter(self._served), "")
            at = (self._ledger.state(name).told, self._ledger.edition) if self._ledger else (0, 0)
            known = [*self._served, *map(str, self._refused.values())]
        return f"{at[0]}-{hash((self._fingerprint, at[1], *known))}"

    @property
    def dossiers(self) -> Mapping[str, str]:
        """The titles of the dossiers that can be served, by id."""
        return {name: served.dossier.title for name, served in self._served.items()}

    @property
    def refused(self) -> Mapping[str, DossierError]:
        """Why other dossiers cannot be served, or changed files not taken over, by the name of their folder."""
        return self._refused

    def view(self, dossier: str | None, viewer: Viewer) -> View:
        """Return what `viewer` may know of a dossier; None means the only or first one.

        Raises:
            DossierError: the dossier has mistakes.
            NotFoundError: there is no such dossier.
        """
        with self._lock:
            name = self._name(dossier)
            key = (name, viewer)
            if key not in self._views:
                folder = self._search_folder(name, viewer)
                served, doubts = self._served[name], partial(self._doubts, name)
                before = self._replaced.pop(key, None)
                self._views[key] = View(
                    served, viewer, self._synonyms, folder, self._encoder, self._pace, doubts, before
                )
            return self._views[key]

    def prepare(self, told: Told) -> None:
        """Have the first view that anybody is shown ready: the public one of the first dossier, if there is one.

        `told` is told which share is done, from 0 to 1.
        """
        with contextlib.suppress(DossierError, NotFoundError):
            self.view(None, Viewer()).prepare(told)

    def desk(self, dossier: str | None, user: User) -> Desk:
        """Return what `user` may do in a dossier; None means the only or first one.

        Raises:
            DossierError: the dossier has mistakes.
            NotAllowedError: this user may see public lines only.
            NotFoundError: there is no such dossier, or nothing can be changed here.
        """
        with self._lock:
            name = self._name(dossier)
        return Desk(self._editing(), name, user)

    def shelf(self, user: User) -> Shelf:
        """Return what a coordinator may do with whole dossiers, archived ones too.

        Raises:
            NotAllowedError: this user may not.
            NotFoundError: nothing can be changed here.
        """
        return Shelf(self._editing(), user)

    def backups(self, user: User) -> Backups:
        """Return the backups of the log, to be made and put back by a coordinator.

        Raises:
            NotAllowedError: this user may not.
            NotFoundError: there is no log here.
        """
        return Backups(self._editing().log, user)

    def _editing(self) -> Ledger:
        if self._ledger is None:
            raise NotFoundError("Hier kan niets worden gewijzigd: er is geen map waarin Debatkit mag schrijven.")
        return self._ledger

    def practised(self, dossier: str, card: int, found: bool) -> None:
        """Count an exercise with a card, where there is a log; nobody is named in it."""
        if self._ledger:
            self._ledger.practised(dossier, card, found)

    def own(self, dossier: str | None, user: User) -> Own:
        """Return what `user` keeps in a dossier, whatever their role; None means the only or first one.

        Raises:
            DossierError: the dossier has mistakes.
            NotFoundError: there is no such dossier, or nothing can be kept here.
        """
        name, log = self._kept_in(dossier)
        return Own(log.private_texts(user.id, name))

    def reports(self, dossier: str | None, user: User) -> Reports:
        """Return what `user` may report in a dossier, whatever their role; None means the only or first one.

        Raises:
            DossierError: the dossier has mistakes.
            NotFoundError: there is no such dossier, or nothing can be kept here.
        """
        with self._lock:
            name = self._name(dossier)
        return Reports(self._editing(), name, user)

    def latches(self, dossier: str | None) -> Latches:
        """Return what searches in a dossier led to; None means the only or first one.

        Raises:
            DossierError: the dossier has mistakes.
            NotFoundError: there is no such dossier, or nothing can be kept here.
        """
        name, log = self._kept_in(dossier)
        return Latches(log.choices(name))

    def prints(self, dossier: str | None, user: User, origin: str = "") -> Prints:
        """Return the prints of a dossier, whatever the role of `user`; None means the only or first dossier.

        `origin` is where people open the app; QR codes lead there.

        Raises:
            DossierError: the dossier has mistakes.
            NotFoundError: there is no such dossier, or nothing can be registered here.
        """
        name, _ = self._kept_in(dossier)

        def seen(audience: Audience) -> View:
            return self.view(name, Viewer.of(user, audience))

        return Prints(self._editing(), name, user, seen, origin)

    def _kept_in(self, dossier: str | None) -> tuple[str, Log]:
        with self._lock:
            name = self._name(dossier)
        if self._ledger is None:
            raise NotFoundError("Hier kan niets worden bewaard: er is geen map waarin Debatkit mag schrijven.")
        return name, self._ledger.log

    def _name(self, dossier: str | None) -> str:
        name = dossier or next(iter(self._served), None) or next(iter(self._refused), None)
        if name is None:
            raise NotFoundError("Er is nog geen dossier.")
        if name in self._served:
            return name
        if name in self._refused:
            raise self._refused[name]
        raise NotFoundError(f"Dossier '{name}' is er niet.")

    def _serve_files(self) -> None:
        try:
            library = files.read_library(self._data, self._qa)
        except DossierError as error:
            library = files.Library({}, {error.dossier: error})
        self._served = dict(library.dossiers)
        self._refused = dict(library.refused)
        self._synonyms = library.synonyms
        self._views = {}

    def _serve_states(self, ledger: Ledger) -> None:
        """Serve every dossier as the log has it; views of dossiers that did not change stay."""
        served: dict[str, LoadedDossier] = {}
        doubted: dict[str, frozenset[Name]] = {}
        refused = dict(ledger.refused)
        for name, state in ledger.states().items():
            if state.archived:
                refused.pop(name, None)
                continue
            try:
                dossier = state.dossier
            except DossierError as error:
                refused[name] = error
                continue
            doubted[name] = state.doubted
            before = self._served.get(name)
            same = before is not None and before.dossier is dossier
            served[name] = before if before and same else LoadedDossier(dossier, ledger.places(name), state.sequence)
        changed = {key for key in self._views if served.get(key[0]) is not self._served.get(key[0])}
        replaced = self._replaced | {key: self._views.pop(key) for key in changed}
        self._replaced = {key: view for key, view in replaced.items() if key[0] in served}
        self._served = served
        self._doubted = doubted
        self._refused = {**refused, **{name: e for name, e in self._refused.items() if name == files.SYNONYMS}}

    def _doubts(self, name: str) -> frozenset[Name]:
        return self._doubted.get(name, frozenset())

    def _serve_synonyms(self) -> None:
        self._refused.pop(files.SYNONYMS, None)
        try:
            self._synonyms = files.read_synonyms(self._data / files.SYNONYMS)
        except DossierError as error:
            self._refused[files.SYNONYMS] = error
        self._replaced |= self._views
        self._views = {}

    @cached_property
    def _encoder(self) -> Encoder | None:
        return installed_encoder()

    def _search_folder(self, dossier: str, viewer: Viewer) -> Path | None:
        """A folder for each audience; dossiers of this name in other folders have an index of their own."""
        if self._var is None:
            return None
        place = hashlib.sha256(f"{self._data.resolve()}\n{self._qa.resolve()}".encode()).hexdigest()[:8]
        return self._var / "search" / f"{dossier}-{viewer.audience}-{place}"


def open_log(settings: Settings) -> Log | None:
    """The log that the settings name, without taking anything in; None where nothing can be written.

    Raises:
        LogUnavailableError: the database cannot be reached or is none.
        LogVersionError: a newer Debatkit made it, or another program.
    """
    var = _writable(settings.var)
    url = settings.database or (f"sqlite:///{var / DATABASE}" if var else None)
    return Log.open(url, ALL_KINDS) if url else None


def _writable(folder: Path | None) -> Path | None:
    """The folder, made if needed; None where nothing can be written, so that a read-only copy works as well."""
    try:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if folder and os.access(folder, os.W_OK) else None
