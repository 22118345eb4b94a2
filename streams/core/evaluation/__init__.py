"""How good the extractor is, against annotated articles. Pure.

GoldArticle, Trace ─ assess ▶ Assessment (matched events, errors with their causes) ─ summarise ▶ Evaluation

gold          annotated articles, and how they are read
coded         gold and extracted events in one form, so that they can be compared
names         whether two names are of the same participant
matching      one-to-one matching of gold and extracted events
scoring       precision, recall and F1 of events; accuracy of their attributes
confusion     the confusion matrix of event types
misses        the stage of the pipeline at which a gold event was lost
causes        error analysis: one cause for each error
calibration   whether confidences are calibrated
copies        near-duplicate articles: are their events linked, and look-alikes kept apart
evaluation    all of it for a set of articles
"""
