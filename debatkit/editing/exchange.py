"""
Exchange: a dossier as a folder or zip file of its YAML, out and in.

    exported(dossier)          what `files.written` makes, and beside it what each item was: herkomst.json
    proposals(desk, incoming)  what would change if the dossier became what came in

What comes in is from anywhere, so it is hostile until read. It is compared with the dossier as it is: the differences
are proposed, and nothing else is touched. The one rule that must hold: what was exported and imported changes nothing,
and what somebody changed since the export is not overwritten without a word.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from debatkit import files
from debatkit.editing import following, items
from debatkit.editing.desk import IMPORTED, Desk
from debatkit.editing.items import Name
from debatkit.errors import DossierError, Mistake
from debatkit.model import Dossier, Model
from debatkit.revisions.records import Change, Revision

MOST_FILES = 500
MOST_BYTES = 50_000_000  # unpacked; a dossier of thousands of questions is a tenth of it
ENDINGS = (".yaml", ".md")
BASE = "herkomst.json"  # what each item was when the files were made, in a few signs


@dataclass(frozen=True)
class Incoming:
    """A dossier that came in, and by name what its items were when its files were made, as far as that is known."""

    dossier: Dossier
    base: Mapping[Name, str | None] | None = None  # None: the files do not say


@dataclass(frozen=True)
class Proposal:
    """A change that an import proposes: the item as it is (None: new) and as it would be (None: withdrawn)."""

    kind: str
    id: str
    before: Model | None
    after: Model | None
    change: Change
    overtaken: Revision | None = None  # what somebody made of it in the app, that the files may not know of
    untouched: bool = False  # whether the files have it as it was when they were made


def exported(dossier: Dossier) -> dict[str, str]:
    """Return the dossier's files, text by name; the same dossier gives the same texts."""
    base = {"/".join(name): following.digest(body) for name, body in items.taken_apart(dossier).items()}
    text = json.dumps(base, indent=0, sort_keys=True) + "\n"
    return {**files.written(dossier), f"data/{dossier.id}/{BASE}": text}


def zipped(dossier: Dossier) -> bytes:
    """Return what is exported as a zip; the same dossier gives the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(exported(dossier).items()):
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def write(dossier: Dossier, folder: Path) -> None:
    """Write what is exported below a folder; OSError where that cannot be."""
    files.write_dossier(dossier, folder / "data", folder / "qa")
    name = f"data/{dossier.id}/{BASE}"
    (folder / name).write_text(exported(dossier)[name], encoding="utf-8")


def read(path: Path, dossier: str) -> Incoming:
    """Read a dossier from a folder with data/ and qa/ in it, or from such a folder as zip.

    Raises:
        DossierError: with all mistakes in its files, or with what is wrong with the zip.
    """
    if path.is_dir():
        return _read(path, dossier)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, root, dossier)
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
            message = "dit is geen map en geen zipbestand dat kan worden gelezen"
            raise DossierError(dossier, (Mistake(path.name, None, message),)) from error
        return _read(root, dossier)


def _read(root: Path, dossier: str) -> Incoming:
    found = files.read_dossier(root / "data" / dossier, root / "qa" / dossier).dossier
    path = root / "data" / dossier / BASE
    return Incoming(found, _base(path, dossier) if path.is_file() else None)


def _base(path: Path, dossier: str) -> Mapping[Name, str | None]:
    """What the items were, as a file says that anyone may have written."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError
        found = json.loads(path.read_text(encoding="utf-8"))
        pairs = {(kind, name): str(digest) for key, digest in found.items() for kind, name in [key.split("/")]}
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        message = "dit kan niet worden gelezen; haal het bestand weg om zonder herkomst in te lezen"
        raise DossierError(dossier, (Mistake(f"data/{dossier}/{BASE}", None, message),)) from error
    return pairs


def _unpack(archive: zipfile.ZipFile, root: Path, dossier: str) -> None:
    """Unpack what can belong to a dossier, and refuse what is too much or leads elsewhere."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise DossierError(dossier, (Mistake("zip", None, f"er zitten meer dan {MOST_FILES} bestanden in"),))
    left = MOST_BYTES
    for entry in entries:
        place = PurePosixPath(entry.filename)
        inside = place.parts[:1] in (("data",), ("qa",)) and ".." not in place.parts and not place.is_absolute()
        known = place.suffix in ENDINGS or place.name == BASE
        if not inside or not known or "\\" in entry.filename:
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


def proposals(desk: Desk, incoming: Incoming) -> tuple[Proposal, ...]:
    """Return what would have to change for the desk's dossier to be what came in."""
    wanted, there = items.taken_apart(incoming.dossier), items.taken_apart(desk.dossier)
    names = [name for name in {**wanted, **there} if name[0] != items.ORDER and wanted.get(name) != there.get(name)]
    for kind in items.FIELDS:
        name = (items.ORDER, kind)
        added = any(each[0] == kind and each not in there for each in names)
        if _another_order(desk, incoming.dossier, name, wanted.get(name), added):
            names.append(name)
    return tuple(_proposal(desk, name, there.get(name), wanted.get(name), incoming.base) for name in names)


def _another_order(desk: Desk, incoming: Dossier, name: Name, wanted: Model | None, added: bool) -> bool:
    """Whether what came in, once it is there, would stand in another order without a change of the order itself."""
    revision = desk.state.revision(*name)
    if wanted == (revision.body if revision else None):
        return False
    now, then = ([each.id for each in getattr(dossier, items.FIELDS[name[1]])] for dossier in (desk.dossier, incoming))
    common = {*now} & {*then}
    return added or [each for each in now if each in common] != [each for each in then if each in common]


def _proposal(
    desk: Desk, name: Name, before: Model | None, after: Model | None, base: Mapping[Name, str | None] | None
) -> Proposal:
    latest = desk.latest(*name)
    change = desk.change(*name, after, latest.number if latest else 0)
    edited = latest is not None and latest.origin != following.ORIGIN
    if base is None:
        return Proposal(*name, before, after, change, latest if edited else None)
    stale = edited and base.get(name) != following.digest(before)
    return Proposal(*name, before, after, change, latest if stale else None, base.get(name) == following.digest(after))


def apply(desk: Desk, wanted: Iterable[Proposal]) -> tuple[Revision, ...]:
    """Append all proposals or none.

    Raises:
        NotAllowedError, InvalidChangeError, OutdatedError, LogUnavailableError: as for `Desk.save`.
    """
    return desk.save([proposal.change for proposal in wanted], IMPORTED)
