from datetime import date

import pytest

from schemas.count import Count
from schemas.facts import EventType
from schemas.sectors import Sector
from streams.core.views.count_table import Query, tabulate

V, M = EventType.VISIT, EventType.MEETING
MAY_1, MAY_2 = date(2024, 5, 1), date(2024, 5, 2)


def cell(
    kind: EventType, events: int, sector: Sector | None = None, actor: str | None = None, day: date | None = None
) -> Count:
    return Count(type=kind, sector=sector, actor=actor, day=day, events=events, mentions=2 * events)


CELLS = [
    cell(V, 3, day=MAY_1),
    cell(V, 1),
    cell(M, 2, day=MAY_2),
    cell(V, 2, Sector.ENERGY, day=MAY_1),
    cell(V, 2, Sector.TRADE, day=MAY_1),
    cell(M, 1, Sector.ENERGY, day=MAY_2),
    cell(V, 1, Sector.TRADE),
    cell(V, 3, actor="CHN", day=MAY_1),
    cell(V, 3, actor="PAK", day=MAY_1),
    cell(M, 0, actor="FRA", day=MAY_1),
    cell(V, 2, Sector.ENERGY, "CHN", MAY_1),
]


def query(sector: bool = False, actor: bool = False, **more: object) -> Query:
    return Query(**{"by_sector": sector, "by_actor": actor, "types": tuple(EventType), **more})  # type: ignore[arg-type]


TABLES = [
    pytest.param(query(sector=True), [("energy", 3), ("trade", 3)], 6, id="by sector"),
    pytest.param(query(actor=True), [("CHN", 3), ("PAK", 3)], 6, id="by actor, without rows of nothing"),
    pytest.param(query(sector=True, actor=True), [("energy", "CHN", 2)], 6, id="by both"),
    pytest.param(query(sector=True, types=(M,)), [("energy", 1)], 2, id="one type"),
    pytest.param(query(sector=True, since=MAY_2), [("energy", 1)], 2, id="since leaves out what has no date"),
    pytest.param(query(sector=True, until=MAY_1), [("energy", 2), ("trade", 2)], 3, id="until is included"),
    pytest.param(query(sector=True, since=date(2025, 1, 1)), [], 0, id="nothing"),
]


@pytest.mark.parametrize(("asked", "rows", "total"), TABLES)
def test_cells_are_summed_by_what_is_asked(asked: Query, rows: list[tuple[object, ...]], total: int) -> None:
    table = tabulate(CELLS, asked)
    assert [(*row.name, row.events.total()) for row in table.rows] == rows
    assert (table.all.events.total(), table.all.mentions) == (total, 2 * total)
