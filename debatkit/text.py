"""
Text: the little that is to be known about Dutch text.

Folding, words, sentences, paragraphs, numbers, dates and speaking time. Texts go in, texts and figures come out;
nothing here knows what a dossier is.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
import zoneinfo
from dataclasses import dataclass

from debatkit import pace

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

# A full stop after one of these does not end a sentence.
ABBREVIATIONS = frozenset(
    """
    nr nrs art bijv bv ca c.s d.w.z dhr dr drs e.d enz excl incl jl mevr mr m.b.t m.n n.a.v o.a prof resp t/m vgl
    """.split()
)

_WORD = re.compile(r"\w+(?:[-'’.,:/]\w+)*", re.UNICODE)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘„(\[]*[A-Z0-9À-Þ])")
_NUMBER = re.compile(r"\d+(?:[ .\u00a0\u202f]\d{3}(?!\d))*(?:,\d+)?")
_QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'")})
_SHORT_NUMBER = re.compile(r"(?:vraag\s+)?(\d{1,3})\s*[.,\s]\s*(\d{1,7})", re.IGNORECASE | re.ASCII)
_DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)


def fold(text: str) -> str:
    """Lower case without accents: what makes "Coördinatie" and "coordinatie" one word."""
    if text.isascii():  # nearly every word; eight times faster
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """The words as a reader counts them: "AI-beleid" and "10,9" are one each."""
    return _WORD.findall(text)


def speaking_seconds(text: str, words_a_minute: int = pace.USUAL) -> int:
    """How long `text` takes to say, in whole seconds."""
    return round(len(words(text)) * 60 / words_a_minute)


def speaking_time(seconds: int) -> str:
    """Seconds for people: "45 sec", "1 min", "2 min 5 sec", "1 uur 3 min".

    >>> speaking_time(125)
    '2 min 5 sec'
    """
    if seconds < 60:
        return f"{seconds} sec"
    if seconds < 3600:
        minutes, rest = divmod(seconds, 60)
        return f"{minutes} min {rest} sec" if rest else f"{minutes} min"
    hours, rest = divmod(round(seconds / 60), 60)
    return f"{hours} uur {rest} min" if rest else f"{hours} uur"


def sentences(text: str) -> list[str]:
    """Split into sentences, not at "nr. 943", "c.s." or "13.30 uur"."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        before = text[start : end.start()].rsplit(maxsplit=1)
        if text[end.start()] == "." and before and before[-1].lstrip("(").casefold() in ABBREVIATIONS:
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    if rest := text[start:].strip():
        found.append(rest)
    return found


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list of bullets."""

    texts: tuple[str, ...]
    bullets: bool = False


def blocks(text: str) -> tuple[Block, ...]:
    """Read the two things that plain text may mean: a blank line is a paragraph, "- " a bullet."""
    text = text.strip()
    if len(text.splitlines()) == 1 and not text.startswith("- "):  # as nearly all are
        return (Block((text,)),)
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text):
        paragraph: list[str] = []
        bullets: list[str] = []
        for line in (line.strip() for line in part.splitlines()):
            if line.startswith("- ") and line[2:].strip():
                bullets.append(line[2:].strip())
            elif bullets:
                bullets[-1] += f" {line}"
            else:
                paragraph.append(line)
        if paragraph:
            found.append(Block((" ".join(paragraph),)))
        if bullets:
            found.append(Block(tuple(bullets), bullets=True))
    return tuple(found)


def same_quote(text: str) -> str:
    """The form in which quotes are compared: white space and quotation-mark styles apart."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(_QUOTES)).strip()


def numbers(text: str) -> set[str]:
    """The numbers in `text`, each in one form: "26 643" and "26.643" are "26643".

    >>> sorted(numbers("€ 10,9 miljoen, 26 643, nr. 943"))
    ['10,9', '26643', '943']
    """
    return {re.sub(r"[ .\u00a0\u202f]", "", match).lstrip("0") or "0" for match in _NUMBER.findall(text)}


def short_number(text: str) -> str | None:
    """The number of a question as it is said in the room, in its one form; None where `text` is something else.

    >>> [short_number(each) for each in ("11.1", "11,1", " 11 1 ", "vraag 11.1", "26 643", "11", "artikel 11.1")]
    ['11.1', '11.1', '11.1', '11.1', '26.643', None, None]
    """
    found = _SHORT_NUMBER.fullmatch(text.strip())
    return f"{int(found[1])}.{int(found[2])}" if found else None


def dates(text: str) -> list[tuple[str, str]]:
    """The dates that are written out in `text`, each as written and as "2022-10-07" or "2022-10"."""
    found = []
    for match in _DATE.finditer(text):
        day, month, year = match.groups()
        value = f"{year}-{MONTHS.index(month.lower()) + 1:02d}"
        found.append((match.group(), f"{value}-{int(day):02d}" if day else value))
    return found


def plain(value: str) -> str:
    """Escape what Markdown would read in `value`: for labels, which take no other form.

    >>> plain("*a* :red[b] $x$")
    '\\\\*a\\\\* \\\\:red\\\\[b\\\\] \\\\$x\\\\$'
    """
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])", r"\\\1", value)


def capital(value: str) -> str:
    """A text as it begins a sentence.

    >>> capital("vraag 11.1")
    'Vraag 11.1'
    """
    return value[:1].upper() + value[1:]


def dutch_date(value: datetime.date | str) -> str:
    """A date for people: "25 januari 2023", "december 2022", "2022".

    >>> dutch_date("2022-12")
    'december 2022'
    """
    year, *rest = str(value)[:10].split("-")
    month = f"{MONTHS[int(rest[0]) - 1]} " if rest else ""
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{month}{year}"


def dutch_moment(value: datetime.datetime) -> str:
    """A moment as people in the Netherlands write it, on their clocks.

    >>> dutch_moment(datetime.datetime(2023, 1, 24, 21, 5, tzinfo=datetime.UTC))
    '24 januari 2023, 22.05 uur'
    """
    here = value.astimezone(zoneinfo.ZoneInfo("Europe/Amsterdam"))
    return f"{dutch_date(here.date())}, {here:%H.%M} uur"


def dutch_time(value: str) -> str:
    """A time for people: "13:30" is "13.30 uur"."""
    return f"{value.replace(':', '.')} uur"
