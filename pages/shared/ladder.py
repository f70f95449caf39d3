"""
Ladder: an answer as HTML, step by step: the line large with its seconds, each further step folded below it.

The steps are folds of the browser's own, so that a key opens the next one without asking the server (browser/keys.js).
"""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from debatkit import Audience, Rise, Spot, Statement, Step, text
from pages.shared import markup
from pages.shared.markup import NOTHING, Sources, joined

NO_LINE = Markup('<p class="dk-note">Nog zonder kernboodschap.</p>')


def line(spot: Spot) -> Markup:
    """What is said first: large, with how long it takes."""
    if spot.line is None:
        return NO_LINE
    seconds = Markup('<p class="dk-small dk-seconds">{} spreektijd</p>').format(text.speaking_time(spot.seconds))
    return markup.line(spot.line, spot.card.source_by_id, large=True) + seconds


def whole(spot: Spot, opened: int = 0, beside: Markup = NOTHING) -> Markup:
    """The line, what stands `beside` it, and every step after it, the first `opened` of them unfolded."""
    steps = [step for step in spot.steps if step.rise is not Rise.LINE]
    return (
        line(spot)
        + beside
        + joined(_fold(step, spot.card.source_by_id, place < opened) for place, step in enumerate(steps))
    )


def _fold(step: Step, sources: Sources, is_open: bool) -> Markup:
    asked = Markup(": <em>{}</em>").format(step.asked) if step.asked else NOTHING
    return Markup(
        '<details class="dk-step"{}><summary>{}{} <span class="dk-small">({})</span></summary>{}</details>'
    ).format(
        Markup(" open") if is_open else "", step.title, asked, text.speaking_time(step.seconds), _said(step, sources)
    )


def _said(step: Step, sources: Sources) -> Markup:
    """The statements in their order; those that may not be said in their box."""
    found = []
    for hidden, several in groupby(step.said, key=_is_internal):
        body = joined(markup.paragraphs(each, sources) for each in several)
        found.append(markup.internal(step.title, body) if hidden else body)
    return joined(found)


def _is_internal(statement: Statement) -> bool:
    return statement.audience is Audience.INTERNAL
