"""Which word on a mention is the newest, and what two states of one block are together."""

import json

import pytest

from schemas.count import Cell
from schemas.event import EventOperation
from schemas.mention import Mention
from streams.core.state import ledger
from streams.core.state.entry import CellTotal, Entry
from tests.core.state.building import MEETING, facts, mention

A = mention(MEETING, "a")


def again(said: Mention, revision: int, extractor: int = 1, **more: object) -> Mention:
    version = {"revision": revision, "extractor": extractor}
    return Mention.model_validate(said.model_dump() | {"version": version, **more})


def retracted(said: Mention, revision: int) -> Mention:
    return again(said, revision, op="retract", evidence=())


def fold(*records: Mention, start: int = 0) -> Entry:
    entry = None
    for offset, record in enumerate(records, start):
        entry = ledger.apply(entry, record.model_copy(update={"block": "b"}), offset)
    assert entry is not None
    return entry


REPEATED = [
    pytest.param((A,), A, id="an assert"),
    pytest.param((A, retracted(A, 2)), retracted(A, 2), id="a retraction"),
    pytest.param((retracted(A, 2),), retracted(A, 2), id="a retraction of what was never asserted"),
    pytest.param((A, retracted(A, 2)), A, id="an assert that was retracted"),
    pytest.param((again(A, 10),), again(A, 9), id="revision 9 after revision 10"),
    pytest.param((again(A, 2, 10),), again(A, 2, 9), id="extractor 9 after extractor 10"),
    pytest.param((retracted(A, 10),), retracted(A, 9), id="a retraction of revision 9 after that of revision 10"),
]


@pytest.mark.parametrize(("records", "late"), REPEATED)
def test_a_record_that_is_no_news_leaves_the_entry_as_it_is_at_whatever_offset_it_comes(
    records: tuple[Mention, ...], late: Mention
) -> None:
    entry = fold(*records)
    for offset in (0, 1, 99):
        assert ledger.apply(entry, late.model_copy(update={"block": "b"}), offset) is entry


@pytest.mark.parametrize(
    ("records", "news"),
    [
        pytest.param((A,), again(A, 2), id="a newer revision"),
        pytest.param((A,), again(A, 1, 2), id="a newer extractor"),
        pytest.param((A,), retracted(A, 1), id="a retraction of the same version"),
        pytest.param((retracted(A, 2),), again(A, 3), id="asserted anew"),
        pytest.param((retracted(A, 2),), retracted(A, 3), id="a newer retraction"),
    ],
)
def test_news_moves_the_entry_to_its_offset(records: tuple[Mention, ...], news: Mention) -> None:
    assert ledger.apply(fold(*records), news.model_copy(update={"block": "b"}), 99).offset == 99


def test_two_owners_that_ended_an_event_at_one_offset_are_joined_alike_in_either_order() -> None:
    """They differ in the facts that the event had last: one of them had not read the correction."""
    one, other = fold(A, retracted(A, 2)), fold(again(A, 1, sectors=["health"]), retracted(A, 2))
    assert ledger.events(one) != ledger.events(other)
    assert ledger.join(one, other) == ledger.join(other, one)


def test_a_cell_that_only_two_states_together_have_counts_their_event_once() -> None:
    """One report names the sector, most reports the second country."""
    sector = mention(
        facts("meeting", "person Ahsan Iqbal/PAK", day="2024-05-08", sectors=("health",)), "a", "2024-05-09"
    )
    countries = [
        mention(facts("meeting", "person Ahsan Iqbal/PAK, China/CHN", day="2024-05-08"), name, "2024-05-10")
        for name in ("b", "c")
    ]
    joined = ledger.join(fold(sector), fold(*countries, start=1))
    cell = Cell(type="meeting", sector="health", actor="CHN", day="2024-05-08")
    assert ledger.totals(joined)[cell] == CellTotal(events=1, mentions=3)
    assert cell not in {**ledger.totals(fold(sector)), **ledger.totals(fold(*countries))}


def test_an_event_that_is_another_since_two_states_were_joined_is_gone_without_facts() -> None:
    """Neither state ended it: each knows a report of it, and the earlier one gives it its name."""
    late, early = mention(MEETING, "late", "2024-05-10"), mention(MEETING, "early", "2024-05-09")
    kept, gone = ledger.events(ledger.join(fold(late), fold(early, start=1)))
    assert (kept.op, kept.mention_count) == (EventOperation.UPSERT, 2)
    assert (gone.op, gone.actors, gone.confidence, gone.version) == (EventOperation.GONE, (), 0, 1)
    assert gone.event_id == ledger.events(fold(late))[0].event_id


def test_the_same_state_is_the_same_bytes_in_the_order_of_names() -> None:
    others = [mention(facts("meeting", f"person P{n}/PAK, China/CHN", day="2024-05-08"), f"a{n}") for n in range(9)]
    entry = fold(A, *others, retracted(A, 2), *(retracted(each, 2) for each in others[:4]))
    assert ledger.join(entry, fold(A, *others)).model_dump_json() == entry.model_dump_json()
    mappings = [value for value in json.loads(entry.model_dump_json()).values() if isinstance(value, dict)]
    assert mappings
    assert [list(each) for each in mappings] == [sorted(each) for each in mappings]
