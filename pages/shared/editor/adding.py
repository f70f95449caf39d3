"""
Adding: a new part of the dossier that is no question: a recommendation, a position, a theme, a remark, a source.

What cannot be left out is asked here; the rest is filled in on the form that opens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from debatkit import DebatkitError, Desk, Dossier, Position, Remark, User, Values, Verified, Wording, forms, text
from pages.shared import session
from pages.shared.editor.form import CHOICES

PROBLEM = "nieuw-onderdeel-fout"
Ask = Callable[[Dossier, User], tuple[str, Values] | None]  # draws fields; the words for an id, and what was filled in


def _recommendation(dossier: Dossier, _: User) -> tuple[str, Values] | None:
    known = [each.number for each in dossier.recommendations]
    number = int(st.number_input("Nummer", 1, 999, min(max(known, default=0) + 1, 999)))
    said = (st.text_area("Tekst van de aanbeveling", max_chars=20_000) or "").strip()
    wordings = CHOICES[forms.FormInput.WORDING]
    wording = st.radio("Bewoording", list(wordings), index=1, format_func=wordings.__getitem__, horizontal=True)
    options = {each.id: each.title for each in dossier.themes}
    theme = st.selectbox(
        text.capital(dossier.theme_label), list(options), index=None, format_func=options.get, placeholder="geen"
    )
    values = {"number": number, "text": said, "wording": wording or Wording.DESCRIPTION.value, "theme": theme}
    return (f"aanbeveling {number}", values) if said else None


def _position(dossier: Dossier, _: User) -> tuple[str, Values] | None:
    answered = {each.recommendation for each in dossier.positions}
    options: dict[str | None, str] = {None: "Algemene lijn"}
    options |= {each.id: f"{each.number}. {each.name or each.text[:60]}" for each in dossier.recommendations}
    free = [each for each in options if each not in answered]
    if not free:
        st.markdown("Op elke aanbeveling, en in het algemeen, is er al een standpunt.")
        return None
    chosen = st.selectbox("Op welke aanbeveling", free, format_func=options.__getitem__)
    number = next((each.number for each in dossier.recommendations if each.id == chosen), None)
    return f"standpunt {number}" if number else "algemene lijn", {"recommendation": chosen}


def _theme(_: Dossier, __: User) -> tuple[str, Values] | None:
    title = (st.text_input("Titel", max_chars=200, key="nieuw-thema") or "").strip()
    return (title, {"title": title}) if title else None


def _remark(dossier: Dossier, user: User) -> tuple[str, Values] | None:
    codes = [each.code for each in dossier.debate.ministries]
    own = [code for code in codes if user.is_of(code)] or codes
    ministry = st.selectbox("Ministerie", own)
    said = (st.text_area("Wat is gevraagd", max_chars=20_000) or "").strip()
    return (f"opmerking {ministry} {said[:40]}", {"ministry": ministry, "request": {"text": said}}) if said else None


def _source(_: Dossier, __: User) -> tuple[str, Values] | None:
    title = (st.text_input("Titel", max_chars=500, key="nieuwe-bron") or "").strip()
    known = CHOICES[forms.FormInput.VERIFIED]
    verified = st.radio("Hoe ver nagegaan", list(known), index=2, format_func=known.__getitem__)
    return (title, {"title": title, "verified": verified or Verified.NOTA.value}) if title else None


KINDS: Mapping[str, Ask] = {
    "recommendation": _recommendation,
    "position": _position,
    "theme": _theme,
    "remark": _remark,
    "source": _source,
}


def new_part(desk: Desk) -> None:
    """A form for each kind that this user may add."""
    kinds = list(KINDS) if desk.may_edit(Position(id="nieuw")) else ["remark"]
    if not (kinds != ["remark"] or _own_remark(desk)):
        return
    with st.expander("Nieuw onderdeel", icon=":material/add:", on_change="rerun", key="nieuw-onderdeel") as box:
        if box.open:
            kind = kinds[0]
            if len(kinds) > 1:
                names = {each: text.capital(forms.KIND_NAMES[each]) for each in kinds}
                kind = st.segmented_control(
                    "Wat voegt u toe?",
                    kinds,
                    format_func=names.__getitem__,
                    default=kind,
                    required=True,
                    key="nieuw-soort",
                )
            _ask(desk, kind or kinds[0])


def _own_remark(desk: Desk) -> bool:
    codes = [each.code for each in desk.dossier.debate.ministries]
    return any(desk.may_edit(Remark(id="nieuw", ministry=code)) for code in codes)


def _ask(desk: Desk, kind: str) -> None:
    with st.form(f"nieuw-{kind}", border=False):
        filled = KINDS[kind](desk.dossier, desk.user)
        if st.form_submit_button(f"Maak: {forms.KIND_NAMES[kind]}"):
            if filled:
                _make(desk, kind, *filled)
            else:
                st.session_state[PROBLEM] = "Vul eerst in wat gevraagd wordt."
    if problem := st.session_state.pop(PROBLEM, None):
        st.error("Er is niets toegevoegd.", icon=":material/error:")
        st.text(problem)


def _make(desk: Desk, kind: str, words: str, values: Values) -> None:
    name = desk.new_id(words)
    try:
        desk.save([desk.change(kind, name, forms.read(kind, {**values, "id": name}), 0)])
    except DebatkitError as error:
        st.session_state[PROBLEM] = str(error)
        return
    st.query_params["onderdeel"] = f"{kind}:{name}"
    st.rerun()


def debate_link(desk: Desk) -> None:
    """Lead to the form of the debate itself."""
    st.page_link(
        "bewerken.py",
        label="Het debat zelf",
        icon=":material/event:",
        query_params=session.address(onderdeel=f"debate:{desk.dossier.id}"),
    )
