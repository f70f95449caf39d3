"""
Reading: what the reading screen shows of a card or question, as data for browser/leesstand.js.

    slide       number, what is asked, how far it is settled, whether somebody doubts it
    └── rungs       title, what was asked next, paragraphs, seconds

It is put on the screen as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from debatkit import DOUBT, STATUSES, UNOFFICIAL, Reply, Rise, Spot, Statement, Status, caveats, rests_on_official, text

NOTHING_SAID = "Hierover staat niets in dit dossier dat mag worden uitgesproken."


def slide(spot: Spot, doubted: Collection[str] = ()) -> dict[str, Any]:
    """A card or question with every step that may be said; `doubted` are references."""
    rungs = [
        _rung(step.title, step.asked, _paragraphs(spot, step.said), step.seconds, step.rise is Rise.LINE)
        for step in spot.spoken
    ]
    return {
        "ref": spot.ref,
        "label": f"Vraag {spot.label}" if spot.rung else f"Kaart {spot.label}",
        "asked": spot.title,
        "status": STATUSES[Status.DRAFT] if spot.status is Status.DRAFT else "",
        "doubt": DOUBT if spot.ref in doubted else "",
        "rungs": rungs or [_rung("", "", [_paragraph(NOTHING_SAID)], 0)],
    }


def reply(whole: Reply, doubted: Collection[str] = ()) -> dict[str, Any]:
    """Several answers as one: all lines on one screen."""
    lines = [each for spot in whole.spots if spot.line for each in _paragraphs(spot, (spot.line,))]
    wrong = [spot.label for spot in whole.spots if spot.ref in doubted]
    draft = any(spot.status is Status.DRAFT for spot in whole.spots)
    return {
        "ref": "",
        "label": "Vragen " + ", ".join(spot.label for spot in whole.spots),
        "asked": "",
        "status": STATUSES[Status.DRAFT] if draft else "",
        "doubt": f"{DOUBT} ({', '.join(wrong)})" if wrong else "",
        "rungs": [_rung("", "", lines or [_paragraph(NOTHING_SAID)], whole.seconds, True)],
    }


def _rung(
    title: str, asked: str, paragraphs: list[dict[str, Any]], seconds: int, strong: bool = False
) -> dict[str, Any]:
    time = text.speaking_time(seconds) if seconds else ""
    return {"title": title, "asked": asked, "paragraphs": paragraphs, "time": time, "strong": strong}


def _paragraphs(spot: Spot, said: tuple[Statement, ...]) -> list[dict[str, Any]]:
    """The texts of statements, each with what must be known before it is said."""
    found = []
    for statement in said:
        own = [_paragraph(each, block.bullets) for block in text.blocks(statement.text) for each in block.texts]
        notes = list(caveats(statement, spot.card.source_by_id))
        if not rests_on_official(statement, spot.card.source_by_id):
            own[-1]["text"] += UNOFFICIAL
        own[-1]["note"] = "; ".join(notes)
        found += own
    return found


def _paragraph(words: str, bullet: bool = False) -> dict[str, Any]:
    return {"text": words, "bullet": bullet, "note": ""}
