"""An event in words for people. Texts of articles come out printable: nothing in them can steer what shows them."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from schemas.event import Event
from schemas.facts import Actor, DatePrecision, Place
from streams.core.lexicon.countries import OFFICIAL
from streams.core.printable import printable

MAX_NAMES = 4
MAX_QUOTE = 400
MAX_URL = 2_000


@dataclass(frozen=True, slots=True)
class Description:
    """The lines of an event, each empty where there is nothing to say."""

    when: str
    who: str
    towards: str
    where: str
    money: str
    sectors: str
    quote: str
    source: str
    confidence: str


def describe(event: Event) -> Description:
    """Describe an event in a few short lines."""
    report = next((mention for mention in event.mentions if mention.quote), None)
    return Description(
        when=when_of(event),
        who=_people(event.actors),
        towards=_people(event.recipients),
        where=where_of(event.place),
        money=money_of(event),
        sectors=", ".join(sector.value for sector in event.sectors),
        quote=printable(report.quote, MAX_QUOTE) if report else "",
        source=printable(report.source, 80) if report else "",
        confidence=f"{event.confidence:.2f}",
    )


def name_of(code: str | None) -> str:
    """Return the name of a country; an organisation's acronym is its name."""
    return OFFICIAL.get(code or "", printable(code or "", 40))


def actor_of(actor: Actor) -> str:
    """Name an actor, with the country or organisation that it acts for unless that is its name."""
    name, country = printable(actor.name, 80), name_of(actor.country)
    return f"{name} ({country})" if country and country not in (name, "") and actor.country != name else name


def when_of(event: Event) -> str:
    """Return the day or days, month or year of an event, as exactly as it is known."""
    if event.date is None:
        return "no date"
    if event.date_precision is DatePrecision.YEAR:
        return f"{event.date:%Y}"
    if event.date_precision is DatePrecision.MONTH:
        return f"{event.date:%b %Y}"
    return _days(event.date, event.date_end)


def _days(first: date, last: date | None) -> str:
    """Return a day, or a range with nothing said twice: "3-8 Mar 2026", "30 Mar - 2 Apr 2026"."""
    if last is None or last <= first:
        return f"{first.day} {first:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day} {last:%b %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%b}{year} - {last.day} {last:%b %Y}"


def where_of(place: Place) -> str:
    """Name a place."""
    return ", ".join(filter(None, (printable(place.city or "", 80), name_of(place.country))))


def money_of(event: Event) -> str:
    """Return the sum with its currency; empty where there is none."""
    if event.amount is None:
        return ""
    kind = f" {event.instrument.value}" if event.instrument and event.instrument.value != "other" else ""
    return f"{printable(event.currency or '', 10)} {event.amount:,.0f}".strip() + kind


def web_link(url: str | None) -> str | None:
    """Return the address if it is one of the web, http or https; None for everything else, such as javascript:."""
    if not url or len(url) > MAX_URL or printable(url) != url or " " in url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None


def _people(actors: tuple[Actor, ...]) -> str:
    names = [actor_of(actor) for actor in actors[:MAX_NAMES]]
    more = len(actors) - MAX_NAMES
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
