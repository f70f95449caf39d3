"""
Debatkit: prepare and support a committee debate.

This is the public face: what pages, scripts and the command line may use. Start with a `Workspace`:

    workspace = Workspace(Path("data"), Path("qa"))
    view = workspace.view("opgave-ai", Viewer(Audience.PUBLIC))
    view.cards, view.search("algoritmeregister"), view.sheet(Selection())
"""

from debatkit import settings, sign_in, text
from debatkit.access import Action, Viewer, allowed, explain, require
from debatkit.cards import Card, Coverage, Gap, Rung, ToDo, caveats, coverage, rests_on_official, to_do
from debatkit.checks import Severity
from debatkit.editing.desk import Desk
from debatkit.editing.items import Asked
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
from debatkit.ladder import QUESTION, SPOKEN, Reply, Rise, Spot, Step, joined
from debatkit.latches import OFTEN, Latches
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
from debatkit.own import FIRST_FOLDER, Folder, Own, Shelf, is_ref
from debatkit.pace import Pace
from debatkit.people import LOCAL_USER, ROLE_NAMES, People, Role, User, read_people
from debatkit.revisions.choices import Choice
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
    "FIRST_FOLDER",
    "FORMATS",
    "GENERAL",
    "LAYOUT_NAMES",
    "LEGEND",
    "LOCAL_USER",
    "OFTEN",
    "ORDER_NAMES",
    "QUESTION",
    "ROLE_NAMES",
    "SPOKEN",
    "STANCES",
    "STATUSES",
    "UNOFFICIAL",
    "Action",
    "Asked",
    "Audience",
    "Card",
    "Choice",
    "Citation",
    "Coverage",
    "Debate",
    "DebatkitError",
    "Desk",
    "Dossier",
    "DossierError",
    "Entry",
    "Folder",
    "Gap",
    "Hit",
    "Kind",
    "Latches",
    "Layout",
    "LogError",
    "Match",
    "Mistake",
    "NotAllowedError",
    "NotFoundError",
    "Order",
    "Own",
    "Pace",
    "People",
    "Position",
    "Question",
    "Remark",
    "Reply",
    "Rise",
    "Role",
    "Rung",
    "Selection",
    "Settings",
    "SettingsError",
    "Severity",
    "Shelf",
    "SignedOutError",
    "Snippet",
    "Source",
    "Spot",
    "Stance",
    "Statement",
    "Status",
    "Step",
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
    "is_ref",
    "joined",
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
