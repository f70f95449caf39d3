"""
Printing: what a visitor sees of a sheet before it is printed, and every download of one.

A print is registered when it is downloaded, and carries its number from then on; what is on the screen is a preview and
says so. So paper without a number is paper that nobody can ask about, and tells that itself. A preview that was set is
kept for `FRESH`, so that it is not set again with every click.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from debatkit import PREVIEW, Imprint, Layout, Prints, Selection, View, formats
from pages.shared import download, mine, session

FRESH = datetime.timedelta(minutes=10)
LONG = 200  # questions; above it, people see how far we are
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
MOST_COPIES = 30  # each is set by itself
LABELS = {
    "pdf": "Pdf downloaden",
    "docx": "Word downloaden",
    "html": "Webpagina downloaden",
    "xlsx": "Excel downloaden",
}
OFFLINE = (  # there is no preview: what is in it is what is in the app
    "Eén bestand met alles wat u koos, om in te zoeken waar geen netwerk is. Bewaar het op uw computer of telefoon en "
    "open het in de browser. Wat na het downloaden wordt gewijzigd, staat er niet in."
)
SETTING = 0.9  # of the bar; the rest is for contents, page numbers and the file itself


@dataclass(frozen=True)
class Safe:
    """Whether prints are made to be carried through a room, and for whom there is a numbered copy."""

    wanted: bool = False
    holders: tuple[str, ...] = ()


@dataclass
class Preview:
    """A PDF to look at; empty until it is made."""

    content: bytes = b""
    making: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False, max_entries=16, ttl=FRESH)
def _place(*key: object) -> Preview:  # noqa: ARG001 the cache's key
    return Preview()


def preview(view: View, selection: Selection, layout: Layout, questions: int, safe: Safe = Safe()) -> bytes:
    """Return the PDF of a selection; the page shows how far it is while one with more than `LONG` questions is made."""
    holder = next(iter(safe.holders), "")
    imprint = Imprint(unregistered=PREVIEW, safe=safe.wanted, holder=holder, copies=max(len(safe.holders), 1))
    place = _place(view.dossier.id, view.sign, view.audience, selection, layout, imprint)
    with place.making:
        if not place.content:
            if questions > LONG:
                with _bar() as bar:
                    place.content = view.sheet(
                        selection, layout, told=lambda done, total: _tell(bar, done, total), imprint=imprint
                    )
            else:
                with st.spinner("Blad zetten …"):
                    place.content = view.sheet(selection, layout, imprint=imprint)
    return place.content


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


def downloads(
    view: View,
    selection: Selection,
    layout: Layout,
    name: str,
    labels: Mapping[str, str] = LABELS,
    safe: Safe = Safe(),
) -> None:
    """Offer a sheet in each form that its layout has and `labels` name; every print of the app is offered here.

    `name` tells in the file's name what it is. Prints for more than one holder come together, as a zip.
    """
    if layout is Layout.OFFLINE:
        st.markdown(OFFLINE)
    prints = mine.prints()
    with st.container(horizontal=True):
        for form in ("pdf",) if safe.wanted else formats(layout):
            if form in labels:
                ending = "zip" if len(safe.holders) > 1 else form
                download.button(
                    "Bestand downloaden" if layout is Layout.OFFLINE else labels[form],
                    partial(_made, prints, view, selection, layout, form, safe),
                    f"{name}-{view.dossier.id}-{layout.value}-{_audience(view)}.{ending}",
                    MIME[ending],
                    key=f"download-{form}",
                    primary=form == formats(layout)[0],
                )


def _made(prints: Prints | None, view: View, selection: Selection, layout: Layout, form: str, safe: Safe) -> bytes:
    """Print and register; where nothing can be registered the sheet says so."""
    if prints is None:
        return view.sheet(selection, layout, form, imprint=Imprint(safe=safe.wanted))
    return prints.make(view, selection, layout, form, safe.wanted, safe.holders).content


def _audience(view: View) -> str:
    return session.AUDIENCE_NAMES[view.audience].lower()


def safe_choice(page: str) -> Safe:
    """Whether the prints of a page are to be carried through a room, and by whom."""
    with st.popover("Draagveilig", icon=":material/visibility_lock:"):
        st.caption(
            "Voor wie met de map door een zaal loopt: een neutraal omslag voor en achter, niets leesbaars in het "
            "bovenste derde deel van een bladzijde, en op elke bladzijde een band: openbaar of intern."
        )
        wanted = st.checkbox("Maak het blad draagveilig (alleen pdf)", key=f"{page}_draagveilig", bind="query-params")
        named = st.text_area(
            "Voor wie, op elke regel een naam",
            key=f"{page}_namen",
            disabled=not wanted,
            max_chars=2_000,
            placeholder="Minister van EZK",
            help="Elk krijgt een genummerd exemplaar met de naam onderaan. Leeg: één exemplaar zonder naam.",
        )
    holders = tuple(" ".join(line.split()) for line in (named or "").splitlines() if line.strip())
    return Safe(wanted, holders[:MOST_COPIES] if wanted else ())
