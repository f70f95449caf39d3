"""Bewerken: write, settle and discuss one item of the dossier; or choose which."""

import streamlit as st

from debatkit import NotFoundError, forms, text, title
from pages.shared import session
from pages.shared.editor import choosing, form, remarks, saving
from pages.shared.editor import work as works

desk = session.required_desk()
wanted = st.query_params.get("onderdeel")


def _choose() -> None:
    st.title("Bewerken")
    choosing.new_question(desk)
    choosing.for_me(desk)
    choosing.listed(desk)
    choosing.seen(desk)


def _edit(kind: str, name: str) -> None:
    revision = desk.revision(kind, name)
    body = revision.body
    if kind not in forms.FORMS or body is None:
        raise NotFoundError("Dit onderdeel wordt niet hier bewerkt.")
    st.page_link("bewerken.py", label="Alle onderdelen", icon=":material/list:", query_params=session.address())
    st.caption(f"{forms.KIND_NAMES[kind].capitalize()}, versie {revision.number}")
    st.title(text.plain(title(body)))
    refusal = desk.refusal(body)
    if refusal:
        st.info(text.plain(refusal), icon=":material/lock:")
    work = works.of(desk, kind, name)
    if not refusal and saving.overtaken(desk, work):
        saving.conflict(desk, work)
        return
    saving.status(desk, work)
    form.draw(desk.dossier, work, locked=bool(refusal))
    if not refusal:
        works.keep(desk, work)
        saving.bar(desk, work)
        saving.withdrawal(desk, work)
    st.page_link(
        "geschiedenis.py",
        label="Geschiedenis van dit onderdeel",
        icon=":material/history:",
        query_params=session.address(onderdeel=f"{kind}:{name}"),
    )
    remarks.comments(desk, kind, name)


if wanted is None:
    _choose()
else:
    try:
        _edit(*wanted.split(":", 1) if ":" in wanted else (wanted, ""))
    except NotFoundError as error:
        st.title("Bewerken")
        st.info(text.plain(str(error)))
        st.page_link("bewerken.py", label="Alle onderdelen", icon=":material/list:", query_params=session.address())
