"""
Collecting: no look for garbage while very many objects are made that all stay.

Python looks for garbage again and again as objects are added, and each time looks at all that is there: with a large
dossier in memory that took more than half of the time in which a sheet was put together. What is made here has no
circles, so it goes by itself when nobody uses it any more.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Have Python look for no garbage within, in any thread; it looks again after, also when this is left by an error.

    Two threads may be within at the same time: who leaves first lets it look a little sooner.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()
