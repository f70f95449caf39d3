"""Server: where everything is kept, how far it has come, and which Debatkit this is."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import SCHEMA, VERSION, Audience, DebatkitError
from pages.shared import session
from pages.shared.markup import joined

WORDS = {Audience.PUBLIC: "openbaar", Audience.INTERNAL: "intern"}


def show() -> None:
    """A list of facts, without a password in it."""
    backups = session.workspace().backups(session.user())
    place = backups.place
    facts = [
        ("Database", f"SQLite, in het bestand {place.file}" if place.file else f"PostgreSQL, {place.name}"),
        ("Wijzigingen", str(backups.revisions)),
        ("Versie van de tabellen", SCHEMA),
        ("Zoekindex", _index()),
        ("Debatkit", VERSION),
    ]
    st.header("Deze server")
    st.html(
        Markup('<div class="dk-text">{}</div>').format(
            joined(Markup("<p><strong>{}:</strong> {}</p>").format(name, value) for name, value in facts)
        )
    )
    st.caption("Hoe u de server beheert, staat in docs/beheer.md.")


def _index() -> str:
    """Whether a search in the chosen dossier answers at once."""
    try:
        views = {view.audience: view for view in (session.current_view(), session.whole_view())}
    except DebatkitError:
        return "er is geen dossier om in te zoeken"
    ready = [WORDS[audience] for audience, view in views.items() if view.search_ready]
    later = "wordt gemaakt bij de eerste zoekvraag"
    if len(ready) == len(views):
        return "gereed"
    return f"{', '.join(ready)}: gereed; de andere {later}" if ready else later
