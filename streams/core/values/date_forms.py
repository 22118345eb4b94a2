"""The forms in which a text states a date, as patterns; a space in a pattern is any white space."""

import re

_FULL_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTH = rf"(?:{_FULL_MONTHS}|{_FULL_MONTHS.upper()}|(?:{_SHORT_MONTHS}|{_SHORT_MONTHS.upper()})(?![A-Za-z])\.?)"
_FULL_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WEEKDAY = rf"(?:{_FULL_WEEKDAYS}|{_FULL_WEEKDAYS.upper()})"
_SHORT_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    r"(?![\d%]|[.,:]\d|\s?(?:%|per\s?cent|million|billion|bn|years?\b|p\.?m\b|a\.?m\b))"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_NO_OTHER_YEAR = r"(?![ ,/-]+(?:0\d|1[0-8]|2[1-9]|[3-9]\d)\d\d(?:[.,;:)]|$))"
"""A day of a year that is none of ours, a slip of the pen, is no day of this year."""
_TO = r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b|\btill\b|\band\b|&)\s*(?:the\s+)?"
_PART_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night|noon))?"
_LEAD = rf"(?:\b(?P<weekday>{_SHORT_WEEKDAY}){_PART_OF_DAY},?\s+(?:the\s+)?\(?|(?<![\w.,$€£/-])|\b(?=[A-Z]))"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s"))


DAY_MONTH = _form(
    rf"{_LEAD}(?P<day>{_DAY})(?:{_TO}(?P<to_day>{_DAY}))?[ /-]*(?:of )?(?P<month>{_MONTH})"
    rf"(?:{_TO}(?P<last_day>{_DAY}) ?(?P<last_month>{_MONTH}))?(?:[ ,/-]+(?P<year>{_YEAR})|{_NO_OTHER_YEAR})(?![\w])"
)
MONTH_DAY = _form(
    rf"{_LEAD}(?P<month>{_MONTH})[ /]*(?:the )?(?P<day>{_DAY})"
    rf"(?:{_TO}(?:(?P<last_month>{_MONTH}) ?)?(?P<to_day>{_DAY}))?(?:[ ,/]+(?P<year>{_YEAR})|{_NO_OTHER_YEAR})(?![\w])"
)
ISO = re.compile(
    r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)([-/.])(?P<month>0?[1-9]|1[0-2])\2(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
)
NUMERIC = re.compile(r"(?<![\d/.-])(?P<first>\d\d?)([./-])(?P<second>\d\d?)\2(?P<year>(?:19|20)\d\d)(?![\d/-])")
MONTH_YEAR = _form(rf"\b(?P<month>{_MONTH})(?:, ?| of | )(?P<year>{_YEAR})")
MONTH_OF_PERIOD = _form(rf"\b(?P<month>{_MONTH})(?: of)?,? (?P<which>last|this|next) year\b")
MONTH_ALONE = _form(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Oo]f|[Ff]rom|[Bb]efore|[Aa]fter"
    r"|(?:[Ee]arly|[Ll]ate|[Mm]id)(?: in)?"
    rf"|(?P<which>[Ll]ast|[Nn]ext|[Tt]his)) |\b[Mm]id-)(?P<month>{_MONTH})(?![\w’'-]| \d| [A-Z])"
)
YEAR_ALONE = _form(
    r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Oo]f|[Ff]rom|[Ee]arly|[Ll]ate|[Mm]id|year)[ -](?:the year )?"
    rf"(?P<year>{_YEAR})(?:(?:-|–|—| to | and )(?P<last_year>{_YEAR}))?(?![\w%]|[.,/-]\d|-[a-z])"
)
_NOT_A_DAY = (
    r"(?<!Black )(?<!Good )(?<!Ash )(?<!Palm )(?<!Super )(?<!Bloody )(?<!Easter )(?<!Sheffield )(?<!Cyber )(?<!Holy )"
    r"(?<![Ee]very )(?<![Ee]ach )(?<!The )"
)
WEEKDAY_ALONE = _form(
    rf"{_NOT_A_DAY}(?:\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming)(?: week)?(?:’s|'s)? )?\b(?P<weekday>{_WEEKDAY})\b"
    r"(?! (?:Times|Mail|Mirror|Express|Telegraph|Standard|Observer|Leader|Star|People|Independent|Night Live|Post)\b)"
    rf"(?:{_PART_OF_DAY}(?: (?P<after>last|next)(?: week)?\b(?! (?:week|month|year)))?)"
    rf"(?: of (?P<of_week>last|this|next) week)?(?:{_TO}(?P<last_weekday>{_WEEKDAY})\b)?(?: ?\((?P<day>{_DAY})\))?"
)
RELATIVE = _form(
    r"\b(?P<word>[Tt]he day before yesterday|[Tt]he day after tomorrow|[Yy]esterday|today"
    r"|(?<![A-Z]\w\w )(?<![A-Z]\w\w\w )(?<![A-Z]\w\w\w\w )(?:TODAY|Today)"
    r"|[Tt]onight|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night)"
    rf"\b(?!’s (?:world|age|era)|'s (?:world|age|era))(?:{_PART_OF_DAY}(?:,? ?\((?P<day>{_DAY})\))?)"
)
_SEVERAL = r"\d{1,2}|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en"
_COUNT = rf"{_SEVERAL}|[Aa]|[Oo]ne"
AGO = _form(rf"\b(?P<count>{_COUNT}) days? ago\b")
AHEAD = _form(
    rf"\b(?:[Ii]n (?P<count>{_SEVERAL}) days(?:[’'])?(?: time)?\b(?! (?:of|since|for|in|at|after|before|earlier)\b)"
    rf"|(?P<from_now>{_COUNT}) days? from (?:now|today)\b)"
)
BESIDE = _form(
    rf"\b(?:(?P<count>{_COUNT}) days? (?P<way>before|ahead of|prior to|after|following|earlier|prior)"
    r"|[Oo]n (?P<eve>the eve of))\b"
    rf"(?! (?:(?:the|his|her|its|their) )?(?:{_DAY}|{_MONTH}|{_WEEKDAY}))"
)
ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh")
DAY_OF_EVENT = _form(rf"(?i:\b(?P<count>{'|'.join(ORDINALS)})(?: and (?:last|final))?(?: straight| full)? day of\b)")
PERIOD = _form(r"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his) (?P<unit>month|year)\b(?!’s (?:world|age)|-)")
DAY_OF_PERIOD = _form(
    rf"\b[Tt]he (?P<day>{_DAY}) "
    r"(?:of (?P<which>last|next|this) month|(?:of the )?(?P<instant>instant|inst\.|current month))"
)
NUMBERED_DAY = _form(r"\b[Oo]n (?:the )?(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?=[.,;)]|$)")

HINTS = {
    "month": re.compile(rf"{_FULL_MONTHS}|{_SHORT_MONTHS}|{_FULL_MONTHS.upper()}|{_SHORT_MONTHS.upper()}"),
    "number": re.compile(r"\d"),
    "weekday": re.compile(r"day\b|DAY\b"),
    "days": re.compile(r"\bdays?\b|the eve of"),
    "word": re.compile(r"yesterday|Yesterday|[Tt]oday|TODAY|night|[Tt]omorrow|[Tt]his\s|month|year"),
}
"""What a text has that states a date in some form: most sentences have little of it."""
