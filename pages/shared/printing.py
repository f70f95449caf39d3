"""
Printing: the PDF that a visitor looks at, which is the PDF that is downloaded.

What is shown and what is downloaded are one thing, with one time of printing: the paper never says another time than
the screen, and a PDF that was seen is not set twice. It is set anew after `FRESH`, so that the time stays about right.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from debatkit import Audience, Layout, Selection, View

FRESH = datetime.timedelta(minutes=10)
LONG = 200  # questions; above it, people see how far we are
SETTING = 0.9  # of the bar; the rest is for contents, page numbers and the file itself


@dataclass
class Printed:
    """A PDF and the moment that stands on it; empty until it is made."""

    moment: datetime.datetime
    content: bytes = b""
    making: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False, max_entries=16, ttl=FRESH)
def _place(dossier: str, revision: str, audience: Audience, selection: Selection, layout: Layout) -> Printed:  # noqa: ARG001 the cache's key
    return Printed(datetime.datetime.now().astimezone())


def printed(view: View, selection: Selection, layout: Layout, questions: int) -> Printed:
    """Return the PDF of a selection; the page shows how far it is while one with more than `LONG` questions is made."""
    made = _place(view.dossier.id, view.revision, view.audience, selection, layout)
    with made.making:
        if not made.content:
            if questions > LONG:
                with _bar() as bar:
                    made.content = view.sheet(
                        selection, layout, moment=made.moment, told=lambda done, total: _tell(bar, done, total)
                    )
            else:
                with st.spinner("Blad zetten …"):
                    made.content = view.sheet(selection, layout, moment=made.moment)
    return made


@contextmanager
def _bar() -> Iterator[st.delta_generator.DeltaGenerator]:
    """A bar that is there while it is needed."""
    bar = st.progress(0.0, text="Teksten verzamelen …")
    try:
        yield bar
    finally:
        bar.empty()


def _tell(bar: st.delta_generator.DeltaGenerator, done: int, total: int) -> None:
    about = f"ongeveer {done}" if 0 < done < total else done
    bar.progress(SETTING * done / max(total, 1), text=f"Blad zetten: {about} van {total} vragen …")


def offline(view: View, selection: Selection, name: str) -> None:
    """Offer the file that is searched without a network. There is no preview: what is in it is what is in the app."""
    st.markdown(
        "Eén bestand met alles wat u hierboven koos, om in te zoeken waar geen netwerk is. Bewaar het op uw computer "
        "of telefoon en open het in de browser. Wat na het downloaden wordt gewijzigd, staat er niet in."
    )
    st.download_button(
        "Bestand downloaden",
        data=partial(view.sheet, selection, Layout.OFFLINE, "html"),
        file_name=name,
        mime="text/html",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="download-offline",
    )
