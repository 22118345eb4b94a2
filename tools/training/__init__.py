"""Training of the extractor's models from annotated articles. Never imported at run time."""
