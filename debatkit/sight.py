"""
Sight: a dossier as one viewer sees it, with the outlines of its questions and its cards; from state to state.

In goes a dossier, and what was seen of the state before it. Out comes what is seen of it now, in the time that the
changes take and not in that of all questions. The one rule that must hold: it is the same whatever was seen before.

    what stays                             when
    outlines of questions                  the question is the same, and so are the sources that the viewer may know
    all but the questions, order on cards  no item but questions changed
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from debatkit import access, cards
from debatkit.access import Viewer
from debatkit.cards import Card
from debatkit.collecting import uncollected
from debatkit.model import Dossier
from debatkit.outlines import Asked, Following, Outline, followed, grouped, outlines, regrouped
from debatkit.pace import Pace
from debatkit.questions import Head, Questions

Told = Callable[[float], None]  # is told which share of something is done, from 0 to 1


class Sight:
    """What one viewer sees of one state of a dossier. It does not change."""

    def __init__(self, whole: Dossier, viewer: Viewer, pace: Pace | None = None, before: Sight | None = None) -> None:
        self.viewer = viewer
        self.pace = pace or Pace()
        self._whole = whole
        alike = before if before and (before.viewer, before.pace) == (viewer, self.pace) else None
        same = alike if alike and _only_questions_differ(alike._whole, whole) else None
        self.dossier: Dossier = access.view(whole, viewer, same.dossier if same else None)
        self.questions = Questions.of(self.dossier.questions)
        self._looking = threading.Lock()
        self._outlines: Sequence[Outline] | None = None
        self.following: Following | None = None  # how the questions follow those before; None: that is not known
        self.rest_is_same = same is not None
        if alike and alike.made and self._sources == alike._sources:
            self._follow(alike)

    def _follow(self, before: Sight) -> None:
        """Take over what was made before and is still so."""
        self.following = following = followed(self.questions, before.questions.heads, before.outlines)
        self._outlines = following.outlines
        self.__dict__["asked"] = regrouped(before.asked, following)
        if not self.rest_is_same:
            return
        self.__dict__["_rest"] = before._rest
        gone, came = ([each.head for each in several] for several in (following.gone, following.came))
        label = self.dossier.label
        for name, key, value in (("head_by_id", _id, _itself), ("id_by_label", label, _id)):
            if (held := before.__dict__.get(name)) is not None:
                kept = dict(held)
                for each in gone:
                    kept.pop(key(each), None)
                self.__dict__[name] = kept | {key(each): value(each) for each in came}
        alike = following.numbered_alike()
        self.__dict__["cards"] = self._made_cards(before.cards if alike else (), following.instead)

    @property
    def made(self) -> bool:
        """Whether every question has been looked at."""
        return self._outlines is not None

    def prepare(self, told: Told | None = None) -> None:
        """Look at every question, which takes a while where there are very many."""
        with self._looking:
            if self._outlines is None:
                total = len(self.questions) or 1
                with uncollected():
                    self._outlines = outlines(self.questions, (lambda done: told(done / total)) if told else None)

    @property
    def outlines(self) -> Sequence[Outline]:
        """The outline of each question, in their order."""
        if self._outlines is None:
            self.prepare()
        assert self._outlines is not None
        return self._outlines

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The briefing cards, the general line first."""
        return self._made_cards()

    def _made_cards(
        self, before: Sequence[Card] = (), instead: Mapping[int, Outline] | None = None
    ) -> tuple[Card, ...]:
        return cards.briefing_cards(self.dossier, None, self.pace, self.asked, before, instead)

    @cached_property
    def asked(self) -> Asked:
        """The outlines of the questions on each card."""
        return grouped(self.outlines)

    @cached_property
    def revision(self) -> str:
        """A short name for exactly this content; another content has another name."""
        digests = b"".join([each.digest for each in self.outlines])
        # In figures alone: it stands in the foot of each page, where checkers take letters for words that nobody hears.
        return f"{int.from_bytes(hashlib.sha256(self._rest + digests).digest()[:4]):010d}"

    @cached_property
    def _rest(self) -> bytes:
        """A name for all but the questions."""
        rest = self.dossier.model_copy(update={"questions": ()})
        return hashlib.sha256(rest.model_dump_json().encode()).digest()

    @cached_property
    def _sources(self) -> frozenset[str]:
        return frozenset(source.id for source in self.dossier.sources)

    @cached_property
    def head_by_id(self) -> Mapping[str, Head]:
        """The heads of the questions by id."""
        return {head.id: head for head in self.questions.heads}

    @cached_property
    def id_by_label(self) -> Mapping[str, str]:
        """The ids of the questions by short number."""
        return {self.dossier.label(head): head.id for head in self.questions.heads}

    @cached_property
    def ministries(self) -> tuple[str, ...]:
        """The ministries that questions are of, in alphabetical order."""
        return tuple(sorted({head.ministry for head in self.questions.heads if head.ministry}))

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Who answer questions, in the order of the dossier."""
        return tuple(dict.fromkeys(head.speaker for head in self.questions.heads if head.speaker))


def _only_questions_differ(one: Dossier, two: Dossier) -> bool:
    return all(getattr(one, name) is getattr(two, name) for name in Dossier.model_fields if name != "questions")


def _id(head: Head) -> str:
    return head.id


def _itself(head: Head) -> Head:
    return head
