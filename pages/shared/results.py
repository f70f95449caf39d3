"""Results: search results as people read them: what it is, the line to say, and the ladder below it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from debatkit import Belongings, Hit, Kind, Match, Spot, View, reference, text
from pages.shared import actions, doubt, ladder, markup, mine, nothing, session

GROUPS = {Kind.CARD: "Kaarten", Kind.QUESTION: "Vragen", Kind.SOURCE: "Bronnen"}
SHOWN = {Kind.CARD: 3, Kind.QUESTION: 10, Kind.SOURCE: 5}


def listed(view: View, query: str, hits: Sequence[Hit], more: bool = False) -> None:
    """The results by group; `more` when there are others that were not counted."""
    if not answered(hits):
        nothing.near(view, query, hits)
    st.caption(counted(hits, more))
    shelf = mine.shelf()
    called = [(spot_of(view, hit), hit) for hit in hits if hit.named]
    if called:
        st.header("Met dit nummer", anchor=False)
        _shown(view, called, shelf)
    first = [] if called else _often(view, query, hits)
    if first:
        st.header("Vaak gekozen bij deze zoekvraag", anchor=False)
        _shown(view, first, shelf)
    shown = {spot.ref for spot, _ in (*called, *first) if spot}
    hits = [hit for hit in hits if not hit.named]
    for kind, title in GROUPS.items():
        several = [(spot_of(view, hit), hit) for hit in of_kind(hits, kind)[: SHOWN[kind] + len(first)]]
        several = [(spot, hit) for spot, hit in several if spot is None or spot.ref not in shown][: SHOWN[kind]]
        if several:
            st.header(title, anchor=False)  # no stop on the way from result to result
        _shown(view, several, shelf)
        shown |= {spot.ref for spot, _ in several if spot}
        if (count := len(of_kind(hits, kind))) > SHOWN[kind]:
            st.caption(f"De eerste {SHOWN[kind]} van {count}. Met een woord erbij vindt u preciezer.")
    actions.searched(query, frozenset(shown))


def answered(hits: Sequence[Hit]) -> bool:
    """Whether any of the hits answers."""
    return any(hit.match is Match.ANSWERS for hit in hits)


def _shown(view: View, several: Sequence[tuple[Spot | None, Hit]], shelf: Belongings | None) -> None:
    for spot, hit in several:
        if spot is None:
            _source(view, hit)
        else:
            result(view, spot, shelf, hit)


def _often(view: View, query: str, hits: Sequence[Hit]) -> list[tuple[Spot | None, Hit]]:
    """What this query often led to in this view, as far as it is among the results."""
    latches = mine.latches()
    if latches is None:
        return []
    found = {f"{hit.entry.kind}:{hit.entry.id}": hit for hit in hits if hit.entry.kind is not Kind.SOURCE}
    refs = [ref for ref in latches.first(view.audience, query) if ref in found]
    return [(spot, found[ref]) for ref in refs if (spot := view.spot(ref))]


def counted(hits: Sequence[Hit], more: bool = False) -> str:
    """How much was found, of each kind."""
    cards, questions, sources = (sum(hit.entry.kind is kind for hit in hits) for kind in GROUPS)
    parts = (
        _count(cards, "kaart", "kaarten"),
        _count(questions, "vraag", "vragen"),
        _count(sources, "bron", "bronnen"),
    )
    return f"{'Ten minste ' if more else ''}{len(hits)} gevonden: {', '.join(parts)}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def of_kind(hits: Sequence[Hit], kind: Kind) -> list[Hit]:
    """The hits of one kind; cards that only come near give way to those that answer."""
    several = [hit for hit in hits if hit.entry.kind is kind]
    answering = [hit for hit in several if hit.match is Match.ANSWERS]
    return answering or several if kind is Kind.CARD else several


def spot_of(view: View, hit: Hit) -> Spot | None:
    """Where a hit leads to; None for a source."""
    return None if hit.entry.kind is Kind.SOURCE else view.spot(f"{hit.entry.kind}:{hit.entry.id}")


def result(view: View, spot: Spot, shelf: Belongings | None, hit: Hit | None = None, opened: int = 0) -> None:
    """One card or question with its line and its ladder, leading to its card; what matched in a `hit` is marked."""
    title = markup.marked(hit.title) if hit and spot.rung else Markup.escape(spot.title)
    beside = actions.buttons(spot, shelf)
    if hit and (not spot.line or not hit.title.marks or hit.snippet.text not in spot.line.text):
        beside = Markup('<p class="dk-small">{}</p>').format(markup.marked(hit.snippet)) + beside
    with actions.place(spot):
        st.html(
            Markup('<div class="dk-text"><p class="dk-asked"><strong>{}</strong> {}</p>{}{}</div>').format(
                spot.label, title, doubt.mark(view, spot), ladder.whole(spot, opened, beside)
            )
        )
        st.page_link(
            "kaarten.py",
            label=f"Vraag {spot.label} openen" if spot.rung else "Kaart openen",
            icon=":material/arrow_forward:",
            query_params=actions.address(spot),
        )


def kept(view: View, shelf: Belongings | None) -> bool:
    """What this visitor pinned, and what they opened last; whether there is any of it for this view."""
    if shelf is None:
        return False
    pins = view.spots(shelf.pins)
    recents = view.spots(ref for ref in shelf.recents if ref not in shelf.pins)
    for title, spots in (("Vastgezet", pins), ("Laatst geopend", recents)):
        if spots:
            st.header(title, anchor=False)
        for spot in spots:
            result(view, spot, shelf)
    return bool(pins or recents)


def _source(view: View, hit: Hit) -> None:
    source = view.dossier.source_by_id[hit.entry.id]
    title = Markup("<strong>{}</strong>").format(reference(source))
    if source.reference:
        title += Markup("<br>{}").format(source.title)
    st.html(Markup('<p class="dk-text">{}<br>{}</p>').format(title, markup.marked(hit.snippet)))
    if hit.entry.number is not None:
        card = view.card(hit.entry.number)
        label = f"Naar kaart {card.number}. {card.title}"
        st.page_link("kaarten.py", label=text.plain(label), query_params=session.address(kaart=card.number))
