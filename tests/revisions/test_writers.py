"""
Writers: processes that save at the same time, or are killed while they do, lose nothing.

These are the small versions; `python -m benchmarks.log` runs the full ones.
"""

from __future__ import annotations

import pytest

from benchmarks import log_trials


def test_a_writer_that_is_killed_leaves_whole_saves_only(url):
    """After kill -9 at any moment, the log opens, has every save that was acknowledged, and no half ones."""
    done = log_trials.kill(url, times=5)

    assert done.times == 5
    assert done.told >= 5


@pytest.mark.parametrize("shared", [True, False], ids=["one item", "items of their own"])
def test_writers_at_the_same_time_lose_nothing(url, shared):
    """Each save is in the log or refused to its writer, and a reader that follows the log misses none."""
    done = log_trials.save_together(url, writers=5, saves=15, shared=shared)

    assert done.saved == 75
    assert (done.outdated > 0) == shared


def test_a_start_that_is_killed_leaves_a_log_that_opens(url):
    """A process that dies while it makes the tables leaves them to the next."""
    assert log_trials.kill_starts(url, times=4) == 0


def test_processes_that_start_together_find_one_log(url):
    """The first start of a server with several processes is one start."""
    done = log_trials.save_together(url, writers=4, saves=1, shared=False, made=False)

    assert done.saved == 4
