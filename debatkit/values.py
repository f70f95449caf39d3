"""
Values: what the fields of a dossier may hold.

In go strings and dates from outside, out come the same in one form, or a `ValueError` that says in Dutch what is wrong.
The rule that must hold: no text gets in that an output could not show as typed.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

# Generous for a text that is said aloud, small enough that no single item can exhaust memory or a page.
LONGEST_TEXT = 20_000
LONGEST_LIST = 1_000
# Control characters and non-characters cannot be written to Word; direction overrides make a text read as another.
REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_FULL_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if found := REFUSED.search(text):
        raise ValueError(f"bevat een onzichtbaar stuurteken (U+{ord(found.group()):04X}); haal het weg")
    if not text:
        raise ValueError("is leeg")
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _partial_date(value: str) -> str:
    parts = value.split("-")
    try:
        datetime.date.fromisoformat("-".join(parts + ["01"] * (3 - len(parts))))
    except ValueError:
        raise ValueError("is geen datum die bestaat; schrijf jjjj, jjjj-mm of jjjj-mm-dd") from None
    return value


def _full_date(value: object) -> object:
    """Refuse what pydantic would take for a moment: 86400 is seconds to it, and no date that anyone wrote."""
    if type(value) is datetime.date or (isinstance(value, str) and _FULL_DATE.fullmatch(value)):
        return value
    raise ValueError("moet een volledige datum zijn, zoals 2023-01-25")


def _date_text(value: object) -> object:
    return str(value) if isinstance(value, int | datetime.date) and not isinstance(value, bool) else value


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_plain)]
ShortText = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_plain), AfterValidator(_one_line)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
WebAddress = Annotated[str, AfterValidator(_plain), Field(pattern=r"^https?://[^\s<>\"]+$", max_length=2_000)]
Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
FullDate = Annotated[datetime.date, BeforeValidator(_full_date)]
# "2022", "2022-12" or "2022-12-21": as precise as the source is, and no more.
PartialDate = Annotated[
    str, BeforeValidator(_date_text), Field(pattern=r"^\d{4}(-\d{2}){0,2}$"), AfterValidator(_partial_date)
]
