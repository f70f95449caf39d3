"""
Keys: what the keyboard does on every page, which no setting of Streamlit has; and the list of it for visitors.

The script is a file, browser/keys.js, and served as one: written into the page, our security policy would refuse it.
Streamlit takes files from installed packages alone, so this registers its folder as it does those of packages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

HELP = "Toetsen: Ctrl+K naar het zoekvak, ↓ en ↑ langs de resultaten, Enter opent, ? toont alle toetsen."
LIST = (
    ("Ctrl+K", "naar het zoekvak (op een Mac ook Cmd+K)"),
    ("↓ en ↑", "langs de resultaten, en langs de onderdelen van uw map"),
    ("Enter", "openen; in het zoekvak: de vraag met dit nummer"),
    ("Esc", "van een resultaat terug naar het zoekvak"),
    ("← en →", "vorige en volgende kaart"),
    ("V", "verder: de volgende trede van een antwoord; Shift+V een trede terug"),
    ("K", "kopieer de regel"),
    ("A", "kopieer het adres van deze kaart of vraag"),
    ("P", "zet vast, of maak los"),
    ("M", "in mijn map, of eruit"),
    ("L", "lees voor, in de leesstand"),
    ("N", "klopt niet: meld wat er niet klopt"),
    ("Alt+↑ en Alt+↓", "in uw map: een plaats omhoog of omlaag"),
    ("S", "in uw map: samen in één antwoord, of niet meer"),
    ("Delete", "in uw map: haal eruit"),
    ("?", "deze lijst"),
)
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


def listen() -> dict[str, Any] | None:
    """Listen to the keys and buttons on this page; what was just wished, as the browser sent it."""
    result = component("keys", "keys.js")(key="toetsen", on_wens_change=lambda: None)
    wish = result.get("wens")
    return wish if isinstance(wish, dict) else None


def listed() -> None:
    """The list of keys, with the switch that turns all of them off."""
    with st.popover("Toetsen", icon=":material/keyboard:", key="toetsenlijst", on_change="rerun") as box:
        if not box.open:
            return
        rows = Markup("").join(Markup("<tr><th scope='row'>{}</th><td>{}</td></tr>").format(*each) for each in LIST)
        st.html(
            Markup(
                '<table class="dk-table"><tbody>{}</tbody></table>'
                '<p class="dk-small">Terwijl u in een veld typt, doen deze toetsen niets.</p>'
                '<p class="dk-do"><button type="button" data-keys-switch="">'
                '<span class="dk-on">Zet alle toetsen uit</span><span class="dk-off">Zet de toetsen weer aan</span>'
                "</button></p>"
            ).format(rows)
        )
