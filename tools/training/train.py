"""Train the extractor's models: `python -m tools.training.train --articles A --gold G --triggers T --out W`.

Writes the weights, fitted to everything, and prints figures of cross-validation for each file of annotations, for all
but synthetic articles, and for those of the many small outlets: each is judged by models that saw neither it nor its
outlet (precision/recall/F1, docs/quality.md); `--quick` leaves them out. The same input and PYTHONHASHSEED give the
same file: the order of sums, and with it the last digit of a weight, depends on the order of sets.
"""

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
from streams.core.extraction.events import FLOOR, findings_of
from streams.core.extraction.learned.models import Models, all_as_data
from streams.core.extraction.learned.networks import Network
from streams.core.extraction.merging.clustering import SameEventScorer, cluster
from streams.core.extraction.model import Finding
from streams.core.extraction.triggers.catalogue import RULES
from streams.core.extraction.triggers.rules import RuleBook
from tools.training import stages
from tools.training.corpus import MOST, load, rows
from tools.training.examples import Example
from tools.training.judges import (
    Reported,
    ScoredReport,
    fit_events,
    fit_parties,
    fit_same,
    fit_when_and_what,
    fit_where_and_how_much,
)
from tools.training.reading import Readings, read
from tools.training.stages import Fitted

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


def fit_all(readings: Readings) -> tuple[Models, list[Fold]]:
    """Return all models but triage: those fitted to everything, and for each fold those fitted to the others.

    Words come first. What judges words that were judged learns from the folds, as their own networks read them.
    """
    networks, judges = _fit_words(readings.wide), Fitted()
    folds = [
        _fold(
            [e for e, own in zip(readings.picked, readings.folds, strict=True) if own == fold],
            [e for e, own in zip(readings.wide, readings.folds, strict=True) if own != fold],
        )
        for fold in sorted(set(readings.folds))
    ]
    for fit in (fit_same, fit_where_and_how_much):
        judges, folds = _stack(fit, lambda fold: fold.reported, judges, folds)
    for fit_to_clusters in (fit_when_and_what, fit_parties, fit_events):
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


def _judged(fold: Fold) -> list[ScoredReport]:
    scored: list[ScoredReport] = []
    for example, reports in fold.reported:
        likely = [report for report in reports.values() if report.probability >= FLOOR]
        scored.append((example, cluster(likely, SameEventScorer(fold.models.judges)), fold.models.judges))
    return scored


def find(folds: Sequence[Fold], book: RuleBook) -> list[Found]:
    """Return the findings in every example, by the models of its fold."""
    return [
        (example, findings_of(example.analysed, book, fold.models)) for fold in folds for example, _ in fold.reported
    ]


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
    triggers: Annotated[list[Path], typer.Option(help="Which words tell which of the annotated events, JSON Lines")],
    out: Annotated[Path, typer.Option(help="Where the weights go")],
    quick: Annotated[bool, typer.Option(help="Fit without the figures of cross-validation")] = False,
) -> None:
    """Train on annotated articles."""
    book = RuleBook(RULES)
    labelled = load(articles, gold, triggers)
    lacks_triggers = [item.article.id for item in labelled if item.lacks_triggers]
    if lacks_triggers:
        raise typer.BadParameter(
            f"which words tell the events is not said of {lacks_triggers[0]!r} (and {len(lacks_triggers) - 1} more)"
        )
    if all(item.synthetic for item in labelled):
        raise typer.BadParameter("no published article is annotated; made-up ones cannot train an extractor alone")
    readings = read(labelled, book)
    models, folds = fit_all(readings)
    data = all_as_data(Models(models.networks, {**models.judges, **readings.triage}))
    out.write_bytes(orjson.dumps(data, option=orjson.OPT_SORT_KEYS))
    if not quick:
        _say_figures(find(folds, book), gold)


def _say_figures(found: Sequence[Found], gold: Sequence[Path]) -> None:
    for path in gold:
        own = {row["id"] for row in rows(path)}
        typer.echo(f"{path.name}: {figures([one for one in found if one[0].labelled.article.id in own])}")
    published = [one for one in found if not one[0].labelled.synthetic]
    typer.echo(f"all that were published: {figures(published)}")
    small = [one for one in published if one[0].labelled.share == 1.0]
    typer.echo(f"those of outlets with at most {MOST} articles: {figures(small)}")


if __name__ == "__main__":
    typer.run(main)
