"""
Debatkit: prepare and support a committee debate.

This is the public face: what pages, scripts and the command line may use. Start with a `Workspace`:

    workspace = Workspace(Path("data"), Path("qa"))
    view = workspace.view("opgave-ai", Viewer(Audience.PUBLIC))
    view.cards, view.search("algoritmeregister"), view.sheet(Selection())
"""

from debatkit import quotes, settings, sign_in, text
from debatkit.access import Action, Viewer, allowed, explain, require
from debatkit.cards import Card, Coverage, Rung, ToDo, caveats, coverage, rests_on_official, to_do
from debatkit.checks import LONG_ANSWER, LONG_LINE, Severity
from debatkit.editing import exchange, forms, splitting
from debatkit.editing.backups import BACKUP_ENDING, Backups, backup_name
from debatkit.editing.desk import Desk, title
from debatkit.editing.dossiers import TEMPLATES, ListedDossier, Shelf, plan
from debatkit.editing.following import FileDifference
from debatkit.editing.forms import FormField, FormInput, Values
from debatkit.editing.items import Asked, Comment, Print
from debatkit.editing.merging import Disagreement, Side, disagreements, merged
from debatkit.editing.reports import LONGEST_REPORT, Reports
from debatkit.editing.wording import Change, FieldDifference, Run, difference
from debatkit.errors import (
    DebatkitError,
    DossierError,
    InvalidChangeError,
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
from debatkit.intake.word import Refused, Returned, returned
from debatkit.ladder import QUESTION, SPOKEN, Reply, Rise, Spot, Step, joined
from debatkit.latches import OFTEN, Latches
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
from debatkit.outlines import Gap
from debatkit.own import FIRST_FOLDER, Belongings, Folder, Own, is_ref
from debatkit.pace import Pace
from debatkit.people import LOCAL_USER, ROLE_NAMES, People, Role, RoleRule, User, read_people, role_rules
from debatkit.prints import Prints, Standing
from debatkit.questions import Head
from debatkit.readiness import Cell, Grid, Prompt, drill, grid
from debatkit.revisions.backup import BackupContents
from debatkit.revisions.choices import Choice
from debatkit.revisions.records import OutdatedError, Revision
from debatkit.revisions.tables import SCHEMA
from debatkit.roster import Roster
from debatkit.search.entries import Entry, Kind
from debatkit.search.index import Hit, Match
from debatkit.search.query import unquoted
from debatkit.search.snippets import Snippet, context
from debatkit.settings import VERSION, Settings
from debatkit.sheets.changes import WHAT_NAMES, Difference, What
from debatkit.sheets.document import AUDIENCES, DOUBT, LEGEND, STANCES, STATUSES, UNOFFICIAL, reference
from debatkit.sheets.imprint import PREVIEW, Imprint
from debatkit.sheets.outputs import FORMATS, formats
from debatkit.sheets.selection import LAYOUT_NAMES, ORDER_NAMES, PAPER, Layout, Order, Selection
from debatkit.view import View
from debatkit.worklist import RULE_NAMES, SEVERITY_NAMES, Task, called
from debatkit.workspace import Workspace

__all__ = [
    "AUDIENCES",
    "BACKUP_ENDING",
    "DOUBT",
    "FIRST_FOLDER",
    "FORMATS",
    "GENERAL",
    "LAYOUT_NAMES",
    "LEGEND",
    "LOCAL_USER",
    "LONGEST_REPORT",
    "LONG_ANSWER",
    "LONG_LINE",
    "OFTEN",
    "ORDER_NAMES",
    "PAPER",
    "PREVIEW",
    "QUESTION",
    "ROLE_NAMES",
    "RULE_NAMES",
    "SCHEMA",
    "SEVERITY_NAMES",
    "SPOKEN",
    "STANCES",
    "STATUSES",
    "TEMPLATES",
    "UNOFFICIAL",
    "VERSION",
    "WHAT_NAMES",
    "Action",
    "Asked",
    "Audience",
    "BackupContents",
    "Backups",
    "Belongings",
    "Card",
    "Cell",
    "Change",
    "Choice",
    "Citation",
    "Comment",
    "Coverage",
    "Debate",
    "DebatkitError",
    "Desk",
    "Difference",
    "Disagreement",
    "Dossier",
    "DossierError",
    "Entry",
    "FieldDifference",
    "FileDifference",
    "Folder",
    "FormField",
    "FormInput",
    "Gap",
    "Grid",
    "Head",
    "Hit",
    "Imprint",
    "InvalidChangeError",
    "Item",
    "Kind",
    "Latches",
    "Layout",
    "ListedDossier",
    "LogError",
    "Match",
    "Mistake",
    "Model",
    "NotAllowedError",
    "NotFoundError",
    "Order",
    "OutdatedError",
    "Own",
    "Pace",
    "People",
    "Position",
    "Print",
    "Prints",
    "Prompt",
    "Question",
    "Refused",
    "Remark",
    "Reply",
    "Reports",
    "Returned",
    "Revision",
    "Rise",
    "Role",
    "RoleRule",
    "Roster",
    "Run",
    "Rung",
    "Selection",
    "Settings",
    "SettingsError",
    "Severity",
    "Shelf",
    "Side",
    "SignedOutError",
    "Snippet",
    "Source",
    "Spot",
    "Stance",
    "Standing",
    "Statement",
    "Status",
    "Step",
    "Task",
    "ToDo",
    "UnknownPersonError",
    "UnreadableRevisionError",
    "User",
    "Values",
    "Verified",
    "View",
    "Viewer",
    "What",
    "Wording",
    "Workspace",
    "allowed",
    "backup_name",
    "called",
    "caveats",
    "context",
    "coverage",
    "difference",
    "disagreements",
    "drill",
    "exchange",
    "explain",
    "formats",
    "forms",
    "grid",
    "is_ref",
    "joined",
    "merged",
    "plan",
    "quotes",
    "read_people",
    "reference",
    "require",
    "rests_on_official",
    "returned",
    "role_rules",
    "settings",
    "sign_in",
    "splitting",
    "text",
    "title",
    "to_do",
    "unquoted",
    "written",
]
