"""Sums of money that a text states, as the world's press writes them: $371 million, Rs 50,000 crore.

Prices of a unit ("$80 a barrel") are no sums and are left out; so is money whose currency the text does not tell.
"""

import re
from collections.abc import Iterator

from schemas.facts import Instrument
from streams.core.lexicon import countries
from streams.core.lexicon.currencies import CURRENCIES
from streams.core.lexicon.tables import rows, split
from streams.core.values.mentions import AmountMention
from streams.core.values.spans import Spans

_SCALES = {word: float(value) for words, value in rows("scales", 2) for word in split(words)}
_NUMBER_WORDS = {word: float(value) for words, value in rows("numbers", 2) for word in split(words)}


def _any_of(words: Iterator[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,12}(?:[.,]\d{1,3})?"
_WORDS = _any_of(iter(_NUMBER_WORDS))
_ONE_SCALE = rf"(?:{_any_of(iter(_SCALES))})(?![A-Za-z])"
_SCALE = rf"(?:[\s-]?{_ONE_SCALE}\.?(?:\s{_ONE_SCALE})?)"
_BEFORE = _any_of(word for word in CURRENCIES if not CURRENCIES[word].needs_scale)
_AFTER = _any_of(word for word in CURRENCIES if not CURRENCIES[word].only_before)
_DASH = r"\s?(?:-|–|—|\bto\b)\s?"

_CURRENCY_FIRST = re.compile(
    rf"(?<![\w$€£])(?P<currency>{_BEFORE})\.?[\s\xa0]{{0,2}}(?:(?P<number>{_DIGITS})(?P<scale>{_SCALE})?"
    rf"|(?P<words>{_WORDS})(?P<words_scale>[\s-]{_ONE_SCALE}(?:\s{_ONE_SCALE})?))"
    rf"(?:{_DASH}(?:{_BEFORE})?\s?(?:{_DIGITS})(?P<last_scale>{_SCALE})?)?(?![\w%])(?:\s(?:US\s)?dollars)?",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"(?<![\w$€£.,])(?:(?P<number>{_DIGITS})(?:(?P<scale>{_SCALE})|(?:{_DASH}(?:{_DIGITS})(?P<last_scale>{_SCALE})))?"
    rf"|\b(?P<words>{_WORDS})(?P<words_scale>[\s-]{_ONE_SCALE}(?:\s{_ONE_SCALE})?))"
    rf"[\s-]?(?:of\s|worth\sof\s|in\s)?(?P<currency>{_AFTER})(?!\w)",
    re.IGNORECASE,
)
_UNIT_PRICE = re.compile(
    r"\s?(?:/|\bper\b|\bfor\severy\b|\beach\b|\ba(?=\s(?:barrel|day|share|litre|liter|gallon|tonne?|kilo|kilogram|pound|bottle"
    r"|head|person|piece|bag|ounce|unit|night|ticket|plate|month)\b))",
    re.IGNORECASE,
)
_LARGEST_PRICE = 100_000
_VERB = re.compile(r"\s(?:by|the|an?|in|over)\b")
"""What follows a word such as "won" where it is no money."""
_SURE_WITHOUT_SCALE = 1_000
"""A bare number of pounds below this is a weight as often as money."""
_WEIGHABLE = re.compile(r"pounds?$", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s]")
_MONEY_TOKENS = frozenset(_TOKEN.findall(word.rstrip("."))[-1] for word in CURRENCIES)
"""The last word or sign of every form: a text without any of them states no sum."""
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)?")


def find_amounts(text: str, home_country: str | None = None) -> list[AmountMention]:
    """Return the sums of `text` in order, a range as its first; a conversion in brackets follows its original.

    `home_country` (ISO alpha-3) says whose rupee, shilling or dollar is meant; else a country named in the text does.
    """
    if _MONEY_TOKENS.isdisjoint(_TOKEN.findall(text.lower())):
        return []
    named = _countries_named(text)
    taken = Spans()
    found: list[AmountMention] = []
    for pattern in (_CURRENCY_FIRST, _NUMBER_FIRST):
        for match in pattern.finditer(text):
            mention = _mention(match, home_country, named)
            if mention and taken.take(*match.span()):
                found.append(mention)
    whole = [mention for mention in found if not _UNIT_PRICE.match(text, mention.end)]
    return sorted(whole or found, key=lambda mention: mention.start)


def _mention(match: re.Match[str], home: str | None, named: set[str]) -> AmountMention | None:
    group = match.groupdict()
    scale = _scale(group["scale"] or group.get("words_scale") or group["last_scale"])
    word = " ".join(match["currency"].lower().split())
    amount = round(_number(group["number"] or match["words"], scale) * scale, 2)
    if not _is_money(match, word, scale, amount) or _is_price(match, amount):
        return None
    code = CURRENCIES[word].in_country(home, named)
    return AmountMention(match.start(), match.end(), amount, code) if code and amount > 0 else None


def _is_price(match: re.Match[str], amount: float) -> bool:
    """Tell "$80 a barrel" from "$60 million a year", which is a sum unless the total is stated beside it."""
    return amount < _LARGEST_PRICE and _UNIT_PRICE.match(match.string, match.end()) is not None


def _is_money(match: re.Match[str], word: str, scale: float, amount: float) -> bool:
    currency = CURRENCIES[word]
    if currency.needs_scale and (scale == 1 or _VERB.match(match.string, match.end())):
        return False
    if currency.only_capitals or (currency.only_before and len(word) == 1):
        return match["currency"].isupper() and (scale > 1 or "," in (match["number"] or ""))
    return not (_WEIGHABLE.search(match["currency"]) and scale == 1 and amount < _SURE_WITHOUT_SCALE)


def _scale(words: str | None) -> float:
    value = 1.0
    for word in re.findall(r"[a-z]+", (words or "").lower()):
        value *= _SCALES[word]
    return value


def _number(digits: str, scale: float) -> float:
    """Read "half a" or 1,50,000.5; a comma before one or two digits and a scale ("1,5 million") is a decimal comma."""
    if not digits[0].isdigit():
        return _NUMBER_WORDS[" ".join(digits.lower().split())]
    head, comma, tail = digits.partition(",")
    if comma and len(tail) < 3 and scale > 1 and "." not in tail:
        return float(f"{head}.{tail}")
    return float(digits.replace(",", ""))


def _countries_named(text: str) -> set[str]:
    names = (match.group() for match in _CAPITALISED.finditer(text))
    return {code for name in names for word in (name, *name.split()) if (code := countries.NAMES.get(word))}


_INSTRUMENTS = tuple((Instrument(kind), re.compile(pattern, re.IGNORECASE)) for kind, pattern in rows("instruments", 2))


def instrument(text: str) -> Instrument | None:
    """Return the kind of money that `text` speaks of, or None if it speaks of none."""
    for kind, pattern in _INSTRUMENTS:
        if pattern.search(text):
            return kind
    return Instrument.OTHER if find_amounts(text) else None
