"""
Fixtures for the page tests: a visitor who opens pages through the router, and the dossiers that a visitor may meet.

Streamlit's AppTest runs pages/router.py as the server does, without a browser; what it would send to one is at hand.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from google.protobuf.json_format import MessageToDict
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from debatkit.editing.items import ALL_KINDS
from debatkit.revisions.log import Log
from pages.shared import keys
from pages.shared.entrance import entrance

ROOT = Path(__file__).resolve().parent.parent.parent
ROUTER = ROOT / "pages" / "router.py"
HOSTILE = "<script>alert(1)</script> <b>b</b> $x$ #let x = 1 *b* _c_ =cmd() {{ 7*7 }} :red[r] ![i](j) 😀 漢字 שלום"
LONG = "a" * 5000
SECRETS = {
    "auth": {
        "redirect_uri": "https://debat.voorbeeld.nl/oauth2callback",
        "cookie_secret": "eenHeelLangGeheimVanTweeendertigTekens",
        "client_id": "debatkit",
        "client_secret": "geheimpje",
        "server_metadata_url": "https://aanmelden.voorbeeld.nl/.well-known/openid-configuration",
    }
}
PEOPLE = """\
- id: lezer@voorbeeld.nl
  role: reader
- id: schrijver@voorbeeld.nl
  role: contributor
  ministries: [OEV]
- id: coordinator@voorbeeld.nl
  role: coordinator
"""


@pytest.fixture(autouse=True, scope="session")
def _scanned() -> Iterator[None]:
    """Look once for components among the installed packages; each AppTest would look again, for most of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Each test meets a server that has just started."""
    st.cache_resource.clear()
    st.cache_data.clear()
    entrance.cache_clear()


@pytest.fixture
def visit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: Callable[[Path, Path, Path], str]
) -> Callable[..., AppTest]:
    """A function that opens a page as a new visitor: visit("kaarten", small, kaart=2); without folders, the shipped.

    With `secrets` the server asks for sign-in; `claims` are what the web server knows of the visitor.
    """

    def opened(page: str, folders: Any = None, secrets: Any = None, claims: Any = None, **query: Any) -> AppTest:
        for name in ("data", "qa"):
            variable = f"DEBATKIT_{name.upper()}"
            if folders is None:
                monkeypatch.delenv(variable, raising=False)
            else:
                monkeypatch.setenv(variable, str(getattr(folders, name)))
        data, qa = (folders.data, folders.qa) if folders else (ROOT / "data", ROOT / "qa")
        monkeypatch.setenv("DEBATKIT_DATABASE", database(tmp_path, data, qa))
        entrance.cache_clear()  # a server of its own, with these settings
        app = AppTest.from_file(ROUTER, default_timeout=30)
        app.secrets = secrets or {}
        app.user = claims or {}
        for name, value in query.items():
            app.query_params[name] = value if isinstance(value, list) else str(value)
        if page != "overzicht":
            app.switch_page(f"{page}.py")
        return app.run()

    return opened


def _texts(value: Any) -> Iterator[str]:
    """Every text in a message, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _messages(node: Any) -> Iterator[dict[str, Any]]:
    if getattr(node, "proto", None) is not None:
        yield MessageToDict(node.proto)
    for child in getattr(node, "children", {}).values():
        yield from _messages(child)


@pytest.fixture(scope="session")
def messages() -> Callable[[AppTest], list[dict[str, Any]]]:
    """A function that gives what the browser gets of a page, element by element."""
    return lambda app: list(_messages(app._tree))


@pytest.fixture(scope="session")
def sent() -> Callable[[AppTest], str]:
    """A function that gives every text that the browser gets of a page, also what it does not show."""
    return lambda app: "\n".join(_texts(list(_messages(app._tree))))


@pytest.fixture(scope="session")
def shown(sent: Callable[[AppTest], str]) -> Callable[[AppTest], str]:
    """A function that gives what a page says on one line, without tags and Markdown's escapes."""

    def said(app: AppTest) -> str:
        plain = html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"\\(\W)", r"\1", sent(app))))
        return " ".join(plain.split())

    return said


@pytest.fixture
def empty(write: Callable[..., Any]) -> Any:
    """A dossier of a debate and nothing else."""
    return write()


@pytest.fixture
def single(write: Callable[..., Any]) -> Any:
    """A dossier of one recommendation, and no themes."""
    return write(recommendations=[{"id": "een", "number": 1, "text": "Doe het.", "wording": "literal"}])


@pytest.fixture
def hostile(write: Callable[..., Any]) -> Any:
    """A dossier in which every text is what a page might take for something else."""
    source = {"id": "bron", "title": HOSTILE, "reference": LONG, "publisher": HOSTILE, "verified": "official"}
    said = {"text": f"{HOSTILE} {LONG}", "citations": [{"source": "bron", "quote": HOSTILE}]}
    question = {"id": "vraag", "number": 1, "question": HOSTILE, "keywords": [HOSTILE], "speaker": HOSTILE}
    ladder = {"line": said, "answer": [said], "facts": [said], "avoid": [said], "background": [said], "open": [HOSTILE]}
    follow_up = {"question": HOSTILE, "line": said, "answer": [said]}
    public = {"audience": "public"}
    return write(
        title=HOSTILE,
        theme_label=HOSTILE,
        debate={"title": HOSTILE, "kind": HOSTILE, "committee": HOSTILE, "date": "2024-03-14", "coordinator": "X"},
        themes=[{"id": "thema", "title": HOSTILE}],
        milestones=[{**said, **public, "date": "2024"}],
        sources=[{**source, **public, "facts": [HOSTILE]}],
        recommendations=[
            {"id": "een", "number": 1, "name": HOSTILE, "theme": "thema", "text": HOSTILE, "wording": "description"}
        ],
        positions=[
            {"id": "lijn", "line": said, **public},
            {"id": "plek", "recommendation": "een", "line": said, "done": [said], "sensitive": [said], **public},
        ],
        remarks=[{"id": "opm", "ministry": "X", "recommendations": ["een"], "request": said, "outcome": said}],
        questions=[{**question, **ladder, "follow_ups": [follow_up], "recommendations": ["een"], **public}],
    )


@pytest.fixture
def broken_beside_good(copy: Any) -> Any:
    """The small dossier beside two that cannot be read."""
    copy.write("data/kapot/debate.yaml", "id: kapot\ntitel: Kapot\n")
    copy.write("data/stuk/debate.yaml", "id: [stuk\n")
    return copy


@pytest.fixture
def broken(folders: Any) -> Any:
    """Only a dossier that cannot be read."""
    folders.write("data/kapot/debate.yaml", "id: kapot\ntitel: Kapot\n")
    return folders


@pytest.fixture
def missing(tmp_path: Path) -> Any:
    """Folders that are not there."""

    class Missing:
        data = tmp_path / "nergens" / "data"
        qa = tmp_path / "nergens" / "qa"

    return Missing


@pytest.fixture
def log(small, tmp_path, database):
    """The log of the server that `visit` opens."""
    with Log.open(database(tmp_path, small.data, small.qa), ALL_KINDS) as opened:
        yield opened


@pytest.fixture
def arrive(visit, small, tmp_path, monkeypatch):
    """A function that opens a page as someone with a role."""
    path = tmp_path / "personen.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setenv("DEBATKIT_PEOPLE", str(path))

    def opened(page, name, folders=small, **query):
        claims = {"email": f"{name}@voorbeeld.nl", "is_logged_in": True, "exp": time.time() + 60}
        return visit(page, folders, secrets=SECRETS, claims=claims, **query)

    return opened


@pytest.fixture
def wish(monkeypatch):
    """A function that has the browser send a wish with the next run."""

    def wished(app, **what):
        with monkeypatch.context() as patch:
            patch.setattr(keys, "listen", lambda: what or None)
            return app.run()

    return wished
