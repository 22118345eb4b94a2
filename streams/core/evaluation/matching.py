"""Which found event is which annotated one: one to one, the most alike first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.core.evaluation.coded import CodedEvent, Participant
from streams.core.evaluation.names import same_name

SAME_NAMES = 1 / 3
"""Dice coefficient of the participants by name from which two events can be one."""
SAME_COUNTRIES = 0.5
"""Jaccard index of the participants' countries from which two events can be one."""
_DETAIL = 0.3
"""What an equal place or date, and equal sectors, add."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The events of one article, and which are the same; the numbers are positions in `gold` and `found`."""

    article: str
    gold: tuple[CodedEvent, ...]
    found: tuple[CodedEvent, ...]
    pairs: tuple[tuple[int, int], ...]
    ignored: frozenset[int]
    """Found events that are in the article's background: neither right nor wrong."""

    @property
    def hits(self) -> list[tuple[CodedEvent, CodedEvent]]:
        """Return the annotated events that were found, each with what was found."""
        return [(self.gold[i], self.found[j]) for i, j in self.pairs]

    @property
    def missed(self) -> list[int]:
        """Return the annotated events that were not found."""
        return sorted(set(range(len(self.gold))) - {i for i, _ in self.pairs})

    @property
    def spurious(self) -> list[int]:
        """Return the found events that nobody annotated."""
        return sorted(set(range(len(self.found))) - {j for _, j in self.pairs} - self.ignored)


def match(
    article: str, gold: Sequence[CodedEvent], background: Sequence[CodedEvent], found: Sequence[CodedEvent]
) -> Matched:
    """Match the events of one article; what is left over is held against the background."""
    pairs = pair(gold, found)
    left = sorted(set(range(len(found))) - {j for _, j in pairs})
    spare = pair(background, [found[j] for j in left])
    return Matched(article, tuple(gold), tuple(found), tuple(pairs), frozenset(left[j] for _, j in spare))


def similarity_features(gold: CodedEvent, found: CodedEvent) -> float:
    """Return how alike two events are; 0 where they cannot be one: another type, or other participants."""
    return resemblance(gold, found) if gold.type is found.type else 0.0


def resemblance(gold: CodedEvent, found: CodedEvent) -> float:
    """Return how alike two events are, whatever their types; 0 where their participants are too different."""
    names, countries = _shared_names(gold, found), _jaccard(gold.countries, found.countries)
    if names < SAME_NAMES and countries < SAME_COUNTRIES:
        return 0.0
    place, day = gold.country == found.country, gold.date == found.date
    return names + countries + _DETAIL * place + _DETAIL * day + _DETAIL * _jaccard(gold.sectors, found.sectors)


def pair(
    gold: Sequence[CodedEvent],
    found: Sequence[CodedEvent],
    alike: Callable[[CodedEvent, CodedEvent], float] = similarity_features,
) -> list[tuple[int, int]]:
    """Return the pairs of positions (gold, found), each event in one pair at most; of equals the later ones first."""
    scored = sorted(((alike(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in scored:
        if score > 0 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def shares_name(one: Participant, others: Sequence[Participant]) -> bool:
    """Tell whether a participant is among others, by any of its names."""
    return any(same_name(a, b) for other in others for a in one.names for b in other.names)


def _shared_names(gold: CodedEvent, found: CodedEvent) -> float:
    """Return the Dice coefficient of the participants, an annotated one being shared if its name is found."""
    both = len(gold.participants) + len(found.participants)
    return 2 * sum(shares_name(p, found.participants) for p in gold.participants) / both if both else 0.0


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0
