"""Fixtures for the tests of editing: a log on the small dossier's folders, and people of each role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from debatkit.editing.desk import Desk
from debatkit.editing.items import ALL_KINDS
from debatkit.editing.ledger import Ledger
from debatkit.people import Role, User
from debatkit.revisions.log import Log

SMALL = "waterkade"


@pytest.fixture
def copied(folders, small):
    """Folders with a copy of the small dossier, to change."""
    for name in ("data", "qa"):
        shutil.copytree(getattr(small, name), getattr(folders, name), dirs_exist_ok=True)
    return folders


@pytest.fixture
def log(tmp_path: Path, database: Callable[[Path, Path, Path], str]) -> Iterator[Log]:
    """An empty log."""
    with Log.open(database(tmp_path, Path("nothing"), Path("nothing")), ALL_KINDS) as opened:
        yield opened


@pytest.fixture
def ledger(copied, log: Log) -> Ledger:
    """The small dossier, taken in."""
    made = Ledger(log, copied.data, copied.qa)
    made.refresh()
    return made


@pytest.fixture
def coordinator() -> User:
    return User("ans@min.nl", "Ans", Role.COORDINATOR)


@pytest.fixture
def contributor() -> User:
    return User("bo@min.nl", "Bo", Role.CONTRIBUTOR, frozenset({"OEV"}))


@pytest.fixture
def reader() -> User:
    return User("cas@min.nl", "Cas", Role.READER)


@pytest.fixture
def desk(ledger: Ledger, coordinator: User) -> Desk:
    """A coordinator at work in the small dossier."""
    return Desk(ledger, SMALL, coordinator)
