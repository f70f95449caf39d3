"""
Entrance: in which of three ways this server is open, decided once when it starts.

    no [auth] in secrets.toml     this machine only, everyone on it is the local user
    [auth], whole                 whoever signs in with the identity provider and has a role
    anything else                 nobody: half a sign-in is no open door

Decided once, because Streamlit reads secrets.toml again when it changes: a server that asks for sign-in must not become
one that does not while people from elsewhere are on it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from debatkit import Mistake, Settings, SettingsError, settings, sign_in


@dataclass(frozen=True)
class Entrance:
    """How this server is open. Without a provider it is for this machine; with mistakes it is for nobody."""

    settings: Settings
    provider: sign_in.Provider | None = None
    mistakes: tuple[Mistake, ...] = ()


@cache
def entrance() -> Entrance:
    """How this server is open, from its first request until it stops."""
    try:
        secrets = _secrets()
        chosen = settings.read(os.environ, secrets)
        return Entrance(chosen, _provider(secrets, chosen))
    except SettingsError as error:
        return Entrance(Settings(), mistakes=error.mistakes)


def _secrets() -> Mapping[str, Any]:
    try:
        return st.secrets.to_dict()
    except Exception as error:  # whatever keeps them from being read: not knowing is no reason to open
        if not any(_is_there(path) for path in st.get_option("secrets.files")):
            return {}
        message = "dit bestand kan niet worden gelezen; in het logboek van de server staat waarom"
        raise SettingsError((Mistake(sign_in.FILE, None, message),)) from error


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:  # a folder that may not be looked into
        return True


def _provider(secrets: Mapping[str, Any], chosen: Settings) -> sign_in.Provider | None:
    if "auth" not in secrets:
        if chosen.sign_in:
            raise SettingsError((Mistake(sign_in.FILE, None, "er is geen [auth], en aanmelden is verplicht"),))
        return None
    section = dict(secrets["auth"]) if isinstance(secrets["auth"], Mapping) else {}
    if isinstance(address := section.get("redirect_uri"), str):  # as Streamlit does
        section["redirect_uri"] = address.replace("{port}", str(st.get_option("server.port")))
    found = sign_in.provider(section, chosen)
    if st.get_option("server.trustedUserHeaders"):  # they would overwrite what the provider says
        message = "haal server.trustedUserHeaders weg; bij aanmelden zegt alleen de aanbieder wie iemand is"
        raise SettingsError((Mistake("config.toml", None, message),))
    return found
