"""
Pace: how fast who speaks, in words a minute.

In goes a setting, "130; minister van EZK = 120"; out comes a `Pace`, which knows the usual figure and those of speakers
who differ from it. The one rule that must hold: a figure that nobody can speak at is an error, never a default.
"""

from __future__ import annotations

from dataclasses import dataclass

USUAL = 130  # a minister reading an answer aloud, pauses included
SLOWEST, FASTEST = 40, 300


@dataclass(frozen=True)
class Pace:
    """Words a minute: `usual`, and for speakers who differ from it by their title, in lower case."""

    usual: int = USUAL
    speakers: tuple[tuple[str, int], ...] = ()

    def of(self, speaker: str | None) -> int:
        """How many words a minute this speaker says; case does not matter.

        >>> Pace(130, (("minister van ezk", 120),)).of("Minister van EZK")
        120
        """
        return dict(self.speakers).get(_same(speaker), self.usual) if speaker else self.usual


def read(text: str) -> Pace:
    """Read "130; minister van EZK = 120": the usual figure, the exceptions, or both.

    Raises:
        ValueError: what cannot be understood, in Dutch.
    """
    usual = USUAL
    speakers: dict[str, int] = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        who, _, figure = part.rpartition("=")
        words = _words(figure.strip(), part)
        if who.strip():
            speakers[_same(who)] = words
        elif "=" in part:
            raise ValueError(f"noemt bij '{part[:60]}' niet wie er spreekt; schrijf 'minister van EZK = 120'")
        else:
            usual = words
    return Pace(usual, tuple(speakers.items()))


def _words(figure: str, part: str) -> int:
    if not (figure.isascii() and figure.isdigit() and SLOWEST <= int(figure) <= FASTEST):
        raise ValueError(
            f"kent alleen hele getallen van {SLOWEST} tot en met {FASTEST} woorden per minuut (er staat '{part[:60]}')"
        )
    return int(figure)


def _same(speaker: str) -> str:
    """The form in which two titles are equal."""
    return " ".join(speaker.split()).casefold()
