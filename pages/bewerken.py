"""Bewerken: write, settle and discuss one item of the dossier; or choose which."""

import streamlit as st

from debatkit import NotFoundError, Question, forms, text
from pages.shared import session, writing
from pages.shared.editor import choosing, conflict, form, making, remarks, saving
from pages.shared.editor import work as works
from pages.shared.editor.work import Form, Work

desk = session.required_desk()
wanted = st.query_params.get("onderdeel")


def _choose() -> None:
    st.title("Bewerken")
    making.new_question(desk)
    choosing.for_me(desk)
    choosing.listed(desk)


def _edit(kind: str, name: str) -> None:
    revision = desk.revision(kind, name)
    body = revision.body
    if kind not in forms.FORMS or body is None:
        raise NotFoundError("Dit onderdeel wordt niet hier bewerkt.")
    st.page_link("bewerken.py", label="Alle onderdelen", icon=":material/list:", query_params=session.address())
    st.caption(f"{forms.KIND_NAMES[kind].capitalize()}, versie {revision.number}")
    st.title(text.plain(choosing.heading(desk, body)))
    refusal = desk.refusal(body)
    work = works.of(desk, kind, name)
    overtaken = conflict.overtaken(desk, work)
    if refusal:
        st.info(text.plain(refusal), icon=":material/lock:")
        form.draw(Form(desk.dossier, work, locked=True))
    elif overtaken and work.merging and (mine := conflict.read(work)):
        conflict.show(desk, work, mine)
    else:
        _write(work, overtaken)
    if not (overtaken and work.merging):
        _around(work, editable=not refusal)
    if not refusal:
        works.finish(desk, work)


def _write(work: Work, overtaken: bool) -> None:
    if overtaken:
        conflict.told(desk, work)
    if work.taken_up and work.changed:
        st.info(
            f"U gaat verder met werk van {text.dutch_moment(work.taken_up)} dat nog niet is opgeslagen. "
            "Wilt u het niet meer, gooi het dan onderaan weg.",
            icon=":material/history:",
        )
    saving.status(desk, work)
    form.draw(Form(desk.dossier, work, locked=False))
    saving.bar(desk, work)
    writing.listen()


def _around(work: Work, editable: bool) -> None:
    """What can be done with the item as a whole, where it comes from, and what is said of it."""
    body = desk.revision(work.kind, work.id).body
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "geschiedenis.py",
            label="Geschiedenis van dit onderdeel",
            icon=":material/history:",
            query_params=session.address(onderdeel=f"{work.kind}:{work.id}"),
        )
        if editable and isinstance(body, Question):
            saving.division(desk, work, body)
        if editable:
            saving.withdrawal(desk, work)
    remarks.comments(desk, work.kind, work.id)


if wanted is None:
    _choose()
else:
    try:
        _edit(*wanted.split(":", 1) if ":" in wanted else (wanted, ""))
    except NotFoundError as error:
        st.title("Bewerken")
        st.info(text.plain(str(error)))
        st.page_link("bewerken.py", label="Alle onderdelen", icon=":material/list:", query_params=session.address())
