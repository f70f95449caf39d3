"""Folder parts: a folder on the screen: its items in order, the reply that they make, its link and its prints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from debatkit import LAYOUT_NAMES, Folder, Layout, Spot, View, is_ref, joined, text
from pages.shared import actions, doubt, session

LONGEST_NAME = 80
MOST = 300  # items in a link; a folder holds no more
plain = text.plain


def in_link(given: str) -> list[str]:
    """The references in a link: text from elsewhere, so only what can be one."""
    return [each for each in given.split(",")[:MOST] if is_ref(each)]


def name_in_link(given: str) -> str:
    """The name in a link, on one line."""
    shown = "".join(each if each.isprintable() else " " for each in given)
    return " ".join(shown.split())[:LONGEST_NAME] or "map"


def contents(view: View, spots: Sequence[Spot]) -> None:
    """What is in a folder, to look at."""
    rows = Markup("").join(
        Markup("<li><strong>{}</strong> {}{}</li>").format(spot.label, spot.title, doubt.mark(view, spot, short=True))
        for spot in spots
    )
    st.html(Markup('<ol class="dk-text dk-plain">{}</ol>').format(rows))


def listed(view: View, folder: Folder, spots: Sequence[Spot]) -> None:
    """The items in their order, each with what can be done with it here."""
    total = text.speaking_time(sum(spot.seconds for spot in spots))
    st.caption(f"{len(spots)} {'onderdeel' if len(spots) == 1 else 'onderdelen'}, samen {total} spreektijd aan regels.")
    chosen = st.session_state.get(actions.JOINED, frozenset())
    with st.container(key="map-inhoud"):
        for place, spot in enumerate(spots):
            with actions.place(spot):
                st.page_link(
                    "kaarten.py", label=f"{spot.label} {plain(spot.title)}", query_params=actions.address(spot)
                )
                line = spot.line.text if spot.line else "Nog zonder kernboodschap."
                found = [
                    *([actions.button("op", "Omhoog")] if place else []),
                    *([actions.button("neer", "Omlaag")] if place < len(spots) - 1 else []),
                    actions.button("uit", "Haal eruit"),
                    actions.button("samen", "Niet meer samen" if spot.ref in chosen else "Samen in één antwoord"),
                    actions.button("lees", "Lees voor vanaf hier"),
                    *([actions.button("fout", "Klopt niet")] if spot.item else []),
                ]
                st.html(
                    Markup('<div class="dk-text">{}<p>{} <span class="dk-small">({})</span></p></div>{}').format(
                        doubt.mark(view, spot),
                        line,
                        text.speaking_time(spot.seconds),
                        actions.group(spot, found, folder.id),
                    )
                )


def reply(view: View, spots: Sequence[Spot]) -> None:
    """Several answers as one, for a member who asks three things in one breath."""
    chosen = st.session_state.get(actions.JOINED, frozenset())
    several = [spot for spot in spots if spot.ref in chosen]
    if not several:
        return
    whole = joined(several)
    st.header("Eén antwoord", anchor=False)
    lines = Markup("").join(
        Markup("{}<p><strong>{}</strong> {}</p>").format(doubt.mark(view, spot, short=True), spot.label, spot.line.text)
        for spot in whole.spots
        if spot.line
    )
    st.html(
        Markup('<div class="dk-text"><div class="dk-line">{}</div><p class="dk-small">{} spreektijd</p></div>').format(
            lines, text.speaking_time(whole.seconds)
        )
    )
    if whole.silent:
        st.caption(f"Zonder openbare regel: {plain(', '.join(spot.label for spot in whole.silent))}.")
    if whole.spots:
        with st.container(key="samen"):
            st.html(actions.copying(whole.text, "Kopieer het antwoord"))
            st.page_link(
                "leesstand.py",
                label="Lees voor",
                icon=":material/fullscreen:",
                query_params=session.address(onderdelen=",".join(spot.ref for spot in whole.spots)),
            )


def sharing(folder: Folder, spots: Sequence[Spot]) -> None:
    """The folder as a link: what is in it, by reference; who opens it sees what they may see, and keeps a copy."""
    query = urlencode(session.address(onderdelen=",".join(spot.ref for spot in spots), naam=folder.name), safe=":,")
    st.header("Delen en afdrukken", anchor=False)
    st.html(actions.copying(f"map?{query}", "Kopieer een link naar deze map", address=True))
    st.caption("Wie de link opent, ziet wat hij mag zien en kan de map als eigen kopie overnemen.")


def printing(view: View, folder: Folder) -> None:
    """The folder on paper, in each layout, in its own order."""
    layout = st.selectbox("Vorm", list(Layout), format_func=LAYOUT_NAMES.get, key="map_vorm", bind="query-params")
    audience = session.AUDIENCE_NAMES[view.audience].lower()
    with st.container(horizontal=True):
        for form, name, mime in (
            ("pdf", "Pdf", "application/pdf"),
            ("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ):
            st.download_button(
                f"{name} downloaden",
                data=partial(_sheet, view, folder, Layout(layout), form),
                file_name=f"map-{view.dossier.id}-{layout}-{audience}.{form}",
                mime=mime,
                icon=":material/print:",
                on_click="ignore",
                key=f"map-{form}",
            )


def _sheet(view: View, folder: Folder, layout: Layout, form: str) -> bytes:
    return view.sheet(view.gathered(folder.items), layout, form)
