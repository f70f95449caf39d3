"""
Inspection: what the checks find in a dossier, from state to state.

In goes what is seen of a state, and the inspection of the one before; out come findings. A question is looked at again
only when it changed, or what it stands on did. The rule that must hold: the findings are those of `checks.findings`.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

from debatkit import checks
from debatkit.cards import briefing_cards
from debatkit.checks import Finding, Result
from debatkit.grounds import Ground, Part
from debatkit.outlines import Outline
from debatkit.sight import Sight

STEP = 100  # questions between two tellings of how many were looked at
NOTHING = Result((), ())

Told = Callable[[float], None]  # is told which share of something is done, from 0 to 1
Alike = tuple[Sequence[str], tuple[tuple[int, int], ...]]  # the wordings of questions, and which are nearly the same


class Inspection:
    """What there is to mend in one state of a dossier, whole."""

    def __init__(self, sight: Sight, before: Inspection | None = None) -> None:
        self._sight = sight
        self._lock = threading.Lock()
        same = before is not None and sight.rest_is_same
        self._known: Mapping[str, tuple[Outline, Result]] = before._known if before and same else {}
        self._alike: Alike | None = before._alike if before else None

    def findings(self, today: datetime.date | None = None, told: Told | None = None) -> tuple[Finding, ...]:
        """All that is to be mended, errors first; `told` is told which share of the questions was looked at."""
        sight = self._sight
        with self._lock:
            ground = Ground(sight.dossier)
            self._known = dict(self._looked(ground, told))
            self._alike = self._compared()
            results = [checks.inspected(Part.rest(sight.dossier), ground)]
            results += (result for _, result in self._known.values())
            cards = briefing_cards(sight.dossier, today, sight.pace, sight.asked)
            return checks.gathered(sight.dossier, results, self._alike[1], cards)

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

    def _compared(self) -> Alike:
        wordings = [head.question for head in self._sight.questions.heads]
        if self._alike and self._alike[0] == wordings:
            return self._alike
        return wordings, checks.doubles(self._sight.dossier)
