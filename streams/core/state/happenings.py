"""The events of a block: linked anew while its reports are few, kept up as they come and go where they are many."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from schemas.event import StatusChange
from schemas.facts import Facts
from streams.core.identity import ids
from streams.core.linking.clusters import Cluster
from streams.core.linking.consensus import Consensus
from streams.core.linking.grouping import FEW, Group, link_reports
from streams.core.linking.linker import Linker
from streams.core.linking.reports import MentionReport
from streams.core.state.cells import cells_of


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of an entry: everything about it but its version."""

    event_id: str
    reports: Group
    facts: Facts
    history: tuple[StatusChange, ...]
    cells: frozenset[str]


Happenings = Mapping[str, Happening]
"""Events by id."""


def happenings(block: str, reports: Collection[MentionReport], known: Happenings) -> dict[str, Happening]:
    """Group reports into events, in the order of first report; those that are as `known` are taken from there."""
    groups = ((group, None) for group in link_reports(reports))
    return _by_id(block, groups, known)


def in_order(events: Happenings) -> Happenings:
    """Return events in the order of first report."""
    return dict(sorted(events.items(), key=lambda pair: pair[1].reports[0].order))


class LiveHappenings:
    """The events of a block's reports."""

    def __init__(self, block: str, reports: Collection[MentionReport], known: Happenings) -> None:
        """Begin with these reports; events that are as `known` are taken from there."""
        self._block = block
        self._linker: Linker | None = None
        self._ids: dict[Cluster, str] = {}
        self.by_id = self._link(reports, known)

    @property
    def kept_up(self) -> bool:
        """Whether the events are kept up, which is worth the memory, or linked anew, which is as quick."""
        return self._linker is not None

    def replace(
        self, reports: Collection[MentionReport], left: MentionReport | None, came: MentionReport | None
    ) -> tuple[Happenings, Happenings]:
        """Let a report go and another come; `reports` are then there.

        Returns the events that are not as they were, as they were before and as they are now.
        """
        if self._linker is None:
            before, after = self.by_id, self._link(reports, self.by_id)
        else:
            altered = self._linker.remove(left) if left else frozenset()
            altered |= self._linker.add(came) if came else frozenset()
            named = [self._ids.pop(each) for each in altered if each in self._ids]
            before = {event_id: self.by_id[event_id] for event_id in named}
            after = self._of(altered & self._linker.clusters, before)
        ended, begun = _unlike(before, after), _unlike(after, before)
        for event_id in ended:
            del self.by_id[event_id]
        self.by_id.update(begun)
        return ended, begun

    def _link(self, reports: Collection[MentionReport], known: Happenings) -> dict[str, Happening]:
        if len(reports) <= FEW:
            return happenings(self._block, reports, known)
        self._linker = Linker(reports)
        return self._of(self._linker.clusters, known)

    def _of(self, clusters: Collection[Cluster], known: Happenings) -> dict[str, Happening]:
        groups = [(cluster.reports, cluster) for cluster in clusters]
        self._ids |= {cluster: _event_id(self._block, group) for group, cluster in groups}
        return _by_id(self._block, ((group, cluster.consensus) for group, cluster in groups), known)


def _by_id(block: str, groups: Iterable[tuple[Group, Consensus | None]], known: Happenings) -> dict[str, Happening]:
    result = {}
    for group, consensus in groups:
        event_id = _event_id(block, group)
        before = known.get(event_id)
        result[event_id] = before if before and before.reports == group else _happening(event_id, group, consensus)
    return result


def _happening(event_id: str, group: Group, consensus: Consensus | None) -> Happening:
    consensus = consensus or Consensus(group)
    facts = consensus.facts()
    return Happening(event_id, group, facts, consensus.history(), cells_of(facts))


def _event_id(block: str, group: Group) -> str:
    return ids.event_id(block, group[0].mention_id)


def _unlike(these: Happenings, those: Happenings) -> Happenings:
    return {event_id: each for event_id, each in these.items() if those.get(event_id) is not each}
