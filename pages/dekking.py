"""Dekking: cards against angles, with holes, drafts and overdue answers, each leading to where it is mended."""

import datetime
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from debatkit import Action, Audience, Cell, allowed, grid, text
from pages.shared import session
from pages.shared.editor import making
from pages.shared.markup import joined

st.set_page_config(layout="wide")  # a column for each angle
view = session.current_view()
table = grid(view.cards, datetime.date.today())
desk = session.desk()

st.title("Dekking")
st.caption(
    "Per kaart en invalshoek: hoeveel vragen er zijn, en wat nog niet af is. "
    + ("Een cel brengt u naar de plek om het te herstellen." if desk else "Een cel brengt u naar de kaart.")
)


def _words(cell: Cell) -> str:
    if not cell.rungs:
        return "geen"
    states = ((cell.unanswered, "zonder antwoord"), (cell.overdue, "verlopen"), (cell.drafts, "concept"))
    parts = [f"{count} {word}" for count, word in states if count]
    if len(parts) == 1 and parts[0].startswith(f"{len(cell.rungs)} "):
        return parts[0]
    return ", ".join([str(len(cell.rungs)), *parts])


def _where(cell: Cell) -> tuple[str, Mapping[str, str]]:
    """The page and address where a cell is mended by this visitor; where they may not, or need not, the card."""
    if cell.to_mend:
        question = cell.to_mend.question
        if desk and allowed(desk.user, Action.EDIT, question.ministry):
            return "bewerken", session.address(onderdeel=f"question:{question.id}")
        return "kaarten", session.address(kaart=cell.card.number, vraag=question.id)
    if cell.rungs:
        return "kaarten", session.address(kaart=cell.card.number, vraag=cell.rungs[0].question.id)
    if desk:
        return "bewerken", making.address(kaart=cell.card.number, invalshoek=cell.angle)
    return "kaarten", session.address(kaart=cell.card.number)


def _link(cell: Cell) -> Markup:
    if not (cell.rungs or cell.hole):  # every question of the card has an angle
        return Markup("<td></td>")
    page, query = _where(cell)
    css = "dk-cell" if cell.ready else "dk-cell dk-missing"
    told = Markup('<span class="dk-aloud">, {}, kaart {}</span>').format(_named(cell.angle).lower(), cell.card.number)
    return Markup('<td class="{}"><a href="{}?{}" target="_self">{}{}</a></td>').format(
        css, page, urlencode(query), _words(cell), told
    )


def _named(angle: str | None) -> str:
    return text.capital(angle or "zonder invalshoek")


if not table.angles:
    st.info("Er zijn nog geen vragen. Maak er een onder Bewerken; daar geeft u haar ook een invalshoek.")
else:
    questions = {rung.question.id: rung.question for card in view.cards for rung in card.questions}
    cells = [cell for _, row in table.rows for cell in row]
    st.html(
        Markup(
            '<p class="dk-text">{} vragen; {} lege cellen, {} met een concept, {} met een verlopen antwoord.</p>'
        ).format(
            len(questions),
            len(table.holes),
            sum(bool(cell.drafts) for cell in cells),
            sum(bool(cell.overdue) for cell in cells),
        )
    )
    head = joined(Markup('<th scope="col">{}</th>').format(each) for each in ("Kaart", *map(_named, table.angles)))
    rows = joined(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(f"{card.number}. {card.title}", joined(map(_link, row)))
        for card, row in table.rows
    )
    st.html(
        Markup(
            '<div class="dk-scroll" tabindex="0"><table class="dk-table">'
            "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
        ).format(head, rows)
    )
if view.audience is Audience.PUBLIC and session.sees_internal():
    st.caption(text.plain("U ziet de openbare vragen. Zet de weergave op Intern om alles te zien."))
