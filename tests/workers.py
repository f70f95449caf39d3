"""Workers: which tests go to which of the three processes that run them, and which of these goes first."""

from __future__ import annotations

import os
from functools import cached_property
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

BROWSER = "tests/browser/"
BROWSERS = 2  # at a time; a third would find no core that is free
NICE = 10


class Files(LoadScopeScheduling):
    """Keeps a file on one worker, for its tests share what took long to make, and the files of the browser on two.

    Those share a server and a browser, and some look at the clock. They take the longest, and start first: files are
    given out in the order of their names. A scheduler of our own, because pytest 9.2 and xdist's groups do not go
    together: github.com/pytest-dev/pytest-xdist/issues/1386.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = _file(nodeid)
        return f"{BROWSER}{self._of_browser.index(file) % BROWSERS}" if file.startswith(BROWSER) else file

    @cached_property
    def _of_browser(self) -> list[str]:
        return sorted({_file(node) for node in self.collection or () if node.startswith(BROWSER)})


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Files:
    return Files(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the tests of the browser go first: they mostly wait, and take the longest; the others fill what is left."""
    if "PYTEST_XDIST_WORKER" not in os.environ or not hasattr(os, "nice"):  # Windows has none
        return
    if not item.nodeid.startswith(BROWSER) and os.nice(0) == 0:
        os.nice(NICE)
