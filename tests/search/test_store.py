"""Store: an index on disk that is never wrong, whoever writes and whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from debatkit.errors import SearchError
from debatkit.search.analysis import stems
from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Index

DAMAGE = ["meta.json", "*.store", "*.term", "*.idx"]


def entry(number, text="de kade", name=None):
    return Entry(Kind.QUESTION, name or f"v{number}", 1, f"Vraag {number}", {"subject": (text,)}, (1,), order=number)


def found(index, query="kade"):
    return {hit.entry.id for hit in index.search(query, limit=1000)}


def test_a_second_index_on_a_folder_finds_what_the_first_wrote(tmp_path):
    """What was made once is there at the next start, and needs no making."""
    Index(tmp_path).sync([entry(1), entry(2)], "a")
    later = Index(tmp_path)

    assert later.holds("a")
    assert found(later) == {"v1", "v2"}


def test_the_same_content_is_not_looked_at_again(tmp_path):
    """A sync under a name that is held does not even read the entries."""
    index = Index(tmp_path)
    index.sync([entry(1)], "a")

    index.sync(iter([pytest.fail]), "a")

    assert found(index) == {"v1"}


def test_a_change_is_followed_without_making_all_anew(tmp_path):
    """Changed, new and withdrawn entries are taken up; the others are not written."""
    index = Index(tmp_path)
    index.sync([entry(1), entry(2), entry(3)], "a")
    kept = set(tmp_path.glob("*.store"))

    index.sync([entry(1), entry(2, "de sluis"), entry(4)], "b")

    assert found(index) == {"v1", "v4"}
    assert found(index, "sluis") == {"v2"}
    assert kept & set(tmp_path.glob("*.store"))


def test_one_entry_is_put_and_another_taken_out(tmp_path):
    """Without looking at the rest; only on the state that it was meant for."""
    index = Index(tmp_path)
    index.sync([entry(1), entry(2)], "a")

    assert index.put([entry(2, "de sluis")], [entry(1).key], "a", "b")
    assert found(index) == set()
    assert found(index, "sluis") == {"v2"}
    assert not index.put([entry(3)], [], "a", "c")
    assert found(index) == set()


def test_what_one_process_writes_another_finds(tmp_path):
    """Two indexes on one folder, as two app processes have."""
    one, other = Index(tmp_path), Index(tmp_path)
    one.sync([entry(1)], "a")

    assert found(other) == {"v1"}

    other.put([entry(2)], [], "a", "b")

    assert found(one) == {"v1", "v2"}


def test_many_that_write_at_once_wait_for_each_other(tmp_path):
    """Each finds the work done, or does it; the index is right."""
    content = [entry(number) for number in range(200)]
    threads = [threading.Thread(target=lambda: Index(tmp_path).sync(content, "a")) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found(Index(tmp_path))) == 200


@pytest.mark.parametrize("pattern", DAMAGE)
def test_a_damaged_folder_is_made_anew(tmp_path, pattern):
    """A file that was cut off, or written over, costs the time of making it and nothing else."""
    Index(tmp_path).sync([entry(1)], "a")
    for path in tmp_path.glob(pattern):
        path.write_bytes(b"kapot")
    index = Index(tmp_path)
    index.sync([entry(1), entry(2)], "b")

    assert found(index) == {"v1", "v2"}


def test_other_synonyms_make_another_index(tmp_path):
    """A list that was changed counts at once, also for entries that did not change."""
    Index(tmp_path).sync([entry(1)], "a")
    index = Index(tmp_path, [("kade", "wal")])

    assert not index.holds("a")

    index.sync([entry(1)], "a")

    assert found(index, "wal") == {"v1"}


def test_an_entry_that_is_read_knows_the_stems_of_its_texts(tmp_path):
    """As they would be found in the texts themselves, whatever these are: to find them again takes longer."""
    texts = {"subject": ("Kades", ""), "keywords": ("¶ wal",), "said": ("De walkant, de kade.", "... \u00a0 ...")}
    index = Index(tmp_path, [("kade", "wal")])
    index.sync([Entry(Kind.QUESTION, "v1", 1, "Kades", texts, (1,))], "a")

    (hit,) = index.search("kade")

    assert hit.entry.stems == {text: stems(text) for text in hit.entry}


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """A file in its place, for instance."""
    (tmp_path / "var").write_text("geen map")

    with pytest.raises(SearchError, match="beschrijfbaar"):
        Index(tmp_path / "var" / "zoeken")


def test_progress_is_told_while_entries_are_taken_up(tmp_path):
    """So that a page can show a bar."""
    told = []
    Index(tmp_path).sync((entry(number) for number in range(1200)), "a", told.append)

    assert told == [500, 1000]


WRITER = """
    import sys
    from pathlib import Path
    from debatkit.search import store
    from debatkit.search.entries import Entry, Kind
    from debatkit.search.index import Index

    store.BATCH = 50
    index, round = Index(Path(sys.argv[1])), 0
    while True:
        round += 1
        made = (
            Entry(Kind.QUESTION, f"v{n}", 1, f"Vraag {n}", {"subject": (f"kade ronde{round}",)}, (1,))
            for n in range(300)
        )
        index.sync(made, str(round))
        print(round, flush=True)
"""


def test_a_kill_at_any_moment_leaves_an_index_that_is_right(tmp_path):
    """Five times, at moments spread over the writing: it opens, holds whole entries, and is brought up to date."""
    for attempt in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline()
        time.sleep(attempt * 0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()

        index = Index(tmp_path)
        assert len(found(index)) == 300
        index.sync([entry(number, "de sluis") for number in range(300)], "na")
        assert len(found(index, "sluis")) == 300
        assert found(index) == set()


def test_a_kill_between_two_batches_leaves_no_name(tmp_path, monkeypatch):
    """What is half of one content and half of another is called neither, and the next sync finishes it."""
    monkeypatch.setattr("debatkit.search.store.BATCH", 2)
    Index(tmp_path).sync([entry(number) for number in range(6)], "a")
    changed = [entry(number, "de sluis") for number in range(6)]

    def killed():
        yield from changed[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Index(tmp_path).sync(killed(), "b")
    later = Index(tmp_path)

    assert not later.holds("a")
    assert not later.holds("b")

    later.sync(changed, "b")

    assert found(later) == set()
    assert len(found(later, "sluis")) == 6


FULL = """
    import resource, signal, sys
    from pathlib import Path
    from debatkit.errors import SearchError
    from debatkit.search.entries import Entry, Kind
    from debatkit.search.index import Index

    index = Index(Path(sys.argv[1]))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    texts = ({"subject": (" ".join(f"woord{number}{each}" for each in range(50)),)} for number in range(500))
    try:
        index.sync([Entry(Kind.QUESTION, f"v{n}", 1, "?", each, (1,)) for n, each in enumerate(texts)], "a")
    except SearchError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on files is set as on Linux")
def test_a_full_disk_is_told_in_a_sentence(tmp_path):
    """As whatever else the folder cannot take."""
    command = [sys.executable, "-c", textwrap.dedent(FULL), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert "de schijf niet vol is" in done.stdout, done.stderr


def test_a_folder_that_is_thrown_away_is_made_anew(tmp_path):
    """Under a running process too: it searches on in what it read, and the next sync writes all of it."""
    folder = tmp_path / "index"
    index = Index(folder)
    index.sync([entry(1), entry(2)], "a")
    found(index)
    shutil.rmtree(folder)

    assert found(index) == {"v1", "v2"}
    assert not index.holds("a")

    index.sync([entry(1), entry(2)], "a")

    assert index.holds("a")
    assert found(index) == found(Index(folder)) == {"v1", "v2"}
