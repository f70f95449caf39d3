"""YAML files: whatever the bytes are, the outcome is data or one mistake in Dutch; and what is dumped is read back."""

from __future__ import annotations

import contextlib
import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from debatkit import yaml_files
from debatkit.yaml_files import YamlError

# What someone typed, the line of the mistake, and words of the message.
MISTAKES = [
    ("a: 1\nb: [1, 2\nc: 3\n", 3, "YAML"),
    ("a: b: c\n", 1, "dubbele punt"),
    ("a:\n\tb: 1\n", 2, "tab"),
    ("a: 1\nb\nc: 1\n", 3, "dubbele punt"),
    ("a: 'nooit gesloten\nb: 1\n", 1, "aanhalingsteken"),
    ("- a: 1\n   b: 2\n", 2, "YAML"),
    ("a: 1\nb: 2\na: 3\n", 3, "twee keer"),
    ("a: &anker 1\nb: *anker\n", 1, "ankers"),
    ("a: *onbekend\n", 1, "verwijzing"),
    ("a: !!python/object:os.system x\n", 1, "YAML-typen"),
    ("a: !eigen 1\n", 1, "YAML-typen"),
    ("a: 1\n---\nb: 2\n", 2, "document"),
    ("? [a, b]\n: 1\n", 1, "sleutel"),
    ("a: 1\nb: \x07\n", 2, "stuurteken"),
    ("[" * 50_000, 1, "niveaus"),
    ("- " * 25 + "a", 1, "niveaus"),
]

VALUES = [
    ("a: 12", 12),
    ("a: -3", -3),
    ("a: 0", 0),
    ("a: 007", "007"),
    ("a: 1_000", "1_000"),
    ("a: 1.5", "1.5"),
    ("a: 0x1F", "0x1F"),
    ("a: 1e3", "1e3"),
    ("a: 13:30", "13:30"),
    ("a: 2023-01-25", "2023-01-25"),
    ("a: true", True),
    ("a: True", "True"),
    ("a: yes", "yes"),
    ("a: nee", "nee"),
    ("a: null", None),
    ("a: ~", None),
    ("a:", None),
    ("a: 'true'", "true"),
    ('a: "12"', "12"),
    ("a: " + "9" * 400, "9" * 400),
    ("a: .inf", ".inf"),
    ("a: <<", "<<"),
    ("a: =", "="),
]

# Texts that a careless writer of YAML gets wrong.
TEXTS = [
    "null",
    "true",
    "false",
    "123",
    "-1",
    "0",
    "~",
    "",
    " ",
    "---",
    "...",
    "- a",
    "a: b",
    "#geen commentaar",
    "a #b",
    "'",
    '"',
    "it's",
    '"aangehaald"',
    " voor",
    "achter ",
    "\n",
    "een\n\ntwee",
    "Eerst:\n\n- a\n- b",
    "  ingesprongen\nterug",
    "regel\n  ingesprongen",
    "eind met regel\n",
    "\n\nbegin",
    "&anker",
    "*ster",
    "!tag",
    "%procent",
    "@at",
    "`tik`",
    "|",
    ">",
    "{a: 1}",
    "[1]",
    "? vraag",
    "<<",
    "=",
    "emoji 🙂 en 日本語 en שלום",
    "é" * 200,
    "woord " * 60,
    "x" * 300,
    "tab\tin",
    "lang  dubbele  spaties " * 9,
    "a\u2028b\u2029c\u0085d",
    "\ufeffbom",
    "nbsp\u00a0hier",
    "soft\u00adhyphen",
]

plain_text = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n -#:'\"&*!|>%@`[]{}?,"))
# The whole numbers that a file may hold; longer ones are read as text.
numbers = st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1)
nested = st.recursive(
    st.none() | st.booleans() | numbers | plain_text | st.sampled_from(TEXTS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_text, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(("typed", "line", "words"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_told_once_in_dutch_with_its_line(typed, line, words):
    """What is no YAML, or more YAML than a dossier needs, is one sentence with the line."""
    with pytest.raises(YamlError) as caught:
        yaml_files.parse(typed)

    assert words in caught.value.message
    assert caught.value.line == line
    assert len(caught.value.message) < 200


@pytest.mark.parametrize(("typed", "expected"), VALUES)
def test_only_whole_numbers_and_truth_values_are_more_than_text(typed, expected):
    """Nothing that looks like a date, a time, an amount or "nee" is made into something else."""
    data, _ = yaml_files.parse(typed)

    assert data == {"a": expected}
    assert type(data["a"]) is type(expected)


@pytest.mark.parametrize("typed", ["", "# alleen commentaar\n", "---\n", "\ufeff"])
def test_a_file_without_data_is_nothing(typed):
    """An empty file is no mistake."""
    assert yaml_files.parse(typed.removeprefix("\ufeff"))[0] is None


def test_each_value_knows_its_line():
    """Every part of the data has the line where it starts, under its path."""
    _, lines = yaml_files.parse("a: 1\nb:\n  - x\n  - c: >-\n      lang\n      verhaal\n    d: 2\n")

    assert lines[("a",)] == 1
    assert lines[("b", 0)] == 3
    assert lines[("b", 1, "c")] == 4
    assert lines[("b", 1, "d")] == 7


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_yaml_would_twist_comes_back(text):
    """Whatever a text looks like, it is read back as the text that it was."""
    assert yaml_files.parse(yaml_files.dump([{"text": text, text: 1}]))[0] == [{"text": text, text: 1}]


@given(nested)
@example({"a": "x" * 71 + "\n"})
@example(" " + "woord " * 30)
def test_what_is_dumped_is_read_back(data):
    """Any data of texts, whole numbers, truth values, lists and mappings comes back the same."""
    assert yaml_files.parse(yaml_files.dump(data))[0] == data


@given(st.text(max_size=200) | st.text("-: \n[]{}#&*!|>'\"%@,?ab1\t", max_size=60))
def test_any_text_gives_data_or_a_mistake(text):
    """No text makes the reader fail in another way than with a `YamlError`."""
    with contextlib.suppress(YamlError):
        yaml_files.parse(text)


@given(st.binary(max_size=300))
def test_any_bytes_give_data_or_a_mistake(tmp_path_factory, content):
    """No bytes make the reader fail in another way than with a `YamlError`."""
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(content)
    with contextlib.suppress(YamlError):
        yaml_files.parse(yaml_files.read_text(path))


def test_a_file_of_a_hundred_megabytes_is_not_read(tmp_path):
    """A file that is too large is refused by its size, before it is in memory."""
    path = tmp_path / "groot.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(YamlError, match="het bestand is 100 MB"):
        yaml_files.read_text(path)


def test_a_file_that_is_not_utf_8_is_told_with_its_line(tmp_path):
    """The line of the first byte that is not UTF-8 is told."""
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: goed\nb: caf\xe9\n".encode("latin-1"))

    with pytest.raises(YamlError, match="UTF-8") as caught:
        yaml_files.read_text(path)
    assert caught.value.line == 2


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    """Windows editors start a file with a mark; it is left out."""
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1")

    assert yaml_files.read_text(path) == "a: 1"


@pytest.mark.parametrize(("name", "words"), [("weg.yaml", "er niet"), (".", "geen bestand")])
def test_what_is_no_file_is_told(tmp_path, name, words):
    """A missing file and a folder are mistakes, not failures."""
    with pytest.raises(YamlError, match=words):
        yaml_files.read_text(tmp_path / name)


def test_the_example_in_the_docstring_is_true():
    """The example of `parse` gives what it says."""
    assert doctest.testmod(yaml_files).failed == 0
