"""What holds on each page, whatever the dossier and the view."""

import html.parser
import re

import pytest

ADDRESSES = {
    "overzicht": ("overzicht", {}),
    "kaarten": ("kaarten", {}),
    "kaart 0": ("kaarten", {"kaart": 0}),
    "kaart 1": ("kaarten", {"kaart": 1}),
    "zoeken": ("zoeken", {}),
    "zoeken naar iets": ("zoeken", {"q": "meten kaderegister algoritmeregister script"}),
    "zoeken op nummer": ("zoeken", {"q": "1.1"}),
    "mijn map": ("map", {}),
    "een map van een ander": ("map", {"onderdelen": "question:vraag,card:een", "naam": "<b>*x*</b>"}),
    "leesstand": ("leesstand", {"kaart": 1}),
    "blad": ("blad", {}),
    "dekking": ("dekking", {}),
    "oefenen": ("oefenen", {}),
}
DOSSIERS = ("shipped", "small", "empty", "single", "hostile", "broken_beside_good", "broken", "missing")
VIEWS = ("Openbaar", "Intern")
# What our own markup is made of; anything else came out of a text.
ELEMENTS = frozenset(
    """
    a b blockquote br button code del details div em h1 h2 h3 hr li mark ol p section small span strong style sub
    summary sup table tbody td th thead tr ul
    """.split()
)
MARKDOWN = re.compile(r"(?<!\\)([*_$`\[\]<>])")
OUR_MARKDOWN = re.compile(r":(blue|orange|gray)-badge\[:material/\w+: [^\]]*\]|\*\*[\w.,\\ ]+\*\*|:material/\w+:")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("dossier", DOSSIERS)
def test_each_page_shows_itself_under_one_title(request, visit, sent, dossier, view):
    """Each page renders under exactly one title, whatever the dossier, and names the view in force."""
    folders = None if dossier == "shipped" else request.getfixturevalue(dossier)
    for page, query in ADDRESSES.values():
        app = visit(page, folders, **query, weergave=view)

        assert not app.exception, (page, query)
        assert len(app.title) == 1, (page, query)
        assert "<h1" not in sent(app), (page, query)
        assert app.segmented_control[0].value == view
        assert ("Openbaar: mag" if view == "Openbaar" else "Intern: niet verspreiden") in sent(app)


@pytest.mark.parametrize("page", ["overzicht", "kaarten", "zoeken", "map", "blad"])
def test_broken_dossiers_are_told_and_the_good_one_is_served(visit, broken_beside_good, shown, page):
    """A dossier that cannot be read is named with its mistakes, file and line; the others are served."""
    app = visit(page, broken_beside_good)
    told = shown(app)

    assert "Dossier 'kapot' wordt niet getoond" in told
    assert "Dossier 'stuk' wordt niet getoond" in told
    assert re.search(r"data/kapot/debate\.yaml, regel \d+: .*titel", told)
    assert not app.error


def test_only_broken_dossiers_say_what_is_wrong(visit, broken, shown):
    """When no dossier can be read, the page says so in place of content, and why."""
    app = visit("zoeken", broken)

    assert app.error[0].value == "Dit kan nu niet worden getoond."
    assert not app.text_input
    assert "data/kapot/debate.yaml, regel 2" in shown(app)


def test_a_missing_folder_is_named(visit, missing, shown):
    """When the folder with dossiers is not there, the page says which folder."""
    app = visit("overzicht", missing)

    assert app.error
    assert str(missing.data) in shown(app)


def test_of_several_dossiers_one_is_chosen(visit, copy, shown):
    """With more than one dossier there is a choice; choosing shows the other, and links keep the choice."""
    copy.write("data/tweede/debate.yaml", (copy.data / "waterkade/debate.yaml").read_text().split("themes:")[0])
    copy.replace("data/tweede/debate.yaml", "id: waterkade\ntitle: ", "id: tweede\ntitle: Tweede ")
    copy.replace("data/tweede/debate.yaml", "title: Waterkades", "title: Tweede debat")
    copy.replace("data/tweede/debate.yaml", "  citations:\n    - source: agenda\n", "")
    app = visit("overzicht", copy)
    app.selectbox(key="dossier").set_value("tweede").run()

    assert not app.exception
    assert "Tweede debat" in app.title[0].value
    assert "dossier=tweede" in app.page_link[-1].proto.query_string


def test_switching_the_view_shows_and_hides_internal_parts(visit, small, shown, leaks):
    """The switch to Intern shows what is internal, the switch back hides it again."""
    app = visit("kaarten", small, kaart=1)

    assert not leaks(shown(app))

    app.segmented_control[0].set_value("Intern").run()

    assert "ramptoerist" in shown(app)
    assert "Intern: niet uitspreken" in shown(app)

    app.segmented_control[0].set_value("Openbaar").run()

    assert not leaks(shown(app))


@pytest.mark.parametrize("value", ["intern", "INTERN", "internal", "", "Intern ", "1", "x" * 6000])
def test_only_the_word_intern_gives_the_internal_view(visit, small, shown, leaks, value):
    """An address that does not say exactly Intern gives the public view."""
    app = visit("kaarten", small, kaart=1, weergave=value)

    assert app.segmented_control[0].value != "Intern"
    assert "Openbaar: mag worden uitgesproken" in shown(app)
    assert not leaks(shown(app))


def test_an_address_gives_the_internal_view(visit, small, shown):
    """?weergave=Intern opens the internal view, and links on the page lead to it again."""
    app = visit("kaarten", small, kaart=1, weergave="Intern")

    assert "ramptoerist" in shown(app)
    assert "weergave=Intern" in app.page_link[0].proto.query_string


def test_a_public_page_sends_nothing_internal(visit, small, shown, leaks, internal_words):
    """Nothing that a public view sends to the browser, shown or not, holds internal text; with all parts opened."""
    addresses = [*ADDRESSES.values(), *(("kaarten", {"kaart": number}) for number in (2, 3))]
    addresses += [("zoeken", {"q": " ".join(internal_words)}), ("blad", {"vorm": "briefing"})]
    for page, query in addresses:
        app = visit(page, small, **query)
        for _ in range(2 if "kaart" in query else 1):  # first the questions, then the sources in them
            for each in app.expander:
                app.session_state[each.proto.id.split("-", 2)[-1]] = True
            app.run()
        told = shown(app).replace(str(query.get("q")), "")

        assert not leaks(told), (page, query)


def test_parts_open_on_request(visit, small, sent, shown):
    """A question and the sources in it, with each quote in its context, are sent once they are opened."""
    app = visit("kaarten", small, kaart=1)

    assert "is € 10 miljoen voor sensoren" not in shown(app)

    app.session_state["vraag-meten-wat-kost-meten"] = True
    app.session_state["bronnen-meten-wat-kost-meten"] = True
    app.run()

    assert "is € 10 miljoen voor sensoren" in shown(app)
    assert "Kamerstuk 99 123, nr. 45" in shown(app)
    assert "<mark>Voor het meten\nis € 12,5 miljoen beschikbaar.</mark>" in sent(app)


def test_the_shipped_dossier_sends_nothing_internal(visit, sent):
    """No public card of the shipped dossier holds the words of the coordination between ministries."""
    for number in range(12):
        told = sent(visit("kaarten", kaart=number))

        assert "overeenstemming over" not in told
        assert "AI-unit" not in told
        assert "telefonisch" not in told


class _Names(html.parser.HTMLParser):
    def __init__(self, content):
        super().__init__()
        self.names = set()
        self.feed(content)

    def handle_starttag(self, tag, attrs):
        self.names |= {tag, *(name for name, _ in attrs if name.startswith("on"))}


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_texts_stay_text(visit, hostile, messages, view):
    """No text of a dossier becomes an element of the page, or formatting in a title or label."""
    addresses = [*ADDRESSES.values(), ("kaarten", {"kaart": 1, "vraag": "vraag"})]
    for page, query in addresses:
        for message in messages(visit(page, hostile, **query, weergave=view)):
            body, label = (
                message.get("body", ""),
                message.get("label") or message.get("expandable", {}).get("label", ""),
            )
            if "elementType" in message or "tag" in message:  # Markdown: a paragraph or a heading
                assert not MARKDOWN.search(OUR_MARKDOWN.sub("", body)), (page, query, body[:200])
            else:
                assert _Names(body).names <= ELEMENTS, (page, query, body[:200])

            assert not MARKDOWN.search(OUR_MARKDOWN.sub("", label)), (page, query, label[:200])
