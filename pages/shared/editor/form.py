"""Form: the fields of one item, each drawn as what it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from debatkit import STANCES, Audience, FormField, FormInput, Values, Verified, Wording, forms
from pages.shared.editor import citations, fields, rows, statements
from pages.shared.editor.parts import new_key
from pages.shared.editor.work import EMPTY, Form

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
    FormInput.DOCUMENT: fields.document,
}


def draw(form: Form) -> None:
    """Draw every field; what is filled in goes into the form's values."""
    work = form.work
    for field in forms.FORMS[work.kind]:
        holder = work.data[field.within] if field.within else work.data
        _draw(form, holder, field, work.key("-".join(filter(None, (field.within, field.name)))))


def _draw(form: Form, holder: Values, field: FormField, key: str) -> None:
    if field.input is FormInput.STATEMENT:
        statements.single(form, holder, field.name, field.label, key)
    elif field.input is FormInput.STATEMENTS:
        statements.several(form, holder, field.name, field.label, key)
    elif field.input is FormInput.FOLLOW_UPS:
        _follow_ups(form, holder.setdefault(field.name, []), key)
    elif field.input is FormInput.ROWS:
        rows.several(form, holder, field, key, _chosen)
    elif field.input is FormInput.CITATIONS:
        cited = holder.setdefault(field.name, [])
        with st.expander(f"{field.label} ({len(cited)})", on_change="rerun", key=f"{key}-bronnen") as box:
            if box.open:
                citations.several(form, cited, key)
    elif field.input in TYPED:
        TYPED[field.input](form, holder, field.name, field.label, key)
    else:
        holder[field.name] = _chosen(form, field, holder.get(field.name), key)


def _chosen(form: Form, field: FormField, value: Any, key: str) -> Any:
    if field.input is FormInput.NUMBER:
        return int(st.number_input(field.label, 1, 9_999_999, value or 1, key=key, disabled=form.locked))
    if field.input is FormInput.DATE:
        day = datetime.date.fromisoformat(value) if value else None
        chosen = st.date_input(field.label, day, key=key, disabled=form.locked, format="DD-MM-YYYY")
        return chosen.isoformat() if isinstance(chosen, datetime.date) else None
    options = _options(form, field.input)
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


def _options(form: Form, asked: FormInput) -> Mapping[str, str]:
    """What can be chosen in a field, by what it is called."""
    if asked in CHOICES:
        return CHOICES[asked]
    dossier = form.dossier
    if asked is FormInput.MINISTRY and form.work.kind == "debate":  # those that are being filled in beside it
        return {each["code"]: each["name"] or each["code"] for each in form.work.data["debate"]["ministries"]}
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
            rows.moves(form, steps, place, own)
    if not form.locked:
        line = {**EMPTY, "citations": [], "_key": new_key()}
        add = partial(steps.append, {"question": "", "line": line, "answer": [], "_key": new_key()})
        form.button("Vervolgvraag toevoegen", f"{key}-nieuw", add, ":material/add:")
