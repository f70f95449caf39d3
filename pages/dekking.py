"""Dekking: cards against angles, with holes, drafts and overdue answers, each leading to where it is mended."""

import datetime

import streamlit as st
from markupsafe import Markup

from debatkit import Audience, Cell, grid, text
from pages.shared import session
from pages.shared.markup import joined

st.set_page_config(layout="wide")  # a column for each angle
view = session.current_view()
table = grid(view.cards, datetime.date.today())

st.title("Dekking")
st.caption("Per kaart en invalshoek: hoeveel vragen er zijn, en wat nog niet af is. Een cel brengt u naar de kaart.")


def _words(cell: Cell) -> str:
    if not cell.rungs:
        return "geen"
    states = ((cell.unanswered, "zonder antwoord"), (cell.overdue, "verlopen"), (cell.drafts, "concept"))
    parts = [f"{count} {word}" for count, word in states if count]
    if len(parts) == 1 and parts[0].startswith(f"{len(cell.rungs)} "):
        return parts[0]
    return ", ".join([str(len(cell.rungs)), *parts])


def _link(cell: Cell) -> Markup:
    first = cell.rungs[0].question.id if cell.rungs else None
    query = "&".join(f"{name}={value}" for name, value in session.address(kaart=cell.card.number, vraag=first).items())
    css = "dk-cell" if cell.ready else "dk-cell dk-missing"
    return Markup('<td class="{}"><a href="kaarten?{}" target="_self">{}</a></td>').format(css, query, _words(cell))


if not table.angles:
    st.info("Er zijn nog geen vragen met een invalshoek. Zet er een bij 'angle' in de vraag.")
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
    head = joined(Markup('<th scope="col">{}</th>').format(each.capitalize()) for each in ("Kaart", *table.angles))
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
