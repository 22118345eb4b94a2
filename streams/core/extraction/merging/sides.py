"""On which side those stand who take part: the beneficiaries of a commitment and the hosts of a visit receive."""

from collections.abc import Sequence

from schemas.facts import Place
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.learned import thresholds
from streams.core.extraction.merging.assignment import ActorKey, Assignment, key_of
from streams.core.extraction.merging.clustering import Cluster


def sides_of(cluster: Cluster, people: Assignment, place: Place) -> Assignment:
    """Return those who take part in an event that is at a place, each on its side; somebody acts in every event.

    A report by itself hardly ever shows a host: hosts are told of like those who travel, and few are annotated. Where
    the visit goes shows them.
    """
    kind = cluster[0].type
    if not TRAITS[kind].has_recipients:
        return people
    taking = _parts_of(cluster, people)
    surest = [max(parts, key=lambda part: part.probability) for parts in taking]
    receiving = {n for n, part in enumerate(surest) if part.recipient >= thresholds.RECIPIENT}
    if TRAITS[kind].has_destination:
        receiving |= _hosts(taking, place)
    if len(receiving) == len(taking):
        receiving -= {min(receiving, key=lambda n: surest[n].recipient, default=0)}
    actors = tuple(part.actor for n, part in enumerate(surest) if n not in receiving)
    return Assignment(actors, tuple(part.actor for n, part in enumerate(surest) if n in receiving))


def _parts_of(cluster: Cluster, people: Assignment) -> list[list[Participation]]:
    """Return the parts that each of some people has in the reports."""
    parts: dict[ActorKey, list[Participation]] = {}
    for part in (p for report in cluster for p in report.parts):
        parts.setdefault(key_of(part), []).append(part)
    named = {(actor.name, actor.country) for actor in (*people.actors, *people.recipients)}
    return [own for key, own in parts.items() if key in named]


def _hosts(taking: Sequence[Sequence[Participation]], place: Place) -> set[int]:
    """Return the positions of those who are at home at a place while others come from elsewhere.

    Of 22 annotated hosts who were named 14 are known so, in place of 1 by the reports alone, and 1 visitor of 568 is
    taken for one.
    """
    homes = [parts[0].actor.country for parts in taking]
    if all(home in (None, place.country) for home in homes):
        return set()
    return {
        n
        for n, parts in enumerate(taking)
        if homes[n] and homes[n] == place.country and _receives(parts) >= thresholds.HOST
    }


def _receives(parts: Sequence[Participation]) -> float:
    """Return the probability that an actor receives: the mean of its parts, each as much as it is likely to be one."""
    return sum(p.probability * p.recipient for p in parts) / sum(p.probability for p in parts)
