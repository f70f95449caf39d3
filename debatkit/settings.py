"""
Settings: what whoever runs Debatkit decides about it, and the only place where that is read.

In go mappings of names to values, the environment and the top of secrets.toml; out comes one `Settings`. The one rule
that must hold: a value that is not understood is an error, never a default.

    DEBATKIT_DATA, DEBATKIT_QA                              where the dossiers are
    DEBATKIT_VAR                                            where the search index is kept, and the log of revisions
    DEBATKIT_DATABASE                                       another place for the log: postgresql+psycopg://...
    DEBATKIT_SIGN_IN                                        "required": never without sign-in
    DEBATKIT_PEOPLE                                         the file that gives people their roles
    DEBATKIT_USER_CLAIM, _ROLE_CLAIM, _ROLE_VALUES          what the identity provider says of people
    DEBATKIT_UNKNOWN_PEOPLE, DEBATKIT_CONTACT               what happens to those without a role, and whom they ask
    DEBATKIT_WORDS_A_MINUTE                                 how fast answers are said, by whom

docs/beheer.md describes each for those who set them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from debatkit import pace
from debatkit.errors import Mistake, SettingsError
from debatkit.pace import Pace

VERSION = "0.1.0"  # of Debatkit; also in pyproject.toml
ROOT = Path(__file__).resolve().parent.parent
PREFIX = "DEBATKIT_"


@dataclass(frozen=True)
class Settings:
    """The settings in force. Each field is a setting: `user_claim` is DEBATKIT_USER_CLAIM."""

    data: Path = ROOT / "data"
    qa: Path = ROOT / "qa"
    var: Path = ROOT / "var"
    database: str | None = None  # None: a file below `var`
    sign_in: bool = False  # True: without sign-in the app serves nobody, not even this machine
    people: Path | None = None
    user_claim: str = "email"
    role_claim: str | None = None
    role_values: str = ""  # read by `people.role_rules`
    unknown_people: bool = False  # True: who signed in without a role is a reader
    contact: str = "degene die Debatkit voor u beheert"
    words_a_minute: Pace = field(default_factory=Pace)


def name_of(field: str) -> str:
    """The name under which a field of `Settings` is set."""
    return PREFIX + field.upper()


def _one_of(**words: bool) -> Callable[[str], bool]:
    def read(text: str) -> bool:
        if text not in words:
            raise ValueError(f"kent alleen {', '.join(words)} (er staat '{text[:40]}')")
        return words[text]

    return read


_READERS: Mapping[str, Callable[[str], Any]] = {
    "data": Path,
    "qa": Path,
    "var": Path,
    "sign_in": _one_of(required=True, optional=False),
    "people": Path,
    "unknown_people": _one_of(refused=False, readers=True),
    "words_a_minute": pace.read,
}


def read(*sources: Mapping[str, object]) -> Settings:
    """Return the settings that `sources` give; a later source goes before an earlier one, and empty is not set.

    Raises:
        SettingsError: with every value that is not understood.
    """
    given: dict[str, Any] = {}
    mistakes = []
    for each in fields(Settings):
        name = name_of(each.name)
        value = next((source[name] for source in reversed(sources) if source.get(name) not in (None, "")), None)
        if value is None:
            continue
        try:
            if not isinstance(value, str):
                raise ValueError("moet tekst zijn, tussen aanhalingstekens")
            if text := value.strip():
                given[each.name] = _READERS.get(each.name, str)(text)
        except ValueError as error:
            mistakes.append(Mistake(name, None, str(error)))
    if mistakes:
        raise SettingsError(tuple(mistakes))
    return Settings(**given)
