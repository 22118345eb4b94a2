"""Capitalised names without a title: is each a person, a company, an organisation or none."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from streams.core.extraction.actors.alphabet import HONORIFIC, NAME
from streams.core.extraction.actors.tagging import Tagged
from streams.core.extraction.actors.titles import NAME_RUN
from streams.core.lexicon.given_names import GIVEN_NAMES
from streams.core.lexicon.person_names import keys
from streams.core.lexicon.roles import PERSON_VERBS

_RUN = re.compile(NAME_RUN)
_MAX_PERSON = 5
_MIN_ACRONYM = 2
_COMPANY = re.compile(
    r"\b(?:Ltd|Limited|Inc|Corp|LLC|PLC|Plc|plc|Co|GmbH|AG|SA|S\.A|NV|SE|Holdings?|Industries|Motors|Pharma\w*|Technologies"
    r"|Airways|Airlines|Energy|Petroleum|Oil|Telecom|Brands|Partners|Ventures|Capital|Enterprises|Systems|Group)\b"
)


class NameRun(NamedTuple):
    """A run of capitalised words, tags `first` to `last`."""

    first: int
    last: int
    text: str


def runs(line: Tagged, taken: Iterable[tuple[int, int]] = ()) -> Iterator[NameRun]:
    """Yield the runs of names of a line that touch none of the spans `taken`."""
    if NAME not in line.letters:
        return
    used = {i for first, last in taken for i in range(first, last + 1)}
    for match in _RUN.finditer(line.letters):
        first, last = match.start(), match.end() - 1
        if used.isdisjoint(range(first, last + 1)):
            yield NameRun(first, last, " ".join(line.slice(first, last).split()))


def is_acronym(text: str) -> bool:
    """Tell an acronym from a name."""
    return len(text) >= _MIN_ACRONYM and text.isupper() and " " not in text


def is_company(text: str) -> bool:
    """Tell whether a name ends like a company's."""
    return bool(_COMPANY.search(text))


def is_person(line: Tagged, run: NameRun, surnames: frozenset[str]) -> bool:
    """Tell whether a run is a person's name: a given name, an honorific, or a last word that stands alone elsewhere."""
    words = keys(run.text)
    if not words or len(words) > _MAX_PERSON or is_company(run.text) or is_acronym(run.text):
        return False
    if run.first and line.letters[run.first - 1] == HONORIFIC:
        return True
    if len(words) == 1 or " " not in run.text:
        return False
    return words[0] in GIVEN_NAMES or words[-1] in surnames


def surnames_alone(lines: Iterable[Tagged]) -> frozenset[str]:
    """Return the single names of a document that act as people do: what a full name is shortened to later."""
    found: set[str] = set()
    for line in lines:
        for run in runs(line):
            if run.first == run.last and not is_acronym(run.text) and _acts_as_person(line, run):
                found.update(keys(run.text)[-1:])
    return frozenset(found)


def _acts_as_person(line: Tagged, run: NameRun) -> bool:
    honoured = run.first > 0 and line.letters[run.first - 1] == HONORIFIC
    return honoured or (run.last + 1 < len(line.tags) and line.tags[run.last + 1].text in PERSON_VERBS)


def bare_name(text: str) -> str:
    """Return a name without the words before the given name: "Defeat Donald Trump" in a headline."""
    words = text.split()
    start = next((i for i, word in enumerate(words[:-1]) if keys(word)[:1] and keys(word)[0] in GIVEN_NAMES), None)
    return " ".join(words[len(words) - 1 if start is None else start :])
