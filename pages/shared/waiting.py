"""Waiting: a bar that says how far a long piece of work is, as soon as it takes more than a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

PATIENCE = 1.0  # seconds without a bar: what is done by then needs none

Told = Callable[[float], None]  # is told which share is done, from 0 to 1
MadeT = TypeVar("MadeT")


def on(work: Callable[[Told], MadeT], words: str) -> MadeT:
    """Do the work, which tells how far it is; meanwhile `words` say what it is.

    Work that is soon done leaves nothing on the page, not even a place: who looks twice is sent the same.
    """
    start = time.monotonic()
    place: st.delta_generator.DeltaGenerator | None = None

    def told(share: float) -> None:
        nonlocal place
        if time.monotonic() - start > PATIENCE:
            place = place or st.empty()
            place.progress(min(share, 1.0), f"{words}: {min(share, 1.0):.0%}")

    try:
        return work(told)
    finally:
        if place:
            place.empty()
