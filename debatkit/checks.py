"""
Checks: what is missing, unsourced or contradicted in a dossier.

In goes a dossier, whole (internal parts included), out come findings: errors, which must not be printed for a
minister, and warnings, which somebody must have looked at. Each rule is one generator below; a rule's name is what
`python -m debatkit check` prints. What makes a dossier unreadable is told earlier, by `debatkit.files`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from debatkit import access, near_doubles
from debatkit.access import Viewer
from debatkit.cards import briefing_cards
from debatkit.model import (
    Audience,
    Citation,
    Dossier,
    FollowUp,
    Item,
    Milestones,
    Part,
    Path,
    Question,
    Recommendation,
    Source,
    Statement,
    Verified,
    statements,
)
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


class Placed(NamedTuple):
    """A statement with where it stands and the audience in force."""

    item: Item | None
    path: Path
    statement: Statement
    audience: Audience

    @property
    def public(self) -> bool:
        """Whether it may be said aloud."""
        return self.audience is Audience.PUBLIC


def findings(dossier: Dossier, today: datetime.date | None = None) -> tuple[Finding, ...]:
    """Return all that `dossier` has to be mended for, errors first.

    `today` adds the answers that are past their `valid_until`.
    """
    whole = access.view(dossier, Viewer(Audience.INTERNAL))
    whole = whole.model_copy(update={"questions": tuple(whole.questions)})  # read once, not once for each rule
    found = [finding for rule in RULES for finding in rule(whole)]
    found += _gaps(whole, today)
    return tuple(sorted(found, key=lambda finding: finding.severity is Severity.WARNING))


def placed_statements(dossier: Dossier) -> Iterator[Placed]:
    """Every statement of the dossier, the debate's own included."""
    header: tuple[tuple[Item | None, Part], ...] = ((None, Milestones(milestones=dossier.milestones)),)
    for item, part in (*header, *((item, item) for item in dossier.items())):
        for path, statement, audience in statements(part):
            yield Placed(item, path, statement, audience)


def _placed_citations(dossier: Dossier) -> Iterator[tuple[Item | None, Path, Citation]]:
    for place, citation in enumerate(dossier.debate.citations):
        yield None, ("debate", "citations", place), citation
    for recommendation in dossier.recommendations:
        for place, citation in enumerate(recommendation.citations):
            yield recommendation, ("citations", place), citation
    for item, path, statement, _ in placed_statements(dossier):
        for place, citation in enumerate(statement.citations):
            yield item, (*path, "citations", place), citation


def _found(severity: Severity, rule: str, item: Item | None, path: Path, message: str) -> Finding:
    return Finding(severity, rule, item.id if item else None, path, message)


def _quotes(dossier: Dossier) -> Iterator[Finding]:
    texts = {source.id: same_quote(_evidence(source, source.text or "")) for source in dossier.sources}
    for item, path, citation in _placed_citations(dossier):
        if citation.quote and same_quote(citation.quote) not in texts[citation.source]:
            quote = _short(citation.quote)
            if dossier.source_by_id[citation.source].text is None:
                message = f"het citaat „{quote}” is niet na te gaan: de tekst van '{citation.source}' is er niet"
                yield _found(Severity.WARNING, "quote-unchecked", item, (*path, "quote"), message)
            else:
                message = f"het citaat „{quote}” staat niet letterlijk in '{citation.source}'"
                yield _found(Severity.ERROR, "quote-not-found", item, (*path, "quote"), message)


def _unsourced(dossier: Dossier) -> Iterator[Finding]:
    for item, path, statement, audience in placed_statements(dossier):
        if statement.claim and not statement.citations:
            severity = Severity.ERROR if audience is Audience.PUBLIC else Severity.WARNING
            message = f"zonder bron: „{_short(statement.text)}”; geef een bron, of 'claim: false' als het niets beweert"
            yield _found(severity, "unsourced", item, path, message)


def _internal_only(dossier: Dossier) -> Iterator[Finding]:
    for each in placed_statements(dossier):
        cited = [dossier.source_by_id[citation.source] for citation in each.statement.citations]
        if each.public and cited and all(source.audience is Audience.INTERNAL for source in cited):
            message = f"openbaar, maar rust alleen op interne bronnen: „{_short(each.statement.text)}”"
            yield _found(Severity.ERROR, "internal-source-only", each.item, each.path, message)


def _secondary_only(dossier: Dossier) -> Iterator[Finding]:
    for question in dossier.questions:
        cited = [citation for statement in question.answer for citation in statement.citations]
        levels = {citation.verified or dossier.source_by_id[citation.source].verified for citation in cited}
        if levels == {Verified.SECONDARY}:
            message = "het antwoord rust alleen op nieuws- en vakpagina's; zoek het officiële stuk erbij"
            yield _found(Severity.WARNING, "secondary-only", question, ("answer",), message)


def _too_long(dossier: Dossier) -> Iterator[Finding]:
    for question in dossier.questions:
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


def _after_debate(dossier: Dossier) -> Iterator[Finding]:
    debate = dossier.debate.date.isoformat()
    for source in dossier.sources:
        if source.date and source.date > debate[: len(source.date)]:
            message = f"de bron is van {source.date}, na het debat van {debate}"
            yield _found(Severity.ERROR, "after-debate", source, ("date",), message)
    for item, path, statement, _ in placed_statements(dossier):
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


def _unsupported_numbers(dossier: Dossier) -> Iterator[Finding]:
    evidence = {source.id: _evidence(source) for source in dossier.sources}
    for item, path, statement, _ in placed_statements(dossier):
        if not statement.citations:
            if statement.claim is False and (written := dates(statement.text)):
                message = f"de datum '{written[0][0]}' staat in een uitspraak zonder bron"
                yield _found(Severity.WARNING, "date-unsourced", item, path, message)
            continue
        texts = [evidence[c.source] + f" {c.place or ''} {c.quote or ''}" for c in statement.citations]
        known = numbers(" ".join(texts)) | _debate_numbers(dossier)
        for number in sorted(numbers(_without_names(statement.text)) - known):
            message = f"het getal {number} staat niet in wat hier wordt aangehaald: „{_short(statement.text)}”"
            yield _found(Severity.WARNING, "number-unsupported", item, path, message)


def _evidence(source: Source, text: str = "") -> str:
    date = (source.date or "").replace("-", " / ")
    return "\n".join((*source.facts, source.title, source.reference or "", date, source.note or "", text))


def _debate_numbers(dossier: Dossier) -> set[str]:
    """The debate's own date and time, and the recommendations' numbers, need no source."""
    time = dossier.debate.time or ""
    return numbers(f"{dossier.debate.date:%d / %m / %Y} {time} {time.replace(':', '.')}")


def _without_names(text: str) -> str:
    return re.sub(r"\b(aanbeveling(en)?|opgave) \d+(( en |, | tot en met )\d+)*", "", text, flags=re.IGNORECASE)


def _two_amounts(dossier: Dossier) -> Iterator[Finding]:
    forms: dict[str, dict[str, Placed]] = {}
    for each in placed_statements(dossier):
        for match in _AMOUNT.finditer(each.statement.text):
            written = re.sub(r"\s+", " ", match.group().lower()).rstrip(".,")
            amount = written.replace("€", "").replace("euro", "").strip()
            if "€" in written or "euro" in written:
                forms.setdefault(amount, {}).setdefault(written, each)
    for several in forms.values():
        if len(several) > 1:
            ways = "', '".join(several)
            last = list(several.values())[-1]
            message = f"hetzelfde bedrag staat er op meer dan een manier: '{ways}'; kies er een"
            yield _found(Severity.WARNING, "amount-two-ways", last.item, last.path, message)


def _question_form(dossier: Dossier) -> Iterator[Finding]:
    for question in dossier.questions:
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


def _terms(dossier: Dossier) -> Iterator[Finding]:
    patterns = [
        (term, other, re.compile(rf"(?<!\w){re.escape(other)}(?!\w)", re.IGNORECASE))
        for term in dossier.terms
        for other in term.instead_of
    ]
    if not patterns:
        return
    texts: list[tuple[Item | None, Path, str]] = [
        (e.item, e.path, e.statement.text) for e in placed_statements(dossier)
    ]
    texts += [(question, path, text) for question in dossier.questions for path, text in _asked(question)]
    for item, path, text in texts:
        for term, other, pattern in patterns:
            if pattern.search(_without(term.names, text)):
                message = f"'{other}': dit dossier schrijft '{term.preferred}'; zet het andere woord bij 'keywords'"
                yield _found(Severity.WARNING, "other-term", item, path, message)


def _without(names: Sequence[str], text: str) -> str:
    for name in names:
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    return text


def _near_doubles(dossier: Dossier) -> Iterator[Finding]:
    for first, second in near_doubles.pairs([question.question for question in dossier.questions]):
        one, two = dossier.questions[first], dossier.questions[second]
        message = f"lijkt sterk op vraag {dossier.label(one)} ('{one.id}'): „{_short(two.question)}”"
        yield _found(Severity.WARNING, "near-double", two, ("question",), message)


def _open_positions(dossier: Dossier) -> Iterator[Finding]:
    answered = {position.recommendation for position in dossier.positions}
    asked = {recommendation for question in dossier.questions for recommendation in question.recommendations}
    recommendation: Recommendation
    for recommendation in dossier.recommendations:
        if recommendation.id not in answered:
            message = f"aanbeveling {recommendation.number} heeft geen standpunt"
            yield _found(Severity.WARNING, "no-position", recommendation, (), message)
        if recommendation.id not in asked:
            message = f"aanbeveling {recommendation.number} heeft geen verwachte vragen"
            yield _found(Severity.WARNING, "no-questions", recommendation, (), message)


def _gaps(dossier: Dossier, today: datetime.date | None) -> Iterator[Finding]:
    """What the cards already know to be missing and no rule here tells."""
    told = {"no-line", "no-answer", "expired"}
    seen: set[tuple[str, str | None]] = set()
    for card in briefing_cards(dossier, today):
        for gap in card.gaps:
            if gap.rule in told and (gap.rule, gap.item) not in seen:
                seen.add((gap.rule, gap.item))
                yield Finding(Severity.WARNING, gap.rule, gap.item, gap.path, gap.message[:1].lower() + gap.message[1:])


def _short(text: str, length: int = 80) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0][:length] + " …"


RULES: tuple[Callable[[Dossier], Iterator[Finding]], ...] = (
    _quotes,
    _unsourced,
    _internal_only,
    _secondary_only,
    _too_long,
    _after_debate,
    _unsupported_numbers,
    _two_amounts,
    _question_form,
    _terms,
    _near_doubles,
    _open_positions,
)
