"""
Faults: what a database says when it will not, as the end of a Dutch sentence.

In goes an exception of a driver; out comes one of a few faults, found by the database's own code for it, or by a piece
of its message where it gives no code. The driver's words are never passed on: they are English, and may hold a text or
an address that is nobody's business.
"""

from __future__ import annotations

from enum import Enum


class Fault(Enum):
    """What is wrong, and what to do: it completes "De database x ..."."""

    BUSY = "is te lang bezet door anderen. Er is niets opgeslagen; probeer het opnieuw."
    REFUSED = "laat deze gebruiker niet toe. Kijk de naam en het wachtwoord in DEBATKIT_DATABASE na."
    ABSENT = "bestaat niet op deze server. Laat de beheerder haar maken met: createdb --encoding=UTF8."
    SILENT = "antwoordt niet. Kijk of de server draait en of het adres in DEBATKIT_DATABASE klopt."
    OPTION = "heeft een adres met een verkeerde optie achter het vraagteken. Verbeter DEBATKIT_DATABASE."
    NOT_ALLOWED = "mag door deze gebruiker niet worden gewijzigd. Laat de beheerder schrijfrechten geven."
    NOT_OPENED = "kan niet worden geopend. Kijk of het een bestand is dat deze gebruiker mag lezen en schrijven."
    NOT_A_DATABASE = "is geen database van Debatkit. Noem een ander bestand in DEBATKIT_DATABASE."
    DAMAGED = "is beschadigd. Zet de laatste reservekopie terug in een nieuwe database."
    FULL = "kan niets meer opslaan: de schijf is vol. Maak ruimte en probeer het opnieuw."
    DISK = "kan niet worden gelezen of geschreven: de schijf geeft een fout. Waarschuw de beheerder."
    LOST = "verbrak de verbinding. Probeer het opnieuw."
    OTHER = "gaf een onverwachte fout. Waarschuw de beheerder; in het logboek van de database staat meer."


# By SQLite's name of the error, or the state that PostgreSQL gives; what begins with it.
_CODES = (
    ("SQLITE_BUSY", Fault.BUSY),
    ("SQLITE_LOCKED", Fault.BUSY),
    ("SQLITE_CANTOPEN", Fault.NOT_OPENED),
    ("SQLITE_READONLY", Fault.NOT_ALLOWED),
    ("SQLITE_PERM", Fault.NOT_ALLOWED),
    ("SQLITE_NOTADB", Fault.NOT_A_DATABASE),
    ("SQLITE_CORRUPT", Fault.DAMAGED),
    ("SQLITE_FULL", Fault.FULL),
    ("SQLITE_IOERR", Fault.DISK),
    ("55P03", Fault.BUSY),  # lock_not_available
    ("57014", Fault.BUSY),  # query_canceled: a statement_timeout
    ("53300", Fault.BUSY),  # too_many_connections
    ("25P03", Fault.LOST),  # idle_in_transaction_session_timeout
    ("57P", Fault.LOST),  # the server is stopping or starting
    ("08", Fault.LOST),
    ("28", Fault.REFUSED),
    ("3D", Fault.ABSENT),
    ("25006", Fault.NOT_ALLOWED),  # read_only_sql_transaction: a standby
    ("42501", Fault.NOT_ALLOWED),
    ("3F000", Fault.NOT_ALLOWED),  # no schema to make tables in
    ("53100", Fault.FULL),
    ("58", Fault.DISK),
    ("XX001", Fault.DAMAGED),
    ("XX002", Fault.DAMAGED),
)
# A connection that fails has no state yet; these are libpq's and the server's words.
_WORDS = (
    ("invalid connection option", Fault.OPTION),
    ("invalid integer value", Fault.OPTION),
    ("connect_timeout", Fault.OPTION),
    ("authentication failed", Fault.REFUSED),
    ("no password supplied", Fault.REFUSED),
    ("no pg_hba.conf entry", Fault.REFUSED),
    ("role", Fault.REFUSED),
    ("too many", Fault.BUSY),
    ("remaining connection slots", Fault.BUSY),
    ("does not exist", Fault.ABSENT),
    ("starting up", Fault.LOST),
    ("shutting down", Fault.LOST),
    ("terminating connection", Fault.LOST),
    ("closed the connection", Fault.LOST),
    ("connection is closed", Fault.LOST),
    ("connection is lost", Fault.LOST),
    ("connection", Fault.SILENT),
    ("resolve", Fault.SILENT),
    ("timeout", Fault.SILENT),
)


def fault(error: Exception) -> Fault:
    """Return what a driver's exception, wrapped by SQLAlchemy or not, comes down to."""
    inner = getattr(error, "orig", None) or error
    code = getattr(inner, "sqlite_errorname", None) or getattr(inner, "sqlstate", None)
    if code:
        return next((found for start, found in _CODES if code.startswith(start)), Fault.OTHER)
    message = str(inner)
    if "QueuePool limit" in message:
        return Fault.BUSY
    return next((found for words, found in _WORDS if words in message), Fault.OTHER)
