"""Train the extractor's models: `python -m streams.shell.training.train --articles A --gold G --told T --out W`.

Writes the weights, fitted to everything, and prints figures of cross-validation for each file of annotations, for all
but made-up articles, and for those of the many small outlets: each is judged by models that saw neither it nor its
outlet (precision/recall/F1, docs/quality.md); `--quick` leaves them out. The same input and PYTHONHASHSEED give the
same file: the order of sums, and with it the last digit of a weight, depends on the order of sets.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, TypeVar

import orjson
import typer

from streams.core.evaluation.calibration import calibrate
from streams.core.evaluation.evaluation import match_article
from streams.core.evaluation.gold import GoldArticle
from streams.core.evaluation.matching import Matched
from streams.core.evaluation.scoring import score
from streams.core.extraction.actors import ActorFinder
from streams.core.extraction.extractor import RULES
from streams.core.extraction.finding import FLOOR, findings_of
from streams.core.extraction.merging import SameJudge, cluster
from streams.core.extraction.model import Finding
from streams.core.extraction.networks import Network
from streams.core.extraction.parsing import Parser
from streams.core.extraction.rules import RuleBook
from streams.core.extraction.stories import make_story
from streams.core.extraction.trained import Models, all_as_data
from streams.core.extraction.triage import select
from streams.core.text.document import make_document
from streams.shell.training import stages
from streams.shell.training.corpus import MOST, Labelled, load, rows
from streams.shell.training.examples import Example, make_example
from streams.shell.training.judges import Judged, Reported, fit_attributes, fit_events, fit_parties, fit_same
from streams.shell.training.stages import Fitted, Telling

FOLDS = 8
"""Parts of the articles, each read by models that were fitted to the others: what is fitted to the judgement of other
models should see them judge as those do that ship. With 4 they were less sure, and too much was reported."""
WIDE = 0.013
"""Triage threshold for training: more sentences than at run time, for what the models learn from them."""
_T = TypeVar("_T")
Found = tuple[Example, tuple[Finding, ...]]
"""An example with the events that models found in it which had seen neither it nor its outlet."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Examples of some outlets, and what models took for reports in them that were fitted to examples of the others."""

    reported: tuple[Reported, ...]
    models: Models

    def with_judges(self, judges: Fitted) -> "Fold":
        """Return the fold with more that was fitted to the others."""
        return replace(self, models=Models(self.models.networks, {**self.models.judges, **judges}))


def read(labelled: Sequence[Labelled], book: RuleBook) -> tuple[list[Example], Fitted]:
    """Read annotated articles as far as the rules, each through a triage that saw neither it nor its outlet.

    The triage that comes with them was fitted to all.
    """
    documents = [make_document(item.article) for item in labelled]
    tellings = [stages.telling(item, document) for item, document in zip(labelled, documents, strict=True)]
    folds = folds_of(labelled)
    triages = [_triage_without(fold, folds, tellings, book) for fold in range(FOLDS)]
    told = zip(tellings, folds, strict=True)
    chances = [select(one.document, book.is_trigger, triages[fold], WIDE, 0.0) for one, fold in told]
    parses = Parser().parse(list(zip(documents, chances, strict=True)))
    finder = ActorFinder()
    undated = [replace(d, published=None) if item.invented else d for item, d in zip(labelled, documents, strict=True)]
    actors = [finder.find(d, p) for d, p in zip(undated, parses, strict=True)]
    stories = [make_story(*one) for one in zip(documents, parses, actors, chances, strict=True)]
    examples = [make_example(item, story, book) for item, story in zip(labelled, stories, strict=True)]
    return examples, stages.fit_triage(tellings, book)


def _triage_without(fold: int, folds: Sequence[int], tellings: Sequence[Telling], book: RuleBook) -> Fitted:
    """Return a triage that was fitted to the other folds; `folds` is aligned with `tellings`."""
    return stages.fit_triage([one for one, own in zip(tellings, folds, strict=True) if own != fold], book)


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


def fit_all(examples: Sequence[Example]) -> tuple[Models, list[Fold]]:
    """Return all models but triage: those fitted to everything, and for each fold those fitted to the others.

    Words come first. What judges words that were judged learns from the folds, as their own networks read them.
    """
    networks, judges = _fit_words(examples), Fitted()
    of_each = folds_of([e.labelled for e in examples])
    parts = [[e for e, own in zip(examples, of_each, strict=True) if own == fold] for fold in range(FOLDS)]
    folds = [_fold(held, [e for part in parts if part is not held for e in part]) for held in parts if held]
    for fit in (fit_same, fit_attributes):
        judges, folds = _stack(fit, lambda fold: fold.reported, judges, folds)
    for fit_to_clusters in (fit_parties, fit_events):
        judges, folds = _stack(fit_to_clusters, _judged, judges, folds)
    return Models(networks, judges), folds


def _fit_words(examples: Sequence[Example]) -> dict[str, Network]:
    return {"report": stages.fit_reports(examples), "part": stages.fit_parts(examples)}


def _fold(held: Sequence[Example], others: Sequence[Example]) -> Fold:
    networks = _fit_words(others)
    reported = tuple((example, stages.reports_in(example, networks, FLOOR)) for example in held)
    return Fold(reported, Models(networks, {}))


def _stack(
    fit: Callable[[Sequence[_T]], Fitted], read: Callable[[Fold], Sequence[_T]], judges: Fitted, folds: Sequence[Fold]
) -> tuple[Fitted, list[Fold]]:
    """Add a judge of what the folds' own models made: fitted to all folds, and to each fold's others."""
    made = [read(fold) for fold in folds]
    added = [
        fold.with_judges(fit([one for other in made if other is not own for one in other]))
        for fold, own in zip(folds, made, strict=True)
    ]
    return judges | fit([one for own in made for one in own]), added


def _judged(fold: Fold) -> list[Judged]:
    judged: list[Judged] = []
    for example, reports in fold.reported:
        likely = [report for report in reports.values() if report.probability >= FLOOR]
        judged.append((example, cluster(likely, SameJudge(fold.models.judges)), fold.models.judges))
    return judged


def find(folds: Sequence[Fold], book: RuleBook) -> list[Found]:
    """Return the findings in every example, by the models of its fold."""
    return [(example, findings_of(example.story, book, fold.models)) for fold in folds for example, _ in fold.reported]


def figures(found: Sequence[Found]) -> str:
    """Return what `communique evaluate` says of findings, in one line."""
    matched = [_matched(example, findings) for example, findings in found]
    got = score(matched)
    rates = {"detection": got.detection, "who": got.who, "strict": got.strict, "sectors": got.sectors}
    shown = [f"{name} {rate.precision:.3f}/{rate.recall:.3f}/{rate.f1:.3f}" for name, rate in rates.items()]
    shown += [f"{name} {a.share:.3f} of {a.asked}" for name, a in sorted(got.attributes.items())]
    quiet = f"events in {got.quiet_articles_with_events} of {got.quiet_articles} quiet articles"
    calibration = f"expected calibration error {calibrate(matched).expected_error:.3f}"
    return "; ".join([f"{got.articles} articles", *shown, quiet, calibration])


def _matched(example: Example, findings: Sequence[Finding]) -> Matched:
    article = example.labelled.article
    events, background = example.events, example.labelled.background
    gold = GoldArticle.model_validate({"id": article.id, "events": events, "background": background})
    return match_article(gold, article.text, findings)


def main(
    articles: Annotated[list[Path], typer.Option(help="Articles, JSON Lines")],
    gold: Annotated[list[Path], typer.Option(help="Annotations, JSON Lines")],
    told: Annotated[list[Path], typer.Option(help="Which words tell which of the annotated events, JSON Lines")],
    out: Annotated[Path, typer.Option(help="Where the weights go")],
    quick: Annotated[bool, typer.Option(help="Fit without the figures of cross-validation")] = False,
) -> None:
    """Train on annotated articles."""
    book = RuleBook(RULES)
    labelled = load(articles, gold, told)
    untold = [item.article.id for item in labelled if item.untold]
    if untold:
        raise typer.BadParameter(
            f"which words tell the events is not said of {untold[0]!r} (and {len(untold) - 1} more)"
        )
    if all(item.invented for item in labelled):
        raise typer.BadParameter("no published article is annotated; made-up ones cannot train an extractor alone")
    examples, triage = read(labelled, book)
    models, folds = fit_all(examples)
    data = all_as_data(Models(models.networks, {**models.judges, **triage}))
    out.write_bytes(orjson.dumps(data, option=orjson.OPT_SORT_KEYS))
    if not quick:
        _say_figures(find(folds, book), gold)


def _say_figures(found: Sequence[Found], gold: Sequence[Path]) -> None:
    for path in gold:
        own = {row["id"] for row in rows(path)}
        typer.echo(f"{path.name}: {figures([one for one in found if one[0].labelled.article.id in own])}")
    published = [one for one in found if not one[0].labelled.invented]
    typer.echo(f"all that were published: {figures(published)}")
    small = [one for one in published if one[0].labelled.share == 1.0]
    typer.echo(f"those of outlets with at most {MOST} articles: {figures(small)}")


if __name__ == "__main__":
    typer.run(main)
