"""Files: every mistake is told once, in Dutch, at its line, and with all others."""

from __future__ import annotations

import shutil

import pytest

from debatkit import files
from debatkit.errors import DossierError

DATA, QA = "data/waterkade", "qa/waterkade"
HEADER, RECOMMENDATIONS, POSITIONS = f"{DATA}/debate.yaml", f"{DATA}/recommendations.yaml", f"{DATA}/positions.yaml"
SOURCES, REMARKS, QUESTIONS = f"{DATA}/sources.yaml", f"{DATA}/remarks.yaml", f"{QA}/veiligheid.yaml"

# One change in one file of the small dossier: what stood there, what comes there, the line that the mistake is told
# at (a part of it), and words of the message.
EDITS = {
    "broken YAML": (HEADER, "kind: commissiedebat", "kind: commissie: debat", "kind:", "dubbele punt"),
    "broken YAML that others refer to": (
        SOURCES,
        "- id: advies",
        "- id: advies: 12",
        "- id: advies: 12",
        "dubbele punt",
    ),
    "a quotation mark left open": (
        SOURCES,
        "title: De kade op orde",
        'title: "De kade op orde',
        'title: "De',
        "aanhalingsteken",
    ),
    "a word for an item": (
        REMARKS,
        "- id: opmerking-bru",
        "- zomaar\n- id: opmerking-bru",
        "- zomaar",
        "sleutels met waarden",
    ),
    "a tab": (RECOMMENDATIONS, "  name: Slotaanbeveling", "\tname: Slotaanbeveling", "name:", "tab"),
    "a tag": (HEADER, "title: Waterkades", "title: !!python/name:os.system x", "title: !!", "YAML-typen"),
    "an anchor": (HEADER, "title: Waterkades", "title: &t Waterkades", "title: &t", "ankers"),
    "a key twice": (
        POSITIONS,
        "  stance: adopted",
        "  stance: adopted\n  stance: partly",
        "stance: partly",
        "twee keer",
    ),
    "an unknown key": (POSITIONS, "  stance: adopted", "  stanse: adopted", "stanse", "bedoelt u 'stance'?"),
    "an unknown key like no other": (POSITIONS, "  stance: adopted", "  xyz: 1", "xyz", "onbekende sleutel 'xyz'"),
    "an unknown key deep down": (HEADER, "  coordinator: OEV", "  coordinatr: OEV", "coordinatr", "'coordinator'?"),
    "a text for a number": (RECOMMENDATIONS, "number: 3", "number: drie", "number: drie", "geheel getal"),
    "a number too low": (RECOMMENDATIONS, "number: 3", "number: 0", "number: 0", "1 of hoger"),
    "a number too high": (RECOMMENDATIONS, "number: 3", "number: 1000", "number: 1000", "hoogstens 999"),
    "a truth value for a number": (RECOMMENDATIONS, "number: 3", "number: true", "number: true", "geheel getal"),
    "a list for a text": (HEADER, "title: Waterkades", "title: [a, b]", "title: [", "moet tekst zijn"),
    "a text for a list": (QUESTIONS, "keywords:\n    - databank", "keywords: databank", "keywords: d", "lijst"),
    "a text for a mapping": (
        QUESTIONS,
        "line:\n    text: Het kabinet komt op het kaderegister terug.\n    citations:\n      - source: brief\n"
        "        quote: wij komen daarop terug",
        "line: Wij komen terug.",
        "line: Wij",
        "sleutels met waarden",
    ),
    "a word that is no choice": (
        POSITIONS,
        "stance: adopted",
        "stance: yes",
        "stance: yes",
        "adopted, partly, declined",
    ),
    "a choice spelt wrong": (
        QUESTIONS,
        "status: coordinated",
        "status: coordineted",
        "coordineted",
        "draft, coordinated",
    ),
    "an empty text": (RECOMMENDATIONS, "name: Slotaanbeveling", "name: '  '", "name:", "'name' is leeg"),
    "a missing value": (
        HEADER,
        "committee: Oevers en Bruggen",
        "committee:",
        "committee:",
        "moet tekst zijn (er staat niets)",
    ),
    "a missing field": (RECOMMENDATIONS, "  number: 2\n", "", "id: kaderegister", "'number' ontbreekt"),
    "a missing field deep down": (
        HEADER,
        "    - code: BRU\n      name: Bruggen",
        "    - name: Bruggen",
        "- name",
        "'code'",
    ),
    "a date that does not exist": (HEADER, "date: '2024-03-14'", "date: 2024-02-30", "2024-02-30", "bestaat"),
    "a date the wrong way round": (HEADER, "date: '2024-03-14'", "date: 14-03-2024", "14-03-2024", "volledige datum"),
    "a number for a date": (HEADER, "date: '2024-03-14'", "date: 86400", "86400", "volledige datum"),
    "a partial date that does not exist": (SOURCES, "date: 2024-02", "date: 2024-13", "2024-13", "bestaat"),
    "a time that does not exist": (HEADER, "time: '10:00'", "time: '25:00'", "25:00", "tijd"),
    "a web address of another kind": (SOURCES, "https://raad.", "javascript://raad.", "javascript", "webadres"),
    "an id that is no slug": (REMARKS, "id: opmerking-bru", "id: Opmerking BRU", "id: Opmerking BRU", "kleine letters"),
    "an id twice in a file": (REMARKS, "id: opmerking-procedure", "id: opmerking-bru", None, "bestaat al"),
    "an id twice in two files": (REMARKS, "id: opmerking-bru", "id: kaderegister", "id: kaderegister", "bestaat al"),
    "a number twice": (QUESTIONS, "  number: 2\n", "  number: 1\n", None, "2.1 is aan meer dan een vraag"),
    "a citation of nothing": (REMARKS, "source: brief", "source: bief", "source: bief", "de bron 'bief'"),
    "a recommendation that is not there": (POSITIONS, "n: beheer", "n: behaar", "behaar", "aanbeveling 'behaar'"),
    "a theme that is not there": (RECOMMENDATIONS, "theme: samenwerking", "theme: geld", "geld", "thema 'geld'"),
    "a ministry that is not there": (REMARKS, "ministry: OEV", "ministry: XYZ", "XYZ", "ministerie 'XYZ'"),
    "a speaker who did not sign": (
        QUESTIONS,
        "speaker: minister van OEV",
        "speaker: premier",
        "premier",
        "signatories",
    ),
    "a milestone without a date": (HEADER, "    date: '2023-10-06'\n", "", "De reactie ging", "mijlpaal"),
    "a public statement where all is internal": (
        QUESTIONS,
        "ook niet als grap.\n      claim: false",
        "ook niet als grap.\n      audience: public",
        "id: wat-kost",
        "'avoid' is altijd intern",
    ),
    "a control character": (
        HEADER,
        "title: Waterkades",
        'title: "Water\\u200ekades\\u0007"',
        'title: "W',
        "stuurteken",
    ),
    "a text that turns the reading direction": (
        HEADER,
        "title: Waterkades",
        'title: "a\\u202eb"',
        'title: "a',
        "U+202E",
    ),
    "a source's text in the list": (
        SOURCES,
        "cabinet: kabinet-Vorig",
        "text: Alles.",
        "text: Alles",
        "sources/<id>.md",
    ),
    "a key of another file": (HEADER, "terms:", "remarks: []\nterms:", "remarks: []", "in een eigen bestand"),
    "questions in the header": (HEADER, "terms:", "questions:\n  - id: x\nterms:", "- id: x", "in een eigen bestand"),
    "themes that are no list": (
        HEADER,
        "terms:",
        "theme_label2: 5\nterms:",
        "theme_label2",
        "bedoelt u 'theme_label'?",
    ),
}

# A whole file: its name, its content, the line, words of the message.
WHOLE_FILES = {
    "no list": (RECOMMENDATIONS, "id: meten\n", 1, "hier hoort een lijst te staan"),
    "a list in the header": (HEADER, "- id: waterkade\n", 1, "hier horen sleutels met waarden te staan"),
    "a word in the header": (HEADER, "waterkade", 1, "hier horen sleutels met waarden te staan"),
    "an empty header": (HEADER, "", None, "hier horen sleutels met waarden te staan"),
    "two documents": (REMARKS, "- id: a\n---\n- id: b\n", 2, "document"),
    "no UTF-8": (REMARKS, b"- id: a\n  ministry: Caf\xe9\n", 2, "UTF-8"),
    "no UTF-8 in a source's text": (f"{DATA}/sources/brief.md", b"\xff\xfe", 1, "UTF-8"),
    "an alias bomb": (
        REMARKS,
        "- &a [x, x]\n" + "".join(f"- &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        1,
        "ankers",
    ),
    "too deep": (REMARKS, "[" * 10_000, 1, "niveaus"),
    "another ending": (f"{QA}/extra.yml", "[]", None, "op .yaml eindigt"),
    "a text of no source": (f"{DATA}/sources/zwerver.md", "Hallo.", None, "geen bron 'zwerver'"),
}

# What is wrong in several places at once.
EVERYTHING = [
    (HEADER, "committee: Oevers en Bruggen", "commitee: Oevers"),
    (RECOMMENDATIONS, "number: 3", "number: drie"),
    (POSITIONS, "stance: adopted", "stance: ja"),
    (QUESTIONS, "ministry: BRU\n  line", "line"),
    (QUESTIONS, "angle: geld", "angle: Geld en zo"),
    (SOURCES, "cabinet: kabinet-Vorig", "kabinet: kabinet-Vorig"),
]


def places(mistakes: list[str]) -> list[str]:
    """The files and lines that the mistakes are told at."""
    return [mistake.split(": ")[0] for mistake in mistakes]


@pytest.mark.parametrize("case", EDITS)
def test_one_wrong_edit_is_one_mistake_with_file_and_line(copy, case):
    """Someone who mistypes one thing reads one sentence, with the place to mend it."""
    name, old, new, at, words = EDITS[case]
    text = (copy.root / name).read_text(encoding="utf-8")
    assert old in text, case
    copy.write(name, text.replace(old, new, 1))

    mistakes = copy.mistakes()

    told = [mistake for mistake in mistakes if words in mistake]
    assert told, mistakes
    assert len(mistakes) == 1 or at is None
    assert all(mistake.startswith(f"{name}, regel ") for mistake in told)
    if at is not None:
        assert places(told) == [f"{name}, regel {copy.line(name, at)}"]


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_one_wrong_file_is_one_mistake(copy, case):
    """A file that cannot be read is told once, and nothing that follows from it is told as well."""
    name, content, line, words = WHOLE_FILES[case]
    copy.write(name, content)

    mistakes = copy.mistakes()

    assert len(mistakes) == 1, mistakes
    assert mistakes[0].startswith(name if line is None else f"{name}, regel {line}: ")
    assert words in mistakes[0]


@pytest.mark.parametrize("name", [HEADER, RECOMMENDATIONS, SOURCES, QUESTIONS, f"{DATA}/sources/brief.md"])
def test_a_file_of_a_hundred_megabytes_is_one_mistake(copy, name):
    """A file too large to be anyone's work is refused unread, wherever it stands."""
    with (copy.root / name).open("wb") as file:
        file.truncate(100_000_000)

    assert copy.mistakes() == [f"{name}: het bestand is 100 MB; meer dan 10 MB wordt niet gelezen"]


def test_a_dossier_without_its_header_is_one_mistake(copy):
    """debate.yaml is the one file that must be there."""
    (copy.root / HEADER).unlink()

    assert copy.mistakes() == [f"{HEADER}: dit bestand is er niet"]


@pytest.mark.parametrize("themes", ["themes: 5", "themes: veiligheid", "themes: true", "themes: {id: veiligheid}"])
def test_themes_of_any_shape_are_a_mistake_and_no_failure(write, themes):
    """Whatever stands at `themes`, the reader goes on."""
    folders = write()
    path = folders.data / "klein" / "debate.yaml"
    folders.write("data/klein/debate.yaml", path.read_text() + themes + "\n")

    assert [mistake.partition(": ")[2] for mistake in folders.mistakes("klein")] == [
        "in 'klein': 'themes' moet een lijst zijn (regels die met '- ' beginnen)"
    ]


def test_all_mistakes_of_a_dossier_are_told_in_one_go(copy):
    """Who mends a dossier sees everything that is wrong in it, in order of file and line."""
    for name, old, new in EVERYTHING:
        text = (copy.root / name).read_text(encoding="utf-8")
        copy.write(name, text.replace(old, new, 1))
    copy.write(f"{QA}/samenwerking.yaml", "- a: [\n")

    mistakes = copy.mistakes()

    assert {place.partition(",")[0] for place in places(mistakes)} == {
        HEADER, POSITIONS, RECOMMENDATIONS, SOURCES, f"{QA}/samenwerking.yaml", QUESTIONS,
    }  # fmt: skip
    assert places(mistakes) == sorted(places(mistakes), key=lambda place: (place.split(",")[0], int(place.split()[-1])))
    assert any("'commitee'" in mistake for mistake in mistakes)
    assert any("'committee' ontbreekt" in mistake for mistake in mistakes)


def test_the_error_says_which_dossier_and_how_many(copy):
    """The error as a whole is a sentence and a list."""
    copy.replace(RECOMMENDATIONS, "number: 3", "number: drie")

    with pytest.raises(DossierError) as caught:
        copy.read()
    assert str(caught.value).startswith("Dossier 'waterkade' kan niet worden gelezen (1 fout).\n- data/waterkade/")
    assert caught.value.mistakes[0].item == "beheer"


def test_what_refers_to_an_item_with_a_mistake_is_no_mistake_of_its_own(copy):
    """A recommendation that is wrong itself does not make all its questions wrong."""
    copy.replace(RECOMMENDATIONS, "wording: description", "wording: ongeveer")

    assert len(copy.mistakes()) == 1


def test_a_bad_dossier_does_not_take_the_others_down(copy):
    """One dossier is refused with its reasons, the other is served."""
    for name in ("data", "qa"):
        shutil.copytree(copy.root / name / "waterkade", copy.root / name / "kapot")
    copy.write("data/kapot/debate.yaml", "id: kapot\ntitle: [")

    library = files.read_library(copy.data, copy.qa)

    assert list(library.dossiers) == ["waterkade"]
    assert list(library.refused) == ["kapot"]
    assert library.refused["kapot"].mistakes[0].file == "data/kapot/debate.yaml"


def test_two_dossiers_with_one_id_are_told_at_the_second(copy):
    """A copied folder that kept its id is refused, and the message names the other one."""
    for name in ("data", "qa"):
        shutil.copytree(copy.root / name / "waterkade", copy.root / name / "zand")

    library = files.read_library(copy.data, copy.qa)

    assert list(library.dossiers) == ["waterkade"]
    assert [str(mistake) for mistake in library.refused["zand"].mistakes] == [
        "data/zand/debate.yaml, regel 1: het id is 'waterkade', maar dat is al het id van waterkade/; "
        "id en map moeten gelijk zijn"
    ]


def test_a_folder_with_another_name_than_its_id_is_told(copy):
    """An id and its folder have one name, because both become the address."""
    (copy.data / "waterkade").rename(copy.data / "kade")

    assert "het id is 'waterkade', maar de map heet 'kade'" in copy.mistakes("kade")[0]


def test_a_missing_data_folder_is_told(folders):
    """Who starts in the wrong place is told which folder is missing and what to do."""
    with pytest.raises(DossierError, match="deze map is er niet; geef een andere met --data"):
        files.read_library(folders.root / "weg", folders.qa)


def test_a_dossier_without_questions_is_a_dossier(copy):
    """The folder with questions may be missing."""
    shutil.rmtree(copy.qa)

    assert copy.read().questions == ()


def test_a_file_where_the_questions_belong_is_told(copy):
    """A file with the name of the folder is a mistake, not a failure."""
    shutil.rmtree(copy.qa / "waterkade")
    copy.write("qa/waterkade", "hallo")

    assert copy.mistakes() == ["qa/waterkade: dit moet een map zijn"]


def test_hidden_folders_and_loose_files_are_no_dossiers(copy):
    """What editors and systems leave behind is passed by."""
    copy.write("data/.git/debate.yaml", "[")
    copy.write("data/README.md", "# Uitleg")
    copy.write("qa/waterkade/.DS_Store", b"\x00\xff")

    library = files.read_library(copy.data, copy.qa)

    assert list(library.dossiers) == ["waterkade"]
    assert library.refused == {}


def test_an_empty_dossier_is_a_dossier(write):
    """debate.yaml alone is enough."""
    dossier = write().read("klein")

    assert list(dossier.items()) == []


def test_questions_without_a_debate_are_told(copy):
    """A folder of questions whose dossier has another name is not passed over in silence."""
    copy.write("qa/waterkadde/vragen.yaml", [])
    library = files.read_library(copy.data, copy.qa)

    assert list(library.dossiers) == ["waterkade"]
    assert [str(mistake) for mistake in library.refused["waterkadde"].mistakes] == [
        "qa/waterkadde: hier staan vragen, maar data/waterkadde/debate.yaml is er niet"
    ]


SYNONYMS_WRONG = [
    ([{"words": ["kade"], "reason": "alleen"}], "words"),
    ([{"words": ["kade", "wal"]}], "reason"),
    ({"kade": "wal"}, "lijst"),
    ("- [", "regel"),
]


def test_words_that_mean_the_same_hold_for_every_dossier(folders):
    """They stand beside the dossiers; without the file there are none."""
    assert files.read_library(folders.data, folders.qa).synonyms == () if folders.data.is_dir() else True
    folders.write("data/synonyms.yaml", [{"words": ["kade", "wal"], "reason": "twee namen"}])

    [found] = files.read_library(folders.data, folders.qa).synonyms

    assert found.words == ("kade", "wal")


@pytest.mark.parametrize(("content", "expected"), SYNONYMS_WRONG)
def test_a_mistake_in_the_synonyms_is_told_and_takes_no_dossier_down(folders, content, expected):
    """The list is left out until it is mended."""
    folders.write("data/synonyms.yaml", content)

    library = files.read_library(folders.data, folders.qa)

    assert library.synonyms == ()
    assert expected in str(library.refused["synonyms.yaml"])
