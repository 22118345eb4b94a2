"""The whole pipeline in pure Python: logs, partitions, workers that crash, wake up late and are rebalanced.

Delivery is at least once and every write can be lost, or land late, as on a real broker:
- a worker takes a batch, computes what follows, and writes it in two phases (state and records, in either order); a
  crash keeps any subset of the phase in which it happens; nothing is acknowledged before both phases are through;
- a worker may be paused at any point instead: another one recovers its partition, and what the first had still to write
  lands at any later time (a zombie does not know that it lost its partition);
- a new worker recovers by joining all records of the changelog and reads on from the acknowledged offset.
`Laws` names what must hold; a test that switches one off must see wrong counts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any, Protocol

from schemas.article import Article
from schemas.count import Cell, Count, Tally
from schemas.event import Event
from schemas.mention import Mention
from streams.core.extraction.model import Extraction, ExtractorVersion
from streams.core.proof import oracle
from streams.core.proof.oracle import Placed
from streams.core.state import counts, ledger, readings
from streams.core.state.cells import text_of
from streams.core.state.counts import CellState
from streams.core.state.readings import Reading
from streams.core.state.totals import PartitionTotals

PARTITIONS = 2


@dataclass(frozen=True)
class Laws:
    """What keeps the counts exact; each can be switched off."""

    join_on_recovery: bool = True
    settle_before_acknowledging: bool = True
    repeat_what_was_folded: bool = True
    send_what_was_undone: bool = True
    absolute_totals: bool = True
    state_first: bool = True
    """Not a law of the counts: both orders are exact, but records first does not survive a change of the extractor."""


@dataclass
class Broker:
    """Topics are lists per partition; `acknowledged` is each agent's next offset."""

    topics: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    acknowledged: dict[tuple[str, int], int] = field(default_factory=dict)

    def log(self, topic: str, partition: int) -> list[Any]:
        return self.topics.setdefault((topic, partition), [])

    def send(self, topic: str, key: str, value: Any) -> None:  # noqa: ANN401
        self.log(topic, sum(key.encode()) % PARTITIONS).append((key, value))

    def all(self, topic: str) -> list[Any]:
        return [value for partition in range(PARTITIONS) for _, value in self.log(topic, partition)]


Write = Callable[[], None]


@dataclass
class Settlement:
    """What a batch writes: the changes of state and the records that follow, then the acknowledgement."""

    state: list[Write]
    records: list[Write]
    acknowledge: Write


class Agent(Protocol):
    """One agent's owner of one partition; made anew after every crash and rebalance."""

    source: str

    def take(self, batch: list[tuple[int, Any]]) -> tuple[dict[str, Any], list[tuple[str, str, Any]]]:
        """Return the changed state by key, and the records to send as (topic, key, value)."""


class Reads:
    """The agent `read`; what an article says depends on the article and the extractor."""

    source, table = "accepted", "readings-table"

    def __init__(self, world: "World", partition: int) -> None:
        self.world, self.extractor = world, world.extractor
        self.kept: dict[str, Reading] = world.recovered(self.table, partition, readings.join)

    def take(self, batch: list[tuple[int, Article]]) -> tuple[dict[str, Any], list[tuple[str, str, Any]]]:
        changed, sent = {}, []
        for _, told in batch:
            found = self.world.extract(told, self.extractor)
            change = readings.difference(self.kept.get(str(told.id)), told, found, self.extractor)
            self.kept[str(told.id)] = changed[str(told.id)] = change.reading
            sent += [("mentions", said.block, said) for said in change.mentions]
        return changed, sent


class Ledgers:
    """The agent `ledger`."""

    source, table = "mentions", "ledger-table"

    def __init__(self, world: "World", partition: int) -> None:
        self.laws = world.laws
        self.kept = world.recovered(self.table, partition, ledger.join)
        self.totals = PartitionTotals(partition)
        self.totals.rebuild(self.kept.values())

    def take(self, batch: list[tuple[int, Mention]]) -> tuple[dict[str, Any], list[tuple[str, str, Any]]]:
        before = dict(self.kept)
        outcome = self.totals.fold(self.kept.get, [(said, offset) for offset, said in batch])
        self.kept |= outcome.entries
        events, tallies = list(outcome.events), list(outcome.tallies)
        if not self.laws.repeat_what_was_folded:
            new = [said for offset, said in batch if not ledger.is_repeat(before.get(said.block), offset)]
            blocks = {said.block for said in new} & outcome.entries.keys()
            ids = {event.event_id for block in blocks for event in ledger.events(self.kept[block])}
            cells = {text_of(cell) for block in blocks for cell in ledger.totals(self.kept[block])}
            events = [event for event in events if event.event_id in ids]
            tallies = [tally for tally in tallies if text_of(tally) in cells]
        if not self.laws.send_what_was_undone:
            same = {text_of(cell) for cell in self._unchanged(before, outcome.entries)}
            tallies = [tally for tally in tallies if text_of(tally) not in same]
        sent = [("events", event.event_id, event) for event in events]
        return dict(outcome.entries), sent + [("tallies", text_of(tally), tally) for tally in tallies]

    @staticmethod
    def _unchanged(before: dict[str, ledger.Entry], after: Mapping[str, ledger.Entry]) -> Iterator[Cell]:
        """The cells that a batch leaves as they were."""
        for block, entry in after.items():
            old = ledger.totals(before[block]) if block in before else {}
            yield from (cell for cell, total in ledger.totals(entry).items() if old.get(cell) == total)


class Counts:
    """The agent `count`."""

    source, table = "tallies", "counts-table"

    def __init__(self, world: "World", partition: int) -> None:
        self.laws = world.laws
        self.kept: dict[str, CellState] = world.recovered(self.table, partition, counts.join)

    def take(self, batch: list[tuple[int, Tally]]) -> tuple[dict[str, Any], list[tuple[str, str, Any]]]:
        changed = {}
        for _, tally in batch:
            key = text_of(tally)
            told = tally if self.laws.absolute_totals else self._added(tally, self.kept.get(key))
            self.kept[key] = changed[key] = counts.apply(self.kept.get(key), told)
        return dict(changed), [("counts", key, counts.count(state)) for key, state in changed.items()]

    @staticmethod
    def _added(tally: Tally, state: CellState | None) -> Tally:
        old = state.totals.get(tally.partition) if state else None
        had = (old.events, old.mentions) if old else (0, 0)
        return tally.model_copy(update={"events": tally.events + had[0], "mentions": tally.mentions + had[1]})


AGENTS: tuple[Any, ...] = (Reads, Ledgers, Counts)


@dataclass
class World:
    """The broker, the workers and chance."""

    chance: Random
    extract: Callable[[Article, ExtractorVersion], Extraction]
    extractor: ExtractorVersion
    laws: Laws = field(default_factory=Laws)
    broker: Broker = field(default_factory=Broker)
    owners: dict[tuple[Any, int], Any] = field(default_factory=dict)
    late: list[Write] = field(default_factory=list)
    """What paused workers have still to write."""

    def publish(self, articles: Iterable[Article]) -> None:
        for told in articles:
            self.broker.send("accepted", str(told.id), told)

    def recovered(self, table: str, partition: int, join: Callable[[Any, Any], Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in self.broker.log(table, partition):
            joins = key in values and self.laws.join_on_recovery
            values[key] = join(values[key], value) if joins else value
        return values

    def run(self, troubles: int) -> None:
        """Work with so many crashes and pauses at random, then until all is done and all late writes have landed."""
        self.work(troubles)
        while self.late:
            self._land()
        while any(self._waiting(agent, partition) for agent in AGENTS for partition in range(PARTITIONS)):
            for agent in AGENTS:
                for partition in range(PARTITIONS):
                    self._step(agent, partition, trouble=False)

    def work(self, troubles: int) -> None:
        """Let agents take batches in any order, with so many crashes and pauses."""
        while troubles > 0:
            if self.late and self.chance.random() < 0.3:
                self._land()
            trouble = self.chance.random() < 0.4
            troubles -= trouble
            self._step(self.chance.choice(AGENTS), self.chance.randrange(PARTITIONS), trouble)

    def upgrade(self, extractor: ExtractorVersion) -> None:
        """Deploy an extractor: what is under way lands, and every partition gets a new owner."""
        while self.late:
            self._land()
        self.extractor = extractor
        self.owners.clear()

    def _waiting(self, agent: Any, partition: int) -> bool:  # noqa: ANN401
        return self.broker.acknowledged.get((agent.source, partition), 0) < len(
            self.broker.log(agent.source, partition)
        )

    def _step(self, agent: Any, partition: int, trouble: bool) -> None:  # noqa: ANN401
        start = self.broker.acknowledged.get((agent.source, partition), 0)
        waiting = self.broker.log(agent.source, partition)[start : start + self.chance.randint(1, 5)]
        if not waiting:
            return
        owner = self.owners.get((agent, partition)) or agent(self, partition)
        self.owners[agent, partition] = owner
        batch = [(start + n, value) for n, (_, value) in enumerate(waiting)]
        writes = self._settlement(agent, partition, owner.take(batch), start + len(batch))
        if trouble:
            del self.owners[agent, partition]
            self._interrupt(writes)
        else:
            for write in writes.state + writes.records:
                write()
            writes.acknowledge()

    def _settlement(self, agent: Any, partition: int, taken: Any, end: int) -> Settlement:  # noqa: ANN401
        changed, sent = taken
        state: list[Write] = [
            partial(self.broker.log(agent.table, partition).append, (key, value)) for key, value in changed.items()
        ]
        records: list[Write] = [partial(self.broker.send, *record) for record in sent]

        def acknowledge() -> None:
            done = self.broker.acknowledged.get((agent.source, partition), 0)
            self.broker.acknowledged[agent.source, partition] = max(done, end)

        return Settlement(state, records, acknowledge)

    def _interrupt(self, writes: Settlement) -> None:
        """Crash or pause in one of the two phases, with any part of it written."""
        if not self.laws.settle_before_acknowledging:
            writes.acknowledge()
        first, second = writes.state, writes.records
        if not self.laws.state_first:
            first, second = second, first
        cut = self.chance.choice([first, second])
        written = [write for write in cut if self.chance.random() < 0.5]
        for write in (first + written) if cut is second else written:
            write()
        if self.chance.random() < 0.5:
            done = {id(write) for write in written} | ({id(write) for write in first} if cut is second else set())
            self.late += [write for write in first + second if id(write) not in done]

    def _land(self) -> None:
        self.late.pop(0)()

    def mismatches(self) -> tuple[str, ...]:
        """Compare everything with the oracle, and the ledger with what the newest readings say."""
        log = [
            Placed(said, partition, offset)
            for partition in range(PARTITIONS)
            for offset, (_, said) in enumerate(self.broker.log("mentions", partition))
        ]
        events: list[Event] = self.broker.all("events")
        newest: dict[str, Count] = {}
        for count in self.broker.all("counts"):
            key = text_of(count)
            newest[key] = max(count, newest.get(key, count), key=lambda each: each.version)
        entries = {k: e for p in range(PARTITIONS) for k, e in self.recovered("ledger-table", p, ledger.join).items()}
        found = oracle.compare(oracle.fold(log), events, newest.values(), entries)
        return tuple(map(str, found)) + tuple(self._untrue(entries))

    def _untrue(self, entries: dict[str, ledger.Entry]) -> Iterable[str]:
        """The one truth that does not come from the log of mentions: the newest revision of each article."""
        live = {key for entry in entries.values() for key, held in entry.held.items() if held.content is not None}
        true = {said.mention_id for reading in self._truth().values() for said in reading.mentions}
        yield from (f"truth: mention {key} is counted, but no article says so" for key in sorted(live - true))
        yield from (f"truth: mention {key} is not counted" for key in sorted(true - live))

    def _truth(self) -> dict[str, Reading]:
        truth: dict[str, Reading] = {}
        for told in self.broker.all("accepted"):
            reading = readings.read(told, self.extract(told, self.extractor), self.extractor)
            known = truth.get(reading.article_id)
            truth[reading.article_id] = readings.join(known, reading) if known else reading
        return truth
