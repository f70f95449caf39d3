"""
Checks: what is missing, unsourced or contradicted in a dossier.

In goes a dossier, whole (internal parts included), out come findings: errors, which must not be printed for a
minister, and warnings, which somebody must have looked at. Each rule is one generator below; a rule's name is what
`python -m debatkit check` prints. What makes a dossier unreadable is told earlier, by `debatkit.files`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from debatkit import access, near_doubles
from debatkit.access import Viewer
from debatkit.cards import Card, briefing_cards
from debatkit.grounds import Ground, Part
from debatkit.model import (
    Audience,
    Dossier,
    FollowUp,
    Item,
    Path,
    Question,
    Recommendation,
    Statement,
    Verified,
)
from debatkit.questions import Questions
from debatkit.text import dates, numbers, same_quote, sentences, speaking_seconds, speaking_time, words

LONGEST_ANSWER = 180  # words; nobody in a committee room is given more
LONG_ANSWER = 120
LONG_LINE = 50
# Words with which a Dutch subordinate clause begins: the answer itself then comes last, when the member has gone.
SUBORDINATE = frozenset(
    "als omdat hoewel wanneer indien doordat zodat nadat voordat terwijl aangezien mits tenzij".split()
)
_AMOUNT = re.compile(
    r"(€\s?)?(\d[\d.,]*)\s(duizend|miljoen|miljard)(\s?euro)?|€\s?\d[\d.,]*|\d[\d.,]*\s?euro", re.IGNORECASE
)


class Severity(StrEnum):
    """An error must not be printed for a minister; a warning must have been looked at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing found: by which rule, in which item (None: the debate itself) and where in it."""

    severity: Severity
    rule: str
    item: str | None
    path: Path
    message: str


@dataclass(frozen=True)
class Result:
    """What was found in one part, each with the place of its rule; and the amounts that stand in it."""

    findings: tuple[tuple[int, Finding], ...]
    amounts: tuple[tuple[str, str, str | None, Path], ...]


def findings(dossier: Dossier, today: datetime.date | None = None) -> tuple[Finding, ...]:
    """Return all that `dossier` has to be mended for, errors first.

    `today` adds the answers that are past their `valid_until`.
    """
    whole = access.view(dossier, Viewer(Audience.INTERNAL))
    ground = Ground(whole)
    results = [inspected(Part.rest(whole), ground), *(inspected(Part.of(each), ground) for each in whole.questions)]
    return gathered(whole, results, doubles(whole), briefing_cards(whole, today))


def inspected(part: Part, ground: Ground) -> Result:
    """What is found in one part by itself."""
    found = [(place, finding) for place, rule in enumerate(RULES) for finding in rule(part, ground)]
    return Result(tuple(found), tuple(_amounts(part)))


def doubles(dossier: Dossier) -> tuple[tuple[int, int], ...]:
    """The places of questions that say nearly the same, in pairs."""
    return tuple(near_doubles.pairs([head.question for head in Questions.of(dossier.questions).heads]))


def gathered(
    dossier: Dossier, results: Iterable[Result], alike: Iterable[tuple[int, int]], cards: Iterable[Card]
) -> tuple[Finding, ...]:
    """All that was found in parts, and what shows only when they are seen together; errors first.

    `cards` are those of the day on which answers are past their `valid_until`.
    """
    several = list(results)
    found = [each for result in several for each in result.findings]
    found.sort(key=lambda each: each[0])
    of_all = (*_two_amounts(several), *_near_doubles(dossier, alike), *_open_positions(dossier), *_gaps(cards))
    together = [*(finding for _, finding in found), *of_all]
    return tuple(sorted(together, key=lambda finding: finding.severity is Severity.WARNING))


def _found(severity: Severity, rule: str, item: Item | str | None, path: Path, message: str) -> Finding:
    return Finding(severity, rule, item.id if isinstance(item, Item) else item, path, message)


def _quotes(part: Part, ground: Ground) -> Iterator[Finding]:
    for item, path, citation in part.citations:
        if citation.quote and same_quote(citation.quote) not in ground.text(citation.source):
            quote = _short(citation.quote)
            if ground.source_by_id[citation.source].text is None:
                message = f"het citaat „{quote}” is niet na te gaan: de tekst van '{citation.source}' is er niet"
                yield _found(Severity.WARNING, "quote-unchecked", item, (*path, "quote"), message)
            else:
                message = f"het citaat „{quote}” staat niet letterlijk in '{citation.source}'"
                yield _found(Severity.ERROR, "quote-not-found", item, (*path, "quote"), message)


def _unsourced(part: Part, _: Ground) -> Iterator[Finding]:
    for item, path, statement, audience in part.statements:
        if statement.claim and not statement.citations:
            severity = Severity.ERROR if audience is Audience.PUBLIC else Severity.WARNING
            message = f"zonder bron: „{_short(statement.text)}”; geef een bron, of 'claim: false' als het niets beweert"
            yield _found(severity, "unsourced", item, path, message)


def _internal_only(part: Part, ground: Ground) -> Iterator[Finding]:
    for each in part.statements:
        cited = [ground.source_by_id[citation.source] for citation in each.statement.citations]
        if each.public and cited and all(source.audience is Audience.INTERNAL for source in cited):
            message = f"openbaar, maar rust alleen op interne bronnen: „{_short(each.statement.text)}”"
            yield _found(Severity.ERROR, "internal-source-only", each.item, each.path, message)


def _secondary_only(part: Part, ground: Ground) -> Iterator[Finding]:
    for question in part.questions:
        cited = [citation for statement in question.answer for citation in statement.citations]
        levels = {citation.verified or ground.source_by_id[citation.source].verified for citation in cited}
        if levels == {Verified.SECONDARY}:
            message = "het antwoord rust alleen op nieuws- en vakpagina's; zoek het officiële stuk erbij"
            yield _found(Severity.WARNING, "secondary-only", question, ("answer",), message)


def _too_long(part: Part, _: Ground) -> Iterator[Finding]:
    for question in part.questions:
        text = " ".join(statement.text for statement in question.answer)
        count = len(words(text))
        if count > LONG_ANSWER:
            severity = Severity.ERROR if count > LONGEST_ANSWER else Severity.WARNING
            time = speaking_time(speaking_seconds(text))
            message = f"het antwoord is {count} woorden ({time}); houd het onder {LONG_ANSWER}"
            yield _found(severity, "answer-too-long", question, ("answer",), message)
        for path, statement in _lines(question):
            if (count := len(words(statement.text))) > LONG_LINE:
                message = f"de kernboodschap is {count} woorden; houd haar onder {LONG_LINE}"
                yield _found(Severity.WARNING, "line-too-long", question, path, message)


def _lines(question: Question) -> Iterator[tuple[Path, Statement]]:
    if question.line:
        yield ("line",), question.line
    follow_up: FollowUp
    for place, follow_up in enumerate(question.follow_ups):
        yield ("follow_ups", place, "line"), follow_up.line


def _after_debate(part: Part, ground: Ground) -> Iterator[Finding]:
    debate = ground.debate.date.isoformat()
    for source in part.sources:
        if source.date and source.date > debate[: len(source.date)]:
            message = f"de bron is van {source.date}, na het debat van {debate}"
            yield _found(Severity.ERROR, "after-debate", source, ("date",), message)
    for item, path, statement, _ in part.statements:
        if "planned" in path or (item is None and path[0] != "milestones"):
            continue
        if statement.date and statement.date > debate[: len(statement.date)]:
            message = f"de datum {statement.date} is van na het debat van {debate}"
            yield _found(Severity.ERROR, "after-debate", item, (*path, "date"), message)
        if "done" in path:
            for written, date in dates(statement.text):
                if date > debate[: len(date)]:
                    message = f"'{written}' is van na het debat van {debate}"
                    yield _found(Severity.ERROR, "after-debate", item, path, message)


def _unsupported_numbers(part: Part, ground: Ground) -> Iterator[Finding]:
    for item, path, statement, _ in part.statements:
        if not statement.citations:
            if statement.claim is False and (written := dates(statement.text)):
                message = f"de datum '{written[0][0]}' staat in een uitspraak zonder bron"
                yield _found(Severity.WARNING, "date-unsourced", item, path, message)
            continue
        known = set(ground.debate_numbers)
        for citation in statement.citations:
            known |= ground.numbers(citation.source) | numbers(f"{citation.place or ''} {citation.quote or ''}")
        for number in sorted(numbers(_without_names(statement.text)) - known):
            message = f"het getal {number} staat niet in wat hier wordt aangehaald: „{_short(statement.text)}”"
            yield _found(Severity.WARNING, "number-unsupported", item, path, message)


def _without_names(text: str) -> str:
    return re.sub(r"\b(aanbeveling(en)?|opgave) \d+(( en |, | tot en met )\d+)*", "", text, flags=re.IGNORECASE)


def _amounts(part: Part) -> Iterator[tuple[str, str, str | None, Path]]:
    """Each amount of money in a part: the amount, how it is written, and where."""
    for item, path, statement, _ in part.statements:
        for match in _AMOUNT.finditer(statement.text):
            written = re.sub(r"\s+", " ", match.group().lower()).rstrip(".,")
            if "€" in written or "euro" in written:
                amount = written.replace("€", "").replace("euro", "").strip()
                yield amount, written, item.id if item else None, path


def _two_amounts(results: Iterable[Result]) -> Iterator[Finding]:
    forms: dict[str, dict[str, tuple[str | None, Path]]] = {}
    for result in results:
        for amount, written, item, path in result.amounts:
            forms.setdefault(amount, {}).setdefault(written, (item, path))
    for several in forms.values():
        if len(several) > 1:
            ways = "', '".join(several)
            message = f"hetzelfde bedrag staat er op meer dan een manier: '{ways}'; kies er een"
            yield _found(Severity.WARNING, "amount-two-ways", *list(several.values())[-1], message)


def _question_form(part: Part, _: Ground) -> Iterator[Finding]:
    for question in part.questions:
        for path, text in _asked(question):
            if not text.rstrip("\"'”’)").endswith("?"):
                message = f"de vraag eindigt niet met een vraagteken: „{_short(text)}”"
                yield _found(Severity.WARNING, "no-question-mark", question, path, message)
        for path, opening in ((("line",), question.line), (("answer", 0), next(iter(question.answer), None))):
            first = words(opening.text)[:1] if opening else []
            if opening and first and first[0].casefold() in SUBORDINATE:
                message = f"begint met een bijzin („{_short(sentences(opening.text)[0])}”); zeg eerst het antwoord"
                yield _found(Severity.WARNING, "subordinate-first", question, path, message)


def _asked(question: Question) -> Iterator[tuple[Path, str]]:
    yield ("question",), question.question
    for place, follow_up in enumerate(question.follow_ups):
        yield ("follow_ups", place, "question"), follow_up.question


def _terms(part: Part, ground: Ground) -> Iterator[Finding]:
    if not ground.terms:
        return
    texts: list[tuple[Item | None, Path, str]] = [(e.item, e.path, e.statement.text) for e in part.statements]
    texts += [(question, path, text) for question in part.questions for path, text in _asked(question)]
    for item, path, text in texts:
        for term, other, pattern in ground.terms:
            if pattern.search(_without(term.names, text)):
                message = f"'{other}': dit dossier schrijft '{term.preferred}'; zet het andere woord bij 'keywords'"
                yield _found(Severity.WARNING, "other-term", item, path, message)


def _without(names: Sequence[str], text: str) -> str:
    for name in names:
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    return text


def _near_doubles(dossier: Dossier, alike: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    heads = Questions.of(dossier.questions).heads
    for first, second in alike:
        one, two = heads[first], heads[second]
        message = f"lijkt sterk op vraag {dossier.label(one)} ('{one.id}'): „{_short(two.question)}”"
        yield _found(Severity.WARNING, "near-double", two.id, ("question",), message)


def _open_positions(dossier: Dossier) -> Iterator[Finding]:
    answered = {position.recommendation for position in dossier.positions}
    heads = Questions.of(dossier.questions).heads
    asked = {recommendation for head in heads for recommendation in head.recommendations}
    recommendation: Recommendation
    for recommendation in dossier.recommendations:
        if recommendation.id not in answered:
            message = f"aanbeveling {recommendation.number} heeft geen standpunt"
            yield _found(Severity.WARNING, "no-position", recommendation, (), message)
        if recommendation.id not in asked:
            message = f"aanbeveling {recommendation.number} heeft geen verwachte vragen"
            yield _found(Severity.WARNING, "no-questions", recommendation, (), message)


def _gaps(cards: Iterable[Card]) -> Iterator[Finding]:
    """What the cards already know to be missing and no rule here tells."""
    told = {"no-line", "no-answer", "expired"}
    seen: set[tuple[str, str | None]] = set()
    for card in cards:
        for gap in card.gaps:
            if gap.rule in told and (gap.rule, gap.item) not in seen:
                seen.add((gap.rule, gap.item))
                yield Finding(Severity.WARNING, gap.rule, gap.item, gap.path, gap.message[:1].lower() + gap.message[1:])


def _short(text: str, length: int = 80) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0][:length] + " …"


# What is found in a part by itself; what shows only in the whole dossier is told after these.
RULES: tuple[Callable[[Part, Ground], Iterator[Finding]], ...] = (
    _quotes,
    _unsourced,
    _internal_only,
    _secondary_only,
    _too_long,
    _after_debate,
    _unsupported_numbers,
    _question_form,
    _terms,
)
