"""
Errors: sentences to a colleague, in Dutch.

    DebatkitError
    ├── DossierError        a dossier that cannot be read; carries every `Mistake` in it, with file and line
    ├── SettingsError       Debatkit has been set up wrongly; carries every `Mistake` in the settings or their files
    ├── NotFoundError       something was asked for that is not there, or not for this viewer: the two look the same
    ├── NotAllowedError     this user may not see or do that
    │   ├── SignedOutError      nobody is signed in, or no longer
    │   └── UnknownPersonError  someone is signed in who has no role here
    ├── RosterError         the file of people cannot be changed like this
    ├── SheetError          a sheet that cannot be made
    ├── IntakeError         a file that cannot be read back into a dossier
    ├── SearchError         an index that cannot be made or written
    └── LogError            something about the log of revisions
        ├── LogUnavailableError     it cannot be reached, opened, read or written
        │   └── LogBusyError        others kept it longer than we wait
        ├── LogVersionError         it was made by a newer Debatkit
        ├── InvalidChangeError      a change that can never be in it
        ├── OutdatedError           a change to an older revision (in debatkit.revisions.records, beside what it holds)
        ├── OvertakenError          the dossier changed since the changes were checked
        ├── UnreadableRevisionError a revision in it that cannot be read
        └── BackupError             a backup that cannot be made, read or put back

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


class RosterError(DebatkitError):
    """The file of people cannot be changed like this."""


class SheetError(DebatkitError):
    """A sheet cannot be made from this selection."""


class IntakeError(DebatkitError):
    """A file cannot be read back into a dossier."""


class SearchError(DebatkitError):
    """The search index cannot be made or written."""


class LogError(DebatkitError):
    """The base of every error about the log of revisions."""


class LogUnavailableError(LogError):
    """The log cannot be reached, opened, read or written. Never holds a password or a text of a dossier."""


class LogBusyError(LogUnavailableError):
    """Others kept the log to themselves for longer than we wait."""


class LogVersionError(LogError):
    """The log was made by a newer Debatkit, or by something else."""


@dataclass(frozen=True)
class Refusal:
    """One thing that is wrong with a change: the mend, the path in its body, and the item where it is about one."""

    message: str
    path: tuple[str | int, ...] = ()
    dossier: str | None = None
    kind: str | None = None
    id: str | None = None

    def __str__(self) -> str:
        return f"in '{self.id}': {self.message}" if self.id else self.message


class InvalidChangeError(LogError):
    """Changes that can never be in the log. `refusals` holds all that is wrong with them; nothing was written."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = refusals
        lines = "\n".join(f"- {refusal}" for refusal in refusals)
        super().__init__(f"De wijziging is niet opgeslagen. Verbeter eerst:\n{lines}")


class OvertakenError(LogError):
    """The dossier changed since the changes were checked against it. Take up `since`, check again, append again."""

    def __init__(self, dossier: str, since: int) -> None:
        self.dossier = dossier
        self.since = since
        super().__init__(f"Dossier '{dossier}' is intussen gewijzigd. Er is niets opgeslagen; probeer het opnieuw.")


class UnreadableRevisionError(LogError):
    """A revision whose body cannot be read. Says where it is, and nothing of what is in it."""

    def __init__(self, dossier: str, kind: str, item: str, number: int, reason: str) -> None:
        self.dossier = dossier
        self.kind = kind
        self.id = item
        self.number = number
        super().__init__(
            f"Versie {number} van '{item}' ({kind}) in dossier '{dossier}' kan niet worden gelezen: {reason}."
        )


class BackupError(LogError):
    """A backup that cannot be made, read or put back."""
