"""Results: search results as people read them: what it is, the sentence that answers, and the line to copy."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from debatkit import Hit, Kind, Match, View, reference, text
from pages.shared import markup, nothing, session

GROUPS = {Kind.CARD: "Kaarten", Kind.QUESTION: "Vragen", Kind.SOURCE: "Bronnen"}
SHOWN = {Kind.CARD: 3, Kind.QUESTION: 10, Kind.SOURCE: 5}


def listed(view: View, query: str, hits: Sequence[Hit], more: bool = False) -> None:
    """The results by group; `more` when there are others that were not counted."""
    if not any(hit.match is Match.ANSWERS for hit in hits):
        st.warning("Geen kaart beantwoordt dit. Hieronder staat wat er het dichtst bij komt.", icon=":material/info:")
        nothing.proposals(view, query)
    st.caption(counted(hits, more))
    for kind, title in GROUPS.items():
        several = of_kind(hits, kind)
        if several:
            st.header(title, anchor=False)  # no stop on the way from result to result
        for hit in several[: SHOWN[kind]]:
            result(view, hit)
        if len(several) > SHOWN[kind]:
            st.caption(f"De eerste {SHOWN[kind]} van {len(several)}. Met een woord erbij vindt u preciezer.")


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


def result(view: View, hit: Hit) -> None:
    """One result, leading to its card at its question."""
    entry = hit.entry
    if entry.kind is Kind.SOURCE:
        _source(view, hit)
        return
    card = view.card(entry.cards[0])
    rung = next((each for each in card.questions if each.question.id == entry.id), None)
    title = markup.marked(hit.title) if rung else Markup.escape(card.title)
    label = rung.label if rung else str(card.number)
    line = rung.question.line if rung else card.line
    pieces = [Markup("<p><strong>{}</strong> {}</p>").format(label, title)]
    if not line or not hit.title.marks or hit.snippet.text not in line.text:
        pieces.append(Markup('<p class="dk-small">{}</p>').format(markup.marked(hit.snippet)))
    st.html(Markup('<div class="dk-text">{}</div>').format(markup.joined(pieces)))
    if line:
        st.code(line.text, language=None, wrap_lines=True)
    asked = entry.id if rung else None
    where = f"Vraag {label} openen" if rung else "Kaart openen"
    st.page_link(
        "kaarten.py",
        label=where,
        icon=":material/arrow_forward:",
        query_params=session.address(kaart=card.number, vraag=asked),
    )


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
