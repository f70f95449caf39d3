"""Documentation: what is described is there, and what is there is described."""

from __future__ import annotations

import dataclasses
import re
import textwrap
import tomllib

import click
import pytest

from debatkit import cli, model, people, settings, sign_in
from debatkit.access import Action, allowed
from debatkit.files import LISTS

DICTIONARY = (settings.ROOT / "data" / "README.md").read_text(encoding="utf-8")
README = (settings.ROOT / "README.md").read_text(encoding="utf-8")
OPERATION = (settings.ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")

# Each section of the dictionary, and the part of the model that its table describes.
TABLES = {
    "Statement": model.Statement,
    "Citation": model.Citation,
    "recommendations.yaml": model.Recommendation,
    "positions.yaml": model.Position,
    "qa/<dossier>/<theme>.yaml": model.Question,
    "remarks.yaml": model.Remark,
    "sources.yaml": model.Source,
}
# Keys that are named in a running text or within another key's row.
NAMED = {
    "debate": (model.Debate, model.Ministry, model.Signatory),
    "`themes`": (model.Theme,),
    "`terms`": (model.Term,),
    "`follow_ups`": (model.FollowUp,),
}


def section(title):
    """The text below a heading, to the next one."""
    [_, rest] = re.split(rf"^## {re.escape(title)}$", DICTIONARY, flags=re.MULTILINE)
    return re.split(r"^## ", rest, flags=re.MULTILINE)[0]


def rows(title):
    """Key, type and meaning of each row of a section's table."""
    found = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section(title).splitlines()
        if line.startswith("| `")
    ]
    return [(key, row[1], row[2]) for row in found for key in re.findall(r"`(\w+)`", row[0])]


def fields(kind):
    """The keys that may stand in a file."""
    return set(kind.model_fields) - ({"text"} if kind is model.Source else set())


@pytest.mark.parametrize("title", TABLES)
def test_every_key_is_described_and_every_described_key_is_there(title):
    """The tables of data/README.md are the model, no more and no less."""
    assert {key for key, _, _ in rows(title)} == fields(TABLES[title])


def test_the_keys_of_the_header_are_described():
    """debate.yaml has a table of its own; what stands in other files is not in it."""
    keys = {key for key, _, _ in rows("debate.yaml")}

    assert keys == fields(model.Dossier) - set(LISTS) - {"questions"}


@pytest.mark.parametrize("title", TABLES)
def test_what_is_required_is_said_to_be(title):
    """A key without which a file is refused says so, and no other does."""
    kind = TABLES[title]
    said = {key for key, type_, _ in rows(title) if "required" in type_}

    assert said == {name for name in fields(kind) if kind.model_fields[name].is_required()}


@pytest.mark.parametrize("title", TABLES)
def test_the_choices_of_a_key_are_all_named(title):
    """Who writes a file can see which words there are."""
    from enum import Enum
    from typing import get_args

    described = {key: type_ for key, type_, _ in rows(title)}
    for name in fields(TABLES[title]):
        annotation = TABLES[title].model_fields[name].annotation
        for kind in (annotation, *get_args(annotation)):
            if isinstance(kind, type) and issubclass(kind, Enum):
                assert set(re.findall(r"`(\w+)`", described[name])) == {each.value for each in kind}, name


@pytest.mark.parametrize("part", NAMED)
def test_the_keys_of_inner_parts_are_named(part):
    """Keys within keys are in the text beside them."""
    text = section("debate.yaml") if part != "`follow_ups`" else section("qa/<dossier>/<theme>.yaml")
    if part.startswith("`"):
        text = next(line for line in text.splitlines() if line.startswith(f"| {part}"))
    else:
        text = text[text.index("`debate` has") :]
    missing = {name for kind in NAMED[part] for name in kind.model_fields if f"`{name}`" not in text}

    assert missing == set()


COMMANDS = dict(cli.cli.commands)


def test_every_command_is_in_the_readme():
    """What can be done from the command line is told at the door, and no more than can be done."""
    assert set(re.findall(r"^python -m debatkit (\w+)", README, flags=re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_readme(name):
    """Each option of a command stands with it, with its choices; none is named that is not there."""
    start = README.index(f"python -m debatkit {name}")
    usage = re.split(r"\npython -m|\n```", README[start:])[0]
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]

    assert set(re.findall(r"--[\w-]+", usage)) == {each.opts[0] for each in options}
    for option in options:
        if isinstance(option.type, click.Choice) and option.name != "statuses":
            assert "|".join(option.type.choices) in usage


@pytest.mark.parametrize("option", ["--data", "--qa"])
def test_the_options_before_the_command_are_in_the_readme(option):
    """Other folders can be named."""
    assert option in {opt for each in cli.cli.params for opt in each.opts}
    assert option in README


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_each_option_is(name):
    """Every option but the plainest has a line of help."""
    command = COMMANDS[name]

    assert command.help
    assert [each.name for each in command.params if isinstance(each, click.Option) and not each.help] in (
        [],
        ["layout"],
    )


SETTINGS = {settings.name_of(field.name) for field in dataclasses.fields(settings.Settings)}


def test_every_setting_is_described_and_every_described_setting_is_there():
    """The table of settings in docs/beheer.md is what can be set, no more and no less."""
    assert set(re.findall(r"^\| `(DEBATKIT_\w+)`", OPERATION, flags=re.MULTILINE)) == SETTINGS


def test_no_setting_is_named_that_is_not_there():
    """What the app and the documents call a setting is one."""
    files = [
        *settings.ROOT.glob("debatkit/**/*.py"),
        *settings.ROOT.glob("pages/**/*.py"),
        *settings.ROOT.glob("docs/*.md"),
    ]
    named = {name for path in files for name in re.findall(r"DEBATKIT_[A-Z_]+\b", path.read_text(encoding="utf-8"))}

    assert named - {settings.PREFIX} == SETTINGS


def example(kind):
    """The first block of that kind in docs/beheer.md."""
    return textwrap.dedent(re.search(rf"^ *```{kind}\n(.*?)^ *```", OPERATION, re.MULTILINE | re.DOTALL).group(1))


def test_the_examples_of_the_set_up_are_right():
    """The section [auth], the file of people and the rules for a claim are as the app reads them."""
    auth = tomllib.loads(example("toml"))["auth"]
    rules = re.search(r'^DEBATKIT_ROLE_VALUES="(.*)"$', OPERATION, flags=re.MULTILINE).group(1)

    assert sign_in.provider({**auth, "cookie_secret": "x" * 32}, settings.Settings(unknown_people=True))
    assert [rule.role for rule in people.role_rules(rules)] == ["coordinator", "contributor", "reader"]


def test_the_example_of_people_is_right(tmp_path):
    """So is the file of people; its keys are all described."""
    path = tmp_path / "personen.yaml"
    path.write_text(example("yaml"), encoding="utf-8")
    keys = re.findall(r"^\| `([a-z]+)` \|", OPERATION, flags=re.MULTILINE)

    assert len(people.read_people(path).by_id) == 2
    assert keys == list(people.Person.model_fields)


ROWS = {
    "interne delen zien": Action.SEE_INTERNAL,
    "melden dat iets niet klopt, of geen antwoord heeft": Action.REPORT,
    "opmerkingen maken": Action.COMMENT,
    "onderdelen toevoegen, wijzigen, intrekken": Action.EDIT,
    "concept of afgestemd maken": Action.SETTLE,
    "akkoord geven": Action.APPROVE,
    "dossiers, personen en reservekopieën beheren": Action.MANAGE,
}


@pytest.mark.parametrize("row", ROWS)
def test_the_table_of_roles_is_what_the_gate_does(row):
    """Who reads what a role may do reads the truth."""
    [line] = [each for each in OPERATION.splitlines() if each.startswith(f"| {row} |")]
    words = {(False, False): "nee", (True, True): "ja", (True, False): "van het eigen ministerie"}
    users = [people.User("x", "x", role, frozenset({"EZK"})) for role in people.Role]

    assert set(ROWS.values()) == set(Action)
    assert [cell.strip() for cell in line.strip("|").split("|")[1:]] == [
        words[allowed(user, ROWS[row], "EZK"), allowed(user, ROWS[row], "BZK")] for user in users
    ]


@pytest.mark.parametrize("document", ["README.md", "data/README.md", "docs/beheer.md"])
def test_every_link_leads_somewhere(document):
    """What a document points at is in the project."""
    path = settings.ROOT / document
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []
