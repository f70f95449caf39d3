"""Oefenen: the app asks, the visitor finds the answer, and the time is shown; results per card, never per person."""

import streamlit as st

from debatkit import text
from pages.shared import answer, exercise, practised, session

view = session.current_view()

st.title("Oefenen")
if not exercise.can_begin(view):
    st.info("Er zijn nog geen vragen om mee te oefenen.")
    st.stop()
if not exercise.running(view):
    st.html(
        '<p class="dk-text">Debatkit stelt vragen zoals een Kamerlid ze kan stellen. Zoek het antwoord met uw eigen '
        "woorden; u ziet hoe lang het duurde. Bijgehouden wordt welke kaarten goed te vinden zijn, niet wie zocht.</p>"
    )
    exercise.order(runs=False)
    st.button(
        "Begin", icon=":material/play_arrow:", type="primary", on_click=exercise.begin, args=[view], key="oefenen-begin"
    )
    practised.results_so_far(view)
    st.stop()
if exercise.done():
    st.success(f"U hebt alle {exercise.count()} vragen gehad.", icon=":material/check:")
    st.button("Nog eens, anders geordend", icon=":material/replay:", on_click=exercise.stop, key="oefenen-opnieuw")
    exercise.order(runs=True)
    practised.results_so_far(view)
    st.stop()

current = exercise.current()
st.caption(f"Vraag {exercise.place() + 1} van {exercise.count()}, volgorde {exercise.seed()}")
st.subheader(text.plain(current.text), anchor=False)


@st.fragment
def _find() -> None:
    session.still_allowed(view)
    if exercise.outcome():
        answer.told(view, current)
        return
    query = st.text_input(
        "Zoek het antwoord",
        type="search",
        live="200ms",
        key=f"oefenen-{exercise.place()}",
        placeholder="Een woord of een hele vraag",
    )
    exercise.choices(view, current, (query or "").strip())
    st.button("Ik vind het niet", icon=":material/help:", on_click=exercise.give_up, args=[view, current, query or ""])


_find()
last = exercise.place() + 1 == exercise.count()
with st.container(horizontal=True):
    st.button(
        "Naar de uitslag" if last else "Volgende vraag",
        icon=":material/arrow_forward:",
        on_click=exercise.go_on,
        key="oefenen-verder",
    )
    st.button("Stop", icon=":material/stop:", on_click=exercise.stop)
exercise.order(runs=True)
practised.results_so_far(view)
