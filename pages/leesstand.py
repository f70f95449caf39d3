"""Leesstand: a card, a folder or a reply over the whole screen, large, and only what may be said aloud."""

import streamlit as st

from debatkit import Audience, NotFoundError, Spot, joined, text
from pages.shared import keys, mine, reading, session

WINDOW = 20  # questions that are sent at a time; beyond them the next ones are asked for

view = session.all_views()[Audience.PUBLIC]  # whatever view is in force: nothing internal is ever on this screen
query = st.query_params


def _of_card(number: str) -> tuple[str, list[Spot], dict]:
    card = view.card(int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1)
    return card.title, [Spot(card), *(Spot(card, rung) for rung in card.questions)], {"kaart": str(card.number)}


def _of_folder(folder: str) -> tuple[str, list[Spot], dict]:
    shelf = mine.shelf()
    if shelf is None:
        raise NotFoundError("Mappen kunnen hier niet worden bewaard.")
    found = shelf.find(folder)
    return found.name, list(view.spots(found.items)), {"map": folder}


def _chosen() -> tuple[str, list[Spot], dict]:
    """What is read, under which name, and by which address one came."""
    if "map" in query:
        return _of_folder(query["map"])
    if "onderdelen" in query:
        return "Eén antwoord", list(view.spots(query["onderdelen"].split(","))), {}
    return _of_card(query.get("kaart", ""))


def _draw() -> None:
    try:
        name, spots, back = _chosen()
    except NotFoundError:
        st.title("Hier is niets om voor te lezen")
        st.info("Open een kaart of uw map, en kies daar Lees voor.")
        st.page_link("kaarten.py", label="Alle kaarten", icon=":material/list:", query_params=session.address())
        return
    st.set_page_config(page_title=f"{name} · Debatkit")
    st.title(text.plain(name))
    if "onderdelen" in query:
        slides, at, first = [reading.reply(joined(spots), view.doubted)], 0, 0
        total = 1
    else:
        refs = [spot.ref for spot in spots]
        at = refs.index(query.get("bij", "")) if query.get("bij", "") in refs else 0
        first = max(0, min(at - WINDOW // 2, len(spots) - WINDOW))
        slides, total = [reading.slide(spot, view.doubted) for spot in spots[first : first + WINDOW]], len(spots)
    result = keys.component("leesstand", "leesstand.js", "leesstand.css")(
        key="lezen",
        data={"slides": slides, "at": at, "first": first, "total": total},
        on_wens_change=lambda: None,
    )
    wish = str(result.get("wens") or "")
    if wish.startswith("naar ") and wish[5:].isdecimal() and int(wish[5:]) < len(spots):
        query["bij"] = spots[int(wish[5:])].ref
        st.rerun()
    if wish == "sluit":
        page, where = ("map.py", back) if "map" in back or not back else ("kaarten.py", back)
        asked = query.get("bij", "").partition(":") if page == "kaarten.py" else ("", "", "")
        st.switch_page(page, query_params=session.address(**where, vraag=asked[2] if asked[0] == "question" else None))


_draw()
