"""
Typography: where a line may break, and where it may not.

In goes a text as typed, out comes the same text to be set: "€ 12", "nr. 943", "26 643" and "25 januari" stay together,
a short last word takes the one before it along, and an endless word gets places to break. Only a space becomes another
space, and only invisible signs are added: nobody reads another word.
"""

from __future__ import annotations

import re

from debatkit.text import MONTHS

BOUND = "\u00a0"
BREAK = "\u200b"
# Longer "words" get places to break, every so many characters; no Dutch word in use is as long.
LONGEST_WORD = 40
# A last line of one short word looks like a mistake; a text of fewer characters than a line has no such line.
SHORT_WORD = 12
SHORT_TEXT = 40

_UNITS = ("miljoen", "miljard", "procent", "euro", "uur", "jaar", *MONTHS)
# Each begins with the space, so that the search goes from space to space.
_TOGETHER = re.compile(
    r" (?=\d)(?:(?<=€ )|(?<=\bnr\. )|(?<=\bnrs\. )|(?<=\bart\. )|(?<=\bartikel )|(?<=\bKamerstuk )|(?<=\d )(?=\d{3}\b))"
    rf"| (?<=\d )(?=(?:{'|'.join(_UNITS)}|[IVX]+)\b)"
)
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def bound(text: str) -> str:
    """The text with spaces that do not break where a line should not end.

    >>> bound("De € 12 miljoen uit nr. 943.").count(BOUND)
    3
    """
    text = _TOGETHER.sub(BOUND, text)
    if len(text) > SHORT_TEXT:
        rest, _, last = text.rpartition(" ")
        if len(last) <= SHORT_WORD:
            return f"{rest}{BOUND}{last}"
    return text


def breakable(text: str) -> str:
    """The text with places to break in words that are longer than any in use."""
    return _ENDLESS.sub(_pieces, text) if len(text) > LONGEST_WORD else text


def _pieces(match: re.Match[str]) -> str:
    word = match.group()
    return BREAK.join(word[start : start + LONGEST_WORD // 2] for start in range(0, len(word), LONGEST_WORD // 2))
