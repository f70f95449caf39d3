"""
Keys: the keyboard's way to the search box and along the results, which no setting of Streamlit has.

The script is a file, browser/keys.js, and served as one: written into the page, our security policy would refuse it.
Streamlit takes files from installed packages alone, so this registers its folder as it does those of packages.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

HELP = "Toetsen: Ctrl+K naar het zoekvak, ↓ en ↑ langs de resultaten, Enter opent."
SHARED = Path(__file__).resolve().parent
PACKAGE, NAME = "debatkit", "keys"


def listen() -> None:
    """Listen to the keys on this page; shows nothing."""
    manager = get_bidi_component_manager()
    name = f"{PACKAGE}.{NAME}"
    if manager.get_component_asset_root(name) is None:
        folder = ComponentConfig(name=NAME, asset_dir="browser")
        manager.register_from_manifest(ComponentManifest(PACKAGE, "1", [folder]), SHARED)
    st.components.v2.component(name, js="keys.js", isolate_styles=False)(key="toetsen")
