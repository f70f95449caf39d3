"""
Editing: how a dossier changes, from files and by people, and what it is now.

    files ──> following ─┐
                         ├──> log ──> state ──> dossier
    people ──> desk ─────┘

`items` takes a dossier apart into what the log keeps, and `state` puts it together again; `ledger` is the one that
knows the log and the folders. The one rule that must hold: what somebody wrote is never overwritten by a file, nor
lost.
"""
