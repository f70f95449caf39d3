"""
Snippets: the sentence that answers, with the match marked.

In go an entry and what a query wants, out comes the sentence that holds most of it and which stretches of that matched,
also where the match was a phrase, part of a compound or a slip of the finger. Where only a keyword matched, it is shown
behind the line. A snippet is never the title once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from debatkit.search.analysis import places, stems, words
from debatkit.search.concepts import Concepts
from debatkit.search.entries import Entry
from debatkit.search.query import Query
from debatkit.text import same_quote, sentences

LONGEST_SNIPPET = 280
SPOKEN = ("line", "said", "asked")  # fields, those that answer first: of sentences that hold as much the first is shown
Known = Mapping[str, list[str]]  # the stems of texts, of those that are known
UNKNOWN: Known = {}
BY_KEYWORD = " · trefwoord: "


@dataclass(frozen=True)
class Snippet:
    """A sentence and the stretches of it that matched, as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def __add__(self, other: Snippet) -> Snippet:
        shift = len(self.text)
        return Snippet(self.text + other.text, (*self.marks, *((s + shift, e + shift) for s, e in other.marks)))


def marked(text: str, query: Query, concepts: Concepts, known: Known = UNKNOWN) -> Snippet:
    """Mark in `text` each phrase, and each word and name of several words, that counts as something asked for.

    Where none is alike enough to be marked for itself, what comes nearest is: something is why the text was found.
    """
    names = _stems(text, known)
    named = concepts.named(names) if query.concepts else []  # others are not marked
    wanted = query.marked
    if wanted.isdisjoint(names) and not any(not wanted.isdisjoint(each.concepts) for each in named):
        wanted = query.nearest([*names, *(concept for each in named for concept in each.concepts)])
    stretches = [(place, place + 1) for place, name in enumerate(names) if name in wanted]
    stretches += [(each.start, each.end) for each in named if not wanted.isdisjoint(each.concepts)]
    if query.phrases:
        several = words(text)
        stretches += [stretch for phrase in query.phrases for stretch in _stretches(several, phrase)]
    if not stretches:
        return Snippet(text)
    found = places(text, len(names))
    return Snippet(text, _joined([(found[start][0], found[end - 1][1]) for start, end in stretches]))


def in_texts(texts: Iterable[str], query: Query, concepts: Concepts) -> tuple[str, ...]:
    """The words of some texts that count as something asked for, as they stand there, each once."""
    found = (marked(text, query, concepts) for text in texts)
    return tuple(dict.fromkeys(each.text[start:end].lower() for each in found for start, end in each.marks))


def _stretches(several: Sequence[str], phrase: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where among some words those of a phrase follow each other: from which to before which."""
    for start in range(len(several) - len(phrase) + 1):
        if several[start] == phrase[0] and several[start : start + len(phrase)] == list(phrase):
            yield start, start + len(phrase)


def _joined(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def best_snippet(entry: Entry, query: Query, concepts: Concepts, helping: Entry | None = None) -> Snippet:
    """The sentence of an entry that holds most of what is asked, and the keyword if that holds more.

    `helping` is a question that brought its card forward: its sentence is shown where the card has none of its own.
    """
    wanted = concepts.naming(query.terms)
    own, much = _best(_spoken(entry), query, wanted, entry.stems)
    if query.phrases or much >= query.most or not entry.texts.get("keywords"):
        keyword, more = "", 0.0
    else:
        keyword, more = _most(entry.texts["keywords"], query, wanted, entry.stems)
    if more > much and more > _held(entry.title, query, wanted, entry.stems):
        return _cut(marked(own, query, wanted)) + Snippet(BY_KEYWORD) + marked(keyword, query, wanted)
    if helping is not None and not much:
        theirs, brought = _best(_spoken(helping), query, wanted, helping.stems)
        return _cut(marked(theirs, query, wanted)) if brought else best_snippet(helping, query, concepts)
    return _cut(marked(own, query, wanted))


def _spoken(entry: Entry) -> list[str]:
    """What an entry says, without what it is called; that only where it says nothing."""
    said = [text for name in SPOKEN for text in entry.texts.get(name, ())]
    said += [text for text in entry.texts.get("subject", ())[1:] if text != entry.title]
    return said or [entry.title]


def _best(texts: Sequence[str], query: Query, concepts: Concepts, known: Known) -> tuple[str, float]:
    """The sentence that holds most of what is asked, and how much; the first one when none holds any."""
    best, most = "", -1.0
    for text in texts:
        whole = _held(text, query, concepts, known)
        if whole > most:  # a sentence holds no more than the text that it is in
            parts = sentences(text)
            across = query.phrases and not any(_phrases(part, query) for part in parts)
            for sentence in [text] if across else parts:  # a phrase may run from one sentence into the next
                much = whole if sentence == text else _held(sentence, query, concepts, known)
                if much > most:
                    best, most = sentence, much
                if much >= whole:
                    break
            if most >= query.most:
                break
    return best, most


def _most(texts: Iterable[str], query: Query, concepts: Concepts, known: Known) -> tuple[str, float]:
    return max(((text, _held(text, query, concepts, known)) for text in texts), key=lambda pair: pair[1])


def _held(text: str, query: Query, concepts: Concepts, known: Known) -> float:
    """How much of what is asked a text holds; a phrase is worth more than all words together."""
    found = _stems(text, known)
    held = query.held(concepts.terms(found) if concepts.begin(found) else found)
    return held + len(query.units) * _phrases(text, query) if query.phrases else held


def _phrases(text: str, query: Query) -> int:
    """How many of the phrases stand in a text."""
    return sum(any(True for _ in _stretches(words(text), phrase)) for phrase in query.phrases)


def _stems(text: str, known: Known) -> list[str]:
    found = known.get(text)
    return _made(text) if found is None else found


@lru_cache(maxsize=5_000)  # while someone types, the same texts are read again
def _made(text: str) -> list[str]:
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
    marks = tuple((s + shift, min(e, end) + shift) for s, e in snippet.marks if s >= start and s < end)
    return Snippet(before + snippet.text[start:end] + after, marks)
