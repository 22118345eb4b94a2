"""Triage: which sentences can report an event at all, so that the parser sees no others."""

import re
from collections.abc import Callable, Mapping

from streams.core.extraction.linear import LinearModel
from streams.core.extraction.model import Document

_WORDS = re.compile(r"[A-Za-z][a-z]*(?:-[a-z]+)*|[$€£]|\d+")
THRESHOLD = 0.03


def select(document: Document, is_trigger: Callable[[str], bool], models: Mapping[str, LinearModel]) -> tuple[int, ...]:
    """Positions of the sentences that deserve a parse."""
    del models
    return tuple(n for n, sentence in enumerate(document.sentences) if any(map(is_trigger, _WORDS.findall(sentence.text))))
