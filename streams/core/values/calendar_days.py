"""Arithmetic of days: which Tuesday, which year's 3 May.

News speaks of near days. Where the words leave a choice the nearest day wins, and the tense of the sentence says which
way to look: a day on the unlikely side must be several times nearer to be chosen.
"""

from datetime import date, timedelta

from schemas.facts import DatePrecision

_AGAINST_TENSE = 6
"""How many times nearer a day on the wrong side of the anchor must be. "Will open on 3 May" seldom means last year."""
_SAME_WEEK_DAYS = 2
"""A "next Friday" written on a Wednesday is that of the following week, a "last Monday" written on a Tuesday that of
the week before: nearer days have shorter names."""


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_weekday(anchor: date, weekday: int, past: bool | None) -> date:
    """Return the last such weekday up to the anchor, or where `past` is False the first one from the anchor on."""
    if past is False:
        return anchor + timedelta((weekday - anchor.weekday()) % 7)
    return anchor - timedelta((anchor.weekday() - weekday) % 7)


def last_weekday(anchor: date, weekday: int) -> date:
    """Return "last Tuesday": before the anchor, and not one that "on Tuesday" would have named better."""
    return nearest_weekday(anchor - timedelta(1 + _SAME_WEEK_DAYS), weekday, past=True)


def next_weekday(anchor: date, weekday: int) -> date:
    """Return "next Tuesday": after the anchor, and not one that "on Tuesday" would have named better."""
    return nearest_weekday(anchor + timedelta(1 + _SAME_WEEK_DAYS), weekday, past=False)


def weekday_of_week(anchor: date, weekday: int, weeks: int) -> date:
    """Return the weekday in the anchor's ISO week moved by `weeks`."""
    return anchor + timedelta(weekday - anchor.weekday() + 7 * weeks)


def day_of_year(anchor: date, month: int, day: int, past: bool | None, weekday: int | None = None) -> date | None:
    """Return the day and month in the year that fits best: on the stated weekday if one does, else the nearest."""
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    days = [found for year in years if (found := day_or_none(year, month, day))]
    fitting = [found for found in days if found.weekday() == weekday]
    return min(fitting or days, key=lambda found: _distance(anchor, found, past), default=None)


def month_of_year(anchor: date, month: int, past: bool | None) -> date:
    """Return the first day of the nearest such month."""
    firsts = (date(anchor.year + years, month, 1) for years in (-1, 0, 1))
    return min(firsts, key=lambda first: _distance(anchor.replace(day=1), first, past))


def day_of_month(anchor: date, day: int, past: bool | None, weekday: int | None = None) -> date | None:
    """Return the day so numbered in the month that fits best: "today (13)", "on Thursday (04)"."""
    firsts = [add_months(anchor, months) for months in (-1, 0, 1)]
    days = [found for first in firsts if (found := day_or_none(first.year, first.month, day))]
    fitting = [found for found in days if weekday in (None, found.weekday())]
    return min(fitting, key=lambda found: _distance(anchor, found, past), default=None)


def add_months(anchor: date, months: int) -> date:
    """Return the first day of the month that lies `months` after the anchor's."""
    index = anchor.year * 12 + anchor.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _distance(anchor: date, day: date, past: bool | None) -> int:
    ahead = (day - anchor).days
    against = past is not None and (ahead > 0) == past and ahead != 0
    return abs(ahead) * (_AGAINST_TENSE if against else 1)


def period_of(day: date, precision: DatePrecision | None) -> tuple[date, date]:
    """Return the first and last day that a date of this precision may mean."""
    if precision is DatePrecision.MONTH:
        return day.replace(day=1), (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if precision is DatePrecision.YEAR:
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day, day
