"""The language of a text."""

import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARS = 600
"""Enough for certainty on prose; more only costs time."""
_SEARCHED_CHARS = 2_400
"""How far into the text words are looked for: a page may open with markup or addresses."""
_MIN_LETTERS = 20
"""Below this the identifier guesses at random, so the language of nearly all our articles is assumed."""
_ASSUMED = "en"

_NOT_WORDS = re.compile(r"<[^<>]{0,500}>|\S*(?:://|www\.|@)\S*|&#?\w{1,10};|[\d_*#|=~^]+")
_SPACES = re.compile(r"\s+")
_identifier = LanguageIdentifier.from_model_file(MODEL_FILE)


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, judged by its first words; "en" if there are hardly any."""
    sample = _SPACES.sub(" ", _NOT_WORDS.sub(" ", text[:_SEARCHED_CHARS])).strip()[:SAMPLE_CHARS]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return _ASSUMED
    return str(_identifier.classify(_calm(sample))[0])


def _calm(sample: str) -> str:
    """Lower the case of a text in capitals: the identifier knows words as they are mostly written."""
    capitals = sum(map(str.isupper, sample))
    return sample.lower() if capitals > len(sample) // 2 else sample
