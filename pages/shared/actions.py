"""
Actions: what can be done with a card or question wherever it stands, and the doing of it.

The buttons are drawn here and pressed in browser/actions.js, by mouse or by key; what is wished comes back through the
router. The rule that must hold: a wish is text from a browser. It is done for this user, with what this user may see.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from debatkit import FIRST_FOLDER, Belongings, DebatkitError, NotFoundError, Spot, View
from pages.shared import doubt, mine, session
from pages.shared.markup import NOTHING, joined

LONGEST_LABEL = 24  # characters of a name on a button
SEARCHED = "gezocht"  # in the session: the last query, what it showed, and what of that was counted
NO_SEARCH: tuple[str, frozenset[str], frozenset[str]] = ("", frozenset(), frozenset())
JOINED = "samen"  # in the session: what of a folder is joined to one reply


def place(spot: Spot) -> st.delta_generator.DeltaGenerator:
    """The container of an item, which tells the keys what belongs to it."""
    return st.container(key=f"onderdeel-{spot.ref.replace(':', '-')}")


def address(spot: Spot) -> Mapping[str, str]:
    """The query parameters that lead to an item on its card, in the dossier and view in force."""
    return session.address(kaart=spot.card.number, vraag=spot.rung.question.id if spot.rung else None)


def buttons(spot: Spot, shelf: Belongings | None, short: bool = False) -> Markup:
    """What can be done with an item: all of it, or (`short`) pinning it and putting it in the folder alone."""
    found = []
    if not short:
        if spot.line:
            found.append(_copy("kopieer", "Kopieer regel", spot.line.text))
        found.append(_copy("adres", "Kopieer adres", f"kaarten?{urlencode(address(spot))}"))
        found.append(button("lees", "Lees voor"))
    if shelf is not None:
        found += [
            button("pin", "Maak los" if spot.ref in shelf.pins else "Zet vast"),
            button("map", f"{'Uit' if spot.ref in shelf.folder.items else 'In'} {_short(shelf.folder.name)}"),
        ]
        if spot.item and not short:  # who reports what is wrong has read it
            found.append(button("fout", "Klopt niet"))
    return group(spot, found)


def group(spot: Spot, found: list[Markup], folder: str | None = None) -> Markup:
    """Buttons of one item, so that the keys find them."""
    if not found:
        return NOTHING
    of = Markup(' data-folder="{}"').format(folder) if folder else NOTHING
    name = f"Vraag {spot.label}" if spot.rung else f"Kaart {spot.label}"
    return Markup('<div class="dk-do" role="group" aria-label="{}" data-item="{}"{}>{}</div>').format(
        name, spot.ref, of, joined(found)
    )


def _short(name: str) -> str:
    """The name of a folder as it fits on a button; the first one is "mijn map"."""
    name = name[:1].lower() + name[1:] if name == FIRST_FOLDER else name
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"


def button(what: str, label: str) -> Markup:
    """A button for a wish; its label says what it does."""
    return Markup('<button type="button" data-do="{}">{}</button>').format(what, label)


def _copy(what: str, label: str, content: str) -> Markup:
    return Markup('<button type="button" data-do="{}" data-text="{}">{}</button>').format(what, content, label)


def copying(content: str, label: str, address: bool = False) -> Markup:
    """A button that copies a text, or an address of this app, and belongs to no item."""
    return Markup('<div class="dk-do">{}</div>').format(_copy("adres" if address else "kopieer", label, content))


def done(wish: Mapping[str, Any] | None) -> None:
    """Do what was wished, if it can be done; what the database refuses is told in a sentence."""
    if wish is None:
        return
    what, ref, folder = (str(wish.get(name) or "") for name in ("what", "item", "folder"))
    view = session.current_view()
    spot = view.spot(ref)
    if spot is None:
        return
    try:
        _do(view, what, spot, folder)
    except NotFoundError:  # gone in another window; the page says what there is
        return
    except DebatkitError as error:
        st.toast(str(error), icon=":material/error:")


def _do(view: View, what: str, spot: Spot, folder: str) -> None:
    if what == "lees":
        chosen(view, spot.ref)
        where = {"map": folder} if folder else {"kaart": spot.card.number}
        st.switch_page("leesstand.py", query_params=session.address(**where, bij=spot.ref))
    if what == "fout" and spot.item:
        doubt.begin(spot)
    if what == "samen":
        st.session_state[JOINED] = st.session_state.get(JOINED, frozenset()) ^ {spot.ref}
    own = mine.own()
    if own is None:
        return
    if what == "pin":
        own.pin(spot.ref)
    elif what == "map":
        own.put(spot.ref)
    elif what in ("op", "neer"):
        own.move(folder, spot.ref, -1 if what == "op" else 1)
    elif what == "uit":
        own.take_out(folder, spot.ref)
    if what in ("pin", "map"):
        chosen(view, spot.ref)


def searched(query: str, refs: frozenset[str]) -> None:
    """Remember for this session what was just searched and shown, to count what it leads to."""
    before, _, counted = st.session_state.get(SEARCHED, NO_SEARCH)
    st.session_state[SEARCHED] = (query, refs, counted if query == before else frozenset())


def chosen(view: View, ref: str) -> None:
    """An item was opened or used: if a search led to it, count that, once for each time that it was searched."""
    query, refs, counted = st.session_state.get(SEARCHED, NO_SEARCH)
    latches = mine.latches()
    if ref not in refs or ref in counted or latches is None:
        return
    st.session_state[SEARCHED] = (query, refs, counted | {ref})
    with suppress(DebatkitError):  # a count that is lost costs nothing
        latches.note(view.audience, query, ref)


def opened(view: View, ref: str) -> None:
    """An item was opened: it is the latest, and a search may have led to it."""
    chosen(view, ref)
    own = mine.own()
    if own is not None:
        with suppress(DebatkitError):
            own.opened(ref)
