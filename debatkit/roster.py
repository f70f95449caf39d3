"""
Roster: the file of people, changed by a coordinator.

In goes a person to add, to change or to take out; out comes the same file with that one change, in its one form, in
the place of the old one. The one rule that must hold: somebody can always manage, and whoever makes a change is still
a coordinator after it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from debatkit import access, text, validation, yaml_files
from debatkit.access import Action
from debatkit.errors import RosterError
from debatkit.people import Person, Role, RoleRule, User, read_people, role_rules, same_id
from debatkit.settings import Settings

_LABELS = {"id": "de aanmeldnaam", "name": "de naam", "role": "de rol", "ministries": "het ministerie"}


class Roster:
    """The file of people as it was when this was made; made for one action or one run of a page."""

    def __init__(self, path: Path, user: User, rules: Iterable[RoleRule] = ()) -> None:
        """Read the file.

        Raises:
            NotAllowedError: this user may not manage people.
            SettingsError: the file cannot be read.
        """
        access.require(user, Action.MANAGE)
        self.path = path.resolve()  # a link stays a link: what it leads to is replaced
        self._user = user
        self._rules = tuple(rules)
        self.mark = _mark(self.path)
        self.people: tuple[User, ...] = tuple(read_people(self.path).by_id.values())

    @classmethod
    def of(cls, settings: Settings, user: User) -> Roster | None:
        """The file that the settings name; None where they name none.

        Raises:
            NotAllowedError: this user may not manage people.
            SettingsError: the file cannot be read.
        """
        access.require(user, Action.MANAGE)
        return cls(settings.people, user, role_rules(settings.role_values)) if settings.people else None

    @property
    def writable(self) -> bool:
        """Whether the app may replace the file; it needs its folder for that."""
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    @property
    def has_remarks(self) -> bool:
        """Whether somebody wrote remarks in the file, which a change from here would take out."""
        lines = yaml_files.read_text(self.path).splitlines()
        return any(line.lstrip().startswith("#") or " #" in line for line in lines)

    def add(self, values: Mapping[str, Any]) -> None:
        """Give somebody a role who had none in the file.

        Raises:
            RosterError: what was filled in is not right, the file has this person already, or cannot be changed.
        """
        person = _person(values)
        if person.id in {each.id for each in self.people}:
            raise RosterError(f"'{person.id}' staat al in de lijst. Kies deze persoon daar om de rol te wijzigen.")
        self._write((*self.people, person))

    def change(self, values: Mapping[str, Any]) -> None:
        """Give somebody in the file another role, name or ministries; the id says whom.

        Raises:
            RosterError: what was filled in is not right, nobody would manage, or the file cannot be changed.
        """
        person = _person(values)
        self._require(person.id)
        self._write(tuple(person if each.id == person.id else each for each in self.people))

    def remove(self, name: str) -> None:
        """Take somebody out of the file. A claim may still give them a role.

        Raises:
            RosterError: there is no such person, nobody would manage, or the file cannot be changed.
        """
        self._require(same_id(name))
        self._write(tuple(each for each in self.people if each.id != same_id(name)))

    def _require(self, name: str) -> None:
        if name not in {each.id for each in self.people}:
            raise RosterError(f"'{name}' staat niet meer in de lijst.")

    def _write(self, people: tuple[User, ...]) -> None:
        self._still_managed(people)
        with _replacing(self.path) as new:
            if _mark(self.path) != self.mark:
                raise RosterError("Iemand anders wijzigde de lijst intussen. Kijk haar na en probeer het opnieuw.")
            new.write_bytes(written(people).encode("utf-8"))

    def _still_managed(self, people: tuple[User, ...]) -> None:
        by_id = {each.id: each for each in people}
        own = by_id.get(self._user.id)
        was_there = self._user.id in {each.id for each in self.people}
        if (own and own.role is not Role.COORDINATOR) or (was_there and own is None):
            raise RosterError("U kunt uzelf de rol van coördinator niet afnemen. Vraag het een andere coördinator.")
        roles = {each.role for each in people} | {rule.role for rule in self._rules}
        if Role.COORDINATOR not in roles:
            raise RosterError("Er moet ten minste één coördinator zijn. Geef eerst iemand anders die rol.")


def written(people: Iterable[User]) -> str:
    """The file of these people in its one form: what `read_people` reads as the same people.

    >>> print(written([User("anna@minezk.nl", "Anna", Role.COORDINATOR)]), end="")
    - id: anna@minezk.nl
      name: Anna
      role: coordinator
    """
    return yaml_files.dump([_entry(each) for each in people])


def _entry(user: User) -> dict[str, Any]:
    name = {"name": user.name} if user.name != user.id else {}
    ministries = {"ministries": sorted(user.ministries)} if user.ministries else {}
    return {"id": user.id, **name, "role": user.role.value, **ministries}


def _person(values: Mapping[str, Any]) -> User:
    given = {key: value for key, value in values.items() if value not in ("", None)}
    if given.get("role") == Role.CONTRIBUTOR and not given.get("ministries"):
        raise RosterError("Een schrijver schrijft voor een ministerie. Noem er ten minste een.")
    try:
        return Person.model_validate(given).user()
    except ValidationError as error:
        lines = []
        for path, message in validation.mistakes(error, Person):
            name = str(path[0]) if path else ""
            lines.append(message.replace(f"'{name}'", _LABELS.get(name, name)))
        told = "; ".join(lines)
        raise RosterError(f"{text.capital(told)}.") from None


def _mark(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""  # reading it says what is wrong


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A new file beside `path` that takes its place when the block ends well; who makes it keeps others out."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise RosterError(
            f"Iemand anders wijzigt nu de lijst. Blijft dit zo, haal dan het bestand {new.name} weg dat ernaast staat."
        ) from None
    except OSError as error:
        raise _refused(path, error) from None
    with contextlib.ExitStack() as ours:
        ours.callback(new.unlink, missing_ok=True)
        try:
            yield new
            with new.open("rb+") as file:
                os.fsync(file.fileno())
            new.chmod(path.stat().st_mode & 0o777)
            new.replace(path)
        except OSError as error:
            raise _refused(path, error) from None
        ours.pop_all()  # from here on a file of that name is the next person's


def _refused(path: Path, error: OSError) -> RosterError:
    return RosterError(f"Het bestand {path.name} kan niet worden gewijzigd: {error.strerror or type(error).__name__}.")
