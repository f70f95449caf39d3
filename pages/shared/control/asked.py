"""Asked: questions that somebody searched for and the dossier did not answer, to make a question of or to resolve."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import Asked, Desk, text
from pages.shared import outcome, session
from pages.shared.editor import making

A_PAGE = 20


def show(desk: Desk) -> None:
    """Those of the whole dossier that are still open, the oldest first."""
    found = [each for each in desk.asked() if not each.resolved]
    title = "Gestelde vragen zonder antwoord"
    st.header(f"{title} ({len(found)})" if found else title)
    if not found:
        st.success("Er is geen vraag uitgezet die nog op antwoord wacht.", icon=":material/check:")
        return
    pages = -(-len(found) // A_PAGE)
    page = st.pagination(pages, key=f"gesteld-blad-{len(found)}") if pages > 1 else 1
    for each in found[(page - 1) * A_PAGE : page * A_PAGE]:
        _one(desk, each)


def _one(desk: Desk, each: Asked) -> None:
    theme = desk.dossier.theme_by_id.get(each.theme or "")
    whom = f"voor {each.ministry or 'de coördinatie'}"
    known = [whom, theme.title if theme else None, session.name_of(each.by), text.dutch_moment(each.time)]
    with st.container(key=f"gesteld-{each.id}"):
        st.html(
            Markup('<div class="dk-text"><p>{}<br><span class="dk-small">{}</span></p></div>').format(
                each.question, " · ".join(filter(None, known))
            )
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                "bewerken.py",
                label="Maak er een vraag van",
                icon=":material/add:",
                query_params=making.address(gesteld=each.id),
            )
            st.button(
                "Afgehandeld", key=f"klaar-{each.id}", icon=":material/check:", on_click=_resolve, args=[desk, each]
            )


def _resolve(desk: Desk, each: Asked) -> None:
    def work() -> str:
        desk.resolve(each.id)
        return "De vraag is afgehandeld."

    outcome.of(work)
