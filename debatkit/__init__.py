"""
Debatkit: prepare and support a committee debate.

This is the public face: what pages, scripts and the command line may use. Start with a `Workspace`:

    workspace = Workspace(Path("data"), Path("qa"))
    view = workspace.view("opgave-ai", Viewer(Audience.PUBLIC))
    view.cards, view.search("algoritmeregister"), view.sheet(Selection())
"""

from debatkit import settings, sign_in, text
from debatkit.access import Action, Viewer, allowed, explain, require
from debatkit.cards import Card, Coverage, Rung, ToDo, caveats, coverage, rests_on_official, to_do
from debatkit.checks import Severity
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
)
from debatkit.files import written
from debatkit.model import (
    GENERAL,
    Audience,
    Citation,
    Debate,
    Dossier,
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
from debatkit.outlines import Gap
from debatkit.people import LOCAL_USER, ROLE_NAMES, People, Role, User, read_people
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
    "ORDER_NAMES",
    "ROLE_NAMES",
    "STANCES",
    "STATUSES",
    "UNOFFICIAL",
    "Action",
    "Audience",
    "Card",
    "Citation",
    "Coverage",
    "Debate",
    "DebatkitError",
    "Dossier",
    "DossierError",
    "Entry",
    "Gap",
    "Hit",
    "Kind",
    "Layout",
    "LogError",
    "Match",
    "Mistake",
    "NotAllowedError",
    "NotFoundError",
    "Order",
    "People",
    "Position",
    "Question",
    "Remark",
    "Role",
    "Rung",
    "Selection",
    "Settings",
    "SettingsError",
    "Severity",
    "SignedOutError",
    "Snippet",
    "Source",
    "Stance",
    "Statement",
    "Status",
    "ToDo",
    "UnknownPersonError",
    "User",
    "Verified",
    "View",
    "Viewer",
    "Wording",
    "Workspace",
    "allowed",
    "caveats",
    "context",
    "coverage",
    "explain",
    "read_people",
    "reference",
    "require",
    "rests_on_official",
    "settings",
    "sign_in",
    "text",
    "to_do",
    "written",
]
