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
    """Do the work, which tells how far it is; meanwhile `words` say what it is."""
    place, start = st.empty(), time.monotonic()

    def told(share: float) -> None:
        if time.monotonic() - start > PATIENCE:
            place.progress(min(share, 1.0), f"{words}: {min(share, 1.0):.0%}")

    try:
        return work(told)
    finally:
        place.empty()
