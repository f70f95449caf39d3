"""Settings: what is set is taken up, and what is not understood is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from debatkit import settings
from debatkit.errors import SettingsError
from debatkit.pace import Pace
from debatkit.settings import Settings

# What is set, and what becomes of it.
UNDERSTOOD = {
    "nothing": ({}, Settings()),
    "empty is not set": ({"DEBATKIT_PEOPLE": "", "DEBATKIT_SIGN_IN": ""}, Settings()),
    "only spaces is not set": ({"DEBATKIT_CONTACT": "  "}, Settings()),
    "a folder": ({"DEBATKIT_DATA": "ergens/data"}, Settings(data=Path("ergens/data"))),
    "sign-in required": ({"DEBATKIT_SIGN_IN": "required"}, Settings(sign_in=True)),
    "everyone reads": ({"DEBATKIT_UNKNOWN_PEOPLE": "readers"}, Settings(unknown_people=True)),
    "nobody reads": ({"DEBATKIT_UNKNOWN_PEOPLE": "refused"}, Settings()),
    "a pace": (
        {"DEBATKIT_WORDS_A_MINUTE": "125; minister van EZK = 120"},
        Settings(words_a_minute=Pace(125, (("minister van ezk", 120),))),
    ),
    "a claim": ({"DEBATKIT_ROLE_CLAIM": " groups "}, Settings(role_claim="groups")),
    "somebody else's": ({"PATH": "/bin", "STREAMLIT_X": "1"}, Settings()),
}
MISTAKEN = {
    "DEBATKIT_SIGN_IN": ("yes", "kent alleen required, optional (er staat 'yes')"),
    "DEBATKIT_UNKNOWN_PEOPLE": ("reader", "kent alleen refused, readers (er staat 'reader')"),
    "DEBATKIT_WORDS_A_MINUTE": (
        "snel",
        "kent alleen hele getallen van 40 tot en met 300 woorden per minuut (er staat 'snel')",
    ),
    "DEBATKIT_CONTACT": (True, "moet tekst zijn, tussen aanhalingstekens"),
    "DEBATKIT_PEOPLE": (["personen.yaml"], "moet tekst zijn, tussen aanhalingstekens"),
}


@pytest.mark.parametrize("case", UNDERSTOOD)
def test_what_is_set_is_taken_up(case):
    """Each setting has its default until it is set."""
    given, made = UNDERSTOOD[case]

    assert settings.read(given) == made


@pytest.mark.parametrize("name", MISTAKEN)
def test_what_is_not_understood_is_told(name):
    """A value that is not understood is an error that names the setting, not a default."""
    value, message = MISTAKEN[name]
    with pytest.raises(SettingsError) as caught:
        settings.read({name: value})

    assert [str(mistake) for mistake in caught.value.mistakes] == [f"{name}: {message}"]


def test_all_mistakes_are_told_at_once():
    """Who sets up the app sees everything that is wrong in one go."""
    with pytest.raises(SettingsError, match="2 fouten") as caught:
        settings.read({name: value for name, (value, _) in list(MISTAKEN.items())[:2]})

    assert len(caught.value.mistakes) == 2


def test_the_later_source_goes_first():
    """secrets.toml goes before the environment, and what it leaves out is taken from there."""
    read = settings.read(
        {"DEBATKIT_CONTACT": "de beheerder", "DEBATKIT_USER_CLAIM": "upn"}, {"DEBATKIT_CONTACT": "Anna"}
    )

    assert (read.contact, read.user_claim) == ("Anna", "upn")


def test_no_other_module_reads_the_environment():
    """What may be set is in one place: nothing else in the app looks at the environment for itself."""
    root = settings.ROOT
    files = [*root.glob("debatkit/**/*.py"), *root.glob("pages/**/*.py"), root / "app.py"]
    reading = {path.name for path in files if re.search(r"\benviron\b|\bgetenv\b", path.read_text(encoding="utf-8"))}

    assert reading == {"cli.py", "entrance.py"}  # the two ways in
