"""The oracle agrees with what is right and sees what was planted: a double count, a loss, a stale total."""

import pytest

from schemas.count import Cell, Count
from schemas.event import Event
from schemas.mention import Mention
from streams.core.proof import oracle
from streams.core.proof.oracle import Expected, MismatchKind, Placed
from streams.core.state import ledger
from streams.core.state.entry import Entry
from tests.core.state.building import MEETING, facts, mention

OTHER = mention(facts("visit", "person Ishaq Dar/PAK", place="CHN", day="2024-05-10"), "c")
RETRACTED = Mention.model_validate(OTHER.model_dump() | {"op": "retract"})
LOG = [Placed(mention(MEETING, "a"), 0, 0), Placed(mention(MEETING, "b"), 0, 1), Placed(OTHER, 1, 0)]
EXPECTED = oracle.fold(LOG)
EVENTS = tuple(EXPECTED.events.values())
MEETING_CELL = Cell(type="meeting", actor="PAK", day="2024-05-08")


def counts_of(expected: Expected) -> dict[Cell, Count]:
    return {
        cell: Count(**dict(cell), events=total.events, mentions=total.mentions)
        for cell, total in expected.counts.items()
    }


def compare(
    events: tuple[Event, ...] = EVENTS,
    counts: dict[Cell, Count] | None = None,
    entries: dict[str, Entry] | None = None,
) -> list[str]:
    told = counts_of(EXPECTED) if counts is None else counts
    return [str(each) for each in oracle.compare(EXPECTED, events, told.values(), entries)]


def recount(cell: Cell, events: int, mentions: int) -> dict[Cell, Count]:
    return counts_of(EXPECTED) | {cell: Count(**dict(cell), events=events, mentions=mentions)}


def event(kind: str) -> Event:
    return next(each for each in EVENTS if each.type == kind)


def test_what_is_right_has_no_mismatch() -> None:
    assert compare(entries=dict(EXPECTED.entries)) == []
    assert len(EVENTS) == 2


def test_events_may_come_in_any_order_and_twice() -> None:
    older = oracle.fold(LOG[:1]).events.values()
    assert compare((*EVENTS, *older, *EVENTS)) == []


def test_the_order_of_the_log_is_that_of_its_offsets() -> None:
    assert oracle.fold(reversed(LOG)) == EXPECTED


def test_a_planted_double_count() -> None:
    assert compare(counts=recount(MEETING_CELL, 2, 4)) == [
        "counts: different meeting//2024-05-08/PAK: is 2 events of 4 mentions, must be 1 events of 2 mentions"
    ]


def test_a_planted_stale_total() -> None:
    stale = counts_of(oracle.fold(LOG[:1]))[MEETING_CELL]
    assert compare(counts=counts_of(EXPECTED) | {MEETING_CELL: stale}) == [
        "counts: different meeting//2024-05-08/PAK: is 1 events of 1 mentions, must be 1 events of 2 mentions"
    ]


def test_a_planted_loss_of_a_count() -> None:
    lost = {cell: count for cell, count in counts_of(EXPECTED).items() if cell != MEETING_CELL}
    assert compare(counts=lost) == [
        "counts: missing meeting//2024-05-08/PAK: must be 1 events of 2 mentions",
    ]


def test_a_planted_loss_of_an_event() -> None:
    assert compare((event("visit"),)) == [
        f"events: missing {event('meeting').event_id}: meeting with 2 mentions",
    ]


def test_a_planted_event_that_nobody_reported() -> None:
    planted = event("visit").model_copy(update={"event_id": "planted"})
    assert compare((*EVENTS, planted)) == ["events: unexpected planted: no mention ever reported it"]


def test_a_stale_event() -> None:
    (stale,) = oracle.fold(LOG[:1]).events.values()
    assert compare((stale, event("visit"))) == [
        f"events: different {stale.event_id}: differs in mentions, mention_count at version 0",
    ]


def test_an_event_that_should_be_gone() -> None:
    expected = oracle.fold([*LOG, Placed(RETRACTED, 1, 1)])
    found = oracle.compare(expected, EVENTS, counts_of(expected).values())
    assert [str(each) for each in found] == [
        f"events: different {event('visit').event_id}: is upsert at version 0, must be gone as of 1"
    ]


def test_an_event_from_the_future() -> None:
    planted = event("visit").model_copy(update={"version": 9})
    assert compare((event("meeting"), planted)) == [
        f"events: different {planted.event_id}: is of version 9, beyond 0, the last of its block"
    ]


def test_an_event_that_came_and_went_at_once_need_not_be_sent() -> None:
    expected = oracle.fold([Placed(OTHER, 0, 0), Placed(RETRACTED, 0, 1)])
    assert oracle.compare(expected, (), ()) == ()


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        (MismatchKind.MISSING, "the log has mentions of it"),
        (MismatchKind.UNEXPECTED, "the log has no mention of it"),
        (MismatchKind.DIFFERENT, "differs from the fold of the log in offset, versions, reports, at offset 0"),
    ],
)
def test_the_table_of_the_ledger(kind: MismatchKind, detail: str) -> None:
    block = LOG[0].mention.block
    entries = dict(EXPECTED.entries)
    if kind is MismatchKind.MISSING:
        del entries[block]
    elif kind is MismatchKind.UNEXPECTED:
        block = "planted"
        entries[block] = ledger.apply(None, LOG[0].mention, 0)
    else:
        entries[block] = ledger.apply(None, LOG[0].mention, 0)
    assert compare(entries=entries) == [f"ledger: {kind} {block}: {detail}"]


def test_the_keys_of_contents_are_nothing() -> None:
    entry = EXPECTED.entries[LOG[0].mention.block]
    (key,) = entry.contents
    held = {name: each.model_copy(update={"content": "old"}) for name, each in entry.held.items()}
    renamed = entry.model_copy(update={"held": held, "contents": {"old": entry.contents[key]}})
    assert compare(entries=dict(EXPECTED.entries) | {entry.block: Entry.model_validate(dict(renamed))}) == []


def test_a_cell_that_no_event_was_ever_in() -> None:
    planted = Cell(type="agreement", actor="PAK")
    assert compare(counts=recount(planted, 1, 1)) == [
        "counts: unexpected agreement///PAK: is 1 events of 1 mentions, but no event was ever in it"
    ]
