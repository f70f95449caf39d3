"""
Fixtures for all tests: the small dossier in tests/dossiers, and folders to write others in.

`waterkade` is an invented debate on invented ministries. It has each part that a dossier can have, nothing to mend, and
internal parts with words of their own, so that a test can look for them where they must not be.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from benchmarks import postgres
from debatkit import files, yaml_files
from debatkit.access import Viewer
from debatkit.editing.items import ALL_KINDS
from debatkit.editing.ledger import Ledger
from debatkit.errors import DossierError
from debatkit.model import Audience, Dossier
from debatkit.revisions.log import Log
from debatkit.view import View
from debatkit.workspace import Workspace
from tests.workers import pytest_runtest_setup, pytest_xdist_make_scheduler  # noqa: F401 pytest finds these hooks here

ROOT = Path(__file__).resolve().parent.parent
DOSSIERS = Path(__file__).resolve().parent / "dossiers"
SMALL = "waterkade"
EMPTY = Path("empty")
MOMENT = datetime.datetime(2024, 3, 12, 9, 5, tzinfo=datetime.UTC)
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.server)]

hypothesis.settings.register_profile(
    "debatkit", deadline=None, database=None, max_examples=60, derandomize=True, print_blob=False
)
hypothesis.settings.load_profile("debatkit")


@dataclass(frozen=True)
class Folders:
    """The two folders that dossiers live in."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def qa(self) -> Path:
        return self.root / "qa"

    def write(self, name: str, content: Any) -> Path:
        """Write "data/x/debate.yaml" and such: bytes and texts as they are, anything else as YAML."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, bytes | str):
            content = yaml_files.dump(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a file as someone in a text editor would."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def line(self, name: str, part: str) -> int:
        """The number of the first line of a file that holds `part`."""
        lines = (self.root / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if part in line)

    def read(self, dossier: str = SMALL) -> Dossier:
        return files.read_dossier(self.data / dossier, self.qa / dossier).dossier

    def mistakes(self, dossier: str = SMALL) -> list[str]:
        """What is wrong with a dossier, as a user reads it."""
        with pytest.raises(DossierError) as caught:
            self.read(dossier)
        return [str(mistake) for mistake in caught.value.mistakes]

    def workspace(self) -> Workspace:
        return Workspace(self.data, self.qa)

    def view(self, audience: Audience = Audience.PUBLIC, dossier: str | None = None) -> View:
        return self.workspace().view(dossier, Viewer(audience))


@pytest.fixture(autouse=True, scope="session")
def _derived_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is derived and kept goes to a folder of its own, not into the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEBATKIT_VAR", str(tmp_path_factory.mktemp("var")))
        yield


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Path, Path], str]:
    """A function that gives the address of a new database in a folder, in which two folders have been taken in.

    Copied from one that was made before, because making the tables takes longer than most tests.
    """
    made: dict[tuple[Path, Path], Path] = {}

    def at(folder: Path, data: Path, qa: Path) -> str:
        known = (data, qa) if data.is_relative_to(ROOT) else (EMPTY, EMPTY)  # a test's own folders may change
        if known not in made:
            made[known] = tmp_path_factory.mktemp("database") / "log.sqlite3"
            with Log.open(f"sqlite:///{made[known]}", ALL_KINDS) as log:
                if known != (EMPTY, EMPTY):
                    Ledger(log, *known).refresh()
        path = folder / f"{hashlib.sha256(str(data).encode()).hexdigest()[:8]}.sqlite3"
        if not path.exists():
            shutil.copy(made[known], path)
        return f"sqlite:///{path}"

    return at


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A real PostgreSQL server, started for the run; without Debian's package its tests are skipped, except in CI."""
    try:
        postgres.programs()
    except postgres.AbsentError as why:
        pytest.fail(str(why)) if os.environ.get("CI") else pytest.skip(str(why))
    with postgres.server() as running:
        yield running


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/var/log.sqlite3"
        return
    running = request.getfixturevalue("server")
    name = running.create()
    yield running.url(name)
    running.drop(name)


@pytest.fixture(scope="session")
def small() -> Folders:
    """The folders with the small dossier; not to be written in."""
    return Folders(DOSSIERS)


@pytest.fixture(scope="session")
def small_dossier(small: Folders) -> Dossier:
    """The small dossier, whole."""
    return small.read()


@pytest.fixture(scope="session")
def small_workspace(small: Folders) -> Workspace:
    return small.workspace()


@pytest.fixture(scope="session")
def public(small_workspace: Workspace) -> View:
    """The small dossier as everyone may know it."""
    return small_workspace.view(SMALL, Viewer(Audience.PUBLIC))


@pytest.fixture(scope="session")
def internal(small_workspace: Workspace) -> View:
    """The small dossier as those who prepare the debate know it."""
    return small_workspace.view(SMALL, Viewer(Audience.INTERNAL))


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Two empty folders."""
    made = Folders(tmp_path)
    made.data.mkdir()
    made.qa.mkdir()
    return made


@pytest.fixture
def copy(tmp_path: Path) -> Folders:
    """The small dossier in folders of its own, to be changed."""
    for name in ("data", "qa"):
        shutil.copytree(DOSSIERS / name, tmp_path / name)
    return Folders(tmp_path)


Make = Callable[..., Dossier]


@pytest.fixture(scope="session")
def make() -> Make:
    """A function that gives a dossier of plain parts: make(questions=[{...}])."""

    def made(**parts: Any) -> Dossier:
        debate = {"title": "Kades", "kind": "commissiedebat", "committee": "Oevers", "date": "2024-03-14"}
        return Dossier.model_validate({"id": "klein", "title": "Klein dossier", "debate": debate, **parts})

    return made


@pytest.fixture
def write(folders: Folders) -> Callable[..., Folders]:
    """A function that writes a dossier "klein" of plain parts: write(debate={...}, questions=[...])."""

    def written(**parts: Any) -> Folders:
        header = {
            "id": "klein",
            "title": "Klein dossier",
            "debate": {"title": "Kades", "kind": "commissiedebat", "committee": "Oevers", "date": "2024-03-14"},
        }
        for name, items in parts.items():
            if name in files.LISTS:
                folders.write(f"data/klein/{name}.yaml", items)
            elif name == "questions":
                folders.write("qa/klein/algemeen.yaml", items)
            else:
                header[name] = items
        folders.write("data/klein/debate.yaml", header)
        return folders

    return written


@pytest.fixture(scope="session")
def moment() -> datetime.datetime:
    """A time of printing that does not pass."""
    return MOMENT


# Words that stand in internal parts of the small dossier and nowhere else: at least one in each of them.
INTERNAL_WORDS = tuple(
    """
    kruidkoekberaad nachtelijke tafelzilverpot ramptoerist Binnenskamers olifantenpaadjes zwartepiet zoldergeheim
    struikelblok boekhouding gemopper achterdeurtjes schaduwdossier Sluipwesp griffieklerk Vertrouwelijk
    pannenkoekenhuis klatergoud rekenmeesters gloeiende spaarvarkenrekening sluiproute bodemloze fluisteraar
    nachtwaker doofpot
    """.split()
)
INTERNAL_IDS = ("standpunt-beheer", "opmerking-bru", "opmerking-procedure", "interne-vraag", "verslag")


@pytest.fixture(scope="session")
def internal_words() -> tuple[str, ...]:
    """Words of which none may reach someone who sees public lines only."""
    return INTERNAL_WORDS


@pytest.fixture(scope="session")
def internal_ids() -> tuple[str, ...]:
    """Ids of items that are not for someone who sees public lines only."""
    return INTERNAL_IDS


@pytest.fixture(scope="session")
def internal_texts(small_dossier: Dossier) -> tuple[str, ...]:
    """Every text of the small dossier that is internal, read from its parts without the gate."""
    found: list[str] = []

    def take(part: Any, audience: str, key: str = "") -> None:
        if isinstance(part, dict):
            own = part.get("audience") or ("internal" if key in ("sensitive", "avoid", "background") else audience)
            inner = part.get("line", {}).get("audience") or own if key == "follow_ups" else own
            for name, value in part.items():
                take(value, inner, name)
        elif isinstance(part, list):
            for each in part:
                take(each, audience, key)
        elif isinstance(part, str) and audience == "internal" and key not in ("id", "source", "audience", "date"):
            found.append(part)

    plain = small_dossier.model_dump(mode="json", exclude_none=True)
    for name in ("positions", "questions", "remarks", "sources"):
        for item in plain[name]:
            take(item, "internal")
    for statement in (*plain["milestones"], *(theme["holding"] for theme in plain["themes"])):
        take(statement, "internal")
    names = {"BRU", "OEV", "beheer", "kaderegister", "meten", "draft", "nota", "unknown", "declined"}
    return tuple(text for text in found if text not in names)


def _cut(part: Any, audience: str = "internal", key: str = "") -> Any:
    """Plain data without what is internal in it, by the rules that data/README.md gives: None where it is all of it."""
    if isinstance(part, list):
        return [cut for each in part if (cut := _cut(each, audience, key)) is not None]
    if not isinstance(part, dict):
        return part
    own = part.get("audience") or ("internal" if key in ("sensitive", "avoid", "background") else audience)
    if key == "follow_ups":
        own = part["line"].get("audience") or own
    statement = "text" in part and ("claim" in part or "citations" in part) and key != "recommendations"
    if own == "internal" and (statement or key == "follow_ups"):
        return None
    found = {name: _cut(value, own, name) for name, value in part.items()}
    return {name: value for name, value in found.items() if value is not None}


@pytest.fixture(scope="session")
def bare(small_dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Folders with the small dossier as it would be if nothing internal had ever been written in it."""
    plain = small_dossier.model_dump(mode="json", exclude_none=True)
    plain["debate"].pop("earlier_dates")
    for name in ("positions", "questions", "remarks", "sources"):
        shown = [item for item in plain[name] if item["audience"] == "public"]
        plain[name] = [_cut(item, "public", name) for item in shown]
    plain["milestones"], plain["themes"] = _cut(plain["milestones"]), _cut(plain["themes"])
    known = {source["id"] for source in plain["sources"]}
    return write_dossier(Dossier.model_validate(_cited(plain, known)), Folders(tmp_path_factory.mktemp("bare")))


def _cited(part: Any, known: set[str]) -> Any:
    """Plain data with citations of these sources alone."""
    if isinstance(part, list):
        return [_cited(each, known) for each in part if not _of_another(each, known)]
    return {name: _cited(value, known) for name, value in part.items()} if isinstance(part, dict) else part


def _of_another(part: Any, known: set[str]) -> bool:
    return isinstance(part, dict) and part.get("source") not in {None, *known}


def write_dossier(dossier: Dossier, folders: Folders) -> Folders:
    """Folders with a dossier."""
    for name, content in files.written(dossier).items():
        folders.write(name, content)
    return folders


def as_words(text: str) -> str:
    """The words of a text on one line, in lower case, as they are when no line ends or hyphenation is between them."""
    joined = text.replace("\u00ad\n", "").replace("\u00ad", "").replace("\u200b", "").replace("-\n", "")
    return " ".join(re.findall(r"\w+", joined.casefold()))


@pytest.fixture(scope="session")
def leaks(
    internal_texts: tuple[str, ...], internal_words: tuple[str, ...], small_dossier: Dossier
) -> Callable[[str], list[str]]:
    """A function that gives what in a text is internal: words, and any six words in a row."""
    shingles = {
        " ".join(words[start : start + 6])
        for text in internal_texts
        for words in [as_words(text).split()]
        for start in range(len(words) - 5)
    }

    def found(text: str) -> list[str]:
        plain = as_words(text)
        whole = f" {plain} "
        squeezed = plain.replace(" ", "")
        return [word for word in internal_words if word.casefold() in squeezed] + [
            shingle for shingle in shingles if f" {shingle} " in whole
        ]

    return found


# What someone does who opens a file, changes words in it and saves it, as LibreOffice's own commands.
OFFICE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit(source As String, target As String, before As String, after As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  file = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  change = file.createReplaceDescriptor()
  change.SearchString = before : change.ReplaceString = after
  file.replaceAll(change)
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
  file.storeToURL(target, kind())
  file.close(True)
End Sub
</script:module>"""


@pytest.fixture
def office(tmp_path: Path) -> Callable[..., None]:
    """A function that runs LibreOffice with a profile of its own, in which `OFFICE` is."""
    if not shutil.which("soffice"):
        message = "LibreOffice (soffice) is niet geïnstalleerd; dit test of Word-bestanden er blijven wat zij zijn"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)

    def run(*arguments: str) -> None:
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profiel", "--headless", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=120)

    run("--terminate_after_init")  # makes a profile, with an empty module
    (tmp_path / "profiel" / "user" / "basic" / "Standard" / "Module1.xba").write_text(OFFICE, encoding="utf-8")
    return run
