"""Statements: the parts of an answer, each with its text, audience and sources; added, moved, split and taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from debatkit import LONG_ANSWER, LONG_LINE, Audience, Values, forms, quotes, text
from pages.shared.editor import citations, fields
from pages.shared.editor.parts import new_key
from pages.shared.editor.work import EMPTY, Form

AUDIENCES = {None: "als het geheel", Audience.PUBLIC.value: "openbaar", Audience.INTERNAL.value: "intern"}
LIMITS = {"line": LONG_LINE, "answer": LONG_ANSWER}  # words
PLACES = 12  # to split at, that are offered at once
SHOWN = 60  # signs of a text that names a place


def several(form: Form, holder: Values, field: str, label: str, key: str) -> None:
    """A list of statements; `holder[field]` is changed in place."""
    items: list[Values] = holder.setdefault(field, [])
    with st.container(key=_counted(form, field, key)):
        st.markdown(f"**{label}**")
        for place, item in enumerate(items):
            _one(form, item, f"{label} {place + 1}", f"{key}-{item['_key']}")
            _moves(form, items, place, f"{key}-{item['_key']}")
        if field in LIMITS:
            fields.count(form, " ".join(str(each["text"] or "") for each in items), LIMITS[field])
    if not form.locked:
        add = partial(items.append, {**EMPTY, "citations": [], "_key": new_key()})
        form.button(f"{label}: uitspraak toevoegen", f"{key}-nieuw", add, ":material/add:")


def single(form: Form, holder: Values, field: str, label: str, key: str) -> None:
    """One statement, which may be empty."""
    if not holder.get(field):
        holder[field] = {**EMPTY, "citations": [], "_key": new_key()}
    with st.container(key=_counted(form, field, key)):
        st.markdown(f"**{label}**")
        _one(form, holder[field], label, f"{key}-{holder[field]['_key']}")
        if field in LIMITS:
            fields.count(form, str(holder[field]["text"] or ""), LIMITS[field])


def _counted(form: Form, field: str, key: str) -> str:
    """The name of a container; the browser counts the words of those that name a limit and a pace."""
    return f"telt-{LIMITS[field]}-{fields.pace(form)}-{key}" if field in LIMITS else f"deel-{key}"


def _one(form: Form, item: Values, label: str, key: str) -> None:
    fields.area(form, item, "text", label, f"{key}-tekst", labelled=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        item["audience"] = st.selectbox(
            f"Voor wie: {label}",
            list(AUDIENCES),
            index=list(AUDIENCES).index(item.get("audience")),
            format_func=AUDIENCES.__getitem__,
            key=f"{key}-wie",
            disabled=form.locked,
            label_visibility="collapsed",
            width=160,
        )
        item["claim"] = not st.checkbox(
            "beweert niets",
            not item.get("claim", True),
            key=f"{key}-beweert",
            disabled=form.locked,
            help="Een beleefdheid of een algemene houding heeft geen bron nodig.",
        )
        cited = item.setdefault("citations", [])
        with st.popover(
            f"Bronnen ({len(cited)})", icon=":material/menu_book:", key=f"{key}-bronnen", on_change="rerun"
        ) as box:
            if box.open:
                fields.line(form, item, "date", "Datum van de uitspraak (jjjj, jjjj-mm of jjjj-mm-dd)", f"{key}-datum")
                citations.several(form, cited, f"{key}-bron")
    _warn(form, cited)


def _warn(form: Form, cited: list[Values]) -> None:
    """Say at once that a quote is not in its source."""
    for citation in cited:
        source = form.dossier.source_by_id.get(citation["source"])
        if source and source.text and citation.get("quote") and not quotes.holds(source.text, citation["quote"]):
            name = text.plain(source.reference or source.title)
            st.error(f"Een citaat staat niet letterlijk in de bron: {name}.", icon=":material/error:")


def _moves(form: Form, items: list[Values], place: int, key: str) -> None:
    """Up, down, split in two, and out."""
    if form.locked:
        return

    def move(by: int) -> None:
        items.insert(place + by, items.pop(place))

    def split(at: int) -> None:
        if parts := forms.split_statement(items[place], at):
            items[place : place + 1] = [{**each, "_key": new_key()} for each in parts]

    with st.container(horizontal=True):
        form.button("Omhoog", f"{key}-omhoog", partial(move, -1), ":material/arrow_upward:", place == 0)
        form.button("Omlaag", f"{key}-omlaag", partial(move, 1), ":material/arrow_downward:", place == len(items) - 1)
        with st.popover(
            "Splitsen", icon=":material/call_split:", type="tertiary", key=f"{key}-splitsen", on_change="rerun"
        ) as box:
            if box.open:
                _places(form, items[place], split, key)
        form.button("Weghalen", f"{key}-weghalen", partial(items.pop, place), ":material/delete:")


def _places(form: Form, item: Values, split: Callable[[int], None], key: str) -> None:
    found = forms.splits(str(item["text"] or ""))
    if not found:
        st.markdown("Dit is één zin. Zet een punt of een lege regel waar u wilt splitsen.")
        return
    st.markdown("Waar begint de tweede uitspraak?")
    for at, (_, rest) in enumerate(found[:PLACES]):
        start = rest if len(rest) <= SHOWN else f"{rest[:SHOWN].rsplit(' ', 1)[0]} …"
        form.button(f"Vanaf „{text.plain(start)}”", f"{key}-vanaf-{at}", partial(split, at), ":material/content_cut:")
