"""
Filters: which of the results are shown, each choice with the number of results that it would keep.

What is chosen stands in the address by its name on screen (?ministerie=BZK&status=Concept). Choices within one filter
add up, filters narrow each other. They are checkboxes because their labels change with each letter that is typed:
Streamlit knows a checkbox by its key, but a choice in a list by its label, and would forget it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from debatkit import STATUSES, Dossier, Entry, Hit, text


@dataclass(frozen=True)
class Filter:
    """One question to each result. `options` are its answers, each with its name on screen; `chosen` those that do."""

    name: str  # in the address
    attribute: str  # of an entry: what is asked
    label: str
    options: Mapping[str, str]
    chosen: frozenset[str] = frozenset()

    def key(self, option: str) -> str:
        return f"{self.name}-{option}"

    def of(self, entry: Entry) -> str | None:
        return getattr(entry, self.attribute)

    def keeps(self, entry: Entry) -> bool:
        return not self.chosen or self.of(entry) in self.chosen


def of_dossier(dossier: Dossier) -> tuple[Filter, ...]:
    """The filters that a dossier gives rise to, with what is chosen on the screen or in the address."""
    ministries = sorted({question.ministry for question in dossier.questions if question.ministry})
    label = dossier.theme_label[:1].upper() + dossier.theme_label[1:]
    made = (
        Filter("thema", "theme", label, {theme.id: theme.title for theme in dossier.themes}),
        Filter("ministerie", "ministry", "Ministerie", {each: each for each in ministries}),
        Filter("status", "status", "Status", {status.value: name for status, name in STATUSES.items()}),
    )
    return tuple(_chosen(each) for each in made if each.options)


def _chosen(filter_: Filter) -> Filter:
    """The filter with its choices: those of the screen, at the first sight of it those of the address."""
    wanted = st.query_params.get_all(filter_.name)
    chosen = [
        option
        for option, shown in filter_.options.items()
        if st.session_state.setdefault(filter_.key(option), shown in wanted)
    ]
    names = [filter_.options[option] for option in chosen]
    if names != wanted:
        st.query_params[filter_.name] = names
    return replace(filter_, chosen=frozenset(chosen))


def clear(filters: Sequence[Filter]) -> None:
    """Take all choices back."""
    for each in filters:
        for option in each.options:
            st.session_state[each.key(option)] = False


def kept(filters: Sequence[Filter], hits: Sequence[Hit]) -> list[Hit]:
    """The results that all filters keep."""
    return [hit for hit in hits if all(each.keeps(hit.entry) for each in filters)]


def choice(filters: Sequence[Filter], hits: Sequence[Hit], searched: bool) -> None:
    """The filters to choose from; once something was `searched`, each option with what it would keep of `hits`."""
    count = sum(len(each.chosen) for each in filters)
    with st.container(horizontal=True, key="filterbalk"):
        with st.popover(f"Filters ({count})" if count else "Filters", icon=":material/filter_list:"):
            for each in filters:
                st.html(Markup('<p class="dk-label">{}</p>').format(each.label))
                found = Counter(
                    each.of(hit.entry) for hit in kept([other for other in filters if other is not each], hits)
                )
                for option, shown in each.options.items():
                    label = f"{shown} ({found[option]})" if searched else shown
                    st.checkbox(text.plain(label), key=each.key(option), persist_state="session")
        if count:
            st.button("Filters wissen", icon=":material/filter_list_off:", on_click=clear, args=[filters])
