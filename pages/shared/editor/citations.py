"""Citations: what a statement rests on, with a literal quote that is chosen from the text of the source."""

from __future__ import annotations

import streamlit as st

from debatkit import Dossier, Values, quotes, text
from pages.shared.editor.work import new_key

SHOWN = 8  # passages
VERIFIED = {
    None: "als de bron",
    "official": "officieel stuk gezien",
    "secondary": "nieuws- of vakpagina",
    "nota": "nota",
}


def several(dossier: Dossier, cited: list[Values], key: str, locked: bool) -> None:
    """The citations of one statement; `cited` is changed in place."""
    for place, citation in enumerate(cited):
        _one(dossier, cited, place, f"{key}-{citation['_key']}", locked)
        st.divider()
    titles = {source.id: source.reference or source.title for source in dossier.sources}

    def add() -> None:
        if chosen := st.session_state.get(f"{key}-keuze"):
            cited.append({"source": chosen, "place": None, "quote": None, "verified": None, "_key": new_key()})

    st.selectbox(
        "Bron toevoegen",
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        placeholder="Kies een bron",
        key=f"{key}-keuze",
        on_change=add,
        disabled=locked,
    )


def _one(dossier: Dossier, cited: list[Values], place: int, key: str, locked: bool) -> None:
    citation = cited[place]
    source = dossier.source_by_id.get(citation["source"])
    st.markdown(f"**{text.plain(source.reference or source.title if source else citation['source'])}**")
    citation["place"] = st.text_input("Plaats", citation.get("place") or "", key=f"{key}-plaats", disabled=locked)
    quoted = citation.get("quote") or ""
    citation["quote"] = st.text_area("Letterlijk citaat", quoted, key=f"{key}-citaat", disabled=locked)
    held = source.text if source else None
    if citation["quote"] and held and not quotes.holds(held, citation["quote"]):
        st.error("Dit citaat staat niet letterlijk in de bron.", icon=":material/error:")
    elif citation["quote"] and not held:
        st.caption("De tekst van deze bron is er niet; het citaat is niet na te gaan.")
    if held and not locked:
        asked = st.text_input("Zoek in de bron", key=f"{key}-zoek", placeholder="Bijvoorbeeld: onderraad")
        for number, passage in enumerate(quotes.passages(held, asked or "", SHOWN)):
            st.button(
                text.plain(passage),
                key=f"{key}-passage-{number}",
                on_click=_choose,
                args=[citation, passage],
            )
    citation["verified"] = st.selectbox(
        "Hoe ver nagegaan",
        list(VERIFIED),
        index=list(VERIFIED).index(citation.get("verified")),
        format_func=VERIFIED.__getitem__,
        key=f"{key}-nagegaan",
        disabled=locked,
    )
    st.button(
        "Bron weghalen", icon=":material/delete:", key=f"{key}-weg", on_click=lambda: cited.pop(place), disabled=locked
    )


def _choose(citation: Values, passage: str) -> None:
    citation["quote"], citation["_key"] = passage, new_key()  # another key: the fields are drawn anew
