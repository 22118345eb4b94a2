"""What two versions count differently is said by type, sector and actor, and nothing else is."""

from datetime import date

from schemas.count import Count
from schemas.facts import EventType
from schemas.sectors import Sector
from streams.core.proof.comparison import Difference, compare


def counts(events: int, sector: Sector | None, *actors: str, day: int = 8, version: int = 1) -> list[Count]:
    """The cells that so many visits of this sector and these actors on one day make."""
    return [
        Count(
            type=EventType.VISIT,
            sector=which,
            actor=actor,
            day=date(2024, 5, day),
            events=events,
            mentions=events,
            version=version,
        )
        for which in {None, sector}
        for actor in (None, *actors)
    ]


def test_equal_counts_differ_in_nothing_whatever_their_versions() -> None:
    found = compare(counts(3, Sector.ENERGY, "CHN"), counts(3, Sector.ENERGY, "CHN", version=9))
    assert (found.old, found.new, found.cells, found.differing, found.differences) == (3, 3, 4, 0, ())


def test_a_difference_is_said_by_type_sector_and_actor() -> None:
    found = compare(counts(3, Sector.ENERGY, "CHN", "PAK"), counts(2, Sector.TRADE, "CHN", "FRA"))
    assert (found.old, found.new) == (3, 2)
    assert found.differences == (
        Difference("type", "visit", 3, 2),
        Difference("sector", "energy", 3, 0),
        Difference("sector", "trade", 0, 2),
        Difference("actor", "PAK", 3, 0),
        Difference("actor", "FRA", 0, 2),
        Difference("actor", "CHN", 3, 2),
    )


def test_another_day_is_a_difference_of_cells_alone() -> None:
    found = compare(counts(1, Sector.ENERGY, "CHN"), counts(1, Sector.ENERGY, "CHN", day=9))
    assert (found.differing, found.cells, found.differences) == (8, 8, ())


def test_a_cell_that_counts_nothing_is_as_one_that_is_not_there() -> None:
    assert compare(counts(0, Sector.ENERGY, "CHN"), []).differing == 0
