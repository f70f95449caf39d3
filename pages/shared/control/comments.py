"""Comments: what somebody asked or said of an item, and is not resolved."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import Comment, Desk, called, text
from pages.shared import outcome, session
from pages.shared.control.tasks import edit_link

A_PAGE = 20


def show(desk: Desk) -> None:
    """Those of the whole dossier, the oldest first."""
    found = [each for each in desk.comments() if not each.resolved]
    st.header(f"Open opmerkingen ({len(found)})" if found else "Open opmerkingen")
    if not found:
        st.success("Er is geen opmerking die nog open staat.", icon=":material/check:")
        return
    pages = -(-len(found) // A_PAGE)
    page = st.pagination(pages, key=f"opmerkingen-blad-{len(found)}") if pages > 1 else 1
    for each in found[(page - 1) * A_PAGE : page * A_PAGE]:
        _one(desk, each)


def _one(desk: Desk, each: Comment) -> None:
    link = edit_link(each.kind, each.item, called(desk.dossier, each.kind, each.item))
    said = " · ".join((session.name_of(each.by), text.dutch_moment(each.time), *(["klopt niet"] if each.wrong else [])))
    st.html(
        Markup('<div class="dk-text"><p>{}<br><span class="dk-small">{} · {}</span></p></div>').format(
            each.text, link, said
        )
    )
    st.button("Afgehandeld", key=f"klaar-{each.id}", icon=":material/check:", on_click=_resolve, args=[desk, each])


def _resolve(desk: Desk, each: Comment) -> None:
    def work() -> str:
        desk.resolve(each.id)
        return "De opmerking is afgehandeld. Bij het onderdeel blijft ze te lezen."

    outcome.of(work)
