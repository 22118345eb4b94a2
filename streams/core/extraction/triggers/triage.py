"""Triage: which sentences can report an event at all, so that the parser sees no others.

Two sieves, the cheaper first: a sentence without any trigger of the rules is dropped; of the rest, a model over bare
words drops those that are very unlikely to report an event.
"""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import Features, LinearModel, bucket
from streams.core.lexicon.countries import code_of
from streams.core.text.model import Document, Sentence

_COURTESY_CALL = re.compile(
    r"\b(?:ambassadors?|high commissioner|envoy|charg[ée] d.affaires|consul[- ]general|nuncio)\b.{0,120}"
    r"\b(?:called (?:up)?on|paid an? (?:\w+ )?call (?:up)?on)\b.{0,60}"
    r"\b(?:minister|president|premier|governor|secretary|speaker|king|queen|emir|sultan|chancellor|mayor|chief)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Diplomats who call on somebody in office: short notes say hardly more, in words that tell of much else as well."""
_SHORT = 5
"""Sentences of a short document."""
_WORDS = re.compile(r"[A-Za-z][a-z]*(?:-[a-z]+)*|[$€£₹₦]|\d+")


def select(
    document: Document,
    is_trigger: Callable[[str], bool],
    model: LinearModel,
    threshold: float = thresholds.SENTENCE,
    gate: float = thresholds.ARTICLE,
) -> Mapping[int, float]:
    """Return the sentences that deserve a parse, by position, each with its `chance`: none without a likely one.

    A short document is read whole, but for the least likely sentences: it costs little, and what a lead or a caption
    tells is told in no other sentence.
    """
    if len(document.sentences) <= _SHORT:
        threshold, gate = min(threshold, thresholds.SENTENCE_OF_SHORT), 0.0
    chances = [chance(sentence, n, is_trigger, model) for n, sentence in enumerate(document.sentences)]
    if max(chances, default=0.0) < gate:
        return {}
    return {n: probability for n, probability in enumerate(chances) if probability >= threshold}


def chance(sentence: Sentence, position: int, is_trigger: Callable[[str], bool], model: LinearModel) -> float:
    """Return the probability that the sentence at this position reports an event; 0 without a trigger."""
    words = triggered(sentence, is_trigger)
    if not words:
        return 0.0
    calls = ("called" in words or "call" in words) and _COURTESY_CALL.search(sentence.text)
    least = thresholds.ARTICLE if calls else 0.0
    return max(least, model.probability(sentence_features(words, position)))


def triggered(sentence: Sentence, is_trigger: Callable[[str], bool]) -> list[str]:
    """Return the words of a sentence if one of them is a trigger, else none."""
    words = _WORDS.findall(sentence.text)
    return words if any(map(is_trigger, words)) else []


def sentence_features(words: list[str], position: int) -> Features:
    """Return the features of an unparsed sentence: its words, names of countries, capitals, where it stands."""
    lower = [w.lower() if not w.isdigit() else "0" for w in words]
    capitalised = [w for w in words if w[0].isupper()]
    capitals, states = len(capitalised), len({code for w in capitalised if (code := code_of(w))})
    names = {*lower, f"capitals={bucket(capitals, 2, 3, 5, 8, 12)}", f"position={bucket(position, 1, 2, 4, 8, 16)}"}
    names.add(f"share={bucket(capitals / max(1, len(words)), 0.1, 0.2, 0.3, 0.5)}")
    names.add(f"states={min(states, 3)}")
    names.update(map(" ".join, pairwise(lower)))
    return dict.fromkeys(names, 1.0)
