"""Fixtures for the log: each test that asks for one runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import postgres
from debatkit.model import Question
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, Revision
from tests.conftest import DATABASES


@pytest.fixture
def database(server: postgres.Server) -> Iterator[str]:
    """The name of an empty database on the server."""
    name = server.create()
    yield name
    server.drop(name)


@pytest.fixture(params=DATABASES)
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a second empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/other.sqlite3"
        return
    server = request.getfixturevalue("server")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in a file with the tables of a log, and nothing in them."""
    path = tmp_path_factory.mktemp("ready") / "log.sqlite3"
    Log.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def ready_name(server: postgres.Server) -> str:
    """The name of such a database on the server."""
    name = server.create()
    Log.open(server.url(name)).close()
    return name


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each kind in turn; for a test with a log it has the tables already.

    Copied from one that was made before, because making the tables takes longer than most tests.
    """
    ready = "log" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "var" / "log.sqlite3"
        if ready:
            path.parent.mkdir()
            shutil.copy(request.getfixturevalue("ready_file"), path)
        yield f"sqlite:///{path}"
        return
    running = request.getfixturevalue("server")
    name = running.create(like=request.getfixturevalue("ready_name") if ready else "template0")
    yield running.url(name)
    running.drop(name)


@pytest.fixture
def log(url: str) -> Iterator[Log]:
    """An empty log."""
    with Log.open(url) as opened:
        yield opened


def question(name: str = "vraag", text: str = "Hoe hoog?", **fields: Any) -> Question:
    return Question.model_validate({"id": name, "number": 1, "question": text, **fields})


Save = Callable[..., Revision]


@pytest.fixture
def save(log: Log) -> Save:
    """A function that saves a question on its latest revision: save("vraag", "Hoe hoog?")."""

    def saved(name: str = "vraag", text: str = "Hoe hoog?", dossier: str = "klein", author: str = "Sanne") -> Revision:
        latest = log.item(dossier, "question", name)
        change = Change(dossier, "question", name, question(name, text), latest.number if latest else 0)
        [revision] = log.append([change], author, "form")
        return revision

    return saved


@pytest.fixture
def delete(log: Log) -> Save:
    """A function that deletes a question: delete("vraag")."""

    def deleted(name: str = "vraag", dossier: str = "klein") -> Revision:
        latest = log.item(dossier, "question", name)
        assert latest
        [revision] = log.append([Change(dossier, "question", name, None, latest.number)], "Sanne", "form")
        return revision

    return deleted


@pytest.fixture(scope="session")
def ask() -> Callable[..., Question]:
    """A function that makes a question: ask("vraag", "Hoe hoog?", answer=[...])."""
    return question
