"""Narrowing: which items of a kind are listed: by ministry, card and status, as far as the kind has these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from debatkit import STATUSES, Dossier, Head, Item, Position, Remark

GENERAL_CARD = "algemeen"


def narrowed(dossier: Dossier, items: Iterable[Item | Head]) -> list[Item | Head]:
    """Draw the filters that fit these items; those that pass."""
    found = list(items)
    with st.container(horizontal=True):
        for name, label, options in _filters(dossier, found):
            key = f"bewerken-{name}"
            if st.session_state.get(key) not in options:
                st.session_state[key] = None  # of another kind of items
            chosen = st.selectbox(
                label,
                list(options),
                index=None,
                format_func=options.__getitem__,
                placeholder="alle",
                key=key,
                width=220,
            )
            if chosen is not None:
                found = [each for each in found if chosen in _answers(each, name)]
    return found


def _filters(dossier: Dossier, items: list[Item | Head]) -> Iterable[tuple[str, str, Mapping[str, str]]]:
    kinds = {type(each) for each in items}
    if kinds & {Head, Remark}:
        codes = sorted({each.ministry for each in items if isinstance(each, Head | Remark) and each.ministry})
        yield "ministerie", "Ministerie", {code: code for code in codes}
    if kinds & {Head, Position, Remark}:
        cards = {each.id: f"{each.number}. {each.name or each.text[:40]}" for each in dossier.recommendations}
        yield "kaart", "Kaart", {GENERAL_CARD: "Algemene lijn", **cards}
    if kinds & {Head, Position}:
        yield "status", "Status", {status.value: name for status, name in STATUSES.items()}


def _answers(item: Item | Head, name: str) -> tuple[str, ...]:
    """What an item answers to a filter."""
    if name == "kaart":
        cards = (item.recommendation,) if isinstance(item, Position) else getattr(item, "recommendations", ())
        return tuple(each for each in cards if each) or (GENERAL_CARD,)
    found = getattr(item, "ministry" if name == "ministerie" else name, None)
    return (found,) if found else ()
