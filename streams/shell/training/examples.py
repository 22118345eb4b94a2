"""Examples: annotated articles with what the rules propose in them, and which annotated event each proposal reports."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.core.extraction import context
from streams.core.extraction.finding import propose
from streams.core.extraction.linear import Features
from streams.core.extraction.model import Document
from streams.core.extraction.passages import Passage
from streams.core.extraction.rules import Candidate, RuleBook
from streams.core.extraction.stories import Story
from streams.shell.training.corpus import Gold, Labelled, cue_position

UNSURE = -2
"""Label of a proposal that training passes over: it may or may not report an annotated event."""
_DATELINE_CHARS = 100
NONE = -1
"""Label of a proposal that reports no annotated event."""


@dataclass
class Proposal:
    """A candidate with its features and its label: the number of the event that it reports, NONE or UNSURE."""

    candidate: Candidate
    passage: Passage
    features: Features = field(repr=False)
    cued: tuple[int, ...]
    """Annotated events of its type whose cue stands in its sentence."""
    label: int = NONE


@dataclass
class Example:
    """An annotated article, read as far as the rules."""

    labelled: Labelled
    story: Story
    proposals: list[Proposal]

    @property
    def events(self) -> Sequence[Gold]:
        """The annotated events."""
        return self.labelled.events


def make_example(labelled: Labelled, story: Story, book: RuleBook) -> Example:
    """Propose candidates in an annotated article and find the sentences of its cues."""
    cues = cued_sentences(labelled, story.document, labelled.events)
    spare = cued_sentences(labelled, story.document, labelled.background)
    proposals = []
    for passage in story.passages:
        for candidate in propose(passage, book):
            cued = tuple(
                n for n, at in cues if at == passage.parse.index and labelled.events[n]["type"] == candidate.type.value
            )
            features = context.describe(candidate, passage, story)
            unsure = any(
                at == passage.parse.index and labelled.background[n]["type"] == candidate.type.value for n, at in spare
            )
            proposals.append(
                Proposal(candidate, passage, features, cued, cued[0] if cued else UNSURE if unsure else NONE)
            )
    return Example(labelled, story, proposals)


def cued_sentences(labelled: Labelled, document: Document, events: Sequence[Gold]) -> list[tuple[int, int]]:
    """Return pairs (number of the event, position of the sentence in which its cue starts)."""
    found = []
    for number, event in enumerate(events):
        at = cue_position(labelled.article.text, event.get("cue") or "")
        here = [n for n, s in enumerate(document.sentences) if at >= 0 and s.start <= at + 3 < s.end]
        found += [(number, n) for n in here or _after_dateline(document, at)]
    return found


def _after_dateline(document: Document, at: int) -> list[int]:
    """Return the sentence that a cue starts before: the dateline, which annotators quote too, is no part of it."""
    return [n for n, s in enumerate(document.sentences) if 0 <= at < s.start <= at + _DATELINE_CHARS][:1]
