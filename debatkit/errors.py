"""
Errors: sentences to a colleague, in Dutch.

    DebatkitError
    ├── DossierError        a dossier that cannot be read; carries every `Mistake` in it, with file and line
    ├── SettingsError       Debatkit has been set up wrongly; carries every `Mistake` in the settings or their files
    ├── NotFoundError       something was asked for that is not there, or not for this viewer: the two look the same
    ├── NotAllowedError     this user may not see or do that
    │   ├── SignedOutError      nobody is signed in, or no longer
    │   └── UnknownPersonError  someone is signed in who has no role here
    ├── SheetError          a sheet that cannot be made
    └── SearchError         an index that cannot be made or written

Users see `str(error)` and nothing else: what is wrong, where, and how to mend it.
"""

from __future__ import annotations

from dataclasses import dataclass


class DebatkitError(Exception):
    """The base of every error that Debatkit raises on purpose."""


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong in a dossier's files, at a place that an editor can open."""

    file: str
    line: int | None
    message: str
    item: str | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, regel {self.line}"
        return f"{place}: {self.message}"


class DossierError(DebatkitError):
    """A dossier cannot be read. `mistakes` holds all that is wrong, in order of file and line."""

    def __init__(self, dossier: str, mistakes: tuple[Mistake, ...]) -> None:
        self.dossier = dossier
        self.mistakes = mistakes
        super().__init__(f"Dossier '{dossier}' kan niet worden gelezen {_told(mistakes)}")


class SettingsError(DebatkitError):
    """The settings, or a file that they name, are wrong. `mistakes` holds all that is wrong."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__(f"Debatkit is niet goed ingesteld {_told(mistakes)}")


def _told(mistakes: tuple[Mistake, ...]) -> str:
    count = "1 fout" if len(mistakes) == 1 else f"{len(mistakes)} fouten"
    lines = "\n".join(f"- {mistake}" for mistake in mistakes)
    return f"({count}).\n{lines}"


class NotFoundError(DebatkitError):
    """What was asked for does not exist for this viewer."""


class NotAllowedError(DebatkitError):
    """This user may not see or do that; the message says who may."""


class SignedOutError(NotAllowedError):
    """Nobody is signed in, or the sign-in has run out."""


class UnknownPersonError(NotAllowedError):
    """Someone is signed in who has no role here. `person` is the name that a role could be given to."""

    def __init__(self, message: str, person: str) -> None:
        self.person = person
        super().__init__(message)


class SheetError(DebatkitError):
    """A sheet cannot be made from this selection."""


class SearchError(DebatkitError):
    """The search index cannot be made or written."""
