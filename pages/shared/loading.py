"""Loading: the dossiers of this server are read once, in a thread of their own; each visitor sees how far that is."""

from __future__ import annotations

import threading
from collections.abc import Callable

import streamlit as st

from debatkit import DebatkitError, Settings, Workspace
from pages.shared import waiting
from pages.shared.entrance import entrance

READ = 0.4  # of the work is reading the log; the rest is looking at every question
LOOK = 0.1  # seconds between two looks at how far it is


class Loading:
    """A workspace in the making."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._share = 0.0
        self._done = threading.Event()
        self._made: Workspace | None = None
        self._error: BaseException | None = None
        threading.Thread(target=self._load, daemon=True).start()

    def _load(self) -> None:
        try:
            made = Workspace.of(self._settings, lambda share: self._told(READ * share))
            made.prepare(lambda share: self._told(READ + (1 - READ) * share))
            self._made = made
        except BaseException as error:
            self._error = error
        finally:
            self._done.set()

    def _told(self, share: float) -> None:
        self._share = share

    @property
    def done(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self._done.is_set()

    def follow(self, told: Callable[[float], None]) -> None:
        """Wait, and tell meanwhile which share is done, from 0 to 1."""
        while not self._done.wait(LOOK):
            told(self._share)

    def result(self) -> Workspace:
        """The workspace, waited for.

        Raises:
            LogUnavailableError: its database cannot be reached.
        """
        self._done.wait()
        if self._error:
            raise self._error
        assert self._made
        return self._made


@st.cache_resource(show_spinner=False, max_entries=4)
def _loading(which: str, _settings: Settings) -> Loading:  # noqa: ARG001 the cache's key: one text is compared soonest
    return Loading(_settings)


def workspace() -> Workspace:
    """The workspace of this server; while it is read, a bar says how far that is.

    Raises:
        LogUnavailableError: its database cannot be reached.
    """
    chosen = entrance().settings
    loading = _loading(which=repr(chosen), _settings=chosen)
    if not loading.done:
        waiting.on(loading.follow, "De dossiers worden gelezen")
    try:
        return loading.result()
    except DebatkitError:
        _loading.clear(which=repr(chosen), _settings=chosen)  # the next visit tries again
        raise
