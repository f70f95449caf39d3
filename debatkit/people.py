"""
People: who has which role.

In go a file of people and the rules for a claim of the identity provider; out comes a `User`, or None for whoever has
no role. The one rule that must hold: nobody has a role who was not given one.

    - id: anna.devries@minezk.nl      as the identity provider names her; case does not matter
      name: Anna de Vries             optional: what others see
      role: contributor               reader | contributor | coordinator
      ministries: [EZK]               whose items a contributor writes

A rule for a claim gives a role to everyone whose claim has a value: "debat-ezk = contributor EZK; pers = reader".
What a role may see and do is told in `debatkit.access`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from debatkit import settings, validation, yaml_files
from debatkit.errors import Mistake, SettingsError
from debatkit.model import Model
from debatkit.values import LONGEST_LIST, ShortText
from debatkit.yaml_files import YamlError


class Role(StrEnum):
    """What someone is in the preparation of debates, from the least to the most."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    COORDINATOR = "coordinator"


ROLE_NAMES: Mapping[Role, str] = {
    Role.READER: "lezer van openbare lijnen",
    Role.CONTRIBUTOR: "schrijver",
    Role.COORDINATOR: "coördinator",
}


@dataclass(frozen=True)
class User:
    """Someone with a role. `id` is what the log names them by, `name` what others see."""

    id: str
    name: str
    role: Role
    ministries: frozenset[str] = frozenset()

    def is_of(self, ministry: str | None) -> bool:
        """Whether this ministry is one of theirs; what has no ministry is nobody's.

        >>> User("a", "A", Role.CONTRIBUTOR, frozenset({"EZK"})).is_of("EZK")
        True
        """
        return ministry is not None and ministry.casefold() in {each.casefold() for each in self.ministries}


# Who uses the app on their own machine, where nobody signs in.
LOCAL_USER = User("lokaal", "Lokale gebruiker", Role.COORDINATOR)


def same_id(name: str) -> str:
    """The form in which two names for one person are equal: e-mail addresses differ by case only in writing.

    Only ASCII is folded: "K", the sign for kelvin, becomes a "k", and would be somebody else.

    >>> same_id(" Anna@MinEZK.nl ")
    'anna@minezk.nl'
    """
    name = name.strip()
    return name.lower() if name.isascii() else name


class Person(Model):
    """One entry in the file of people."""

    id: ShortText
    name: ShortText | None = None
    role: Role
    ministries: Annotated[tuple[ShortText, ...], Field(max_length=LONGEST_LIST)] = ()

    @model_validator(mode="after")
    def _has_a_ministry(self) -> Person:
        if self.role is Role.CONTRIBUTOR and not self.ministries:
            raise ValueError("een contributor schrijft voor een ministerie; noem het bij 'ministries'")
        return self

    def user(self) -> User:
        """The person as the rest of Debatkit knows them."""
        return User(same_id(self.id), self.name or self.id, self.role, frozenset(self.ministries))


@dataclass(frozen=True)
class People:
    """Everyone who has a role of their own."""

    by_id: Mapping[str, User] = field(default_factory=dict)

    def find(self, name: str) -> User | None:
        """Who goes by this name; None when nobody does."""
        return self.by_id.get(same_id(name))


def read_people(path: Path) -> People:
    """Read the file of people.

    Raises:
        SettingsError: with every mistake in the file, and its line.
    """
    try:
        data, lines = yaml_files.parse(yaml_files.read_text(path))
    except YamlError as error:
        raise SettingsError((Mistake(path.name, error.line, error.message),)) from error
    if not isinstance(data, list):
        message = "hier hoort een lijst van personen te staan: elke persoon begint met '- id: ...'"
        raise SettingsError((Mistake(path.name, lines.get(()), message),))
    found: dict[str, User] = {}
    mistakes = []
    for number, entry in enumerate(data):
        try:
            user = Person.model_validate(entry).user()
        except ValidationError as error:
            for place, message in validation.mistakes(error, Person):
                line = lines.get((number, *place), lines.get((number,)))
                mistakes.append(Mistake(path.name, line, message))
            continue
        if user.id in found:
            message = f"'{user.id}' staat hier twee keer; een persoon heeft een rol"
            mistakes.append(Mistake(path.name, lines.get((number,)), message))
        found[user.id] = user
    if mistakes:
        raise SettingsError(tuple(mistakes))
    return People(found)


@dataclass(frozen=True)
class RoleRule:
    """A value of a claim, and what it gives to those who have it."""

    value: str
    role: Role
    ministries: frozenset[str] = frozenset()


def role_rules(text: str) -> tuple[RoleRule, ...]:
    """Read the rules for a claim: "value = role [ministry ...]", with a semicolon between them.

    The last "=" divides, since the value may be a name from a directory, which has signs of its own.

    Raises:
        SettingsError: with every rule that is not one.
    """
    rules = []
    mistakes = []
    for each in filter(None, (part.strip() for part in text.split(";"))):
        value, _, given = each.rpartition("=")
        role, *ministries = given.split() or [""]
        if not value.strip() or role not in list(Role):
            message = f"'{each[:60]}' is geen regel; schrijf 'waarde = rol', met als rol {', '.join(Role)}"
        elif role == Role.CONTRIBUTOR and not ministries:
            message = f"'{each[:60]}': noem achter de rol het ministerie, zoals 'contributor EZK'"
        else:
            rules.append(RoleRule(value.strip(), Role(role), frozenset(ministries)))
            continue
        mistakes.append(Mistake(settings.name_of("role_values"), None, message))
    if mistakes:
        raise SettingsError(tuple(mistakes))
    return tuple(rules)


def granted(rules: Iterable[RoleRule], values: Iterable[str]) -> tuple[Role, frozenset[str]] | None:
    """The role that a claim with these values gives: the highest of those that fit, for all ministries among them."""
    known = set(values)
    fitting = [rule for rule in rules if rule.value in known]
    if not fitting:
        return None
    role = max((rule.role for rule in fitting), key=list(Role).index)
    return role, frozenset().union(*(rule.ministries for rule in fitting if rule.role is role))
