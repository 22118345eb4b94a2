"""Annotated articles, from JSON Lines: articles, the events that people found in them, the words that tell these."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from schemas.article import Article

Gold = Mapping[str, Any]
"""One annotated event: type, actors, counterparts, place, date, status, sectors, amount, currency, cue."""

CUE_WORDS, CUE_CHARS = 6, 300
MOST = 60
"""An outlet counts as this many articles at most: its articles are alike, and those that will be read are of others.
Half of all events that are annotated come from two government offices."""
_PARTS = ("events", "background")
_FIELDS = ("id", "url", "title", "text", "source")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with the events that it reports; `background` holds those that are neither asked for nor wrong."""

    article: Article
    outlet: str
    events: tuple[Gold, ...]
    background: tuple[Gold, ...]
    participants: bool = True
    """Whether the events' participants are annotated fully enough to learn from."""
    synthetic: bool = False
    """Whether the article and its people are made up: who really holds which office is then misleading."""
    triggers: Mapping[int, tuple[int, ...]] | None = None
    """For each word that tells events, by its offset in the text, their numbers; none for one that may tell an event.
    None where nobody said so."""
    share: float = 1.0
    """How much it counts in what judges events: less where its outlet has more than `MOST`."""

    @property
    def lacks_triggers(self) -> bool:
        """Whether it has events, and nobody said which words tell them."""
        return bool(self.events) and self.triggers is None


def load(articles: Iterable[Path], gold: Iterable[Path], triggers: Iterable[Path] = ()) -> list[Labelled]:
    """Return the articles that are annotated, in the order of the annotations; each article once."""
    texts = {row["id"]: row for path in articles for row in rows(path)}
    annotated = {row["id"]: row for path in gold for row in rows(path)}
    words = {row["id"]: row["triggers"] for path in triggers for row in rows(path)}
    found = [_labelled(texts[key], row, words.get(key)) for key, row in annotated.items() if key in texts]
    sizes = Counter(item.outlet for item in found)
    return [replace(item, share=min(1.0, MOST / sizes[item.outlet])) if item.outlet else item for item in found]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return (orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip())


def article_of(row: Mapping[str, Any]) -> Article:
    """Return the article of a row; one without a day of publication is of the day on which it was collected."""
    published = row.get("published") or row.get("collected")
    return Article.model_validate({**{name: row.get(name) for name in _FIELDS}, "published": published})


def _labelled(
    text: Mapping[str, Any], row: Mapping[str, Any], triggers: Mapping[str, Sequence[int]] | None
) -> Labelled:
    article = article_of(text)
    events, background = (tuple(_cued(event, article.text) for event in row.get(part) or ()) for part in _PARTS)
    source, complete, synthetic = text.get("source") or "", row.get("participants", True), row.get("invented", False)
    words = None if triggers is None else {int(offset): tuple(numbers) for offset, numbers in triggers.items()}
    return Labelled(article, source, events, background, complete, synthetic, words)


def _cued(event: Gold, text: str) -> Gold:
    """Return the event with its cue: labels that carry no text say where it starts instead."""
    if "start" not in event or event.get("cue"):
        return event
    return {**event, "cue": " ".join(re.findall(r"\w+", text[event["start"] :][:CUE_CHARS])[:CUE_WORDS])}
