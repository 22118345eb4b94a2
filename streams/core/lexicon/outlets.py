"""The home country of news outlets and official sources, by name, by host, and by the country of the host's domain."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from urllib.parse import urlsplit

from streams.core.lexicon import countries
from streams.core.lexicon.tables import rows, split

_INTERNATIONAL = "-"


def _read(column: int) -> dict[str, str | None]:
    return {
        " ".join(form.lower().split()): None if row[0] == _INTERNATIONAL else row[0]
        for row in rows("outlets", 3)
        for form in split(row[column])
    }


NAMES: Mapping[str, str | None] = MappingProxyType(_read(1))
"""Name in lower case -> alpha-3, None for the international ones."""
HOSTS: Mapping[str, str | None] = MappingProxyType(_read(2))
"""Host -> alpha-3, None for the international ones."""
DOMAINS: Mapping[str, str] = MappingProxyType({row[0]: row[1] for row in rows("domains", 2)})
"""Domain of a country (without the full stop) -> alpha-3."""

_NAME = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True)) + r")(?!\w)"
)
_HOST_LIKE = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")
_CAPITALISED = re.compile(r"\b(?:[A-Z][\w.'’-]+\s?){1,4}")
_ADDED = re.compile(r"\(([^()]+)\)\s*$")
_MAX_NAME_CHARS = 200


@lru_cache(maxsize=4_096)
def home_country(source: str, url: str | None) -> str | None:
    """Return the alpha-3 code of an outlet's country, None if it is unknown or the outlet is international.

    A national paper's own host is surest ("Daily Mirror" is one in London and one in Colombo), then the country added
    to its name; an aggregator's host says nothing against the name.
    """
    name, host = source[:_MAX_NAME_CHARS], _host(url)
    surest = next(chain(_by_host(host), _by_country_added(name)), None)
    return surest or next(chain(_by_name(name), _by_domain(host), _by_country_named(name)), None)


def _by_country_added(source: str) -> Iterator[str]:
    """Yield the country that is added to tell outlets of one name apart: "Daily Times (Nigeria)"."""
    if added := _ADDED.search(source):
        yield from (code for part in added[1].split(",") if (code := countries.code_of(part.strip())))


def _by_name(source: str) -> Iterator[str | None]:
    """Yield what the name says; of several outlets ("APP via UrduPoint", "AFP, Dawn") the first national one."""
    name = " ".join(source.lower().replace("’", "'").split())
    if not name:
        return
    if name in NAMES:
        yield NAMES[name]
    if _HOST_LIKE.match(name):
        yield from _by_host(name)
        yield from _by_domain(name)
    found = [NAMES[match.group()] for match in _NAME.finditer(name)]
    national = [code for code in found if code]
    yield from national[:1]
    if found and not national:
        yield None


def _by_host(host: str) -> Iterator[str | None]:
    labels = host.split(".")
    for first in range(len(labels) - 1):
        parent = ".".join(labels[first:])
        if parent in HOSTS:
            yield HOSTS[parent]


def _by_domain(host: str) -> Iterator[str]:
    domain = host.rpartition(".")[2]
    if "." in host and domain in DOMAINS:
        yield DOMAINS[domain]


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _by_country_named(source: str) -> Iterator[str]:
    """Yield the country that an unknown source names: "Ministry of Trade, Kenya", "Xinhua Pakistan Service"."""
    for match in _CAPITALISED.finditer(source):
        words = match.group().split()
        for length in range(len(words), 0, -1):
            for first in range(len(words) - length + 1):
                if code := countries.code_of(" ".join(words[first : first + length]).strip(".,")):
                    yield code
