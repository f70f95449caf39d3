"""
Exchange: a dossier as a folder or zip file of its YAML, out and in.

Out comes exactly what `files.written` makes; in go the same files, from anywhere, so they are hostile until read. What
comes in is compared with the dossier as it is: the differences are proposed, and nothing else is touched. The one rule
that must hold: what was exported and imported changes nothing.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from debatkit import files
from debatkit.editing import items
from debatkit.editing.desk import Desk
from debatkit.errors import DossierError, Mistake
from debatkit.files import LoadedDossier
from debatkit.model import Dossier, Model
from debatkit.revisions.kinds import body_text
from debatkit.revisions.records import Change, Revision

ORIGIN = "import"
MOST_FILES = 500
MOST_BYTES = 50_000_000  # unpacked; a dossier of thousands of questions is a tenth of it
ENDINGS = (".yaml", ".md")


@dataclass(frozen=True)
class Proposal:
    """A change that an import proposes: the item as it is (None: new) and as it would be (None: withdrawn)."""

    kind: str
    id: str
    before: Model | None
    after: Model | None
    change: Change


def zipped(dossier: Dossier) -> bytes:
    """Return the dossier's files as a zip; the same dossier gives the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.written(dossier).items()):
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def read(path: Path, dossier: str) -> LoadedDossier:
    """Read a dossier from a folder with data/ and qa/ in it, or from such a folder as zip.

    Raises:
        DossierError: with all mistakes in its files, or with what is wrong with the zip.
    """
    if path.is_dir():
        return files.read_dossier(path / "data" / dossier, path / "qa" / dossier)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, root, dossier)
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
            message = "dit is geen map en geen zipbestand dat kan worden gelezen"
            raise DossierError(dossier, (Mistake(path.name, None, message),)) from error
        return files.read_dossier(root / "data" / dossier, root / "qa" / dossier)


def _unpack(archive: zipfile.ZipFile, root: Path, dossier: str) -> None:
    """Unpack what can belong to a dossier, and refuse what is too much or leads elsewhere."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise DossierError(dossier, (Mistake("zip", None, f"er zitten meer dan {MOST_FILES} bestanden in"),))
    left = MOST_BYTES
    for entry in entries:
        place = PurePosixPath(entry.filename)
        inside = place.parts[:1] in (("data",), ("qa",)) and ".." not in place.parts and not place.is_absolute()
        if not inside or place.suffix not in ENDINGS or "\\" in entry.filename:
            raise DossierError(dossier, (Mistake(entry.filename[:200], None, "dit hoort niet bij een dossier"),))
        with archive.open(entry) as packed:
            content = packed.read(left + 1)  # what the entry says of its size is not believed
        left -= len(content)
        if left < 0:
            message = f"uitgepakt is dit meer dan {MOST_BYTES // 1_000_000} MB"
            raise DossierError(dossier, (Mistake("zip", None, message),))
        target = root.joinpath(*place.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def proposals(desk: Desk, incoming: Dossier) -> tuple[Proposal, ...]:
    """Return what would have to change for the desk's dossier to be `incoming`."""
    wanted = items.taken_apart(incoming)
    there = {name: revision for name, revision in desk.state.latest.items() if name[0] in items.IN_FILES}
    found = []
    for name in dict.fromkeys([*wanted, *there]):
        after = wanted.get(name)
        revision = there.get(name)
        if (body_text(after) if after else None) == (revision.text if revision else None):
            continue
        number = revision.number if revision else desk.last_number(*name)
        found.append(Proposal(*name, revision.body if revision else None, after, desk.change(*name, after, number)))
    return tuple(found)


def apply(desk: Desk, wanted: Iterable[Proposal]) -> tuple[Revision, ...]:
    """Append all proposals or none.

    Raises:
        NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `Desk.save`.
    """
    return desk.save([proposal.change for proposal in wanted], ORIGIN)
