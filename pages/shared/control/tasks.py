"""Tasks: what the checks found, errors first, to be filtered, each leading to the place to mend it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from debatkit import GENERAL, RULE_NAMES, SEVERITY_NAMES, Dossier, Severity, Task, View, text
from pages.shared import filters, session, waiting
from pages.shared.filters import Filter
from pages.shared.markup import joined

A_PAGE = 20
NOBODY = "Zonder ministerie"
MINE = "van-mij"


def show(view: View) -> None:
    """The list; or that there is nothing in it, and what that means."""
    found = waiting.on(partial(view.tasks, datetime.date.today()), "Alle vragen worden nagekeken")
    errors = sum(each.severity is Severity.ERROR for each in found)
    if not found:
        st.success(
            "De controle vindt niets: elk citaat staat in zijn bron, elke uitspraak heeft er een, en niets is te lang. "
            "Of een antwoord goed is, ziet de controle niet.",
            icon=":material/check:",
        )
        return
    st.markdown(f"**{_count(errors, 'fout', 'fouten')}** en {_count(len(found) - errors, 'waarschuwing')}.")
    st.caption("Een fout mag niet worden afgedrukt voor de bewindspersoon. Een waarschuwing moet iemand hebben gezien.")
    choices = _filters(view.dossier, found)
    mine = st.toggle("Alleen van mij", key=MINE, bind="query-params")
    chosen = [each for each in found if not mine or each.is_of(session.user())]
    filters.choice(choices, chosen, searched=True)
    kept = filters.kept(choices, chosen)
    if not kept:
        st.info("Met deze keuze blijft er niets over.")
        return
    _listed(kept, len(found))


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or f'{one}en'}"


def _filters(dossier: Dossier, found: Sequence[Task]) -> tuple[Filter, ...]:
    """A filter for each thing that tasks differ in, with the options that occur."""
    rules = sorted({each.rule for each in found}, key=RULE_NAMES.__getitem__)
    ministries = sorted({each.ministry for each in found}, key=lambda each: (each is None, each or ""))
    themes = {each.theme for each in found}
    numbers = {each.number: each.name or f"Aanbeveling {each.number}" for each in dossier.recommendations}
    cards = {each: numbers.get(each, "Algemene lijn") for each in sorted({GENERAL, *numbers})}
    there = {each.card for each in found}
    made = (
        Filter("ernst", "severity", "Ernst", SEVERITY_NAMES),
        Filter("regel", "rule", "Wat er is", {rule: RULE_NAMES[rule] for rule in rules}),
        Filter("voor", "ministry", "Ministerie", {each: each or NOBODY for each in ministries}),
        Filter(
            "opgave",
            "theme",
            dossier.theme_label.capitalize(),
            {each.id: each.title for each in dossier.themes if each.id in themes},
        ),
        Filter("bij", "card", "Kaart", {each: f"{each}. {name}" for each, name in cards.items() if each in there}),
    )
    return tuple(filters.chosen(each) for each in made if len(each.options) > 1)


def _listed(kept: Sequence[Task], total: int) -> None:
    pages = -(-len(kept) // A_PAGE)
    st.caption(f"{len(kept)} van {total}" if len(kept) < total else f"{total} in totaal")
    page = st.pagination(pages, key=f"controle-blad-{len(kept)}") if pages > 1 else 1
    shown = kept[(page - 1) * A_PAGE : page * A_PAGE]
    st.html(Markup('<ul class="dk-tasks">{}</ul>').format(joined(_line(each) for each in shown)))


def _line(task: Task) -> Markup:
    """What is wrong; below it which item that is, whose, and where it is mended."""
    severity = Markup('<strong class="dk-{}">{}:</strong>').format(task.severity.value, SEVERITY_NAMES[task.severity])
    where = [edit_link(task.kind, task.item, task.label), Markup.escape(task.ministry or NOBODY.lower())]
    if task.file:
        line = f", regel {task.line}" if task.line else ""
        where.append(Markup("<code>{}</code>{}").format(task.file, line))
    return Markup('<li>{} {}<br><span class="dk-small">{}</span></li>').format(
        severity, task.message, Markup(" · ").join(where)
    )


def edit_link(kind: str, name: str, label: str) -> Markup:
    """A link to the form of an item."""
    query = "&".join(f"{key}={value}" for key, value in session.address(onderdeel=f"{kind}:{name}").items())
    return Markup('<a href="bewerken?{}" target="_self">{}</a>').format(query, text.capital(label))
