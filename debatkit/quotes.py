"""
Quotes: literal passages of a source, to be chosen and to be checked.

A quote is literal when the source holds it word for word, whatever its spaces and quotation marks.
"""

from __future__ import annotations

from debatkit.text import blocks, fold, same_quote, sentences

LONGEST_PASSAGE = 400  # signs


def holds(source: str, quote: str) -> bool:
    """Whether a source holds this quote, word for word.

    >>> holds("Het kabinet deelt  deze analyse.", "deelt deze analyse")
    True
    """
    return same_quote(quote) in same_quote(source)


def passages(source: str, query: str, limit: int) -> tuple[str, ...]:
    """Return at most `limit` sentences of a source that hold every word of `query`, as they stand there.

    Without words to look for there are none: a source is not read from its beginning.

    >>> passages("Een zin. Nog een zin over toezicht.", "Toezicht", 5)
    ('Nog een zin over toezicht.',)
    """
    wanted = fold(query).split()
    if not wanted:
        return ()
    found = []
    for block in blocks(source):
        for text in block.texts:
            for sentence in sentences(text):
                folded = fold(sentence)
                if len(sentence) <= LONGEST_PASSAGE and all(word in folded for word in wanted):
                    found.append(sentence)
                    if len(found) == limit:
                        return tuple(found)
    return tuple(found)
