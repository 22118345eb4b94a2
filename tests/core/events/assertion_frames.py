"""Sentences that assert an event, and sentences that only name one: how many of each are given an event.

`make bench-language` prints it for each sentence, alone and inside ten articles about other things, each time about
other countries. `assertion_frames.toml` holds sentences and articles; all people in them are made up.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.facts import EventType
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Finding

FRAMES = Path(__file__).with_name("assertion_frames.toml")
PUBLISHED = "2026-03-12T12:00:00Z"
ALONE, INSIDE = "alone", "inside"


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with gaps; `type` is that of the event that it asserts, None where it asserts none."""

    sentence: str
    kind: str
    type: EventType | None


@dataclass(frozen=True, slots=True)
class Trial:
    """A frame, filled, alone or inside an article."""

    frame: Frame
    where: str
    sentence: str
    article: Article

    def has_event(self, found: Sequence[Finding]) -> bool:
        """Tell whether one of the events has its evidence in the sentence, and is of its type if it asserts one."""
        return any(
            any(evidence.text in self.sentence for evidence in event.evidence)
            for event in found
            if self.frame.type in (None, event.type)
        )


def frames() -> tuple[Frame, ...]:
    """Read the frames."""
    table = _table()
    return tuple(_frames(table["not_asserted"], asserted=False)) + tuple(_frames(table["asserted"], asserted=True))


def trials(of: Sequence[Frame]) -> tuple[Trial, ...]:
    """Return each frame with each filling, alone and inside an article."""
    table = _table()
    return tuple(
        _trial(frame, where, sentence, text)
        for frame in of
        for fill, article in zip(table["fill"], table["article"], strict=True)
        for sentence in [_filled(frame.sentence, fill)]
        for where, text in ((ALONE, sentence), (INSIDE, article["text"].strip().format(sentence=sentence)))
    )


def given_events(extractor: Extractor, of: Sequence[Frame]) -> dict[tuple[Frame, str], int]:
    """Return of each frame how many of its fillings are given an event, alone and inside articles."""
    every = trials(of)
    counts = {(trial.frame, trial.where): 0 for trial in every}
    for trial, read in zip(every, extractor.extract([each.article for each in every]), strict=True):
        counts[trial.frame, trial.where] += trial.has_event(read.findings)
    return counts


def _table() -> Mapping[str, Any]:
    return tomllib.loads(FRAMES.read_text("utf-8"))


def _frames(groups: Mapping[str, Sequence[str]], *, asserted: bool) -> Iterator[Frame]:
    for kind, sentences in groups.items():
        for sentence in sentences:
            yield Frame(sentence, kind, EventType(kind) if asserted else None)


def _filled(sentence: str, fill: Mapping[str, str]) -> str:
    told = sentence.format(**fill)
    return told[0].upper() + told[1:]


def _trial(frame: Frame, where: str, sentence: str, text: str) -> Trial:
    return Trial(frame, where, sentence, Article.model_validate({"text": text, "published_at": PUBLISHED}))


def main() -> None:
    """Print of each frame how many of its fillings are given an event, alone and inside articles."""
    counts = given_events(Extractor.load(), frames())
    for frame in frames():
        told = f"{counts[frame, ALONE]:2} {counts[frame, INSIDE]:2}"
        sys.stdout.write(f"{told}  {'asserted' if frame.type else 'not'} ({frame.kind}): {frame.sentence}\n")


if __name__ == "__main__":
    main()
