"""An event's life: each of its states in the order of the log, and the record of `mentions` that led to it.

The log is folded record by record with the ledger's own functions. The ledger publishes one state for a batch of
records, so a reader of the event topics may have seen fewer states than are listed here, never others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from schemas.event import Event, EventOperation
from schemas.mention import Operation
from streams.core.identity import ids
from streams.core.proof.oracle import Placed, in_log_order
from streams.core.state import ledger
from streams.core.state.block import BlockFold
from streams.core.state.entry import Entry, Held


class Reason(StrEnum):
    """Why a mention was asserted or retracted."""

    REPORTED = "reported"
    """An article reports it that did not before."""
    CORRECTED = "corrected"
    """A higher revision of the article says it otherwise, or no longer."""
    REREAD = "reread"
    """A newer extractor read the same revision otherwise."""
    WITHDRAWN = "withdrawn"
    """The article was withdrawn."""


@dataclass(frozen=True, slots=True)
class Step:
    """A state of an event and how it came to be."""

    event: Event
    """The state after the record; its version is the record's offset."""
    record: Placed
    """The mention that was asserted or retracted. It may report another event of the block, which took reports over."""
    reason: Reason
    said: Placed | None
    """The newest assert of that mention: its sentences, which a retraction does not repeat."""
    came_from: tuple[str, ...] = ()
    """Other events that its reports were of before; only where it came to be."""
    became: tuple[str, ...] = ()
    """Other events that its reports are of now; only where it is gone."""


def records_of_block(placed: Iterable[Placed], event_id: str) -> tuple[Placed, ...]:
    """Return, in log order, the mentions of the block that the event lies in; nothing if there is no such event.

    An event's id is made of its block and of the mention that was published first, so both are found without folding.
    """
    placed = in_log_order(placed)
    pairs = {(each.mention.block, each.mention.mention_id) for each in placed}
    block = next((block for block, anchor in pairs if ids.event_id(block, anchor) == event_id), None)
    return tuple(each for each in placed if each.mention.block == block)


def history(block: Iterable[Placed], event_id: str, withdrawals: Collection[str] = ()) -> tuple[Step, ...]:
    """Return the states of an event; `block` is what `records_of_block` gave.

    `withdrawals` are the places in `articles` of the records that withdraw an article, of those that the block's
    retractions follow from: a mention alone does not say whether its article was corrected or withdrawn.
    """
    return tuple(_steps(block, event_id, withdrawals))


def _steps(block: Iterable[Placed], event_id: str, withdrawals: Collection[str]) -> Iterator[Step]:
    before: Entry | None = None
    fold: BlockFold | None = None
    said: dict[str, Placed] = {}
    for record in block:
        mention = record.mention
        fold = fold or BlockFold(ledger.empty(mention, record.offset))
        fold.fold(mention, record.offset)
        after = fold.entry()
        if mention.op is Operation.ASSERT and after is not before:
            said[mention.mention_id] = record
        if event_id in ledger.changed(before, after):
            held = before.held.get(mention.mention_id) if before else None
            (event,) = ledger.events(after, {event_id})
            yield Step(
                event,
                record,
                _reason(record, held, withdrawals),
                said.get(mention.mention_id),
                came_from=_holders(before, _reports(after, event_id)) if _is_new(before, event_id) else (),
                became=_holders(after, _reports(before, event_id)) if event.op is EventOperation.GONE else (),
            )
        before = after


def _reason(record: Placed, held: Held | None, withdrawals: Collection[str]) -> Reason:
    mention = record.mention
    if held is None:
        return Reason.REPORTED
    if mention.op is Operation.RETRACT and record.cause in withdrawals:
        return Reason.WITHDRAWN
    if mention.version.revision > held.version[0]:
        return Reason.CORRECTED
    # At one version only a withdrawal outranks what was said: it repeats the revision that it withdraws.
    return Reason.REREAD if mention.version.extractor > held.version[1] else Reason.WITHDRAWN


def _is_new(before: Entry | None, event_id: str) -> bool:
    return before is None or event_id not in before.happenings


def _reports(entry: Entry | None, event_id: str) -> frozenset[str]:
    happening = entry.happenings.get(event_id) if entry else None
    return frozenset(report.mention_id for report in happening.reports) if happening else frozenset()


def _holders(entry: Entry | None, reports: frozenset[str]) -> tuple[str, ...]:
    happenings: Mapping[str, object] = entry.happenings if entry else {}
    return tuple(sorted(key for key in happenings if _reports(entry, key) & reports))
