"""Mijn map: what this visitor has put together: in order, as one reply, on paper, to a colleague."""

import streamlit as st

from debatkit import Audience, DebatkitError, View
from pages.shared import folder_parts, mine, session

view = session.current_view()
shared = st.query_params.get("onderdelen", "")


def _refused(error: DebatkitError) -> None:
    st.toast(str(error), icon=":material/error:")


def _new() -> None:
    name = st.session_state.pop("nieuwe-map", "")
    try:
        st.session_state["map"] = own.make(name).id
    except DebatkitError as error:
        _refused(error)


def _choose() -> None:
    try:
        own.choose(st.session_state["map"])
    except DebatkitError as error:
        _refused(error)


def _rename(folder: str) -> None:
    try:
        own.rename(folder, st.session_state["naam"])
    except DebatkitError as error:
        _refused(error)


def _remove(folder: str) -> None:
    try:
        own.remove(folder)
    except DebatkitError as error:
        _refused(error)
    st.session_state.pop("map", None)


def _take_over(name: str, refs: list[str]) -> None:
    try:
        st.session_state["map"] = own.make(name, refs).id
    except DebatkitError as error:
        _refused(error)
        return
    for parameter in ("onderdelen", "naam"):
        st.query_params.pop(parameter, None)


def _others(view: View) -> None:
    """A folder that came as a link: seen first, kept as a copy when asked."""
    refs, name = folder_parts.in_link(shared), folder_parts.name_in_link(st.query_params.get("naam", ""))
    spots = view.spots(refs)
    st.header(f"Map van een collega: {folder_parts.plain(name)}")
    if not spots:
        st.info("In deze link staat niets dat in dit dossier te vinden is.")
        return
    folder_parts.contents(view, spots)
    st.button(
        "Neem over als eigen map",
        type="primary",
        icon=":material/content_copy:",
        on_click=_take_over,
        args=[name, [spot.ref for spot in spots]],
    )


def _manage() -> None:
    names = {each.id: each.name for each in shelf.folders}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(names) > 1:
            st.session_state.setdefault("map", shelf.folder.id)
            if st.session_state["map"] not in names:
                st.session_state["map"] = shelf.folder.id
            st.selectbox("Map", list(names), format_func=names.get, key="map", bind="query-params", on_change=_choose)
        with st.popover("Nieuwe map", icon=":material/create_new_folder:"):
            st.text_input("Naam, zoals ‘blok 2: toezicht’", key="nieuwe-map", max_chars=80, on_change=_new)
            st.caption("Enter maakt de map. Wat u daarna in uw map legt, komt hierin.")
        if names:
            with st.popover("Deze map", icon=":material/edit:"):
                st.text_input("Andere naam", key="naam", max_chars=80, on_change=_rename, args=[current().id])
                st.button(
                    f"Gooi de map met {len(current().items)} onderdelen weg",
                    icon=":material/delete:",
                    on_click=_remove,
                    args=[current().id],
                )


def current():
    """The folder on the screen: the one in the address, else the one in use."""
    wanted = st.session_state.get("map")
    return next((each for each in shelf.folders if each.id == wanted), shelf.folder)


st.title("Mijn map")
own, shelf = mine.own(), mine.shelf()
if own is None or shelf is None:
    st.info("Hier kan niets worden bewaard: er is geen map op schijf waarin Debatkit mag schrijven.")
    st.stop()
if shared:
    _others(view)
    st.stop()
_manage()
folder = current()
spots = view.spots(folder.items)
if not spots:
    st.info("Deze map is leeg. Zoek een kaart of vraag, en kies daar „In mijn map” of druk op M.")
    st.page_link("zoeken.py", label="Naar Zoeken", icon=":material/search:", query_params=session.address())
    st.stop()
if view.audience is Audience.INTERNAL and view.spots(folder.items) != session.all_views()[Audience.PUBLIC].spots(
    folder.items
):
    st.caption("Wat intern is, staat niet in de leesstand en niet in wat u voor een lezer afdrukt of deelt.")
folder_parts.reply(view, spots)
folder_parts.listed(view, folder, spots)
folder_parts.sharing(folder, spots)
folder_parts.printing(view, folder)
