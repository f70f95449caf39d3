"""
Snippets: the sentence that answers, with the match marked.

In go an entry's texts and the words of a query, out comes the best sentence and which stretches of it matched, also
where the match was part of a compound or a slip of the finger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from debatkit.search.analysis import content_words, likeness, tokens
from debatkit.text import same_quote, sentences

ALIKE = 0.5  # from this share of n-grams on, a word counts as matched
LONGEST_WORD = 60  # characters; longer "words" are shown but not compared
LONGEST_SNIPPET = 280


@dataclass(frozen=True)
class Snippet:
    """A sentence and the stretches of it that matched, as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(text: str, query: Sequence[str] | str) -> Snippet:
    """Mark in `text` each word that matches one of the words of the query."""
    if isinstance(query, str):
        query = content_words(query)
    marks = [
        (token.start, token.end)
        for token in tokens(text)
        if len(token.word) <= LONGEST_WORD and any(matches(word, token.word) for word in query)
    ]
    return Snippet(text, tuple(marks))


def matches(word: str, other: str) -> bool:
    """Whether a query's word and a text's word count as one: the same, alike, or one within the other."""
    if likeness(word, other) >= ALIKE:
        return True
    return len(word) >= 4 and word in other


def best_sentence(texts: Sequence[str], query: Sequence[str]) -> Snippet:
    """Return the sentence that matches most of the query's words; the first one when none matches."""
    best, most = Snippet(""), -1
    for text in texts:
        for sentence in sentences(text):
            snippet = _cut(marked(sentence, query))
            count = len({snippet.text[start:end].casefold() for start, end in snippet.marks})
            if count > most:
                best, most = snippet, count
    return best


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
