"""Markup: whatever a text holds, it comes out as that text."""

import html.parser
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import Audience, Citation, Snippet, Source, Statement, text
from pages.shared import markup

TRAPS = ("<script>", "</p>", "<img src=x onerror=alert(1)>", "&lt;", "&amp;amp;", '" onclick="', "'", "{}", "{0}", "%s")
TEXTS = st.lists(
    st.sampled_from(TRAPS) | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12), min_size=1
)
TEXTS = TEXTS.map(" ".join).filter(str.strip)
OURS = frozenset(["a", "blockquote", "br", "div", "em", "li", "mark", "p", "strong", "ul"])
ATTRIBUTES = frozenset(["class", "href", "target", "rel"])


class Page(html.parser.HTMLParser):
    """What a browser would make of markup: its text, and what elements and attributes it has."""

    def __init__(self, content):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.names = set()
        self.attributes = set()
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def only(markup_made, *texts):
    """Assert that markup holds these texts as they are, and no element but our own."""
    page = Page(str(markup_made))

    assert page.names <= OURS
    assert page.attributes <= ATTRIBUTES
    for each in texts:
        assert each in page.text


@given(TEXTS, st.sampled_from(Audience))
def test_a_statement_is_its_text(words, audience):
    """A statement comes out as its paragraphs and bullets, on its own, as a line and among others."""
    said = Statement(text=words, audience=audience, claim=False)
    parts = [each for block in text.blocks(said.text) for each in block.texts]

    only(markup.paragraphs(said, {}), *parts)
    only(markup.line(said, {}), *parts)
    only(markup.several(words, [said, said], {}), *parts)
    assert ("Intern: niet uitspreken" in markup.line(said, {})) == (audience is Audience.INTERNAL)


@given(TEXTS)
def test_plain_lines_and_labels_are_their_texts(words):
    """Lines, titles and the label of the internal box come out as they are."""
    only(markup.texts(words, [words, words]), words)
    only(markup.internal(words, markup.texts("", [words])), words, words.lower())


@given(TEXTS, st.data())
def test_a_snippet_is_its_text_with_marks(words, data):
    """A snippet comes out as its text, whatever stretches of it are marked, also when marks overlap."""
    place = st.integers(0, len(words))
    marks = sorted(tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(place, place), max_size=4)))

    page = Page(str(markup.marked(Snippet(words, tuple(marks)))))

    assert page.text == words
    assert page.names <= {"mark"}


@given(TEXTS, TEXTS)
def test_a_source_is_its_texts(words, quote):
    """A source comes out as its reference, title and quote; an address that is no web address cannot be in it."""
    source = Source(
        id="bron", title=words, reference=quote, publisher=words, verified="official", text=f"{words} {quote}"
    )
    said = Statement(text=words, citations=(Citation(source="bron", quote=quote),))

    only(markup.cited([said], {"bron": source}), source.title, source.reference)


def test_a_quote_stands_marked_in_its_context():
    """The literal quote is marked within the text around it."""
    source = Source(id="bron", title="T", verified="official", text="Eerst dit. Dan dat & zo. Tot slot.")
    said = Statement(text="Zo.", citations=(Citation(source="bron", quote="Dan dat & zo."),))

    assert "Eerst dit. <mark>Dan dat &amp; zo.</mark> Tot slot." in markup.cited([said], {"bron": source})


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://x.nl/<b>", 'https://x.nl/"a'])
def test_a_source_has_web_addresses_only(address):
    """What could run or break out of a link is no address of a source."""
    with pytest.raises(ValueError, match="addresses"):
        Source(id="bron", title="T", verified="official", addresses=(address,))


@given(TEXTS)
def test_a_label_has_no_markdown(words):
    """In a label each sign that Markdown might read has a backslash before it, and nothing else is changed."""
    made = text.plain(words)

    assert re.sub(r"\\(.)", r"\1", made) == words
    assert not re.search(r"[\\`*_{}\[\]()#+\-.!|<>~$:&]", re.sub(r"\\.", "", made))
