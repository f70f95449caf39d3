"""Workers: which tests go to which of the three processes that run them, and which of these goes first."""

from __future__ import annotations

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

BROWSER = "tests/browser/"
BROWSERS = 2  # at a time; a third would find no core that is free
NICE = 10


class Files(LoadScopeScheduling):
    """Keeps a file on one worker, as its tests share what took long to make, and has two workers begin with browsers.

    Each of those has a server and a browser for all of its files; some of their tests look at the clock. A scheduler of
    our own, because pytest 9.2 and xdist's groups do not go together: github.com/pytest-dev/pytest-xdist/issues/1386.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0]

    def _assign_work_unit(self, node: WorkerController) -> None:
        browses = self.nodes.index(node) < BROWSERS
        wanted = (file for file in self.workqueue if file.startswith(BROWSER) == browses)
        if (file := next(wanted, None)) is not None:
            self.workqueue.move_to_end(file, last=False)
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Files:
    return Files(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the tests of the browser go first: they mostly wait, and take the longest; the others fill what is left."""
    if "PYTEST_XDIST_WORKER" not in os.environ or not hasattr(os, "nice"):  # Windows has none
        return
    if not item.nodeid.startswith(BROWSER) and os.nice(0) == 0:
        os.nice(NICE)
