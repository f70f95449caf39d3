"""Fields: texts that are typed; what is typed goes into the form's values with each pause."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import Values, text
from pages.shared.editor.work import Form
from pages.shared.entrance import entrance

PAUSE = "700ms"  # browser/writing.js has the same for areas, which Streamlit reads only when they are left

LONGEST_DOCUMENT = 200_000  # signs: what a browser hands over with each pause, and what is kept while it is not saved


def line(form: Form, holder: Values, name: str, label: str, key: str) -> None:
    """A text of one line."""
    _begin(holder, name, key)
    holder[name] = st.text_input(label, key=key, disabled=form.locked, live=PAUSE)


def area(form: Form, holder: Values, name: str, label: str, key: str, labelled: bool = True) -> None:
    """A text of several lines."""
    _begin(holder, name, key)
    shown = "visible" if labelled else "collapsed"
    holder[name] = st.text_area(label, key=key, disabled=form.locked, label_visibility=shown, height="content")


def document(form: Form, holder: Values, name: str, label: str, key: str) -> None:
    """The whole text of a source, unless that is too long to type in."""
    if len(holder.get(name) or "") > LONGEST_DOCUMENT:
        st.markdown(f"**{label}**")
        st.caption("Deze tekst is te lang om hier te wijzigen. Wijzig het bestand van de bron, en lees het in.")
        return
    _begin(holder, name, key)
    holder[name] = st.text_area(label, key=key, disabled=form.locked, height=400, max_chars=LONGEST_DOCUMENT)


def lines(form: Form, holder: Values, name: str, label: str, key: str) -> None:
    """Several texts, each on a line."""
    if key not in st.session_state:
        st.session_state[key] = "\n".join(holder.get(name) or ())
    typed = st.text_area(f"{label}: een per regel", key=key, disabled=form.locked, height="content")
    holder[name] = (typed or "").splitlines()


def _begin(holder: Values, name: str, key: str) -> None:
    if key not in st.session_state:  # from then on what is typed is what counts
        st.session_state[key] = holder.get(name) or ""


def pace(form: Form) -> int:
    """How many words a minute who answers says, as the settings have it."""
    work = form.work
    chosen = st.session_state.get(work.key("speaker"), work.data.get("speaker"))  # it stands below
    return entrance().settings.words_a_minute.of(chosen)


def count(form: Form, said: str, limit: int) -> None:
    """How many words these are, how long they take to say, and whether that is too long.

    The browser counts the same while somebody types (browser/writing.js).
    """
    number = len(text.words(said))
    time = text.speaking_time(text.speaking_seconds(said, pace(form)))
    over = f" Houd het onder {limit} woorden." if number > limit else ""
    unit = "woord" if number == 1 else "woorden"
    st.html(Markup('<p class="dk-small dk-count">{} {}, {} spreektijd.{}</p>').format(number, unit, time, over))
