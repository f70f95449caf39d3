"""Command line: JSON as agreed, exit statuses, sentences for errors, and public lines unless asked otherwise."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from debatkit import cli
from debatkit.sheets.selection import Layout

STATEMENT = {"text", "audience", "citations"}
RESULT = ["rank", "kind", "id", "number", "title", "snippet", "score", "match"]
CARD = [
    "number", "id", "theme", "recommendation", "wording", "stance", "line", "done", "planned", "sensitive", "questions",
    "remarks", "sources", "gaps",
]  # fmt: skip
QUESTION = [
    "id",
    "number",
    "question",
    "line",
    "answer",
    "follow_ups",
    "facts",
    "avoid",
    "background",
    "open",
    "status",
    "audience",
]
FINDING = ["severity", "rule", "item", "file", "line", "message"]

# Wrong use: the arguments, and words of what is said on standard error.
WRONG_USE = [
    (["onbekend"], "onbekend"),
    (["cards", "--audience", "iedereen"], "iedereen"),
    (["cards", "--dossier", "weg"], "Dossier 'weg' is er niet."),
    (["check", "--dossier", "weg"], "Dossier 'weg' is er niet."),
    (["search"], "Geef een zoekvraag of --batch"),
    (["search", "kade", "--limit", "0"], "--limit"),
    (["search", "--batch", "bestaat-niet.txt"], "bestaat-niet.txt"),
    (["sheet"], "--out"),
    (["sheet", "--out", "blad.odt"], ".pdf, .docx, .html"),
    (["sheet", "--out", "blad"], ".pdf, .docx, .html"),
    (["sheet", "--out", "blad.pdf", "--layout", "poster"], "poster"),
    (["sheet", "--out", "blad.pdf", "--theme", "weg"], "Het thema 'weg' is er niet (veiligheid, samenwerking)."),
    (["sheet", "--out", "blad.pdf", "--recommendation", "99"], "Kaart 99 is er niet"),
    (["sheet", "--out", "blad.pdf", "--recommendation", "een"], "een"),
    (["sheet", "--out", "blad.pdf", "--status", "af"], "af"),
]  # fmt: skip


@pytest.fixture
def run(small, monkeypatch, capfd, tmp_path):
    """A function that runs a command on the small dossier: its exit status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments, folders=small):
        monkeypatch.setattr(
            sys, "argv", ["debatkit", "--data", str(folders.data), "--qa", str(folders.qa), *map(str, arguments)]
        )
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capfd.readouterr()
        # Where a model for meaning is installed, and this machine slow, it says how far it is.
        return caught.value.code, out, re.sub(r"De zoekindex wordt gemaakt: \d+%\n", "", err)

    return ran


def statements(card):
    question_parts = ("answer", "facts", "avoid", "background")
    yield from [card["line"], *card["done"], *card["planned"], *card["sensitive"]]
    for question in card["questions"]:
        yield question["line"]
        for part in question_parts:
            yield from question[part]
        for step in question["follow_ups"]:
            yield from [step["line"], *step["answer"]]


def test_cards_as_json_have_the_shape_that_is_agreed(run):
    """Scripts rely on these keys, in this order; a statement is the same everywhere."""
    status, out, err = run("cards", "--audience", "internal", "--json")
    cards = json.loads(out)

    assert (status, err) == (0, "")
    assert [card["number"] for card in cards] == [0, 1, 2, 3]
    assert all(list(card) == CARD for card in cards)
    assert all(list(question) == QUESTION for card in cards for question in card["questions"])
    assert all(set(each) == STATEMENT for card in cards for each in statements(card) if each)
    assert cards[1]["questions"][0]["number"] == "1.1"
    assert set(cards[1]["questions"][0]["follow_ups"][0]) == {"question", "line", "answer"}


def test_cards_for_people_name_each_card(run):
    """Without --json there is a line for each card."""
    status, out, _ = run("cards")

    assert status == 0
    assert "Slotaanbeveling: Breng het beheer van kades onder" in out
    assert "Het kabinet dankt de raad." in out


def test_search_as_json_has_the_shape_that_is_agreed(run):
    """One document with the query and its results."""
    status, out, err = run("search", "kademuur meten", "--json")
    answer = json.loads(out)

    assert (status, err) == (0, "")
    assert list(answer) == ["query", "results"]
    assert answer["query"] == "kademuur meten"
    assert all(list(result) == RESULT for result in answer["results"])
    assert [result["rank"] for result in answer["results"]] == list(range(1, len(answer["results"]) + 1))
    assert {result["kind"] for result in answer["results"]} <= {"card", "question", "source"}
    assert {result["match"] for result in answer["results"]} <= {"answers", "near"}
    assert answer["results"][0]["id"] == "meten"


def test_the_limit_bounds_the_results(run):
    """No more than asked."""
    _, out, _ = run("search", "kade", "--limit", "2", "--json")

    assert len(json.loads(out)["results"]) == 2


@pytest.mark.parametrize("query", ["", "?!", "😀", "-x", "--", "zqxjv"])
def test_a_query_without_hits_is_an_answer(run, query):
    """Finding nothing is not wrong."""
    status, out, _ = run("search", "--json", "--", query)

    assert (status, json.loads(out)) == (0, {"query": query, "results": []})
    assert "geen resultaat" in run("search", "--", query)[1]


CALLED = [("kaart 2", "card", 2), ("2", "card", 2), ("1.1", "question", 1), ("vraag 1.1", "question", 1)]


@pytest.mark.parametrize(("query", "kind", "number"), CALLED)
def test_a_number_leads_to_what_has_it(run, query, kind, number):
    """A card or a question, first, as an answer."""
    first = json.loads(run("search", query, "--json")[1])["results"][0]

    assert (first["kind"], first["number"], first["match"]) == (kind, number, "answers")


def test_a_number_that_nothing_has_is_told(run):
    """Beside the results, so that JSON stays JSON."""
    status, out, err = run("search", "99.9", "--json")

    assert (status, json.loads(out)["query"]) == (0, "99.9")
    assert err == "Vraag 99.9 is er niet in dit dossier.\n"


def test_a_phrase_that_is_nowhere_says_that_the_quotes_are_why(run):
    """With the query as it would be without them."""
    _, out, err = run("search", '"kade de meten"')

    assert out == '"kade de meten": geen resultaat\n'
    assert err.endswith("Zoek zonder aanhalingstekens: kade de meten\n")


def test_results_for_people_say_whether_they_answer_and_why(run):
    """In words: the match, the field, and which of a card's questions brought it."""
    _, out, _ = run("search", "kademuren meten", "--explain")

    assert re.search(r"^  1  answers", out, re.MULTILINE)
    assert "kademuren: " in out
    assert re.search(r"\d  \w+: door vraag \d+\.\d+, ", out)
    assert not re.search(r"in (subject|said|line)", out)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_batch_gives_a_list_with_an_answer_for_each_line(run, tmp_path, ending):
    """Also for a line without words, and for the last one when it does not end."""
    (tmp_path / "vragen.txt").write_bytes(ending.join(["kaderegister", "", "sensorproef"]).encode())
    status, out, err = run("search", "--batch", "vragen.txt", "--json")
    answers = json.loads(out)

    assert (status, err) == (0, "")
    assert [answer["query"] for answer in answers] == ["kaderegister", "", "sensorproef"]
    assert [bool(answer["results"]) for answer in answers] == [True, False, True]


def test_an_empty_batch_is_an_empty_list(run, tmp_path):
    """No lines, no answers."""
    (tmp_path / "leeg.txt").write_text("")

    assert run("search", "--batch", "leeg.txt", "--json") == (0, "[]\n", "")


def test_a_batch_that_is_not_utf_8_is_told_in_a_sentence(run, tmp_path):
    """The wrong kind of file is wrong use."""
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9\n")
    status, out, err = run("search", "--batch", "latin.txt", "--json")

    assert (status, out) == (2, "")
    assert "UTF-8" in err


def test_check_of_a_good_dossier_is_silent(run):
    """Nothing to mend: an empty list, and status 0."""
    assert run("check", "--json") == (0, "[]\n", "")
    assert run("check") == (0, "", "0 fouten, 0 waarschuwingen\n")


def test_check_tells_errors_with_file_and_line(run, copy):
    """An error gives status 1; the JSON has the place to mend it."""
    name = "qa/waterkade/veiligheid.yaml"
    copy.replace(name, "quote: wij komen daarop terug", "quote: wij komen nooit terug")
    status, out, _ = run("check", "--json", folders=copy)
    [found] = json.loads(out)

    assert status == 1
    assert list(found) == FINDING
    assert (found["severity"], found["rule"], found["item"]) == ("error", "quote-not-found", "register-en-beheer")
    assert (found["file"], found["line"]) == (name, copy.line(name, "wij komen nooit terug"))


def test_check_with_warnings_alone_is_good(run, copy):
    """A warning is told and does not make the check fail."""
    copy.replace("qa/waterkade/samenwerking.yaml", "waterkaderaad op?", "waterkaderaad op.")
    status, out, err = run("check", folders=copy)

    assert status == 0
    assert out.startswith("warning  qa/waterkade/samenwerking.yaml:")
    assert out.endswith("[no-question-mark]\n")
    assert err == "0 fouten, 1 waarschuwingen\n"


def test_check_tells_all_mistakes_of_a_dossier_that_cannot_be_read(run, copy):
    """A dossier that is refused is an error with its files and lines; the others are checked all the same."""
    copy.write("data/kapot/debate.yaml", "id: kapot\ntitle: 5\n")
    copy.write("data/kapot/remarks.yaml", "- [")
    status, out, _ = run("check", "--json", folders=copy)
    found = json.loads(out)

    assert status == 1
    assert {each["rule"] for each in found} == {"unreadable"}
    assert {each["file"] for each in found} == {"data/kapot/debate.yaml", "data/kapot/remarks.yaml"}
    assert all(list(each) == FINDING for each in found)
    assert run("check", "--dossier", "waterkade", folders=copy)[0] == 0


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>"), ("PDF", b"%PDF")]
)
def test_a_sheet_is_written_in_the_form_of_its_name(run, tmp_path, form, start):
    """What was made is told on standard error."""
    status, out, err = run("sheet", "--out", f"blad.{form}")

    assert (status, out) == (0, "")
    assert (tmp_path / f"blad.{form}").read_bytes().startswith(start)
    assert err.startswith(f"blad.{form}: 4 vragen, ")


@pytest.mark.parametrize("layout", Layout)
def test_every_layout_can_be_asked_for(run, tmp_path, layout):
    """Each layout gives a file."""
    assert run("sheet", "--out", "blad.html", "--layout", layout.value)[0] == 0
    assert (tmp_path / "blad.html").stat().st_size > 1_000


# What is asked for, and what is told of the sheet.
CHOSEN = [
    (["--theme", "veiligheid"], "2 vragen"),
    (["--theme", "veiligheid", "--theme", "samenwerking"], "3 vragen"),
    (["--recommendation", "3"], "2 vragen"),
    (["--recommendation", "1", "--recommendation", "0"], "2 vragen"),
    (["--status", "approved"], "1 vraag"),
    (["--question", "1.1", "--question", "waarom-nu", "--order", "hand"], "2 vragen"),
    (["--ministry", "OEV", "--order", "recommendation"], "3 vragen"),
    (["--speaker", "minister van OEV", "--order", "speaker"], "3 vragen"),
    (["--status", "approved", "--recommendation", "1"], "0 vragen"),
    (["--audience", "internal"], "5 vragen"),
]


@pytest.mark.parametrize(("arguments", "count"), CHOSEN)
def test_a_sheet_holds_what_was_chosen(run, arguments, count):
    """Themes, recommendations, statuses and audience can be chosen."""
    status, _, err = run("sheet", "--out", "blad.html", *arguments)

    assert status == 0
    assert err.startswith(f"blad.html: {count}, ")


def test_a_file_that_cannot_be_written_is_told(run):
    """The name and the reason are told."""
    status, _, err = run("sheet", "--out", "geen/map/blad.html")

    assert status == 1
    assert err.startswith("Het bestand 'geen/map/blad.html' kan niet worden geschreven")


@pytest.mark.parametrize(("arguments", "words"), WRONG_USE)
def test_wrong_use_is_status_2_with_a_sentence(run, arguments, words):
    """Nothing goes to standard output, and no traceback to standard error."""
    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", [["cards"], ["search", "kade"], ["sheet", "--out", "blad.pdf"]])
def test_a_dossier_with_mistakes_is_status_1_with_all_of_them(run, copy, command):
    """What is wrong is told with file and line, on standard error."""
    copy.replace("data/waterkade/debate.yaml", "kind: commissiedebat", "soort: commissiedebat")
    status, out, err = run(*command, folders=copy)

    assert (status, out) == (1, "")
    assert "data/waterkade/debate.yaml, regel" in err
    assert "'kind' ontbreekt" in err
    assert "Traceback" not in err


def test_a_missing_folder_is_told(run, folders):
    """Who starts in the wrong place is told what to do."""
    folders.data.rmdir()
    status, _, err = run("cards", folders=folders)

    assert status == 1
    assert "deze map is er niet; geef een andere met --data" in err


def test_an_empty_dossier_can_be_shown_searched_checked_and_printed(run, write):
    """debate.yaml alone is enough for every command."""
    empty = write()
    commands = [["cards", "--json"], ["search", "kade", "--json"], ["check", "--json"], ["sheet", "--out", "leeg.pdf"]]

    assert [run(*command, folders=empty)[0] for command in commands] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "command",
    [
        ["cards"],
        ["cards", "--json"],
        ["search", "nachtwaker olifantenpaadjes kademuur", "--json"],
        ["search", "verslag"],
    ],
)
def test_the_audience_is_public_unless_asked_otherwise(run, leaks, command):
    """No command says anything internal to someone who did not ask for it."""
    status, out, err = run(*command)

    assert status == 0
    assert leaks(out.replace("nachtwaker olifantenpaadjes kademuur", "") + err) == []


def test_a_sheet_is_public_unless_asked_otherwise(run, tmp_path, leaks):
    """The file that is spread by mistake is the one that may be spread."""
    run("sheet", "--out", "blad.html")
    assert leaks((tmp_path / "blad.html").read_text(encoding="utf-8")) == []

    run("sheet", "--out", "intern.html", "--audience", "internal")
    assert leaks((tmp_path / "intern.html").read_text(encoding="utf-8")) != []


def test_it_runs_as_a_module(small):
    """`python -m debatkit` is the command, with JSON alone on standard output, in UTF-8 on any machine."""
    done = subprocess.run(
        [sys.executable, "-m", "debatkit", "--data", small.data, "--qa", small.qa, "search", "kade \udcff", "--json"],
        capture_output=True, env={"PATH": "", "LC_ALL": "C"},
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["results"]


def test_help_is_help(run):
    """Help goes to standard output, with status 0; no arguments at all is wrong use."""
    status, out, _ = run("--help")

    assert status == 0
    assert all(command in out for command in ("cards", "search", "check", "sheet"))
    assert run()[0] == 2
