"""Blad: choose, see and print a sheet."""

import streamlit as st

from debatkit import LAYOUT_NAMES, ORDER_NAMES, STATUSES, Layout, Order, Selection, Status, text
from pages.shared import printing, prints, session

view = session.current_view()
dossier = view.dossier


def _several(label: str, names: dict, key: str, disabled: bool = False) -> tuple:
    """A choice of several; nothing chosen means all."""
    return tuple(
        st.multiselect(
            label,
            list(names),
            format_func=names.get,
            key=key,
            bind="query-params",
            placeholder="Alle",
            disabled=disabled,
        )
    )


def _choice() -> tuple[Selection, Layout]:
    left, right = st.columns(2)
    layout = left.selectbox("Vorm", list(Layout), format_func=LAYOUT_NAMES.get, key="vorm", bind="query-params")
    order = right.selectbox("Volgorde", list(Order), format_func=ORDER_NAMES.get, key="volgorde", bind="query-params")
    cards = {card.number: f"{card.number}. {card.title}" for card in view.cards}
    numbers = _several("Kaarten", cards, "blad_kaart")
    settled = st.checkbox("Alleen akkoord", key="blad_akkoord", bind="query-params")
    with st.popover("Meer keuzes", icon=":material/filter_list:"):
        themes = _several(
            text.plain(dossier.theme_label.capitalize()),
            {each.id: each.title for each in dossier.themes},
            "blad_thema",
        )
        chosen_speakers = _several("Wie antwoordt", {each: each for each in view.speakers}, "blad_spreker")
        chosen_ministries = _several("Ministerie", {each: each for each in view.ministries}, "blad_ministerie")
        statuses = _several("Status", STATUSES, "blad_status", disabled=settled)
        rungs = {
            each.head.id: f"{card.asked.label(each)} {each.head.question}"
            for card in view.cards
            for each in card.asked.outlines
        }
        questions = _several("Losse vragen, in de volgorde waarin u ze kiest", rungs, "blad_vraag")
    selection = Selection(
        questions=questions,
        themes=themes,
        recommendations=numbers,
        statuses=(Status.APPROVED,) if settled else tuple(Status(each) for each in statuses),
        ministries=chosen_ministries,
        speakers=chosen_speakers,
        order=Order(order),
    )
    return selection, Layout(layout)


st.title("Blad")
with st.container(border=True):
    selection, layout = _choice()

sheet = view.document(selection, layout)
if not sheet.sections:
    st.info("Deze keuze bevat niets om af te drukken. Kies minder filters.")
    st.stop()
if layout is not Layout.PRESS:
    st.markdown(f"**{sheet.count}**, samen **{sheet.time}** spreektijd. {text.plain(sheet.audience)}.")
if left_out := view.left_out(selection, layout, session.whole_view()):
    st.caption(left_out)
if drafts := sum(question.draft for question in sheet.questions):
    st.caption(f"{drafts} van deze vragen zijn nog concept; dat staat erbij op het blad.")

if layout is Layout.OFFLINE:
    printing.downloads(view, selection, layout, "blad")
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    safe = printing.safe_choice("blad")
printing.downloads(view, selection, layout, "blad", safe=safe)
prints.listed(view)
st.header("Voorbeeld")
content = printing.preview(view, selection, layout, len(sheet.questions), safe)
st.pdf(content, height=900, alt=f"Voorbeeld van het blad: {sheet.title}, {sheet.count}")
