"""What the ledger keeps of a live mention: what it says, and which article says it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import blake2b

from schemas.facts import DatePrecision, Facts, Status
from schemas.mention import Mention
from streams.core.identity.blocks import day_of
from streams.core.linking.likeness import Profile, profile_of
from streams.core.values.calendar_days import period_of

Order = tuple[bool, float, str]
"""Sorts reports by publication, undated ones last, then by id."""

Rank = tuple[bool, int, date, Order]
"""Sorts reports as linking takes them: of a stated day first, then the most detailed, then by day and publication."""

QUOTE_CHARS = 400
"""Longest quote that an event carries."""

UNDATED_DAYS = 7
"""An event without a day lies within so many days of its publication."""

PLANNED_DAYS = 13
"""A plan without a day is for the next days: next week, which ends at most so many days later."""


class Content(Facts):
    """What a mention says, apart from where. Copies of one wire story share it."""

    quote: str = ""

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Content) and self.key == other.key)

    @cached_property
    def profile(self) -> Profile:
        """What linking compares."""
        return profile_of(self, self.quote)

    @cached_property
    def key(self) -> str:
        """A short name made of the content itself: 64 bits tell apart the contents of one block.

        Entries that were written before `date_end` was have it too: where it is null it does not count.
        """
        later = {"date_end"} if self.date_end is None else None
        return blake2b(self.model_dump_json(exclude=later).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which an event may lie, by one report of it; `day` stands for them."""

    first: date
    last: date
    day: date
    stated: bool
    """Whether the report gives the very day, or the first of several."""

    def reaching(self, other: "Span") -> "Span":
        """Return the days from the earlier of both to the later."""
        return Span(min(self.first, other.first), max(self.last, other.last), self.day, self.stated)


@dataclass(frozen=True, slots=True)
class MentionReport:
    """A live mention."""

    mention_id: str
    article_id: str
    source: str
    url: str | None
    published_at: datetime | None
    content: Content
    order: Order = field(init=False, compare=False, repr=False)
    span: Span = field(init=False, compare=False, repr=False)
    rank: Rank = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out once what every linking of the block asks for."""
        instant = self.published_at.timestamp() if self.published_at else 0.0
        object.__setattr__(self, "order", (self.published_at is None, instant, self.mention_id))
        object.__setattr__(self, "span", _span(self.content, self.published))
        rank = not self.span.stated, -self.content.profile.detail, self.span.day, self.order
        object.__setattr__(self, "rank", rank)

    @property
    def published(self) -> date | None:
        """The day of publication, in the zone in which it was given."""
        return self.published_at.date() if self.published_at else None


def report_of(mention: Mention) -> MentionReport:
    """Take from a mention what the ledger needs."""
    return MentionReport(
        mention_id=mention.mention_id,
        article_id=mention.article.id,
        source=mention.article.source,
        url=mention.article.url,
        published_at=mention.article.published_at,
        content=content_of(mention),
    )


def content_of(mention: Mention) -> Content:
    """Return what a mention says."""
    facts = {name: getattr(mention, name) for name in Facts.model_fields}
    quote = mention.evidence[0].text[:QUOTE_CHARS] if mention.evidence else ""
    return Content.model_construct(**facts, quote=quote)


def in_order(reports: Iterable[MentionReport]) -> list[MentionReport]:
    """Return reports in the order of publication."""
    return sorted(reports, key=lambda report: report.order)


def _span(facts: Facts, published: date | None) -> Span:
    day = day_of(facts, published) or date.max
    if facts.date is not None and facts.date_precision in (None, DatePrecision.DAY):
        return Span(facts.date, max(facts.date, facts.date_end or facts.date), day, stated=True)
    first, last = _unstated(facts, published)
    if published is not None:
        first, last = _as_told(facts.status, published, first, last)
    return Span(first, last, day, stated=False)


def _unstated(facts: Facts, published: date | None) -> tuple[date, date]:
    """Return the first and last day that an event can have whose very day is not stated."""
    if facts.date is not None:
        return period_of(facts.date, facts.date_precision)
    if published is None:
        return date.min, date.max
    ahead = PLANNED_DAYS if facts.status is Status.PLANNED else UNDATED_DAYS
    return _moved(published, -UNDATED_DAYS), _moved(published, ahead)


def _as_told(status: Status, published: date, first: date, last: date) -> tuple[date, date]:
    """Leave out days that are past for what is planned, or to come for what has begun; time zones are worth a day."""
    if status is Status.PLANNED and last >= _moved(published, -1):
        return max(first, _moved(published, -1)), last
    if status in (Status.ONGOING, Status.HAPPENED) and first <= _moved(published, 1):
        return first, min(last, _moved(published, 1))
    return first, last


def _moved(day: date, days: int) -> date:
    """Move a day, stopping at the ends of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
