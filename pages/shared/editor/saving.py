"""Saving: the save itself and why it is refused, status, withdrawal, and one question made into two."""

from __future__ import annotations

from functools import partial

import streamlit as st

from debatkit import DebatkitError, Desk, OutdatedError, Question, Status, forms, splitting, text
from pages.shared.editor import work as works
from pages.shared.editor.work import Work

STATUS_NAMES = {Status.DRAFT: "concept", Status.COORDINATED: "afgestemd", Status.APPROVED: "akkoord"}
SAVE_FIRST = "Er is werk dat nog niet is opgeslagen. Sla het eerst op, of gooi het weg."


def bar(desk: Desk, work: Work) -> None:
    """Save and drop, and what came of the last wish; it stays in sight while the form scrolls."""
    with st.container(key="opslaan"):
        if work.refused:
            st.error("Er is niets opgeslagen.", icon=":material/error:")
            st.text(work.refused)
        if work.changed and work.base.get("status") == Status.APPROVED.value:
            st.warning("Dit is akkoord. Na opslaan is het weer een concept.", icon=":material/info:")
        with st.container(horizontal=True, vertical_alignment="center"):
            # Never switched off: a click may come with a text that was typed just before and is read with it.
            if st.button("Opslaan", type="primary", icon=":material/save:", key="opslaan-nu"):
                work.asked.append(partial(_save, desk, work))
            with st.popover("Wijzigingen weggooien", icon=":material/undo:", key="weggooien-vraag"):
                st.markdown("Wat u hier typte en niet opsloeg, is dan weg.")
                if st.button("Ja, weggooien", key="weggooien"):
                    work.asked.append(partial(_drop, desk, work))
            st.caption("Nog niet opgeslagen; wel voor u bewaard." if work.changed else work.said)


def _save(desk: Desk, work: Work) -> None:
    work.refused = work.said = ""
    if not work.changed:
        work.said = "Er is niets gewijzigd."
        return
    try:
        item = forms.read(work.kind, work.data)
        [written] = desk.save([desk.change(work.kind, work.id, item, work.based_on)])
    except OutdatedError:
        work.merging = True
    except DebatkitError as error:
        work.refused = str(error)
    else:
        _written(work, written.number, forms.values(written.body) if written.body else work.data)
        work.said = f"Opgeslagen als versie {written.number}, {text.dutch_moment(written.time)}."


def _written(work: Work, number: int, body: works.Values) -> None:
    """Go on with the same form: what is typed by now into its fields is not lost."""
    work.based_on, work.base, work.taken_up = number, body, None
    if "status" in body:
        work.data["status"] = body["status"]


def _drop(desk: Desk, work: Work) -> None:
    works.renew(desk, work)
    work.refused, work.said = "", "De wijzigingen zijn weggegooid."


def status(desk: Desk, work: Work) -> None:
    """How far the item is settled, and the buttons for who may settle it further."""
    current = work.base.get("status")
    if current is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Status:** {STATUS_NAMES[Status(current)]}", width="content")
        for wanted in Status:
            if (
                wanted.value != current
                and desk.may_settle(work.kind, work.id, wanted)
                and st.button(f"Maak {STATUS_NAMES[wanted]}", key=f"status-{wanted.value}")
            ):
                work.asked.append(partial(_settle, desk, work, wanted))


def _settle(desk: Desk, work: Work, wanted: Status) -> None:
    work.said, work.refused = "", SAVE_FIRST if work.changed else ""
    if work.refused:
        return
    try:
        [written] = desk.settle(work.kind, work.id, wanted, work.based_on)
    except OutdatedError:
        pass  # the page shows the newest version and its status
    except DebatkitError as error:
        work.refused = str(error)
    else:
        _written(work, written.number, {**work.base, "status": wanted.value})
        work.said = f"De status is nu: {STATUS_NAMES[wanted]}."


def withdrawal(desk: Desk, work: Work) -> None:
    """Take the item out of the dossier, after a confirmation."""
    with st.popover("Intrekken", icon=":material/delete:"):
        st.markdown("Het onderdeel verdwijnt uit kaarten, zoeken en bladen. U vindt het terug onder Geschiedenis.")
        if st.button("Ja, trek in", key="intrekken"):
            work.asked.append(partial(_withdraw, desk, work))


def _withdraw(desk: Desk, work: Work) -> None:
    try:
        desk.save([desk.change(work.kind, work.id, None, work.based_on)])
    except DebatkitError as error:
        work.refused = str(error)
    else:
        works.leave(desk, work)
        st.query_params.pop("onderdeel", None)
        st.toast("Ingetrokken.", icon=":material/check:")


def division(desk: Desk, work: Work, question: Question) -> None:
    """Make two questions of one: the wording of the second, and the parts that go to it."""
    found = splitting.parts(question)
    if not found:
        return
    names = {field.name: field.label for field in forms.FORMS["question"]}
    with st.popover("Vraag splitsen", icon=":material/call_split:", key="vraag-splitsen"):
        asked = st.text_input("De nieuwe vraag", max_chars=1000, key="splits-vraag")
        moved = st.multiselect(
            "Wat daarheen gaat",
            list(found),
            format_func=lambda part: f"{names[part[0]]} {part[1] + 1}: {found[part][:80]}",
            placeholder="Kies een of meer delen",
            key="splits-delen",
        )
        if st.button("Maak er twee vragen van", key="splits-maak"):
            work.asked.append(partial(_divide, desk, work, asked.strip(), frozenset(moved)))


def _divide(desk: Desk, work: Work, asked: str, moved: frozenset[splitting.Part]) -> None:
    work.said, work.refused = "", SAVE_FIRST if work.changed else ""
    if not work.refused and not (asked and moved):
        work.refused = "Geef de nieuwe vraag, en kies wat daarheen gaat."
    if work.refused:
        return
    try:
        written = desk.split(work.id, moved, asked, work.based_on)
    except DebatkitError as error:
        work.refused = str(error)
    else:
        st.query_params["onderdeel"] = f"question:{written.id}"
        st.toast("Er zijn nu twee vragen; dit is de nieuwe.", icon=":material/check:")
