"""Weaving: what was not edited comes out as it went in, and what was keeps what it rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit.intake.reading import Read
from debatkit.intake.weaving import Shown, woven, written
from debatkit.model import Audience, Citation, Statement
from debatkit.sheets.carried import Line, digest, lines, same
from debatkit.text import blocks

FIRST = "Het kabinet trekt € 12,5 miljoen uit voor het meten."
SECOND = "Wij meten eerst de oudste muren, omdat daar de meeste mensen wonen."
OTHER = "Gemeenten kunnen bij hun provincie terecht."


def old(*texts, hidden=()):
    """Statements of a part, each resting on a source of its own."""
    return [
        Shown(
            Statement(text=text, citations=(Citation(source=f"bron-{place}"),)),
            visible=place not in hidden,
            internal=place in hidden,
        )
        for place, text in enumerate(texts, 1)
    ]


def read(*texts, **form):
    """Lines as they stand in a file."""
    return [Read(text, **form) for text in texts]


def told(made):
    """Each statement's text and sources."""
    return [(each.text, [citation.source for citation in each.citations]) for each in made]


EDITS = [
    ([FIRST, SECOND], [(FIRST, ["bron-1"]), (SECOND, ["bron-2"])]),
    ([SECOND, FIRST], [(SECOND, ["bron-2"]), (FIRST, ["bron-1"])]),
    ([FIRST], [(FIRST, ["bron-1"])]),
    ([FIRST, SECOND, OTHER], [(FIRST, ["bron-1"]), (SECOND, ["bron-2"]), (OTHER, [])]),
    ([OTHER, FIRST, SECOND], [(OTHER, []), (FIRST, ["bron-1"]), (SECOND, ["bron-2"])]),
    ([FIRST.replace("12,5", "13"), SECOND], [(FIRST.replace("12,5", "13"), ["bron-1"]), (SECOND, ["bron-2"])]),
    ([OTHER, SECOND], [(OTHER, []), (SECOND, ["bron-2"])]),
    ([f"{FIRST} {SECOND}"], [(f"{FIRST} {SECOND}", ["bron-2", "bron-1"])]),
    (
        [FIRST, "Wij meten eerst de oudste muren.", "Omdat daar de meeste mensen wonen."],
        [
            (FIRST, ["bron-1"]),
            ("Wij meten eerst de oudste muren.", ["bron-2"]),
            ("Omdat daar de meeste mensen wonen.", []),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("now", "expected"), EDITS)
def test_what_people_do_to_two_statements(now, expected):
    """Left, moved, taken away, added, edited, replaced, joined and cut."""
    made = told(woven(old(FIRST, SECOND), read(*now), internal=False))

    assert made == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([FIRST, OTHER], [FIRST, "verborgen", OTHER]),
        ([OTHER], ["verborgen", OTHER]),
        ([], ["verborgen"]),
        ([OTHER, FIRST], [OTHER, FIRST, "verborgen"]),
    ],
)
def test_what_was_not_in_the_file_stays_behind_what_it_stood_behind(now, expected):
    """And comes first when that is gone."""
    made = woven(old(FIRST, "verborgen", SECOND, hidden={2}), read(*now), internal=False)

    assert [each.text for each in made] == expected


def test_paragraphs_of_one_statement_stay_one():
    """Also when one of them is edited; what is added below stands by itself."""
    two = f"{FIRST}\n\n{SECOND}"
    made = told(woven(old(two), read(FIRST, SECOND.replace("oudste", "hoogste"), OTHER), internal=False))

    assert made == [(f"{FIRST}\n\n{SECOND.replace('oudste', 'hoogste')}", ["bron-1"]), (OTHER, [])]


def test_bullets_stay_with_what_they_are_under():
    """A new one as well."""
    made = told(
        woven(
            old("Eerst:\n\n- meten\n- herstellen"),
            [Read("Eerst:"), *read("meten", "herstellen", "vieren", bullet=True, starts=False)],
            internal=False,
        )
    )

    assert made == [("Eerst:\n\n- meten\n- herstellen\n- vieren", ["bron-1"])]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (Read(OTHER), None),
        (Read(OTHER, internal=True), Audience.INTERNAL),
    ],
)
def test_a_new_statement_is_internal_when_it_looks_so(new, expected):
    """The form of what is not to be said says that it is not."""
    assert woven(old(FIRST), [Read(FIRST), new], internal=False)[-1].audience is expected


def test_what_follows_something_internal_is_internal():
    """Nobody publishes a text by leaving out its form."""
    internal = [Shown(Statement(text=FIRST), visible=True, internal=True)]

    assert woven(internal, read(FIRST, OTHER), internal=False)[-1].audience is Audience.INTERNAL


# Texts as a dossier may have them, bullets and paragraphs too.
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029")
SENTENCES = st.text(SIGNS, min_size=1, max_size=40)
TEXTS = st.lists(st.one_of(SENTENCES, SENTENCES.map("- {}".format)), min_size=1, max_size=4).map("\n\n".join)


@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4))
def test_what_nobody_edited_is_the_same(texts):
    """Whatever the texts are, and however they are divided over paragraphs."""
    statements = [Shown(Statement.model_construct(text=text.strip(), citations=()), True, False) for text in texts]
    printed = [line for each in statements for line in lines(blocks(each.statement.text))]
    now = [Read(line.text, line.bullet, starts=not line.bullet) for line in printed]
    made = woven(statements, now, internal=False)
    again = [line for each in made for line in lines(blocks(each.text))]

    assert digest(again) == digest(printed)
    assert [each.text for each in made if each.text not in {each.strip() for each in texts}] == []


@given(st.lists(st.tuples(SENTENCES.filter(lambda each: not each.strip().startswith("- ")), st.booleans()), max_size=6))
def test_a_text_that_is_written_reads_as_the_same_lines(several):
    """So that what came back once does not come back again."""
    typed = [Line(" ".join(text.split()), bullet) for text, bullet in several if same(text)]

    assert digest(lines(blocks(written(typed)))) == digest(typed)
