"""
Searching on the command line: what is asked, and what is shown of what was found.

As JSON a result has the shape that is agreed; for people the same stands on two lines, with the reasons below them in
words. What there is to say of a query that led nowhere goes to standard error.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TextIO

import click

from debatkit.search.index import BY_MEANING, BY_NAME, BY_PHRASE, BY_QUESTION, BY_TOGETHER
from debatkit.search.query import unquoted
from debatkit.view import View

PATIENCE = 1.0  # seconds before it is said that something takes long
PAUSE = 0.5  # seconds between two times that it is said how far
WHERE = {
    "subject": "in de titel of de aanbeveling",
    "keywords": "als trefwoord",
    "asked": "in een doorvraag",
    "line": "in de woordvoeringslijn",
    "said": "in het antwoord of de bron",
}


def lines(batch: TextIO) -> list[str]:
    """The queries in a file, one a line.

    Raises:
        click.UsageError: the file is not UTF-8.
    """
    try:
        return [line.rstrip("\n") for line in batch]
    except UnicodeDecodeError as error:
        raise click.UsageError("Het bestand bij --batch is geen UTF-8; sla het zo op.") from error


def answers(view: View, asked: Sequence[str], limit: int, explain: bool) -> list[dict[str, Any]]:
    """What is found for each query."""
    return [{"query": each, "results": list(_found(view, each, limit, explain))} for each in asked]


def _found(view: View, query: str, limit: int, explain: bool) -> Iterator[dict[str, Any]]:
    hits = view.search(query, limit)
    if told := view.not_there(query):
        click.echo(told, err=True)
    elif not hits and (rest := unquoted(query)):
        click.echo(f"Nergens staan precies deze woorden. Zoek zonder aanhalingstekens: {rest}", err=True)
    for hit in hits:
        entry = hit.entry
        reasons = {"reasons": [dataclasses.asdict(reason) for reason in view.explain(hit)]} if explain else {}
        yield {
            "rank": hit.rank,
            "kind": entry.kind.value,
            "id": entry.id,
            "number": entry.number,
            "title": entry.title,
            "snippet": hit.snippet.text,
            "score": hit.score,
            "match": hit.match.value,
            **reasons,
        }


def show(answer: Mapping[str, Any]) -> None:
    """Print one answer for people."""
    click.echo(f"{answer['query']}" if answer["results"] else f"{answer['query']}: geen resultaat")
    for result in answer["results"]:
        number = "-" if result["number"] is None else result["number"]
        click.echo(f"{result['rank']:>3}  {result['match']:<7}  {result['kind']:<8} {number:>3}  {result['title']}")
        click.echo(f"     {result['snippet']}")
        for reason in result.get("reasons", ()):
            click.echo(f"     {reason['score']:>8.3f}  {_said(reason)}")


def _said(reason: Mapping[str, Any]) -> str:
    words, terms = reason["words"], ", ".join(reason["terms"])
    if reason["field"] == BY_NAME:
        return f"zo heet het: {words}"
    if reason["field"] == BY_PHRASE:
        return f"precies deze woorden: {words}"
    if reason["field"] == BY_QUESTION:
        number, asked = reason["terms"]
        return f"{words}: door vraag {number}, {asked}"
    if reason["field"] == BY_TOGETHER:
        return "zoveel van de vraag staat hier bij elkaar"
    if reason["field"] == BY_MEANING:
        return "betekent bijna hetzelfde"
    return f"{words}: {terms}, {WHERE[reason['field']]}"


def telling() -> Callable[[float], None]:
    """Says on standard error which share of a long wait is over, once it is long."""
    start = time.monotonic()
    moment, said = start + PATIENCE - PAUSE, ""

    def told(share: float) -> None:
        nonlocal moment, said
        line = f"De zoekindex wordt gemaakt: {min(share, 1.0):.0%}"
        if (now := time.monotonic()) - moment > PAUSE and line != said:
            moment, said = now, line
            click.echo(line, err=True)

    return told
