"""The sectors that a text states, from words with weights.

Words in the titles of ministers and the names of ministries count half: that the finance minister met someone does not
make finance the topic, unless the text names no other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from schemas.sectors import CRS_CODES, Sector
from streams.core.lexicon.sectors import words_of

STATED = 1.0
"""Weight from which on a sector counts as stated."""

_IN_OFFICES = 0.5
_ENUMERABLE = 0.5
"""Words from this weight on state their sector by themselves where topics are listed."""
_TOPICS = re.compile(
    r"\b(?:areas?|fields?|sectors?|spheres?|domains?|priorities)\s(?:of|such\sas|like|including)\b"
    r"|\b(?:cooperation|co-operation|collaboration|partnerships?|relations)\s(?:in|on)\b",
    re.IGNORECASE,
)
"""What opens a list of topics: "cooperation in trade, media and customs"."""
_TOPIC_WORDS = (
    "area",
    "field",
    "sector",
    "sphere",
    "domain",
    "priorit",
    "operation",
    "collaborat",
    "partner",
    "relation",
)
"""A text without any of these opens no list."""

_PORTFOLIO = r"(?:[A-Z][\w’'-]+|and|of|for|the|&)(?:,?\s(?:[A-Z][\w’'-]+|and|of|for|the|&))*"
_OFFICE = re.compile(
    r"\b(?:(?:[Uu]nder|[Aa]ssistant|[Dd]eputy|[Pp]ermanent)[\s-])?(?:[Mm]inist(?:er|ry|ers|ries)|[Ss]ecretar(?:y|ies)|[Dd]epartment|"
    r"[Cc]ommissioner|[Dd]irectorate|[Cc]ouncil|[Cc]ommittee|[Aa]uthority|[Bb]ureau|[Ii]nstitute|[Uu]niversity|[Cc]ollege|[Aa]cademy)\s"
    rf"(?:of|for|on)\s(?:[Ss]tate\s(?:for|of)\s)?{_PORTFOLIO}"
    r"|\b[A-Z][\w’'-]+(?:,?\s(?:and\s|&\s)?[A-Z][\w’'-]+){0,4}\s(?:Minist(?:er|ry|ers)|Secretary|Department|Commissioner|Committee|Council|"
    r"Authority|Agency|Bank|University|Academy|Institute|Organi[sz]ation|Force|minist(?:er|ry)|secretary|spokes(?:man|woman|person))\b"
    rf"(?:\s(?:of|for|on)\s{_PORTFOLIO})?"
    r"|\b(?:defen[cs]e|finance|trade|health|education|energy|agriculture|environment|interior|transport|industry|commerce|"
    r"security|justice|tourism|labou?r|culture)\s(?:minist(?:er|ry)|secretary|adviser|advisor|chief|officials?)s?\b"
)
_OFFICE_WORDS = re.compile(
    r"inist|ecretar|epartment|ommissioner|irectorate|ouncil|ommittee|uthority|ureau|nstitute|niversity|ollege|cademy|gency"
    r"|Bank|Organi|Force|spokes|advis|chief|official"
)
"""A text without any of these names no office: quicker to see than the names themselves."""


class Prominence(NamedTuple):
    """How much several texts together dwell on a sector."""

    weight: float
    share: float
    """Of the weight of all sectors."""
    rank: int
    """0 for the sector of the greatest weight."""
    sentences: int
    """Number of texts that state it."""


def prominence_of(texts: Iterable[Mapping[Sector, float]]) -> dict[Sector, Prominence]:
    """Return what several texts, each given by its scores, dwell on, the most prominent sector first."""
    weights: dict[Sector, float] = {}
    stating: dict[Sector, int] = {}
    for scores in texts:
        for sector, score in scores.items():
            weights[sector] = weights.get(sector, 0.0) + score
            stating[sector] = stating.get(sector, 0) + (score >= STATED)
    total = sum(weights.values())
    order = sorted(weights, key=lambda sector: -weights[sector])
    return {s: Prominence(weights[s], weights[s] / total, rank, stating[s]) for rank, s in enumerate(order)}


def sectors_of(text: str) -> tuple[Sector, ...]:
    """Return the sectors that the words of `text` state, the strongest first, else in the order of the text."""
    scores = scores_of(text)
    return _stated(scores) or (_stated(scores_of(text, in_offices=1.0))[:1] if scores else ())


def _stated(scores: Mapping[Sector, float]) -> tuple[Sector, ...]:
    stated = [sector for sector, score in scores.items() if score >= STATED]
    return tuple(sorted(stated, key=lambda sector: -scores[sector]))


def crs_codes(sectors: Sequence[Sector], text: str) -> tuple[str, ...]:
    """Return the CRS codes of `sectors`: 5-digit purposes where `text` names them, else those of the whole sector."""
    purposes: dict[Sector, list[str]] = {sector: [] for sector in sectors}
    for word in words_of(text.lower()):
        for sense in word.senses:
            found = purposes.get(sense.sector)
            if found is not None and sense.purpose and sense.purpose not in found:
                found.append(sense.purpose)
    return tuple(code for sector, found in purposes.items() for code in found or CRS_CODES[sector])


@lru_cache(maxsize=256)
def scores_of(text: str, in_offices: float = _IN_OFFICES) -> Mapping[Sector, float]:
    """Return what the words of `text` weigh for each sector that they speak of, stated or not, in the text's order.

    `in_offices` is what a word in the name of an office counts, as a share of its weight elsewhere. The events of an
    article ask for the same sentences.
    """
    lower = text.lower()
    words = words_of(lower)
    if not words:
        return {}
    offices = [m.span() for m in _OFFICE.finditer(text)] if in_offices < 1.0 and _OFFICE_WORDS.search(text) else []
    topics = _TOPICS.search(text) if any(word in lower for word in _TOPIC_WORDS) else None
    listed_from = topics.end() if topics else len(text)
    scores: dict[Sector, float] = {}
    for word in words:
        share = in_offices if any(start <= word.start < end for start, end in offices) else 1.0
        for sense in word.senses:
            weight = sense.weight
            if word.start >= listed_from and _ENUMERABLE <= weight < STATED:
                weight = STATED
            scores[sense.sector] = scores.get(sense.sector, 0.0) + share * weight
    return scores
