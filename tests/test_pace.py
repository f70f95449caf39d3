"""Pace: how fast who speaks, and what is no pace."""

from __future__ import annotations

import doctest

import pytest

from debatkit import pace
from debatkit.pace import Pace

UNDERSTOOD = {
    "": Pace(),
    "110": Pace(110),
    "minister van OEV = 120": Pace(130, (("minister van oev", 120),)),
    " 110 ;; Minister  van OEV=120; staatssecretaris = 140;": Pace(
        110, (("minister van oev", 120), ("staatssecretaris", 140))
    ),
}
MISTAKEN = ("snel", "39", "301", "-130", "130,5", "²", "minister van OEV", "minister van OEV = ", "= 120", "130 = x")


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_a_usual_pace_and_exceptions_are_read(text):
    """Either may be left out; white space and case do not matter."""
    assert pace.read(text) == UNDERSTOOD[text]


@pytest.mark.parametrize("text", MISTAKEN)
def test_what_nobody_can_speak_at_is_refused(text):
    """With what stands there."""
    with pytest.raises(ValueError, match=r"kent alleen hele getallen|noemt bij"):
        pace.read(text)


def test_the_examples_are_right():
    """What the docstrings promise holds."""
    assert doctest.testmod(pace).failed == 0


def test_a_speakers_pace_is_in_the_seconds_of_their_answers(small, write):
    """A slower speaker takes longer for the same words, everyone else as long as before."""
    from debatkit.cards import briefing_cards

    dossier = small.read()
    speaker = next(each.speaker for each in dossier.questions if each.speaker and each.line)
    usual = {r.question.id: r.line_seconds for card in briefing_cards(dossier) for r in card.questions}
    slow = briefing_cards(dossier, pace=Pace(130, ((speaker.casefold(), 65),)))
    for rung in (rung for card in slow for rung in card.questions):
        twice = 2 if rung.question.speaker == speaker else 1

        assert rung.line_seconds == pytest.approx(twice * usual[rung.question.id], abs=1)


def test_every_place_tells_the_same_seconds(small, tmp_path):
    """At half the pace a card's line takes twice as long: on its ladder, in the file for no network and on paper."""
    from debatkit.access import Viewer
    from debatkit.ladder import Spot
    from debatkit.model import Audience
    from debatkit.sheets.selection import Layout, Selection
    from debatkit.text import speaking_time
    from debatkit.workspace import Workspace

    usual, slow = (
        Workspace(small.data, small.qa, tmp_path / str(speed), pace=Pace(speed)).view(None, Viewer(Audience.PUBLIC))
        for speed in (130, 65)
    )
    told = {}
    for view in (usual, slow):
        spot = Spot(view.card(1))
        page = view.sheet(Selection(recommendations=(1,)), Layout.OFFLINE, "html").decode().replace("\u00a0", " ")
        [rung] = view.card(1).questions
        made = view.document(Selection(recommendations=(1,)))

        assert f'Woordvoeringslijn <span class="time">{speaking_time(spot.seconds)}</span>' in page
        assert made.time == made.questions[0].time == speaking_time(rung.answer_seconds or rung.line_seconds)
        told[view] = spot.seconds
    assert abs(told[slow] - 2 * told[usual]) <= 1
