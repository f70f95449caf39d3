"""
Debatkit: prepare and support a committee debate.

This is the public face: what pages, scripts and the command line may use. Start with a `Workspace`:

    workspace = Workspace(Path("data"), Path("qa"))
    view = workspace.view("opgave-ai", Viewer(Audience.PUBLIC))
    view.cards, view.search("algoritmeregister"), view.sheet(Selection())
"""

from debatkit import quotes, settings, sign_in, text
from debatkit.access import Action, Viewer, allowed, explain, require
from debatkit.cards import Card, Coverage, Gap, Rung, ToDo, caveats, coverage, rests_on_official, to_do
from debatkit.checks import LONG_ANSWER, LONG_LINE, Severity
from debatkit.editing import forms, splitting
from debatkit.editing.desk import Desk, title
from debatkit.editing.forms import FormField, FormInput, Values
from debatkit.editing.merging import Disagreement, Side, disagreements, merged
from debatkit.editing.wording import Change, FieldDifference, Run, difference
from debatkit.errors import (
    DebatkitError,
    DossierError,
    LogError,
    Mistake,
    NotAllowedError,
    NotFoundError,
    SettingsError,
    SignedOutError,
    UnknownPersonError,
    UnreadableRevisionError,
)
from debatkit.files import written
from debatkit.model import (
    GENERAL,
    Audience,
    Citation,
    Debate,
    Dossier,
    Item,
    Model,
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
from debatkit.people import LOCAL_USER, ROLE_NAMES, People, Role, User, read_people
from debatkit.readiness import Asked, Cell, Grid, drill, grid
from debatkit.revisions.records import OutdatedError, Revision
from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Hit, Match
from debatkit.search.snippets import Snippet, context
from debatkit.settings import Settings
from debatkit.sheets.document import AUDIENCES, LEGEND, STANCES, STATUSES, UNOFFICIAL, reference
from debatkit.sheets.selection import LAYOUT_NAMES, ORDER_NAMES, Layout, Order, Selection
from debatkit.view import FORMATS, View
from debatkit.workspace import Workspace

__all__ = [
    "AUDIENCES",
    "FORMATS",
    "GENERAL",
    "LAYOUT_NAMES",
    "LEGEND",
    "LOCAL_USER",
    "LONG_ANSWER",
    "LONG_LINE",
    "ORDER_NAMES",
    "ROLE_NAMES",
    "STANCES",
    "STATUSES",
    "UNOFFICIAL",
    "Action",
    "Asked",
    "Audience",
    "Card",
    "Cell",
    "Change",
    "Citation",
    "Coverage",
    "Debate",
    "DebatkitError",
    "Desk",
    "Disagreement",
    "Dossier",
    "DossierError",
    "Entry",
    "FieldDifference",
    "FormField",
    "FormInput",
    "Gap",
    "Grid",
    "Hit",
    "Item",
    "Kind",
    "Layout",
    "LogError",
    "Match",
    "Mistake",
    "Model",
    "NotAllowedError",
    "NotFoundError",
    "Order",
    "OutdatedError",
    "People",
    "Position",
    "Question",
    "Remark",
    "Revision",
    "Role",
    "Run",
    "Rung",
    "Selection",
    "Settings",
    "SettingsError",
    "Severity",
    "Side",
    "SignedOutError",
    "Snippet",
    "Source",
    "Stance",
    "Statement",
    "Status",
    "ToDo",
    "UnknownPersonError",
    "UnreadableRevisionError",
    "User",
    "Values",
    "Verified",
    "View",
    "Viewer",
    "Wording",
    "Workspace",
    "allowed",
    "caveats",
    "context",
    "coverage",
    "difference",
    "disagreements",
    "drill",
    "explain",
    "forms",
    "grid",
    "merged",
    "quotes",
    "read_people",
    "reference",
    "require",
    "rests_on_official",
    "settings",
    "sign_in",
    "splitting",
    "text",
    "title",
    "to_do",
    "written",
]
