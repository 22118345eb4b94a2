"""The block: the coarse key under which the mentions of one event from different articles meet.

A mention has one block and the ledger links mentions within a block only, so the key is a trade between two losses:
too fine, and reports of one event never meet (it is counted twice); too coarse, and a ledger entry grows without bound.
What reports of one event agree on, in our corpus, is the type and the countries: 7 events in 10 have exactly two.
They disagree on how participants are named (a person here, the country there), on lesser participants, on the day.

So the key is the type, the two principal countries and a period:
- Principal are the states that news covers *most*: where reports list more participants or fewer, it is the lesser ones
  that come and go ("Trump met Putin", "Trump, Putin and Finland's president"). Organisations accompany states, so they
  count only where there are fewer than two. A visit has visitor and destination, a commitment actor and recipient.
- Names of persons are no part of it, except where only one country is named and it fills the news by itself.
- The period is as long as the news of those countries allows: three days where they fill it, a calendar quarter where
  they are seldom together. What changes from the plan of an event to its end (the day that it is moved to, a month that
  becomes a day) mostly stays within one; a month lies whole in the longer two. The day is that of the event, or of the
  publication where the event has none; a month is the publication day moved into that month.

Cost: two reports that differ by one day fall on two sides of a period's end once in `period_days` cases (1 in 3 for
the 12 busiest pairs, 1 in 92 for most), and reports that name other principal countries never meet. Copies of one wire
story always meet.

Size: let 100,000 mentions a day spread evenly over the types and by Zipf's law over 195 states, a quarter of them
within one and the others over pairs by the product of their shares (`tests/core/identity/test_block_sizes.py` has it).
Then two states have 1,150 mentions a day, over the product of their places in the list, and one alone 1,070 over its
place. So that product says how long a period may be: the blocks of a month or quarter hold 240 at most, the others
550, but for six pairs of the six busiest states (1,700 for the USA and the UK). A mention takes about 1 kB of an
entry's JSON, in words of its own, and 170 bytes when deflated as tables keep it: measured on the reports of 338
articles, put into one block, 9 in 10 in other words. So a block of 550 is a value of about 90 kB where few of its
reports are copies, and one of 1,700 of 250 kB. An event that thousands report makes a larger one, whatever the key.
"""

from collections.abc import Collection, Iterable
from datetime import date
from math import prod

from schemas.facts import Actor, ActorKind, Facts
from streams.core.event_traits import TRAITS
from streams.core.identity.naming import name, normalised
from streams.core.values.calendar_days import period_of

BODIES = ("UN", "EU", "NATO", "AU", "ASEAN", "WHO", "IMF", "WB", "ADB", "AfDB", "ECOWAS", "SCO", "OIC", "ICC", "CoE")
"""Organisations, the most covered of all."""

BUSIEST = ("USA", "GBR", "CHN", "RUS", "IND", "UKR", "ISR", "IRN", "FRA", "DEU")
"""States with the largest share of international English-language news, largest first."""

BUSY = (
    *("PAK", "SAU", "TUR", "JPN", "CAN", "AUS", "ITA", "KOR", "PRK", "EGY", "SYR", "PSE", "LBN", "ARE", "QAT", "IRQ"),
    *("AFG", "ZAF", "NGA", "KEN", "ESP", "POL", "BRA", "MEX", "VEN", "BGD", "LKA", "IDN", "MYS", "PHL", "SGP", "VNM"),
)
"""States next in line."""

_RANK = {code: rank for rank, code in enumerate((*BODIES, *BUSIEST, *BUSY))}
_RARE = len(_RANK)

_PLACE = {code: place for place, code in enumerate((*BUSIEST, *BUSY), start=1)} | dict.fromkeys(BODIES, 6)
"""States by share of news. A body is principal only where there are fewer than two states: it counts as the sixth."""
_LAST = len(BUSIEST) + len(BUSY) + 1

MONTH, QUARTER = 31, 92
"""Days of the longest calendar month and quarter."""

_PERIODS = ((450, QUARTER), (150, MONTH), (_LAST, 14), (len(BUSIEST) + 1, 5), (0, 3))
"""From which product of places on, and for how many days, a block collects mentions."""


def block(facts: Facts, published: date | None) -> str:
    """Name the block of a mention of these facts in an article published on that day (UUIDv5)."""
    countries, detail = _principals(facts)
    return name("block", facts.type, *countries, detail, _period(day_of(facts, published), period_days(countries)))


def day_of(facts: Facts, published: date | None) -> date | None:
    """Return the day that stands for a mention in time: of the event, else of the publication, else none."""
    if facts.date is None:
        return published
    first, last = period_of(facts.date, facts.date_precision)
    return first if published is None else min(max(first, published), last)


def period_days(countries: Collection[str]) -> int:
    """Return for how many days, at most, a block collects the mentions of its principal countries."""
    product = prod(_PLACE.get(country, _LAST) for country in set(countries)) if countries else _LAST
    return next(days for least, days in _PERIODS if product >= least)


def _period(day: date | None, days: int) -> str:
    """Name the run of days that a day is in: those of a calendar month or quarter, or a fixed number of them."""
    if day is None:
        return "undated"
    months = {MONTH: 1, QUARTER: 3}.get(days)
    number = (12 * day.year + day.month - 1) // months if months else day.toordinal() // days
    return f"{days}:{number}"


def countries_of(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return the countries of actors, the most covered states first; inferred ones only where there is no other."""
    actors = [actor for actor in actors if actor.country]
    stated = {actor.country for actor in actors if not actor.inferred} or {actor.country for actor in actors}
    return tuple(sorted((c for c in stated if c), key=lambda code: (code in BODIES, _RANK.get(code, _RARE), code)))


def _principals(facts: Facts) -> tuple[tuple[str, ...], str]:
    """Return the principal countries, and what divides their mentions further, if anything does."""
    if TRAITS[facts.type].has_destination:
        return _divided(facts, _visit(facts))
    if TRAITS[facts.type].has_recipients:
        return _divided(facts, (*countries_of(facts.actors)[:1], *countries_of(facts.recipients)[:1]))
    return _divided(facts, countries_of((*facts.actors, *facts.recipients))[:2])


def _visit(facts: Facts) -> tuple[str, ...]:
    """Visitor and destination, in that order."""
    destination = facts.place.country or next(iter(countries_of(facts.recipients)), None)
    visitors = [code for code in countries_of(facts.actors) if code != destination] or countries_of(facts.actors)
    return (*visitors[:1], *([destination] if destination else []))


def _divided(facts: Facts, countries: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    alone = len(set(countries)) == 1 and period_days(countries) == _PERIODS[-1][1]
    return countries, _name(facts) if alone or not countries else ""


def _name(facts: Facts) -> str:
    """Return the first in the alphabet of the persons' last names, else of the names of companies and organisations."""
    participants = (*facts.actors, *facts.recipients)
    persons = [normalised(actor.name).split()[-1:] for actor in participants if actor.kind is ActorKind.PERSON]
    bodies = [[normalised(a.name)] for a in participants if a.kind in (ActorKind.COMPANY, ActorKind.ORGANIZATION)]
    return min((words[0] for words in persons or bodies if words), default="")
