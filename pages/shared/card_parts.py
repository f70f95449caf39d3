"""Card parts: one card drawn top to bottom, each part a function."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import STANCES, STATUSES, Belongings, Card, Layout, Rung, Selection, Spot, Statement, View, text
from pages.shared import actions, doubt, ladder, markup, mine, printing, session
from pages.shared.markup import joined

QUESTIONS_A_PAGE = 20
GAPS_A_PAGE = 20


def entry(view: View, card: Card, shelf: Belongings | None) -> None:
    """A card in the list: its name, leading to it, its line, and what can be done with it."""
    with actions.place(Spot(card)):
        st.page_link(
            "kaarten.py",
            label=f"{card.number}. {text.plain(card.title)}",
            icon=":material/style:",
            query_params=session.address(kaart=card.number),
        )
        heading = card.heading if card.recommendation else (card.line.text if card.line else "")
        st.html(
            Markup('{}<p class="dk-text dk-small">{}</p>{}').format(
                doubt.mark(view, Spot(card), short=True),
                heading or "Nog zonder woordvoeringslijn.",
                actions.buttons(Spot(card), shelf, short=True),
            )
        )


def recommendation(card: Card, literal: bool) -> None:
    """What the advisory report asks; between quotation marks only where it is literal."""
    if card.recommendation is None:
        return
    if literal:
        body = Markup("<p>„{}”</p>").format(card.recommendation.text)
    else:
        note = "omschrijving, niet de letterlijke tekst"
        body = Markup('<p>{} <span class="dk-note">({})</span></p>').format(card.recommendation.text, note)
    st.html(Markup('<div class="dk-text">{}</div>').format(body))
    st.badge(f"Standpunt: {STANCES[card.stance].lower()}", icon=":material/gavel:", color="gray")


def position(view: View, card: Card) -> None:
    """The line, large; what is done, planned and sensitive; the sources."""
    st.header("Woordvoeringslijn")
    spot = Spot(card)
    if doubted := doubt.mark(view, spot):
        st.html(doubted)
    if card.line is None:
        st.info("Er is nog geen woordvoeringslijn voor deze kaart.")
    else:
        st.html(ladder.line(spot))
    with actions.place(spot):
        st.html(actions.buttons(spot, mine.shelf()))
    if card.position is None:
        return
    parts = (
        ("Wat er is", card.position.done),
        ("Wat er komt", card.position.planned),
        ("Gevoelig", card.position.sensitive),
    )
    body = joined(markup.several(title, statements, card.source_by_id) for title, statements in parts)
    if body:
        st.html(Markup('<div class="dk-text">{}</div>').format(body))
    said = [*([card.line] if card.line else []), *(each for _, several in parts for each in several)]
    _sources(card, said, f"bronnen-{card.id}")


def questions(view: View, card: Card, opened: str | None) -> None:
    """The expected questions, each folded; the one in the address is open."""
    st.header(f"Verwachte vragen ({len(card.questions)})")
    if not card.questions:
        st.info("Er zijn nog geen verwachte vragen bij deze kaart.")
        return
    pages = -(-len(card.questions) // QUESTIONS_A_PAGE)
    found = card.asked.places.get(opened or "", 0)
    page = st.pagination(pages, default=found // QUESTIONS_A_PAGE + 1, key=f"pagina-{card.id}") if pages > 1 else 1
    shelf = mine.shelf()
    for rung in card.questions[(page - 1) * QUESTIONS_A_PAGE : page * QUESTIONS_A_PAGE]:
        spot = Spot(card, rung)
        mark = f" {doubt.LABEL}" if spot.ref in view.doubted else ""
        label = f"**{rung.label}** {text.plain(rung.question.question)}{mark}"
        key = f"vraag-{card.id}-{rung.question.id}"
        with actions.place(spot):
            is_open = rung.question.id == opened
            with st.expander(label, expanded=is_open, on_change=_opened, args=[view, spot.ref, key], key=key) as box:
                if box.open:
                    _question(view, spot, shelf)
            if not box.open:
                st.html(actions.buttons(spot, shelf, short=True))


def _opened(view: View, ref: str, key: str) -> None:
    if st.session_state.get(key):
        actions.opened(view, ref)


def _question(view: View, spot: Spot, shelf: Belongings | None) -> None:
    card, rung = spot.card, spot.rung
    question = rung.question
    st.html(Markup('<p class="dk-small">{}</p>').format(_facts(rung)))
    st.html(
        Markup('<div class="dk-text">{}{}{}</div>').format(
            doubt.mark(view, spot),
            ladder.whole(spot, 1, actions.buttons(spot, shelf)),
            markup.texts("Nog aan te vullen", question.open),
        )
    )
    said = [*([question.line] if question.line else []), *question.answer, *question.facts]
    said += [each for step in question.follow_ups for each in (step.line, *step.answer)]
    _sources(card, said, f"bronnen-{card.id}-{question.id}")


def _facts(rung: Rung) -> str:
    question = rung.question
    time = text.speaking_time(rung.answer_seconds or rung.line_seconds)
    parts = [question.speaker or question.ministry, f"{time} spreektijd", STATUSES[question.status]]
    if question.valid_until:
        parts.append(f"geldig tot en met {text.dutch_date(question.valid_until)}")
    return " · ".join(part for part in parts if part)


def _sources(card: Card, said: list[Statement], key: str) -> None:
    count = len({citation.source for each in said for citation in each.citations})
    if not count:
        return
    with st.expander(f"Bronnen ({count})", icon=":material/menu_book:", on_change="rerun", key=key) as box:
        if box.open:
            st.html(Markup('<div class="dk-text">{}</div>').format(markup.cited(said, card.source_by_id)))


def remarks(card: Card) -> None:
    """Remarks from the coordination, where the viewer may see them."""
    if not card.remarks:
        return
    st.header("Opmerkingen uit de afstemming")
    body = []
    for remark in card.remarks:
        both = [each for each in (remark.request, remark.outcome) if each]
        body.append(markup.several(remark.ministry or "Procedure", both, card.source_by_id))
    st.html(Markup('<div class="dk-text">{}</div>').format(joined(body)))


def missing(card: Card) -> None:
    """What is missing on this card."""
    st.header("Wat ontbreekt")
    if not card.gaps:
        st.success("Op deze kaart ontbreekt niets.", icon=":material/check:")
        return
    pages = -(-len(card.gaps) // GAPS_A_PAGE)
    page = st.pagination(pages, key=f"ontbreekt-{card.id}-{pages}") if pages > 1 else 1
    shown = [gap.message for gap in card.gaps[(page - 1) * GAPS_A_PAGE : page * GAPS_A_PAGE]]
    st.html(Markup('<div class="dk-text">{}</div>').format(markup.texts("", shown)))


def on_paper(view: View, card: Card) -> None:
    """Print this one card."""
    selection = Selection(recommendations=(card.number,))
    label = "Deze kaart afdrukken (pdf)"
    printing.downloads(view, selection, Layout.BRIEFING, f"kaart-{card.number}", {"pdf": label})
