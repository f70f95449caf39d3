"""
Analysis: what counts as the same word in Dutch.

A text becomes words; a word counts by its stem and by its character n-grams. The stem joins inflections
("aanbeveling", "aanbevelingen"); the n-grams join what Dutch writes as one ("algoritmeregisters" holds "register"),
what stemmers keep apart ("algoritmen", "algoritmes"), and slips of the finger.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import tantivy

from debatkit.text import fold

VERSION = 3  # raise it when a text gets other stems than before: indexes on disk are then made anew
GRAM_SIZES = (4, 5)  # shorter ones join strangers, longer ones miss slips
LONGEST_WORD = 60  # characters; of longer "words" the beginning counts
COMMON = 6.0  # Zipf: words that stand more often than once in a thousand ("jaar", "mensen") say nothing
UNKNOWN = 3.0  # what a word tells that is not in the list: slips and compounds as well as rare names
_LETTER = r"[\w\u0300-\u036f]"  # a letter and its accent may be two characters
# "26 643" is one number. It starts with digits, not with what comes before: then nearly all text is passed over fast.
_REFERENCE = re.compile(rf"[0-9][0-9](?<!{_LETTER}..) [0-9][0-9][0-9](?!{_LETTER})")
_WORD = re.compile(rf"{_REFERENCE.pattern}|{_LETTER}+")
# Verbs from Latin and French, with what is made of them: "coördineert", "gecoördineerd", "coördinatie".
_LOAN = re.compile(r"(?:ge(?=\w+eerde?$))?(\w{4,})(?:er(?:en|end|ende|ing|ingen)|eer(?:t|de|den|d)|aties?)")
_HARD = str.maketrans("vz", "fs")

# Words that say nothing about the subject: function words, question words and what members always say first.
FILLER = frozenset(
    """
    aan af al alle alleen als andere anders bij binnen daar daarbij daarom dan dat de deze die dit door dus echt een
    eens eigenlijk en er ervan erover gaan gaat geen geven had heb hebben heeft hem het hier hij hoe hoeveel hun iets ik
    in is ja je kan kunnen kunt maar mag meer men met mijn moet moeten na naar nee niet nog nou nu of om omtrent onder
    ons onze ook op over per precies s staat staan te tegen ten ter toch toe tot tussen u uit uw van vanuit veel via
    voor waar waarom waarin waarmee wanneer want waren was wat we weer wel welk welke werd wie wij wil willen
    wilt word worden wordt zal ze zegt zelf zich zij zijn zo zou zouden zullen
    beamen bevestigen graag kamer minister ministers nr staatssecretaris toelichten toezeggen uitleggen vertellen vindt
    vinden voorzitter weet weten
    """.split()
)


class Token(NamedTuple):
    """A word in a text: its folded form and where it stands."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=20_000)  # sentences are read again for every query that finds them
def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`, folded; "AI-identiteit" is two, "26 643" is one.

    >>> [token.word for token in tokens("Coördinatie: 26 643, nr. 943")]
    ['coordinatie', '26643', 'nr', '943']
    """
    found = ((_folded(match.group()), *match.span()) for match in _WORD.finditer(text))
    return tuple(Token(word, start, end) for word, start, end in found if word)  # an accent on its own is no word


def words(text: str) -> list[str]:
    """The folded words of `text`, as in `tokens`, without their places: an index is made of millions of them."""
    joined = _REFERENCE.sub(lambda match: _folded(match.group()), text)
    return [word[:LONGEST_WORD] for word in joined.translate(_FOLDED).split()]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return word.translate(_FOLDED).replace(" ", "")[:LONGEST_WORD]


class _Folded(dict[int, str]):
    """For `str.translate`: what a character counts as in a word, white space for what stands between words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = "".join(fold(character).split()) if re.match(_LETTER, character) else " "
        return self.setdefault(code, folded)


_FOLDED = _Folded()


@lru_cache(maxsize=1)
def _stemmer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer("dutch")).build()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word: Snowball's for Dutch, its last consonant as in the singular ("bedrijven", "bedrijf").

    >>> stem("aanbevelingen") == stem("aanbeveling")
    True
    >>> stem("geregistreerd") == stem("registratie")
    True
    """
    if loan := _LOAN.fullmatch(word):
        word = f"{loan.group(1)}eer"
    found = _stemmer().analyze(word)
    whole = str(found[0]) if found else word
    return whole[:-1] + whole[-1].translate(_HARD) if whole else word


def stems(text: str) -> list[str]:
    """The stems of the words of `text`."""
    return list(map(stem, words(text)))


@lru_cache(maxsize=200_000)
def grams(word: str) -> tuple[str, ...]:
    """The n-grams within a folded word, each once; a word too short to have any is its own.

    >>> grams("orde")
    ('orde',)
    """
    sizes = [size for size in GRAM_SIZES if size <= len(word)]
    found = (word[start : start + size] for size in sizes for start in range(len(word) - size + 1))
    return tuple(dict.fromkeys(found)) or (word,)


@lru_cache(maxsize=20_000)
def telling(word: str) -> float:
    """How much a word says about the subject, from 0 ("de", "jaar") to 5: the rarer in Dutch, the more.

    Measured on wordfreq's Zipf scale: the logarithm of how often a word stands in a thousand million words.
    """
    import wordfreq  # half a second; only who searches needs it

    frequency = wordfreq.zipf_frequency(word, "nl")
    return max(0.0, COMMON - frequency) if frequency else UNKNOWN
