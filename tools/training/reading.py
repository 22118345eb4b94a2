"""Read annotated articles as far as the rules, each through a triage that saw neither it nor its outlet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from streams.core.extraction.actors import ActorFinder
from streams.core.extraction.sentences.analysed_article import analyse_article
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.syntax.parser import Parser
from streams.core.extraction.triggers.rules import RuleBook
from streams.core.extraction.triggers.triage import select
from streams.core.text.document import make_document
from streams.core.text.model import Document
from tools.training import stages
from tools.training.corpus import Labelled
from tools.training.examples import Example, make_example
from tools.training.stages import Fitted, TriageLabels

FOLDS = 8
"""Parts of the articles, each read by models that were fitted to the others: what is fitted to the judgement of other
models should see them judge as those do that ship. With 4 they were less sure, and too much was reported."""
WIDE = 0.013
"""Triage threshold for what is learned of words: the more sentences they stand in, the better."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The same articles, read twice."""

    wide: list[Example]
    """With many more sentences than at run time: of these it is learned which words report events."""
    picked: list[Example]
    """With the sentences that triage picks at run time: what judges the judgement of words is learned of these, for the
    sentences that are never seen would make it expect more that is wrong than there is."""
    folds: list[int]
    """The fold of each article."""
    triage: Fitted
    """Fitted to all articles."""


def read(labelled: Sequence[Labelled], book: RuleBook) -> Readings:
    """Read annotated articles."""
    documents = [make_document(item.article) for item in labelled]
    labels = [stages.triage_labels(item, document) for item, document in zip(labelled, documents, strict=True)]
    folds = folds_of(labelled)
    of_fold = [_triage_without(fold, folds, labels, book) for fold in range(FOLDS)]
    triaged = [(document, of_fold[fold]) for document, fold in zip(documents, folds, strict=True)]
    wide = [select(document, book.is_trigger, triage, WIDE, 0.0) for document, triage in triaged]
    picked = [select(document, book.is_trigger, triage) for document, triage in triaged]
    parses = Parser().parse(list(zip(documents, wide, strict=True)))
    of_picked = [tuple(p for p in all_ if p.index in chosen) for all_, chosen in zip(parses, picked, strict=True)]
    return Readings(
        _examples(labelled, documents, parses, wide, book),
        _examples(labelled, documents, of_picked, picked, book),
        folds,
        stages.fit_triage(labels, book),
    )


def _examples(
    labelled: Sequence[Labelled],
    documents: Sequence[Document],
    parses: Sequence[tuple[Parse, ...]],
    chances: Sequence[Mapping[int, float]],
    book: RuleBook,
) -> list[Example]:
    """Return each article with what the rules propose in its parsed sentences."""
    finder = ActorFinder()
    undated = [replace(d, published=None) if item.synthetic else d for item, d in zip(labelled, documents, strict=True)]
    actors = [finder.find(d, p) for d, p in zip(undated, parses, strict=True)]
    stories = [analyse_article(*one) for one in zip(documents, parses, actors, chances, strict=True)]
    return [make_example(item, analysed, book) for item, analysed in zip(labelled, stories, strict=True)]


def _triage_without(fold: int, folds: Sequence[int], labels: Sequence[TriageLabels], book: RuleBook) -> Fitted:
    """Return a triage that was fitted to the other folds; `folds` is aligned with `labels`."""
    return stages.fit_triage([one for one, own in zip(labels, folds, strict=True) if own != fold], book)


def folds_of(labelled: Sequence[Labelled]) -> list[int]:
    """Return the fold of each article: that of its outlet, so that no outlet is on both sides.

    The outlet with most articles is placed first, each where fewest are so far: a fold that holds half of all would be
    read by models that had learned from half of what the shipped ones learn from.
    """
    outlets = [item.outlet or item.article.id or "" for item in labelled]
    sizes, placed = [0] * FOLDS, dict[str, int]()
    for outlet, size in sorted(Counter(outlets).items(), key=lambda one: (-one[1], one[0])):
        placed[outlet] = min(range(FOLDS), key=lambda fold: sizes[fold])
        sizes[placed[outlet]] += size
    return [placed[outlet] for outlet in outlets]
