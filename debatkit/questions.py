"""
Questions: the questions of a dossier, of which there may be very many.

A sequence like any other, but for two things: lists need not read whole questions, because `heads` says what they show
and sort by; and a question is read when somebody asks for it, and kept no longer than it is used. The one rule that
must hold: there is one head for each question, in the same order, and it says what the question says.

A question that does not change keeps its head, the very same object, from one state of a dossier to the next: that is
how whatever is derived from questions knows what to take over.
"""

from __future__ import annotations

import itertools
import operator
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar, overload

import msgspec

from debatkit.model import Audience, Question, Status
from debatkit.plain import Plain, plain

MadeT = TypeVar("MadeT")

KEPT = 2_000  # questions that were read last are not read again: those on the screens of the moment


class Head(msgspec.Struct, frozen=True, gc=False):
    """What lists show of a question, and sort and choose by."""

    id: str
    number: int
    question: str
    recommendations: tuple[str, ...] = ()
    ministry: str | None = None
    speaker: str | None = None
    status: Status = Status.DRAFT
    audience: Audience = Audience.INTERNAL


_read_head = msgspec.json.Decoder(Head).decode


def read_head(text: str) -> Head:
    """The head of a question that stands in the log as `text`.

    Raises:
        ValueError: this is not how a question begins.
    """
    return _read_head(text)


def head(question: Question) -> Head:
    """What lists show of `question`."""
    return Head(**{name: getattr(question, name) for name in Head.__struct_fields__})


def differing(before: Sequence[Head], after: Sequence[Head]) -> tuple[slice, slice]:
    """Where two rows of heads are not the same objects: places before and after. Around these they are the same.

    >>> one, two, three = (Head(name, 1, "Q?") for name in "abc")
    >>> differing([one, two, three], [one, three])
    (slice(1, 2, None), slice(1, 1, None))
    """
    shorter = min(len(before), len(after))
    front = _shared(before, after, shorter)
    back = _shared(reversed(before), reversed(after), shorter - front)
    return slice(front, len(before) - back), slice(front, len(after) - back)


def _shared(one: Iterable[Head], two: Iterable[Head], most: int) -> int:
    """How many objects two rows share from their beginning, `most` at most."""
    others = itertools.compress(itertools.count(), map(operator.is_not, one, two))
    return min(next(others, most), most)


class Made(Sequence[MadeT]):
    """A sequence like a tuple, whose elements are made when somebody asks for them."""

    def __len__(self) -> int:
        return len(self._keys())

    @overload
    def __getitem__(self, place: int) -> MadeT: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[MadeT, ...]: ...
    def __getitem__(self, place: int | slice) -> MadeT | tuple[MadeT, ...]:
        chosen = self._keys()[place]
        return tuple(map(self._made, chosen)) if isinstance(place, slice) else self._made(chosen)

    def __iter__(self) -> Iterator[MadeT]:
        return map(self._made, self._keys())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Made | tuple):
            return NotImplemented
        return len(self) == len(other) and all(map(operator.eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    @abstractmethod
    def _keys(self) -> Sequence[Any]:
        """What each element is made of, in their order."""

    @abstractmethod
    def _made(self, key: Any) -> MadeT:
        """The element that is made of `key`."""


class Questions(Made[Question]):
    """Questions in their order. `body` gives one as plain data, `make` as an object, both by its id."""

    def __init__(self, heads: Sequence[Head], body: Callable[[str], Plain], make: Callable[[str], Question]) -> None:
        self.heads = heads
        self.body = body
        self.make = lru_cache(KEPT)(make)

    @classmethod
    def of(cls, questions: Sequence[Question]) -> Questions:
        """The same questions, with their heads."""
        if isinstance(questions, Questions):
            return questions
        by_id = {question.id: question for question in questions}
        return cls(tuple(map(head, questions)), lambda name: plain(by_id[name]), by_id.__getitem__)

    def where(self, keep: Callable[[Head], bool]) -> Questions:
        """Those of which the head is to be kept."""
        return Questions([each for each in self.heads if keep(each)], self.body, self.make)

    def _keys(self) -> Sequence[Head]:
        return self.heads

    def _made(self, key: Head) -> Question:
        return self.make(key.id)
