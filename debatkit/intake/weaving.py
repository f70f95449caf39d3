"""
Weaving: edited lines made into statements, each with what it rests on.

In go the statements of a part as the dossier has them, which of those stood in the file, and the lines that stand there
now; out come the statements as they would be. The rule for what was edited: a statement that says nearly the same, or
that was cut or joined with its neighbour, keeps what it rests on; another is new and rests on nothing yet. The one rule
that must hold: a statement that was not in the file, or was not edited, comes out as it went in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from debatkit.intake.reading import Read
from debatkit.model import Audience, FollowUp, Statement
from debatkit.sheets.carried import Line, lines, same
from debatkit.text import blocks

NEARLY = 70  # of 100: "Daarvan gaat nu € 11 miljoen" for "Daarvan is € 10 miljoen" is 78, another sentence some 45
SHORTEST = 12  # characters; less is found in any text
MOST_COMPARED = 60_000  # characters that changed at one place; more were not edited but replaced


@dataclass(frozen=True)
class Shown:
    """A statement of the dossier, whether it stood in the file, and whether it is internal."""

    statement: Statement
    visible: bool
    internal: bool


@dataclass
class _Group:
    """Lines that become one statement, and the places of the old ones that they came from."""

    lines: list[Read]
    origins: list[int] = field(default_factory=list)
    internal: bool = False  # as a new statement


@dataclass(frozen=True)
class _Origin:
    """An old line: which statement it is of, and whether it is the first of it."""

    statement: int
    first: bool
    line: Line


def woven(old: Sequence[Shown], new: Sequence[Read], internal: bool, single: bool = False) -> tuple[Statement, ...]:
    """Return the statements as they would be; `internal` is what one is that does not say so.

    With `single` all lines make one statement.
    """
    visible = [place for place, each in enumerate(old) if each.visible]
    known = [
        _Origin(place, first == 0, line)
        for place in visible
        for first, line in enumerate(lines(blocks(old[place].statement.text)))
    ]
    groups = _groups(known, new, [each.internal for each in old], single)
    used: set[int] = set()
    made = [(_made(old, group, used, internal), group) for group in groups]
    return tuple(_with_hidden(old, made))


def _groups(known: Sequence[_Origin], new: Sequence[Read], internal: Sequence[bool], single: bool) -> list[_Group]:
    """The new lines in groups, each a statement."""
    groups: list[_Group] = []
    used: set[int] = set()
    before_is_internal = False
    for line, (origins, instead) in zip(new, _origins(known, new), strict=True):
        first = known[origins[0]] if origins else None
        current = groups[-1] if groups else None
        if current is None or not (single or _goes_on(line, first, current, bool(used & set(origins)))):
            groups.append(current := _Group([]))
            used = set()
        current.lines.append(line)
        used |= set(origins)
        for each in dict.fromkeys(known[place].statement for place in origins):
            if each not in current.origins:
                current.origins.append(each)
        taken = any(internal[known[place].statement] for place in instead)
        current.internal |= not origins and (line.internal or taken or before_is_internal)
        before_is_internal = any(internal[each] for each in current.origins) if current.origins else current.internal
    return groups


def _goes_on(line: Read, origin: _Origin | None, current: _Group, again: bool) -> bool:
    """Whether a line belongs to the statement above it."""
    if origin is None:
        return not line.starts
    if origin.statement in current.origins:
        return not (line.starts and (again or origin.first))
    return not line.starts and not origin.first


def _origins(known: Sequence[_Origin], new: Sequence[Read]) -> Iterator[tuple[list[int], range]]:
    """For each new line: the old lines that it came from, and those in whose place it stands."""
    before, after = [_form(each.line) for each in known], [_form(each) for each in new]
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    left = [place for tag, a, b, _, _ in steps if tag != "equal" for place in range(a, b)]
    came = [place for tag, _, _, c, d in steps if tag != "equal" for place in range(c, d)]
    signs = sum(len(before[place][1]) for place in left), sum(len(after[place][1]) for place in came)
    if max(signs) > MOST_COMPARED:
        left = []
    for tag, a, b, c, d in steps:
        if tag == "equal":
            yield from (([a + place], range(0)) for place in range(d - c))
        else:
            yield from ((_like(known, left, new[place]), range(a, b)) for place in range(c, d))


def _form(line: Line) -> tuple[bool, str]:
    return line.bullet, same(line.text)


def _like(known: Sequence[_Origin], places: Sequence[int], line: Read) -> list[int]:
    """The old lines that an edited line came from: the one that is most like it, and those that are part of it."""
    text = same(line.text)
    olds = {place: same(known[place].line.text) for place in places}
    best = max(olds, key=lambda place: fuzz.ratio(olds[place], text), default=None)
    found = [best] if best is not None and fuzz.ratio(olds[best], text) >= NEARLY else []
    found += [place for place, old in olds.items() if _part_of(old, text) and place not in found]
    if not found:
        found = [place for place, old in olds.items() if _part_of(text, old)][:1]
    return found


def _part_of(small: str, large: str) -> bool:
    return SHORTEST <= len(small) < len(large) and small.rstrip(".;:,") in large


def _made(old: Sequence[Shown], group: _Group, used: set[int], internal: bool) -> Statement:
    """The statement of a group; one that was not edited is the one that it was."""
    origins = [old[place] for place in group.origins]
    text = written(group.lines)
    if not origins:
        audience = Audience.INTERNAL if group.internal and not internal else None
        return Statement.model_construct(text=text, audience=audience)
    first = origins[0].statement
    again = group.origins[0] in used
    used.update(group.origins)
    if len(origins) == 1 and not again and _same_lines(first, group.lines):
        return first
    kept = dict.fromkeys(citation for each in origins for citation in each.statement.citations)
    hushed = any(each.internal for each in origins) or any(line.internal for line in group.lines)
    return first.model_copy(
        update={
            "text": text,
            "date": None if again else first.date,
            "audience": Audience.INTERNAL if hushed and not internal else first.audience,
            "claim": any(each.statement.claim for each in origins),
            "citations": tuple(kept),
        }
    )


def _same_lines(statement: Statement, now: Sequence[Read]) -> bool:
    return [_form(each) for each in lines(blocks(statement.text))] == [_form(each) for each in now]


def written(several: Sequence[Line]) -> str:
    """Lines as a text: a blank line between paragraphs, "- " before a bullet.

    >>> written([Line("Eerst:"), Line("meten", bullet=True), Line("herstellen", bullet=True)])
    'Eerst:\\n\\n- meten\\n- herstellen'
    """
    text = ""
    for place, line in enumerate(several):
        together = place and line.bullet and several[place - 1].bullet
        text += ("\n" if together else "\n\n" if place else "") + ("- " if line.bullet else "") + line.text
    return text


def _with_hidden(old: Sequence[Shown], made: Sequence[tuple[Statement, _Group]]) -> Iterator[Statement]:
    """The statements with those that were not in the file, each behind the one that it stood behind."""
    left = {place for _, group in made for place in group.origins}
    behind: dict[int, list[Statement]] = {}
    anchor = -1
    for place, each in enumerate(old):
        if not each.visible:
            behind.setdefault(anchor, []).append(each.statement)
        elif place in left:
            anchor = place
    last = {place: number for number, (_, group) in enumerate(made) for place in group.origins}
    yield from behind.get(-1, ())
    for number, (statement, group) in enumerate(made):
        yield statement
        for place in group.origins:
            if last[place] == number:
                yield from behind.pop(place, ())


def woven_follow_ups(
    old: Sequence[FollowUp],
    visible: Sequence[bool],
    shown: Sequence[Sequence[Shown]],
    new: Sequence[Read],
    internal: bool,
) -> tuple[FollowUp, ...]:
    """Return the follow-up questions as they would be; `shown` are the statements of each of the old ones.

    Raises:
        ValueError: a follow-up question stands in the file without an answer, or an answer without its question.
    """
    asked = _asked(new)
    known = [place for place, each in enumerate(visible) if each]
    origin = _matched([_whole(old[place], shown[place]) for place in known], [_told(each) for each in asked])
    found: list[tuple[FollowUp, int | None]] = []
    for group, match in zip(asked, origin, strict=True):
        place = known[match] if match is not None else None
        before = shown[place] if place is not None else ()
        hidden = [each.statement for each in before if not each.visible]
        statements = woven(before, group[1:], internal)
        line = next((each for each in statements if not any(each is other for other in hidden)), None)
        if line is None:
            raise ValueError(f"bij de vervolgvraag '{group[0].text}' staat geen antwoord")
        same_question = place is not None and same(old[place].question) == same(group[0].text)
        question = old[place].question if same_question and place is not None else group[0].text
        answer = tuple(each for each in statements if each is not line)
        found.append((FollowUp.model_construct(question=question, line=line, answer=answer), place))
    return tuple(_with_hidden_follow_ups(old, visible, found))


def _asked(new: Sequence[Read]) -> list[list[Read]]:
    """The lines by follow-up question."""
    asked: list[list[Read]] = []
    for line in new:
        if line.asks:
            asked.append([line])
        elif not asked:
            raise ValueError(f"boven '{line.text}' ontbreekt de vervolgvraag (in de opmaak 'Doorvraag')")
        else:
            asked[-1].append(line)
    return asked


def _whole(follow_up: FollowUp, shown: Sequence[Shown]) -> str:
    return same(" ".join((follow_up.question, *(each.statement.text for each in shown if each.visible))))


def _told(group: Iterable[Line]) -> str:
    return same(" ".join(each.text for each in group))


def _matched(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new text the old one that it is most like, each old one once, what is the same first."""
    if sum(map(len, old)) > MOST_COMPARED or sum(map(len, new)) > MOST_COMPARED:
        return [None] * len(new)
    pairs = ((a, b) for a in range(len(old)) for b in range(len(new)))
    scores = sorted(((fuzz.ratio(old[a], new[b]), -abs(a - b), a, b) for a, b in pairs), reverse=True)
    found: dict[int, int] = {}
    for score, _, a, b in scores:
        if score >= NEARLY and b not in found and a not in found.values():
            found[b] = a
    return [found.get(place) for place in range(len(new))]


def _with_hidden_follow_ups(
    old: Sequence[FollowUp], visible: Sequence[bool], found: Sequence[tuple[FollowUp, int | None]]
) -> Iterator[FollowUp]:
    left = {place for _, place in found}
    behind: dict[int | None, list[FollowUp]] = {}
    anchor: int | None = -1
    for place, each in enumerate(old):
        if not visible[place]:
            behind.setdefault(anchor, []).append(each)
        elif place in left:
            anchor = place
    yield from behind.get(-1, ())
    for follow_up, origin in found:
        yield follow_up
        if origin is not None:
            yield from behind.get(origin, ())
