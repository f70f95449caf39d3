"""
Keywords: the index at the end of a sheet.

In go questions with their keywords, out come the keywords by first letter, each with the short numbers that it leads
to. Spellings that differ in capitals or accents alone are one keyword, written as most questions do.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from debatkit import text
from debatkit.cards import Rung

Letter = tuple[str, tuple[tuple[str, str], ...]]  # "A", and its words with "1.2, 11.1"
OTHER = "Cijfers en tekens"


def keyword_index(rungs: Iterable[Rung]) -> tuple[Letter, ...]:
    """Return the keywords in the order of a Dutch dictionary, what does not begin with a letter first."""
    spellings: dict[str, list[str]] = {}
    labels: dict[str, set[str]] = {}
    for rung in rungs:
        for keyword in rung.question.keywords:
            word = text.fold(keyword)
            spellings.setdefault(word, []).append(keyword)
            labels.setdefault(word, set()).add(rung.label)
    words = sorted(labels, key=lambda word: (_letter(word) != OTHER, word))
    return tuple(
        (letter, tuple((_usual(spellings[word]), ", ".join(sorted(labels[word], key=_number))) for word in several))
        for letter, several in groupby(words, key=_letter)
    )


def _letter(word: str) -> str:
    return word[:1].upper() if word[:1].isalpha() else OTHER


def _usual(spellings: list[str]) -> str:
    return max(spellings, key=spellings.count)


def _number(label: str) -> tuple[int, ...]:
    return tuple(int(part) for part in label.split("."))
