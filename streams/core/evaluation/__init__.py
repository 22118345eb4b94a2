"""How good the extractor is, against annotated articles. Pure.

GoldArticle, Trace ─ assess ▶ Assessment (matched events, errors with their causes) ─ summarise ▶ Evaluation
"""
