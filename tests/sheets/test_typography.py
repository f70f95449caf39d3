"""Typography: what stays together on a line, and what may be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.sheets.typography import BOUND, BREAK, LONGEST_WORD, bound, breakable

# A text, with "_" where a line may not end.
KEPT = [
    ("Er is € 12,5 miljoen voor.", "Er is €_12,5_miljoen voor."),
    ("Kamerstuk 26 643, nr. 943", "Kamerstuk_26_643, nr._943"),
    ("Kamerstuk 35 925 VII, nr. 26", "Kamerstuk_35_925_VII, nr._26"),
    ("op 25 januari 2023 om 13.30 uur", "op 25_januari 2023 om 13.30_uur"),
    ("artikel 12 en art. 13", "artikel_12 en art._13"),
    ("In 2022 begon het.", "In 2022 begon het."),
    ("Een korte tekst blijft zo.", "Een korte tekst blijft zo."),
    ("Een langere tekst neemt zijn laatste korte woord mee.", "Een langere tekst neemt zijn laatste korte woord_mee."),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "kept"), KEPT)
def test_what_is_read_together_stays_together(typed, kept):
    """Amounts, dates and references do not end a line halfway, and no last line is one short word."""
    assert bound(typed).replace(BOUND, "_") == kept


@given(st.text())
def test_nobody_reads_another_word(text):
    """Only a space becomes another space, and only places to break are added."""
    assert bound(text).replace(BOUND, " ") == text.replace(BOUND, " ")
    assert breakable(text).replace(BREAK, "") == text.replace(BREAK, "")


@given(st.text(alphabet="abcé", min_size=LONGEST_WORD + 1, max_size=500))
def test_an_endless_word_can_be_broken(word):
    """No piece of it is longer than a word may be."""
    assert max(map(len, breakable(word).split(BREAK))) <= LONGEST_WORD
