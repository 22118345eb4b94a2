"""The fold of a block: newest word wins, tombstones hold, everything ever published is remembered."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.count import Cell
from schemas.event import Event, EventOperation
from schemas.facts import EventType, Facts
from schemas.mention import Mention
from schemas.sectors import Sector
from streams.core.state import ledger
from streams.core.state.cells import cell_of, cells_of, text_of
from streams.core.state.entry import CellTotal, Entry
from tests.core.state.building import MEETING, facts, mention

COUNTRIES = facts("meeting", "Pakistan/PAK, China/CHN", day="2024-05-08")
OTHER = facts("meeting", "person Ishaq Dar/PAK, person Li Qiang/CHN", place="CHN/Beijing", day="2024-05-10")
A, B, C = mention(MEETING, "a"), mention(COUNTRIES, "b", "2024-05-10"), mention(OTHER, "c")


def again(said: Mention, **more: object) -> Mention:
    return Mention.model_validate(said.model_dump() | more)


def retracted(said: Mention, version: tuple[int, int] = (2, 1)) -> Mention:
    return again(said, op="retract", version={"revision": version[0], "extractor": version[1]}, evidence=[])


def fold(*records: Mention, start: int = 0) -> Entry:
    """Fold records as of one block, which is what they share here whatever their facts say."""
    entry = None
    for offset, record in enumerate(records, start):
        entry = ledger.apply(entry, record.model_copy(update={"block": "b"}), offset)
    assert entry is not None
    return entry


def current(entry: Entry) -> list[Event]:
    return [event for event in ledger.events(entry) if event.op is EventOperation.UPSERT]


def gone(entry: Entry) -> list[Event]:
    return [event for event in ledger.events(entry) if event.op is EventOperation.GONE]


def live_totals(entry: Entry) -> dict[Cell, CellTotal]:
    return {cell: total for cell, total in ledger.totals(entry).items() if total != CellTotal()}


def test_two_reports_are_one_event() -> None:
    (event,) = current(fold(A, B))
    assert (event.mention_count, [m.article_id for m in event.mentions]) == (2, ["a", "b"])
    assert (event.version, event.type, event.actors) == (1, EventType.MEETING, MEETING.actors)
    assert event.first_reported_at == A.article.published_at
    assert event.status_history[0].mention_id == A.mention_id


def test_the_event_keeps_its_id_as_reports_come() -> None:
    (event,) = current(fold(A))
    assert [e.event_id for e in current(fold(A, B))] == [event.event_id]
    assert event.event_id in {e.event_id for e in current(fold(A, B, C))}


def test_a_repeated_record_changes_nothing() -> None:
    once = fold(A, B)
    assert ledger.apply(once, A, 7) is once
    assert ledger.apply(once, B, 1) is once


def test_a_retraction_takes_the_event_away_and_says_so() -> None:
    before, entry = fold(A), fold(A, retracted(A))
    assert not current(entry)
    (event,) = gone(entry)
    assert (event.event_id, event.version, event.mentions) == (current(before)[0].event_id, 1, ())
    assert {name: getattr(event, name) for name in Facts.model_fields} == dict(MEETING)
    assert set(ledger.totals(entry)) == set(ledger.totals(before))
    assert not live_totals(entry)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_late_assert_loses_to_the_tombstone(order: tuple[int, ...]) -> None:
    newest = retracted(A, (3, 1))
    entry = fold(*([A, again(A, version={"revision": 2, "extractor": 9}), newest][n] for n in order))
    assert not current(entry)
    assert entry.held[A.mention_id].version == (3, 1)


def test_a_retraction_at_the_version_of_the_assert_wins() -> None:
    assert not current(fold(A, retracted(A, (1, 1))))
    assert not current(fold(retracted(A, (1, 1)), A))


def test_a_mention_asserted_anew_brings_its_event_back() -> None:
    back = again(A, version={"revision": 3, "extractor": 1})
    entry = fold(A, retracted(A), back)
    assert [(e.event_id, e.version) for e in current(entry)] == [(current(fold(A))[0].event_id, 2)]
    assert not gone(entry)


def test_merge_and_split_send_departures() -> None:
    """Two events become one when a report ties them, and two again when it is withdrawn."""
    one = mention(facts("meeting", "person Ahsan Iqbal/PAK, China/CHN", day="2024-05-08"), "x", "2024-05-11")
    two = mention(facts("meeting", "Pakistan/PAK, person Wang Yi/CHN", day="2024-05-09"), "y", "2024-05-11")
    tie = mention(MEETING, "z", "2024-05-12")
    apart = fold(one, two)
    merged = ledger.apply(apart, tie, 2)
    split = ledger.apply(merged, retracted(tie), 3)
    assert [len(current(each)) for each in (apart, merged, split)] == [2, 1, 2]
    assert [len(gone(each)) for each in (apart, merged, split)] == [0, 1, 0]
    ids = [{event.event_id for event in ledger.events(each)} for each in (apart, merged, split)]
    assert ids[0] == ids[1] == ids[2]


def test_planned_then_held_is_one_event() -> None:
    planned = mention(MEETING.model_copy(update={"status": "planned"}), "p", "2024-05-01")
    (event,) = current(fold(planned, A))
    assert [change.status for change in event.status_history] == ["planned", "happened"]
    assert event.event_id == current(fold(planned))[0].event_id


def test_cells_are_sectors_and_any_by_countries_and_any() -> None:
    cells = {(cell.sector, cell.actor) for cell in map(cell_of, cells_of(MEETING))}
    assert cells == {(s, a) for s in (None, Sector.ENERGY, Sector.TRADE) for a in (None, "PAK", "CHN")}
    assert {cell.day for cell in map(cell_of, cells_of(MEETING))} == {MEETING.date}


def test_an_event_counts_once_for_a_country_with_two_people() -> None:
    said = facts("meeting", "person A/PAK, person B/PAK, China/CHN", day="2024-05-08")
    total = ledger.totals(fold(mention(said)))[Cell(type="meeting", actor="PAK", day="2024-05-08")]
    assert total == CellTotal(events=1, mentions=1)


def test_undated_events_have_undated_cells() -> None:
    (cell,) = ledger.totals(fold(mention(facts("visit", "person A/", place="CHN"))))
    assert cell == Cell(type="visit")


def test_cells_of_old_facts_are_remembered_as_zero() -> None:
    moved = again(A, sectors=["health"], version={"revision": 2, "extractor": 1})
    totals = ledger.totals(fold(A, moved))
    energy, health = (Cell(type="meeting", sector=s, day="2024-05-08") for s in ("energy", "health"))
    assert (totals[energy], totals[health]) == (CellTotal(0, 0), CellTotal(1, 1))


@pytest.mark.parametrize("text", ["meeting///", "visit/health/2024-05-08/CoE", "visit///a/b"])
def test_cells_as_text(text: str) -> None:
    assert text_of(cell_of(text)) == text


def test_what_a_record_changes() -> None:
    before = fold(A, C)
    after = ledger.apply(before, B, 2)
    meeting, other = current(fold(A))[0].event_id, current(fold(C))[0].event_id
    assert ledger.changed(before, after) == {meeting}
    assert ledger.changed(None, fold(A)) == {meeting}
    assert ledger.changed(after, after) == frozenset()
    assert ledger.changed(after, ledger.apply(after, retracted(C), 3)) == {other}
    assert [event.event_id for event in ledger.events(after, {meeting})] == [meeting]


def test_the_cells_that_a_record_touches() -> None:
    before, after = fold(A), fold(A, again(A, sectors=["health"], version={"revision": 2, "extractor": 1}))
    cells = ledger.cells_touched(before, after, ledger.changed(before, after))
    assert {cell_of(text).sector for cell in [cells] for text in cell} == {None, "energy", "trade", "health"}


def test_a_repeat_is_known_by_its_offset() -> None:
    entry = fold(A, B)
    assert [ledger.is_repeat(entry, offset) for offset in (0, 1, 2)] == [True, True, False]
    assert not ledger.is_repeat(None, 0)


def test_an_event_of_thousands_lists_a_hundred() -> None:
    entry = fold(*(mention(MEETING, f"a{n}", quote="Said.") for n in range(130)))
    (event,) = current(entry)
    assert (len(event.mentions), event.mention_count) == (100, 130)
    assert len(entry.contents) == 1


def test_an_entry_is_the_same_after_json() -> None:
    entry = fold(A, B, C, retracted(C), mention(MEETING, "d", "", quote="Met."))
    for text in (entry.model_dump_json(), entry.model_dump_json(exclude_defaults=True)):
        read = Entry.model_validate_json(text)
        assert read == entry
        assert ledger.events(read) == ledger.events(entry)
        assert ledger.totals(read) == ledger.totals(entry)


RECORDS = [
    again(said, version={"revision": revision, "extractor": extractor}, op=op, sectors=sectors)
    for said in (A, B, C, mention(MEETING, "d"), mention(OTHER, "e", ""))
    for revision, extractor, op, sectors in (
        (1, 1, "assert", ()),
        (1, 2, "assert", ("health",)),
        (2, 1, "retract", ()),
        (3, 1, "assert", ("energy",)),
    )
]
LOGS = st.lists(st.sampled_from(RECORDS), min_size=1, max_size=8)


def says(entry: Entry) -> object:
    """What an entry says of the present, without history."""
    events = [event.model_dump(exclude={"version"}) for event in current(entry)]
    return entry.held, entry.contents, events, live_totals(entry)


@settings(max_examples=60, deadline=None)
@given(LOGS, st.randoms(use_true_random=False))
def test_order_and_repetition_are_nothing(log: list[Mention], chance: object) -> None:
    shuffled = sorted(log + log, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert says(fold(*log)) == says(fold(*shuffled))


@settings(max_examples=60, deadline=None)
@given(LOGS, LOGS, LOGS)
def test_join_is_commutative_associative_idempotent(x: list[Mention], y: list[Mention], z: list[Mention]) -> None:
    a, b, c = fold(*x), fold(*y, start=3), fold(*z, start=5)
    assert ledger.join(a, b) == ledger.join(b, a)
    assert ledger.join(ledger.join(a, b), c) == ledger.join(a, ledger.join(b, c))
    assert ledger.join(a, a) == a
    assert says(ledger.join(a, b)) == says(fold(*x, *y))


@settings(max_examples=60, deadline=None)
@given(LOGS, st.integers(0, 8), st.integers(0, 8))
def test_joining_an_older_state_of_the_same_log_changes_nothing(log: list[Mention], one: int, other: int) -> None:
    older, newer = sorted((max(1, min(one, len(log))), max(1, min(other, len(log)))))
    assert ledger.join(fold(*log[:older]), fold(*log[:newer])) == fold(*log[:newer])


@settings(max_examples=60, deadline=None)
@given(LOGS)
def test_everything_ever_published_is_remembered(log: list[Mention]) -> None:
    entry, ids, cells = None, set[str](), set[Cell]()
    for offset, record in enumerate(log):
        entry = ledger.apply(entry, record.model_copy(update={"block": "b"}), offset)
        ids |= {event.event_id for event in current(entry)}
        cells |= set(live_totals(entry))
        assert {event.event_id for event in ledger.events(entry)} == ids
        assert set(ledger.totals(entry)) == cells
        assert {e.version for e in ledger.events(entry)} <= {entry.offset}
        assert sum(e.mention_count for e in current(entry)) == sum(1 for h in entry.held.values() if h.content)
