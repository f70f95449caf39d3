"""
Texts: what stands on a sheet, as it is printed.

    Section ── CardText ── QuestionText ── FollowUpText
                      └── RemarkText         └── Said

Plain texts in the order of the page, made by `document` from cards that have passed the gate. Whoever sets them needs
to know nothing of a dossier.
"""

from __future__ import annotations

from dataclasses import dataclass

from debatkit import text


@dataclass(frozen=True)
class Said:
    """A statement as printed. `unofficial` gets the sign that the foot of the page explains."""

    blocks: tuple[text.Block, ...]
    notes: tuple[str, ...] = ()
    unofficial: bool = False
    internal: bool = False
    date: str = ""

    @property
    def plain(self) -> str:
        """The text alone, paragraphs and bullets on lines of their own."""
        return "\n".join(line for block in self.blocks for line in block.texts)


@dataclass(frozen=True)
class FollowUpText:
    """A follow-up question as printed."""

    question: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class QuestionText:
    """A question as printed; `missing` says so where there is no answer yet, `line_time` how long the line takes."""

    id: str
    label: str
    question: str
    who: str
    ministry: str
    keywords: tuple[str, ...]
    status: str
    draft: bool
    time: str
    internal: bool
    missing: str = ""
    doubted: bool = False
    line: Said | None = None
    line_time: str = ""
    answer: tuple[Said, ...] = ()
    follow_ups: tuple[FollowUpText, ...] = ()
    facts: tuple[Said, ...] = ()
    avoid: tuple[Said, ...] = ()
    background: tuple[Said, ...] = ()
    open: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class RemarkText:
    """A remark from the coordination as printed."""

    ministry: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class ElsewhereText:
    """A question that belongs to a card too, and stands on the sheet under another one."""

    label: str
    question: str
    internal: bool


@dataclass(frozen=True)
class CardText:
    """A card as printed.

    `literal` tells whether the recommendation may stand between quotation marks, `internal` whether the position on it
    is for those who prepare the debate alone, `status` how far that position is. `wording` is the recommendation in
    paragraphs and bullets. `elsewhere` are questions that belong here too and stand on the sheet under another card.
    """

    id: str
    number: int
    title: str
    recommendation: str
    literal: bool
    stance: str
    internal: bool = False
    doubted: bool = False
    line: Said | None = None
    line_time: str = ""
    status: str = ""
    wording: tuple[text.Block, ...] = ()
    done: tuple[Said, ...] = ()
    planned: tuple[Said, ...] = ()
    sensitive: tuple[Said, ...] = ()
    questions: tuple[QuestionText, ...] = ()
    elsewhere: tuple[ElsewhereText, ...] = ()
    remarks: tuple[RemarkText, ...] = ()
    sources: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is more to print than a title."""
        lists = (self.done, self.planned, self.sensitive, self.questions, self.remarks, self.gaps)
        return bool(self.recommendation or self.stance or self.line or any(lists))


@dataclass(frozen=True)
class Section:
    """A theme with its cards; the title is empty for cards without a theme.

    `holding` is what can be said when no answer is ready: for who searches, so on no paper.
    """

    title: str
    cards: tuple[CardText, ...]
    holding: Said | None = None
