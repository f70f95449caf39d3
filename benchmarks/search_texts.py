"""
Texts to search: the shipped dossier, larger ones made in its likeness, and what is asked of them.

In go the shipped dossier and a number of questions; out come entries, one a line of JSON in a file, and queries. The
rule that must hold: the same number gives the same texts and the same queries every time, and never more than a few
entries are in memory.

A made question has a question sentence, keywords, a line and an answer of about 90 words, on one of 100 made cards. Its
sentences are walks along the pairs of words in the dossier's own sentences, so each word is as frequent as there. A
larger dossier has more words too: some are replaced by compounds made of two of the dossier's ("toezichtsburgers"), as
many as Heaps' law asks for.
"""

from __future__ import annotations

import math
import random
import time
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from debatkit import Viewer, Workspace
from debatkit.files import SYNONYMS, read_synonyms
from debatkit.search.analysis import FILLER, words
from debatkit.search.entries import Entry, Kind, entries
from debatkit.text import sentences

ROOT = Path(__file__).resolve().parent.parent
SEED = 26_643
CARDS = 100
ANSWER = 90  # words
STATEMENT = 15  # words; about as long as those of the dossier
LINE = 20  # words
GROWTH = 0.55  # Heaps' exponent; 0.65 to 0.43 within the dossier, which is on one subject; 0.4 to 0.6 elsewhere
REPLACED = 0.1  # of the words that tell something: enough to keep up with the growth from the start
SHORTEST = 5  # letters of a word that may be part of a compound
LONGEST_SENTENCE = 40  # words; a walk that has not ended by then is ended
QUERY_SIZES = (1, 4, 12)  # words: typed, typed with care, spoken


@dataclass(frozen=True)
class Case:
    """A query and the numbers of the cards that answer it; none when nothing does."""

    query: str
    numbers: tuple[int, ...]


def cases(path: Path) -> tuple[Case, ...]:
    """The cases in a file: `query<TAB>numbers` or a query alone, one a line, # before a remark.

    Raises:
        SystemExit: a number is no number.
    """
    found = []
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            query, _, numbers = line.partition("\t")
            try:
                found.append(Case(query.strip(), tuple(int(number) for number in numbers.split(",") if number.strip())))
            except ValueError:
                raise SystemExit(f"{path}, line {place}: '{numbers}' is not a list of numbers") from None
    return tuple(found)


def shipped() -> tuple[Entry, ...]:
    """What can be found in the shipped dossier by anyone who may see the public lines."""
    view = Workspace(ROOT / "data", ROOT / "qa").view(None, Viewer())
    return entries(view.cards, view.dossier.sources)


def groups() -> list[list[str]]:
    """The words that mean the same in the shipped dossier, as `View` hands them to its index."""
    dossier = Workspace(ROOT / "data", ROOT / "qa").view(None, Viewer()).dossier
    synonyms = (*read_synonyms(ROOT / "data" / SYNONYMS), *dossier.synonyms)
    terms = [[term.preferred, *term.instead_of] for term in dossier.terms]
    return [list(each.words) for each in synonyms] + terms


def text_of(entry: Entry) -> str:
    """All that an entry is found by, as one text: what a search engine for documents is given."""
    return "\n".join(entry)


def write(made: Iterable[Entry], path: Path) -> int:
    """Write entries to a file and return how many there were."""
    count = 0
    with path.open("wb") as file:
        for entry in made:
            file.write(entry.data + b"\n")
            count += 1
    return count


def read(path: Path) -> Iterator[Entry]:
    """The entries in a file, one at a time."""
    with path.open("rb") as file:
        for line in file:
            yield Entry.from_data(line)


class Waiting:
    """Hands on entries, and counts the seconds that were spent on getting them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = iter(entries)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Entry]:
        while True:
            start = time.perf_counter()
            entry = next(self._entries, None)
            self.seconds += time.perf_counter() - start
            if entry is None:
                return
            yield entry


def queries(path: Path, asked: Sequence[str], count: int) -> list[str]:
    """Queries on the entries in a file: a quarter from `asked`, the rest drawn from the texts, by `QUERY_SIZES`.

    What is drawn stands in a text as it is: one word that is not filler, or words that follow each other.
    """
    chance = random.Random(SEED)
    found = chance.sample(list(asked), min(len(asked), count // (len(QUERY_SIZES) + 1)))
    for place, entry in enumerate(_drawn(path, count - len(found), chance)):
        text = chance.choice([text for name in ("subject", "line", "said") for text in entry.texts.get(name, ())])
        found.append(_stretch(text, QUERY_SIZES[place % len(QUERY_SIZES)], chance))
    chance.shuffle(found)
    return found


def _drawn(path: Path, count: int, chance: random.Random) -> list[Entry]:
    """So many of the entries in a file, each with the same chance, in a random order; again from the start if few."""
    held: list[Entry] = []
    for place, entry in enumerate(read(path)):
        if len(held) < count:
            held.append(entry)
        elif (other := int(chance.random() * (place + 1))) < count:
            held[other] = entry
    chance.shuffle(held)
    return [held[place % len(held)] for place in range(count)]


def _stretch(text: str, size: int, chance: random.Random) -> str:
    several = text.split()
    if size == 1:
        telling = [word.strip(".,:;?()“”") for word in several if _tells(word.strip(".,:;?()“”"))]
        return chance.choice(telling or several)
    start = chance.randrange(max(1, len(several) - size + 1))
    return " ".join(several[start : start + size])


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and word.lower() not in FILLER


class Sampler:
    """Makes texts in the likeness of some entries; each next one goes on where the last one ended."""

    def __init__(self, likeness: Sequence[Entry]) -> None:
        self._chance = random.Random(SEED)
        asked = [each for entry in likeness for each in sentences(entry.title) if each.endswith("?")]
        said = [text for entry in likeness for name in ("line", "said") for text in entry.texts.get(name, ())]
        self._asking, self._saying = _pairs(asked), _pairs(said)
        self._keywords = sorted({each for entry in likeness for each in entry.texts.get("keywords", ())})
        spoken = [word for text in (*asked, *said) for word in words(text)]
        self._parts = [word for word in spoken if _tells(word)]
        self._known = set(spoken)
        self._first = (len(spoken), len(self._known))
        self._spoken = len(spoken)
        self._skip = 0  # words that stay as they are before the next that may be replaced
        self._compounds: list[str] = []
        self._used = array("I")  # each time that one is said: what was said often is said again

    @cached_property
    def cards(self) -> tuple[Entry, ...]:
        """The made cards."""
        return tuple(self._card(number) for number in range(1, CARDS + 1))

    def questions(self, count: int) -> Iterator[Entry]:
        """Made questions, one at a time."""
        for place in range(count):
            number = place % CARDS + 1
            asked = self._text(self._asking, 1)
            texts = {
                "subject": (asked,),
                "keywords": self._some_keywords(),
                "line": (self._text(self._saying, LINE),),
                "said": self._answer(),
            }
            theme, order = f"opgave-{number % 5}", place // CARDS + 1
            yield Entry(Kind.QUESTION, f"vraag-{place}", number, asked, texts, (number,), theme, order=order)

    def asked(self) -> str:
        """A made question sentence."""
        return self._text(self._asking, 1)

    def said(self, size: int) -> str:
        """Made sentences, together `size` words or a little more."""
        return self._text(self._saying, size)

    def _card(self, number: int) -> Entry:
        title = f"{number}. {self._chance.choice(self._keywords)}"
        texts = {
            "subject": (title, self._text(self._saying, LINE)),
            "keywords": self._some_keywords(),
            "line": (self._text(self._saying, LINE),),
            "said": self._answer(),
        }
        return Entry(Kind.CARD, f"kaart-{number}", number, title, texts, (number,), f"opgave-{number % 5}")

    def _some_keywords(self) -> tuple[str, ...]:
        return tuple(" ".join(self._grown(each.split())) for each in self._chance.sample(self._keywords, 4))

    def _answer(self) -> tuple[str, ...]:
        """Statements of one to three sentences, together about as long as an answer is."""
        found: list[str] = []
        left = ANSWER
        while left > 0:
            found.append(self._text(self._saying, self._chance.choice((1, STATEMENT, STATEMENT))))
            left -= found[-1].count(" ") + 1
        return tuple(found)

    def _text(self, pairs: dict[str, list[str]], size: int) -> str:
        """Whole sentences, together `size` words or a little more."""
        chance = self._chance.random
        found: list[str] = []
        started = 0
        word = ""
        while True:
            following = pairs[word]
            word = following[int(chance() * len(following))]
            if word:
                found.append(word)
            if not word or len(found) - started >= LONGEST_SENTENCE:
                if len(found) >= size:
                    return " ".join(self._grown(found))
                started, word = len(found), ""

    def _grown(self, several: list[str]) -> list[str]:
        """The words with now and then another than the dossier's among them."""
        self._spoken += len(several)
        while self._skip < len(several):
            if _tells(several[self._skip]):
                several[self._skip] = self._compound()
            self._skip += 1 + int(math.log(1 - self._chance.random()) / math.log(1 - REPLACED))
        self._skip -= len(several)
        return several

    def _compound(self) -> str:
        spoken, known = self._first
        if len(self._known) < known * (self._spoken / spoken) ** GROWTH or not self._used:
            self._mint()
        else:
            self._used.append(self._used[int(self._chance.random() * len(self._used))])
        return self._compounds[self._used[-1]]

    def _mint(self) -> None:
        while True:
            first, last = self._chance.choice(self._parts), self._chance.choice(self._parts)
            compound = first + self._chance.choice(("", "", "s")) + last
            if compound not in self._known:
                break
        self._known.add(compound)
        self._used.append(len(self._compounds))
        self._compounds.append(compound)


def _pairs(texts: Iterable[str]) -> dict[str, list[str]]:
    """After each word those that follow it in a sentence, as often as they do; "" stands before the first and last."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for sentence in sentences(text):
            several = ["", *sentence.split(), ""]
            for before, word in pairwise(several):
                found[before].append(word)
    return found
