"""
Latches: what a search led to often comes first.

In go queries with the result that was chosen; out come the results that the same query led to three times or more. The
rules that must hold: they count cards and questions, never people; and what was chosen in the internal view changes
nothing in the public one, because each view has its own.
"""

from __future__ import annotations

from debatkit import access
from debatkit.access import Action
from debatkit.model import Audience
from debatkit.people import User
from debatkit.revisions.choices import Choice, Choices
from debatkit.text import fold, words

OFTEN = 3  # times; twice may be one person who lost their way
LONGEST_QUERY = 200  # characters; a longer question is not asked again in the same words


def same_query(text: str) -> str:
    """The form in which two queries are the same; empty for one that is not counted.

    >>> same_query("  Wie betaalt dát? ")
    'wie betaalt dat'
    """
    plain = " ".join(words(fold(text)))
    return plain if 1 < len(plain) <= LONGEST_QUERY else ""


class Latches:
    """What searches in one dossier led to."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def note(self, audience: Audience, query: str, item: str) -> None:
        """Count that a query in this view led to an item.

        Raises:
            LogUnavailableError: the database cannot be written.
        """
        if plain := same_query(query):
            self._choices.count(audience, plain, item)

    def first(self, audience: Audience, query: str) -> tuple[str, ...]:
        """The items that this query often led to in this view, the most often first.

        Raises:
            LogUnavailableError: the database cannot be read.
        """
        plain = same_query(query)
        found = self._choices.of(audience, plain) if plain else ()
        return tuple(each.item for each in found if each.count >= OFTEN)

    def listed(self, user: User) -> tuple[Choice, ...]:
        """Everything that was counted, for coordinators: a query may say something internal.

        Raises:
            NotAllowedError: this user is no coordinator.
            LogUnavailableError: the database cannot be read.
        """
        access.require(user, Action.MANAGE)
        return self._choices.all()

    def forget(self, user: User, choice: Choice | None = None) -> None:
        """Start counting anew, for one query or (without a choice) for all.

        Raises:
            NotAllowedError: this user is no coordinator.
            LogUnavailableError: the database cannot be written.
        """
        access.require(user, Action.MANAGE)
        self._choices.forget(choice.audience if choice else None, choice.query if choice else None)
