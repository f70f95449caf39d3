"""
Finder: the search index of one viewer, brought from state to state of a dossier.

In goes what is seen, and the finder of the state before; out comes an index that holds it. The rule that must hold: an
index that was brought along by a few entries holds what a fresh one would.

Several processes may share an index. What one of them brought along, the others find done; and who finds a state that
they do not know leaves it for a moment: it is a later one, and they will know it as soon as they look in the log.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from debatkit.model import Question
from debatkit.outlines import Outline
from debatkit.plain import plain_statements
from debatkit.search.entries import Entry, Kind, entries, passages, quotations
from debatkit.search.index import Index
from debatkit.search.meaning import Encoder
from debatkit.sight import Sight
from debatkit.text import same_quote

STEPS = 50  # states back from which an index is brought along
MOST = 500  # changed questions with which it is; more are looked at among all
MOMENT = 0.1  # seconds between two tellings of how far the meaning is
AT_ONCE = 40  # texts that are made into vectors while somebody waits: half a second
LATER = 5.0  # seconds that a state which nobody here knows is taken for a later one

Groups = tuple[tuple[str, ...], ...]  # words that mean the same


@dataclass(frozen=True)
class Step:
    """An earlier state by its revision, and what changed since: questions by id, and sources cited otherwise."""

    base: str
    questions: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


class Finder:
    """The index for one viewer of one state of a dossier."""

    def __init__(
        self,
        sight: Sight,
        groups: Groups = (),
        folder: Path | None = None,
        encoder: Encoder | None = None,
        before: Finder | None = None,
    ) -> None:
        self._sight: Sight = sight
        self._groups = groups
        self._folder = folder  # None: the index is in memory
        self._encoder = encoder
        self._making = threading.Lock()
        self._meaning: threading.Thread | None = None  # makes vectors while searching goes by words
        self._meant = False  # whether all vectors were made without a thread
        self._vectors: threading.Thread | None = None  # made them for the state before
        self._steps: tuple[Step, ...] = ()
        self._earlier: tuple[str, ...] = ()  # the last states before this one, by their revisions
        self._in_step = False  # whether the index was ever a state that is known here
        self._replaced = False  # by the finder of a later state
        self._later: float | None = None  # since when the index holds a state that is not known here
        if before and before._groups == groups:
            self._take_over(before)

    def _take_over(self, before: Finder) -> None:
        before._replaced = True
        self._in_step = before._in_step
        self._earlier = (before._sight.revision, *before._earlier)[:STEPS]
        self._steps = tuple(_steps(before, self._sight))
        if "index" in before.__dict__:
            self.__dict__["index"] = before.index
            self._vectors = before._meaning or before._vectors

    @cached_property
    def index(self) -> Index:
        """The index itself, whatever it holds."""
        return Index(self._folder, self._groups, encoder=self._encoder)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All that can be found."""
        return entries(self._sight.cards, self._sight.dossier.sources)

    @property
    def ready(self) -> bool:
        """Whether a search answers at once, without an index to be made first."""
        with self._making:
            return self.index.holds(self._sight.revision) or self._ahead() or bool(self._base())

    def prepare(self, progress: Callable[[float], None] | None = None) -> None:
        """Make the index, or bring it up to date; `progress` is told which share is done, from 0 to 1.

        Raises:
            SearchError: the index cannot be written.
        """
        with self._making:
            revision = self._sight.revision
            if self.index.holds(revision) or self._brought_along():
                self._later = None
            elif not self._ahead():
                total = len(self.entries) or 1
                told = (lambda done: progress(done / total)) if progress else None
                self.index.sync(self.entries, revision, told)
            self._in_step = True
            # After a change few texts are new, and made at once; at the first start searching does not wait for them.
            if self._encoder and not self._meaning and not self._meant_at_once():
                self._meaning = threading.Thread(target=self._make_meaning, daemon=True)
                self._meaning.start()

    def _meant_at_once(self) -> bool:
        if not self._meant and self._vectors is None:
            self._meant = self.index.sync_meaning(self.entries, most=AT_ONCE)
        return self._meant

    def wait_for_meaning(self, progress: Callable[[float], None] | None = None) -> None:
        """Wait until the search goes by meaning too, where a model for that is installed; minutes, the first time.

        `progress` is told which share is done, first of the index, then of the meaning.
        """
        self.prepare(progress)
        while self._meaning and self._meaning.is_alive():
            self._meaning.join(MOMENT)
            if progress:
                progress(self.meaning_share)

    @property
    def meaning_share(self) -> float:
        """Which share of what can be found can be found by meaning too, from 0 to 1; 1 where that is not done."""
        return self.index.meaning_share if self._encoder else 1.0

    def _make_meaning(self) -> None:
        if self._vectors:
            self._vectors.join()
        if not self._replaced:  # else the later state's finder does it
            self.index.sync_meaning(self.entries)

    def holds(self, entry: Entry) -> bool:
        """Whether there is such a thing in this state: the index may hold a later one."""
        if entry.kind is Kind.QUESTION:
            return entry.id in self._sight.head_by_id
        if entry.kind is Kind.CARD:
            return any(card.id == entry.id for card in self._sight.cards)
        return entry.id in self._sight.dossier.source_by_id

    def _base(self) -> Step | None:
        """The state that the index holds, if it can be brought along from there."""
        return next((step for step in self._steps if self.index.holds(step.base)), None)

    def _brought_along(self) -> bool:
        """Bring the index from the state that it holds to this one by what changed; False where that cannot be."""
        while step := self._base():
            changed = (*self._questions(step.questions), *self._passages(step.sources))
            gone = [_key(name) for name in step.questions if name not in self._sight.head_by_id]
            made = self._vectors is not None and not self._vectors.is_alive()
            if self.index.put(changed, gone, step.base, self._sight.revision, meaning=made):
                self._meaning = self._vectors if made else None
                return True
        return self.index.holds(self._sight.revision)

    def _ahead(self) -> bool:
        """Whether the index is to be searched as it is, because it seems to hold a later state than this one."""
        if not self._in_step or any(map(self.index.holds, self._earlier)):
            return False
        now = time.monotonic()
        self._later = self._later or now
        return self._replaced or now - self._later < LATER

    def _questions(self, names: frozenset[str]) -> Iterator[Entry]:
        cards = [
            replace(card, questions=tuple(rung for name in names if (rung := card.rung(name))))
            for card in self._sight.cards
        ]
        return (entry for entry in entries(cards, ()) if entry.kind is Kind.QUESTION)

    def _passages(self, names: frozenset[str]) -> Iterator[Entry]:
        """The entries of these sources, under the cards that cite them by now."""
        if not names:
            return
        quoted = quotations([replace(card, questions=()) for card in self._sight.cards])
        for card in self._sight.cards:
            for each in card.asked.known:
                if not names.isdisjoint(each.sources):
                    for source, quote in _citations(self._sight, each):
                        quoted[source][card.number, quote] += 1
        for name in names:
            yield from passages(self._sight.dossier.source_by_id[name], quoted[name])


def _steps(before: Finder, sight: Sight) -> Iterator[Step]:
    """The states before `sight`, the last one first, as far as the index can be brought along from them."""
    following = sight.following
    if following is None or not sight.rest_is_same:
        return
    if sight.revision == before._sight.revision:
        yield from before._steps
        return
    questions = frozenset(each.head.id for each in (*following.gone, *following.came))
    was, is_ = _quotes(before._sight, following.gone), _quotes(sight, following.came)
    sources = frozenset(source for _, source, _ in (was - is_) + (is_ - was))
    for step in (Step(before._sight.revision), *before._steps)[:STEPS]:
        if len(step.questions | questions) > MOST:
            return
        yield Step(step.base, step.questions | questions, step.sources | sources)


def _quotes(sight: Sight, asked: Sequence[Outline]) -> Counter[tuple[str | None, str, str]]:
    """How often which card cites which source with which words, for these questions."""
    return Counter(
        (subject, source, quote)
        for each in asked
        for source, quote in _citations(sight, each)
        for subject in each.head.recommendations or (None,)
    )


def _citations(sight: Sight, asked: Outline) -> Iterator[tuple[str, str]]:
    """What a question cites: the source, and the words in the form in which quotes are compared."""
    for _, statement in plain_statements(Question, sight.questions.body(asked.head.id)):
        for citation in statement.get("citations", ()):
            yield citation["source"], same_quote(citation.get("quote") or "")


def _key(question: str) -> str:
    return Entry(Kind.QUESTION, question, None, "", {}).key
