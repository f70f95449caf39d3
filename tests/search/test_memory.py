"""Memory: an index that was changed answers as one that never held anything else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Index

WORDS = """
    kade kades kademuur kademuren sluis sluizen sluisdeur register registers kaderegister toezicht toezichthouder geld
    betalen begroting waterschap waterschappen gemeente gemeenten meting meten sensor sensoren proef veiligheid
""".split()
QUERIES = (
    "kade",
    "kademuur meten",
    "toezihct",
    "registr",
    "Wie betaalt de proef met sensoren in de gemeente?",
    '"kade sluis"',
    "wal",
    "sluisdeuren van het waterschap",
    "geldbegroting",
)
GROUPS = (("kade", "wal"), ("gemeente", "stad"))
NAMES = st.integers(1, 12)
CHANGES = st.lists(st.tuples(st.lists(st.tuples(NAMES, st.integers(0, 2**16)), max_size=4), st.lists(NAMES)))


def entry(name: int, seed: int) -> Entry:
    """A card for the first three names, else a question; other seeds say something else."""
    chance = random.Random(seed)

    def said(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, most))).capitalize() + "."

    texts = {"subject": (said(6),), "keywords": (said(2), said(2)), "asked": (said(8),), "line": (said(12),)}
    texts["said"] = tuple(said(25) for _ in range(3))
    card = name % 3 + 1
    if name <= 3:
        return Entry(Kind.CARD, f"k{name}", name, texts["subject"][0], texts, (name,))
    return Entry(Kind.QUESTION, f"v{name}", card, texts["subject"][0], texts, (card,), order=name)


def told(index: Index) -> list[object]:
    """Everything that a reader can see of an index: hits whole, with scores, marks and reasons; and nearest words."""
    found: list[object] = []
    for query in QUERIES:
        hits = index.search(query, 500)
        found += [(hit, hit.title, hit.snippet, index.explain(hit)) for hit in hits]
        found.append(index.nearest(query + " kadw regsterr"))
    return found


def fresh(content: dict[str, Entry]) -> Index:
    """An index that never held anything but `content`."""
    made = Index(groups=GROUPS)
    made.sync(content.values(), "fresh")
    return made


@settings(max_examples=25)
@given(changes=CHANGES, whole=st.booleans())
def test_what_left_an_index_leaves_no_trace(changes, whole):
    """After any changes, by a few entries or as a whole, all is as in a fresh index, to the last bit of a score."""
    content = {each.key: each for each in (entry(name, name) for name in range(1, 10))}
    index = Index(groups=GROUPS)
    index.sync(content.values(), "0")
    for state, (put, removed) in enumerate(changes, 1):
        changed = list({name: entry(name, seed) for name, seed in put}.values())
        gone = [entry(name, 0).key for name in removed if name not in dict(put)]
        content |= {each.key: each for each in changed}
        content = {key: each for key, each in content.items() if key not in gone}
        if whole:
            index.sync(content.values(), str(state))
        else:
            assert index.put(changed, gone, str(state - 1), str(state))

    assert told(index) == told(fresh(content))


@pytest.mark.parametrize("order", [1, -1])
def test_of_very_many_the_same_ones_are_candidates(tmp_path, order):
    """More entries than are ranked, all of one score: which of them are does not hang on when they were written."""
    made = [
        Entry(Kind.QUESTION, f"v{number}", 1, "De kade", {"subject": ("De kade",)}, (1,), order=number)
        for number in range(1, 900)
    ]
    index = Index(tmp_path, GROUPS)
    index.sync([*made, *(entry(name, name) for name in range(1001, 1009))], "a")
    index.sync(made[::order], "b")
    for number in range(0, 900, 90):
        index.put(made[number : number + 20], [], "b", "c")
        index.put([], [], "c", "b")
    found = [(hit.entry, hit.score) for hit in index.search("kade", 500)]

    assert found == [(hit.entry, hit.score) for hit in fresh({each.key: each for each in made}).search("kade", 500)]
    assert len(found) == 300
