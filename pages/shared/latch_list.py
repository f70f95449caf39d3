"""Latch list: which searches led where, for coordinators to read and to reset."""

from __future__ import annotations

import streamlit as st

from debatkit import OFTEN, Action, Audience, Choice, DebatkitError, Latches, View, allowed, text
from pages.shared import mine, session

SHOWN = 20


def show(view: View) -> None:
    """The list, folded, in the internal view: a query may say something that is not for everyone."""
    latches = mine.latches()
    if latches is None or view.audience is not Audience.INTERNAL or not allowed(session.user(), Action.MANAGE):
        return
    with st.expander("Wat zoeken opleverde", icon=":material/history:", on_change="rerun", key="keuzes") as box:
        if box.open:
            _list(view, latches)


def _list(view: View, latches: Latches) -> None:
    listed = latches.listed(session.user())
    st.caption(
        f"Leidt dezelfde zoekvraag {OFTEN} keer naar dezelfde kaart of vraag, dan komt die eerst, voor iedereen in "
        "dezelfde weergave: openbaar en intern tellen apart. Geteld worden kaarten en vragen, nooit mensen."
    )
    if not listed:
        st.info("Er is nog niets geteld.")
        return
    for number, choice in enumerate(listed[:SHOWN]):
        spot = view.spot(choice.item)
        where = f"{spot.label} {spot.title}" if spot else "iets dat er niet meer is"
        seen = session.AUDIENCE_NAMES[Audience(choice.audience)].lower()
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"„{text.plain(choice.query)}” → {text.plain(where)} · {choice.count} keer · {seen}")
            st.button("Vergeet", key=f"vergeet-{number}", on_click=_forget, args=[latches, choice])
    if len(listed) > SHOWN:
        st.caption(f"De eerste {SHOWN} van {len(listed)}.")
    st.button("Vergeet alles", key="vergeet-alles", on_click=_forget, args=[latches, None])


def _forget(latches: Latches, choice: Choice | None) -> None:
    try:
        latches.forget(session.user(), choice)
    except DebatkitError as error:
        st.toast(str(error), icon=":material/error:")
