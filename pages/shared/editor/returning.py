"""Returning: a sheet that was edited in Word, handed in: what it would change, what it cannot, and the button."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.uploaded_file_manager import UploadedFile

from debatkit import DebatkitError, Desk, Refused, Returned, called, difference, exchange, returned, text
from pages.shared import differences, outcome

A_PAGE = 10
ROUND, SEEN = "word-ronde", "word-gezien"


def show(desk: Desk) -> None:
    """The box for the file, and what is in it."""
    with st.expander("Word-bestand terugzetten", icon=":material/upload_file:", key="word-terug"):
        outcome.show()
        st.caption(
            "Download bij Blad een vraag-en-antwoordblad als Word-bestand, wijzig de rechterkolom, en zet "
            "het hier terug. U ziet eerst wat er verandert; er gebeurt niets voordat u het doorvoert."
        )
        place = st.session_state.setdefault(ROUND, 0)  # another one empties the box
        uploaded = st.file_uploader("Word-bestand", type=["docx"], key=f"word-bestand-{place}")
        if uploaded is not None:
            _handed_in(desk, uploaded)


def _handed_in(desk: Desk, uploaded: UploadedFile) -> None:
    try:
        found = _read(desk, uploaded)
    except DebatkitError as error:
        st.error("Dit bestand kan niet worden teruggezet.", icon=":material/error:")
        st.text(str(error))
        return
    for told in found.told:
        st.info(text.plain(text.capital(told)), icon=":material/info:")
    _refused(found.refused)
    allowed = [each for each in found.proposals if desk.may_edit(each.after or each.before)]
    _of_others(desk, [each for each in found.proposals if each not in allowed])
    if not found.proposals:
        st.success("Er is niets gewijzigd dat nog moet worden doorgevoerd.", icon=":material/check:")
    if allowed:
        _changes(desk, allowed)


def _read(desk: Desk, uploaded: UploadedFile) -> Returned:
    """What the file proposes; read once, and again when the dossier has changed."""
    key = (uploaded.file_id, desk.dossier.id, desk.state.sequence)
    held = st.session_state.get(SEEN)
    if held is None or held[0] != key:
        with st.spinner("Het bestand wordt vergeleken …"):
            held = key, returned(desk, uploaded.getvalue())
        st.session_state[SEEN] = held
    found: Returned = held[1]
    return found


def _refused(several: Sequence[Refused]) -> None:
    if several:
        count = "Dit wordt" if len(several) == 1 else f"Deze {len(several)} teksten worden"
        st.warning(f"{count} niet overgenomen. Breng het zelf over waar dat nodig is.", icon=":material/warning:")
    for each in several:
        with st.container(border=True):
            st.markdown(f"**{text.plain(text.capital(each.called))}, {text.plain(each.label)}**")
            st.caption(text.plain(text.capital(each.reason)))
            for column, title, said in zip(
                st.columns(2), ("In het bestand", "In de app"), (each.in_file, each.in_app), strict=True
            ):
                column.html(
                    Markup('<p class="dk-label">{}</p><p class="dk-text dk-difference">{}</p>').format(
                        title, said or "(leeg)"
                    )
                )


def _of_others(desk: Desk, several: Sequence[exchange.Proposal]) -> None:
    if several:
        st.warning("Wat u in onderdelen van anderen wijzigde, wordt niet overgenomen.", icon=":material/lock:")
    for each in several:
        name = text.capital(called(desk.dossier, each.kind, each.id))
        why = desk.refusal(each.after or each.before) if each.after or each.before else ""
        st.markdown(f"- {text.plain(name)}: {text.plain(why or '')}")


def _changes(desk: Desk, several: Sequence[exchange.Proposal]) -> None:
    pages = -(-len(several) // A_PAGE)
    page = st.pagination(pages, key=f"word-blad-{len(several)}") if pages > 1 else 1
    for each in several[(page - 1) * A_PAGE : page * A_PAGE]:
        with st.container(border=True):
            st.markdown(f"**{text.plain(text.capital(called(desk.dossier, each.kind, each.id)))}**")
            st.html(differences.shown(difference(each.before, each.after)))
    count = "1 wijziging" if len(several) == 1 else f"{len(several)} wijzigingen"
    st.button(
        f"Voer {count} door",
        type="primary",
        icon=":material/check:",
        key="word-doorvoeren",
        on_click=_apply,
        args=[desk, several, count],
    )


def _apply(desk: Desk, several: Sequence[exchange.Proposal], count: str) -> None:
    def work() -> str:
        exchange.apply(desk, several)
        return f"{text.capital(count)} doorgevoerd. U vindt ze terug onder Geschiedenis."

    if outcome.of(work):
        st.session_state[ROUND] += 1
