"""Workers: which tests go to which of the two processes that run them, and which of these goes first."""

from __future__ import annotations

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

BROWSER = "tests/browser/"
NICE = 10


class Files(LoadScopeScheduling):
    """Keeps a file on one worker, for its tests share what took long to make, and all files of the browser on one.

    Those share a server and a browser, and some look at the clock. They take the longest, and start first: files are
    given out in the order of their names. A scheduler of our own, because pytest 9.2 and xdist's groups do not go
    together: github.com/pytest-dev/pytest-xdist/issues/1386.
    """

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Files:
    return Files(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the tests of the browser go first: they mostly wait, and take the longest; the others fill what is left."""
    if "PYTEST_XDIST_WORKER" not in os.environ or not hasattr(os, "nice"):  # Windows has none
        return
    if not item.nodeid.startswith(BROWSER) and os.nice(0) == 0:
        os.nice(NICE)
