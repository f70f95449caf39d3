"""
View: what one audience may know of one dossier, with everything derived from it.

    View
    ├── cards, card(number)
    ├── search(query), numbered("11.1")
    ├── spot(reference)              a card or question, as a ladder
    ├── sheet(selection, layout)     as PDF, Word, HTML or Excel
    └── findings(), tasks()          for viewers of internal parts

Made once for each state of the dossier and shared by all sessions. It does not change: another state has another view,
which takes over what did not change. What people doubt is beside the dossier, and read as it is when it is asked for:
see `doubted`.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from debatkit import worklist
from debatkit.access import Viewer
from debatkit.cards import Card
from debatkit.checks import Finding
from debatkit.collecting import uncollected
from debatkit.errors import NotFoundError
from debatkit.files import LoadedDossier
from debatkit.finder import Finder
from debatkit.inspection import Inspection
from debatkit.ladder import CARD, POSITION, QUESTION, Spot
from debatkit.model import Audience, Dossier, Synonyms, Theme
from debatkit.pace import Pace
from debatkit.search.entries import Entry
from debatkit.search.index import Hit, Reason
from debatkit.search.meaning import Encoder
from debatkit.sheets import outputs
from debatkit.sheets.document import STATUSES, Document, counted, document
from debatkit.sheets.imprint import Imprint
from debatkit.sheets.selection import OF_CARDS, Layout, Order, Selection, select
from debatkit.sight import Sight, Told
from debatkit.text import capital, short_number
from debatkit.worklist import Task

Name = tuple[str, str]  # kind and id of an item
IN_DATABASE = "database"  # instead of a file, for what was changed in the app


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
        doubts: Callable[[], Collection[Name]] = tuple,
        before: View | None = None,
    ) -> None:
        """`doubts` gives the kind and id of each item that somebody doubts at this moment.

        `before` is the view of the state before: what did not change since is taken over from it.
        """
        self.viewer = viewer
        self._doubts = doubts
        self.sequence = loaded.sequence  # up to which revision of the log it is known
        self._sight: Sight = Sight(loaded.dossier, viewer, pace, before._sight if before else None)
        self.dossier: Dossier = self._sight.dossier
        groups = [each.words for each in (*synonyms, *self.dossier.synonyms)]
        groups += [(term.preferred, *term.instead_of) for term in self.dossier.terms]
        self._finder: Finder = Finder(self._sight, tuple(groups), folder, encoder, before._finder if before else None)
        self._loaded = loaded if viewer.may_see(Audience.INTERNAL) else None
        self._inspection: Inspection = Inspection(self._sight, before._inspection if before else None)
        self._tasks: tuple[datetime.date | None, tuple[Task, ...]] | None = None

    @property
    def audience(self) -> Audience:
        """Whom everything in this view is for."""
        return self.viewer.audience

    def prepare(self, told: Told | None = None) -> None:
        """Look at every question of the dossier; the first time that takes seconds where there are very many.

        Whatever needs it does this by itself; `told` is told which share is done, from 0 to 1.
        """
        self._sight.prepare(told)

    @property
    def prepared(self) -> bool:
        """Whether every question was looked at."""
        return self._sight.made

    @property
    def cards(self) -> tuple[Card, ...]:
        """The briefing cards, the general line first."""
        return self._sight.cards

    @property
    def ministries(self) -> tuple[str, ...]:
        """The ministries that questions are of, in alphabetical order."""
        return self._sight.ministries

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who answer questions, in the order of the dossier."""
        return self._sight.speakers

    def free_number(self) -> int:
        """The next number for a question in general, as far as this viewer knows."""
        return max((each.head.number for each in self._sight.asked.get(None, ())), default=0) + 1

    def of(self, loaded: LoadedDossier) -> View:
        """The same viewer's view of the dossier in another state: to compare with, so without an index of its own."""
        return View(loaded, self.viewer, pace=self._sight.pace)

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
        head = self._sight.head_by_id.get(name) if kind == QUESTION else None
        if head is None:
            return None
        card = self.card(self.dossier.numbers(head)[0])
        return Spot(card, card.rung(name))

    def spots(self, refs: Iterable[str]) -> tuple[Spot, ...]:
        """What references name, in their order, without what is not there for this viewer."""
        return tuple(spot for ref in refs if (spot := self.spot(ref)))

    @property
    def doubted(self) -> frozenset[str]:
        """The references of the cards and questions of which somebody said that they are not right, by now.

        What is not there for this viewer is not among them: nobody can tell that it is doubted.
        """
        names = self._doubts()
        if not names:
            return frozenset()
        asked = {f"{QUESTION}:{name}" for kind, name in names if kind == QUESTION and name in self._sight.head_by_id}
        said = {f"{CARD}:{card.id}" for card in self.cards if card.position and (POSITION, card.position.id) in names}
        return frozenset(asked | said)

    @property
    def sign(self) -> str:
        """What is another text when anything of this view is another: the content, or what of it is doubted."""
        doubted = ",".join(sorted(self.doubted))
        return f"{self.revision}-{hashlib.sha256(doubted.encode()).hexdigest()[:8]}" if doubted else self.revision

    def numbered(self, query: str) -> Spot | None:
        """The question whose short number is what was typed ("11.1", "11,1", "11 1"); None for any other text."""
        label = short_number(query)
        name = self._sight.id_by_label.get(label) if label else None
        return self.spot(f"{QUESTION}:{name}") if name else None

    def labelled(self, label: str) -> Spot | None:
        """The question or card of a short number, as `Spot.label` has it ("11.1", "11"); None where there is none."""
        if name := self._sight.id_by_label.get(label):
            return self.spot(f"{QUESTION}:{name}")
        return next((Spot(card) for card in self.cards if str(card.number) == label), None)

    def nearest_theme(self, hits: Sequence[Hit]) -> Theme | None:
        """The theme of what comes nearest to a question, by the first hit that has one."""
        name = next((hit.entry.theme for hit in hits if hit.entry.theme), None)
        return self.dossier.theme_by_id.get(name or "")

    def owner(self, hits: Sequence[Hit]) -> str | None:
        """Who should answer what these hits only come near to: the nearest ministry, else who coordinates."""
        near = next((hit.entry.ministry for hit in hits if hit.entry.ministry), None)
        return near or self.dossier.debate.coordinator

    def gathered(self, refs: Iterable[str], layout: Layout = Layout.LIST) -> Selection:
        """The selection of a folder, in its order; a card brings its questions.

        A layout that has a card in one place has it where the first of it stands.

        Raises:
            NotFoundError: there is nothing in it for this viewer.
        """
        spots = self.spots(refs)
        if not spots:
            raise NotFoundError("In deze map zit niets om af te drukken.")
        if layout in OF_CARDS:
            cards = list(dict.fromkeys(spot.card.number for spot in spots))
            spots = tuple(sorted(spots, key=lambda spot: cards.index(spot.card.number)))
        hand = tuple(spot.rung.question.id if spot.rung else spot.card.number for spot in spots)
        return Selection(hand=hand, order=Order.HAND)

    @property
    def revision(self) -> str:
        """A short name for exactly this content; another content has another name."""
        return self._sight.revision

    def prepare_search(self, progress: Callable[[float], None] | None = None) -> None:
        """Make the search index, or bring it up to date; `progress` is told which share is done, from 0 to 1.

        Searching does this by itself; it is for who wants to show that something happens.

        Raises:
            SearchError: the index cannot be written.
        """
        self._finder.prepare(progress)

    def wait_for_meaning(self, progress: Callable[[float], None] | None = None) -> None:
        """Wait until the search goes by meaning too, where a model for that is installed; minutes, the first time.

        `progress` is told which share is done, first of the index, then of the meaning.
        """
        self._finder.wait_for_meaning(progress)

    @property
    def meaning_share(self) -> float:
        """Which share of what can be found can be found by meaning too, from 0 to 1; 1 where that is not done."""
        return self._finder.meaning_share

    @property
    def search_ready(self) -> bool:
        """Whether a search answers at once, without an index to be made first."""
        return self._finder.ready

    def search(self, query: str, limit: int = 20, keep: Callable[[Entry], bool] | None = None) -> tuple[Hit, ...]:
        """Return what answers `query`, best first; any text is a query and none is an error.

        Raises:
            SearchError: the index cannot be written.
        """
        self.prepare_search()

        def kept(entry: Entry) -> bool:
            # Another process may have brought the index to a later state than this view's.
            return self._finder.holds(entry) and (keep is None or keep(entry))

        return self._finder.index.search(query, limit, kept)

    def explain(self, hit: Hit) -> tuple[Reason, ...]:
        """Say which words of the query counted for a hit, what counted most first."""
        return self._finder.index.explain(hit)

    def nearest_words(self, query: str) -> tuple[str, ...]:
        """Words that can be found and look like those of a query that found nothing."""
        self.prepare_search()
        return self._finder.index.nearest(query)

    def not_there(self, query: str) -> str | None:
        """Say that what a query calls by its number is not there; None where it is, or where it calls nothing."""
        self.prepare_search()
        name = self._finder.index.strange(query)
        return f"{capital(name)} is er niet in dit dossier." if name else None

    def document(
        self,
        selection: Selection,
        layout: Layout = Layout.LIST,
        moment: datetime.datetime | None = None,
        imprint: Imprint | None = None,
    ) -> Document:
        """Return the sheet of a selection as texts, printed at `moment` (now)."""
        moment = moment or datetime.datetime.now().astimezone()
        at = self.revision
        with uncollected():
            chosen = select(self.cards, selection, layout)
            made = document(self.dossier, chosen, layout, self.audience, moment, at, selection, imprint, self.doubted)
        own = sum(rung.question.id == card.id for card in chosen for rung in card.questions)  # its line, no question
        return replace(made, count=counted(len(made.questions) - own)) if own else made

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
        imprint: Imprint | None = None,
    ) -> bytes:
        """Return the sheet of a selection as a file in one of `FORMATS`.

        While a long PDF is set, `told` is called with how many of its questions are set, and how many there are.
        `imprint` is what the sheet says of itself as a print.

        Raises:
            SheetError: the format is unknown or not one of this layout's, or the sheet cannot be set.
        """
        return self.paged(selection, layout, form, moment, told, imprint, where=False)[0]

    def paged(
        self,
        selection: Selection,
        layout: Layout,
        form: str,
        moment: datetime.datetime | None = None,
        told: Callable[[int, int], None] | None = None,
        imprint: Imprint | None = None,
        *,
        where: bool = True,
    ) -> tuple[bytes, Mapping[str, tuple[int, int]]]:
        """Return the sheet as `sheet` does, and on which pages each item stands; that is known of a PDF alone.

        Raises:
            SheetError: as for `sheet`.
        """
        outputs.require(layout, form)
        # A table is for who filters: it has every question, whatever a layout on paper leaves out.
        on_it = Layout.LIST if form == "xlsx" else layout
        made = self.document(selection, on_it, moment, imprint)
        return outputs.made(made, self.cards, form, told, where=where)

    def findings(self, today: datetime.date | None = None, told: Told | None = None) -> tuple[PlacedFinding, ...]:
        """Return what the checks found, each with the place to mend it; `told` is told which share is done.

        Raises:
            NotFoundError: the viewer sees public lines only; findings tell of internal parts.
        """
        if self._loaded is None:
            raise NotFoundError("De controle is er alleen in de interne weergave.")
        places = dict(self._loaded.places)
        placed = []
        for finding in self._inspection.findings(today, told):
            place = places.get(finding.item)
            line = place.line(finding.path) if place else None
            placed.append(PlacedFinding(finding, place.file if place else IN_DATABASE, line))
        return tuple(placed)

    def tasks(self, today: datetime.date | None = None, told: Told | None = None) -> tuple[Task, ...]:
        """Return what the checks found as work for somebody, errors first; looked for once a day.

        The first time that takes minutes where there are very many questions, of which `told` is told the share done.

        Raises:
            NotFoundError: as for `findings`.
        """
        held = self._tasks
        if held is None or held[0] != today:
            found = self.findings(today, told)
            files = ((each, None if each.file == IN_DATABASE else each.file) for each in found)
            placed = ((each.finding, file, each.line) for each, file in files)
            held = self._tasks = today, worklist.tasks(self.dossier, placed)
        return held[1]
