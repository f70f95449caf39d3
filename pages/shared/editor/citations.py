"""Citations: what a statement rests on, with a literal quote that is chosen from the text of the source."""

from __future__ import annotations

from functools import partial

import streamlit as st

from debatkit import Values, quotes, text
from pages.shared.editor import fields, rows
from pages.shared.editor.parts import new_key
from pages.shared.editor.work import Form

SHOWN = 8  # passages
VERIFIED = {
    None: "als de bron",
    "official": "officieel stuk gezien",
    "secondary": "nieuws- of vakpagina",
    "nota": "nota",
}


def several(form: Form, cited: list[Values], key: str) -> None:
    """The citations of one statement; `cited` is changed in place."""
    for place in range(len(cited)):
        with st.container(border=True):
            _one(form, cited, place, f"{key}-{cited[place]['_key']}")
    titles = {source.id: source.reference or source.title for source in form.dossier.sources}

    def add() -> None:
        if chosen := st.session_state.get(f"{key}-keuze"):
            cited.append({"source": chosen, "place": None, "quote": None, "verified": None, "_key": new_key()})
            st.session_state[f"{key}-keuze"] = None

    if not form.locked:
        st.selectbox(
            "Bron toevoegen",
            list(titles),
            index=None,
            format_func=titles.__getitem__,
            placeholder="Kies een bron",
            key=f"{key}-keuze",
            on_change=add,
        )
    elif not cited:
        st.markdown("Deze uitspraak heeft nog geen bron.")


def _one(form: Form, cited: list[Values], place: int, key: str) -> None:
    citation = cited[place]
    source = form.dossier.source_by_id.get(citation["source"])
    st.markdown(f"**{text.plain(source.reference or source.title if source else citation['source'])}**")
    held = source.text if source else None
    if held and not form.locked:
        asked = st.text_input(
            "Zoek een passage", key=f"{key}-zoek", placeholder="Bijvoorbeeld: onderraad", live=fields.PAUSE
        )
        found = quotes.passages(held, asked or "", SHOWN)
        for number, passage in enumerate(found):
            form.button(
                text.plain(passage),
                f"{key}-passage-{number}",
                partial(_choose, citation, passage),
                ":material/format_quote:",
            )
        if asked and not found:
            st.caption("Geen zin in deze bron heeft al deze woorden.")
    fields.area(form, citation, "quote", "Letterlijk citaat", f"{key}-citaat")
    if citation["quote"] and held and not quotes.holds(held, citation["quote"]):
        st.error("Dit citaat staat niet letterlijk in de bron.", icon=":material/error:")
    elif citation["quote"] and not held:
        st.caption("De tekst van deze bron is er niet; het citaat is niet na te gaan.")
    fields.line(form, citation, "place", "Plaats, zoals „p. 12”", f"{key}-plaats")
    citation["verified"] = st.selectbox(
        "Hoe ver nagegaan",
        list(VERIFIED),
        index=list(VERIFIED).index(citation.get("verified")),
        format_func=VERIFIED.__getitem__,
        key=f"{key}-nagegaan",
        disabled=form.locked,
    )
    rows.moves(form, cited, place, key)


def _choose(citation: Values, passage: str) -> None:
    citation["quote"], citation["_key"] = passage, new_key()  # another key: the fields are drawn anew
