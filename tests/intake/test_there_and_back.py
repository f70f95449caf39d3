"""There and back: whatever the texts are, a file that nobody edited changes nothing, and one edit is one change."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.intake import package, reading
from debatkit.intake.places import Place
from debatkit.model import Audience
from debatkit.sheets.carried import PARTS, digest
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View

EXAMPLES = 20  # each is a whole Word file
SIGNS = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cc", "Cn"),
    exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
SENTENCES = st.text(SIGNS, min_size=1, max_size=30).filter(lambda text: text.strip())
TEXTS = st.lists(st.one_of(SENTENCES, SENTENCES.map("- {}".format)), min_size=1, max_size=3).map("\n\n".join)
SAID = st.fixed_dictionaries(
    {"text": TEXTS, "claim": st.booleans()},
    optional={"audience": st.sampled_from(["public", "internal"]), "date": st.sampled_from(["2023", "2023-04-05"])},
)
HIDDEN = st.fixed_dictionaries({"text": TEXTS})
SEVERAL = st.lists(SAID, max_size=3)
FOLLOW_UP = st.fixed_dictionaries({"question": SENTENCES, "line": SAID, "answer": SEVERAL})
QUESTIONS = st.fixed_dictionaries(
    {
        "question": SENTENCES,
        "line": SAID,
        "answer": SEVERAL,
        "follow_ups": st.lists(FOLLOW_UP, max_size=2),
        "facts": SEVERAL,
        "avoid": st.lists(HIDDEN, max_size=2),
        "background": SEVERAL,
        "open": st.lists(SENTENCES, max_size=2),
        "audience": st.sampled_from(["public", "internal"]),
    }
)


def read(dossier, audience, moment, change=None):
    """The parts of a printed sheet, by name; `change` has the file in hand before it is read."""
    content = View(LoadedDossier(dossier, {}), Viewer(audience)).sheet(Selection(), Layout.LIST, "docx", moment)
    if change:
        file = docx.Document(io.BytesIO(content))
        change(file)
        out = io.BytesIO()
        file.save(out)
        content = out.getvalue()
    sheet = reading.read(package.opened(content))
    return {part.mark.part: part for part in sheet.parts}


@settings(max_examples=EXAMPLES)
@given(QUESTIONS, st.sampled_from(Audience))
def test_a_part_reads_as_it_was_printed(make, moment, question, audience):
    """So that nothing is taken for an edit that is none, and woven it is what it was."""
    dossier = make(questions=[{"id": "vraag", "number": 1, **question}])
    [whole] = dossier.questions
    if audience is Audience.PUBLIC and whole.audience is Audience.INTERNAL:
        return
    found = read(dossier, audience, moment)

    for name, part in found.items():
        if name == "question" or name not in PARTS:
            continue
        place = Place(whole, "question", "vraag 0.1", name, audience is Audience.PUBLIC)
        assert digest(part.lines) == part.mark.printed == digest(place.now()), name
        if not (name == "line" and place.statements and not place.statements[0].visible):
            assert place.woven(part.lines) == getattr(whole, name), name


@settings(max_examples=EXAMPLES)
@given(QUESTIONS)
def test_one_sentence_more_changes_nothing_else(make, moment, question):
    """A sentence that is typed behind an answer adds one statement, and leaves all others as they are."""
    dossier = make(questions=[{"id": "vraag", "number": 1, **question}])
    [whole] = dossier.questions

    def typed(file):
        last = list(file.tables[-1].rows[1].cells[1]._tc.iter(qn("w:p")))[-1]
        new = docx.oxml.OxmlElement("w:p")
        last.addnext(new)
        Paragraph(new, None).add_run("Dit is er later bij geschreven.")

    found = read(dossier, Audience.INTERNAL, moment, typed)
    place = Place(whole, "question", "vraag 0.1", "answer", public=False)
    made = place.woven(found["answer"].lines)

    assert (made[:-1], made[-1].text) == (whole.answer, "Dit is er later bij geschreven.")
    assert all(digest(part.lines) == part.mark.printed for name, part in found.items() if name != "answer")
