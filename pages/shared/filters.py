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
from typing import TypeVar

import streamlit as st
from markupsafe import Markup

from debatkit import STATUSES, Entry, Hit, Task, View, text

Option = str | int | None
FoundT = TypeVar("FoundT", Hit, Task)


@dataclass(frozen=True)
class Filter:
    """A question to each result or task. `options` are its answers, each with its name on screen; `chosen` counts."""

    name: str  # in the address
    attribute: str  # of an entry or a task: what is asked
    label: str
    options: Mapping[Option, str]
    chosen: frozenset[Option] = frozenset()

    def key(self, option: Option) -> str:
        return f"{self.name}-{option}"

    def of(self, entry: Entry | Task) -> Option:
        return getattr(entry, self.attribute)

    def keeps(self, entry: Entry | Task) -> bool:
        return not self.chosen or self.of(entry) in self.chosen


def of_view(view: View) -> tuple[Filter, ...]:
    """The filters that a dossier gives rise to, with what is chosen on the screen or in the address."""
    dossier = view.dossier
    label = dossier.theme_label[:1].upper() + dossier.theme_label[1:]
    made = (
        Filter("thema", "theme", label, {theme.id: theme.title for theme in dossier.themes}),
        Filter("ministerie", "ministry", "Ministerie", {each: each for each in view.ministries}),
        Filter("status", "status", "Status", {status.value: name for status, name in STATUSES.items()}),
    )
    return tuple(chosen(each) for each in made if each.options)


def chosen(filter_: Filter) -> Filter:
    """The filter with its choices: those of the screen, at the first sight of it those of the address."""
    wanted = st.query_params.get_all(filter_.name)
    options = [
        option
        for option, shown in filter_.options.items()
        if st.session_state.setdefault(filter_.key(option), shown in wanted)
    ]
    names = [filter_.options[option] for option in options]
    if names != wanted:
        st.query_params[filter_.name] = names
    return replace(filter_, chosen=frozenset(options))


def clear(filters: Sequence[Filter]) -> None:
    """Take all choices back."""
    for each in filters:
        for option in each.options:
            st.session_state[each.key(option)] = False


def kept(filters: Sequence[Filter], found: Sequence[FoundT]) -> list[FoundT]:
    """The results or tasks that all filters keep."""
    return [each for each in found if all(filter_.keeps(_asked(each)) for filter_ in filters)]


def _asked(found: Hit | Task) -> Entry | Task:
    """What a filter looks at: of a search result, what was found."""
    return found.entry if isinstance(found, Hit) else found


def choice(filters: Sequence[Filter], found: Sequence[Hit] | Sequence[Task], searched: bool) -> None:
    """The filters to choose from; once something was `searched`, each option with what it would keep of `found`."""
    count = sum(len(each.chosen) for each in filters)
    with st.container(horizontal=True, key="filterbalk"):
        with st.popover(f"Filters ({count})" if count else "Filters", icon=":material/filter_list:"):
            for each in filters:
                st.html(Markup('<p class="dk-label">{}</p>').format(each.label))
                others = [other for other in filters if other is not each]
                counts = Counter(each.of(_asked(one)) for one in kept(others, found))
                for option, shown in each.options.items():
                    label = f"{shown} ({counts[option]})" if searched else shown
                    st.checkbox(text.plain(label), key=each.key(option), persist_state="session")
        if count:
            st.button("Filters wissen", icon=":material/filter_list_off:", on_click=clear, args=[filters])
