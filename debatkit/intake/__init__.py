"""
Intake: files that people edited, back into the dossier as proposed changes.

    .docx ──> package ──> reading ──> weaving ──> word ──> proposals ──> desk

`package` opens a hostile file, `reading` finds the parts in it, `weaving` makes statements of edited lines, and `word`
compares all of it with the dossier. The one rule that must hold: only what somebody changed in the file is proposed,
and what they could not see in it stays as it is.
"""
