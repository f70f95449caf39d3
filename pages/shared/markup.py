"""
Markup: pieces of a page as HTML, every text escaped.

In go parts of a dossier, out comes `Markup` for `st.html`. `Markup("...").format(...)` escapes what is filled in, so
a text can never become an element.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from debatkit import (
    UNOFFICIAL,
    Audience,
    Citation,
    Snippet,
    Source,
    Statement,
    Verified,
    caveats,
    context,
    reference,
    rests_on_official,
    text,
)

VERIFIED = {
    Verified.OFFICIAL: "officieel stuk gezien",
    Verified.SECONDARY: "gezien op een nieuws- of vakpagina",
    Verified.NOTA: "uit de voorbereiding, nog te vergelijken met het stuk zelf",
}
Sources = dict[str, Source]
NOTHING = Markup()


def joined(pieces: Iterable[Markup]) -> Markup:
    return NOTHING.join(pieces)


def paragraphs(statement: Statement, sources: Sources) -> Markup:
    """A statement's text, with the sign for what rests on no official document, and what must be known of it."""
    found = []
    blocks = text.blocks(statement.text)
    sign = "" if rests_on_official(statement, sources) else UNOFFICIAL
    for place, block in enumerate(blocks):
        end = sign if place == len(blocks) - 1 else ""
        date = (
            Markup("<strong>{}:</strong> ").format(text.dutch_date(statement.date))
            if statement.date and not place
            else ""
        )
        if block.bullets:
            items = joined(Markup("<li>{}</li>").format(each) for each in block.texts)
            found.append(Markup("<ul>{}</ul>{}").format(items, end))
        else:
            found.append(Markup("<p>{}{}{}</p>").format(date, block.texts[0], end))
    if notes := caveats(statement, sources):
        found.append(Markup('<p class="dk-note">{}</p>').format("; ".join(notes)))
    return joined(found)


def internal(title: str, body: Markup) -> Markup:
    """The box for what may not be said: the same on every screen."""
    label = f"Intern: niet uitspreken ({title.lower()})" if title else "Intern: niet uitspreken"
    return Markup('<div class="dk-internal"><p class="dk-label">{}</p>{}</div>').format(label, body)


def several(title: str, statements: Sequence[Statement], sources: Sources) -> Markup:
    """Statements under a label; the internal ones together in their box."""
    public = [each for each in statements if each.audience is not Audience.INTERNAL]
    hidden = [each for each in statements if each.audience is Audience.INTERNAL]
    found = []
    if public:
        found.append(Markup('<p class="dk-label">{}</p>').format(title))
        found += [paragraphs(each, sources) for each in public]
    if hidden:
        found.append(internal(title, joined(paragraphs(each, sources) for each in hidden)))
    return joined(found)


def line(statement: Statement, sources: Sources, large: bool = False) -> Markup:
    """The line: what can be said aloud as it stands."""
    css = "dk-line dk-large" if large else "dk-line"
    body = Markup('<div class="{}">{}</div>').format(css, paragraphs(statement, sources))
    return internal("", body) if statement.audience is Audience.INTERNAL else body


def texts(title: str, lines: Sequence[str]) -> Markup:
    """Plain lines under a label."""
    if not lines:
        return NOTHING
    items = joined(Markup("<li>{}</li>").format(each) for each in lines)
    return Markup('<p class="dk-label">{}</p><ul>{}</ul>').format(title, items)


def marked(snippet: Snippet) -> Markup:
    """A snippet with its matches marked."""
    found, place = [], 0
    for start, end in snippet.marks:
        if start < place:
            continue
        found += [Markup.escape(snippet.text[place:start]), Markup("<mark>{}</mark>").format(snippet.text[start:end])]
        place = end
    return joined([*found, Markup.escape(snippet.text[place:])])


def cited(statements: Iterable[Statement], sources: Sources) -> Markup:
    """The sources of `statements`, each once, with every quote in its context."""
    citations: dict[str, list[Citation]] = {}
    for statement in statements:
        for citation in statement.citations:
            citations.setdefault(citation.source, []).append(citation)
    return joined(_source(sources[source], several) for source, several in citations.items())


def _source(source: Source, citations: Sequence[Citation]) -> Markup:
    lines = [Markup('<p class="dk-source"><strong>{}</strong>').format(reference(source))]
    known = [source.title if source.reference else None, source.publisher if source.reference else None]
    known.append(text.dutch_date(source.date) if source.date else None)
    known.append(VERIFIED[citations[0].verified or source.verified])
    lines.append(Markup("<br>{}</p>").format("; ".join(each for each in known if each)))
    if source.audience is Audience.INTERNAL:
        lines.append(Markup('<p class="dk-label">Intern stuk: niet naar verwijzen</p>'))
    for quote in dict.fromkeys(citation.quote for citation in citations if citation.quote):
        around = context(source.text or "", quote)
        shown = marked(around) if around else Markup.escape(quote)
        lines.append(Markup("<blockquote>{}</blockquote>").format(shown))
    for place in source.addresses:
        link = Markup('<p><a href="{}" target="_blank" rel="noopener noreferrer">{}</a></p>')
        lines.append(link.format(place, place if len(place) < 80 else f"{place[:79]}…"))
    return Markup('<div class="dk-citation">{}</div>').format(joined(lines))
