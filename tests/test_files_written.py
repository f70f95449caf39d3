"""Files: what is written is read back, whatever the texts; what was taken out is gone; any bytes give an answer."""

from __future__ import annotations

import contextlib
import shutil

from hypothesis import given, settings
from hypothesis import strategies as st

from debatkit import files
from debatkit.errors import DossierError
from debatkit.model import Audience, Dossier, Question, Recommendation, Source, Statement, Status

DATA, QA = "data/waterkade", "qa/waterkade"
HEADER, SOURCES, QUESTIONS = f"{DATA}/debate.yaml", f"{DATA}/sources.yaml", f"{QA}/veiligheid.yaml"


def test_every_item_knows_its_place(small):
    """Each item has its file and line, and so has each part of it."""
    loaded = files.read_dossier(small.data / "waterkade", small.qa / "waterkade")
    place = loaded.places["wat-kost-meten"]

    assert set(loaded.places) == {None, *(item.id for item in loaded.dossier.items())}
    assert place.file == QUESTIONS
    assert place.line() == 1
    assert (
        place.line(("answer", 2, "text")) == small.line(QUESTIONS, "rekenmeesters") - 1
    )  # where the text begins: "text: >-"
    assert place.line(("answer", 2, "nergens")) == place.line(("answer", 2))


def test_the_small_dossier_is_in_the_one_form(small, small_dossier):
    """What was read and written again is the same, byte for byte."""
    on_disk = {
        path.relative_to(small.root).as_posix(): path.read_bytes().decode("utf-8")
        for path in small.root.rglob("*")
        if path.is_file()
    }

    assert files.written(small_dossier) == on_disk


def test_writing_takes_away_what_is_no_longer_there(copy):
    """Files of items that went go too; files of others stay."""
    dossier = copy.read()
    copy.write("data/waterkade/aantekening.txt", "blijft")

    files.write_dossier(dossier.model_copy(update={"remarks": (), "questions": ()}), copy.data, copy.qa)

    left = sorted(path.name for path in (copy.data / "waterkade").iterdir())
    assert left == [
        "aantekening.txt", "debate.yaml", "positions.yaml", "recommendations.yaml", "sources", "sources.yaml",
    ]  # fmt: skip
    assert list((copy.qa / "waterkade").iterdir()) == []


# Texts as people type them, and as only a test would.
lines = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf"), exclude_characters="\ufffe\uffff"), min_size=1)
texts = (
    st.lists(lines, min_size=1, max_size=4).map("\n\n".join) | st.lists(lines, min_size=1, max_size=4).map("\n- ".join)
).filter(lambda text: text.strip())
short = lines.filter(lambda text: text.strip())
statement = st.builds(
    Statement, text=texts, audience=st.sampled_from([None, *Audience]), claim=st.booleans(),
    date=st.sampled_from([None, "2022", "2022-12", "2022-12-21"]),
)  # fmt: skip


@st.composite
def dossiers(draw):
    """A dossier with a recommendation, questions and a source, all texts arbitrary."""
    header = {"title": draw(short), "kind": draw(short), "committee": draw(short), "date": "2024-03-14"}
    questions = tuple(
        Question(
            id=f"vraag-{number}",
            number=number,
            recommendations=draw(st.sampled_from([(), ("r",)])),
            question=draw(short),
            keywords=draw(st.lists(short, max_size=2).map(tuple)),
            line=draw(st.none() | statement),
            answer=draw(st.lists(statement, max_size=3).map(tuple)),
            status=draw(st.sampled_from(Status)),
            audience=draw(st.sampled_from(Audience)),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )
    return Dossier(
        id="gemaakt", title=draw(short), debate=header, questions=questions,
        recommendations=(Recommendation(id="r", number=1, text=draw(texts), wording="literal"),),
        sources=(Source(id="s", title=draw(short), verified="nota", text=draw(st.none() | texts)),),
    )  # fmt: skip


@settings(max_examples=40)
@given(dossiers())
def test_any_dossier_that_is_written_is_read_back(tmp_path_factory, dossier):
    """Writing and reading lose nothing, whatever the texts are."""
    root = tmp_path_factory.getbasetemp() / "rond"
    files.write_dossier(dossier, root / "data", root / "qa")

    again = files.read_dossier(root / "data" / "gemaakt", root / "qa" / "gemaakt").dossier

    def by_id(each):
        return each.model_copy(update={"questions": tuple(sorted(each.questions, key=lambda question: question.id))})

    assert by_id(again) == by_id(dossier)


@settings(max_examples=25)
@given(content=st.binary(max_size=200) | st.text("-: \n[]{}#&*!|>'\"%@,?aid", max_size=80).map(str.encode))
def test_any_bytes_in_any_file_give_a_dossier_or_its_mistakes(tmp_path_factory, small, content):
    """No file content makes reading fail in another way than with the dossier's mistakes."""
    root = tmp_path_factory.getbasetemp() / "vreemd"
    if not root.exists():
        shutil.copytree(small.root, root)
    original = {name: (root / name).read_bytes() for name in (HEADER, QUESTIONS, SOURCES)}
    for name, before in original.items():
        (root / name).write_bytes(content)
        with contextlib.suppress(DossierError):
            files.read_dossier(root / DATA, root / QA)
        (root / name).write_bytes(before)
