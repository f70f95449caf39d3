"""
Names: what a card, a question or a source is called by in the room, as a number.

    "aanbeveling 7", "kaart 7", "7" on its own          -> kaart 7
    "vraag 11.1", "11.1" on its own                     -> vraag 11.1
    "26643-943", "26 643, nr. 943", "kst-26643-943"     -> kamerstuk 26643-943

In go a reference or a query, out come the names in it, each in its one form. A number that only stands somewhere in a
query ("276 miljoen") is a word like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from debatkit.text import short_number

CARD, QUESTION, PAPER = "kaart", "vraag", "kamerstuk"
LONGEST = 2_000  # characters of a query; what comes after is not read
_AROUND = " \t\n.?!\"'“”„«»‘’#"
_FILE = r"(?<![\w.])(?:kst[\s.-]*)?(?P<{}>\d\d)[\s.]?(?P<{}>\d{{3}})"
_CHAPTER = r"(?:[\s-]+(?P<chapter>[IVXLC]+|\d\d)(?!\w))?"
_ITEM = r"(?:nrs?|no|nummer)[.\s]*"
_BETWEEN = r"[\s,;:/\u2010-\u2014-]"
_PAPER = re.compile(
    _FILE.format("file", "rest")
    + rf"(?:\s*/\s*(?P<file2>\d\d)[\s.]?(?P<rest2>\d{{3}}))?{_CHAPTER}"
    + rf"(?:{_BETWEEN}*{_ITEM}(?P<item>\d{{1,4}}|[A-Z]{{1,2}})|{_BETWEEN}+(?P<bare>\d{{1,4}})|-(?P<letter>[A-Z]))"
    + r"(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_LAW = re.compile(r"\b(20\d\d)\s*/\s*(\d{1,4})\b|\bcom\s*\(?(20\d\d)\)?[\s,/-]*(\d{1,4})\b", re.IGNORECASE | re.ASCII)
_NUMBERS = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf".split()
_COUNTED = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde".split()
_VALUES = {word: value for value, word in enumerate(_NUMBERS)} | {word: n for n, word in enumerate(_COUNTED, 1)}
_ONE = rf"(?:\d{{1,3}}(?![.,]?\d)|(?:{'|'.join(_NUMBERS)})\b)"
_CARD = re.compile(
    rf"\b(?:aanbeveling(?:en)?|aanb\.?|kaart(?:en)?)\s*(?:{_ITEM})?(?P<after>{_ONE}(?:(?:\s*,\s*|\s+en\s+){_ONE})*)"
    rf"|\b(?P<before>{'|'.join(_COUNTED)})\s+aanbeveling\b",
    re.IGNORECASE | re.ASCII,
)
_QUESTION = re.compile(r"\bvraag\s+(?:nr\.?\s*)?(\d{1,3}\s*[.,]\s*\d{1,7})(?![\w.,-]*\d)", re.IGNORECASE | re.ASCII)


def called(query: str) -> tuple[str, ...]:
    """The names in a query, in the order in which they are to come.

    >>> called("vraag 2,3"), called("11"), called("wat zegt 26.643 nr 943 over aanbeveling zeven"), called("11 miljoen")
    (('vraag 2.3',), ('kaart 11',), ('kamerstuk 26643-943', 'kaart 7'), ())
    """
    query = query[:LONGEST]
    bare = query.strip(_AROUND)
    found = [f"{QUESTION} {label}"] if (label := question(bare)) else []
    found += [f"{CARD} {int(bare)}"] if re.fullmatch(r"[0-9]{1,3}", bare) else []
    return tuple(dict.fromkeys([*found, *papers(query), *_in(query)]))


def alone(query: str) -> bool:
    """Whether a query is the number of a card or question and nothing else, so that its words say nothing more."""
    query = query.strip(_AROUND)
    return bool(re.fullmatch(r"[0-9]{1,3}", query) or question(query) or _CARD.fullmatch(query))


def question(query: str) -> str | None:
    """The number of the question that a query is, and nothing else; None for any other text."""
    return None if re.fullmatch(r"\s*\d\d\s\d{3}\s*", query) else short_number(query)  # "26 643" is a file's number


def papers(text: str) -> Iterator[str]:
    """The names of the parliamentary papers and European rules in a text: one for each file that a paper is in.

    >>> list(papers("Kamerstuk 26 643 / 32 761, nr. 640")), list(papers("kst-21501-33-931"))
    (['kamerstuk 26643-640', 'kamerstuk 32761-640'], ['kamerstuk 21501-33-931'])
    """
    for found in _PAPER.finditer(text):
        item = (found["item"] or found["bare"] or found["letter"]).upper().lstrip("0") or "0"
        chapter = f"-{found['chapter'].upper()}" if found["chapter"] else ""
        files = [found["file"] + found["rest"]] + ([found["file2"] + found["rest2"]] if found["file2"] else [])
        yield from (f"{PAPER} {file}{chapter}-{item}" for file in files)
    for found in _LAW.finditer(text):
        yield f"{PAPER} {found[1]}/{found[2]}" if found[1] else f"{PAPER} COM {found[3]}-{found[4]}"


def of_reference(reference: str) -> tuple[str, ...]:
    """What a source of this reference is called; also without the chapter, which is often left out."""
    names = list(papers(reference))
    return tuple(dict.fromkeys([*names, *(re.sub(r"(\d{5})-[IVXLC]+-", r"\1-", name) for name in names)]))


def whole(text: str) -> bool:
    """Whether a text is a name and nothing else: then it is no phrase, however it is written."""
    text = text.strip(" .?!")
    return bool(re.fullmatch(rf"(?:kamerstuk(?:ken)?\s+)?(?:{_PAPER.pattern})", text, re.IGNORECASE)) or bool(
        question(text) or _CARD.fullmatch(text) or _LAW.fullmatch(text)
    )


def _in(query: str) -> Iterator[str]:
    """The cards and questions that a query calls by name, with the word that says what it is."""
    for found in _QUESTION.finditer(query):
        yield f"{QUESTION} {short_number(found[1])}"
    for found in _CARD.finditer(query):
        for each in re.findall(r"\w+", (found["after"] or found["before"]).lower()):
            if each != "en":
                yield f"{CARD} {_VALUES[each] if each in _VALUES else int(each)}"
