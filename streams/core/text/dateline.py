"""Datelines: "BEIJING, May 9 (Xinhua) --", "RIYADH: ", "Luanda -The", "(Reuters) - ", "KYIV, Ukraine (AP) —".

A dateline is read piece by piece: places, a day, an agency in brackets, and a mark. It counts only if a place is known,
or written in capitals before a dash, or if an agency or a day stands there; so "UN chief: ..." is none.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from schemas.facts import DatePrecision, Place
from streams.core.lexicon.cities import AFTER_CITY, REGIONS
from streams.core.lexicon.countries import code_of
from streams.core.lexicon.words import WORDS
from streams.core.text.model import Dateline
from streams.core.values.dates import find_dates
from streams.core.values.places import find_places

_SEARCHED_CHARS = 260
_SHORT_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NO_DAY = rf"(?!(?:{_SHORT_MONTHS}|{_SHORT_MONTHS.upper()})[A-Za-z]*\.?\s?\d|{_WEEKDAY})"
_CAPITALISED = rf"{_NO_DAY}[A-ZÀ-Ž][\w.'’-]*"
_PARTICLE = r"(?:de|da|do|del|el|es|al|la|le|of|the|and|au|sur|am|an|der|i)"
_PLACE = rf"{_CAPITALISED}(?:[ ]+(?:{_CAPITALISED}|{_PARTICLE})){{0,5}}"
_OPENING = re.compile(
    rf"(?:(?:AGENCIES|By [A-Z][\w ]{{2,30}})\s?[|/]\s?)?(?:(?P<place>{_PLACE}(?:,?\s?/\s?{_PLACE}){{0,3}}"
    rf"(?:,\s?{_PLACE}){{0,2}}(?:,?/{_PLACE})?)\s*(?:\[[A-Z]\w+\]\s*)?)?,?\s*"
)
_MONTH_DAY = r"[A-Z][a-z]{2,8}\.?\s?\d{1,2}|[A-Z]{3,9}\s\d{1,2}"
_DAY_MONTH = r"\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\.?|\d{1,2}\s[A-Z]{3,9}"
_DAY = re.compile(
    rf"(?:[-–—:,|]\s*)?\(?(?P<day>(?:{_WEEKDAY},?\s+)?(?:{_MONTH_DAY}|{_DAY_MONTH})(?:,?\s?(?:19|20)\d\d)?)\)?[.,]?\s*"
)
_AGENCY = re.compile(r"(?:[-–—]\s?)?(?:[(\[]|\|\s?)(?P<agency>[A-Z][^()\[\]|]{1,90})[)\]|],?\s*")
_BARE_AGENCY = re.compile(r"(?P<agency>[A-Z]{4,15})(?:\.|\s[-–—:]|(?=\s))\s?(?=[A-Z\"“])")
_MARK = re.compile(r"(?P<mark>[—–―]+|-{1,3}|::?|\||[•·])(?!\d)\s*")
_WORD_AFTER = re.compile(r"[\"'“‘(]?[A-Z0-9À-Ž]")
_INLINE = re.compile(
    rf"(?<=[.!?]\s)(?P<place>{_PLACE}(?:,\s{_PLACE})?)\s?(?:\([A-Z][^()]{{1,40}}\)\s?)?(?:—|–|--)\s?(?=\S)"
)
_MAX_PLACE_WORDS = 7
_PIECES = 4
"""Day, agency and two marks: what stands between the place and the report."""
_OUTLET = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, WORDS['agencies'])))})\b")
"""Words of which the bracket after a place has one: "(Xinhua)", "(Daily Mirror)"."""


class Opening(NamedTuple):
    """What opens a paragraph: the dateline, if it names a place, and how many characters it takes."""

    dateline: Dateline | None
    length: int


NO_OPENING = Opening(None, 0)


def read_opening(paragraph: str, published: date | None) -> Opening:
    """Read the dateline that opens `paragraph`; a day without its year is resolved against `published`."""
    head = paragraph[:_SEARCHED_CHARS]
    opening = _OPENING.match(head)
    names = (opening["place"] or "").strip(" ,") if opening else ""
    at = opening.end() if opening and names else 0
    if names.count(" ") > _MAX_PLACE_WORDS or names.partition(" ")[0].lower() in WORDS["before-a-place"]:
        return NO_OPENING
    day, agency, mark, end = _rest(head, at, bool(names))
    if not _is_dateline(head, names, day, agency, mark, end):
        return NO_OPENING
    place = _place(names)
    resolved = _resolve(day or agency or "", published)
    dateline = Dateline(place or Place(), resolved) if place or resolved else None
    return Opening(dateline, end)


def inline_dateline(paragraph: str) -> Place | None:
    """Return the place of a dateline that stands after a headline in the same paragraph: "Talks end. MOSCOW — ..."."""
    match = _INLINE.search(paragraph, 0, _SEARCHED_CHARS)
    return _place(match["place"]) if match and match["place"].partition(",")[0].isupper() else None


def _rest(head: str, at: int, has_place: bool) -> tuple[str, str, str, int]:
    """Read day, agency and mark in the orders in which they occur; return them and where the report begins."""
    read = {"day": "", "agency": "", "mark": ""}
    for _ in range(_PIECES):
        found = next(_pieces(head, at, read, has_place), None)
        if not found:
            break
        read |= found.groupdict()
        at = found.end()
    return read["day"], read["agency"], read["mark"], at


def _pieces(head: str, at: int, read: dict[str, str], has_place: bool) -> Iterator[re.Match[str]]:
    """Yield what can be read next: the day and the agency once, the mark again after either."""
    for pattern, wanted in (
        (_DAY, not read["day"]),
        (_AGENCY, not read["agency"]),
        (_BARE_AGENCY, has_place and bool(read["day"]) and not read["agency"]),
        (_MARK, True),
    ):
        if wanted and (match := pattern.match(head, at)):
            yield match


def _is_dateline(head: str, names: str, day: str, agency: str, mark: str, end: int) -> bool:
    if not _WORD_AFTER.match(head, end):
        return False
    if agency:
        return bool(_OUTLET.search(agency) or (names and (mark or day)))
    if not mark:
        return False
    if day:
        return bool(names) or day[-4:].isdigit()
    return bool(names) and _is_place_before(names, mark)


def _is_place_before(names: str, mark: str) -> bool:
    """Say whether a name and a mark alone are a dateline: a known city, or unknown capitals before a dash."""
    place = _place(names)
    if place and place.city:
        return True
    return mark not in (":", "-", "|", "•", "·") and (names.isupper() or _is_capitals(names))


def _is_capitals(names: str) -> bool:
    """Say whether the first place is in capitals: "KYIV, Ukraine"."""
    first = names.partition(",")[0]
    return len(first) > 2 and first.isupper()


def _place(names: str) -> Place | None:
    """Return the first place of a dateline; one that the gazetteer does not know takes the country beside it."""
    first = names.partition("/")[0].strip(" ,")
    city, _, beside = first.partition(",")
    whole = len("in ") + len(city)
    found = next((found for found in find_places(f"in {first}") if found.start == len("in ")), None)
    known = found.place if found and (found.end >= whole or not _is_capitals(city)) else None
    if beside and _is_capitals(city) and not (known and known.city):
        country = code_of(beside.strip()) or min(
            AFTER_CITY.get(beside.strip(), ()), default=REGIONS.get(beside.strip())
        )
        return Place(country=country, city=city.title())
    return known


def _resolve(text: str, published: date | None) -> date | None:
    days = [found.day for found in find_dates(text, published) if found.precision is DatePrecision.DAY]
    return days[0] if days else None
