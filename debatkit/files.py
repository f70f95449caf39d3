"""
Files: a dossier's YAML folders <-> its typed items, with the line of each mistake.

    data/synonyms.yaml                      words that mean the same, for all dossiers
    data/<id>/debate.yaml, recommendations.yaml, positions.yaml, remarks.yaml, sources.yaml, sources/<source>.md
    qa/<id>/<theme>.yaml

Reading gives a whole dossier or a `DossierError` with every mistake in it; a dossier that is wrong does not take the
others down. Writing gives the one form of these files: what was read and written again is the same, byte for byte.
The keys are described in data/README.md.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from debatkit import model, references, validation, yaml_files
from debatkit.errors import DossierError, Mistake
from debatkit.model import Dossier, Item, Synonyms
from debatkit.yaml_files import Lines, YamlError

HEADER = "debate.yaml"
SYNONYMS = "synonyms.yaml"
GENERAL_QUESTIONS = "algemeen"
NO_THEME_QUESTIONS = "overig"
LISTS: Mapping[str, type[Item]] = {
    "recommendations": model.Recommendation,
    "positions": model.Position,
    "remarks": model.Remark,
    "sources": model.Source,
}
_ID = re.compile(r"""^[ -]*id: *["']?([a-z0-9-]+)""", re.MULTILINE)  # in a file that is no YAML
_HEADER_KEYS = ("id", "title", "theme_label", "debate", "themes", "milestones", "terms", "synonyms")
ModelT = TypeVar("ModelT", bound=model.Model)
Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Place:
    """Where an item stands: its file, and its path in the file."""

    file: str
    path: model.Path
    lines: Lines = field(repr=False)

    def line(self, path: model.Path = ()) -> int | None:
        """The line of what stands at `path` in the item, or of the nearest part around it."""
        whole = (*self.path, *path)
        while whole and whole not in self.lines:
            whole = whole[:-1]
        return self.lines.get(whole)


@dataclass(frozen=True)
class LoadedDossier:
    """A dossier with the places of its items; the place of the debate itself is under None.

    `sequence` is up to which revision of the log it is known; 0 where it comes from files alone.
    """

    dossier: Dossier
    places: Mapping[str | None, Place]
    sequence: int = 0


@dataclass(frozen=True)
class Library:
    """All dossiers of two folders: those that can be served, and why the others can not."""

    dossiers: Mapping[str, LoadedDossier]
    refused: Mapping[str, DossierError]
    synonyms: tuple[Synonyms, ...] = ()


def dossier_folders(data: Path, qa: Path) -> tuple[tuple[str, ...], dict[str, DossierError]]:
    """The names of the dossiers that have a folder below `data`, and what is wrong with folders that lack one.

    Raises:
        DossierError: the folder `data` itself is not there.
    """
    if not data.is_dir():
        message = "deze map is er niet; geef een andere met --data, of zet de dossiers erin"
        raise DossierError(data.name, (Mistake(str(data), None, message),))
    names = _subfolders(data)
    refused: dict[str, DossierError] = {}
    for name in _subfolders(qa) if qa.is_dir() else ():
        if not (data / name).is_dir():
            message = f"hier staan vragen, maar {data.name}/{name}/{HEADER} is er niet"
            refused[name] = DossierError(name, (Mistake(f"{qa.name}/{name}", None, message),))
    return names, refused


def _subfolders(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")))


def paths(folder: Path) -> tuple[Path, ...]:
    """Every file below `folder` that may be part of a dossier."""
    return tuple(path for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".yml", ".md"))


def fingerprint(*folders: Path) -> Fingerprint:
    """Name, size and time of change of every file: what tells that a dossier must be read again."""
    found = []
    for folder in folders:
        for path in paths(folder):
            with contextlib.suppress(FileNotFoundError):  # gone since it was listed: an editor saving
                status = path.stat()
                found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(found)


def read_library(data: Path, qa: Path) -> Library:
    """Read every dossier below `data` and `qa`.

    Raises:
        DossierError: the folder `data` itself is not there.
    """
    names, refused = dossier_folders(data, qa)
    dossiers: dict[str, LoadedDossier] = {}
    for name in names:
        try:
            dossiers[name] = read_dossier(data / name, qa / name)
        except DossierError as error:
            refused[name] = error
    try:
        synonyms = read_synonyms(data / SYNONYMS)
    except DossierError as error:
        synonyms = ()
        refused[SYNONYMS] = error
    return Library(dossiers, refused, synonyms)


def read_synonyms(path: Path) -> tuple[Synonyms, ...]:
    """Read the list of words that mean the same in every dossier; empty when there is no such file.

    Raises:
        DossierError: with all mistakes in it.
    """
    reading = _Reading(path.parent, path.parent)
    found = tuple(reading.list_in(path, Synonyms)) if path.exists() else ()
    if reading.mistakes:
        raise DossierError(path.name, tuple(reading.mistakes))
    return found


def read_dossier(folder: Path, qa_folder: Path) -> LoadedDossier:
    """Read one dossier from its two folders; without `qa_folder` it has no questions.

    Raises:
        DossierError: with all mistakes in all of its files.
    """
    reading = _Reading(folder, qa_folder)
    loaded = reading.dossier()
    if reading.mistakes or loaded is None:
        order = sorted(set(reading.mistakes), key=lambda mistake: (mistake.file, mistake.line or 0, mistake.message))
        raise DossierError(folder.name, tuple(order))
    return loaded


class _Reading:
    """One reading of one dossier: goes on after a mistake, so that all are told in one go."""

    def __init__(self, folder: Path, qa_folder: Path) -> None:
        self.folder = folder
        self.qa_folder = qa_folder
        self.mistakes: list[Mistake] = []
        self.places: dict[str | None, Place] = {}
        self.twice: dict[int, Place] = {}  # by identity: the place of an item whose id was taken already
        self.broken: set[str] = set()  # ids of items with mistakes: what refers to them is not a mistake of its own
        self.unread = False  # a whole list could not be read: what refers to it cannot be judged

    def dossier(self) -> LoadedDossier | None:
        header = self._header()
        lists = {name: tuple(self._items(f"{name}.yaml", kind)) for name, kind in LISTS.items()}
        lists["sources"] = tuple(self._with_text(lists["sources"]))
        questions = tuple(self._questions())
        if header is None:
            return None
        dossier = header.model_copy(update={**lists, "questions": questions})
        if self.unread:
            return None
        for item, path, message in references.inconsistencies(dossier, frozenset(self.broken)):
            place = self.twice.get(id(item)) or self.places[item.id if item else None]
            self._mistake(place, path, message, item.id if item else None)
        return LoadedDossier(dossier, self.places)

    def _header(self) -> Dossier | None:
        parsed = self._parse(self.folder / HEADER)
        if parsed is None:
            return None
        data, lines = parsed
        place = self.places[None] = Place(self._name(self.folder / HEADER), (), lines)
        if not isinstance(data, dict):
            self._mistake(place, (), "hier horen sleutels met waarden te staan: 'id', 'title', 'debate', ...")
            return None
        elsewhere = model.Dossier.model_fields.keys() - set(_HEADER_KEYS)
        for key in data.keys() & elsewhere:
            self._mistake(place, (key,), f"'{key}' hoort niet in dit bestand maar in een eigen bestand")
        header = self._validate(Dossier, {key: value for key, value in data.items() if key not in elsewhere}, place)
        if header is None:
            return None
        for number, theme in enumerate(header.themes):
            self._remember(theme, Place(place.file, ("themes", number), lines))
        if header.id != self.folder.name:
            twin = self.folder.parent / header.id
            reason = f"dat is al het id van {twin.name}/" if twin.is_dir() else f"de map heet '{self.folder.name}'"
            self._mistake(place, ("id",), f"het id is '{header.id}', maar {reason}; id en map moeten gelijk zijn")
        return header

    def _questions(self) -> Iterator[model.Question]:
        if not self.qa_folder.exists():
            return
        if not self.qa_folder.is_dir():
            self.mistakes.append(Mistake(self._name(self.qa_folder), None, "dit moet een map zijn"))
            return
        for path in sorted(self.qa_folder.iterdir()):
            if path.suffix == ".yml":
                self.mistakes.append(Mistake(self._name(path), None, "geef dit bestand een naam die op .yaml eindigt"))
            elif path.suffix == ".yaml":
                yield from self._items_in(path, model.Question)

    def _items(self, name: str, kind: type[Item]) -> Iterator[Item]:
        if (self.folder / name).exists():
            yield from self._items_in(self.folder / name, kind)

    def list_in(self, path: Path, kind: type[ModelT]) -> Iterator[ModelT]:
        for _, item, _ in self._listed(path, kind):
            if item is not None:
                yield item

    def _items_in(self, path: Path, kind: type[Any]) -> Iterator[Any]:
        for place, item, each in self._listed(path, kind):
            if item is not None:
                self._remember(item, place)
                yield item
            elif _has_id(each):
                self.broken.add(each["id"])

    def _listed(self, path: Path, kind: type[Any]) -> Iterator[tuple[Place, Any, Any]]:
        parsed = self._parse(path)
        if parsed is None or parsed[0] is None:
            return
        data, lines = parsed
        file = self._name(path)
        if not isinstance(data, list):
            self.unread = True
            self._mistake(
                Place(file, (), lines), (), "hier hoort een lijst te staan: elk onderdeel begint met '- id: ...'"
            )
            return
        for number, each in enumerate(data):
            place = Place(file, (number,), lines)
            yield place, self._validate(kind, each, place), each

    def _with_text(self, sources: Iterable[Any]) -> Iterator[model.Source]:
        folder = self.folder / "sources"
        texts = {path.stem: path for path in sorted(folder.glob("*.md"))} if folder.is_dir() else {}
        for source in sources:
            path = texts.pop(source.id, None)
            text = self._text(path) if path else None
            if text is None:
                yield source
                continue
            whole = source.model_copy(update={"text": text})
            if id(source) in self.twice:
                self.twice[id(whole)] = self.twice[id(source)]
            yield whole
        for path in (path for name, path in texts.items() if not self.unread and name not in self.broken):
            self.mistakes.append(Mistake(self._name(path), None, f"er is geen bron '{path.stem}' in sources.yaml"))

    def _text(self, path: Path) -> str | None:
        try:
            return yaml_files.read_text(path)
        except YamlError as mistake:
            self.mistakes.append(Mistake(self._name(path), mistake.line, mistake.message))
            return None

    def _parse(self, path: Path) -> tuple[Any, Lines] | None:
        text = self._text(path)
        if text is None:
            self.unread = True
            return None
        try:
            return yaml_files.parse(text)
        except YamlError as mistake:
            self.broken.update(_ID.findall(text))
            self.mistakes.append(Mistake(self._name(path), mistake.line, mistake.message))
            return None

    def _validate(self, kind: type[ModelT], data: Any, place: Place) -> ModelT | None:
        if issubclass(kind, model.Source) and isinstance(data, dict) and "text" in data:
            self._mistake(place, ("text",), "de tekst van een bron hoort in sources/<id>.md")
            return None
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            name = data["id"][:80] if _has_id(data) else None
            for path, message in validation.mistakes(error, kind):
                self._mistake(place, path, message, name)
            return None

    def _remember(self, item: Item, place: Place) -> None:
        if item.id in self.places:
            self.twice[id(item)] = place
        else:
            self.places[item.id] = place

    def _mistake(self, place: Place, path: model.Path, message: str, item: str | None = None) -> None:
        whole = f"in '{item}': {message}" if item else message
        self.mistakes.append(Mistake(place.file, place.line(path), whole, item))

    def _name(self, path: Path) -> str:
        """The file as people name it: "data/opgave-ai/debate.yaml"."""
        root = (self.qa_folder if path.is_relative_to(self.qa_folder) else self.folder).parent.parent
        return path.relative_to(root).as_posix()


def _has_id(data: object) -> bool:
    return isinstance(data, dict) and isinstance(data.get("id"), str)


def written(dossier: Dossier) -> dict[str, str]:
    """The dossier's files in their one form: text by name, such as "data/opgave-ai/debate.yaml"."""
    header = {key: value for key, value in _plain(dossier).items() if key in _HEADER_KEYS}
    files = {f"data/{dossier.id}/{HEADER}": yaml_files.dump(header)}
    for name in LISTS:
        if items := getattr(dossier, name):
            files[f"data/{dossier.id}/{name}.yaml"] = _list(items)
    for source in dossier.sources:
        if source.text is not None:
            files[f"data/{dossier.id}/sources/{source.id}.md"] = source.text
    themes: dict[str, list[model.Question]] = {}
    for question in dossier.questions:
        themes.setdefault(question_file(dossier, question), []).append(question)
    for theme, questions in themes.items():
        files[f"qa/{dossier.id}/{theme}.yaml"] = _list(questions)
    return files


def write_dossier(dossier: Dossier, data: Path, qa: Path) -> None:
    """Write the dossier below `data` and `qa`; files of it that are no longer needed go.

    Each file is replaced at once, so a reader sees the old or the new one, never half.
    """
    roots = {"data": data, "qa": qa}
    kept = set()
    for name, text in written(dossier).items():
        root, _, rest = name.partition("/")
        path = roots[root] / rest
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        new.write_bytes(text.encode("utf-8"))
        new.replace(path)
        kept.add(path)
    for folder in (data / dossier.id, qa / dossier.id):
        for old in [*folder.glob("*.yaml"), *folder.glob("sources/*.md")]:
            if old not in kept:
                old.unlink()


def question_file(dossier: Dossier, question: model.Numbered) -> str:
    """The name, without ending, of the file in which a question belongs: that of its first recommendation's theme."""
    if not question.recommendations:
        return GENERAL_QUESTIONS
    first = dossier.recommendation_by_id.get(question.recommendations[0])
    return (first.theme if first else None) or NO_THEME_QUESTIONS


def _list(items: Iterable[Item]) -> str:
    return "\n".join(yaml_files.dump([_plain(item)]) for item in items)


def _plain(part: model.Model) -> dict[str, Any]:
    return part.model_dump(
        mode="json", exclude_defaults=True, exclude={"text"} if isinstance(part, model.Source) else None
    )
