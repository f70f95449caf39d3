"""Pages: how texts stand on paper. Nothing over the foot, nothing torn that belongs together, no card for nothing."""

from __future__ import annotations

import io
import itertools
import re

import pypdf
import pytest

from debatkit import text
from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.model import Audience
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View

A5_LANDSCAPE = 148.5 * 72 / 25.4  # points; how high a card is


def said(text, audience="public"):
    return {"text": text, "claim": False, "audience": audience}


def question(number, **parts):
    return {"id": f"v{number}", "number": number, "question": f"Vraag {number}?", "audience": "public", **parts}


def pages(dossier, layout, moment, audience=Audience.INTERNAL):
    content = View(LoadedDossier(dossier, {}), Viewer(audience)).sheet(Selection(), layout, "pdf", moment)
    return pypdf.PdfReader(io.BytesIO(content)).pages


def placed(page):
    """Each piece of text on a page with its distances to the left and to the foot, in points."""
    found = []

    def note(text, cm, tm, _font, _size):
        if text.strip():
            found.append((text.strip(), tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=note)
    return found


def baselines_near(texts, foot):
    """The heights of the lines that stand where the foot stands, or so close that they touch it."""
    return {round(y) for _, _, y in texts if foot - 24 < y < foot + 10}


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.SPEAKING, Layout.BRIEFING, Layout.PRESS])
def test_nothing_is_printed_over_the_foot(make, hostile_parts, layout, moment):
    """The two lines of the foot stand alone, also below a line of forty-five paragraphs."""
    paragraphs = question(2, recommendations=["r"], line=said("\n\n".join(f"Alinea {n}." for n in range(45))))
    dossier = make(**{**hostile_parts, "questions": [*hostile_parts["questions"], paragraphs]})

    for page in pages(dossier, layout, moment):
        texts = placed(page)
        foot = next(y for text, _, y in texts if text.startswith("Afgedrukt"))

        assert len(baselines_near(texts, foot)) == 2


@pytest.mark.parametrize("length", range(20, 420, 40))
def test_nothing_is_printed_over_the_foot_of_a_card(make, moment, length):
    """However many lines the question takes, the answer ends above the foot or goes on to a next card."""
    sentence = said("De kernboodschap van deze vraag is zo lang als zij in de regel is, en soms wat langer.")
    asked = (f"Waarom is dit antwoord op een vraag van {length} tekens zo lang? " * 9)[:length]
    several = [
        question(n, question=asked, line=sentence, answer=[sentence] * n, open=["OEV: wat nog ontbreekt"])
        for n in range(1, 9)
    ]
    for page in pages(make(questions=several), Layout.CARDS, moment):
        texts = placed(page)
        feet = [y for text, _, y in texts if text.startswith("Afgedrukt")]

        assert feet
        assert [len(baselines_near(texts, foot + 6)) for foot in feet] == [3] * len(feet)
        assert all(y % A5_LANDSCAPE > 20 for y in feet)


def test_what_is_to_be_filled_in_takes_no_card_of_its_own(make, moment):
    """A second card is there for what is said; a note to the makers goes beside what is said if that saves a card."""
    sentence = said("Zin van het antwoord, zo lang als een zin in een antwoord in de regel is, en soms wat langer.")
    several = [question(n, answer=[sentence] * n, open=["OEV: wat nog ontbreekt"]) for n in range(1, 10)]
    cards = [card for page in pages(make(questions=several), Layout.CARDS, moment)
             for card in re.split(r"Afgedrukt", page.extract_text())[:-1]]  # fmt: skip

    assert sum("OEV: wat" in card for card in cards) == len(several)
    assert any("kaart 2/2" in card for card in cards)
    assert [card for card in cards if "Zin van" not in card] == []


def test_a_short_internal_box_stands_on_one_page(make, moment):
    """Things that are not to be said are not torn apart, wherever on the page their box begins."""
    rest = "wordt niet gezegd, want dat is nog niet zeker; wie ernaar vraagt, krijgt te horen dat het wordt nagegaan."
    avoid = [said(f"{word} {rest}", "internal") for word in ("Eerste", "Tweede", "Derde")]
    found = set()
    for lines in range(12, 30):
        several = [question(1, answer=[said("Antwoord.")] * lines, avoid=avoid)]
        texts = [page.extract_text() for page in pages(make(questions=several), Layout.LIST, moment)]
        [number] = {number for number, text in enumerate(texts) for each in avoid if each["text"].split()[0] in text}
        found.add(number)

    assert len(found) == 2  # at the foot of a page, and at the head of the next


def test_a_recommendation_stands_with_its_line(make, moment):
    """No page ends with a heading, a recommendation or a stance on which the line is overleaf."""
    recommendations = [
        {"id": f"r{n}", "number": n, "text": f"Aanbeveel{n}. Doe iets.", "wording": "literal"} for n in (1, 2)
    ]
    positions = [
        {"id": f"p{n}", "recommendation": f"r{n}", "audience": "public", "line": said(f"Kern{n}. Zo is het.")}
        for n in (1, 2)
    ]
    found = set()
    for lines in range(10, 26):
        several = [question(1, recommendations=["r1"], answer=[said("Antwoord.")] * lines)]
        dossier = make(recommendations=recommendations, positions=positions, questions=several)
        texts = [page.extract_text() for page in pages(dossier, Layout.LIST, moment)]
        [number] = {n for n, text in enumerate(texts) for part in ("Aanbeveel2.", "Kern2.") if part in text}
        found.add(number)

    assert len(found) == 2


def test_a_question_on_a_briefing_stands_in_one_column(make, moment):
    """A question goes over to the next column as a whole, wherever the column ends."""
    several = [
        question(n, recommendations=["r"], question=f"Begin{n} {'van een vraag die vijf regels lang is ' * 5}eind{n}?")
        for n in range(1, 10)
    ]
    torn = []
    for lines in range(1, 8):
        dossier = make(
            recommendations=[{"id": "r", "number": 1, "text": "Doe iets.", "wording": "literal"}],
            positions=[{"id": "p", "recommendation": "r", "audience": "public", "done": [said("Gedaan.")] * lines}],
            questions=several,
        )
        [page] = [page for page in pages(dossier, Layout.BRIEFING, moment) if "Begin1 " in page.extract_text()]
        columns = {
            word: x > page.mediabox.width / 2
            for text, x, _ in placed(page)
            for word in re.findall(r"(?:Begin|eind)\d+", text)
        }
        torn += [(lines, n) for n in range(1, 10) if columns[f"Begin{n}"] != columns[f"eind{n}"]]

    assert set(columns.values()) == {False, True}
    assert torn == []


@pytest.mark.parametrize(("layout", "first"), [(Layout.LIST, False), (Layout.PRESS, False), (Layout.SPEAKING, True)])
def test_a_title_page_does_not_say_twice_what_it_is_on(public, layout, first, moment):
    """Where the title names the debate its head does not; every head has the mark."""
    content = public.sheet(Selection(), layout, "pdf", moment)
    texts = [page.extract_text().replace("\u00a0", " ") for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    running = public.document(Selection(), layout, moment).running

    assert (running in texts[0]) is first
    assert all(running in text for text in texts[1:])
    assert all("OPENBAAR" in text for text in texts)


def test_no_line_ends_after_a_short_first_part_of_a_word(make, moment):
    """ "AI-" and "verordening" are read as one, wherever the line ends."""
    answer = [said(f"{'Zo ' * n}is het met de AI-verordening en de e-mail.") for n in range(1, 40)]
    found = pages(make(questions=[question(1, answer=answer)]), Layout.LIST, moment)
    lines = [line for page in found for line in page.extract_text().splitlines()]

    assert any("AI-verordening" in line for line in lines)
    assert [line for line in lines if line.rstrip().endswith("-")] == []


def numbered(count, **parts):
    """A dossier with so many questions on recommendation 11, the last of them on 12 too."""
    return {
        "recommendations": [{"id": f"r{n}", "number": n, "text": "Doe iets.", "wording": "literal"} for n in (11, 12)],
        "questions": [
            question(n, recommendations=["r11", "r12"][: 2 if n == count else 1], **parts) for n in range(1, count + 1)
        ],
    }


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.BRIEFING, Layout.CARDS])
def test_what_is_cut_short_ends_in_a_whole_word(make, layout, moment):
    """ "Zie ook" and a small card have the first words of a long question, and no half word."""
    words = [f"{'abcdefghijk'[n % 11] * (n % 9 + 2)}{n}" for n in range(80)]
    told = [page.extract_text() for page in pages(make(**numbered(2, question=" ".join(words))), layout, moment)]
    last = [word for page in told for word in re.findall(r"(\S+)\s…", page)]

    assert last
    assert set(last) <= set(words)


def test_a_long_sentence_is_divided_over_cards_between_words(make, moment):
    """What is read aloud from two cards has no word that is on both."""
    words = [f"{'abcdefghijk'[n % 11] * (n % 9 + 2)}{n}" for n in range(120)]
    told = " ".join(
        page.extract_text()
        for page in pages(make(questions=[question(1, answer=[said(" ".join(words))])]), Layout.CARDS, moment)
    )

    assert set(words) <= set(told.split())


def test_a_number_stands_clear_of_its_question(make, boxes, moment):
    """Also the longest one, as "11.10"."""
    for layout in (Layout.LIST, Layout.BRIEFING):
        dossier = make(**numbered(10, question="Waarom nu?"))
        content = View(LoadedDossier(dossier, {}), Viewer()).sheet(Selection(), layout, "pdf", moment)
        words = [word for page in boxes(content) for word in page]
        gaps = [
            after.left - number.right
            for number, after in itertools.pairwise(words)
            if number.word == "11.10" and after.word == "Waarom"
        ]

        assert gaps
        assert min(gaps) > 5


def test_the_mark_on_a_card_stands_clear_of_the_line_below_it(internal, moment):
    """It is white on black, and the black hides nothing of the page number."""
    content = internal.sheet(Selection(), Layout.CARDS, "pdf", moment)
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        texts = placed(page)
        marks = [y for text, _, y in texts if text.startswith("INTERN")]
        numbers = [y for text, _, y in texts if text.startswith("pagina")]

        assert marks
        assert [mark - number > 10 for mark, number in zip(marks, numbers, strict=True)] == [True] * len(marks)


def test_what_is_too_large_for_a_card_says_on_each_page_what_it_is(make, moment):
    """Its number and the debate, and that it is internal where it is."""
    lines = said("\n\n".join(f"Alinea {n}." for n in range(90)), "internal")
    large = question(1, line=lines, answer=[lines]) | {"audience": "internal"}
    found = [page.extract_text() for page in pages(make(questions=[large]), Layout.CARDS, moment)]

    assert len(found) > 2
    for page in found:
        assert "0.1" in page
        assert "Intern: niet uitspreken" in page
        assert text.dutch_date("2024-03-14") in page.replace("\u00a0", " ")


def test_a_speech_that_goes_on_overleaf_has_its_number_there(make, moment):
    """At the lectern sheets come loose."""
    long = [question(n, answer=[said(f"Alinea {line} van vraag {n}.") for line in range(40)]) for n in (1, 2)]
    found = [page.extract_text() for page in pages(make(questions=long), Layout.SPEAKING, moment)]

    assert len(found) > 3
    for page in found:
        [number] = set(re.findall(r"van vraag (\d)", page))
        assert f"0.{number}" in page


def test_who_answers_and_for_how_long_is_one_line(make, boxes, moment):
    """Also of a minister with a long name."""
    answer = [said("Dat is een lang antwoord, dat langer duurt dan de kern ervan. " * 3)]
    asked = question(1, speaker="minister voor Rechtsbescherming", line=said("Ja, en dat blijft zo."), answer=answer)
    dossier = make(questions=[asked])
    [words] = boxes(View(LoadedDossier(dossier, {}), Viewer()).sheet(Selection(), Layout.SPEAKING, "pdf", moment))
    tops = {word.word: word.top for word in words}

    assert tops["Rechtsbescherming"] == tops["Concept"]


def test_the_head_of_the_list_has_room_for_its_numbers(make, boxes, moment):
    """However long the name of the debate is, the numbers stand clear of it and of the mark."""
    debate = {
        "title": "Digitale infrastructuur, informatie- en communicatietechnologie en verdere zaken",
        "kind": "commissiedebat", "committee": "Digitale Zaken", "date": "2024-03-14",
    }  # fmt: skip
    dossier = make(debate=debate, **numbered(24, question="Waarom?", line=said("Omdat het zo is.")))
    content = View(LoadedDossier(dossier, {}), Viewer()).sheet(Selection(), Layout.LIST, "pdf", moment)
    heads = [[word for word in page if word.top < 70] for page in boxes(content)]
    found = [head for head in heads if any(re.fullmatch(r"11\.\d\d", word.word) for word in head)]

    assert found
    for head in found:
        assert len({round(word.bottom) for word in head}) == 1
        first = next(place for place, word in enumerate(head) if re.match(r"11\.", word.word))
        assert head[first].left - head[first - 1].right > 5
        assert head[-1].left - head[-2].right > 5


def test_remarks_stand_in_one_box(internal, moment):
    """They are short, so that they go over to the next column as a whole."""
    content = internal.sheet(Selection(), Layout.BRIEFING, "pdf", moment)
    told = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)

    assert told.count("opmerkingen uit de afstemming") == sum(bool(card.remarks) for card in internal.cards)


def test_numbers_stand_under_each_other_also_beside_a_box(internal, boxes, moment):
    """Who looks for one runs down the margin."""
    content = internal.sheet(Selection(), Layout.LIST, "pdf", moment)
    margin = 28 * 72 / 25.4
    lefts = {round(word.left) for page in boxes(content) for word in page if word.right < margin}

    assert len(lefts) == 1


def test_an_internal_question_is_marked_on_a_briefing(internal, squeezed, moment):
    """Also there, where a question stands without its answer."""
    content = internal.sheet(Selection(), Layout.BRIEFING, "pdf", moment)
    told = squeezed(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    asked = [q for q in internal.document(Selection(), Layout.BRIEFING, moment).questions if q.internal]

    assert asked
    for each in asked:
        assert squeezed(each.question + "Intern: niet uitspreken") in told
