"""
Search: one box over cards, questions and sources, made for Dutch.

`entries` says what can be found, `analysis` what counts as the same word, `index` finds and ranks, `snippets` shows
the sentence that answers. All of it is made from cards that have passed the gate.
"""
