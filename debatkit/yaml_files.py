"""
YAML files: bytes that anyone may have written <-> plain data, with the line of each value.

In goes a file; out come dicts, lists, texts, whole numbers and truth values, and for each of them its line. The one
rule that must hold: whatever the bytes are, the outcome is data or a `YamlError`, in bounded time and memory.
Anchors, tags and double keys are refused, so nothing is built but what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import yaml

LARGEST_FILE = 10_000_000  # bytes; the largest file of the shipped dossier is under 1 % of this
DEEPEST = 20  # the model itself goes seven deep
LINE_WIDTH = 110

Lines = dict[tuple[str | int, ...], int]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is there: 25 times faster
_BREAKS = re.compile("[\x85\u2028\u2029]")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}

_WRONG = "de YAML klopt hier niet: {}"
_TAB = "er staat een tab; gebruik spaties om in te springen"
_PROBLEMS = (
    ("cannot start any token", "een tekst die zo begint, hoort tussen aanhalingstekens"),
    ("mapping values are not allowed", "een dubbele punt op deze plaats; zet de tekst tussen aanhalingstekens"),
    ("expected <block end>", "de inspringing klopt niet met de regels erboven"),
    ("could not find expected ':'", "na een sleutel ontbreekt de dubbele punt"),
    ("did not find expected key", "de inspringing of een aanhalingsteken klopt niet"),
    ("did not find expected '-'", "de inspringing klopt niet met de regels erboven"),
    ("unexpected end of stream", "een aanhalingsteken is niet gesloten"),
    ("control characters", "er staat een onzichtbaar stuurteken"),
    ("special characters", "er staat een onzichtbaar stuurteken"),
)


class YamlError(Exception):
    """What is wrong in one file, in Dutch, with its line."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def read_text(path: FilePath) -> str:
    """Return the text of a file.

    Raises:
        YamlError: it is not there, not a file, too large, or not UTF-8.
    """
    try:
        if not path.is_file():
            raise YamlError("dit bestand is er niet" if not path.exists() else "dit is geen bestand")
        if (size := path.stat().st_size) > LARGEST_FILE:
            raise YamlError(
                f"het bestand is {size / 1e6:.0f} MB; meer dan {LARGEST_FILE // 1_000_000} MB wordt niet gelezen"
            )
        content = path.read_bytes()
    except OSError as error:
        raise YamlError(f"het bestand kan niet worden geopend ({error.strerror})") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise YamlError("dit is geen UTF-8; sla het bestand op met de codering UTF-8", line) from error


def parse(text: str) -> tuple[Any, Lines]:
    """Return the data in `text`, and the line of each value by its path.

    >>> parse("- id: a")
    ([{'id': 'a'}], {(): 1, (0,): 1, (0, 'id'): 1})

    Raises:
        YamlError: it is no YAML, or YAML with more than a dossier needs.
    """
    try:
        return _Builder(yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "end of stream" in str(error.problem):
            mark = error.context_mark or mark  # where the quotation mark was opened
        typed = text.split("\n")[mark.line : mark.line + 1] if mark else []
        tab = typed and re.match(r" *\t", typed[0])
        message = _WRONG.format(_TAB) if tab else _explain(str(error))
        raise YamlError(message, mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else None
        raise YamlError(_explain(str(error)), line) from error


def _explain(problem: str) -> str:
    for part, message in _PROBLEMS:
        if part in problem:
            return _WRONG.format(message)
    return "de YAML klopt hier niet; kijk naar inspringing, dubbele punten en aanhalingstekens"


class _Builder:
    """Builds data from parser events without recursion, so that depth is ours to bound."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.lines: Lines = {}

    def document(self) -> tuple[Any, Lines]:
        data: Any = None
        seen = False
        stack: list[tuple[Any, tuple[str | int, ...]]] = []
        key: list[str | None] = []  # for each open mapping the key that waits for its value
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and seen:
                raise YamlError("hier begint een tweede document ('---'); een bestand heeft er een", _line(event))
            if isinstance(event, yaml.AliasEvent):
                raise YamlError(f"verwijzing '*{event.anchor}': schrijf de tekst hier voluit", _line(event))
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
                key.pop()
            if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
                continue
            self._refuse(event, len(stack))
            if stack and isinstance(stack[-1][0], dict) and key[-1] is None:
                key[-1] = self._key(event, stack[-1][0])
                continue
            value = self._value(event)
            path: tuple[str | int, ...] = ()
            if stack:
                path = self._place(value, *stack[-1], key[-1])
                key[-1] = None
            else:
                data, seen = value, True
            self.lines[path] = _line(event)
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append((value, path))
                key.append(None)
        return data, self.lines

    def _refuse(self, event: Any, depth: int) -> None:
        if event.anchor:
            raise YamlError(f"anker '&{event.anchor}': ankers horen niet in een dossier", _line(event))
        if event.tag and event.tag != "!":
            raise YamlError(f"'{event.tag[:40]}': YAML-typen (!) horen niet in een dossier", _line(event))
        if depth > DEEPEST:
            raise YamlError(f"meer dan {DEEPEST} niveaus diep; dat hoort niet in een dossier", _line(event))

    def _key(self, event: Any, mapping: dict[str, Any]) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise YamlError("een sleutel moet een woord zijn", _line(event))
        if event.value in mapping:
            raise YamlError(f"de sleutel '{event.value[:40]}' staat hier twee keer", _line(event))
        return str(event.value)

    def _value(self, event: Any) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return {}
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        text = event.value
        if event.style is None or event.style == "":  # plain: no quotation marks around it
            if text in _WORDS:
                return _WORDS[text]
            if _NUMBER.fullmatch(text):
                return int(text)
        return text

    def _place(self, value: Any, container: Any, path: tuple[str | int, ...], key: str | None) -> tuple[str | int, ...]:
        if isinstance(container, dict):
            assert key is not None
            container[key] = value
            return (*path, key)
        container.append(value)
        return (*path, len(container) - 1)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Dumper(yaml.SafeDumper):
    """Block style throughout; lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 PyYAML's name
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 PyYAML's name
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > 70 else None
    if _BREAKS.search(text):
        style = '"'  # YAML reads these as ends of a line
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def dump(data: Any) -> str:
    """Return `data` as the one form in which dossier files are written: `parse` gives the same data back."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=LINE_WIDTH)
