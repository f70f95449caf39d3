"""
Prints: which sheets were printed of a dossier, and whether they still hold.

    Prints ── make(view, ...) ───> Made        a sheet that carries its number, registered
           ── find("A17-KX") ────> Print       the print that is meant, where this audience may know of it
           ── standing(print) ───> Standing    what became of what stands on it, and when
           ── changes(print) ────> bytes       a sheet with only what differs, and which pages to take out

The register holds what was chosen and the state of the dossier that was printed, and no text: what a print said is read
back from the log, through the gate. The rule that must hold: who sees public lines learns of public prints alone, and
of these only what became of public lines. So public and internal prints are counted apart (A1, A2, ...; B1, B2, ...).
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from debatkit import access, model, text
from debatkit.access import Action, Gate, Viewer
from debatkit.cards import Card
from debatkit.editing import items
from debatkit.editing.items import PRINT, Chosen, Print, PrintedItem
from debatkit.editing.ledger import Ledger
from debatkit.editing.state import State
from debatkit.errors import NotFoundError, SheetError
from debatkit.files import LoadedDossier
from debatkit.ladder import CARD, QUESTION, Spot
from debatkit.model import Audience
from debatkit.people import User
from debatkit.plain import plain
from debatkit.revisions.records import Change, Revision
from debatkit.sheets.changes import Difference, Former, Item, What, changes, compare
from debatkit.sheets.document import CARD_PARTS, texts_of
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.outputs import formats
from debatkit.sheets.selection import PAPER, Layout, Order, Selection, select
from debatkit.view import View

POSITION = "position"
LETTERS = {Audience.PUBLIC: "A", Audience.INTERNAL: "B"}  # openbaar; besloten
_CHECK = "BCDFGHJKLMNPRSTVWXZ"  # letters that are not taken for each other, nor for a figure, and make no word
_TYPED = re.compile(r"(?:afdruk\s+)?([ab])\s?(\d{1,6})(?:\s?[-.]?\s?([a-z]{2}))?", re.IGNORECASE | re.ASCII)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # zip knows no earlier time; a fixed one keeps the same content the same bytes

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """A registered print: its code, and the file or, for numbered copies, the files, by name."""

    record: Print
    code: str
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def content(self) -> bytes:
        """The one file; several as a zip."""
        if len(self.files) == 1:
            return next(iter(self.files.values()))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.files.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
        return packed.getvalue()


@dataclass(frozen=True)
class Standing:
    """Whether a print still holds: what differs from it, and since when, by the reference of each item."""

    record: Print
    code: str
    differences: tuple[Difference, ...]
    since: Mapping[str, datetime.datetime]

    @property
    def holds(self) -> bool:
        """Whether every word on it is what it would say now."""
        return all(each.what is What.STATUS for each in self.differences)


class Prints:
    """The prints of one dossier, as `user` may make and look them up; `views` gives what an audience may know now.

    `origin` is where people open the app ("https://debat.voorbeeld.nl"): the QR code leads there. Without it the code
    itself is in it, to be typed.
    """

    def __init__(
        self, ledger: Ledger, dossier: str, user: User, views: Callable[[Audience], View], origin: str = ""
    ) -> None:
        self._ledger = ledger
        self._dossier = dossier
        self._user = user
        self._views = views
        self._origin = origin

    def make(
        self,
        view: View,
        selection: Selection,
        layout: Layout = Layout.LIST,
        form: str = "pdf",
        safe: bool = False,
        holders: Iterable[str] = (),
        told: Told | None = None,
    ) -> Made:
        """Print a sheet: register it, and set it with its number; one file for each of the `holders` of a safe print.

        Raises:
            SheetError: the format is not one of this layout's, or it cannot be set; nothing is registered then.
            InvalidChangeError: a name of a holder is too long.
            LogUnavailableError: it cannot be registered.
        """
        if form not in formats(layout) or (safe and (form != "pdf" or layout not in PAPER)):
            raise SheetError("Dit blad kan niet zo worden afgedrukt. Kies een andere vorm of een ander bestand.")
        named = tuple(each for each in (" ".join(name.split()) for name in holders) if each) if safe else ()
        record = self._register(view, selection, layout, form, safe, named)
        files: dict[str, bytes] = {}
        pages: Mapping[str, tuple[int, int]] = {}
        try:
            for copy, holder in enumerate(named or ("",), 1):
                code = self.code(record)
                imprint = Imprint(code, self._address(code), "", safe, holder, copy, max(len(named), 1))
                name = f"{code}-{copy}.{form}" if named else f"{code}.{form}"
                files[name], pages = view.paged(selection, layout, form, record.time, told, imprint)
        except SheetError:
            self._write(lambda number: self._change(record, None, number))
            raise
        if pages:
            record = self._with_pages(record, pages)
        return Made(record, self.code(record), files)

    def code(self, record: Print) -> str:
        """What names a print on paper: "A17-KX". The letters tell a slip of the pen from another print."""
        told = f"{self._dossier}\0{record.id}\0{record.time.isoformat()}"
        found = int.from_bytes(hashlib.sha256(told.encode()).digest()[:4])
        letters = _CHECK[found % len(_CHECK)] + _CHECK[found // len(_CHECK) % len(_CHECK)]
        return f"{record.id.upper()}-{letters}"

    def find(self, typed: str, audience: Audience) -> Print | None:
        """The print that is meant by "A17-KX", "a17 kx", "afdruk A17" or "A17"; None where this audience has none.

        Raises:
            NotFoundError: this is the code of a print, and there is no such print here for this audience.
        """
        match = _TYPED.fullmatch(typed.strip())
        if match is None:
            return None
        letter, number, letters = match[1].upper(), int(match[2]), (match[3] or "").upper()
        for record in self._known(audience):
            if record.id.upper() == f"{letter}{number}" and letters in ("", self.code(record)[-2:]):
                return record
        if letters or typed.strip().lower().startswith("afdruk"):
            raise NotFoundError(
                "Deze afdruk is in dit dossier niet bekend. Kijk of het nummer klopt, met de twee letters erachter."
            )
        return None

    def listed(self, audience: Audience) -> tuple[Print, ...]:
        """The prints that this user may see in a list, the latest first: their own, or all for who prepares the debate.

        Internal ones are among them for an internal `audience` alone.
        """
        every = access.allowed(self._user, Action.SEE_INTERNAL)
        return tuple(each for each in reversed(self._known(audience)) if every or each.by == self._user.id)

    def standing(self, record: Print) -> Standing:
        """Say what became of what stands on a print.

        Raises:
            NotAllowedError: it is an internal print, and this user sees public lines only.
            DossierError: the dossier cannot be read as it was.
            LogUnavailableError: the log cannot be read.
        """
        now = self._now(record)
        refs = [each.ref for each in record.items]
        before = _texts(self._as_it_was(record, now).spots(refs), record, now)
        after = _texts(now.spots(refs), record, now)
        chosen = _chosen_spots(now, _selection(record.chosen), Layout(record.layout))
        new = _texts((spot for ref, spot in chosen.items() if ref not in before), record, now)
        pages = {each.ref: each.pages for each in record.items if each.pages}
        differences = compare(before, after, new, pages)
        since = {each.ref: self._since(now, each.ref) for each in differences}
        return Standing(record, self.code(record), differences, {ref: when for ref, when in since.items() if when})

    def changes(self, record: Print, safe: bool = False, holder: str = "") -> bytes:
        """Return a PDF with only what differs from a print: old and new side by side, and which pages to take out.

        Raises:
            SheetError: it cannot be set.
            NotAllowedError, DossierError, LogUnavailableError: as for `standing`.
        """
        from debatkit.sheets.pdf import pdf

        now, differences = self._now(record), self.standing(record).differences
        former = Former(self.code(record), Layout(record.layout), record.time)
        imprint = Imprint(unregistered=f"Wijzigingsblad bij {former.code}", safe=safe, holder=holder)
        moment = datetime.datetime.now().astimezone()
        return pdf(changes(now.dossier, differences, former, record.audience, moment, now.revision, imprint))

    def told(self, record: Print) -> str:
        """When a print was made, for people: "25 januari 2023, 9.30 uur"."""
        return text.dutch_moment(record.time)

    def _known(self, audience: Audience) -> tuple[Print, ...]:
        seen = {Audience.PUBLIC, audience}
        return tuple(each for each in self._ledger.state(self._dossier).beside.prints if each.audience in seen)

    def _address(self, code: str) -> str:
        return f"{self._origin}/zoeken?{urlencode({'q': code, 'dossier': self._dossier})}" if self._origin else ""

    def _register(
        self, view: View, selection: Selection, layout: Layout, form: str, safe: bool, holders: tuple[str, ...]
    ) -> Print:
        sequence = view.sequence
        numbers = self._ledger.log.numbers(self._dossier, sequence, (QUESTION, POSITION))
        printed = tuple(
            PrintedItem(ref=spot.ref, revision=numbers.get(_item(spot), 0))
            for spot in _chosen_spots(view, selection, layout).values()
        )
        values: dict[str, Any] = {
            "audience": view.audience,
            "layout": layout.value,
            "form": form,
            "chosen": _chosen(selection),
            "by": self._user.id,
            "time": datetime.datetime.now().astimezone().replace(microsecond=0),
            "sequence": sequence,
            "safe": safe,
            "holders": holders,
            "items": printed,
        }

        def change(taken: int) -> Change:
            number = taken + 1
            body = {**values, "id": f"{LETTERS[view.audience].lower()}{number}", "number": number}
            return Change(self._dossier, PRINT, body["id"], body, 0)

        written = self._write(lambda _: change(self._last(view.audience)))
        assert isinstance(written.body, Print)
        return written.body

    def _last(self, audience: Audience) -> int:
        """The last number that was given to a print for this audience, also to one that could not be set."""
        state = self._ledger.state(self._dossier)
        gone = (each.body for (kind, _), each in state.withdrawn.items() if kind == PRINT)
        known = (*state.beside.prints, *(each for each in gone if isinstance(each, Print)))
        return max((each.number for each in known if each.audience is audience), default=0)

    def _with_pages(self, record: Print, pages: Mapping[str, tuple[int, int]]) -> Print:
        # A card's own line that stands among questions is placed as one.
        as_question = {f"{CARD}:{ref.partition(':')[2]}": where for ref, where in pages.items()}
        known = (
            each.model_copy(update={"pages": pages.get(each.ref) or as_question.get(each.ref)}) for each in record.items
        )
        after = record.model_copy(update={"items": tuple(known)})
        self._write(lambda number: self._change(record, after, number))
        return after

    def _change(self, record: Print, after: Print | None, number: int) -> Change:
        return Change(self._dossier, PRINT, record.id, after, number)

    def _write(self, change: Callable[[int], Change]) -> Revision:
        """Write what `change` makes of the number of the revision that is there; judged anew when others come first."""

        def judge(state: State) -> tuple[Change, ...]:
            wanted = change(0)
            held = state.revision(PRINT, wanted.id)
            return (change(held.number) if held else wanted,)

        [written] = self._ledger.append(self._dossier, self._user.id, PRINT, judge)
        return written

    def _now(self, record: Print) -> View:
        """What the audience of a print may know now, if this user is of that audience."""
        Viewer.of(self._user, record.audience)
        return self._views(record.audience)

    def _as_it_was(self, record: Print, now: View) -> View:
        """The dossier as it was printed, as far as the print holds it, for those whom it was printed for."""
        log, at = self._ledger.log, (self._dossier, record.sequence)
        questions = [each.ref.partition(":")[2] for each in record.items if each.ref.startswith(QUESTION)]
        held = [*log.at(*at, items.IN_FILES - {QUESTION}), *(log.at(*at, {QUESTION}, questions) if questions else ())]
        return now.of(LoadedDossier(State(self._dossier).after(held, record.sequence).dossier, {}, record.sequence))

    def _since(self, now: View, ref: str) -> datetime.datetime | None:
        """When an item last became what it is for this view; what that does not see, does not count."""
        kind, _, name = ref.partition(":")
        if kind == CARD:
            position = next((each.position for each in now.cards if each.id == name), None)
            kind, name = POSITION, position.id if position else ""
        gate = Gate(now.viewer, frozenset(now.dossier.source_by_id))
        seen: object = None
        since = None
        for revision in self._ledger.log.history(self._dossier, kind, name):
            shown = _shown(gate, revision.body)
            if shown != seen:
                seen, since = shown, revision.time
        return since


def _chosen_spots(view: View, selection: Selection, layout: Layout) -> dict[str, Spot]:
    """What a layout prints of a selection that can be asked for again: cards with a position, and questions."""
    parts = CARD_PARTS[layout]

    def on(card: Card) -> Iterator[Spot]:
        if card.position and parts - {"questions"}:
            yield Spot(card)
        for rung in card.questions if "questions" in parts else ():
            # Put together by hand, a card's own line may stand where questions do.
            yield Spot(card) if rung.question.id == card.id else Spot(card, rung)

    return {spot.ref: spot for card in select(view.cards, selection, layout) for spot in on(card)}


def _texts(spots: Iterable[Spot], record: Print, view: View) -> dict[str, Item]:
    """What the layout of a print says of each, by reference; of a card at least its line."""
    layout = Layout(record.layout)
    of_cards = layout if "line" in CARD_PARTS[layout] else Layout.PRESS
    found: dict[str, Item] = {}
    for spot in spots:
        on_it = layout if spot.rung else of_cards
        found |= texts_of([(spot.card, spot.rung)], on_it, view.dossier.sources)
    return found


def _item(spot: Spot) -> tuple[str, str]:
    """The kind and id of what is revised."""
    if spot.rung:
        return QUESTION, spot.rung.question.id
    return POSITION, spot.card.position.id if spot.card.position else ""


def _shown(gate: Gate, body: object) -> object:
    """What the gate lets through of an item; None where that is nothing."""
    if not isinstance(body, model.Item) or not gate.viewer.may_see(getattr(body, "audience", Audience.PUBLIC)):
        return None
    return gate.passed(type(body), plain(body))


def _chosen(selection: Selection) -> Chosen:
    return Chosen.model_validate({name: getattr(selection, name) for name in Chosen.model_fields})


def _selection(chosen: Chosen) -> Selection:
    return Selection(**{**dict(chosen), "order": Order(chosen.order)})
