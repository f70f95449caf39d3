"""Form: the fields of one item, each drawn as what it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from debatkit import STANCES, Audience, Dossier, FormField, FormInput, Values, Verified, Wording, forms
from pages.shared.editor import citations, fields, statements
from pages.shared.editor.work import EMPTY, Form, new_key

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

TYPED: Mapping[FormInput, Callable[[Form, Values, str, str, str], None]] = {
    FormInput.LINE: fields.line,
    FormInput.TEXT: fields.area,
    FormInput.LINES: fields.lines,
}


def draw(form: Form) -> None:
    """Draw every field; what is filled in goes into the form's values."""
    work = form.work
    for field in forms.FORMS[work.kind]:
        key = work.key(field.name)
        if field.input is FormInput.STATEMENT:
            statements.single(form, work.data, field.name, field.label, key)
        elif field.input is FormInput.STATEMENTS:
            statements.several(form, work.data, field.name, field.label, key)
        elif field.input is FormInput.FOLLOW_UPS:
            _follow_ups(form, work.data.setdefault(field.name, []), key)
        elif field.input is FormInput.CITATIONS:
            cited = work.data.setdefault(field.name, [])
            with st.expander(f"{field.label} ({len(cited)})", on_change="rerun", key=f"{key}-bronnen") as box:
                if box.open:
                    citations.several(form, cited, key)
        elif field.input in TYPED:
            TYPED[field.input](form, work.data, field.name, field.label, key)
        else:
            work.data[field.name] = _chosen(form, field, work.data.get(field.name), key)


def _chosen(form: Form, field: FormField, value: Any, key: str) -> Any:
    if field.input is FormInput.NUMBER:
        return int(st.number_input(field.label, 1, 9_999_999, value or 1, key=key, disabled=form.locked))
    if field.input is FormInput.DATE:
        day = datetime.date.fromisoformat(value) if value else None
        chosen = st.date_input(field.label, day, key=key, disabled=form.locked, format="DD-MM-YYYY")
        return chosen.isoformat() if isinstance(chosen, datetime.date) else None
    options = _options(form.dossier, field.input)
    if field.input is FormInput.RECOMMENDATIONS:
        known = [each for each in value or () if each in options]
        return st.multiselect(
            field.label, list(options), known, format_func=options.__getitem__, key=key, disabled=form.locked
        )
    if value and value not in options:
        options = {**options, value: value}
    return st.selectbox(
        field.label,
        list(options),
        index=list(options).index(value) if value else None,
        format_func=options.__getitem__,
        key=key,
        disabled=form.locked,
        placeholder="nog niet gekozen",
    )


def _options(dossier: Dossier, asked: FormInput) -> Mapping[str, str]:
    """What can be chosen in a field, by what it is called."""
    if asked in CHOICES:
        return CHOICES[asked]
    if asked in (FormInput.RECOMMENDATION, FormInput.RECOMMENDATIONS):
        return {each.id: f"{each.number}. {each.name or each.text[:60]}" for each in dossier.recommendations}
    named: Mapping[FormInput, Mapping[str, str]] = {
        FormInput.THEME: {each.id: each.title for each in dossier.themes},
        FormInput.MINISTRY: {each.code: each.name for each in dossier.debate.ministries},
        FormInput.SPEAKER: {each.title: each.title for each in dossier.debate.signatories},
    }
    return named[asked]


def _follow_ups(form: Form, steps: list[Values], key: str) -> None:
    st.markdown("**Als er wordt doorgevraagd**")
    for place, step in enumerate(steps):
        own = f"{key}-{step['_key']}"
        with st.container(border=True):
            fields.line(form, step, "question", f"Vervolgvraag {place + 1}", f"{own}-vraag")
            statements.single(form, step, "line", "Kernboodschap", f"{own}-line")
            statements.several(form, step, "answer", "Antwoord", f"{own}-answer")
            if not form.locked:
                _follow_up_moves(form, steps, place, own)
    if not form.locked:
        line = {**EMPTY, "citations": [], "_key": new_key()}
        add = partial(steps.append, {"question": "", "line": line, "answer": [], "_key": new_key()})
        form.button("Vervolgvraag toevoegen", f"{key}-nieuw", add, ":material/add:")


def _follow_up_moves(form: Form, steps: list[Values], place: int, key: str) -> None:
    def move(by: int) -> None:
        steps.insert(place + by, steps.pop(place))

    with st.container(horizontal=True):
        form.button("Vervolgvraag omhoog", f"{key}-omhoog", partial(move, -1), ":material/arrow_upward:", place == 0)
        form.button("Vervolgvraag weghalen", f"{key}-weg", partial(steps.pop, place), ":material/delete:")
