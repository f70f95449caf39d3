"""Saving: the save itself, what is refused and why, and the way out when somebody else was first."""

from __future__ import annotations

import streamlit as st

from debatkit import DebatkitError, Desk, OutdatedError, Status, difference, forms, text
from pages.shared import differences, session
from pages.shared.editor import work as works
from pages.shared.editor.work import Work

STATUS_NAMES = {Status.DRAFT: "concept", Status.COORDINATED: "afgestemd", Status.APPROVED: "akkoord"}
KEY = "opslaan-fout"
MINE, THEIRS = "die van mij", "die van de ander"


def bar(desk: Desk, work: Work) -> None:
    """Save and drop, and what the last attempt said."""
    current = work.data.get("status")
    if work.changed and current == Status.APPROVED.value:
        st.warning("Dit is akkoord. Na opslaan is het weer een concept.", icon=":material/info:")
    with st.container(horizontal=True):
        st.button(
            "Opslaan",
            type="primary",
            icon=":material/save:",
            shortcut="Ctrl+S",
            on_click=_save,
            args=[desk, work],
            disabled=not work.changed,
        )
        with st.popover("Wijzigingen weggooien", icon=":material/undo:", disabled=not work.changed):
            st.markdown("Wat u hier typte en niet opsloeg, is dan weg.")
            st.button("Ja, weggooien", on_click=works.drop, args=[desk, work], key="weggooien")
    if problem := st.session_state.pop(KEY, None):
        st.error("Er is niets opgeslagen.", icon=":material/error:")
        st.text(problem)


def _save(desk: Desk, work: Work) -> None:
    try:
        item = forms.read(work.kind, work.data)
        desk.save([desk.change(work.kind, work.id, item, work.based_on)])
    except OutdatedError:
        pass  # the page shows what the other made of it
    except DebatkitError as error:
        st.session_state[KEY] = str(error)
    else:
        works.drop(desk, work)
        st.toast("Opgeslagen.", icon=":material/check:")


def overtaken(desk: Desk, work: Work) -> bool:
    """Whether somebody saved the item since this work began."""
    return desk.revision(work.kind, work.id).number != work.based_on


def conflict(desk: Desk, work: Work) -> None:
    """Theirs, yours and the difference, field by field; what is chosen becomes the form, on their revision."""
    theirs = desk.revision(work.kind, work.id)
    if not work.changed:  # nothing of ours is at stake: the newest is shown
        works.drop(desk, work)
        st.rerun()
    who = session.name_of(theirs.author)
    st.warning(
        f"{text.plain(who)} sloeg intussen een nieuwe versie op (versie {theirs.number}).", icon=":material/group:"
    )
    try:
        mine = forms.read(work.kind, work.data)
    except DebatkitError as error:
        st.error("Uw versie is nog niet af; verbeter haar eerst.", icon=":material/error:")
        st.text(str(error))
        return
    body = theirs.body
    assert body is not None
    st.markdown("Hieronder staat wat in uw versie anders is dan in die van de ander. Kies per onderdeel.")
    chosen = {}
    for each in difference(body, mine):
        st.html(differences.shown([each]))
        chosen[each.name] = st.radio(
            f"{each.label}: welke houdt u?", [MINE, THEIRS], horizontal=True, key=f"samenvoegen-{work.id}-{each.name}"
        )
    st.button("Samenvoegen", type="primary", icon=":material/merge:", on_click=_merge, args=[desk, work, chosen])
    st.caption("Na samenvoegen kunt u de tekst nog bijwerken voordat u opslaat.")


def _merge(desk: Desk, work: Work, chosen: dict[str, str]) -> None:
    fresh = works.begun(desk, work.kind, work.id)
    for name, choice in chosen.items():
        if choice == MINE:
            fresh.data[name] = work.data[name]
    work.data, work.based_on, work.saved = fresh.data, fresh.based_on, fresh.saved


def status(desk: Desk, work: Work) -> None:
    """How far the item is settled, and the buttons for who may settle it further."""
    current = work.data.get("status")
    if current is None:
        return
    st.markdown(f"**Status:** {STATUS_NAMES[Status(current)]}")
    with st.container(horizontal=True):
        for wanted in Status:
            if wanted.value != current and desk.may_settle(work.kind, work.id, wanted):
                st.button(
                    f"Maak {STATUS_NAMES[wanted]}",
                    key=f"status-{wanted.value}",
                    on_click=_settle,
                    args=[desk, work, wanted],
                    disabled=work.changed,
                    help="Sla eerst op." if work.changed else None,
                )


def _settle(desk: Desk, work: Work, wanted: Status) -> None:
    try:
        desk.settle(work.kind, work.id, wanted, work.based_on)
    except DebatkitError as error:
        st.session_state[KEY] = str(error)
    else:
        works.drop(desk, work)


def withdrawal(desk: Desk, work: Work) -> None:
    """Take the item out of the dossier, after a confirmation."""
    with st.popover("Intrekken", icon=":material/delete:"):
        st.markdown("Het onderdeel verdwijnt uit kaarten, zoeken en bladen. U vindt het terug onder Geschiedenis.")
        st.button("Ja, trek in", on_click=_withdraw, args=[desk, work], key="intrekken")


def _withdraw(desk: Desk, work: Work) -> None:
    try:
        desk.save([desk.change(work.kind, work.id, None, work.based_on)])
    except DebatkitError as error:
        st.session_state[KEY] = str(error)
    else:
        works.drop(desk, work)
        st.query_params.pop("onderdeel", None)
        st.toast("Ingetrokken.", icon=":material/check:")
