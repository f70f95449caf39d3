"""
View: what one audience may know of one dossier, with everything derived from it.

    View
    ├── cards, card(number)
    ├── search(query), numbered("11.1")
    ├── spot(reference)              a card or question, as a ladder
    ├── sheet(selection, layout)     as PDF, Word, HTML or Excel
    └── findings(), tasks()          for viewers of internal parts

Made once for each state of the dossier and shared by all sessions. It does not change: another state has another view.
"""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from debatkit import access, cards, checks, worklist
from debatkit.access import Viewer
from debatkit.cards import Card
from debatkit.checks import Finding
from debatkit.errors import NotFoundError, SheetError
from debatkit.files import LoadedDossier
from debatkit.ladder import CARD, QUESTION, Spot
from debatkit.model import Audience, Dossier, Synonyms, Theme
from debatkit.pace import Pace
from debatkit.questions import Head, Questions
from debatkit.search.entries import Entry, Kind, entries
from debatkit.search.index import Hit, Index, Reason
from debatkit.search.meaning import Encoder
from debatkit.sheets.document import STATUSES, Document, document
from debatkit.sheets.selection import Layout, Order, Selection, select
from debatkit.text import short_number
from debatkit.worklist import Task

FORMATS = ("pdf", "docx", "html", "xlsx")
ONE_FORMAT = {Layout.OFFLINE: "html"}  # for layouts that are made as one thing alone
IN_DATABASE = "database"  # instead of a file, for what was changed in the app


def formats(layout: Layout) -> tuple[str, ...]:
    """The formats that a layout can be made in."""
    return (ONE_FORMAT[layout],) if layout in ONE_FORMAT else FORMATS


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with the file and line where it can be mended; without a line where it was changed in the app."""

    finding: Finding
    file: str
    line: int | None


class View:
    """What one viewer may know of one dossier, and all that is derived from it."""

    def __init__(
        self,
        loaded: LoadedDossier,
        viewer: Viewer,
        synonyms: Sequence[Synonyms] = (),
        folder: Path | None = None,
        encoder: Encoder | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.viewer = viewer
        self._synonyms = synonyms
        self._folder = folder  # for what is derived and kept; None: in memory
        self._encoder = encoder
        self._pace = pace
        self._meaning: threading.Thread | None = None  # makes vectors while searching goes by words
        self.dossier: Dossier = access.view(loaded.dossier, viewer)
        self._loaded = loaded if viewer.may_see(Audience.INTERNAL) else None
        self._making = threading.Lock()
        self._tasks: tuple[datetime.date | None, tuple[Task, ...]] | None = None

    @property
    def audience(self) -> Audience:
        """Whom everything in this view is for."""
        return self.viewer.audience

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The briefing cards, the general line first."""
        return cards.briefing_cards(self.dossier, pace=self._pace)

    def card(self, number: int) -> Card:
        """Return the card with this number.

        Raises:
            NotFoundError: there is none for this viewer.
        """
        for card in self.cards:
            if card.number == number:
                return card
        raise NotFoundError(f"Kaart {number} is er niet in dit dossier.")

    def spot(self, ref: str) -> Spot | None:
        """The card or question that a reference names; None where it is not there for this viewer."""
        kind, _, name = ref.partition(":")
        if kind == CARD:
            found = next((card for card in self.cards if card.id == name), None)
            return Spot(found) if found else None
        head = self._head_by_id.get(name) if kind == QUESTION else None
        if head is None:
            return None
        card = self.card(self.dossier.numbers(head)[0])
        return Spot(card, card.rung(name))

    def spots(self, refs: Iterable[str]) -> tuple[Spot, ...]:
        """What references name, in their order, without what is not there for this viewer."""
        return tuple(spot for ref in refs if (spot := self.spot(ref)))

    def numbered(self, query: str) -> Spot | None:
        """The question whose short number is what was typed ("11.1", "11,1", "11 1"); None for any other text."""
        name = self._question_by_label.get(short_number(query) or "")
        return self.spot(f"{QUESTION}:{name}") if name else None

    def nearest_theme(self, hits: Sequence[Hit]) -> Theme | None:
        """The theme of what comes nearest to a question, by the first hit that has one."""
        name = next((hit.entry.theme for hit in hits if hit.entry.theme), None)
        return self.dossier.theme_by_id.get(name or "")

    def owner(self, hits: Sequence[Hit]) -> str | None:
        """Who should answer what these hits only come near to: the nearest ministry, else who coordinates."""
        near = next((hit.entry.ministry for hit in hits if hit.entry.ministry), None)
        return near or self.dossier.debate.coordinator

    def gathered(self, refs: Iterable[str]) -> Selection:
        """The selection of a folder, in its order: its questions, and of each of its cards the questions.

        Raises:
            NotFoundError: there is nothing in it for this viewer.
        """
        spots = self.spots(refs)
        if not spots:
            raise NotFoundError("In deze map zit niets om af te drukken.")
        chosen = (spot.card.questions if spot.rung is None else (spot.rung,) for spot in spots)
        names = tuple(dict.fromkeys(rung.question.id for rungs in chosen for rung in rungs))
        if names:
            return Selection(questions=names, order=Order.HAND)
        return Selection(recommendations=tuple(spot.card.number for spot in spots), order=Order.RECOMMENDATION)

    @cached_property
    def _head_by_id(self) -> Mapping[str, Head]:
        return {head.id: head for head in self._heads}

    @cached_property
    def _question_by_label(self) -> Mapping[str, str]:
        return {self.dossier.label(head): head.id for head in self._heads}

    @cached_property
    def ministries(self) -> tuple[str, ...]:
        """The ministries that draft a question here, in the order of the alphabet."""
        return tuple(sorted({head.ministry for head in self._heads if head.ministry}))

    @property
    def _heads(self) -> Sequence[Head]:
        return Questions.of(self.dossier.questions).heads

    @cached_property
    def revision(self) -> str:
        """A short name for exactly this content; another content has another name."""
        return hashlib.sha256(self.dossier.model_dump_json().encode()).hexdigest()[:8]

    @cached_property
    def _index(self) -> Index:
        dossier = self.dossier
        groups = [each.words for each in (*self._synonyms, *dossier.synonyms)]
        groups += [(term.preferred, *term.instead_of) for term in dossier.terms]
        return Index(self._folder, groups, encoder=self._encoder)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return entries(self.cards, self.dossier.sources)

    @cached_property
    def _findable(self) -> frozenset[tuple[Kind, str]]:
        return frozenset((entry.kind, entry.id) for entry in self._entries)

    def prepare_search(self, progress: Callable[[float], None] | None = None) -> None:
        """Make the search index, or bring it up to date; `progress` is told which share is done, from 0 to 1.

        Searching does this by itself; it is for who wants to show that something happens.

        Raises:
            SearchError: the index cannot be written.
        """
        with self._making:
            total = len(self._entries) or 1
            self._index.sync(self._entries, self.revision, (lambda done: progress(done / total)) if progress else None)
            if self._encoder and not self._meaning:
                self._meaning = threading.Thread(target=self._index.sync_meaning, args=(self._entries,), daemon=True)
                self._meaning.start()

    def wait_for_meaning(self) -> None:
        """Wait until the search goes by meaning too, where a model for that is installed; minutes, the first time."""
        self.prepare_search()
        if self._meaning:
            self._meaning.join()

    @property
    def search_ready(self) -> bool:
        """Whether a search answers at once, without an index to be made first."""
        with self._making:
            return self._index.holds(self.revision)

    def search(self, query: str, limit: int = 20, keep: Callable[[Entry], bool] | None = None) -> tuple[Hit, ...]:
        """Return what answers `query`, best first; any text is a query and none is an error.

        Raises:
            SearchError: the index cannot be written.
        """
        self.prepare_search()

        def kept(entry: Entry) -> bool:
            # Another process may have brought the index to a later state than this view's.
            return (entry.kind, entry.id) in self._findable and (keep is None or keep(entry))

        return self._index.search(query, limit, kept)

    def explain(self, hit: Hit) -> tuple[Reason, ...]:
        """Say which words of the query counted for a hit, what counted most first."""
        return self._index.explain(hit)

    def nearest_words(self, query: str) -> tuple[str, ...]:
        """Words that can be found and look like those of a query that found nothing."""
        self.prepare_search()
        return self._index.nearest(query)

    def document(
        self, selection: Selection, layout: Layout = Layout.LIST, moment: datetime.datetime | None = None
    ) -> Document:
        """Return the sheet of a selection as texts, printed at `moment` (now)."""
        moment = moment or datetime.datetime.now().astimezone()
        chosen = select(self.cards, selection)
        return document(self.dossier, chosen, layout, self.audience, moment, self.revision, selection)

    def left_out(self, selection: Selection, layout: Layout = Layout.LIST, whole: View | None = None) -> str:
        """Say in one line which questions are not on the sheet, and why; empty when all are.

        Internal questions are counted only with the `whole` view, which is for people who may switch to it: to anyone
        else a number would tell that they are there.
        """
        if layout is Layout.PRESS:
            return "Op dit blad staan alleen de woordvoeringslijnen, geen vragen."
        made = self._chosen(selection)
        all_there = {rung.question.id: rung.question for card in self.cards for rung in card.questions}
        rest = [question for name, question in all_there.items() if name not in made]
        wrong = [question for question in rest if selection.statuses and question.status not in selection.statuses]
        states = Counter(STATUSES[question.status].lower() for question in wrong)
        reasons = [f"{count} {state}" for state, count in states.items()]
        if other := len(rest) - len(wrong):
            reasons.append(f"{other} buiten deze keuze")
        if hidden := len(whole._chosen(selection) - made) if whole else 0:
            reasons.insert(0, f"{hidden} intern")
        return f"Niet op dit blad: {', '.join(reasons)}." if reasons else ""

    def _chosen(self, selection: Selection) -> set[str]:
        return {rung.question.id for card in select(self.cards, selection) for rung in card.questions}

    def sheet(
        self,
        selection: Selection,
        layout: Layout = Layout.LIST,
        form: str = "pdf",
        moment: datetime.datetime | None = None,
        told: Callable[[int, int], None] | None = None,
    ) -> bytes:
        """Return the sheet of a selection as a file in one of `FORMATS`.

        While a long PDF is set, `told` is called with how many of its questions are set, and how many there are.

        Raises:
            SheetError: the format is unknown or not one of this layout's, or the sheet cannot be set.
        """
        if form not in formats(layout):
            raise SheetError(f"Een blad als '{form}' kan niet; kies {', '.join(formats(layout))}.")
        made = self.document(selection, layout, moment)
        if form == "pdf":
            from debatkit.sheets.pdf import pdf

            return pdf(made, told)
        if form == "docx":
            from debatkit.sheets.word import word

            return word(made)
        if layout is Layout.OFFLINE:
            from debatkit.sheets.offline import offline

            return offline(made, self.cards)
        if form == "html":
            from debatkit.sheets.html import html

            return html(made)
        from debatkit.sheets.excel import excel

        return excel(self.document(selection, Layout.LIST, moment))

    def findings(self, today: datetime.date | None = None) -> tuple[PlacedFinding, ...]:
        """Return what the checks found, each with the place to mend it.

        Raises:
            NotFoundError: the viewer sees public lines only; findings tell of internal parts.
        """
        if self._loaded is None:
            raise NotFoundError("De controle is er alleen in de interne weergave.")
        placed = []
        for finding in checks.findings(self._loaded.dossier, today):
            place = self._loaded.places.get(finding.item)
            line = place.line(finding.path) if place else None
            placed.append(PlacedFinding(finding, place.file if place else IN_DATABASE, line))
        return tuple(placed)

    def tasks(self, today: datetime.date | None = None) -> tuple[Task, ...]:
        """Return what the checks found as work for somebody, errors first; looked for once a day.

        Raises:
            NotFoundError: as for `findings`.
        """
        held = self._tasks
        if held is None or held[0] != today:
            found = self.findings(today)
            files = ((each, None if each.file == IN_DATABASE else each.file) for each in found)
            placed = ((each.finding, file, each.line) for each, file in files)
            held = self._tasks = today, worklist.tasks(self.dossier, placed)
        return held[1]
