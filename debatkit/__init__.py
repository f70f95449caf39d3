"""
Debatkit: prepare and support a committee debate.

This is the public face: what pages, scripts and the command line may use. Start with a `Workspace`:

    workspace = Workspace(Path("data"), Path("qa"))
    view = workspace.view("opgave-ai", Viewer(Audience.PUBLIC))
    view.cards, view.search("algoritmeregister"), view.sheet(Selection())
"""

from debatkit import text
from debatkit.access import Viewer
from debatkit.cards import Card, Coverage, Gap, Rung, ToDo, caveats, coverage, rests_on_official, to_do
from debatkit.checks import Severity
from debatkit.errors import DebatkitError, DossierError, NotFoundError
from debatkit.model import (
    GENERAL,
    Audience,
    Citation,
    Debate,
    Position,
    Question,
    Remark,
    Source,
    Stance,
    Statement,
    Status,
    Verified,
    Wording,
)
from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Hit, Match
from debatkit.search.snippets import Snippet, context
from debatkit.sheets.document import AUDIENCES, LEGEND, STANCES, STATUSES, UNOFFICIAL, reference
from debatkit.sheets.selection import LAYOUT_NAMES, ORDER_NAMES, Layout, Order, Selection
from debatkit.workspace import FORMATS, View, Workspace

__all__ = [
    "AUDIENCES",
    "FORMATS",
    "GENERAL",
    "LAYOUT_NAMES",
    "LEGEND",
    "ORDER_NAMES",
    "STANCES",
    "STATUSES",
    "UNOFFICIAL",
    "Audience",
    "Card",
    "Citation",
    "Coverage",
    "Debate",
    "DebatkitError",
    "DossierError",
    "Entry",
    "Gap",
    "Hit",
    "Kind",
    "Layout",
    "Match",
    "NotFoundError",
    "Order",
    "Position",
    "Question",
    "Remark",
    "Rung",
    "Selection",
    "Severity",
    "Snippet",
    "Source",
    "Stance",
    "Statement",
    "Status",
    "ToDo",
    "Verified",
    "View",
    "Viewer",
    "Wording",
    "Workspace",
    "caveats",
    "context",
    "coverage",
    "reference",
    "rests_on_official",
    "text",
    "to_do",
]
