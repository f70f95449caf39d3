"""
Typography: where a line may break, and where it may not.

In goes a text as typed, out comes the same text to be set: "€ 12", "nr. 943", "26 643" and "25 januari 2023" stay
together, a short last word takes the one before it along, and a word that is too long for a narrow column gets places
to break. Only a space becomes another space, and only invisible signs are added: nobody reads another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from debatkit.text import MONTHS

BOUND = "\u00a0"
BREAK = "\u200b"
HYPHEN = "\u00ad"  # shown where a line ends at it
# Signs in a row; no Dutch word in use is as long. Longer ones get places to break wherever they stand.
LONGEST_WORD = 40
# What fits in the narrowest column (beside a small card, 36 mm); there, longer words get places to break too.
NARROW = 20
LONGEST_PIECE = 12  # of a word that gets them
# A last line of one short word looks like a mistake; a text of fewer characters than a line has no such line.
SHORT_WORD = 12
SHORT_TEXT = 40

_UNITS = ("miljoen", "miljard", "procent", "euro", "uur", "jaar", *MONTHS)
# Each begins with the space, so that the search goes from space to space.
_TOGETHER = re.compile(
    r" (?=\d)(?:(?<=€ )|(?<=\bnr\. )|(?<=\bnrs\. )|(?<=\bart\. )|(?<=\bartikel )|(?<=\bKamerstuk )"
    r"|(?<=COM\(\d{4}\) )|(?<=\d )(?=\d{3}\b))"
    rf"| (?<=\d )(?=(?:{'|'.join(_UNITS)}|[IVX]+)\b)"
    rf"| (?=\d{{4}}\b)(?:{'|'.join(f'(?<={month} )' for month in MONTHS)})"
)
# Lines may end after a hyphen or a slash by themselves.
_ENDLESS = {longest: re.compile(rf"[^\s/–-]{{{longest + 1},}}") for longest in (NARROW, LONGEST_WORD)}
# Where an address or another word with signs in it is best broken: after a sign.
_SIGN = re.compile(r"(?<=[._@?&=+])(?=\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
# Where a Dutch syllable begins in most words: at a single consonant between vowels, and between two consonants.
_SYLLABLE = re.compile(r"(?<=[aeiouy])(?=[bdfgklmnprstvwz][aeiou])|(?<=[lmnr])(?=[bdfgkpstvwz][aeiou])", re.IGNORECASE)
_QUOTED = re.compile(r'(?<![^\s(])"(\S(?:[^"]*\S)?)"(?!\w)')


def bound(text: str) -> str:
    """The text with spaces that do not break where a line should not end.

    >>> bound("De € 12 miljoen uit nr. 943.").count(BOUND)
    3
    """
    text = _TOGETHER.sub(BOUND, text)
    if len(text) > SHORT_TEXT:
        rest, _, last = text.rpartition(" ")
        if 0 < len(last) <= SHORT_WORD and BOUND not in last + rest.rpartition(" ")[2]:
            return f"{rest}{BOUND}{last}"
    return text


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """The text with places to break in words of more than `longest` signs; a line that ends in letters gets a hyphen.

    >>> breakable("aansprakelijkheidsverzekering", NARROW).replace(HYPHEN, "-")
    'aansprake-lijkheidsver-zekering'
    """
    return _ENDLESS[longest].sub(_pieces, text) if len(text) > longest else text


def curly(text: str) -> str:
    """The text of a title with „ and ” for straight quotation marks that stand around something.

    >>> curly('Reactie op "Opgave AI"')
    'Reactie op „Opgave AI”'
    """
    return _QUOTED.sub("„\\1”", text)


def _pieces(match: re.Match[str]) -> str:
    word = match.group()
    letters = _LETTERS.fullmatch(word.strip(".,;:!?…°()\"'„”“’‘")) is not None
    pieces: list[str] = []
    while len(word) > LONGEST_PIECE:
        end = max(_syllables(word) if letters else _signs(word), default=LONGEST_PIECE)
        pieces.append(word[:end])
        word = word[end:]
    return (HYPHEN if letters else BREAK).join((*pieces, word))


def _signs(word: str) -> Iterator[int]:
    """Where the first signs in a word that is no word of letters have passed."""
    return (each.start() for each in _SIGN.finditer(word, 1, LONGEST_PIECE + 1) if each.start() <= LONGEST_PIECE)


def _syllables(word: str) -> Iterator[int]:
    """Where a syllable begins in the first letters of a word."""
    begins = (each.start() for each in _SYLLABLE.finditer(word, 3, LONGEST_PIECE + 2))
    return (place for place in begins if 3 < place <= LONGEST_PIECE)
