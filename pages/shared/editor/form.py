"""Form: the fields of one item, each drawn as what it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from debatkit import STANCES, Audience, Dossier, FormField, FormInput, Values, Verified, Wording, forms
from pages.shared.editor import citations, statements
from pages.shared.editor.work import EMPTY, Work, new_key

CHOICES: Mapping[FormInput, Mapping[str, str]] = {
    FormInput.AUDIENCE: {Audience.PUBLIC.value: "openbaar", Audience.INTERNAL.value: "intern"},
    FormInput.STANCE: {stance.value: name.lower() for stance, name in STANCES.items()},
    FormInput.WORDING: {Wording.LITERAL.value: "letterlijk", Wording.DESCRIPTION.value: "omschrijving"},
    FormInput.VERIFIED: {
        Verified.OFFICIAL.value: "officieel stuk gezien",
        Verified.SECONDARY.value: "nieuws- of vakpagina",
        Verified.NOTA.value: "nota",
    },
}


def draw(dossier: Dossier, work: Work, locked: bool) -> None:
    """Draw every field; what is filled in goes into `work.data`."""
    for field in forms.FORMS[work.kind]:
        key = f"{work.kind}-{work.id}-{work.data['_key']}-{field.name}"
        if field.input is FormInput.STATEMENT:
            statements.single(dossier, work.data, field.name, field.label, key, locked)
        elif field.input is FormInput.STATEMENTS:
            statements.several(dossier, work.data, field.name, field.label, key, locked)
        elif field.input is FormInput.FOLLOW_UPS:
            _follow_ups(dossier, work.data, field, key, locked)
        elif field.input is FormInput.CITATIONS:
            with st.expander(f"{field.label} ({len(work.data[field.name])})"):
                citations.several(dossier, work.data[field.name], key, locked)
        else:
            work.data[field.name] = _plain(dossier, field, work.data.get(field.name), key, locked)


def _plain(dossier: Dossier, field: FormField, value: Any, key: str, locked: bool) -> Any:
    label = field.label
    if field.input in CHOICES:
        options = CHOICES[field.input]
        place = list(options).index(value) if value in options else None
        return st.selectbox(
            label, list(options), index=place, format_func=options.__getitem__, key=key, disabled=locked
        )
    draws: Mapping[FormInput, Callable[[], Any]] = {
        FormInput.LINE: lambda: st.text_input(label, value or "", key=key, disabled=locked),
        FormInput.TEXT: lambda: st.text_area(label, value or "", key=key, disabled=locked, height="content"),
        FormInput.LINES: lambda: (
            st.text_area(f"{label}: een per regel", "\n".join(value or ()), key=key, disabled=locked, height="content")
            or ""
        ).splitlines(),
        FormInput.NUMBER: lambda: int(st.number_input(label, 1, 9_999_999, value or 1, key=key, disabled=locked)),
        FormInput.DATE: lambda: _date(label, value, key, locked),
    }
    return draws[field.input]() if field.input in draws else _from_dossier(dossier, field, value, key, locked)


def _date(label: str, value: Any, key: str, locked: bool) -> str | None:
    chosen = st.date_input(
        label, datetime.date.fromisoformat(value) if value else None, key=key, disabled=locked, format="DD-MM-YYYY"
    )
    return chosen.isoformat() if isinstance(chosen, datetime.date) else None


def _from_dossier(dossier: Dossier, field: FormField, value: Any, key: str, locked: bool) -> Any:
    numbered = {each.id: f"{each.number}. {each.name or each.text[:60]}" for each in dossier.recommendations}
    if field.input is FormInput.RECOMMENDATIONS:
        known = [each for each in value or () if each in numbered]
        return st.multiselect(
            field.label, list(numbered), known, format_func=numbered.__getitem__, key=key, disabled=locked
        )
    options: dict[str, str] = {
        FormInput.RECOMMENDATION: numbered,
        FormInput.THEME: {each.id: each.title for each in dossier.themes},
        FormInput.MINISTRY: {each.code: each.name for each in dossier.debate.ministries},
        FormInput.SPEAKER: {each.title: each.title for each in dossier.debate.signatories},
    }[field.input]
    if value and value not in options:
        options = {**options, value: value}
    place = list(options).index(value) if value else None
    return st.selectbox(
        field.label,
        list(options),
        index=place,
        format_func=options.__getitem__,
        key=key,
        disabled=locked,
        placeholder="-",
    )


def _follow_ups(dossier: Dossier, data: Values, field: FormField, key: str, locked: bool) -> None:
    steps: list[Values] = data.setdefault(field.name, [])
    for place, step in enumerate(steps):
        own = f"{key}-{step['_key']}"
        with st.container(border=True):
            label = f"Vervolgvraag {place + 1}"
            step["question"] = st.text_input(label, step.get("question") or "", key=f"{own}-vraag", disabled=locked)
            statements.single(dossier, step, "line", "Kernboodschap", f"{own}-line", locked)
            statements.several(dossier, step, "answer", "Antwoord", f"{own}-answer", locked)
            st.button(
                "Vervolgvraag weghalen",
                icon=":material/delete:",
                key=f"{own}-weg",
                on_click=lambda place=place: steps.pop(place),  # type: ignore[misc]
                disabled=locked,
            )

    def add() -> None:
        line = {**EMPTY, "citations": [], "_key": new_key()}
        steps.append({"question": "", "line": line, "answer": [], "_key": new_key()})

    st.button("Vervolgvraag toevoegen", icon=":material/add:", key=f"{key}-nieuw", on_click=add, disabled=locked)
