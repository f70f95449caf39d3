"""
Own: what one person keeps in one dossier: pins, what they opened last, and folders.

    Own ── shelf ──> Belongings          what there is, as it is now
        ── pin, put, move, ... ──>  a new shelf in its place

A shelf names its items by reference ("question:waarom-geen-onderraad", "card:aanbeveling-2") and holds no text of them.
The rule that must hold: what a reference leads to is for the gate to say, each time it is shown. So a shelf needs no
right of its own: readers have one too, and an item that became internal is gone from theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError

from debatkit.errors import InvalidChangeError, NotFoundError, Refusal
from debatkit.model import Model
from debatkit.revisions.private import PrivateTexts
from debatkit.values import ShortText, Slug

NAME = "mijn-map"  # under which a shelf lies among somebody's private texts
FIRST_FOLDER = "Mijn map"
MOST_PINS = 30
MOST_RECENT = 8  # more is no help in ten seconds
MOST_FOLDERS = 50
MOST_ITEMS = 300  # in one folder; a debate of a day has fewer
LONGEST_NAME = 80  # characters in the name of a folder

Ref = Annotated[str, Field(pattern=r"^(question|card):[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
T = TypeVar("T")


class Folder(Model):
    """Cards and questions that one person has put together, in their order."""

    id: Slug
    name: Annotated[ShortText, Field(max_length=LONGEST_NAME)]
    items: Annotated[tuple[Ref, ...], Field(max_length=MOST_ITEMS)] = ()


class Belongings(Model):
    """All that one person keeps in a dossier. Pins in the order of pinning; recents with the latest first."""

    pins: Annotated[tuple[Ref, ...], Field(max_length=MOST_PINS)] = ()
    recents: tuple[Ref, ...] = ()
    folders: Annotated[tuple[Folder, ...], Field(max_length=MOST_FOLDERS)] = ()
    current: Slug | None = None  # the folder that things are put in

    @property
    def folder(self) -> Folder:
        """The folder in use: the chosen one, else the first; an empty one where there is none yet."""
        chosen = next((each for each in self.folders if each.id == self.current), None)
        return chosen or next(iter(self.folders), None) or Folder(id="map-1", name=FIRST_FOLDER)

    def find(self, folder: str) -> Folder:
        """The folder of this id.

        Raises:
            NotFoundError: there is none.
        """
        for each in self.folders:
            if each.id == folder:
                return each
        raise NotFoundError("Deze map is er niet, of niet meer.")

    def having(self, folder: Folder) -> Belongings:
        """The shelf with this folder in the place of the one of its id, or as a new one."""
        known = {each.id for each in self.folders}
        rest = tuple(folder if each.id == folder.id else each for each in self.folders)
        folders = rest if folder.id in known else (*rest, folder)
        return self.model_copy(update={"folders": folders})


class Own:
    """What one user keeps in one dossier; each change starts from what is there at that moment."""

    def __init__(self, texts: PrivateTexts) -> None:
        self._texts = texts

    @property
    def shelf(self) -> Belongings:
        """What is kept now.

        Raises:
            LogUnavailableError: the database cannot be read.
        """
        kept = self._texts.get(NAME)
        return _read(kept.text if kept else None)

    def pin(self, ref: str) -> Belongings:
        """Pin an item, or take its pin off.

        Raises:
            InvalidChangeError: there are too many pins already.
            LogUnavailableError: the database cannot be written.
        """
        return self._change(lambda shelf: shelf.model_copy(update={"pins": _turned(shelf.pins, ref)}))

    def opened(self, ref: str) -> Belongings:
        """Remember that an item was opened. Writes nothing when it was the last one already.

        Raises:
            LogUnavailableError: the database cannot be written.
        """
        shelf = self.shelf
        if shelf.recents[:1] == (ref,):
            return shelf

        def change(shelf: Belongings) -> Belongings:
            rest = (each for each in shelf.recents if each != ref)
            return shelf.model_copy(update={"recents": (ref, *rest)[:MOST_RECENT]})

        return self._change(change)

    def put(self, ref: str) -> Belongings:
        """Put an item at the end of the folder in use, or take it out.

        Raises:
            InvalidChangeError: the folder is full.
            LogUnavailableError: the database cannot be written.
        """

        def change(shelf: Belongings) -> Belongings:
            folder = shelf.folder
            return shelf.having(folder.model_copy(update={"items": _turned(folder.items, ref)}))

        return self._change(change)

    def move(self, folder: str, ref: str, steps: int) -> Belongings:
        """Move an item down in a folder by so many places, or up where `steps` is negative.

        Raises:
            NotFoundError: there is no such folder.
            LogUnavailableError: the database cannot be written.
        """

        def change(items: tuple[str, ...]) -> tuple[str, ...]:
            if ref not in items:
                return items
            place = items.index(ref)
            rest = [each for each in items if each != ref]
            rest.insert(max(0, place + steps), ref)
            return tuple(rest)

        return self._change_items(folder, change)

    def take_out(self, folder: str, ref: str) -> Belongings:
        """Take an item out of a folder.

        Raises:
            NotFoundError: there is no such folder.
            LogUnavailableError: the database cannot be written.
        """
        return self._change_items(folder, lambda items: tuple(each for each in items if each != ref))

    def make(self, name: str, items: Iterable[str] = ()) -> Folder:
        """Make a folder, and use it from now on.

        Raises:
            InvalidChangeError: the name is empty or too long, or there are too many folders or items.
            LogUnavailableError: the database cannot be written.
        """
        numbers = [int(each.id.rpartition("-")[2]) for each in self.shelf.folders]
        folder = _folder({"id": f"map-{max(numbers, default=0) + 1}", "name": name, "items": _once(items)})
        self._change(lambda shelf: shelf.having(folder).model_copy(update={"current": folder.id}))
        return folder

    def rename(self, folder: str, name: str) -> Belongings:
        """Give a folder another name.

        Raises:
            NotFoundError: there is no such folder.
            InvalidChangeError: the name is empty or too long.
            LogUnavailableError: the database cannot be written.
        """
        return self._change(
            lambda shelf: shelf.having(_folder({**shelf.find(folder).model_dump(), "name": name})),
        )

    def choose(self, folder: str) -> Belongings:
        """Use a folder from now on.

        Raises:
            NotFoundError: there is no such folder.
            LogUnavailableError: the database cannot be written.
        """
        return self._change(lambda shelf: shelf.model_copy(update={"current": shelf.find(folder).id}))

    def remove(self, folder: str) -> Belongings:
        """Throw a folder away; what was in it stays in the dossier.

        Raises:
            NotFoundError: there is no such folder.
            LogUnavailableError: the database cannot be written.
        """

        def change(shelf: Belongings) -> Belongings:
            gone = shelf.find(folder)
            return shelf.model_copy(update={"folders": tuple(each for each in shelf.folders if each is not gone)})

        return self._change(change)

    def _change_items(self, folder: str, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Belongings:
        def changed(shelf: Belongings) -> Belongings:
            found = shelf.find(folder)
            return shelf.having(found.model_copy(update={"items": change(found.items)}))

        return self._change(changed)

    def _change(self, change: Callable[[Belongings], Belongings]) -> Belongings:
        """Put a shelf in the place of the one that is there, as one action: another window may change it too."""
        after = Belongings()

        def changed(text: str | None) -> str:
            nonlocal after
            after = _valid(change(_read(text)))
            return after.model_dump_json(exclude_defaults=True)

        self._texts.change(NAME, changed)
        return after


def is_ref(text: str) -> bool:
    """Whether `text` names an item as a shelf does.

    >>> is_ref("question:waarom-nu"), is_ref("source:brief"), is_ref("question:<b>")
    (True, False, False)
    """
    try:
        Belongings(pins=(text,))
    except ValidationError:
        return False
    return True


def _read(text: str | None) -> Belongings:
    """The shelf as it was kept. What this Debatkit cannot read is not there for it; the next change replaces it."""
    try:
        return Belongings.model_validate_json(text) if text else Belongings()
    except ValidationError:
        return Belongings()


def _valid(shelf: Belongings) -> Belongings:
    try:
        return Belongings.model_validate(shelf.model_dump())
    except ValidationError:
        message = f"een map houdt ten hoogste {MOST_ITEMS} onderdelen; u kunt {MOST_FOLDERS} mappen hebben en "
        raise InvalidChangeError((Refusal(f"{message}{MOST_PINS} onderdelen vastzetten"),)) from None


def _folder(values: dict[str, object]) -> Folder:
    try:
        return Folder.model_validate(values)
    except ValidationError:
        message = f"geef de map een naam van ten hoogste {LONGEST_NAME} tekens, en {MOST_ITEMS} onderdelen"
        raise InvalidChangeError((Refusal(message),)) from None


def _turned(refs: tuple[str, ...], ref: str) -> tuple[str, ...]:
    """The references without this one if it is there, else with it."""
    return tuple(each for each in refs if each != ref) if ref in refs else (*refs, ref)


def _once(refs: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(refs))
