"""
Fixtures for the log: each test that asks for one runs on SQLite and on PostgreSQL.

The server is a real one, started for the run; without Debian's package its tests are skipped, except in CI.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import postgres
from debatkit.model import Question
from debatkit.revisions.log import Log
from debatkit.revisions.records import Change, Revision

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.server)]


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server."""
    try:
        postgres.programs()
    except postgres.AbsentError as why:
        pytest.fail(str(why)) if os.environ.get("CI") else pytest.skip(str(why))
    with postgres.server() as running:
        yield running


@pytest.fixture
def database(server: postgres.Server) -> Iterator[str]:
    """The name of an empty database on the server."""
    name = server.create()
    yield name
    server.drop(name)


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/var/log.sqlite3"
    return request.getfixturevalue("server").url(request.getfixturevalue("database"))


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
