"""Which events a reader asks for. Every number that is shown is a selection's, so every number leads to its events."""

import datetime
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator

from schemas.event import Event
from schemas.facts import EventType, Status
from schemas.model import Model
from schemas.sectors import Sector
from streams.core.event_traits import TRAITS

MAX_VALUES = 25
"""How many values one filter may have."""


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9&-]{0,29}$")]
"""ISO 3166-1 alpha-3 of a country, or an organisation's acronym."""
Many = (Field(max_length=MAX_VALUES), AfterValidator(_once))


class Selection(Model):
    """Filters over events; what is not given does not filter."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[tuple[EventType, ...], *Many] = ()
    """Types of event; any of them."""
    sector: Annotated[tuple[Sector, ...], *Many] = ()
    """Sectors; the event has all of them."""
    actor: Annotated[tuple[Code, ...], *Many] = ()
    """Countries (ISO 3166-1 alpha-3) or organisations (acronym) that act or receive; the event has all of them."""
    status: Annotated[tuple[Status, ...], *Many] = ()
    """Where the event stands; any of them."""
    since: datetime.date | None = None
    """First day of the event, included; events without a day are left out."""
    until: datetime.date | None = None
    """Last day of the event, included; events without a day are left out."""
    undated: bool = False
    """Only events without a day."""
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Smallest confidence."""
    visitor: Annotated[tuple[Code, ...], *Many] = ()
    """Only visits by these countries; all of them travel."""
    visited: Code | None = None
    """Only visits to this country."""

    @model_validator(mode="after")
    def _in_order(self) -> "Selection":
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is later than until")
        return self

    def admits(self, event: Event) -> bool:
        """Tell whether the event is asked for."""
        return (
            (not self.type or event.type in self.type)
            and (not self.status or event.status in self.status)
            and event.confidence >= self.min_confidence
            and self._admits_day(event.date)
            and set(self.sector) <= set(event.sectors)
            and (not self.actor or set(self.actor) <= countries_of(event))
            and self._admits_route(event)
        )

    def select(self, events: Iterable[Event]) -> list[Event]:
        """Return the events that are asked for, in their order."""
        return [event for event in events if self.admits(event)]

    def narrowed(self, **changes: Any) -> "Selection":  # noqa: ANN401 - the fields of the model
        """Return the selection with more asked for: sectors, actors and visitors add, days meet, the rest replaces."""
        for name in ("sector", "actor", "visitor"):
            changes[name] = _once((*getattr(self, name), *changes.get(name, ())))
        if changes.get("since") and self.since:
            changes["since"] = max(self.since, changes["since"])
        if changes.get("until") and self.until:
            changes["until"] = min(self.until, changes["until"])
        return self.model_copy(update=changes)

    def without(self, name: str, value: object = None) -> "Selection":
        """Return the selection without a filter, or without one of its values."""
        values = getattr(self, name)
        if isinstance(values, tuple):
            return self.model_copy(update={name: tuple(each for each in values if each != value)})
        return self.model_copy(update={name: type(self).model_fields[name].default})

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters that are on, as names and values of a query."""
        found: list[tuple[str, str]] = []
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if value == field.default:
                continue
            found += [(name, _text(each)) for each in (value if isinstance(value, tuple) else (value,))]
        return found

    def _admits_day(self, day: datetime.date | None) -> bool:
        if day is None:
            return self.since is None and self.until is None
        return not self.undated and (self.since or day) <= day <= (self.until or day)

    def _admits_route(self, event: Event) -> bool:
        if not self.visitor and self.visited is None:
            return True
        if not TRAITS[event.type].has_destination or (self.visited and event.place.country != self.visited):
            return False
        return set(self.visitor) <= visitors_of(event)


def countries_of(event: Event) -> set[str]:
    """Return the countries and organisations that act or receive: those that the event counts for."""
    return {actor.country for actor in (*event.actors, *event.recipients) if actor.country}


def visitors_of(visit: Event) -> set[str]:
    """Return the countries and organisations that travel."""
    return {actor.country for actor in visit.actors if actor.country}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)
