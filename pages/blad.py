"""Blad: choose, see and print a sheet."""

import streamlit as st

from debatkit import LAYOUT_NAMES, STATUSES, Layout, Selection, Status, text
from pages.shared import session

view = session.current_view()
dossier = view.dossier
AUDIENCE = session.AUDIENCE_NAMES[view.audience].lower()
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
NAMES = {"pdf": "Pdf", "docx": "Word", "html": "Webpagina"}


@st.cache_data(show_spinner="Blad zetten …", max_entries=32)
def _pdf(revision: str, audience: str, selection: Selection, layout: Layout) -> bytes:  # noqa: ARG001 the cache's key
    return view.sheet(selection, layout, "pdf")


def _choice() -> tuple[Selection, Layout]:
    layout = st.selectbox(
        "Vorm", list(Layout), format_func=lambda each: LAYOUT_NAMES[Layout(each)], key="vorm", bind="query-params"
    )
    themes = {theme.id: theme.title for theme in dossier.themes}
    cards = {card.number: f"{card.number}. {card.title}" for card in view.cards}
    theme = st.multiselect(
        dossier.theme_label.capitalize(),
        list(themes),
        format_func=themes.get,
        key="blad_thema",
        bind="query-params",
        placeholder="Alle",
    )
    numbers = st.multiselect(
        "Kaarten", list(cards), format_func=cards.get, key="blad_kaart", bind="query-params", placeholder="Alle"
    )
    status = st.multiselect(
        "Status",
        [each.value for each in Status],
        format_func=lambda each: STATUSES[Status(each)],
        key="blad_status",
        bind="query-params",
        placeholder="Alle",
    )
    selection = Selection(tuple(theme), tuple(numbers), tuple(Status(each) for each in status))
    return selection, Layout(layout)


st.title("Blad")
with st.container(border=True):
    selection, layout = _choice()

made = view.document(selection, layout)
if not made.sections:
    st.info("Deze keuze bevat niets om af te drukken. Kies minder filters.")
    st.stop()
drafts = sum(question.draft for question in made.questions)
st.markdown(f"**{made.count}**, samen **{made.time}** spreektijd. {text.plain(made.audience)}.")
if drafts:
    st.caption(f"{drafts} van deze vragen zijn nog concept; dat staat erbij op het blad.")

with st.container(horizontal=True):
    for form, name in NAMES.items():
        st.download_button(
            f"{name} downloaden",
            data=lambda form=form: view.sheet(selection, layout, form),
            file_name=f"blad-{dossier.id}-{layout.value}-{AUDIENCE}.{form}",
            mime=MIME[form],
            icon=":material/download:",
            type="primary" if form == "pdf" else "secondary",
            on_click="ignore",
            key=f"download-{form}",
        )

st.header("Voorbeeld")
content = _pdf(view.revision, view.audience.value, selection, layout)
st.pdf(content, height=900, alt=f"Voorbeeld van het blad: {made.title}, {made.count}")
