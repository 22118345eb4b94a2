"""Training of the extractor's models from annotated articles. Never imported at run time.

Training, from the annotations to the weights:
mark        asks annotators which words are the triggers of an event
corpus      annotated articles with their events and triggers
reading     out-of-fold triage and parsing of them
matching    which extracted event is which annotated one
examples    training examples: the candidates of an article, labelled
synthetic   which models learn from synthetic articles too, and which from published ones alone
fitting     fits one model: logistic regression, boosted trees, a choice among options
networks    fits one neural network: Adam, cross-entropy, dropout
stages      the first models of the pipeline: triage, triggers, participants
judges      the later ones, on out-of-fold output of the first: clustering, parties, attributes, confidence
train       fits all of them, cross-validates, writes the weights

Benchmarks:
bench       speed and memory, against spaCy's whole pipeline
memory      memory of a process that extracts for long
pages       extraction from saved web pages
copies      linking of near-duplicate articles
"""
