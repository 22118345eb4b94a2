"""Currencies by every word and sign that the press uses for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from streams.core.lexicon.tables import rows, split

_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Currency:
    """What a word or sign for money means, in general and in the countries that use the word for their own."""

    code: str | None
    """ISO 4217, or None where the word alone does not say."""
    by_country: Mapping[str, str]
    """Alpha-3 -> ISO 4217."""
    only_before: bool
    """True where it stands only before the number: "N5bn"."""
    needs_scale: bool
    """True where it is money only after "million" or the like: "500 million won"."""
    only_capitals: bool
    """True where it is money only in capitals, with a scale or commas: "COP 150 million", not "COP 28"."""
    only_home: bool
    """True where a country named in the text does not change its meaning: "$4 billion in a Canadian company"."""

    def in_country(self, home: str | None, named: Iterable[str]) -> str | None:
        """Return the currency as used at `home`, else in the one country of those `named`, else in general."""
        if home and home in self.by_country:
            return self.by_country[home]
        if self.only_home:
            return self.code
        others = {self.by_country[country] for country in named if country in self.by_country}
        return others.pop() if len(others) == 1 else self.code


def _read() -> dict[str, Currency]:
    table: dict[str, Currency] = {}
    for code, words, countries, mark in rows("currencies", 4):
        own = {country: money for country, _, money in (item.partition(":") for item in split(countries))}
        currency = Currency(
            None if code == _UNKNOWN else code,
            MappingProxyType(own),
            only_before=mark == "=",
            needs_scale=mark == "s",
            only_capitals=mark == "c",
            only_home=mark == "h",
        )
        for word in split(words):
            table[word] = currency
            if word[-1].isalpha() and len(word) > 3 and not word.endswith("s"):
                table[word + "s"] = currency
    return table


CURRENCIES: Mapping[str, Currency] = MappingProxyType(_read())
"""Word or sign in lower case, plurals too -> what it means."""
