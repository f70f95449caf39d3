"""Statements: the parts of an answer, each with its text, audience and sources; added, moved, split and taken out."""

from __future__ import annotations

from typing import Any

import streamlit as st

from debatkit import Audience, Dossier, Values, forms, text
from pages.shared.editor import citations
from pages.shared.editor.work import EMPTY, new_key

AUDIENCES = {None: "als de vraag", Audience.PUBLIC.value: "openbaar", Audience.INTERNAL.value: "intern"}
LIMITS = {"line": 50, "answer": 120}  # words, as the checks have them


def several(dossier: Dossier, holder: Values, field: str, label: str, key: str, locked: bool) -> None:
    """A list of statements; `holder[field]` is changed in place."""
    items: list[Values] = holder.setdefault(field, [])
    st.markdown(f"**{label}**")
    for place, item in enumerate(items):
        _one(dossier, items, place, f"{label} {place + 1}", f"{key}-{item['_key']}", locked)
    if field in LIMITS:
        count(" ".join(str(each["text"] or "") for each in items), LIMITS[field])

    def add() -> None:
        items.append({**EMPTY, "citations": [], "_key": new_key()})

    st.button(f"{label}: uitspraak toevoegen", icon=":material/add:", key=f"{key}-nieuw", on_click=add, disabled=locked)


def single(dossier: Dossier, holder: Values, field: str, label: str, key: str, locked: bool) -> None:
    """One statement, which may be empty."""
    if not holder.get(field):
        holder[field] = {**EMPTY, "citations": [], "_key": new_key()}
    st.markdown(f"**{label}**")
    _one(dossier, [holder[field]], 0, label, key, locked, alone=True)
    if field in LIMITS:
        count(str(holder[field]["text"] or ""), LIMITS[field])


def count(said: str, limit: int) -> None:
    """How many words these are, how long they take to say, and whether that is too long."""
    number = len(text.words(said))
    time = text.speaking_time(text.speaking_seconds(said)) if number else "0 sec"
    over = f" Dat is meer dan {limit} woorden." if number > limit else ""
    st.caption(f"{number} woorden, {time} spreektijd.{over}")


def _one(
    dossier: Dossier, items: list[Values], place: int, label: str, key: str, locked: bool, alone: bool = False
) -> None:
    item = items[place]
    item["text"] = st.text_area(
        label, item["text"] or "", key=f"{key}-tekst", disabled=locked, label_visibility="collapsed", height="content"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        item["audience"] = st.selectbox(
            f"Voor wie: {label}",
            list(AUDIENCES),
            index=list(AUDIENCES).index(item.get("audience")),
            format_func=AUDIENCES.__getitem__,
            key=f"{key}-wie",
            disabled=locked,
            label_visibility="collapsed",
            width=160,
        )
        item["claim"] = not st.checkbox(
            "beweert niets", not item.get("claim", True), key=f"{key}-beweert", disabled=locked
        )
        cited = item.setdefault("citations", [])
        with st.popover(f"Bronnen ({len(cited)})", icon=":material/menu_book:", key=f"{key}-bronnen"):
            item["date"] = st.text_input(
                "Datum van de uitspraak", item.get("date") or "", key=f"{key}-datum", disabled=locked
            )
            citations.several(dossier, cited, f"{key}-bron", locked)
        if not alone:
            _moves(items, place, key, locked)


def _moves(items: list[Values], place: int, key: str, locked: bool) -> None:
    """Up, down, split in two, and out."""

    def move(by: int) -> None:
        items.insert(place + by, items.pop(place))

    def split() -> None:
        if parts := forms.split_statement(items[place]):
            items[place : place + 1] = [{**each, "_key": new_key()} for each in parts]
        else:
            st.toast("Dit is één zin; er valt niets te splitsen.")

    def out() -> None:
        items.pop(place)

    actions: tuple[tuple[str, str, Any, list[Any], bool], ...] = (
        ("omhoog", ":material/arrow_upward:", move, [-1], place == 0),
        ("omlaag", ":material/arrow_downward:", move, [1], place == len(items) - 1),
        ("splitsen", ":material/call_split:", split, [], False),
        ("weghalen", ":material/delete:", out, [], False),
    )
    for name, icon, action, arguments, off in actions:
        st.button(
            "", icon=icon, key=f"{key}-{name}", help=name, on_click=action, args=arguments, disabled=locked or off
        )
