"""Differences: what went and what came, as words that are read and read aloud, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from debatkit import Change, FieldDifference, Run
from pages.shared.markup import joined

_RUNS = {
    Change.SAME: Markup("{}"),
    Change.GONE: Markup('<del><span class="dk-aloud">verwijderd: </span>{}</del>'),
    Change.NEW: Markup('<ins><span class="dk-aloud">toegevoegd: </span>{}</ins>'),
}


def shown(differences: Sequence[FieldDifference]) -> Markup:
    """Each field that differs, under its name."""
    if not differences:
        return Markup('<p class="dk-text">Er is geen verschil.</p>')
    fields = (
        Markup('<p class="dk-label">{}</p><p class="dk-difference">{}</p>').format(each.label, _runs(each.runs))
        for each in differences
    )
    return Markup('<div class="dk-text">{}</div>').format(joined(fields))


def beside(differences: Sequence[FieldDifference]) -> tuple[Markup, Markup]:
    """The fields that differ as they were and as they became, to stand side by side."""
    return _side(differences, Change.NEW), _side(differences, Change.GONE)


def _side(differences: Sequence[FieldDifference], without: Change) -> Markup:
    fields = (
        Markup('<p class="dk-label">{}</p><p class="dk-difference">{}</p>').format(
            each.label, _runs([run for run in each.runs if run.change is not without]) or "leeg"
        )
        for each in differences
    )
    return Markup('<div class="dk-text">{}</div>').format(joined(fields))


def _runs(runs: Sequence[Run]) -> Markup:
    return joined(_RUNS[run.change].format(run.text) for run in runs)
