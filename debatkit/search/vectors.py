"""
Vectors: what a model made of texts, kept so that it is made once.

    folder/vectors-<model>.f16      8 bytes: a sign and the length of a vector; then for each text the digest of it,
                                    12 bytes, and its vector, in half precision

The file only grows, a batch at a time: a kill costs the batch that was being made, and what is not whole at the end is
cut off by who writes next. One process writes at a time, the others read along. It may be thrown away.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

try:
    import fcntl
except ImportError:  # not on Windows: there two processes may make the same vectors, which does no harm
    fcntl = None  # type: ignore[assignment]

Vectors = NDArray[np.float32]
SIGN = b"DKV1"
DIGEST = 12  # bytes
LONGEST = 65_536  # figures; a file that says more is no file of ours
PAUSE = 0.2  # seconds between two looks at what another process has made
STALE = 0.25  # of the file; from there on it is written anew without what no text needs


def digest(text: str) -> bytes:
    """A short name for exactly this text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()


class Kept:
    """Vectors by the digest of their text, in a file or, without one, in memory."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._known: dict[bytes, Vectors] = {}
        self._read = (0, 0)  # which file, and how much of it
        self._held = 0  # vectors in the file

    def __getitem__(self, name: bytes) -> Vectors:
        return self._known[name]

    def missing(self, wanted: Collection[bytes]) -> list[bytes]:
        """Which of these are not there, also not by the work of another process."""
        self._read_along()
        return [name for name in wanted if name not in self._known]

    def add(self, names: Sequence[bytes], made: Vectors) -> None:
        """Keep vectors; on disk only while `writing`, and where the disk is not full."""
        half = made.astype("<f2")
        self._known.update(zip(names, half.astype(np.float32), strict=True))  # as they are when read from disk
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._written(names, half)

    def _written(self, names: Sequence[bytes], half: NDArray[np.float16]) -> None:
        assert self._file is not None
        records = b"".join(name + row.tobytes() for name, row in zip(names, half, strict=True))
        with self._file.open("r+b" if self._file.exists() else "w+b") as file:
            size = self._whole(file.seek(0, os.SEEK_END), half.shape[1])
            file.seek(size)
            file.truncate()
            file.write(records if size else SIGN + struct.pack("<I", half.shape[1]) + records)

    def keep(self, wanted: Collection[bytes]) -> None:
        """Forget all others; only while `writing`."""
        self._known = {name: self._known[name] for name in wanted if name in self._known}
        if self._file is None or not self._known or self._held * (1 - STALE) <= len(self._known):
            return
        new = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        names = list(self._known)
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
            Kept(new)._written(names, np.array([self._known[name] for name in names]).astype("<f2"))
            new.replace(self._file)  # at once: another process reads the old ones or the new

    @contextlib.contextmanager
    def writing(self, enough: Callable[[], bool], patient: bool = True) -> Iterator[bool]:
        """Be the one process that writes; False when `enough` was made by another while this one waited.

        False at once where another process writes and this one is not `patient`.
        """
        if self._file is None or fcntl is None:
            yield True
            return
        with contextlib.ExitStack() as stack:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                lock = stack.enter_context(self._file.with_suffix(".lock").open("w"))
            except OSError:  # nothing can be kept here: they are made for this process alone
                yield True
                return
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system takes it back when its owner dies
                    break
                except BlockingIOError:
                    if enough() or not patient:
                        yield False
                        return
                    time.sleep(PAUSE)
            yield True

    def _read_along(self) -> None:
        """Take up what is in the file and was not read yet."""
        if self._file is None:
            return
        with contextlib.suppress(OSError), self._file.open("rb") as file:  # not there yet
            which = os.fstat(file.fileno()).st_ino
            place = self._read[1] if self._read[0] == which else 0
            sign, length = struct.unpack("<4sI", (file.read(8) + bytes(8))[:8])
            if sign != SIGN or not 0 < length <= LONGEST:
                return  # damaged: it is made again
            record = np.dtype([("name", "V12"), ("vector", "<f2", (length,))])
            file.seek(max(place, 8))
            data = file.read()
            count = len(data) // record.itemsize
            found = np.frombuffer(data, dtype=record, count=count)
            vectors = found["vector"].astype(np.float32)
            names = (name.tobytes() for name in found["name"])
            self._known.update(zip(names, vectors, strict=True))
            self._read = (which, max(place, 8) + count * record.itemsize)
            self._held = (self._read[1] - 8) // record.itemsize

    def _whole(self, size: int, length: int) -> int:
        """How much of the file is whole records of this length; 0 where it is no such file."""
        assert self._file is not None
        with self._file.open("rb") as file:
            if file.read(8) != SIGN + struct.pack("<I", length):
                return 0
        return size - (size - 8) % (DIGEST + 2 * length)
