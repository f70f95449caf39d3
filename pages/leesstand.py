"""Leesstand: a card, a folder or a reply over the whole screen, large, and only what may be said aloud."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from debatkit import Audience, NotFoundError, Spot, joined, text
from pages.shared import actions, folder_parts, keys, mine, reading, session

WINDOW = 20  # questions that are sent at a time; beyond them the next ones are asked for
MOST_OPENED = 8  # of a reply are among what was opened last

view = session.all_views()[Audience.PUBLIC]  # whatever view is in force: nothing internal is ever on this screen
query = st.query_params
folder = query.get("uit") or query.get("map")  # one's own, that is read or joined; by its older name in old addresses


@dataclass
class Chosen:
    """What is read, under which name, and the page and its parameters that one came from."""

    name: str
    spots: Sequence[Spot]
    page: str = "map.py"
    back: Mapping[str, str] = field(default_factory=dict)


def _chosen() -> Chosen:
    if "onderdelen" in query:
        return Chosen("Eén antwoord", folder_parts.in_link(view, query["onderdelen"]))
    if folder:
        shelf = mine.shelf()
        if shelf is None:
            raise NotFoundError("Mappen kunnen hier niet worden bewaard.")
        found = shelf.find(folder)
        return Chosen(found.name, view.spots(found.items))
    number = query.get("kaart", "")
    card = view.card(int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1)
    return Chosen(card.title, reading.OfCard(card), "kaarten.py", {"kaart": str(card.number)})


def _nothing(title: str, told: str, chosen: Chosen) -> None:
    """Say why there is nothing to read, and lead back to where one came from."""
    st.title(title)
    st.info(told)
    to_card, to_folder = ("Terug naar de kaart", ":material/style:"), ("Terug naar uw map", ":material/folder:")
    to_all = ("Alle kaarten", ":material/list:")
    label, icon = to_card if chosen.back else to_folder if chosen.page == "map.py" else to_all
    where = {**chosen.back, "map": folder} if chosen.page == "map.py" else chosen.back
    st.page_link(chosen.page, label=label, icon=icon, query_params=session.address(**where))


def _is_internal(ref: str) -> bool:
    """Whether this is there for this visitor, and not for saying aloud."""
    return view.spot(ref) is None and session.whole_view().spot(ref) is not None


def _close(chosen: Chosen, ref: str) -> None:
    """Go back to where one came from: the folder, or the card at the question that was read."""
    if chosen.page == "map.py":
        if folder:
            st.session_state["map"] = folder
        actions.go(chosen.page)
    kind, _, name = ref.partition(":")
    actions.go(chosen.page, **chosen.back, vraag=name if kind == "question" else None)


def _read(chosen: Chosen) -> None:
    spots, at, first = chosen.spots, 0, 0
    if "onderdelen" in query:
        slides, total = [reading.reply(joined(spots), view.doubted)], 1
        actions.arrived(session.current_view(), *(spot.ref for spot in spots[:MOST_OPENED]))
    else:
        at = reading.place(spots, query.get("bij", "")) or 0
        first = max(0, min(at - WINDOW // 2, len(spots) - WINDOW))
        slides, total = [reading.slide(spot, view.doubted) for spot in spots[first : first + WINDOW]], len(spots)
        actions.arrived(session.current_view(), spots[at].ref)
    result = keys.component("leesstand", "leesstand.js", "leesstand.css")(
        key="lezen",
        # In a list: in anything else Streamlit looks for tables, and loads pandas for it while somebody waits.
        data=[{"slides": slides, "at": at, "first": first, "total": total}],
        on_wens_change=lambda: None,
    )
    wish, _, of = str(result.get("wens") or "").partition(" ")
    if wish == "naar" and of.isdecimal() and int(of) < len(spots):
        query["bij"] = spots[int(of)].ref
        st.rerun()
    if wish == "gelezen" and reading.place(spots, of) is not None:
        query["bij"] = of
        actions.arrived(session.current_view(), of)
    if wish == "sluit":
        _close(chosen, of)


def _draw() -> None:
    try:
        chosen = _chosen()
    except NotFoundError:
        told = "Open een kaart of uw map, en kies daar Lees voor."
        return _nothing("Hier is niets om voor te lezen", told, Chosen("", (), "kaarten.py"))
    if not any(True for _ in chosen.spots[:1]) or ("onderdelen" in query and not joined(chosen.spots).spots):
        told = "Alles wat u koos, is intern of er niet meer. In de leesstand staat alleen wat mag worden uitgesproken."
        return _nothing("Hier is niets om voor te lezen", told, chosen)
    if "onderdelen" not in query and _is_internal(query.get("bij", "")):
        told = "Wat u koos, is intern en mag niet worden uitgesproken. Daarom staat het niet in de leesstand."
        return _nothing("Dit is intern: niet uitspreken", told, chosen)
    st.set_page_config(page_title=f"{chosen.name} · Debatkit")
    st.title(text.plain(chosen.name))
    return _read(chosen)


_draw()
