"""Typography: what stays together on a line, and what may be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.sheets.typography import BOUND, BREAK, HYPHEN, LONGEST_WORD, NARROW, bound, breakable, curly

# A text, with "_" where a line may not end.
KEPT = [
    ("Er is € 12,5 miljoen voor.", "Er is €_12,5_miljoen voor."),
    ("Kamerstuk 26 643, nr. 943", "Kamerstuk_26_643, nr._943"),
    ("Het voorstel COM(2021) 206", "Het voorstel COM(2021)_206"),
    ("Kamerstuk 35 925 VII, nr. 26", "Kamerstuk_35_925_VII, nr._26"),
    ("op 25 januari 2023 om 13.30 uur", "op 25_januari_2023 om 13.30_uur"),
    ("artikel 12 en art. 13", "artikel_12 en art._13"),
    ("In 2022 begon het.", "In 2022 begon het."),
    ("Dat begon in oktober 2019.", "Dat begon in oktober_2019."),
    (
        "Voor de eerste fase is in april 2021 € 276 miljoen toegekend.",
        "Voor de eerste fase is in april_2021 €_276_miljoen toegekend.",
    ),
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
    for longest in (NARROW, LONGEST_WORD):
        added = breakable(text, longest)
        assert added.replace(BREAK, "").replace(HYPHEN, "") == text.replace(BREAK, "").replace(HYPHEN, "")


@given(st.text(alphabet="abcé", min_size=LONGEST_WORD + 1, max_size=500))
def test_an_endless_word_can_be_broken(word):
    """No piece of it is longer than a narrow column, and a line that ends in it has a hyphen."""
    for longest in (NARROW, LONGEST_WORD):
        assert max(map(len, breakable(word, longest).split(HYPHEN))) <= NARROW


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("beleidsinfrastructuren", "beleidsinfra-structuren"),
        ("AI-verordening/onderhandeling", "AI-verordening/onderhandeling"),
        ("algoritmes.overheid.nl,", "algoritmes.|overheid.nl,"),
        ("www.voorbeeld.example?vraag=1", "www.|voorbeeld.|example?|vraag=1"),
        ("ontwikkelingsdeskundigen,", "ontwikke-lingsdeskun-digen,"),
        ("kabinetsreactie", "kabinetsreactie"),
    ],
)
def test_in_a_narrow_column_words_break_as_they_are_said(word, broken):
    """Letters with a hyphen, at a syllable where one is near; an address without, after a sign; some need neither."""
    assert breakable(word, NARROW).replace(HYPHEN, "-").replace(BREAK, "|") == broken


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ('Reactie op "Opgave AI"', "Reactie op „Opgave AI”"),
        ('("Eén" en "twee")', "(„Eén” en „twee”)"),
        ('Een scherm van 15" breed', 'Een scherm van 15" breed'),
        ('Los " teken', 'Los " teken'),
    ],
)
def test_titles_have_quotation_marks_of_print(typed, title):
    """Only pairs that stand around something; whatever else is typed stays."""
    assert curly(typed) == title
