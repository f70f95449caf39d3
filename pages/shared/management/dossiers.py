"""Dossiers: all of them in a table, a new one from a template or another, and the archive."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from debatkit import TEMPLATES, ListedDossier, Shelf, forms, plan, text
from pages.shared import outcome, session
from pages.shared.markup import joined

COPY = "Kopie van: "
FIELDS = {
    "title": "dossier-titel",
    "subject": "dossier-onderwerp",
    "kind": "dossier-soort",
    "committee": "dossier-commissie",
    "date": "dossier-datum",
    "id": "dossier-naam",
}
BEGIN, THEMES = "dossier-begin", "dossier-themas"


def show() -> None:
    """Everything there is to do with whole dossiers."""
    shelf = session.workspace().shelf(session.user())
    listed = shelf.listed()
    st.header("Alle dossiers")
    if listed:
        _table(listed)
    else:
        st.info("Er is nog geen dossier. Maak er hieronder een, of zet een dossier in de map met dossiers.")
    _archive(listed)
    st.header("Nieuw dossier")
    _new(listed)


def _table(listed: Sequence[ListedDossier]) -> None:
    head = ("Dossier", "Korte naam", "Debat", "Vragen", "Waar")
    rows = joined(_row(each) for each in listed)
    st.html(
        Markup(
            '<div class="dk-scroll" tabindex="0"><table class="dk-table"><thead><tr>{}</tr></thead>'
            "<tbody>{}</tbody></table></div>"
        ).format(joined(Markup('<th scope="col">{}</th>').format(each) for each in head), rows)
    )


def _row(each: ListedDossier) -> Markup:
    when = text.dutch_date(each.header.debate.date) if each.header else "kan niet worden gelezen"
    where = f"Archief, sinds {text.dutch_date(each.archived)}" if each.archived else "In gebruik"
    cells = joined(Markup("<td>{}</td>").format(cell) for cell in (each.id, when, each.questions, where))
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(each.title, cells)


def _archive(listed: Sequence[ListedDossier]) -> None:
    used = {each.id: each.title for each in listed if not each.archived}
    archived = {each.id: each.title for each in listed if each.archived}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if used:
            with st.popover("Archiveren", icon=":material/archive:"):
                st.caption("Het dossier blijft bewaard, met zijn geschiedenis, en is nergens meer te zien.")
                name = st.selectbox("Dossier", list(used), format_func=used.get, key="archiveren")
                label = f"Ja, archiveer „{text.plain(used[name])}”"
                st.button(label, type="primary", on_click=_do_archive, args=[name, used[name]])
        if archived:
            with st.popover("Terughalen uit het archief", icon=":material/unarchive:"):
                name = st.selectbox("Dossier", list(archived), format_func=archived.get, key="terughalen")
                label = f"„{text.plain(archived[name])}” terughalen"
                st.button(label, type="primary", on_click=_do_bring_back, args=[name, archived[name]])


def _new(listed: Sequence[ListedDossier]) -> None:
    by_choice = {f"{COPY}{each.title} ({each.id})": each for each in listed}
    choice = st.selectbox("Begin met", [*TEMPLATES, *by_choice], key=BEGIN, on_change=_fill_in, args=[by_choice])
    copied = by_choice.get(choice)
    if copied:
        st.caption(
            "Alle teksten, vragen en bronnen gaan mee, met hun nummers. Alles wordt weer concept. De opmerkingen, de "
            "geschiedenis en wat alleen over het vorige debat ging (tijd, eerdere data, agenda) blijven achter."
        )
    else:
        st.caption("U begint met de koppen hieronder en een lege algemene lijn. De rest schrijft u zelf.")
    st.text_input("Titel van het dossier", key=FIELDS["title"], placeholder="Bijvoorbeeld: Reactie op het advies …")
    st.text_input("Onderwerp van het debat", key=FIELDS["subject"], placeholder="Zoals het op de agenda staat")
    with st.container(horizontal=True):
        st.text_input("Commissie", key=FIELDS["committee"])
        st.text_input("Soort debat", key=FIELDS["kind"], placeholder="commissiedebat")
        st.date_input("Datum", value=None, format="DD-MM-YYYY", key=FIELDS["date"])
    if not copied:
        st.session_state.setdefault(THEMES, "\n".join(TEMPLATES[choice]))
        st.text_area("Thema's, op elke regel een", key=THEMES)
    st.text_input(
        "Korte naam",
        key=FIELDS["id"],
        placeholder=_name(listed) or "gemaakt van de titel",
        help="Komt in het adres van de pagina's te staan en verandert daarna niet meer. Leeg: gemaakt van de titel.",
    )
    st.button("Dossier maken", type="primary", icon=":material/add:", on_click=_make, args=[listed, copied])


def _name(listed: Sequence[ListedDossier]) -> str:
    """A short name made of the title, that no dossier in the list has."""
    title = st.session_state[FIELDS["title"]].strip()
    return forms.new_id(title, {each.id for each in listed}) if title else ""


def _fill_in(by_choice: dict[str, ListedDossier]) -> None:
    """Another beginning was chosen: its headings, or what the debate before was called."""
    choice = st.session_state[BEGIN]
    st.session_state[THEMES] = "\n".join(TEMPLATES.get(choice, ()))
    copied = by_choice.get(choice)
    if copied and copied.header:
        debate = copied.header.debate
        known = {"title": copied.title, "subject": debate.title, "committee": debate.committee, "kind": debate.kind}
        for field, value in known.items():
            st.session_state[FIELDS[field]] = value


def _make(listed: Sequence[ListedDossier], copied: ListedDossier | None) -> None:
    values = {field: st.session_state.get(key) for field, key in FIELDS.items()}
    values["id"] = values["id"] or _name(listed)
    values["kind"] = values["kind"] or "commissiedebat"

    def work() -> str:
        wanted = plan(values)
        shelf = _shelf()
        if copied:
            shelf.copy(copied.id, wanted)
        else:
            themes = [line.strip() for line in st.session_state.get(THEMES, "").splitlines()]
            shelf.create(wanted, tuple(filter(None, themes)))
        return f"Het dossier „{wanted.title}” is er. Kies het bovenaan de pagina om eraan te werken."

    if outcome.of(work):
        for key in (*FIELDS.values(), THEMES, BEGIN):
            st.session_state.pop(key, None)


def _do_archive(name: str, title: str) -> None:
    def work() -> str:
        _shelf().archive(name)
        return f"„{title}” staat in het archief."

    outcome.of(work)


def _do_bring_back(name: str, title: str) -> None:
    def work() -> str:
        _shelf().bring_back(name)
        return f"„{title}” is terug uit het archief."

    outcome.of(work)


def _shelf() -> Shelf:
    return session.workspace().shelf(session.user())
