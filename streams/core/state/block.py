"""A block while records are folded into it: what its entry holds, kept up from record to record.

An `Entry` is a value: to fold a record into one is to make another, which costs as much as the block is large. A batch
makes one for all its records of the block.
"""

from bisect import insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from schemas.mention import Mention, Operation
from streams.core.linking.reports import Content, content_of
from streams.core.state.entry import NO_TOTAL, Entry, Held, Touch, report_from
from streams.core.state.happenings import Happening, Happenings, in_order
from streams.core.state.versions import held_of, is_newer

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Touched:
    """What one record did: the ids of the events that it made, changed or ended, and the cells of these."""

    events: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()


class BlockFold:
    """The fold of records into the entry of their block."""

    def __init__(self, entry: Entry) -> None:
        """Begin with an entry; one without mentions where the block is new."""
        self._entry, self._is_current = entry, True
        self._offset = entry.offset
        self._held, self._reports, self._contents = dict(entry.held), dict(entry.reports), dict(entry.contents)
        self._uses = Counter(held.content for held in entry.held.values())
        self._live = entry.live_happenings()
        self._sums = dict(entry.sums)
        self._cells = sorted(self._sums)
        self._touched = dict(entry.touched)
        self._untouched = self._live.by_id.keys() - self._touched.keys()

    @property
    def kept_up(self) -> int:
        """The number of reports that it costs to make the fold anew; 0 where that is as quick as to keep it."""
        return len(self._reports) if self._live.kept_up else 0

    def fold(self, mention: Mention, offset: int) -> Touched:
        """Fold the record at `offset`; one that is no news changes nothing."""
        content = content_of(mention) if mention.op is Operation.ASSERT else None
        news, before = held_of(mention, content), self._held.get(mention.mention_id)
        if before is not None and not is_newer(news, before):
            return Touched()
        self._is_current, self._offset = False, max(self._offset, offset)
        self._hold(mention.mention_id, news, content)
        left = self._reports.pop(mention.mention_id, None)
        came = report_from(mention.mention_id, news, content) if content is not None else None
        if came is not None:
            self._reports[mention.mention_id] = came
        return self._touch(*self._live.replace(self._reports.values(), left, came))

    def entry(self) -> Entry:
        """Return the entry as it is now, the very same while no record was news."""
        if not self._is_current:
            self._held, self._contents = _by_key(self._held), _by_key(self._contents)
            self._touched = _by_key(self._touched)
            entry = Entry.model_construct(
                block=self._entry.block,
                type=self._entry.type,
                offset=self._offset,
                held=dict(self._held),
                contents=dict(self._contents),
                touched=dict(self._touched),
                cells=tuple(self._cells),
            )
            self._entry = entry.knowing(dict(self._reports), in_order(self._live.by_id), dict(self._sums))
            self._is_current = True
        return self._entry

    def _hold(self, key: str, news: Held, content: Content | None) -> None:
        """Note the newest word on a mention; contents that no live mention has are let go."""
        before = self._held.get(key)
        self._held[key] = news
        if content is not None:
            self._contents[content.key] = content
            self._uses[content.key] += 1
        if before is not None and before.content is not None:
            self._uses[before.content] -= 1
            if not self._uses[before.content]:
                del self._contents[before.content]

    def _touch(self, ended: Happenings, begun: Happenings) -> Touched:
        """Remember what a record touched: cells, event ids, and the last facts of those that it ended."""
        for event_id in {*begun, *self._untouched}:
            self._touched.setdefault(event_id, Touch(offset=self._offset))
        self._untouched.clear()
        for event_id in ended.keys() - begun.keys():
            self._touched[event_id] = Touch(offset=self._offset, last=ended[event_id].facts)
        self._count(ended.values(), -1)
        self._count(begun.values(), 1)
        states = (*ended.values(), *begun.values())
        return Touched(frozenset({*ended, *begun}), frozenset(cell for each in states for cell in each.cells))

    def _count(self, events: Iterable[Happening], sign: int) -> None:
        for event in events:
            for cell in event.cells:
                if cell not in self._sums:
                    insort(self._cells, cell)
                self._sums[cell] = self._sums.get(cell, NO_TOTAL).plus(sign, sign * len(event.reports))


def _by_key(mapping: dict[str, V]) -> dict[str, V]:
    return dict(sorted(mapping.items()))
