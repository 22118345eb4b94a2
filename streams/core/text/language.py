"""The language of a text."""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from streams.core.lexicon.words import WORDS

SAMPLE_CHARS = 600
"""Enough for certainty on prose; more only costs time."""
_SEARCHED_CHARS = 2_400
"""How far into the text words are looked for: a page may open with markup or addresses."""
_MIN_LETTERS = 20
"""Below this many letters of an alphabet the identifier guesses at random, so English is assumed."""
_SURE_SHARE = 0.12
"""English prose has about three in ten words of the list below; no other language reaches one in ten."""

_SHORT = 200
"""Characters up to which a text is short: half of it may be names, which are in no language."""
_MARGIN = 10.0
"""By how much, in natural logarithms of the likelihood, another language must be likelier than English in a short text.
Captions such as "President Reis meets Prime Minister Lukic" are 5 short of Dutch; sentences of other languages are 14
and more from English."""

_TAG = re.compile(r"<[^<>]{0,500}>")
_NOT_LETTERS = re.compile(r"[\d_*#|=~^&;]+")
_IN_ADDRESSES = ("://", "www.", "@", "</", "/>")
_FUNCTION_WORDS = WORDS["english"]
_LANGUAGES = WORDS["languages"]
"""Languages of newspapers. Creoles of English, which short headlines resemble, are left out."""


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, judged by its first words; "en" if there are hardly any."""
    sample = _words(text)[:SAMPLE_CHARS].lower()
    if _is_plain_english(sample) or not _has_enough_letters(sample):
        return "en"
    language, likelihood = _identifier().classify(sample)
    if language == "en" or len(sample) > _SHORT:
        return str(language)
    english = dict(_identifier().rank(sample))["en"]
    return "en" if likelihood - english < _MARGIN else str(language)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Return the identifier, read from its file at the first text that is not plainly English: half a second."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(_LANGUAGES & set(identifier.labels)))
    return identifier


def _words(text: str) -> str:
    """Return the words of the beginning of a text, without tags, addresses and numbers."""
    plain = _TAG.sub(" ", text[:_SEARCHED_CHARS]) if "<" in text else text[: 2 * SAMPLE_CHARS]
    words = plain.split()
    if any(mark in plain for mark in _IN_ADDRESSES):
        words = [word for word in words if not any(mark in word for mark in _IN_ADDRESSES)]
    return " ".join(_NOT_LETTERS.sub(" ", " ".join(words)).split())


def _is_plain_english(sample: str) -> bool:
    words = sample.split()
    known = [word for word in words if word in _FUNCTION_WORDS]
    return len(set(known)) >= 3 and len(known) >= _SURE_SHARE * len(words)


def _has_enough_letters(sample: str) -> bool:
    """Say whether there is enough to judge by; a letter outside the Latin alphabet says much more than one inside."""
    letters = sum(map(str.isalpha, sample))
    foreign = sum(character > "\u024f" and character.isalpha() for character in sample)
    return letters >= _MIN_LETTERS or foreign >= _MIN_LETTERS // 5
