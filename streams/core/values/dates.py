"""Dates that a text states, resolved against an anchor: the day of publication or of the dateline.

What does not name a day, a month or a year ("last week", "recently") yields nothing, and so does what cannot be
resolved: a wrong date is worse than none.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from schemas.facts import DatePrecision
from streams.core.values import calendar_days as days
from streams.core.values import date_forms as forms
from streams.core.values.mentions import DateMention
from streams.core.values.spans import Spans

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MIN_YEAR, MAX_YEAR = 1900, 2100
"""A day of the calendar outside these is a slip of the pen or not a date."""

Resolver = Callable[[re.Match[str], date | None, bool | None], DateMention | None]

_OFFSETS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {"a": 1} | {word: number for number, word in enumerate(_NUMBERS, start=1)}
_SHIFTS = {"last": -1, "this": 0, "next": 1}


def find_dates(text: str, anchor: date | None, past: bool | None = None) -> list[DateMention]:
    """Return the dates of `text` in order of their place.

    `anchor` is the day that the words are spoken; without it only complete dates are found. `past` is the tense of what
    is told: it says which way a bare weekday or a day without a year lies (nearest past unless it is False).
    """
    if anchor and not MIN_YEAR < anchor.year < MAX_YEAR:
        anchor = None
    found: list[DateMention] = []
    for match, resolve in _matches(text):
        told = _told_on(match, resolve, found, anchor) if resolve in _TOLD_ON else anchor
        mention = resolve(match, told, past)
        if mention and MIN_YEAR <= mention.day.year <= MAX_YEAR:
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def find_date_resolutions(text: str, anchor: date | None) -> tuple[tuple[DateMention, ...], ...]:
    """Return the dates of a text, each as one day, or as two where "on Friday" may lie behind or ahead."""
    ahead = {mention.start: mention for mention in find_dates(text, anchor, False)}
    return tuple(
        (back, ahead[back.start]) if back.start in ahead and ahead[back.start].day != back.day else (back,)
        for back in find_dates(text, anchor, True)
    )


def _told_on(match: re.Match[str], resolve: Resolver, found: Sequence[DateMention], anchor: date | None) -> date | None:
    """Return the day from which "a day before" or "the second day of" counts: the one named before it, else today.

    For a day of an event it may be named after it too: "the second day of talks on Thursday".
    """
    days_named = [
        mention
        for mention in found
        if mention.precision is DatePrecision.DAY and (mention.end <= match.start() or resolve is _day_of_event)
    ]
    nearest = min(days_named, key=lambda mention: abs(mention.start - match.start()), default=None)
    return nearest.day if anchor and nearest else anchor


@lru_cache(maxsize=256)
def _matches(text: str) -> tuple[tuple[re.Match[str], Resolver], ...]:
    """Return the forms of dates in a text; the events of an article ask for those of the same sentences."""
    hints = {hint for hint, pattern in forms.HINTS.items() if pattern.search(text)}
    taken = Spans()
    return tuple(
        (match, resolve)
        for hint, pattern, resolve in _FORMS
        if hint in hints
        for match in pattern.finditer(text)
        if taken.take(*match.span())
    )


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _weekday(name: str | None) -> int | None:
    return WEEKDAYS.index(name[:3].lower()) if name else None


def _number(day: str) -> int:
    return int(day.rstrip("stndrh"))


def _mention(
    match: re.Match[str], day: date | None, precision: DatePrecision = DatePrecision.DAY, last: date | None = None
) -> DateMention | None:
    if day is None:
        return None
    return DateMention(match.start(), match.end(), day, precision, last if last and last > day else None)


def _calendar_day(match: re.Match[str], anchor: date | None, past: bool | None) -> DateMention | None:
    """Resolve a day and a month, with or without a year, and the end of a range."""
    group = match.groupdict()
    month, number = _month(group["month"]), _number(group["day"])
    last_month = _month(group["last_month"]) if group.get("last_month") else month
    last_number = group.get("last_day") or group.get("to_day")
    if group.get("year"):
        year = int(group["year"])
        first = days.day_or_none(year - (last_month < month), month, number)
    elif anchor:
        first = days.day_of_year(anchor, month, number, past, _weekday(group["weekday"]))
    else:
        return None
    last = None
    if first and last_number:
        last = days.day_or_none(first.year + (last_month < month), last_month, _number(last_number))
    return _mention(match, first, last=last)


def _iso(match: re.Match[str], _anchor: date | None, _past: bool | None) -> DateMention | None:
    return _mention(match, days.day_or_none(*(int(match[name]) for name in ("year", "month", "day"))))


def _numeric(match: re.Match[str], _anchor: date | None, _past: bool | None) -> DateMention | None:
    """Resolve 03.02.2024: with full stops the day comes first; with a slash only where one number cannot be a month."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match[2] == "." or first > 12 or first == second:
        return _mention(match, days.day_or_none(year, second, first))
    return _mention(match, days.day_or_none(year, first, second)) if second > 12 else None


def _month_and_year(match: re.Match[str], _anchor: date | None, _past: bool | None) -> DateMention | None:
    return _mention(match, date(int(match["year"]), _month(match["month"]), 1), DatePrecision.MONTH)


def _month_of_period(match: re.Match[str], anchor: date | None, _past: bool | None) -> DateMention | None:
    if anchor is None:
        return None
    return _mention(match, date(anchor.year + _SHIFTS[match["which"]], _month(match["month"]), 1), DatePrecision.MONTH)


def _month_alone(match: re.Match[str], anchor: date | None, past: bool | None) -> DateMention | None:
    if anchor is None:
        return None
    which = (match["which"] or "").lower()
    if which == "this":
        return _mention(match, date(anchor.year, _month(match["month"]), 1), DatePrecision.MONTH)
    past = {"last": True, "next": False}.get(which, past)
    return _mention(match, days.month_of_year(anchor, _month(match["month"]), past), DatePrecision.MONTH)


def _year_alone(match: re.Match[str], _anchor: date | None, _past: bool | None) -> DateMention | None:
    last = date(int(match["last_year"]), 12, 31) if match["last_year"] else None
    return _mention(match, date(int(match["year"]), 1, 1), DatePrecision.YEAR, last)


def _weekday_alone(match: re.Match[str], anchor: date | None, past: bool | None) -> DateMention | None:
    weekday = _weekday(match["weekday"])
    if anchor is None or weekday is None:
        return None
    which = (match["which"] or match["after"] or "").lower()
    if match["day"]:
        first = days.day_of_month(anchor, _number(match["day"]), past, weekday)
    elif match["of_week"]:
        first = days.weekday_of_week(anchor, weekday, _SHIFTS[match["of_week"]])
    elif " week" in match.group().lower() and which:
        first = days.weekday_of_week(anchor, weekday, _SHIFTS[which])
    elif which == "last":
        first = days.last_weekday(anchor, weekday)
    elif which == "next":
        first = days.next_weekday(anchor, weekday)
    elif which == "this" and past is None:
        first = days.weekday_of_week(anchor, weekday, 0)
    else:
        first = days.nearest_weekday(anchor, weekday, False if which == "coming" else past)
    last_weekday = _weekday(match["last_weekday"])
    last = days.nearest_weekday(first, last_weekday, past=False) if first and last_weekday is not None else None
    return _mention(match, first, last=last)


def _relative(match: re.Match[str], anchor: date | None, _past: bool | None) -> DateMention | None:
    if anchor is None:
        return None
    word = " ".join(match["word"].lower().split())
    if match["day"]:
        return _mention(match, days.day_of_month(anchor, _number(match["day"]), None))
    return _mention(match, anchor + timedelta(_OFFSETS.get(word, 0)))


def _count(word: str) -> timedelta:
    return timedelta(_COUNTS.get(word.lower()) or int(word))


def _ago(match: re.Match[str], anchor: date | None, _past: bool | None) -> DateMention | None:
    return _mention(match, anchor - _count(match["count"])) if anchor else None


def _ahead(match: re.Match[str], anchor: date | None, _past: bool | None) -> DateMention | None:
    return _mention(match, anchor + _count(match["count"] or match["from_now"])) if anchor else None


def _beside(match: re.Match[str], anchor: date | None, _past: bool | None) -> DateMention | None:
    """Resolve "a day before she is to meet him", told today, to the day on which she does."""
    if anchor is None:
        return None
    away = timedelta(1) if match["eve"] else _count(match["count"])
    behind = match["way"] in ("after", "following", "earlier", "prior")
    return _mention(match, anchor - away if behind else anchor + away)


def _day_of_event(match: re.Match[str], anchor: date | None, _past: bool | None) -> DateMention | None:
    """Resolve "the second day of the talks", told today, to the day on which they began."""
    return _mention(match, anchor - timedelta(forms.ORDINALS.index(match["count"].lower()) + 1)) if anchor else None


def _period(match: re.Match[str], anchor: date | None, _past: bool | None) -> DateMention | None:
    if anchor is None:
        return None
    shift = _SHIFTS[match["which"].lower()]
    if match["unit"] == "year":
        return _mention(match, date(anchor.year + shift, 1, 1), DatePrecision.YEAR)
    return _mention(match, days.add_months(anchor, shift), DatePrecision.MONTH)


def _day_of_period(match: re.Match[str], anchor: date | None, _past: bool | None) -> DateMention | None:
    if anchor is None:
        return None
    month = days.add_months(anchor, _SHIFTS[match["which"] or "this"])
    return _mention(match, days.day_or_none(month.year, month.month, _number(match["day"])))


def _numbered_day(match: re.Match[str], anchor: date | None, past: bool | None) -> DateMention | None:
    return _mention(match, days.day_of_month(anchor, _number(match["day"]), past)) if anchor else None


_FORMS: tuple[tuple[str, re.Pattern[str], Resolver], ...] = (
    ("month", forms.MONTH_DAY, _calendar_day),
    ("month", forms.DAY_MONTH, _calendar_day),
    ("number", forms.ISO, _iso),
    ("number", forms.NUMERIC, _numeric),
    ("number", forms.DAY_OF_PERIOD, _day_of_period),
    ("month", forms.MONTH_YEAR, _month_and_year),
    ("month", forms.MONTH_OF_PERIOD, _month_of_period),
    ("weekday", forms.WEEKDAY_ALONE, _weekday_alone),
    ("word", forms.RELATIVE, _relative),
    ("days", forms.AGO, _ago),
    ("days", forms.AHEAD, _ahead),
    ("month", forms.MONTH_ALONE, _month_alone),
    ("number", forms.YEAR_ALONE, _year_alone),
    ("word", forms.PERIOD, _period),
    ("number", forms.NUMBERED_DAY, _numbered_day),
    ("days", forms.BESIDE, _beside),
    ("days", forms.DAY_OF_EVENT, _day_of_event),
)
"""The forms, the more exact first: a later form never takes what an earlier one has read."""
_TOLD_ON = (_beside, _day_of_event)
"""Forms that count from a day that the sentence names; they come last."""
