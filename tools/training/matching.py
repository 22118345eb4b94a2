"""Matching of found events to annotated ones as `core.evaluation` does it, but for sectors: they come later."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from streams.core.evaluation.names import same_name

Annotated = Mapping[str, Any]
"""An event with `type`, `actors`, `counterparts` or `recipients`, `place`, `date`, `sectors`."""

_DETAIL = 0.3
"""What an equal place or an equal date adds."""


def participants(event: Annotated) -> list[Mapping[str, Any]]:
    """Actors and recipients."""
    return [*(event.get("actors") or ()), *(event.get("counterparts") or event.get("recipients") or ())]


def names_of(participant: Mapping[str, Any]) -> list[str]:
    """Return the names that a participant goes by."""
    return [participant.get("name") or "", *(participant.get("aliases") or ())]


def countries(event: Annotated) -> set[str]:
    """Countries and organisations of the participants."""
    return {p["country"] for p in participants(event) if p.get("country")}


def _shares_name(one: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> bool:
    return any(same_name(x, y) for other in others for x in names_of(one) for y in names_of(other))


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def similarity_features(gold: Annotated, found: Annotated) -> float:
    """How alike two events are; 0 where they cannot be the same."""
    if gold["type"] != found["type"]:
        return 0.0
    g, f = participants(gold), participants(found)
    names = 2 * sum(_shares_name(x, f) for x in g) / (len(g) + len(f)) if g or f else 0.0
    overlap = _jaccard(countries(gold), countries(found))
    if names < 1 / 3 and overlap < 0.5:
        return 0.0
    place = (gold.get("place") or {}).get("country") == (found.get("place") or {}).get("country")
    return names + overlap + _DETAIL * place + _DETAIL * (gold.get("date") == found.get("date"))


def pair(golds: Sequence[Annotated], found: Sequence[Annotated]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold, found), the most alike first."""
    scored = sorted(
        ((similarity_features(g, f), i, j) for i, g in enumerate(golds) for j, f in enumerate(found)), reverse=True
    )
    pairs: list[tuple[int, int]] = []
    for score, i, j in scored:
        if score > 0 and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs
