"""Sign-in page: what someone sees who may not, or not yet, see anything else."""

from __future__ import annotations

import logging
from functools import cache

import streamlit as st
from markupsafe import Markup

from debatkit import DebatkitError, SettingsError, SignedOutError, UnknownPersonError
from pages.shared.entrance import entrance

_LOG = logging.getLogger("debatkit")


def show(error: DebatkitError) -> None:
    """Draw the page that fits why nobody is let in."""
    if isinstance(error, SignedOutError):
        _title("Aanmelden")
        _say(f"{error} Debatkit is er voor wie een debat voorbereidt.")
        st.button("Aanmelden", type="primary", icon=":material/login:", on_click=_sign_in)
    elif isinstance(error, UnknownPersonError):
        _title("U hebt nog geen toegang")
        _say(f"{error} U bent aangemeld als {error.person}." if error.person else str(error))
        _say(f"Vraag toegang aan {entrance().settings.contact}.")
        st.button("Afmelden", icon=":material/logout:", on_click=st.logout)
    else:
        _title("Debatkit is niet goed ingesteld")
        _say("Daarom kan nu niemand erbij. Degene die de app beheert vindt in het logboek van de server waarom.")
        _log(str(error))
        for mistake in error.mistakes if isinstance(error, SettingsError) else ():
            # Who is not let in yet is not told what stands there: it may be about other people.
            _say(mistake.file if mistake.line is None else f"{mistake.file}, regel {mistake.line}")


def _title(title: str) -> None:
    st.set_page_config(page_title=f"{title} · Debatkit")
    st.title(title)


def _say(words: str) -> None:
    st.html(Markup("<p>{}</p>").format(words))  # as Markdown, an e-mail address would become a link


def _sign_in() -> None:
    provider = entrance().provider
    st.login(provider.name if provider else None)


@cache
def _log(message: str) -> None:
    """Once for each message: a page is drawn again with every click."""
    _LOG.error(message)
