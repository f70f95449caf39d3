"""
Nothing: what to do when a search gives no answer: other words, other filters, or a question to be added.

How a question is added is for who prepares the debate; others are told who does.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from debatkit import (
    Audience,
    Hit,
    Match,
    Question,
    View,
    text,
    unquoted,
    written,
)
from pages.shared import asking, markup

SHORTEST = 3  # letters; fewer are the beginning of a word, unless something is called so ("AI")
PROPOSED = 6  # words; more is no help in ten seconds
LONGEST = 300  # characters of a query that go into a question
BEFORE = Markup(
    '<ol class="dk-text"><li>Open het bestand <code>{}</code>. Bestaat het nog niet, maak het dan.</li>'
    "<li>Zet dit onderaan:</li></ol>"
)
AFTER = Markup(
    '<ol class="dk-text" start="3"><li>Hoort de vraag bij een aanbeveling? Zet haar dan in het bestand van dat thema, '
    "met <code>recommendations</code> erbij zoals bij de andere vragen daar, en geef haar het eerste vrije nummer van "
    "die aanbeveling.</li>"
    "<li>Sla het bestand op. Met de volgende klik is de vraag te vinden, als concept en alleen intern.</li></ol>"
)


def yet(query: str, hits: Sequence[Hit]) -> bool:
    """Whether too little is typed to say anything of: what is shown would jump with the next letter."""
    size = sum(map(str.isalnum, query))
    if not size or size >= SHORTEST or any(map(str.isdigit, query)):
        return False
    return size == 1 or not any(hit.match is Match.ANSWERS for hit in hits)


def found(view: View, query: str) -> None:
    """Nothing was found: say so, propose the nearest words, and tell how the question gets its answer."""
    if rest := unquoted(query):
        _quoted(rest)
        return
    st.warning("Geen resultaat: geen kaart, vraag of bron lijkt op wat u typte.", icon=":material/search_off:")
    proposals(view, query)
    asking.offer(view, query, ())
    if view.audience is Audience.INTERNAL:
        _how_to_add(view, query)
    else:
        _whom_to_tell(view)


def near(view: View, query: str, hits: Sequence[Hit]) -> None:
    """Nothing answers, something comes near: that first, with what can be said meanwhile, and whom to ask."""
    st.warning("Geen kaart beantwoordt dit. Hieronder staat wat er het dichtst bij komt.", icon=":material/info:")
    theme = view.nearest_theme(hits)
    if theme and theme.holding:
        st.html(
            Markup('<div class="dk-text"><p class="dk-label">Intussen kunt u zeggen ({}: {})</p>{}</div>').format(
                view.dossier.theme_label, theme.title, markup.line(theme.holding, view.dossier.source_by_id)
            )
        )
    asking.offer(view, query, hits)
    proposals(view, query)


def kept(count: int) -> None:
    """The filters hide all `count` results; the button that takes them off stands above."""
    there = "is er 1 resultaat" if count == 1 else f"zijn er {count} resultaten"
    st.warning(f"Geen resultaat met deze filters. Zonder filters {there}.", icon=":material/filter_list_off:")


def proposals(view: View, query: str) -> None:
    """The words of the dossier that look most like what was typed, each of them one click away."""
    words = view.nearest_words(query)[:PROPOSED]
    if not words:
        return
    st.markdown("Bedoelt u:")
    with st.container(horizontal=True, key="voorstellen"):
        for word in words:
            st.button(text.plain(word), key=f"voorstel-{word}", on_click=_search_for, args=[word])


def _quoted(rest: str) -> None:
    """The quotation marks are why nothing was found: one action takes them off."""
    st.warning(
        "Nergens staan precies deze woorden achter elkaar; daar vragen de aanhalingstekens om.",
        icon=":material/search_off:",
    )
    st.button("Zoek zonder aanhalingstekens", icon=":material/search:", on_click=_search_for, args=[rest])


def _search_for(word: str) -> None:
    st.session_state["q"] = word


def _how_to_add(view: View, query: str) -> None:
    number = view.free_number()
    asked = "".join(each if each.isprintable() else " " for each in query)
    question = Question(
        id=f"nieuwe-vraag-{number}",
        number=number,
        question=" ".join(asked.split())[:LONGEST],
        open=("Antwoord nog te schrijven",),
    )
    alone = view.dossier.model_copy(update={"questions": (question,)})
    name, content = next((name, text) for name, text in written(alone).items() if name.startswith("qa/"))
    st.header("Deze vraag toevoegen", anchor=False)
    st.html(BEFORE.format(name))
    st.code(content, language=None)
    st.html(AFTER)


def _whom_to_tell(view: View) -> None:
    debate = view.dossier.debate
    names = {ministry.code: ministry.name for ministry in debate.ministries}
    who = debate.coordinator
    name = f"{names[who]} ({who})" if who in names else who
    told = f"de coördinator van dit debat: {name}" if name else "wie dit dossier bijhoudt"
    st.info(f"Is dit een vraag die gesteld kan worden? Geef haar door aan {text.plain(told)}.", icon=":material/forum:")
