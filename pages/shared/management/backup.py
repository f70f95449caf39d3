"""Backup: everything as one file to keep elsewhere, and such a file put back, looked into first."""

from __future__ import annotations

import datetime
import tempfile
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from debatkit import BACKUP_ENDING, BackupContents, Backups, DebatkitError, backup_name, text
from pages.shared import download, outcome, session

WORD = "terugzetten"
ROUND, TYPED, SEEN = "terugzetten-ronde", "terugzetten-woord", "terugzetten-gezien"


def show() -> None:
    """Download, and put back."""
    backups = session.workspace().backups(session.user())
    st.header("Reservekopie maken")
    st.caption(
        "Een bestand met alle dossiers en hun hele geschiedenis, ook wat intern is. Bewaar het op een andere plaats "
        "dan deze server. Wat iemand nog niet heeft opgeslagen, zit er niet in."
    )
    download.button(
        "Reservekopie downloaden",
        partial(_made, backups),
        backup_name(datetime.datetime.now()),
        "application/gzip",
        key="reservekopie",
    )
    st.header("Reservekopie terugzetten")
    _restore(backups)


def _made(backups: Backups) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kopie"
        backups.write(path)
        return path.read_bytes()


def _restore(backups: Backups) -> None:
    limit = int(st.get_option("server.maxUploadSize"))
    st.caption(
        f"Kies eerst het bestand; er wordt gekeken wat erin zit voordat er iets gebeurt. Is het groter dan {limit} MB, "
        "zet het dan terug met de opdrachtregel (docs/beheer.md)."
    )
    place = st.session_state.setdefault(ROUND, 0)  # another one empties the box
    uploaded = st.file_uploader("Reservekopie", type=[BACKUP_ENDING], key=f"reservekopie-{place}")
    if uploaded is None:
        return
    try:
        found = _contents(backups, uploaded)
    except DebatkitError as error:
        st.error("Dit bestand kan niet worden teruggezet.", icon=":material/error:")
        st.text(str(error))
        return
    until = f", tot en met {text.dutch_moment(found.until)}" if found.until else ""
    st.markdown(f"**In dit bestand:** {found.revisions} wijzigingen{until}.")
    for dossier, count in found.dossiers.items():
        st.markdown(f"- {text.plain(dossier)}: {count} wijzigingen")
    _confirm(backups, uploaded, found)


def _contents(backups: Backups, uploaded: UploadedFile) -> BackupContents:
    """What is in the file; looked into once."""
    held = st.session_state.get(SEEN)
    if held is None or held[0] != uploaded.file_id:
        with st.spinner("De reservekopie wordt nagekeken …"), tempfile.TemporaryDirectory() as folder:
            held = uploaded.file_id, backups.contents(_on_disk(uploaded, folder))
        st.session_state[SEEN] = held
    return held[1]


def _on_disk(uploaded: UploadedFile, folder: str) -> Path:
    path = Path(folder) / "kopie"
    path.write_bytes(uploaded.getbuffer())
    return path


def _confirm(backups: Backups, uploaded: UploadedFile, found: BackupContents) -> None:
    now = backups.revisions
    if now and backups.place.file is None:
        st.info(
            "In deze PostgreSQL-database staan al wijzigingen. Laat de beheerder een lege database maken, de kopie "
            "daar terugzetten met `python -m debatkit restore`, en de app met die database starten.",
            icon=":material/info:",
        )
        return
    if now:
        st.warning(
            f"De {now} wijzigingen van nu worden bewaard in een bestand naast de database, en de reservekopie komt "
            "ervoor in de plaats. Wat er na de reservekopie is gewijzigd, ziet dan niemand meer. Vraag iedereen eerst "
            "om op te houden met schrijven.",
            icon=":material/warning:",
        )
    typed = st.text_input(f"Typ „{WORD}” om door te gaan", key=TYPED, live=True)
    st.button(
        f"{found.revisions} wijzigingen terugzetten",
        type="primary",
        icon=":material/settings_backup_restore:",
        disabled=(typed or "").strip().lower() != WORD,
        on_click=_do_restore,
        args=[uploaded],
    )


def _do_restore(uploaded: UploadedFile) -> None:
    if st.session_state.get(TYPED, "").strip().lower() != WORD:
        return

    def work() -> str:
        workspace = session.workspace()
        with tempfile.TemporaryDirectory() as folder:
            done = workspace.backups(session.user()).restore(_on_disk(uploaded, folder), replace=True)
        workspace.refresh()
        aside = f" Wat er stond, is bewaard in {done.aside}." if done.aside else ""
        return f"Er zijn {done.revisions} wijzigingen teruggezet.{aside}"

    if outcome.of(work):
        st.session_state[ROUND] += 1
        for key in (TYPED, SEEN):
            st.session_state.pop(key, None)
