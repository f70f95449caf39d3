"""
Snippets: the sentence that answers, with the match marked.

In go an entry's texts and what a query wants, out comes the best sentence and which stretches of it matched, also
where the match was part of a compound or a slip of the finger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from debatkit.search.analysis import tokens
from debatkit.search.vocabulary import Wanted
from debatkit.text import same_quote, sentences

LONGEST_SNIPPET = 280


@dataclass(frozen=True)
class Snippet:
    """A sentence and the stretches of it that matched, as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(text: str, wanted: Wanted) -> Snippet:
    """Mark in `text` each word that counts as one of the query's words."""
    return Snippet(text, tuple((start, end) for word, start, end in tokens(text) if word in wanted.alike))


def best_sentence(texts: Sequence[str], wanted: Wanted) -> Snippet:
    """Return the sentence that matches most of the query's words; the first one when none matches."""
    best, most = "", -1
    for text in texts:
        for sentence in sentences(text):
            count = len(wanted.held(token.word for token in tokens(sentence)))
            if count > most:
                best, most = sentence, count
    return _cut(marked(best, wanted))


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
