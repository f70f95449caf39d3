"""
Search engines: ours and its peers, behind one face, on the same texts.

In go entries, then queries; out come what was found, best first. Ours is used as the app uses it. A peer is used as its
own manual has it and gets an entry as one document, all its texts joined; a query goes to it as its words, any of which
may match, quoted so that nothing is syntax. The rule that must hold: each peer does its best, so nothing in here may
make one slower or worse than someone who only has that peer would.

    ours              debatkit.search: title and the sentence that answers, both marked, and whether it answers
    fts5-unicode61    SQLite FTS5, accents folded; bm25(), snippet()
    fts5-trigram      SQLite FTS5 on pieces of three letters; it cannot look for words of less
    rank_bm25         BM25Okapi on lower-cased words; in memory only, and a change makes it anew; no snippets
    postgres          PostgreSQL full text, its Dutch configuration, a GIN index; ts_rank, ts_headline
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.search_texts import text_of
from debatkit.search.entries import Entry
from debatkit.search.index import Index, Match

WORD = re.compile(r"\w+")
CACHE = 64  # MB that a database may keep in its own memory, on top of what the system keeps of its files
MEGABYTE = 1_000_000
GROUPS = "groups.json"  # beside the engines' folders: lists of words that mean the same
Told = Callable[[int], None]


@dataclass(frozen=True)
class Found:
    """One result. `answers` says whether the engine holds that it answers; None when it does not tell."""

    key: str
    number: int | None
    snippet: str
    answers: bool | None = None


class Engine:
    """A search engine whose files are in `folder`. Open it, or build it, before use; close it after."""

    name: ClassVar[str]
    on_disk: ClassVar[bool] = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def missing(cls) -> str | None:
        """Why this engine cannot run here; None when it can."""
        return None

    def prepare(self) -> None:
        """Start what must run before anything is built or opened."""

    def open(self) -> None:
        """Take up what was built before, by this process or another."""

    def build(self, entries: Iterable[Entry], told: Told) -> None:
        """Make the index, also on disk where the engine can; `told` hears how many entries are done."""
        raise NotImplementedError

    def search(self, text: str, limit: int) -> list[Found]:
        """The best results, with snippets where the engine makes them."""
        raise NotImplementedError

    def put(self, entry: Entry) -> None:
        """Replace the entry with this key."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back what was taken."""

    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def peak(self) -> float | None:
        """The most memory that it has had, in MB; None when that is not known."""
        return _memory("/proc/self/status", "VmHWM")

    def resident(self) -> float:
        """The memory that it has, in MB."""
        return _memory("/proc/self/status", "VmRSS")


def _memory(path: str, name: str) -> float:
    lines = Path(path).read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) * 1024 / MEGABYTE


class Ours(Engine):
    """The index of this project, with the synonyms of the shipped dossier."""

    name = "ours"

    def prepare(self) -> None:
        """Read the synonyms; in the application they come with the dossier."""
        self._groups = json.loads((self.folder.parent / GROUPS).read_text())

    def open(self) -> None:
        """Open the index on disk."""
        self._index = Index(self.folder / "index", self._groups)
        self._content = 0

    def build(self, entries: Iterable[Entry], told: Told) -> None:
        """Bring an empty index up to date."""
        self.open()
        self._index.sync(entries, str(self._content), told)

    def search(self, text: str, limit: int) -> list[Found]:
        """Results as a page shows them."""
        return [
            Found(hit.entry.key, hit.entry.number, hit.title.text + hit.snippet.text, hit.match is Match.ANSWERS)
            for hit in self._index.search(text, limit)
        ]

    def put(self, entry: Entry) -> None:
        """Write one entry, and the new name of the content."""
        if not self._index.put([entry], [], str(self._content), str(self._content + 1)):
            raise AssertionError(f"the index does not hold the content '{self._content}'")
        self._content += 1


class Fts5(Engine):
    """SQLite's full-text search, merged into one segment after the build and with a large cache."""

    tokenizer: ClassVar[str]
    shortest: ClassVar[int] = 1
    snippet: ClassVar[int] = 32  # tokens
    _database: Any = None

    def open(self) -> None:
        """Open the database."""
        self._database = sqlite3.connect(self.folder / "fts5.db", isolation_level=None)
        self._database.execute("pragma journal_mode = wal")
        self._database.execute("pragma synchronous = normal")
        self._database.execute(f"pragma cache_size = -{CACHE * 1024}")

    def build(self, entries: Iterable[Entry], told: Told) -> None:
        """Fill the table in one transaction."""
        self.open()
        run = self._database.execute
        columns = f"body, key unindexed, number unindexed, tokenize='{self.tokenizer}'"
        run(f"create virtual table found using fts5({columns})")
        run("create table place (key text primary key, id integer) without rowid")  # FTS5 has no index on a key
        run("begin")
        for number, entry in enumerate(entries, 1):
            row = (number, text_of(entry), entry.key, entry.number)
            run("insert into found (rowid, body, key, number) values (?, ?, ?, ?)", row)
            run("insert into place values (?, ?)", (entry.key, number))
            if number % 500 == 0:
                told(number)
        run("commit")
        run("insert into found (found) values ('optimize')")
        run("pragma wal_checkpoint(truncate)")

    def search(self, text: str, limit: int) -> list[Found]:
        """Any of the words, by bm25()."""
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(WORD.findall(text)) if len(word) >= self.shortest)
        if not asked:
            return []
        rows = self._database.execute(
            f"select key, number, snippet(found, 0, '<b>', '</b>', '…', {self.snippet}) from found where found match ? "
            "order by rank limit ?",
            (asked, limit),
        )
        return [Found(*row) for row in rows]

    def put(self, entry: Entry) -> None:
        """Update one row."""
        self._database.execute(
            "update found set body = ?, number = ? where rowid = (select id from place where key = ?)",
            (text_of(entry), entry.number, entry.key),
        )

    def close(self) -> None:
        """Close the database."""
        if self._database:
            self._database.close()


class Fts5Words(Fts5):
    """FTS5 on words, accents folded."""

    name = "fts5-unicode61"
    tokenizer = "unicode61 remove_diacritics 2"


class Fts5Trigrams(Fts5):
    """FTS5 on pieces of three letters."""

    name = "fts5-trigram"
    tokenizer = "trigram"
    shortest = 3
    snippet = 64  # as long as FTS5 makes them: 66 letters


class RankBm25(Engine):
    """The package rank_bm25."""

    name = "rank_bm25"
    on_disk = False

    @classmethod
    def missing(cls) -> str | None:
        """Why it cannot run here."""
        return None if importlib.util.find_spec("rank_bm25") else "not installed"

    def build(self, entries: Iterable[Entry], told: Told) -> None:
        """Take apart all texts and count."""
        self._keys: dict[str, int] = {}
        self._numbers: list[int | None] = []
        self._words: list[list[str]] = []
        for number, entry in enumerate(entries, 1):
            self._keys[entry.key] = len(self._words)
            self._numbers.append(entry.number)
            self._words.append(WORD.findall(text_of(entry).lower()))
            if number % 500 == 0:
                told(number)
        self._count()

    def _count(self) -> None:
        from rank_bm25 import BM25Okapi

        self._ranked: Any = BM25Okapi(self._words)
        self._names = list(self._keys)

    def search(self, text: str, limit: int) -> list[Found]:
        """The documents with the highest scores above nothing."""
        scores = self._ranked.get_scores(WORD.findall(text.lower()))
        best = (-scores).argsort(kind="stable")[:limit]
        return [Found(self._names[place], self._numbers[place], "") for place in best if scores[place] != 0]

    def put(self, entry: Entry) -> None:
        """Change one document; all is counted again."""
        self._words[self._keys[entry.key]] = WORD.findall(text_of(entry).lower())
        self._count()


class Postgres(Engine):
    """A PostgreSQL server of its own, on a socket in the folder; with its defaults, but for memory, and without JIT."""

    name = "postgres"
    rank: ClassVar[str] = "ts_rank"  # better on the cases than ts_rank_cd, and than either divided by the length
    account: ClassVar[str] = "postgres"  # the server refuses to run as root

    _home: Path | None = None

    @classmethod
    def missing(cls) -> str | None:
        """Why it cannot run here."""
        if not cls._programs():
            return "no PostgreSQL server here (Debian: postgresql)"
        return None if importlib.util.find_spec("psycopg") else "psycopg is not installed"

    @staticmethod
    def _programs() -> Path | None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        there = shutil.which("initdb")
        return found[-1].parent if found else Path(there).parent if there else None

    def _run(self, program: str, *arguments: str) -> None:
        programs = self._programs()
        assert programs
        as_who = self.account if os.geteuid() == 0 else None
        command = [str(programs / program), "-D", str(self._home), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", user=as_who, group=as_who)

    def prepare(self) -> None:
        """Make a server if there is none yet, and start it."""
        known = self.folder / "home"
        if not known.exists():
            # A short path of its own: a socket's name has at most 107 characters. Its owner is another account.
            known.write_text(tempfile.mkdtemp(prefix="debatkit-"))
        self._home = Path(known.read_text())
        if not any(self._home.iterdir()):
            if os.geteuid() == 0:
                shutil.chown(self._home, self.account, self.account)
            self._run("initdb", "-U", self.account, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": str(self._home),
            "shared_buffers": f"{4 * CACHE}MB",
            "work_mem": f"{CACHE}MB",
            "maintenance_work_mem": f"{4 * CACHE}MB",
            "max_wal_size": "4GB",
            "jit": "off",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run("pg_ctl", "start", "-w", "-l", str(self._home / "log"), "-o", options)

    def open(self) -> None:
        """Connect."""
        import psycopg

        self._connection: Any = psycopg.connect(
            host=str(self._home), user=self.account, dbname="postgres", autocommit=True
        )

    def build(self, entries: Iterable[Entry], told: Told) -> None:
        """Copy the texts in, then make the index."""
        self.open()
        run = self._connection.execute
        run(
            "create table found (key text primary key, number integer, body text, "
            "terms tsvector generated always as (to_tsvector('dutch', body)) stored)"
        )
        with self._connection.cursor().copy("copy found (key, number, body) from stdin") as copy:
            for number, entry in enumerate(entries, 1):
                copy.write_row((entry.key, entry.number, text_of(entry)))
                if number % 500 == 0:
                    told(number)
        run("create index on found using gin (terms)")
        run("vacuum analyze found")

    def search(self, text: str, limit: int) -> list[Found]:
        """Any of the words, by how often they stand in a text."""
        rows = self._connection.execute(
            "with asked as (select string_agg(quote_literal(lexeme), ' | ')::tsquery as query "
            "from unnest(to_tsvector('dutch', %s))), "
            f"best as (select key, number, body, query, {self.rank}(terms, query) as score from found, asked "
            "where terms @@ query order by score desc, key limit %s) "
            "select key, number, ts_headline('dutch', body, query) from best order by score desc, key",
            (text.replace("\0", " "), limit),
        )
        return [Found(*row) for row in rows]

    def put(self, entry: Entry) -> None:
        """Update one row."""
        self._connection.execute(
            "update found set body = %s, number = %s where key = %s", (text_of(entry), entry.number, entry.key)
        )

    def close(self) -> None:
        """Stop the server; its files stay."""
        if self._home and (self._home / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-m", "fast")

    def size(self) -> int:
        """The table with its texts and indexes."""
        return int(self._connection.execute("select pg_total_relation_size('found')").fetchone()[0])

    def peak(self) -> float | None:
        """Not known: the memory of its processes overlaps."""
        return None

    def resident(self) -> float:
        """The server and its helpers; each page that they share is counted once."""
        assert self._home
        server = (self._home / "postmaster.pid").read_text().split("\n", 1)[0]
        helpers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        return sum(_memory(f"/proc/{process}/smaps_rollup", "Pss") for process in (server, *helpers))


ENGINES: dict[str, type[Engine]] = {
    engine.name: engine for engine in (Ours, Fts5Words, Fts5Trigrams, RankBm25, Postgres)
}


@contextlib.contextmanager
def engine_in(name: str, folder: Path) -> Iterator[Engine]:
    """The engine of that name, closed afterwards, also when someone wants to stop."""

    def stop(*_: object) -> None:
        raise SystemExit(1)

    signal.signal(signal.SIGTERM, stop)
    folder.mkdir(parents=True, exist_ok=True)
    engine = ENGINES[name](folder)
    try:
        engine.prepare()
        yield engine
    finally:
        engine.close()


def clear(folder: Path) -> None:
    """Take away the engines' files below a folder."""
    for home in folder.rglob("home"):
        shutil.rmtree(home.read_text(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
