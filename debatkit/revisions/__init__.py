"""
Revisions: the one log that every change to a dossier is appended to, and from which everything else is derived.

    change ──> drafts ──> log ──> database ──> SQLite or PostgreSQL
               valid?     based on the latest?

`records` names what goes in and comes out, `kinds` what it may be; `tables`, `schema` and `migrations` how it lies in
the database; `backup` is the whole log as one file.

The one rule that must hold: what was acknowledged is in the log for good, whole, at a place that never changes.
"""
