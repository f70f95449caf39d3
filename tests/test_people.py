"""People: everyone has the role that they were given, and nobody another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.errors import SettingsError
from debatkit.people import LOCAL_USER, ROLE_NAMES, Role, RoleRule, User, granted, read_people, role_rules, same_id

FILE = """\
- id: Anna.deVries@MinEZK.nl
  name: Anna de Vries
  role: coordinator
- id: bas@minbzk.nl
  role: contributor
  ministries: [BZK, JenV]
- id: 7f3c0c52-aa11
  name: Persvoorlichter
  role: reader
"""
ANNA = User("anna.devries@minezk.nl", "Anna de Vries", Role.COORDINATOR)
BAS = User("bas@minbzk.nl", "bas@minbzk.nl", Role.CONTRIBUTOR, frozenset({"BZK", "JenV"}))

# What stands in the file, and what is told of it.
MISTAKEN = {
    "empty": ("", "personen.yaml: hier hoort een lijst van personen te staan"),
    "no list": ("id: a\n", "personen.yaml, regel 1: hier hoort een lijst van personen te staan"),
    "no YAML": ("- id: 'a\n", "personen.yaml, regel 1: de YAML klopt hier niet"),
    "an anchor": ("- &x\n  id: a\n", "personen.yaml, regel 1: anker '&x'"),
    "no role": ("- id: a\n", "personen.yaml, regel 1: 'role' ontbreekt"),
    "another role": (
        "- id: a\n  role: admin\n",
        "personen.yaml, regel 2: 'role' kent alleen reader, contributor, coordinator (er staat 'admin')",
    ),
    "no id": ("- role: reader\n", "personen.yaml, regel 1: 'id' ontbreekt"),
    "an empty id": ("- id: ' '\n  role: reader\n", "personen.yaml, regel 1: 'id' is leeg"),
    "a slip": ("- id: a\n  rol: reader\n  role: reader\n", "regel 2: onbekende sleutel 'rol'; bedoelt u 'role'?"),
    "a contributor to nothing": (
        "- id: a\n  role: contributor\n",
        "personen.yaml, regel 1: een contributor schrijft voor een ministerie; noem het bij 'ministries'",
    ),
    "twice": (
        "- id: a@b.nl\n  role: reader\n- id: A@B.nl\n  role: coordinator\n",
        "personen.yaml, regel 3: 'a@b.nl' staat hier twee keer; een persoon heeft een rol",
    ),
}
RULES = {
    "": (),
    " ; ": (),
    "pers = reader": (RoleRule("pers", Role.READER),),
    "ezk=contributor EZK ; top = coordinator": (
        RoleRule("ezk", Role.CONTRIBUTOR, frozenset({"EZK"})),
        RoleRule("top", Role.COORDINATOR),
    ),
    "CN=Debat,OU=BZK = contributor BZK JenV": (
        RoleRule("CN=Debat,OU=BZK", Role.CONTRIBUTOR, frozenset({"BZK", "JenV"})),
    ),
}
NO_RULES = ("pers", "= reader", "pers = lezer", "pers = reader; x", "pers =", "ezk = contributor")
# The values that someone's claim has, and the role that they give.
GRANTED = {
    (): None,
    ("iets anders",): None,
    ("PERS",): None,
    ("pers",): (Role.READER, frozenset()),
    ("pers", "ezk"): (Role.CONTRIBUTOR, frozenset({"EZK"})),
    ("ezk", "bzk"): (Role.CONTRIBUTOR, frozenset({"EZK", "BZK"})),
    ("bzk", "top", "pers"): (Role.COORDINATOR, frozenset()),
}


@pytest.fixture
def file(tmp_path):
    """A function that writes a file of people."""

    def written(content):
        path = tmp_path / "personen.yaml"
        path.write_text(content, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize(
    ("name", "user"),
    [
        ("anna.devries@minezk.nl", ANNA),
        (" ANNA.DEVRIES@MINEZK.NL", ANNA),
        ("bas@minbzk.nl", BAS),
        ("7F3C0C52-AA11", User("7f3c0c52-aa11", "Persvoorlichter", Role.READER)),
        ("cees@minbzk.nl", None),
        ("bas@minbzk.nl.voorbeeld.nl", None),
        ("", None),
    ],
)
def test_people_are_found_by_their_name_in_any_case(file, name, user):
    """Someone in the file has the role that stands there; anyone else has none."""
    assert read_people(file(FILE)).find(name) == user


def test_a_look_alike_is_somebody_else(file):
    """The sign for kelvin looks like a K, and its small form is one; it is still another name."""
    people = read_people(file("- id: karin@minezk.nl\n  role: coordinator\n"))

    assert people.find("Karin@minezk.nl") is not None
    assert people.find("\u212aarin@minezk.nl") is None


@given(st.text(), st.text())
def test_two_names_are_equal_only_by_case_and_spaces(one, other):
    """Names that are taken for one person differ by ASCII case, and spaces around them, alone."""
    if same_id(one) == same_id(other):
        assert one.strip().encode().lower() == other.strip().encode().lower()


@pytest.mark.parametrize("case", MISTAKEN)
def test_a_mistake_in_the_file_is_told_with_its_line(file, case):
    """Nobody gets a role from a file that is wrong; the error names file, line and mend."""
    content, message = MISTAKEN[case]
    with pytest.raises(SettingsError) as caught:
        read_people(file(content))

    assert message in str(caught.value)


def test_every_mistake_in_the_file_is_told(file):
    """All are told in one go."""
    with pytest.raises(SettingsError, match="3 fouten"):
        read_people(file("- id: a\n- id: b\n  role: x\n- rol: reader\n  id: c\n  role: reader\n"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Path.is_file, "dit bestand is er niet"),
        (Path.mkdir, "dit is geen bestand"),
        (lambda path: path.write_bytes(b"\xff"), "dit is geen UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(tmp_path, make, message):
    """A file that is not there, or is none, is an error and not a list of nobody."""
    make(tmp_path / "personen.yaml")
    with pytest.raises(SettingsError, match=message):
        read_people(tmp_path / "personen.yaml")


@given(st.binary(max_size=200))
def test_any_bytes_are_people_or_an_error(tmp_path_factory, content):
    """Whatever the file holds, the outcome is a list of people or what is wrong with it."""
    path = tmp_path_factory.mktemp("personen") / "personen.yaml"
    path.write_bytes(content)
    try:
        people = read_people(path)
    except SettingsError:
        return

    assert all(isinstance(user.role, Role) for user in people.by_id.values())


@pytest.mark.parametrize("text", RULES)
def test_rules_are_read(text):
    """A rule is a value, the last "=", a role, and ministries."""
    assert role_rules(text) == RULES[text]


@pytest.mark.parametrize("text", NO_RULES)
def test_what_is_no_rule_is_told(text):
    """A rule that is not understood gives nobody a role, and is named."""
    with pytest.raises(SettingsError, match="DEBATKIT_ROLE_VALUES"):
        role_rules(text)


@pytest.mark.parametrize("values", GRANTED)
def test_the_highest_role_that_fits_is_given(values):
    """Of several values the highest role counts, for all ministries that go with it."""
    rules = role_rules("pers = reader; ezk = contributor EZK; bzk = contributor BZK; top = coordinator")

    assert granted(rules, values) == GRANTED[values]


@pytest.mark.parametrize(
    ("ministry", "own"), [("BZK", True), ("bzk", True), ("JENV", True), ("EZK", False), ("", False), (None, False)]
)
def test_an_item_is_of_a_ministry_or_of_nobody(ministry, own):
    """What names no ministry is nobody's own."""
    assert BAS.is_of(ministry) is own


def test_every_role_has_a_name():
    """Each role can be told on screen; who works alone is a coordinator."""
    assert set(ROLE_NAMES) == set(Role)
    assert LOCAL_USER.role is Role.COORDINATOR
