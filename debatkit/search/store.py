"""
Store: the index on disk, or in memory.

In go entries, out come snapshots to search in. The rule that must hold: whatever happens while writing, what is read
is a state that was committed whole. A commit replaces the list of files at once, so a process that is killed leaves the
last commit; the next `sync` writes what is still missing. One process writes at a time, under tantivy's lock, which the
system takes back when its owner dies; the others wait, and find the work done. The folder may be thrown away.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

import tantivy

from debatkit.errors import SearchError
from debatkit.search import analysis
from debatkit.search.concepts import Concepts
from debatkit.search.entries import FIELDS, Entry, Kind
from debatkit.search.vocabulary import Vocabulary

VERSION = f"4.{analysis.VERSION}"  # raise the first figure when other fields are written
BATCH = 50_000  # entries a commit: what a kill can cost
HEAP = 150_000_000  # bytes; the writer's buffer: a batch is one file, as each file is searched by itself
LONGEST_WAIT = 600.0  # seconds that another process may write before we say so
BREAK = "¶"  # between two texts, so that no phrase runs from one into the other
KINDS = tuple(Kind)
NO_NUMBER = -1
LIST = "meta.json"  # tantivy's list of files
REMEMBERED = 1_000  # entries that were read; some tens of megabytes
MOST_CALLED = 20  # entries of one name
EVERY = "1"  # what every entry holds, so that the files' own count of entries is known
Progress = Callable[[int], None]


@dataclass
class _Stored:
    """What stands at an address: by its terms many are judged, of which few are shown."""

    data: bytes
    written: str  # the stems of each of its texts, then the concepts that these name

    @cached_property
    def terms(self) -> list[str]:
        """What it is found by."""
        return self.written.split(" ")

    @cached_property
    def entry(self) -> Entry:
        """The entry itself."""
        entry = Entry.from_data(self.data)
        several = [stems.split() for stems in self.written.split(BREAK)]
        entry.stems.update(zip(entry, several, strict=False))  # the last ones are the concepts
        return entry


@dataclass(frozen=True)
class Snapshot:
    """One state of the index: nothing in it changes while it is searched."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    vocabulary: Vocabulary
    content: str | None
    count: int
    words: Mapping[str, int]  # every word, and in how many entries it stands
    clean: bool  # whether the files hold nothing that was taken out
    _read: dict[tuple[int, int], _Stored] = field(default_factory=dict, repr=False)
    _fields: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)  # of terms that were asked
    _frequencies: dict[str, int] = field(default_factory=dict, repr=False)  # likewise

    def fields(self, term: str) -> tuple[str, ...]:
        """The fields that hold `term` in any entry; also one that was taken out, until the files are merged."""
        known = self._fields.get(term)
        if known is None:
            known = self._fields[term] = tuple(name for name in FIELDS if self.searcher.doc_freq(name, term))
        return known

    def frequency(self, term: str) -> int:
        """In how many entries `term` stands in the same field, of all fields the most.

        The files count what was taken out until they are merged; as long as they do, the entries are counted.
        """
        known = self._frequencies.get(term)
        if known is None:
            known = self._frequencies[term] = max((self._count(name, term) for name in self.fields(term)), default=0)
        return known

    def _count(self, name: str, term: str) -> int:
        if self.clean:
            return self.searcher.doc_freq(name, term)
        asked = tantivy.Query.term_query(self.schema, name, term, index_option="basic")
        return int(self.searcher.search(asked, limit=1).count)  # type: ignore[attr-defined]  # not in its stubs

    def entry(self, address: tantivy.DocAddress) -> Entry:
        """The entry at `address`."""
        return self._stored(address).entry

    def terms(self, address: tantivy.DocAddress) -> list[str]:
        """What the entry at `address` is found by."""
        return self._stored(address).terms

    def called(self, name: str) -> list[tantivy.DocAddress]:
        """Where the entries are that are called so, in the order of the dossier; nearly always one."""
        found = self.searcher.search(
            tantivy.Query.term_query(self.schema, "name", name), limit=MOST_CALLED, count=False
        )
        addresses = [address for _, address in found.hits]
        places = map(int, self.searcher.fast_field_values("place", addresses))  # type: ignore[arg-type]  # all have one
        return [address for _, address in sorted(zip(places, addresses, strict=True), key=itemgetter(0))]

    def _stored(self, address: tantivy.DocAddress) -> _Stored:
        """What stands at `address`; remembered, as while somebody types the same entries are found again."""
        place = (address.segment_ord, address.doc)
        if (known := self._read.get(place)) is None:
            found: Any = self.searcher.doc(address)
            known = _Stored(found["entry"][0], found["terms"][0].decode("utf-8", "surrogatepass"))
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[place] = known
        return known


class Store:
    """An index of entries, in `folder` or, without one, in memory.

    Raises:
        SearchError: the folder cannot be written.
    """

    def __init__(self, folder: Path | None, concepts: Concepts) -> None:
        self._folder = folder
        self._concepts = concepts
        self._lock = threading.RLock()
        self._schema = _schema()
        self._vocabulary = Vocabulary()
        self._stamp: tuple[int, int] | None = None  # of tantivy's list of files, when last read
        self._written = False  # in memory: since last read
        self._index, self._snapshot = self._opened()

    def snapshot(self) -> Snapshot:
        """The last state that was committed, by this process or another."""
        with self._lock:
            if self._changed():
                self._snapshot = self._taken(self._index)
            return self._snapshot

    def holds(self, content: str) -> bool:
        """Whether the index is exactly the content of this name."""
        there = self._folder is None or (self._folder / LIST).exists()
        return there and self.snapshot().content == self._name(content)

    def sync(self, entries: Iterable[Entry], content: str, progress: Progress | None = None) -> None:
        """Make the index hold exactly `entries`, under the name `content`; what it holds already is left alone.

        `progress` is told how many entries have been looked at. Waits while another process writes.

        Raises:
            SearchError: another process has been writing for too long, or the folder cannot be written.
        """
        if self.holds(content):
            return
        with self._writing() as writer:
            if self.holds(content):  # made by another process while we waited
                return
            held = self._held()
            for number, entry in enumerate(entries, 1):
                known = held.pop(entry.key, None)
                if known != self._digest(entry):
                    self._write(writer, entry, known is not None)
                if number % BATCH == 0:
                    writer.delete_documents_by_term("key", "")  # what is there from now on is no content of any name
                    writer.commit()
                if progress and number % 500 == 0:
                    progress(number)
            for key in held:
                writer.delete_documents_by_term("key", key)
            self._commit(writer, content)

    def put(self, changed: Sequence[Entry], removed: Sequence[str], base: str, content: str) -> bool:
        """Bring the index from the content `base` to `content`: replace a few entries, take out those with these keys.

        False when the index does not hold `base`; then a `sync` is needed.
        """
        with self._writing() as writer:
            if not self.holds(base):
                return False
            for entry in changed:
                self._write(writer, entry, True)
            for key in removed:
                writer.delete_documents_by_term("key", key)
            self._commit(writer, content)
            return True

    @contextlib.contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        waited = time.monotonic() + LONGEST_WAIT
        while True:
            with self._lock:
                if self._folder and not (self._folder / LIST).exists():
                    self._index, self._snapshot = self._opened()
                try:
                    writer = self._index.writer(HEAP, 1)
                    break
                except ValueError as error:
                    if "LockBusy" not in str(error):
                        raise SearchError(self._unwritable()) from error
                    if time.monotonic() > waited:
                        message = "Een ander programma is al lang bezig met de zoekindex. Sluit dat programma af."
                        raise SearchError(message) from error
            time.sleep(0.05)
        try:
            with contextlib.ExitStack() as stack:
                # What was not committed is dropped with the writer; merges that run are finished first.
                stack.callback(writer.wait_merging_threads)
                yield writer
        except (OSError, ValueError) as error:  # a full disk is a ValueError to tantivy
            raise SearchError(self._unwritable()) from error

    def _write(self, writer: tantivy.IndexWriter, entry: Entry, replace: bool) -> None:
        if replace:
            writer.delete_documents_by_term("key", entry.key)
        writer.add_document(self._document(entry))

    def _commit(self, writer: tantivy.IndexWriter, content: str) -> None:
        writer.delete_documents_by_term("key", "")
        writer.add_document(tantivy.Document(key="", content=self._name(content)))
        writer.commit()
        self._written = True

    def _document(self, entry: Entry) -> tantivy.Document:
        words = {name: [analysis.words(text) for text in texts] for name, texts in entry.texts.items()}
        stems = {name: [analysis.stems_of(several) for several in texts] for name, texts in words.items()}
        concepts = {name: self._concepts_in(texts) for name, texts in stems.items()}
        written = [" ".join(several) for texts in stems.values() for several in texts]
        written.append(" ".join({concept for found in concepts.values() for concept in found}))
        return tantivy.Document(
            terms=f" {BREAK} ".join(written).encode("utf-8", "surrogatepass"),
            key=entry.key,
            state=f"{entry.key}\x1f{self._digest(entry)}",
            entry=entry.data,
            kind=KINDS.index(entry.kind),
            number=NO_NUMBER if entry.number is None else entry.number,
            several=int(len(entry.cards) > 1 and entry.kind is Kind.QUESTION),
            place=entry.place,
            name=list(entry.names),
            lot=entry.lot,
            every=EVERY,
            words=f" {BREAK} ".join([" ".join(several) for texts in words.values() for several in texts]),
            # Each once: how often something is said does not count.
            **{name: " ".join({*concepts[name], *chain.from_iterable(texts)}) for name, texts in stems.items()},
        )

    def _concepts_in(self, texts: Iterable[list[str]]) -> set[str]:
        """What texts of these stems name."""
        return {concept for stems in texts for named in self._concepts.named(stems) for concept in named.concepts}

    def _digest(self, entry: Entry) -> str:
        return self._name(entry.digest)

    def _name(self, content: str) -> str:
        """Other rules, or other synonyms, make another index of the same content."""
        return f"{VERSION}.{self._concepts.digest}.{content}"

    def _held(self) -> dict[str, str]:
        """What the index holds: the digest of each entry, by key."""
        states = self.snapshot().searcher.terms_with_prefix("state", "", tantivy.Query.all_query())
        return dict(state.rsplit("\x1f", 1) for state, _ in states)

    def _opened(self) -> tuple[tantivy.Index, Snapshot]:
        if self._folder is None:
            index = tantivy.Index(self._schema)
            return index, self._taken(index)
        try:
            return self._opened_in(self._folder)
        except BaseException as error:
            # Damaged, or of another schema: it holds nothing that cannot be made again. Damage is a panic to tantivy,
            # which is no Exception and has no name to catch it by.
            if not isinstance(error, OSError | ValueError) and type(error).__name__ != "PanicException":
                raise
        shutil.rmtree(self._folder, ignore_errors=True)
        try:
            return self._opened_in(self._folder)
        except (OSError, ValueError) as error:
            raise SearchError(self._unwritable()) from error

    def _opened_in(self, folder: Path) -> tuple[tantivy.Index, Snapshot]:
        folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(self._schema, path=str(folder))
        index.config_reader("manual")
        return index, self._taken(index)

    def _unwritable(self) -> str:
        return (
            f"De zoekindex kan niet worden geschreven in '{self._folder}'. Controleer of deze map beschrijfbaar is, "
            "en of de schijf niet vol is."
        )

    def _changed(self) -> bool:
        if self._folder is None:
            changed, self._written = self._written, False
            return changed
        try:
            status = (self._folder / LIST).stat()
        except OSError:  # thrown away: what was read stays readable, and who writes makes it anew
            return False
        stamp = (status.st_mtime_ns, status.st_ino)
        changed = stamp != self._stamp
        self._stamp = stamp
        return changed

    def _taken(self, index: tantivy.Index) -> Snapshot:
        index.reload()
        searcher = index.searcher()
        everything = tantivy.Query.all_query()
        counts = dict(searcher.terms_with_prefix("words", "", everything))
        counts.pop(BREAK, None)
        self._vocabulary.hold(counts)
        found = searcher.search(tantivy.Query.term_query(self._schema, "key", ""), 1, count=False).hits
        content = searcher.doc(found[0][1]).get_first("content") if found else None
        count = searcher.num_docs - len(found)
        clean = searcher.doc_freq("every", EVERY) == count
        return Snapshot(searcher, self._schema, self._vocabulary, content, count, counts, clean)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("state", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("content", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("entry", stored=True)
    builder.add_bytes_field("terms", stored=True)
    for name in ("kind", "number", "several", "place"):
        builder.add_integer_field(name, fast=True)
    builder.add_text_field("name", tokenizer_name="raw", index_option="basic")
    builder.add_float_field("lot", fast=True)
    builder.add_text_field("every", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    return builder.build()
