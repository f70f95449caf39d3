"""Overzicht: the debate, the general line, what there is and what is missing, and the way here."""

from itertools import groupby

import streamlit as st
from markupsafe import Markup

from debatkit import GENERAL, STANCES, Audience, Coverage, Spot, ToDo, coverage, text, to_do
from pages.shared import doubt, markup, session
from pages.shared.markup import joined

SHOWN = 10  # points a ministry before the rest is folded away

view = session.current_view()
dossier = view.dossier
debate = dossier.debate

st.title(text.plain(f"{debate.kind[:1].upper()}{debate.kind[1:]} {debate.title}"))
when = text.dutch_date(debate.date) + (f", {text.dutch_time(debate.time)}" if debate.time else "")
facts = [("Wanneer", when), ("Commissie", debate.committee)]
if debate.earlier_dates:
    facts.append(("Stond eerder op", ", ".join(text.dutch_date(each) for each in debate.earlier_dates)))
names = {ministry.code: ministry.name for ministry in debate.ministries}
if debate.coordinator:
    facts.append(("Coördinatie", f"{names.get(debate.coordinator, '')} ({debate.coordinator})".strip()))
if debate.signatories:
    facts.append(("Namens het kabinet", "; ".join(each.title for each in debate.signatories)))
st.html(
    Markup('<div class="dk-text"><p>{}</p>{}</div>').format(
        dossier.title, joined(Markup("<p><strong>{}:</strong> {}</p>").format(name, value) for name, value in facts)
    )
)

st.header("Algemene lijn")
general = view.card(GENERAL)
if general.line:
    st.html(doubt.mark(view, Spot(general)) + markup.line(general.line, general.source_by_id, large=True))
else:
    st.info("Er is nog geen algemene lijn. Zet haar in positions.yaml, als standpunt zonder aanbeveling.")
st.page_link("kaarten.py", label="Naar de kaart met de algemene lijn", query_params=session.address(kaart=GENERAL))


def _row(row: Coverage) -> Markup:
    card = row.card
    query = "&".join(f"{name}={value}" for name, value in session.address(kaart=card.number).items())

    def cell(words: str, there: bool = True) -> Markup:
        css = "dk-cell" if there else "dk-cell dk-missing"
        return Markup('<td class="{}"><a href="kaarten?{}" target="_self">{}</a></td>').format(css, query, words)

    stance = STANCES[card.stance] if card.recommendation else ("ja" if row.has_line else "ontbreekt")
    cells = [
        cell(stance if row.has_line else "geen lijn", row.has_line),
        cell(str(row.done) if row.done else "geen", bool(row.done)),
        cell(str(row.planned) if row.planned else "geen", bool(row.planned)),
        cell(str(row.questions) if row.questions else "geen", bool(row.questions)),
        cell(f"{row.sourced} van\u00a0{row.claims}", row.sourced == row.claims),
        cell(f"{row.approved} van {row.questions}", bool(row.questions) and row.approved == row.questions),
        cell(f"{len(card.gaps)} open" if card.gaps else "niets", not card.gaps),
    ]
    name = Markup('<th scope="row"><a href="kaarten?{}" target="_self">{}</a></th>').format(query, card.title)
    return Markup("<tr>{}{}</tr>").format(name, joined(cells))


st.header("Wat er is en wat ontbreekt")
head = ("Kaart", "Standpunt", "Gedaan", "Gepland", "Vragen", "Met bron", "Akkoord", "Ontbreekt")
st.html(
    Markup(
        '<div class="dk-scroll" tabindex="0"><table class="dk-table">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(
        joined(Markup('<th scope="col">{}</th>').format(each) for each in head),
        joined(_row(coverage(card)) for card in view.cards),
    )
)

st.header("Wat nog moet gebeuren")
work = sorted(to_do(view.cards), key=lambda each: (each.ministry is None, each.ministry or ""))
if not work:
    st.success("Er staat niets open.", icon=":material/check:")


def _point(each: ToDo) -> Markup:
    query = "&".join(f"{name}={value}" for name, value in session.address(kaart=each.card.number).items())
    place = f"vraag {each.label}" if each.label else each.card.title
    return Markup('<li>{} (<a href="kaarten?{}" target="_self">{}</a>)</li>').format(each.message, query, place)


for ministry, points in groupby(work, key=lambda each: each.ministry):
    several = list(points)
    with st.expander(
        f"{ministry or 'Nog te verdelen'}: {len(several)}", on_change="rerun", key=f"werk-{ministry}"
    ) as box:
        if box.open:
            st.html(Markup('<ul class="dk-text">{}</ul>').format(joined(_point(each) for each in several)))

st.header("De weg naar dit debat")
if dossier.milestones:
    sources = dossier.source_by_id
    steps = [
        markup.several("", [each], sources) if each.audience is Audience.INTERNAL else markup.paragraphs(each, sources)
        for each in sorted(dossier.milestones, key=lambda each: each.date or "")
    ]
    st.html(
        Markup('<ol class="dk-timeline">{}</ol>').format(joined(Markup("<li>{}</li>").format(step) for step in steps))
    )
else:
    st.info("Er zijn nog geen mijlpalen. Zet ze bij 'milestones' in debate.yaml.")
