"""Checks: each rule finds what it is for, with the right severity and at the right place, and nothing else."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from debatkit import checks
from debatkit.checks import Severity
from debatkit.model import Audience, Dossier

ERROR, WARNING = Severity.ERROR, Severity.WARNING
BRIEF, NOTA = {"source": "brief"}, {"source": "nota"}
SOURCES = [
    {
        "id": "brief", "title": "Brief", "verified": "official", "audience": "public", "date": "2023-10-06",
        "reference": "Kamerstuk 99 123, nr. 45", "facts": ["€ 12,5 miljoen"],
        "text": "Het kabinet zegt: \"wij komen\nterug\" op 'het punt'.",
    },
    {"id": "vak", "title": "Vakblad", "verified": "secondary", "audience": "public"},
    {"id": "nota", "title": "Nota", "verified": "nota", "text": "Intern verhaal."},
]  # fmt: skip


def words(count: int) -> str:
    return " ".join(["woord"] * count)


def said(text: str = "Zo is het.", *citations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": text, "citations": list(citations or (BRIEF,)), **more}


def question(number: int = 1, **more: Any) -> dict[str, Any]:
    subjects = ["Wat kost dit plan?", "Wie controleert de uitvoering?", "Wanneer hoort de burger iets?"]
    parts = {
        "id": f"vraag-{number}", "number": number, "recommendations": ["een"], "question": subjects[number - 1],
        "line": said(), "answer": [said()], "audience": "public",
    }  # fmt: skip
    return {**parts, **more}


def position(**more: Any) -> dict[str, Any]:
    return {
        "id": "standpunt",
        "recommendation": "een",
        "stance": "partly",
        "line": said(),
        "audience": "public",
        **more,
    }


def dossier(**parts: Any) -> Dossier:
    """A dossier in which there is nothing to mend, with some of its parts replaced."""
    whole = {
        "id": "klein",
        "title": "Klein",
        "debate": {
            "title": "Kades",
            "kind": "commissiedebat",
            "committee": "Oevers",
            "date": "2024-03-14",
            "time": "10:00",
        },
        "recommendations": [{"id": "een", "number": 1, "text": "Doe iets.", "wording": "literal"}],
        "positions": [{"id": "lijn", "line": said(), "audience": "public"}, position()],
        "questions": [question(1), question(2)],
        "sources": SOURCES,
        "terms": [{"preferred": "kademuur", "instead_of": ["keermuur", "C++"], "names": ["Keermuur BV"]}],
    }
    return Dossier.model_validate({**whole, **parts})


def asked(**more: Any) -> dict[str, Any]:
    return {"questions": [question(1, **more)]}


def held(**more: Any) -> dict[str, Any]:
    return {"positions": [{"id": "lijn", "line": said(), "audience": "public"}, position(**more)]}


def source(**more: Any) -> dict[str, Any]:
    return {"sources": [*SOURCES, {"id": "nieuw", "title": "Nieuw", "verified": "official", **more}]}


# What is changed in the dossier, and what is found: severity, rule, item, and the path in it.
FOUND = {
    "a quote that is not there": (
        asked(line=said("Zo.", {**BRIEF, "quote": "wij komen niet"})),
        (ERROR, "quote-not-found", "vraag-1", ("line", "citations", 0, "quote")),
    ),
    "a quote with a word left out": (
        asked(line=said("Zo.", {**BRIEF, "quote": "Het kabinet: wij komen terug"})),
        (ERROR, "quote-not-found", "vraag-1", ("line", "citations", 0, "quote")),
    ),
    "a quote in a recommendation's citation": (
        {
            "recommendations": [
                {"id": "een", "number": 1, "text": "T.", "wording": "literal", "citations": [{**BRIEF, "quote": "x y"}]}
            ]
        },
        (ERROR, "quote-not-found", "een", ("citations", 0, "quote")),
    ),
    "a quote from a source without text": (
        asked(line=said("Zo.", {"source": "vak", "quote": "wie weet"})),
        (WARNING, "quote-unchecked", "vraag-1", ("line", "citations", 0, "quote")),
    ),
    "a public statement without a source": (
        asked(answer=[{"text": "Zo is het."}]),
        (ERROR, "unsourced", "vraag-1", ("answer", 0)),
    ),
    "an internal statement without a source": (
        held(sensitive=[{"text": "Iemand is boos."}]),
        (WARNING, "unsourced", "standpunt", ("sensitive", 0)),
    ),
    "a milestone without a source": (
        {"milestones": [{"text": "Het advies verscheen.", "date": "2023", "audience": "public"}]},
        (ERROR, "unsourced", None, ("milestones", 0)),
    ),
    "a public statement on an internal source": (
        asked(answer=[said("Zo is het.", NOTA)]),
        (ERROR, "internal-source-only", "vraag-1", ("answer", 0)),
    ),
    "an answer on secondary sources": (
        asked(answer=[said("Zo is het.", {"source": "vak"})]),
        (WARNING, "secondary-only", "vraag-1", ("answer",)),
    ),
    "an official source of which a secondary page was seen": (
        asked(answer=[said("Zo is het.", {**BRIEF, "verified": "secondary"})]),
        (WARNING, "secondary-only", "vraag-1", ("answer",)),
    ),
    "an answer of 121 words": (
        asked(answer=[said(words(100)), said(words(21))]),
        (WARNING, "answer-too-long", "vraag-1", ("answer",)),
    ),
    "an answer of 181 words": (
        asked(answer=[said(words(181))]),
        (ERROR, "answer-too-long", "vraag-1", ("answer",)),
    ),
    "a line of 51 words": (asked(line=said(words(51))), (WARNING, "line-too-long", "vraag-1", ("line",))),
    "a follow-up's line of 51 words": (
        asked(follow_ups=[{"question": "En?", "line": said(words(51))}]),
        (WARNING, "line-too-long", "vraag-1", ("follow_ups", 0, "line")),
    ),
    "a source from after the debate": (source(date="2024-03-15"), (ERROR, "after-debate", "nieuw", ("date",))),
    "a source from a later month": (source(date="2024-04"), (ERROR, "after-debate", "nieuw", ("date",))),
    "what was done after the debate": (
        held(done=[said("Het is er.", date="2024-06")]),
        (ERROR, "after-debate", "standpunt", ("done", 0, "date")),
    ),
    "what was done on a day after the debate, in words": (
        held(done=[said("Op 6 oktober 2023 begonnen en op 15 maart 2024 klaar.", {**BRIEF, "place": "15 maart 2024"})]),
        (ERROR, "after-debate", "standpunt", ("done", 0)),
    ),
    "a milestone after the debate": (
        {"milestones": [said("Het was zover.", date="2024-03-15", audience="public")]},
        (ERROR, "after-debate", None, ("milestones", 0, "date")),
    ),
    "a number that no source has": (
        asked(answer=[said("Het kost € 13,5 miljoen.")]),
        (WARNING, "number-unsupported", "vraag-1", ("answer", 0)),
    ),
    "a year that no source has": (
        asked(answer=[said("Het begon in 1999.")]),
        (WARNING, "number-unsupported", "vraag-1", ("answer", 0)),
    ),
    "a date in a statement that claims nothing": (
        asked(answer=[{"text": "Ik kom op 6 oktober 2023 terug.", "claim": False}]),
        (WARNING, "date-unsourced", "vraag-1", ("answer", 0)),
    ),
    "an amount in two ways": (
        asked(answer=[said("Het kost € 12,5 miljoen."), said("Dat is 12,5 miljoen euro.")]),
        (WARNING, "amount-two-ways", "vraag-1", ("answer", 1)),
    ),
    "a question without a question mark": (
        asked(question="Wat kost dit plan."),
        (WARNING, "no-question-mark", "vraag-1", ("question",)),
    ),
    "a follow-up without a question mark": (
        asked(follow_ups=[{"question": "Zeg het maar", "line": said()}]),
        (WARNING, "no-question-mark", "vraag-1", ("follow_ups", 0, "question")),
    ),
    "a line that starts with a subordinate clause": (
        asked(line=said("Omdat het moet, doen wij het.")),
        (WARNING, "subordinate-first", "vraag-1", ("line",)),
    ),
    "an answer that starts with a subordinate clause": (
        asked(answer=[said("Als het moet, doen wij het.")]),
        (WARNING, "subordinate-first", "vraag-1", ("answer", 0)),
    ),
    "another word than the dossier prefers": (
        asked(answer=[said("De Keermuur staat er.")]),
        (WARNING, "other-term", "vraag-1", ("answer", 0)),
    ),
    "another word in a question": (
        asked(question="Wat kost een keermuur?"),
        (WARNING, "other-term", "vraag-1", ("question",)),
    ),
    "another word with signs in it": (asked(question="Kent u C++?"), (WARNING, "other-term", "vraag-1", ("question",))),
    "two questions that are nearly one": (
        {"questions": [question(1), question(2, question="Wat kost dit hele plan?")]},
        (WARNING, "near-double", "vraag-2", ("question",)),
    ),
    "a recommendation without a position": (
        {"positions": [{"id": "lijn", "line": said(), "audience": "public"}]},
        (WARNING, "no-position", "een", ()),
    ),
    "a recommendation without questions": ({"questions": []}, (WARNING, "no-questions", "een", ())),
    "a position without a line": (held(line=None), (WARNING, "no-line", "standpunt", ("line",))),
    "a question without an answer": (
        asked(line=None, answer=[]),
        (WARNING, "no-answer", "vraag-1", ("answer",)),
    ),
    "an answer that is past its day": (
        asked(valid_until="2024-03-01"),
        (WARNING, "expired", "vraag-1", ("valid_until",)),
    ),
}

# What comes near each rule and is right.
RIGHT = {
    "nothing changed": {},
    "a quote with other quotation marks and line ends": asked(
        line=said("Zo.", {**BRIEF, "quote": "„wij  komen terug” op ‘het punt’"})
    ),
    "a quote of a fact": asked(line=said("Zo.", {**BRIEF, "quote": "€ 12,5 miljoen"})),
    "a courtesy without a source": asked(answer=[said(), {"text": "Ik dank de raad.", "claim": False}]),
    "an internal statement on an internal source": held(sensitive=[said("Zo ligt het.", NOTA)]),
    "a public statement on both kinds of source": asked(answer=[said("Zo is het.", NOTA, BRIEF)]),
    "an answer on both kinds of page": asked(answer=[said("Zo is het.", {"source": "vak"}), said()]),
    "an answer of 120 words": asked(answer=[said(words(120))]),
    "a line of 50 words": asked(line=said(words(50))),
    "a source of the day of the debate": source(date="2024-03-14"),
    "a source of the month of the debate": source(date="2024-03"),
    "a source of the year of the debate": source(date="2024"),
    "what is planned after the debate": held(planned=[said("Het komt er.", date="2024-12")]),
    "a past promise with a later date in an answer": asked(answer=[said("In 2023 beloofd.")]),
    "a number from a source's facts": asked(answer=[said("Het kost € 12,5 miljoen.")]),
    "a number from a source's reference": asked(answer=[said("Zie 99 123, nr. 45.")]),
    "a number from the citation's quote": asked(answer=[said("Zie 77.", {**BRIEF, "place": "blz. 77"})]),
    "the date of the source": asked(answer=[said("Op 6 oktober 2023 stond het er.")]),
    "the day of the debate itself": asked(answer=[said("Vandaag, 14 maart 2024, om 10.00 uur.")]),
    "the number of a recommendation": asked(answer=[said("Zie aanbeveling 7, en aanbevelingen 8 en 9.")]),
    "one amount in one way": asked(answer=[said("Het kost € 12,5 miljoen."), said("Die € 12,5 miljoen is er.")]),
    "a question between quotation marks": asked(question="Zei u: „wat kost dit plan?”"),
    "a subordinate clause after the answer": asked(line=said("Wij doen het, omdat het moet.")),
    "a name that holds the other word": asked(answer=[said("Dat doet Keermuur BV.")]),
    "a word within another": asked(answer=[said("De keermuurtjes staan er.")]),
    "questions that share a word": {"questions": [question(1), question(3)]},
    "an answer on its last day": asked(valid_until="2024-03-14"),
}

TODAY = datetime.date(2024, 3, 14)


@pytest.mark.parametrize("case", FOUND)
def test_each_rule_finds_what_it_is_for(case):
    """One wrong thing is one finding, with its severity, rule, item and place."""
    parts, expected = FOUND[case]

    [found] = checks.findings(dossier(**parts), TODAY)

    assert (found.severity, found.rule, found.item, found.path) == expected
    assert found.message[0].islower() or found.message[0] in "'„"


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_right_is_not_found(case):
    """What comes near a rule and is within it is left alone."""
    assert checks.findings(dossier(**RIGHT[case]), TODAY) == ()


def test_every_rule_has_a_case():
    """No rule can be added without a case that triggers it."""
    source = Path(checks.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'_found\((?:Severity\.\w+|severity), "([a-z-]+)"', source))
    named |= set(re.findall(r'"([a-z-]+)"', next(line for line in source.splitlines() if "told = {" in line)))

    assert {rule for _, (_, rule, *_) in FOUND.values()} == named
    assert len(named) == 20


def test_errors_come_first():
    """What must not be printed stands above what must be looked at."""
    found = checks.findings(dossier(**asked(question="Geen vraag.", answer=[{"text": "Zonder bron."}])))

    assert [each.severity for each in found] == [ERROR, WARNING]


def test_an_answer_expires_only_when_the_day_is_told():
    """Without a day nothing is out of date, so that a check gives the same every day."""
    assert checks.findings(dossier(**asked(valid_until="1999-01-01"))) == ()


def test_a_question_on_two_recommendations_is_found_once():
    """What is missing in one question is one finding, however many cards it stands on."""
    two = [
        {"id": name, "number": number, "text": "T.", "wording": "literal"}
        for number, name in enumerate(("een", "twee"), 1)
    ]
    positions = [
        {"id": "lijn", "line": said(), "audience": "public"},
        position(),
        position(id="ander", recommendation="twee"),
    ]
    parts = {"recommendations": two, "positions": positions}
    parts |= {"questions": [question(1, recommendations=["een", "twee"], line=None, answer=[])]}

    assert [each.rule for each in checks.findings(dossier(**parts))] == ["no-answer"]


def test_an_empty_dossier_has_nothing_to_mend_but_its_beginning(make):
    """With debate.yaml alone there is nothing that is wrong."""
    assert checks.findings(make()) == ()


def test_the_small_dossier_has_nothing_to_mend(small_dossier):
    """The dossier that these tests use is what a good one looks like."""
    assert checks.findings(small_dossier) == ()


def test_a_finding_has_the_place_to_mend_it(copy):
    """File and line of the very statement are told."""
    name = "qa/waterkade/samenwerking.yaml"
    copy.replace(name, "afspraken met gemeenten", "17 afspraken met gemeenten")

    [placed] = copy.view(Audience.INTERNAL).findings()

    assert (placed.file, placed.finding.rule) == (name, "number-unsupported")
    assert placed.line == copy.line(name, "Een nieuwe raad") - 1
