"""The cells of an event, as text: what ledger entries and totals are keyed by."""

from datetime import date
from functools import lru_cache

from schemas.count import Cell
from schemas.facts import EventType, Facts
from schemas.sectors import Sector


def cells_of(facts: Facts) -> frozenset[str]:
    """Return the cells of an event: each of its sectors and any, by each of its countries and any, on its day."""
    countries = {actor.country for actor in (*facts.actors, *facts.recipients) if actor.country}
    return frozenset(
        _text(facts.type, sector, facts.date, country)
        for sector in ("", *facts.sectors)
        for country in ("", *countries)
    )


def text_of(cell: Cell) -> str:
    """Write a cell as `type/sector/day/actor`, empty for any and for undated."""
    return _text(cell.type, cell.sector or "", cell.day, cell.actor or "")


@lru_cache(maxsize=65_536)
def cell_of(text: str) -> Cell:
    """Read a cell as `text_of` writes it; ValueError if it is none."""
    kind, sector, day, actor = text.split("/", 3)
    return Cell(
        type=EventType(kind),
        sector=Sector(sector) if sector else None,
        actor=actor or None,
        day=date.fromisoformat(day) if day else None,
    )


def lies_within(day: date | None, since: date | None, until: date | None) -> bool:
    """Whether a cell's day is one of those asked for, both ends included; without a day only if none is asked for."""
    if day is None:
        return since is None and until is None
    return (since or day) <= day <= (until or day)


def _text(kind: EventType, sector: str, day: date | None, actor: str) -> str:
    return f"{kind}/{sector}/{day or ''}/{actor}"
