"""
Snippets: the sentence that answers, with the match marked.

In go an entry's texts and what a query wants, out comes the best sentence and which stretches of it matched, also
where the match was part of a compound or a slip of the finger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from debatkit.search.analysis import stem, stems, tokens
from debatkit.search.concepts import Concepts
from debatkit.search.query import Query
from debatkit.text import same_quote, sentences

LONGEST_SNIPPET = 280


@dataclass(frozen=True)
class Snippet:
    """A sentence and the stretches of it that matched, as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(text: str, wanted: frozenset[str], concepts: Concepts) -> Snippet:
    """Mark in `text` each word, and each name of several words, that counts as something asked for."""
    found = tokens(text)
    stems = [stem(word) for word, _, _ in found]
    marks = [(start, end) for name, (_, start, end) in zip(stems, found, strict=True) if name in wanted]
    marks += [
        (found[named.start].start, found[named.end - 1].end)
        for named in concepts.named(stems)
        if not wanted.isdisjoint(named.concepts)
    ]
    return Snippet(text, _joined(marks))


def _joined(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def best_sentence(texts: Sequence[str], query: Query, concepts: Concepts) -> Snippet:
    """Return the sentence that holds most of what is asked; the first one when none holds any."""
    best, most = "", -1.0
    for text in texts:
        if _held(text, query, concepts) > most:  # a sentence holds no more than the text that it is in
            for sentence in sentences(text):
                much = _held(sentence, query, concepts)
                if much > most:
                    best, most = sentence, much
    return _cut(marked(best, query.marked, concepts))


def _held(text: str, query: Query, concepts: Concepts) -> float:
    found = _stems(text)
    return query.held(concepts.terms(found) if query.names else found)


@lru_cache(maxsize=5_000)  # while someone types, the same texts are read again
def _stems(text: str) -> list[str]:
    return stems(text)


def context(text: str, quote: str, around: int = 300) -> Snippet | None:
    """Return the stretch of `text` that holds `quote`, marked; None when it is not there word for word.

    White space and quotation-mark styles may differ.
    """
    pattern = r"\s+".join(re.escape(word) for word in same_quote(quote).split())
    # One character stays one character, so that places in the plain form are places in the text.
    plain = "".join(same_quote(character) or " " for character in text)
    found = re.search(pattern, plain)
    if not found:
        return None
    start = max(0, found.start() - around)
    start = text.find(" ", start) + 1 if start else 0
    end = min(len(text), found.end() + around)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(before) - start
    return Snippet(before + text[start:end] + after, ((found.start() + shift, found.end() + shift),))


def _cut(snippet: Snippet) -> Snippet:
    """Shorten a long sentence around its first mark."""
    if len(snippet.text) <= LONGEST_SNIPPET:
        return snippet
    start = max(0, (snippet.marks[0][0] if snippet.marks else 0) - LONGEST_SNIPPET // 3)
    start = snippet.text.find(" ", start - 1, start + 40) + 1 if start else 0
    end = start + LONGEST_SNIPPET
    before, after = ("… " if start else ""), (" …" if end < len(snippet.text) else "")
    shift = len(before) - start
    marks = tuple((s + shift, e + shift) for s, e in snippet.marks if s >= start and e <= end)
    return Snippet(before + snippet.text[start:end] + after, marks)
