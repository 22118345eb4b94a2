"""How many days something lasts, as a text says beside its noun: "a three-day visit", "wrapped up a two-day summit"."""

import re
from enum import Enum, auto
from typing import NamedTuple

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = rf"(?P<count>{'|'.join(_NUMBERS)}|[2-9]|[12]\d)"
_NOUN = (
    r"(?P<noun>visit|trip|tour|journey|stay|mission|stopover|swing|summit|meeting|conference|talks|forum|session"
    r"|gathering|dialogue|consultations|negotiations)"
)
_DURATION = re.compile(rf"\b{_COUNT}[- –]day\b(?:,? [\w-]+){{0,3}}? {_NOUN}\b", re.IGNORECASE)
_DETERMINER = r"(?:(?:a|an|the|this|that|his|her|its|their|our|my|(?:[\w.-]+ ){0,4}\w+[’']s?) )?"
_ENDED_BEFORE = re.compile(
    r"\b(?:conclud(?:ed?|es|ing)|conclusion of|wrap(?:s|ped|ping)? up|w(?:ind|inds|inding|ound) up"
    r"|end(?:s|ed|ing)?(?: of)?|complet(?:ed?|es|ing)|finish(?:es|ed|ing)?|close of|after|following"
    r"|(?:return(?:s|ed|ing)?|back)\b.{0,60}? from) "
    rf"{_DETERMINER}$",
    re.IGNORECASE,
)
_ENDED_AFTER = re.compile(
    r"(?: (?:to|in|of) [^.;,]{1,60})?,? (?:which )?(?:has |had )?"
    r"(?:ended|concluded|closed|came to an end|came to a close|wrapped up)\b",
    re.IGNORECASE,
)
_WITHIN_BEFORE = re.compile(
    rf"\b(?:during|amid|in|throughout|within|middle of|part of|(?:last|final|closing) day of) {_DETERMINER}$",
    re.IGNORECASE,
)


class Told(Enum):
    """What of something that lasts is told: that it begins, that it is over, or what happened in it."""

    BEGINS = auto()
    ENDED = auto()
    WITHIN = auto()


class DurationMention(NamedTuple):
    """How long something lasts; offsets are those of its noun."""

    start: int
    end: int
    days: int
    told: Told


def find_durations(text: str) -> tuple[DurationMention, ...]:
    """Return the durations that a text states, two to 29 days, in order of their place."""
    return tuple(
        DurationMention(*match.span("noun"), _days(match["count"]), _told(text[: match.start()], text[match.end() :]))
        for match in _DURATION.finditer(text)
    )


def _days(count: str) -> int:
    return int(count) if count.isdigit() else _NUMBERS.index(count.lower()) + 2


def _told(before: str, after: str) -> Told:
    if _ENDED_BEFORE.search(before) or _ENDED_AFTER.match(after):
        return Told.ENDED
    return Told.WITHIN if _WITHIN_BEFORE.search(before) else Told.BEGINS
