"""Conflict: somebody else saved the item first; theirs, mine and the difference, to be merged by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from debatkit import Change, DebatkitError, Desk, Disagreement, Model, Run, Side, disagreements, forms, merged, text
from pages.shared import differences, session
from pages.shared.editor import work as works
from pages.shared.editor.parts import with_keys
from pages.shared.editor.work import Work

CHOICES = {
    Side.MINE: "houd die van mij",
    Side.THEIRS: "neem die van de ander",
    Side.BOTH: "zelf samenvoegen: zet beide onder elkaar",
}


def overtaken(desk: Desk, work: Work) -> bool:
    """Whether somebody saved the item since this work began; where nothing of ours is at stake the form is renewed."""
    if desk.revision(work.kind, work.id).number == work.based_on:
        return False
    if not work.changed:
        works.renew(desk, work)
        return False
    return True


def told(desk: Desk, work: Work) -> None:
    """Say beside the form that somebody else saved; what is being typed stays."""
    st.warning(f"{_who(desk, work)} Vergelijk die met uw werk.", icon=":material/group:")
    if st.button("Vergelijk en voeg samen", icon=":material/merge:", key="vergelijken"):
        work.asked.append(partial(_compare, work))


def _compare(work: Work) -> None:
    work.merging = True


def _who(desk: Desk, work: Work) -> str:
    theirs = desk.revision(work.kind, work.id)
    name = text.plain(session.name_of(theirs.author))
    return f"{name} sloeg intussen een nieuwe versie op (versie {theirs.number}, {text.dutch_moment(theirs.time)})."


def read(work: Work) -> Model | None:
    """My version as an item; None, with the reason told, where it cannot be one yet."""
    try:
        return forms.read(work.kind, work.data)
    except DebatkitError as error:
        work.merging = False
        st.error("Uw versie is nog niet af. Verbeter haar eerst; daarna kunt u vergelijken.", icon=":material/error:")
        st.text(str(error))
        return None


def show(desk: Desk, work: Work, mine: Model) -> None:
    """Each field that differs; what only one of us changed goes along by itself, what both changed is chosen."""
    theirs = desk.revision(work.kind, work.id)
    body = theirs.body
    assert body is not None
    base = works.body_of(desk, work)
    found = disagreements(base, mine, body)
    both = [each for each in found if each.changed_by is Side.BOTH]
    st.warning(_who(desk, work), icon=":material/group:")
    for side, title in ((Side.MINE, "Alleen u wijzigde"), (Side.THEIRS, "Alleen de ander wijzigde")):
        alone = [each for each in found if each.changed_by is side]
        if alone:
            names = ", ".join(each.difference.label.lower() for each in alone)
            with st.expander(f"{title}: {text.plain(names)}. Dat blijft zo.", key=f"alleen-{side.value}"):
                st.html(differences.shown([each.difference for each in alone]))
    if both:
        st.markdown("U wijzigde allebei het volgende. Kies wat blijft.")
    chosen = {each.name: _choice(each, work.id, theirs.number) for each in both}
    with st.container(horizontal=True):
        if st.button("Samenvoegen", type="primary", icon=":material/merge:", key="samenvoegen"):
            work.asked.append(partial(_merge, work, merged_by(base, mine, body, chosen), chosen, theirs.number, body))
        if st.button("Terug naar mijn tekst", key="terug-naar-tekst"):
            work.asked.append(partial(_back, work))
    if work.refused:
        st.error(work.refused, icon=":material/error:")
    st.caption("Na samenvoegen ziet u het geheel, en kunt u het bijwerken voordat u opslaat.")


def _choice(each: Disagreement, name: str, number: int) -> Side | None:
    """Theirs and mine beside each other, the difference below, and the choice."""
    runs = each.difference.runs
    with st.container(border=True):
        st.header(text.plain(each.difference.label), anchor=False)
        columns = st.columns(2)
        for column, title, dropped in zip(
            columns, ("Die van de ander", "Die van mij"), (Change.NEW, Change.GONE), strict=True
        ):
            column.html(_version(title, runs, dropped))
        with st.expander("Verschil in woorden", expanded=True):
            st.html(differences.shown([each.difference]))
        options = [side for side in CHOICES if side is not Side.BOTH or each.joinable]
        return st.radio(
            f"{each.difference.label}: wat blijft?",
            options,
            index=None,
            format_func=CHOICES.__getitem__,
            key=f"keuze-{name}-{number}-{each.name}",
        )


def _version(title: str, runs: Sequence[Run], dropped: Change) -> Markup:
    said = "".join(run.text for run in runs if run.change is not dropped) or "(leeg)"
    return Markup('<p class="dk-label">{}</p><p class="dk-text dk-difference">{}</p>').format(title, said)


def merged_by(base: Model | None, mine: Model, theirs: Model, chosen: dict[str, Side | None]) -> Model:
    """What comes of the choices that were made."""
    return merged(base, mine, theirs, {name: side for name, side in chosen.items() if side})


def _merge(work: Work, made: Model, chosen: dict[str, Side | None], number: int, theirs: Model) -> None:
    if None in chosen.values():
        work.refused = "Kies eerst bij elk onderdeel wat blijft."
        return
    work.refused = ""
    work.data, work.base, work.based_on = with_keys(forms.values(made)), forms.values(theirs), number
    work.merging, work.taken_up = False, None
    work.said = f"Samengevoegd met versie {number}: er is niets meer dat u nog moet opslaan."


def _back(work: Work) -> None:
    work.merging, work.refused = False, ""
