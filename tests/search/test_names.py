"""Names: what is called by its number is known however that is written, and other numbers are words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.search.names import alone, called, of_reference, whole

# What someone types, and what is called by it.
CALLED = [
    ("aanbeveling 7", ["kaart 7"]),
    ("Kaart 7", ["kaart 7"]),
    ("7", ["kaart 7"]),
    (" 11 ", ["kaart 11"]),
    ("aanbeveling zeven", ["kaart 7"]),
    ("Wat doet u met de zevende aanbeveling?", ["kaart 7"]),
    ("de aanbevelingen 3, 4 en 5", ["kaart 3", "kaart 4", "kaart 5"]),
    ("11.1", ["vraag 11.1"]),
    ("11,1", ["vraag 11.1"]),
    ("11 1", ["vraag 11.1"]),
    ("wat staat er bij vraag 2.3?", ["vraag 2.3"]),
    ("276 miljoen", []),
    ("€ 10,9 miljoen", []),
    ("2022", []),
    ("26 643", []),
    ("26643", []),
    ("artikel 11.1", []),
    ("COM(2021) 206", ["kamerstuk COM 2021-206"]),
    ("verordening 2021/821", ["kamerstuk 2021/821"]),
]
WRITTEN = (
    """
26643-943 | 26 643, nr. 943 | kst-26643-943 | 26643 nr943 | 26.643 nr 943 | "26 643, nr. 943" | 26643nr943 | 26643/943
Kamerstuk 26 643 nr. 943 | 26643 943 | 26 643, 943 | kamerstukken II 26643, 943 | KST 26643 NR. 943 | 26 643 – 943
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize(("query", "expected"), CALLED)
def test_what_is_called_by_its_number(query, expected):
    """Cards and questions by the word or alone; an amount, a year and a file number call nothing."""
    assert list(called(query)) == expected


@pytest.mark.parametrize("query", [each.strip() for each in WRITTEN])
def test_a_paper_has_one_name_however_it_is_written(query):
    """Spaces, stops, hyphens, "nr." and "kst" are all one."""
    assert called(query) == ("kamerstuk 26643-943",)
    assert called(f"wat staat er in {query}?") == ("kamerstuk 26643-943",)


def test_a_source_is_called_by_each_file_that_it_is_in():
    """And without the chapter of the budget, which is often left out."""
    assert of_reference("Kamerstuk 26 643 / 32 761, nr. 640") == ("kamerstuk 26643-640", "kamerstuk 32761-640")
    assert of_reference("Kamerstuk 35 925 VII, nr. 26") == ("kamerstuk 35925-VII-26", "kamerstuk 35925-26")
    assert of_reference("Kamerstuk 21 501-33, nr. 931") == called("21501-33-931") == ("kamerstuk 21501-33-931",)
    assert of_reference("Kamerstuk 35 904, nr. B") == called("35904-B")
    assert of_reference("Advies 12") == ()


@given(st.text() | st.text("0123456789 .,-/nrkst VIX", max_size=60))
def test_any_text_may_be_asked(query):
    """No text is an error, and what is a name is called."""
    assert not whole(query) or called(query)
    assert isinstance(alone(query), bool)


def test_a_long_text_is_read_at_once():
    """Spaces and digits without end cost no more than other text."""
    assert called("26643" + " " * 100_000 + "943") == ()
    assert called("1 " * 50_000)[:1] == ()
