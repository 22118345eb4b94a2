"""How the extractor came from an article to its events, as values that can be shown or sent. Pure.

Trace ─ explain ▶ Explanation (what was removed, sentences, actors, candidates, events with what was chosen)
"""
