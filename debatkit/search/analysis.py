"""
Analysis: what counts as the same word in Dutch.

A text becomes words; a word counts by its stem and by its character n-grams. The stem joins inflections
("aanbeveling", "aanbevelingen"); the n-grams join what Dutch writes as one ("algoritmeregisters" holds "register"),
what stemmers keep apart ("algoritmen", "algoritmes"), and slips of the finger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import tantivy

from debatkit.text import fold

VERSION = 3  # raise it when a text gets other stems than before: indexes on disk are then made anew
GRAM_SIZES = (4, 5)  # shorter ones join strangers, longer ones miss slips
REMEMBERED = 200_000  # words, with their stems
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
# What Snowball leaves apart: a verb and its noun, a noun and its adjective. The first ending that a stem has is turned,
# where enough of the word is left before it.
DERIVED = (
    (re.compile(r"(?<=.{4}[^aeio])er$"), "eer"),  # specialiseren, specialisatie
    (re.compile(r"(?<=.{3})(?:ische?|ieke?|ic)$|(?<=.{3}[^t])ie$"), ""),  # strategie, strategisch; ethiek, ethisch
    (re.compile(r"(?<=.{3})oo([gm])$"), r"o\1"),  # technologie, technologisch; autonoom, autonomie
    (re.compile(r"(?<=.{3}[^e])es$"), "ees"),  # Europees, Europese
    (re.compile(r"(?<=.{3}nt)ie$"), ""),  # transparant, transparantie
    (re.compile(r"(?<=schap)(?:pelijk|pij)$"), ""),  # wetenschap, wetenschappelijk; maatschappij, maatschappelijk
    (re.compile(r"(?<=.{4})eel$"), "aal"),  # crimineel, criminaliteit
    (re.compile(r"(?<=.{4})if$"), "ief"),  # effectief, effectiviteit
    (re.compile(r"(?<=.{3}[^ei])e$"), ""),  # nieuw, nieuwe
)
_RULE = re.compile(r"cratie(?:en|s)?$")  # democratie; Snowball takes it for a verb

# Words that say nothing about the subject: function words, question words and what members always say first.
FILLER = frozenset(
    """
    aan af al alle alleen als altijd andere anders bij binnen daar daarbij daarnaast daarom daarvan dan dat de deze die
    dit door dus echt een eens eigenlijk eindelijk elk elke en er eraan erin ermee erop ervan erover ervoor gaan gaat
    geen geven gewoon had heb hebben heeft hem het hier hierbij hij hoe hoeveel hun ieder iedere iedereen iets ik
    in inmiddels intussen is ja je juist kan kunnen kunt maar mag meer men met mijn misschien moet moeten na naar nee
    niemand niet niets nog nooit nou nu of om omtrent onder ons onze ooit ook op over per precies s soms staat staan
    steeds straks te tegen ten ter toch toe tot tussen u uit uw vaak van vanuit veel via
    voor waar waaraan waarom waarin waarmee waarvan wanneer want waren was wat we weer wel welk welke werd wie wij wil
    willen zelfs zulke
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


def tokens(text: str) -> list[Token]:
    """The words of `text`, folded; "AI-identiteit" is two, "26 643" is one.

    >>> [token.word for token in tokens("Coördinatie: 26 643, nr. 943")]
    ['coordinatie', '26643', 'nr', '943']
    """
    several = words(text)
    return [Token(word, *place) for word, place in zip(several, places(text, len(several)), strict=True)]


def places(text: str, count: int) -> list[tuple[int, int]]:
    """Where the words of `text` stand, of which there are `count`: from which character to before which."""
    found = [match.span() for match in _WORD.finditer(text)]
    if count < len(found):  # an accent on its own is no word
        found = [(start, end) for start, end in found if _folded(text[start:end])]
    return found


def words(text: str) -> list[str]:
    """The folded words of `text`, as in `tokens`, without their places: an index is made of millions of them."""
    joined = _REFERENCE.sub(lambda match: _folded(match.group()), text)
    if joined.isascii():  # most texts; the others are so but for a letter here and there
        return [word[:LONGEST_WORD] for word in _plain(joined).split()]
    parts = _ACCENTED.split(joined)
    parts[::2] = map(_plain, parts[::2])
    parts[1::2] = [part.translate(_FOLDED) for part in parts[1::2]]
    return [word[:LONGEST_WORD] for word in "".join(parts).split()]


def _plain(text: str) -> str:
    """What the ASCII characters of a text count as, looked up as bytes: ten times faster."""
    return text.encode("ascii").translate(_FOLDED_ASCII).decode("ascii")


def _folded(word: str) -> str:
    return word.translate(_FOLDED).replace(" ", "")[:LONGEST_WORD]


class _Folded(dict[int, str]):
    """For `str.translate`: what a character counts as in a word, white space for what stands between words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = "".join(fold(character).split()) if re.match(_LETTER, character) else " "
        return self.setdefault(code, folded)


_FOLDED = _Folded()
_FOLDED_ASCII = bytes(ord(chr(code).translate(_FOLDED)) if code < 128 else code for code in range(256))
_ACCENTED = re.compile(r"([^\x00-\x7f]+)")


@lru_cache(maxsize=1)
def _stemmer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer("dutch")).build()


def stem(word: str) -> str:
    """The stem of a folded word: Snowball's for Dutch, its last consonant as in the singular ("bedrijven", "bedrijf").

    >>> stem("aanbevelingen") == stem("aanbeveling"), stem("specialiseren") == stem("specialisatie")
    (True, True)
    >>> stem("geregistreerd") == stem("registratie")
    True
    """
    return _STEMS[word]


class _Stems(dict[str, str]):
    """The stems of the words that were asked for: those of a text are looked up in one go."""

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        return self.setdefault(word, _stem(word))


_STEMS = _Stems()


def _stem(word: str) -> str:
    if _RULE.search(word):
        return _RULE.sub("crat", word)
    if loan := _LOAN.fullmatch(word):
        word = f"{loan.group(1)}eer"
    found = _stemmer().analyze(word)
    whole = str(found[0]) if found else word
    hard = whole[:-1] + whole[-1].translate(_HARD) if whole else word
    return next((ending.sub(to, hard) for ending, to in DERIVED if ending.search(hard)), hard)


def stems(text: str) -> list[str]:
    """The stems of the words of `text`."""
    return stems_of(words(text))


def stems_of(several: Iterable[str]) -> list[str]:
    """The stems of some folded words."""
    return list(map(_STEMS.__getitem__, several))


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
