"""The hard language: kinds of sentence that event coders stumble over, with what there is to find in each.

`make bench-language` reads them and prints of each whether all was read rightly, and what was read instead. They are
judged more strictly than by `communique evaluate`: all events, nothing else, and of each all that the case says. They
say what to expect of such language: nothing was fitted to them. `hard_language.toml` holds the cases; their people are
made up, and hold no office whose real holders the lexicon knows by the year.
"""

import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from schemas.article import Article
from streams.core.evaluation.coded import of_finding
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Finding

CASES = Path(__file__).with_name("hard_language.toml")
PUBLISHED = "2026-03-12T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Case:
    """A short article, and the events in it."""

    kind: str
    article: Article
    events: tuple[Mapping[str, Any], ...]


def cases() -> tuple[Case, ...]:
    """Read the cases."""
    return tuple(map(_case, tomllib.loads(CASES.read_text("utf-8"))["case"]))


def _case(row: Mapping[str, Any]) -> Case:
    told = {"title": row.get("title", ""), "source": row.get("source", ""), "text": row["text"]}
    article = Article.model_validate({**told, "published_at": PUBLISHED})
    return Case(row["kind"], article, tuple(row["events"]))


def is_right(case: Case, found: Sequence[Finding]) -> bool:
    """Tell whether just the events of a case were found, with all that it says of them."""
    if len(found) != len(case.events):
        return False
    return any(all(map(_fits, case.events, order)) for order in permutations(found))


def _fits(event: Mapping[str, Any], found: Finding) -> bool:
    named = {actor.name for actor in (*found.actors, *found.recipients)}
    told = told_of(found)
    asked = {name: value for name, value in event.items() if name != "names"}
    if "place" in asked and "/" not in asked["place"]:
        told["place"] = told["place"].partition("/")[0]
    if "who" in asked:
        asked["who"] = _sorted(asked["who"])
    return all(told[name] == value for name, value in asked.items()) and named >= {*event.get("names", ())}


def told_of(found: Finding) -> dict[str, str]:
    """Return a finding in the words of a case."""
    return {
        "type": found.type.value,
        "who": _sorted(" ".join(of_finding(found).countries)) or "-",
        "place": "/".join(filter(None, (found.place.country, found.place.city))),
        "date": str(found.date or ""),
        "status": found.status.value,
        "mode": found.mode.value if found.mode else "",
        "amount": f"{found.amount:.0f} {found.currency}" if found.amount else "",
    }


def _sorted(words: str) -> str:
    return " ".join(sorted(words.split()))


def main() -> None:
    """Print what was read of each case, and how many were read rightly."""
    extractor, every = Extractor.load(), cases()
    right = 0
    for case, read in zip(every, extractor.extract([case.article for case in every]), strict=True):
        well = is_right(case, read.findings)
        right += well
        sys.stdout.write(f"{'right' if well else 'wrong'}  {case.kind}: {case.article.text[:70]}\n")
        for found in read.findings if not well else ():
            told = ", ".join(value for value in told_of(found).values() if value)
            sys.stdout.write(f"         read {told}\n")
    sys.stdout.write(f"{right} of {len(every)} cases are read without any fault\n")


if __name__ == "__main__":
    main()
