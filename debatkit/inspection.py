"""
Inspection: what the checks find in a dossier, from state to state.

In goes what is seen of a state, and the inspection of the one before; out come findings. A question is looked at again
only when it changed, or what it stands on did. The rule that must hold: the findings are those of `checks.findings`.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

from debatkit import checks, near_doubles
from debatkit.cards import briefing_cards
from debatkit.checks import Finding, Result
from debatkit.grounds import Ground, Part
from debatkit.outlines import Outline
from debatkit.sight import Sight

FEW = 20  # changed wordings that are compared with all; more are sooner compared among all
STEP = 100  # questions between two tellings of how many were looked at
NOTHING = Result((), ())

Told = Callable[[float], None]  # is told which share of something is done, from 0 to 1
Pairs = Sequence[tuple[str, str]]  # questions that say nearly the same, by their ids


class Inspection:
    """What there is to mend in one state of a dossier, whole."""

    def __init__(self, sight: Sight, before: Inspection | None = None) -> None:
        self._sight = sight
        self._lock = threading.Lock()
        same = before is not None and sight.rest_is_same
        self._known: Mapping[str, tuple[Outline, Result]] = before._known if before and same else {}
        self._wordings: Mapping[str, str] = before._wordings if before else {}  # of questions, by id
        self._alike: Pairs = before._alike if before else ()  # as they were compared by these wordings

    def findings(self, today: datetime.date | None = None, told: Told | None = None) -> tuple[Finding, ...]:
        """All that is to be mended, errors first; `told` is told which share of the questions was looked at."""
        sight = self._sight
        with self._lock:
            ground = Ground(sight.dossier)
            self._known = dict(self._looked(ground, told))
            alike = self._compared()
            results = [checks.inspected(Part.rest(sight.dossier), ground)]
            results += (result for _, result in self._known.values())
            cards = briefing_cards(sight.dossier, today, sight.pace, sight.asked)
            return checks.gathered(sight.dossier, results, alike, cards)

    def _looked(self, ground: Ground, told: Told | None) -> Iterator[tuple[str, tuple[Outline, Result]]]:
        """Each question by its id, with what was found in it: as before where it is the same."""
        total = len(self._sight.outlines)
        for number, each in enumerate(self._sight.outlines, 1):
            name = each.head.id
            held = self._known.get(name)
            if held is None or held[0] is not each:
                found = checks.inspected(Part.of(self._sight.questions.make(name)), ground)
                held = each, found if found.findings or found.amounts else NOTHING
                if told and number % STEP == 0:
                    told(number / total)
            yield name, held

    def _compared(self) -> Sequence[tuple[int, int]]:
        """The places of questions that say nearly the same, in pairs; only those are compared whose wording changed."""
        wordings = {head.id: head.question for head in self._sight.questions.heads}
        texts, ids = list(wordings.values()), list(wordings)
        places = {name: place for place, name in enumerate(ids)}
        changed = {name for name, wording in wordings.items() if self._wordings.get(name) != wording}
        if len(changed) > FEW:
            found = list(near_doubles.pairs(texts))
        else:
            still = (pair for pair in self._alike if places.keys() >= set(pair) and changed.isdisjoint(pair))
            found = [(min(pair), max(pair)) for pair in ((places[one], places[two]) for one, two in still)]
            found += near_doubles.pairs_with(texts, {places[name] for name in changed}) if changed else ()
            found.sort(key=lambda pair: (pair[1], pair[0]))
        self._wordings, self._alike = wordings, [(ids[one], ids[two]) for one, two in found]
        return found
