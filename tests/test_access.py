"""Access: nothing internal passes the gate for someone who sees public lines, in no form and by no way."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import access, cards, files
from debatkit.access import Viewer
from debatkit.errors import NotFoundError
from debatkit.model import Audience, Dossier
from debatkit.search.entries import entries
from debatkit.sheets.selection import Layout, Selection

PUBLIC, INTERNAL = Viewer(Audience.PUBLIC), Viewer(Audience.INTERNAL)

# What is left out of a dossier when its audience is not said: the parts, and the text that must not be seen.
UNMARKED = {
    "a question": {"questions": [{"id": "v", "number": 1, "question": "Geheim?"}]},
    "a position": {"positions": [{"id": "p", "line": {"text": "Geheim."}}]},
    "a remark": {"remarks": [{"id": "o", "request": {"text": "Geheim."}}]},
    "a source": {"sources": [{"id": "b", "title": "Geheim", "verified": "nota"}]},
    "a source's text": {"sources": [{"id": "b", "title": "Bron", "verified": "nota", "text": "Geheim"}]},
    "a milestone": {"milestones": [{"text": "Geheim.", "date": "2024"}]},
    "a theme's holding line": {"themes": [{"id": "t", "title": "T", "holding": {"text": "Geheim."}}]},
    "a theme's description": {"themes": [{"id": "t", "title": "T", "description": {"text": "Geheim."}}]},
    "what is sensitive": {"positions": [{"id": "p", "audience": "public", "sensitive": [{"text": "Geheim."}]}]},
    "what is to be avoided": {
        "questions": [{"id": "v", "number": 1, "question": "Q?", "audience": "public", "avoid": [{"text": "Geheim."}]}]
    },
    "background": {
        "questions": [
            {"id": "v", "number": 1, "question": "Q?", "audience": "public", "background": [{"text": "Geheim."}]}
        ]
    },
}


def test_every_internal_text_of_the_small_dossier_has_a_word_of_its_own(small_dossier, internal_texts, internal_words):
    """The words that these tests look for cover every internal part, and stand in no public one."""
    for text in internal_texts:
        if len(text.split()) > 5:
            assert any(word.casefold() in text.casefold() for word in internal_words), text

    public = access.view(small_dossier, PUBLIC).model_dump_json().casefold()
    assert len(internal_texts) > 20
    assert [word for word in internal_words if word.casefold() not in small_dossier.model_dump_json().casefold()] == []
    assert [word for word in internal_words if word.casefold() in public] == []


def test_a_public_view_holds_nothing_internal(public, leaks, internal_ids):
    """Not as text, not as id, not as a reference."""
    told = public.dossier.model_dump_json()

    assert leaks(told) == []
    assert [name for name in internal_ids if f'"{name}"' in told] == []


def test_public_cards_hold_nothing_internal(public, leaks, internal_ids):
    """Neither the cards' data nor what they say is missing."""
    told = json.dumps([cards.card_data(card) for card in public.cards], ensure_ascii=False)

    assert leaks(told) == []
    assert [name for name in internal_ids if f'"{name}"' in told] == []


def test_public_search_finds_nothing_internal(public, leaks, internal_words, internal_texts, internal_ids):
    """Whoever types an internal word, or a whole internal sentence, sees public lines alone."""
    for query in (*internal_words, *internal_texts, *internal_ids):
        for hit in public.search(query, limit=100):
            assert leaks(" ".join((hit.entry.title, *hit.entry, hit.snippet.text))) == []
            assert hit.entry.id not in internal_ids


def test_an_internal_word_that_stands_nowhere_else_gives_no_answer(public):
    """The ranking does not tell that something is there."""
    assert [hit for hit in public.search("olifantenpaadjes") if hit.match == "answers"] == []


@pytest.mark.parametrize("layout", Layout)
def test_a_public_sheet_as_texts_holds_nothing_internal(public, layout, moment, leaks):
    """What is not in the document cannot be printed."""
    assert leaks(repr(public.document(Selection(), layout, moment))) == []


def test_an_internal_question_cannot_be_asked_for(public, moment):
    """Who names it gets an empty sheet, as for a question that does not exist."""
    document = public.document(Selection(questions=("interne-vraag",)), Layout.LIST, moment)

    assert document.questions == ()
    assert document.sections == ()


def test_earlier_dates_are_for_those_who_prepare(public, internal):
    """When the debate was to be held before comes from the preparation."""
    assert public.dossier.debate.earlier_dates == ()
    assert [day.isoformat() for day in internal.dossier.debate.earlier_dates] == ["2023-11-30"]


def test_findings_are_not_for_a_public_view(public):
    """What has to be mended tells of internal parts."""
    with pytest.raises(NotFoundError, match="interne weergave"):
        public.findings()


def test_an_internal_view_holds_everything(small_dossier, internal_words):
    """Those who prepare the debate miss nothing, and each statement has its audience spelled out."""
    whole = access.view(small_dossier, INTERNAL)
    told = whole.model_dump_json().casefold()

    assert [word for word in internal_words if word.casefold() not in told] == []
    assert whole.questions[0].line.audience is Audience.PUBLIC
    assert next(each for each in whole.questions if each.avoid).avoid[0].audience is Audience.INTERNAL


def test_a_citation_of_an_internal_source_goes_and_the_statement_stays(make):
    """A public statement that cites both kinds of source shows the public one."""
    line = {"text": "Zo is het.", "citations": [{"source": "open"}, {"source": "dicht", "quote": "zo is het"}]}
    sources = [{"id": "open", "title": "O", "verified": "official", "audience": "public"}]
    sources.append({"id": "dicht", "title": "D", "verified": "nota"})
    dossier = make(positions=[{"id": "p", "audience": "public", "line": line}], sources=sources)

    seen = access.view(dossier, PUBLIC)

    assert [citation.source for citation in seen.positions[0].line.citations] == ["open"]
    assert [source.id for source in seen.sources] == ["open"]


def test_a_follow_up_whose_line_is_internal_goes_whole(public):
    """Its question would tell what may not be said."""
    [question] = [each for each in public.dossier.questions if each.id == "wat-kost-meten"]

    assert [step.question for step in question.follow_ups] == ["Is dat genoeg?"]
    assert len(question.follow_ups[0].answer) == 1


@pytest.mark.parametrize("case", UNMARKED)
def test_what_does_not_say_that_it_is_public_is_internal(make, case):
    """The default is the safe one, for every kind of part."""
    dossier = make(**UNMARKED[case])

    assert "Geheim" not in access.view(dossier, PUBLIC).model_dump_json()
    assert "Geheim" in access.view(dossier, INTERNAL).model_dump_json()


def test_a_viewer_is_public_unless_said_otherwise():
    """Who is not known sees public lines."""
    assert Viewer().audience is Audience.PUBLIC


def test_the_gate_leaves_the_dossier_as_it_was(small_dossier):
    """A view is a copy, also after something was looked up in the whole."""
    before = small_dossier.model_dump_json()
    assert "verslag" in small_dossier.source_by_id

    seen = access.view(small_dossier, PUBLIC)

    assert "verslag" not in seen.source_by_id
    assert small_dossier.model_dump_json() == before


class Written:
    """A dossier of marked words with arbitrary audiences, and which of the words may be seen: the rule, told again."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0
        self.seen: set[str] = set()
        self.hidden: set[str] = set()
        self.sources = {"dicht": False, "open": True}

    def word(self, visible: bool) -> str:
        self.count += 1
        word = f"woord{self.count}x"
        (self.seen if visible else self.hidden).add(word)
        return word

    def audience(self) -> str | None:
        return self.draw(st.sampled_from([None, "public", "internal"]))

    def part(self, audience: str | None, **parts: object) -> dict[str, object]:
        return {**parts, **({"audience": audience} if audience else {})}

    def statement(self, inherited: bool, never: bool = False, item: bool = True) -> tuple[dict[str, object], bool]:
        audience = self.draw(st.sampled_from([None, "internal"])) if never else self.audience()
        visible = item and (audience == "public" or (audience is None and inherited))
        citations = [
            {"source": source, "quote": self.word(visible and public)} for source, public in self.sources.items()
        ]
        return self.part(audience, text=self.word(visible), citations=citations), visible

    def statements(self, inherited: bool, never: bool = False, item: bool = True) -> list[dict[str, object]]:
        return [self.statement(inherited, never, item)[0] for _ in range(self.draw(st.integers(0, 2)))]

    def follow_up(self, item: bool) -> dict[str, object]:
        line, visible = self.statement(item, item=item)
        return {"question": self.word(visible), "line": line, "answer": self.statements(item, item=visible)}

    def question(self, number: int) -> dict[str, object]:
        audience = self.audience()
        public = audience == "public"
        return self.part(
            audience, id=f"vraag-{number}", number=number, question=self.word(public), keywords=[self.word(public)],
            open=[self.word(public)], line=self.statement(public, item=public)[0],
            answer=self.statements(public, item=public), follow_ups=[self.follow_up(public)],
            facts=self.statements(public, item=public), avoid=self.statements(False, never=True, item=public),
            background=self.statements(False, item=public),
        )  # fmt: skip

    def dossier(self) -> Dossier:
        position, remark = self.audience(), self.audience()
        said, noted = position == "public", remark == "public"
        debate = {"title": "Kades", "kind": "commissiedebat", "committee": "Oevers", "date": "2024-03-14"}
        return Dossier.model_validate(
            {
                "id": "gemaakt",
                "title": "Gemaakt",
                "debate": debate,
                "themes": [{"id": "t", "title": "T", "holding": self.statement(False)[0]}],
                "milestones": [{**each, "date": "2024"} for each in self.statements(False)],
                "recommendations": [
                    {
                        "id": "r",
                        "number": 1,
                        "theme": "t",
                        "text": self.word(True),
                        "wording": "literal",
                        "citations": [{"source": "dicht", "place": self.word(False)}],
                    }
                ],
                "positions": [
                    self.part(
                        position,
                        id="p",
                        recommendation="r",
                        open=[self.word(said)],
                        line=self.statement(said, item=said)[0],
                        done=self.statements(said, item=said),
                        planned=self.statements(said, item=said),
                        sensitive=self.statements(False, never=True, item=said),
                    )
                ],
                "questions": [self.question(number) for number in (1, 2)],
                "remarks": [
                    self.part(
                        remark,
                        id="o",
                        request=self.statement(noted, item=noted)[0],
                        outcome=self.statement(noted, item=noted)[0],
                    )
                ],
                "sources": [
                    {
                        "id": "open",
                        "title": self.word(True),
                        "verified": "official",
                        "audience": "public",
                        "text": self.word(True),
                    },
                    {"id": "dicht", "title": self.word(False), "verified": "nota", "text": self.word(False)},
                ],
            }
        )


@given(st.composite(lambda draw: (lambda made: (made.dossier(), made))(Written(draw)))())
def test_whatever_the_audiences_are_exactly_what_is_public_passes(made):
    """A public view holds every public word and no internal one; cards, search and sheets hold no internal one."""
    dossier, words = made
    seen = access.view(dossier, PUBLIC)
    told = seen.model_dump_json()
    on_cards = cards.briefing_cards(seen)

    assert {word for word in words.seen if word not in told} == set()
    assert {word for word in words.hidden if word in told} == set()
    derived = json.dumps([cards.card_data(card) for card in on_cards]) + repr(entries(on_cards, seen.sources))
    assert {word for word in words.hidden if word in derived} == set()


def test_the_small_dossier_on_disk_says_nothing_less(small, small_dossier):
    """The gate works on what was read: a dossier read again gives the same view."""
    again = files.read_dossier(small.data / "waterkade", small.qa / "waterkade").dossier

    assert access.view(again, PUBLIC) == access.view(small_dossier, PUBLIC)
