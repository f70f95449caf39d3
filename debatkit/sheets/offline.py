"""
Offline: a whole dossier as one file to search in, for where there is no network.

In goes a `Document` with every part, and the cards that it was made of; out comes a page that fetches nothing, works
from the disk, and shows all of it with scripts switched off. Its script only searches in what stands on the page. The
rule that must hold: the page's own policy names the one style and the one script that it may use by their hashes, so
that no text of a dossier can ever become another.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby

from markupsafe import Markup

from debatkit.cards import Card
from debatkit.sheets.document import Document
from debatkit.sheets.html import templates
from debatkit.sheets.texts import QuestionText, RemarkText, Said
from debatkit.text import speaking_time

POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
INTERNAL = "Intern: niet uitspreken"


@dataclass(frozen=True)
class Step:
    """One step of the ladder; `first` is what is said first, in large letters."""

    title: str
    said: tuple[Said, ...]
    first: bool = False
    time: str = ""
    asked: str = ""
    listed: bool = False


@dataclass(frozen=True)
class Beside:
    """What the page shows of a card beside what a sheet does: for who searches, and cannot leaf through paper."""

    time: str = ""  # of the line
    keywords: tuple[str, ...] = ()
    also: tuple[QuestionText, ...] = ()  # questions on this card that stand on another one


def offline(document: Document, cards: Sequence[Card]) -> bytes:
    """Return the document as one page in UTF-8; `cards` are all cards that the viewer may see."""
    fields = {name: getattr(document, name) for name in document.__dataclass_fields__}
    style = _in_page(templates().get_template("offline.css").render(fields))
    script = _in_page((resources.files("debatkit.sheets") / "templates" / "offline.js").read_text(encoding="utf-8"))
    page = templates().get_template("offline.html.j2")
    return page.render(
        fields,
        style=style,
        script=script,
        policy=_policy(style, script),
        beside=_beside(document, cards),
        steps=_ladders(document, cards),
        apart=_apart,
        remarks=_remarks,
        anchor=anchor,
        mark=INTERNAL,
    ).encode("utf-8")


def _policy(style: Markup, script: Markup) -> Markup:
    """What the page may use, as it is: set as a text is, its spaces would not break, and be none to a browser."""
    return Markup(POLICY.format(style=_hash(style), script=_hash(script)))  # noqa: S704 of our own words and hashes


def anchor(question: QuestionText) -> str:
    """The name of a question's place on the page: "vraag-11-1"."""
    return f"vraag-{question.label.replace('.', '-')}"


def _beside(document: Document, cards: Sequence[Card]) -> Mapping[str, Beside]:
    """What there is beside, by the card's id."""
    there = {question.id: question for question in document.questions}
    own = {card.id: {each.id for each in card.questions} for section in document.sections for card in section.cards}
    return {
        card.id: Beside(
            time=speaking_time(card.line_seconds) if card.line else "",
            keywords=card.recommendation.keywords if card.recommendation else (),
            also=tuple(
                there[rung.question.id]
                for rung in card.questions
                if rung.question.id in there and rung.question.id not in own.get(card.id, ())
            ),
        )
        for card in cards
    }


def _ladders(document: Document, cards: Sequence[Card]) -> Mapping[str, tuple[Step, ...]]:
    """The steps of each question, by its id."""
    seconds = {rung.question.id: rung.line_seconds for card in cards for rung in card.questions}
    return {
        question.id: tuple(step for step in _steps(question, speaking_time(seconds[question.id])) if step.said)
        for question in document.questions
    }


def _steps(question: QuestionText, line_time: str) -> Iterator[Step]:
    if question.line:
        yield Step("Kernboodschap", (question.line,), first=True, time=line_time)
    yield Step("Antwoord", question.answer, time=question.time)
    for each in question.follow_ups:
        yield Step("Als er wordt doorgevraagd", each.said, asked=each.question)
    yield Step("Feiten bij de hand", question.facts, listed=True)
    yield Step("Niet zeggen", question.avoid, listed=True)
    yield Step("Achtergrond", question.background, listed=True)


def _apart(statements: Sequence[Said], within: bool) -> list[tuple[bool, list[Said]]]:
    """Statements in runs that are to be marked as internal, or not; `within` what is marked already, none is."""
    return [(marked, list(run)) for marked, run in groupby(statements, key=lambda each: each.internal and not within)]


def _remarks(remarks: Sequence[RemarkText]) -> list[tuple[bool, list[tuple[str, Said]]]]:
    """What ministries asked for, with their names, in runs that are to be marked as internal, or not."""
    named = ((remark.ministry, each) for remark in remarks for each in remark.said)
    return [(marked, list(run)) for marked, run in groupby(named, key=lambda pair: pair[1].internal)]


def _in_page(text: str) -> Markup:
    """A style or script of ours as it stands between its tags. The browser takes its hash over exactly this."""
    assert "</" not in text, "would end the element that it stands in"
    assert "<!--" not in text, "would let it go on after its end"
    return Markup(text)  # noqa: S704 our own file, and texts in it are escaped by the `css` filter


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
