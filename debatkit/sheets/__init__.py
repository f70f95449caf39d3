"""
Sheets: what goes into the minister's folder.

`selection` chooses from cards that have passed the gate, `document` turns the choice into texts as printed, and `pdf`,
`word` and `html` set those. No output decides what may be seen; each escapes for itself.
"""
