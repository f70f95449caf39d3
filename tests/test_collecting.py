"""Collecting: Python looks for no garbage for a while, and always does so again."""

from __future__ import annotations

import gc
import threading

import pytest

from debatkit.collecting import uncollected


def test_it_looks_again_after():
    """Also where one is within another."""
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


def test_it_looks_again_after_an_error():
    """What was to be made was not; that is no reason to go on without."""
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 / 0

    assert gc.isenabled()


def test_who_did_without_goes_on_without():
    """It was off before, for a reason that is not ours."""
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("first_out", [0, 1])
def test_two_threads_leave_it_as_it_was(first_out):
    """Whoever leaves first."""
    inside, leave = threading.Barrier(3), [threading.Event(), threading.Event()]

    def work(place):
        with uncollected():
            inside.wait(10)
            leave[place].wait(10)

    threads = [threading.Thread(target=work, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    inside.wait(10)
    for place in (first_out, 1 - first_out):
        leave[place].set()
        threads[place].join(10)

    assert gc.isenabled()
