"""Train the extractor's models: `python -m streams.shell.training.train --articles A --gold G --out models.json`.

Prints figures of cross-validation for each file of annotations and for all but made-up articles (each is judged by
models that saw neither it nor its outlet; precision/recall/F1, docs/quality.md), then fits to everything and writes the
weights. `--quick` leaves out the figures. The same input and PYTHONHASHSEED give the same file: the order of sums, and
with it the last digit of a weight, depends on the order of sets.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

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
from streams.core.extraction.linear import LinearModel, as_data
from streams.core.extraction.merging import cluster
from streams.core.extraction.model import Finding
from streams.core.extraction.parsing import Parser
from streams.core.extraction.reports import Report
from streams.core.extraction.rules import RuleBook
from streams.core.extraction.stories import make_story
from streams.core.extraction.triage import select
from streams.core.text.document import make_document
from streams.shell.training import stages
from streams.shell.training.aligning import align, pairs_of, settle
from streams.shell.training.corpus import Labelled, load, rows
from streams.shell.training.examples import Example, make_example

FOLDS, INNER_FOLDS, STACKED_FOLDS, ROUNDS = 5, 4, 8, 2
"""Of cross-validation; of labelling, in rounds; and of what is fitted to the judgement of other models, which should
have seen nearly as much as those that ship: with 4 folds they were less sure, and too much was reported."""
Reported = tuple[Example, dict[int, Report]]
"""An example with what models took for reports in it, by the number of the proposal."""
Found = tuple[Example, tuple[Finding, ...]]
"""An example with the events that models found in it which had seen neither it nor its outlet."""
WIDE = 0.02
"""Triage threshold for training: more sentences than at run time, for what the models learn from them."""


def read(labelled: Sequence[Labelled], book: RuleBook) -> list[Example]:
    """Read annotated articles as far as the rules, each through a triage that saw neither it nor its outlet."""
    documents = [make_document(item.article) for item in labelled]
    picked = []
    for fold in range(FOLDS):
        apart = [n for n, item in enumerate(labelled) if fold_of(item, FOLDS) != fold]
        models = stages.fit_triage((stages.quoted(labelled[n], documents[n]) for n in apart), book)
        held = [n for n, item in enumerate(labelled) if fold_of(item, FOLDS) == fold]
        picked += [(n, select(documents[n], book.is_trigger, models, WIDE, 0.0)) for n in held]
    parses = Parser().parse([(documents[n], indices) for n, indices in sorted(picked)])
    finder = ActorFinder()
    undated = [replace(d, published=None) if item.invented else d for item, d in zip(labelled, documents, strict=True)]
    actors = [finder.find(d, p) for d, p in zip(undated, parses, strict=True)]
    stories = [make_story(*one) for one in zip(documents, parses, actors, strict=True)]
    return [make_example(item, story, book) for item, story in zip(labelled, stories, strict=True)]


def fold_of(item: Labelled, folds: int) -> int:
    """Return the fold of an article: that of its outlet, so that no outlet is on both sides."""
    name = item.outlet or item.article.id or ""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def split(examples: Sequence[Example], folds: int) -> Iterator[tuple[list[Example], list[Example]]]:
    """Pairs (for training, held out)."""
    for fold in range(folds):
        yield (
            [e for e in examples if fold_of(e.labelled, folds) != fold],
            [e for e in examples if fold_of(e.labelled, folds) == fold],
        )


def align_all(examples: Sequence[Example]) -> None:
    """Label every proposal, in rounds; each article is judged by models that did not see it."""
    found: list[Reported] = []
    for _ in range(ROUNDS):
        found = [
            (example, stages.reports_in(example, models, FLOOR))
            for training, held in split(examples, INNER_FOLDS)
            for models in [stages.fit_reports(training) | stages.fit_parts(training)]
            for example in held
        ]
        for example, reports in found:
            align(example, reports)
    _settle_all(found)


def _settle_all(found: Sequence[Reported]) -> None:
    """Settle which of several like events a proposal reports, by pairs of other outlets where that is plain."""
    pairs = [(fold_of(e.labelled, INNER_FOLDS), pairs_of(e, reports, plain=True)) for e, reports in found]
    for fold in range(INNER_FOLDS):
        same = stages.fit_same([pair for other, own in pairs if other != fold for pair in own])
        for example, reports in found:
            if fold_of(example.labelled, INNER_FOLDS) == fold:
                settle(example, reports, same)


def fit_base(examples: Sequence[Example]) -> dict[str, LinearModel]:
    """All models but those of parties and events, which judge what these make."""
    models = stages.fit_reports(examples) | stages.fit_parts(examples)
    found = [(e, stages.reports_in(e, models, FLOOR)) for e in examples]
    same = stages.fit_same([pair for example, reports in found for pair in pairs_of(example, reports)])
    return models | same | stages.fit_attributes(found)


def fit_all(examples: Sequence[Example]) -> dict[str, LinearModel]:
    """All models; those of parties and events are fitted to clusters of models that had not seen the article."""
    judged = [_judge(held, fit_base(training)) for training, held in split(examples, STACKED_FOLDS)]
    parties = stages.fit_parties([item for fold in judged for item in fold])
    events = stages.fit_events([item for fold in _with_parties(judged) for item in fold])
    return fit_base(examples) | parties | events


def _judge(held: Sequence[Example], models: dict[str, LinearModel]) -> list[stages.Judged]:
    """Return what models that have not seen these examples make of them."""
    judged: list[stages.Judged] = []
    for example in held:
        reports = [r for r in stages.reports_in(example, models, FLOOR).values() if r.probability >= FLOOR]
        judged.append((example, cluster(reports, models), models))
    return judged


def _with_parties(judged: Sequence[Sequence[stages.Judged]]) -> list[list[stages.Judged]]:
    """Add to each fold's models a judge of parties that has not seen the fold either."""
    added: list[list[stages.Judged]] = []
    for held in judged:
        apart = stages.fit_parties([item for fold in judged if fold is not held for item in fold])
        added.append([(example, clusters, {**models, **apart}) for example, clusters, models in held])
    return added


def cross_validate(examples: Sequence[Example], book: RuleBook) -> list[Found]:
    """Return the findings in every article, by models that were fitted to neither it nor its outlet.

    The judges of parties and of events learn from the other folds, as those folds' own models read them.
    """
    judged = _with_parties([_judge(held, fit_base(training)) for training, held in split(examples, FOLDS)])
    found: list[Found] = []
    for held in judged:
        events = stages.fit_events([item for fold in judged if fold is not held for item in fold])
        found += [(example, findings_of(example.story, book, {**models, **events})) for example, _, models in held]
    return found


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
    out: Annotated[Path, typer.Option(help="Where the weights go")],
    quick: Annotated[bool, typer.Option(help="Fit without the figures of cross-validation")] = False,
) -> None:
    """Train on annotated articles."""
    book = RuleBook(RULES)
    labelled = load(articles, gold)
    if all(item.invented for item in labelled):
        raise typer.BadParameter("no published article is annotated; made-up ones cannot train an extractor alone")
    examples = read(labelled, book)
    align_all(examples)
    if not quick:
        found = cross_validate(examples, book)
        for path in gold:
            own = {row["id"] for row in rows(path)}
            typer.echo(f"{path.name}: {figures([one for one in found if one[0].labelled.article.id in own])}")
        published = [one for one in found if not one[0].labelled.invented]
        typer.echo(f"all that were published: {figures(published)}")
    triage = stages.fit_triage(map(stages.told, examples), book)
    models = fit_all(examples) | triage
    data = {name: as_data(m) for name, m in sorted(models.items())}
    out.write_bytes(orjson.dumps(data, option=orjson.OPT_SORT_KEYS))


if __name__ == "__main__":
    typer.run(main)
