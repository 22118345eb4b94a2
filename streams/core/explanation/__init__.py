"""How the extractor came from an article to its events, as values that can be shown or sent. Pure.

Trace ─ explain ▶ Explanation (what was removed, sentences, actors, candidates, events with what was chosen)

explain    a trace to its explanation
removed    the parts of the text that are not read: datelines, boilerplate
triggers   words in a sentence that may be triggers, before it is parsed
choices    the candidate values of date, place, sum and sectors, with their probabilities
values     what an explanation is made of
"""
