"""
Entries: what can be found, as texts in fields.

In go cards and sources that have passed the gate, out comes one `Entry` for each card and question and for each passage
of a source. Its fields say what it is about (`subject`, `keywords`), what else may be asked (`asked`) and what it says
(`line`, `said`); the ranking weighs them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property

from debatkit.cards import Card, Rung
from debatkit.model import Source, Statement, statements
from debatkit.search import names
from debatkit.text import same_quote

FIELDS = ("subject", "keywords", "asked", "line", "said")
OWN_BITS = 24  # of an entry's place: a number that is drawn from its key
LOTS = 2.0 ** (OWN_BITS + 4)  # what this number is divided by for its lot


class Kind(StrEnum):
    """What can be found."""

    CARD = "card"
    QUESTION = "question"
    SOURCE = "source"


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    `number` is that of its card; None for a source that no card cites. `cards` are all the cards that it stands on.
    `order` is that of a question on its card; `passage` tells the passages of one source apart. `texts` holds, by
    field, what it is found by; `names` are what it is called by, see `names`.
    """

    kind: Kind
    id: str
    number: int | None
    title: str
    texts: dict[str, tuple[str, ...]] = field(hash=False)
    cards: tuple[int, ...] = ()
    theme: str | None = None
    ministry: str | None = None
    status: str | None = None
    order: int = 0
    passage: int = 0
    names: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """A number of the entry's own, in the order of the dossier: equal scores are ordered by it."""
        return ((self.number or 0) * 100_000 + min(self.order or self.passage, 99_999) << OWN_BITS) + self._own

    @property
    def lot(self) -> float:
        """A small figure of the entry's own, drawn from its key, from 0 to 1/16; the end of its place tells it too."""
        return self._own / LOTS

    @property
    def _own(self) -> int:
        named = self.key.encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.blake2b(named, digest_size=OWN_BITS // 8).digest(), "big")

    @property
    def key(self) -> str:
        """What tells this entry from all others."""
        return f"{self.kind}:{self.id}:{self.passage}"

    @cached_property
    def data(self) -> bytes:
        """The entry as JSON; another text gives other bytes."""
        parts = {each.name: getattr(self, each.name) for each in fields(self)}
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    @cached_property
    def stems(self) -> dict[str, list[str]]:
        """The stems of its texts, of those that were looked up already; an index keeps them."""
        return {}

    @cached_property
    def digest(self) -> str:
        """A short name for exactly this content."""
        return hashlib.blake2b(self.data, digest_size=12).hexdigest()

    @classmethod
    def from_data(cls, data: bytes) -> Entry:
        """The entry that `data` was made of."""
        parts = json.loads(data.decode("utf-8", "surrogatepass"))
        parts["texts"] = {name: tuple(texts) for name, texts in parts["texts"].items()}
        made = {name: tuple(parts[name]) for name in ("cards", "names")}
        return cls(**{**parts, **made, "kind": Kind(parts["kind"])})

    def __iter__(self) -> Iterator[str]:
        """All its texts."""
        return (text for texts in self.texts.values() for text in texts)


def entries(cards: Sequence[Card], sources: Sequence[Source]) -> tuple[Entry, ...]:
    """Return an entry for each card, question (once, also when it is on two cards) and passage of a source."""
    on_cards: dict[str, list[int]] = defaultdict(list)
    for card in cards:
        for rung in card.questions:
            on_cards[rung.question.id].append(card.number)
    questions = {
        rung.question.id: _question(card, rung, tuple(on_cards[rung.question.id]))
        for card in reversed(cards)
        for rung in card.questions
    }
    quoted = quotations(cards)
    return (
        *(_card(card) for card in cards),
        *(questions[question] for question in on_cards),
        *(passage for source in sources for passage in passages(source, quoted[source.id])),
    )


def _card(card: Card) -> Entry:
    recommendation, theme, position = card.recommendation, card.theme, card.position
    said = [*(statements(position) if position else ()), *(statements(theme) if theme else ())]
    line = card.line.text if card.line else None
    texts = {
        "subject": (card.title, *([recommendation.text] if recommendation else []), *([theme.title] if theme else [])),
        "keywords": recommendation.keywords if recommendation else (),
        "line": (line,) if line else (),
        "said": tuple(statement.text for _, statement, _ in said if statement.text != line),
    }
    return Entry(
        Kind.CARD,
        card.id,
        card.number,
        card.heading,
        texts,
        (card.number,),
        theme.id if theme else None,
        status=position.status.value if position else None,
        names=(f"{names.CARD} {card.number}",),
    )


def _question(card: Card, rung: Rung, on: tuple[int, ...]) -> Entry:
    question = rung.question
    said: list[Statement] = [statement for _, statement, _ in statements(question)]
    line = question.line.text if question.line else None
    texts = {
        "subject": (question.question,),
        "keywords": question.keywords,
        "asked": tuple(each.question for each in question.follow_ups),
        "line": (line,) if line else (),
        "said": tuple(statement.text for statement in said if statement.text != line),
    }
    return Entry(
        Kind.QUESTION,
        question.id,
        int(rung.label.partition(".")[0]),
        question.question,
        texts,
        on,
        card.theme.id if card.theme else None,
        question.ministry,
        question.status.value,
        question.number,
        names=(f"{names.QUESTION} {rung.label}",),
    )


def quotations(cards: Sequence[Card]) -> dict[str, Counter[tuple[int, str]]]:
    """By source: which card cites it how often, and with which words ("" where it quotes none)."""
    found: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for card in cards:
        for part in card.parts:
            for _, statement, _ in statements(part):
                for citation in statement.citations:
                    found[citation.source][card.number, same_quote(citation.quote or "")] += 1
    return found


def passages(source: Source, quoting: Counter[tuple[int, str]]) -> Iterator[Entry]:
    """What is known of a source, then each passage of its text, under the card that cites it most."""
    whole: Counter[int] = Counter()
    for (number, _), count in quoting.items():
        whole[number] += count
    known = (source.title, source.reference, source.publisher)
    about = {"subject": tuple(text for text in known if text), "said": source.facts}
    yield _passage(source, 0, about, whole, names.of_reference(source.reference or ""))
    texts = [passage.strip() for passage in (source.text or "").split("\n") if passage.strip(" #-")]
    for place, passage in enumerate(texts, 1):
        plain = same_quote(passage)
        here: Counter[int] = Counter()
        for (number, quote), count in quoting.items():
            if quote and quote in plain:
                here[number] += count
        yield _passage(source, place, {"said": (passage,)}, here or whole)


def _passage(
    source: Source,
    place: int,
    texts: dict[str, tuple[str, ...]],
    citing: Counter[int],
    called: tuple[str, ...] = (),
) -> Entry:
    most = max(citing, key=lambda number: (citing[number], -number), default=None)
    cards = tuple(sorted(citing))
    return Entry(Kind.SOURCE, source.id, most, source.title, texts, cards, passage=place, names=called)
