"""Offline: one file that fetches nothing, says all of it without its script, and lets no text become another one."""

from __future__ import annotations

import base64
import hashlib
import html
import re

import pytest

from debatkit import text
from debatkit.access import Viewer
from debatkit.errors import SheetError
from debatkit.files import LoadedDossier
from debatkit.model import Audience
from debatkit.settings import ROOT
from debatkit.sheets.outputs import FORMATS, formats
from debatkit.sheets.selection import Layout, Order, Selection
from debatkit.view import View
from debatkit.workspace import Workspace

# What stands on the page for everyone, once for those who prepare and not for the others, and for nobody.
FOR_ALL = ("12 maart 2024", "Commissiedebat Waterkades", "Kernboodschap", "Is dat genoeg?", "Nederland heeft 1.200")
FOR_SOME = ("Intern: niet verspreiden", "Niet zeggen", "bodemloze put", "nachtwaker", "2.2", "kruidkoekberaad")


@pytest.fixture(scope="module")
def shipped():
    """The shipped dossier, for everyone and for those who prepare."""
    workspace = Workspace(ROOT / "data", ROOT / "qa")
    return tuple(workspace.view("opgave-ai", Viewer(audience)) for audience in Audience)


def made(view, moment, **choice):
    return view.sheet(Selection(**choice), Layout.OFFLINE, "html", moment)


def page_of(view, moment, **choice):
    """The page as text, with every space that does not break as a space."""
    return made(view, moment, **choice).decode("utf-8").replace("\u00a0", " ")


def element(page, name):
    """What stands between the tags of the only element with this name."""
    [found] = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
    return found


def allowed(page, name):
    """The hash that the page's policy names for its styles or its scripts."""
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    return re.search(rf"{name}-src '([^']*)'", policy)[1]


def test_a_public_file_says_nothing_internal(public, moment, leaks, internal_ids):
    """Not in its texts, not in what it searches in, not in its source."""
    page = page_of(public, moment)

    assert leaks(page) == []
    assert [name for name in internal_ids if name in page] == []
    assert [text for text in FOR_ALL if text not in page] == []
    assert [text for text in (*FOR_SOME[:3], "kruidkoekberaad") if text in page] == []


def test_its_policy_is_not_set_as_a_text_is(public, moment):
    """A space that does not break is no space to a browser, which would leave that rule out."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', made(public, moment).decode("utf-8"))[1]

    assert policy.isascii()
    assert "trusted-types 'none'" in html.unescape(policy)


def test_an_internal_file_has_all_of_it_and_says_so(internal, moment, read):
    """The steps that are not for saying are there, each under its mark."""
    page = page_of(internal, moment)
    told = read(page.encode("utf-8"), "html")

    for words in (*FOR_ALL, *FOR_SOME):
        assert words in told, words
    for word in (
        "rekenmeesters",
        "bodemloze",
        "fluisteraar",
        "druppel",
        "sleutel kwijt",
        "olifantenpaadjes",
        "kruidkoek",
    ):
        before = page[: page.index(word)]
        inside = before[before.rindex('<div class="internal"><p class="mark">Intern: niet uitspreken') :]
        assert inside.count("<div") > inside.count("</div>"), word


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_file_fetches_nothing(request, audience, tags, moment):
    """No element that loads something, no address of another place; the page's own policy forbids the rest."""
    content = made(request.getfixturevalue(audience), moment)
    page = content.decode("utf-8")

    assert set(tags(content)).isdisjoint({"img", "link", "iframe", "object", "embed", "form", "base", "video", "audio"})
    assert re.findall(r"\s(?:src|srcset|action|poster|background|on\w+|style)\s*=|@import|url\(", page) == []
    assert re.findall(r'href="(?!#)', page) == []
    assert "default-src 'none'" in html.unescape(page)


@pytest.mark.parametrize("name", ["style", "script"])
def test_the_policy_allows_exactly_what_is_there(public, moment, name):
    """One style and one script, each by the hash of what stands in it."""
    page = made(public, moment).decode("utf-8")
    digest = hashlib.sha256(element(page, name).encode("utf-8")).digest()

    assert allowed(page, name) == f"sha256-{base64.b64encode(digest).decode()}"


def test_hostile_texts_are_shown_as_typed(make, hostile, hostile_parts, read, tags, moment):
    """No text becomes an element, an attribute or a part of the style."""
    content = made(View(LoadedDossier(make(**hostile_parts), {}), Viewer()), moment)
    told = " ".join(read(content, "html").split())

    assert [text for text in hostile if " ".join(text.split()) not in told] == []
    assert tags(content).count("script") == 1
    assert tags(content).count("style") == 1


@pytest.mark.parametrize("title", ['"; } body { display: none } </style>', '"><script>alert(1)</script>', "</script>"])
def test_a_title_stays_a_title(make, title, moment, tags):
    """A title in the head of a printed page or in an attribute does not end what it stands in."""
    debate = {"title": title, "kind": "x", "committee": title, "date": "2024-03-14"}
    asked = {"id": "v", "number": 1, "question": title, "audience": "public", "keywords": [title]}
    content = made(View(LoadedDossier(make(title=title, debate=debate, questions=[asked]), {}), Viewer()), moment)
    page = content.decode("utf-8")

    assert (tags(content).count("script"), tags(content).count("style")) == (1, 1)
    assert "display: none } <" not in element(page, "style")
    assert html.unescape(re.search(r'data-number="0\.1"[^>]*data-head="([^"]*)"', page)[1]) == f"{title} {title}"


def test_every_link_has_its_place(internal, moment):
    """Contents, and questions that stand on another card, lead somewhere; each place is there once."""
    page = page_of(internal, moment)
    links, places = re.findall(r'href="#([^"]+)"', page), re.findall(r'\sid="([^"]+)"', page)
    named = re.findall(r'data-place="([^"]+)"', page)

    assert {*links, *named} <= set(places)
    assert len(places) == len(set(places))
    assert len(named) == len(internal.cards) + len(internal.dossier.questions)


def test_a_question_on_two_cards_stands_on_one_and_is_named_on_the_other(public, moment):
    """The question is there once, and the second card leads to it."""
    page = page_of(public, moment)
    third = page[page.index('data-number="3"') :]

    assert page.count('id="vraag-2-1"') == 1
    assert '<a href="#vraag-2-1"><b>2.1</b> Komt er een openbaar register' in third


def test_a_question_that_is_not_chosen_is_not_named(public, moment):
    """A card names only what is in the file."""
    page = made(public, moment, recommendations=(3,)).decode("utf-8")

    assert 'data-number="3.1"' in page
    assert "vraag-1-1" not in page
    assert "Komt er een openbaar register" in page  # its own here, as the first of its cards is not chosen
    assert "Op een andere kaart" not in page


def test_the_first_line_is_large_with_its_seconds(public, moment):
    """Of a card and of a question, before anything else is said; the answer has a time of its own."""
    page = page_of(public, moment)
    ladder = page[page.index('id="vraag-1-1"') :]

    assert re.search(
        r'Kernboodschap <span class="time">3 sec</span></h6>\s*<div class="line"><p>Voor het meten', ladder
    )
    assert re.search(r'Antwoord <span class="time">13 sec</span></h6>', ladder)
    assert re.search(
        r'Woordvoeringslijn <span class="time">5 sec</span></h4>\s*<div class="line"><p>Het kabinet neemt', page
    )


def test_the_steps_stand_in_the_order_of_the_ladder(internal, moment):
    """Line, answer, follow-ups, facts, what not to say, background."""
    page = page_of(internal, moment)
    ladder = page[page.index('id="vraag-1-1"') : page.index("</details>", page.index('id="vraag-1-1"'))]

    assert re.findall(r'<h6 class="step">([^<]*?)\s*<', ladder) == [
        "Kernboodschap", "Antwoord", "Als er wordt doorgevraagd", "Feiten bij de hand", "Niet zeggen", "Achtergrond",
        "Nog aan te vullen",
    ]  # fmt: skip


def test_drafts_are_marked_and_others_are_not(public, moment):
    """Who reads a question aloud sees first that nobody settled it."""
    page = page_of(public, moment)
    marked = dict(
        re.findall(r'<summary><h\d class="title"><b>([\d.]+)</b>.*?(<span class="draft">Concept</span>)?</h', page)
    )

    assert {number for number, mark in marked.items() if mark} == {"2.1", "3.1"}


def test_a_theme_says_what_can_be_said_without_an_answer(public, internal, moment):
    """The holding line is there for who may say it."""
    assert "De rest van het antwoord heb ik nu niet bij de hand." in page_of(public, moment)
    assert made(public, moment).count(b"Als er nog geen antwoord is:") == 1
    assert made(internal, moment).count(b"Als er nog geen antwoord is:") == 2


def test_a_holding_line_is_on_no_paper(public, moment):
    """It is for who searches; on paper it would stand among what was prepared."""
    page = public.sheet(Selection(), Layout.LIST, "html", moment).decode("utf-8")

    assert "De rest van het antwoord heb ik nu niet bij de hand." not in page


@pytest.mark.parametrize("order", Order)
def test_each_order_gives_a_page_that_can_be_walked(public, moment, tags, order):
    """Headings have their place in every order, and every question is there once."""
    content = made(public, moment, order=order)
    levels = [int(tag[1]) for tag in tags(content) if re.fullmatch("h[1-6]", tag)]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert content.count(b"<details") == 4


def test_an_empty_choice_gives_a_page_that_says_so(public, moment, read):
    """Who chooses nothing gets no blank page."""
    assert "Deze keuze bevat niets." in read(made(public, moment, recommendations=(99,)), "html")


def test_the_same_input_has_the_same_bytes(small, moment):
    """Also when it is made anew from the files."""
    assert made(small.view(), moment) == made(small.view(), moment)


def test_another_time_changes_the_time_alone(public, moment):
    """The page says when it was made; nothing else in it depends on that."""
    later = moment.replace(year=2025, month=4, day=5)
    old, new = (page_of(public, each).splitlines() for each in (moment, later))
    other = [line for line, changed in zip(old, new, strict=True) if line != changed]

    assert other
    assert all("2024" in line or "Content-Security-Policy" in line for line in other)
    assert len(other) <= 5


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "html"])
def test_other_formats_are_refused_in_a_sentence(public, moment, form):
    """There is one form, and the sentence names it."""
    with pytest.raises(SheetError, match=f"Een blad als '{form}' kan niet; kies html"):
        public.sheet(Selection(), Layout.OFFLINE, form, moment)


def test_paper_comes_in_every_format():
    """Only the file without a network is one thing alone."""
    assert {layout: formats(layout) for layout in Layout if formats(layout) != FORMATS} == {Layout.OFFLINE: ("html",)}


def test_the_shipped_dossier_is_small(shipped, moment):
    """Under 3 MB, for everyone and for those who prepare."""
    for view in shipped:
        assert 100_000 < len(made(view, moment)) < 3_000_000


def test_every_statement_of_the_shipped_dossier_is_there(shipped, moment, read):
    """Nothing that a viewer may see of the answers is left out."""
    for view in shipped:
        told = " ".join(read(made(view, moment), "html").split())
        for question in view.dossier.questions:
            line = (question.line,) if question.line else ()
            steps = (step.line for step in question.follow_ups)
            for each in (*line, *question.answer, *steps, *question.facts, *question.avoid, *question.background):
                for words in (words for block in text.blocks(each.text) for words in block.texts):
                    assert " ".join(words.split()) in told
