"""The language of a text."""

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARS = 600
"""Enough for certainty on prose; more only costs time."""

_IDENTIFIER = LanguageIdentifier.from_pickled_model(MODEL_FILE)


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, judged by its first characters."""
    return str(_IDENTIFIER.classify(text[:SAMPLE_CHARS])[0])
