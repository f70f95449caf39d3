"""
Keys: the keyboard's way to the search box and along the results, which no setting of Streamlit has.

The script is a file, browser/keys.js, and served as one: written into the page, our security policy would refuse it.
Streamlit takes files from installed packages alone, so this registers its folder as it does those of packages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

HELP = "Toetsen: Ctrl+K naar het zoekvak, ↓ en ↑ langs de resultaten, Enter opent."
SHARED = Path(__file__).resolve().parent
PACKAGE, FOLDER = "debatkit", "browser"


def component(name: str, js: str, css: str | None = None) -> Any:
    """A component of ours whose script and style are files in browser/."""
    manager = get_bidi_component_manager()
    whole = f"{PACKAGE}.{name}"
    if manager.get_component_asset_root(whole) is None:
        manager.register_from_manifest(
            ComponentManifest(PACKAGE, "1", [ComponentConfig(name=name, asset_dir=FOLDER)]), SHARED
        )
    return st.components.v2.component(whole, js=js, css=css, isolate_styles=False)


def listen() -> None:
    """Listen to the keys on this page; shows nothing."""
    component("keys", "keys.js")(key="toetsen")
