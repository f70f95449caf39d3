"""
Answering: whether a hit answers, or only comes near.

In go the signs of one hit; out comes yes or no. Four signs speak, each measured so that it means the same in a small
dossier and in a large one:

    share       how much of what the query tells stands in the entry, from 0 to 1
    told        the same, not as a share: "onderraad" tells more than "kosten", though both may be there whole
    strength    how well the best hit of all scores for a word of the query: 1 is a word of one entry alone
    unknown     how much the most telling word tells that no entry has anything like: "abortuspil"

What a word tells is measured in Dutch, not in the dossier: there "subsidie" is as rare as "biometrie".
"""

from __future__ import annotations

from dataclasses import dataclass

from debatkit.search.query import Query


@dataclass(frozen=True)
class Signs:
    """What is known of one hit."""

    share: float
    told: float
    strength: float
    unknown: float


@dataclass(frozen=True)
class Answering:
    """How much each sign counts, and from which sum on a hit answers.

    A logistic regression on all cases but the blind ones; `limit` stays as clear of the 9 in 10 of the answered ones
    as of the 2 in 10 of the others. `python -m benchmarks.search_quality` fits it again, on four fifths of them for the
    last fifth.
    """

    share: float = 3.15
    told: float = 0.73
    strength: float = 0.59
    unknown: float = -0.65
    limit: float = 3.62

    def sum(self, signs: Signs) -> float:
        """How much speaks for it that the hit answers."""
        for_it = self.share * signs.share + self.told * signs.told + self.strength * signs.strength
        return for_it + self.unknown * signs.unknown

    def answers(self, signs: Signs) -> bool:
        """Whether a hit with these signs answers."""
        return self.sum(signs) >= self.limit


def signs(query: Query, share: float, best: float, alone: float) -> Signs:
    """The signs of a hit that holds `share` of the query.

    `best` is the score of the best hit by its words, `alone` what a word brings that is in one entry only.
    """
    strength = best / (len(query.units) * alone) if query.units else 0.0
    return Signs(share, share * query.tells, strength, query.unknown)
