"""Examples: annotated articles with what the rules propose in them, and which annotated event each proposal reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from streams.core.extraction.events import propose
from streams.core.extraction.learned.linear import Features
from streams.core.extraction.sentences import context
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.sentences.word_windows import window_features
from streams.core.extraction.triggers.rules import Candidate, RuleBook
from tools.training.corpus import Gold, Labelled

UNSURE = -2
"""Label of a proposal that training passes over: it may or may not report an annotated event."""
NONE = -1
"""Label of a proposal that reports no annotated event."""


@dataclass
class Proposal:
    """A candidate with its features and its label: the number of the event that it reports, NONE or UNSURE."""

    candidate: Candidate
    sent: AnalysedSentence
    frame: Features = field(repr=False)
    """What `context.describe` says of the candidate."""
    label: int = NONE
    several: bool = False
    """Whether its word tells other events of its type too."""

    @property
    def features(self) -> Features:
        """All that a report of it would know."""
        return self.frame | dict.fromkeys(self.sent.features, 1.0)

    @property
    def names(self) -> list[str]:
        """The features by which the network judges whether it reports an event."""
        return [*self.frame, *window_features(self.candidate, self.sent), *self.sent.features]


@dataclass
class Example:
    """An annotated article, read as far as the rules."""

    labelled: Labelled
    analysed: AnalysedArticle
    proposals: list[Proposal]

    @property
    def events(self) -> Sequence[Gold]:
        """The annotated events."""
        return self.labelled.events


def make_example(labelled: Labelled, analysed: AnalysedArticle, book: RuleBook) -> Example:
    """Propose candidates in an annotated article, and label each by the events that its word tells."""
    proposals = []
    for sent in analysed.sents:
        for _, alike in groupby(propose(sent, book), key=lambda c: (c.trigger, c.type)):
            for candidate, triggers in _trigger_labels(list(alike), labelled):
                frame = context.candidate_features(candidate, sent, analysed)
                proposals.append(Proposal(candidate, sent, frame, triggers[0], len(triggers) > 1))
    return Example(labelled, analysed, proposals)


def _trigger_labels(alike: Sequence[Candidate], labelled: Labelled) -> Iterator[tuple[Candidate, tuple[int, ...]]]:
    """Return, for each candidate of one word and type, the events that it tells, or NONE or UNSURE instead.

    Of candidates for several destinations each tells the visits to its own.
    """
    word = alike[0]
    numbers = (labelled.triggers or {}).get(word.parse.tokens[word.trigger].start)
    if not numbers:
        yield from ((candidate, (NONE if numbers is None else UNSURE,)) for candidate in alike)
        return
    own = tuple(n for n in numbers if labelled.events[n]["type"] == word.type.value)
    reached = {n for candidate in alike for n in own if _goes_there(candidate, labelled.events[n])}
    for position, candidate in enumerate(alike):
        there = tuple(n for n in own if _goes_there(candidate, labelled.events[n]))
        spare = tuple(n for n in own if n not in reached) if position == 0 else ()
        yield candidate, there or spare or (NONE,)


def _goes_there(candidate: Candidate, event: Gold) -> bool:
    place = candidate.destination
    return place is not None and place.country == (event.get("place") or {}).get("country")
