"""What an event is about: which of the sectors that are named near it, or that its article dwells on, are its own."""

import re
from collections.abc import Iterator, Mapping, Sequence

from schemas.sectors import Sector
from streams.core.extraction.linear import Features, LinearModel, bucket
from streams.core.extraction.passages import Story
from streams.core.extraction.reports import Report
from streams.core.extraction.sectors import STATED, Prominence

SURE_ENOUGH = 0.33
"""Probability from which a sector counts: near half of F1, which is where F1 is highest."""
_LISTS = re.compile(
    r"\b(?:discuss|focus|cooperat|collaborat|areas?|fields?|sectors?|includ|topics?|agenda|issues?|partnership"
    r"|in terms of|such as)",
    re.IGNORECASE,
)
_STEPS = (-1, 1, 2, 3)
_MAIN, _DWELT_ON = 2, 3.0
"""An article's first sectors are options everywhere in it, from this weight on."""


def topics_of(cluster: Sequence[Report], story: Story, models: Mapping[str, LinearModel]) -> tuple[Sector, ...]:
    """Return the sectors of an event, in the order of the list of sectors."""
    model = models["sector"]
    chosen = {
        sector
        for sector, features in topic_options(cluster, story).items()
        if model.probability(features) >= SURE_ENOUGH
    }
    return tuple(sector for sector in Sector if sector in chosen)


def topic_options(cluster: Sequence[Report], story: Story) -> dict[Sector, Features]:
    """Every sector named in or around an event's sentences or dwelt on in its article, with what speaks for it."""
    surest = cluster[0]
    kind = surest.type.value
    found: dict[Sector, set[str]] = {}
    for where, text in _texts(cluster, surest, story):
        for sector, names in _named(where, text, kind, story):
            found.setdefault(sector, set()).update(names)
    for sector, known in story.prominence.items():
        if known.rank < _MAIN and known.weight >= _DWELT_ON:
            found.setdefault(sector, set()).add("main")
    beside = _beside_article(surest, story)
    for sector, names in found.items():
        names |= {
            f"sector={sector.value}",
            f"{kind} sector={sector.value}",
            f"options={bucket(len(found), 2, 3, 5, 8)}",
        }
        names.update(_of_article(story.prominence.get(sector), kind, beside))
        names.update(f"{where} sector={sector.value}" for where in ("own", "clause", "title") if where in names)
        if "title" in names:
            names.update(f"title {name}" for name in beside)
    return {sector: dict.fromkeys(names, 1.0) for sector, names in found.items()}


def _named(where: str, text: str, kind: str, story: Story) -> Iterator[tuple[Sector, set[str]]]:
    """Each sector of which a text speaks, with how it does so."""
    lists, stated = bool(_LISTS.search(text)), story.sectors_in(text)
    scores = story.scores_in(text)
    top = max(scores.values(), default=0.0)
    for sector, score in scores.items():
        if sector not in stated:
            yield sector, {f"{where} weak", f"{kind} {where} weak"}
            continue
        names = {where, f"{where} lists={lists}", f"{where} of={bucket(len(stated), 2, 3, 5)}"}
        names |= {f"{kind} {where}", f"{kind} {where} lists={lists}"}
        yield sector, names | {f"{where} score={bucket(score, STATED, 2, 3, 5)}", f"{where} top={score >= top}"}


def _beside_article(report: Report, story: Story) -> set[str]:
    """Return how near a report is to being what its article is about: its place, and what the title has of it."""
    families = {part.actor.name.split()[-1] for part in report.likely if part.actor.name}
    return {
        f"names in title={min(2, sum(name in story.document.title for name in families))}",
        f"trigger in title={'in title' in report.features}",
        f"position={bucket(report.passage.parse.index, 1, 3, 6, 12)}",
    }


def _of_article(known: Prominence | None, kind: str, beside: set[str]) -> Iterator[str]:
    """Yield what the whole article says of a sector."""
    if known is None:
        return
    share = f"share={bucket(known.share, 0.05, 0.1, 0.2, 0.35, 0.5)}"
    names = {share, f"rank={min(known.rank, 4)}", *(f"{share} {name}" for name in beside)}
    yield f"sentences={bucket(known.sentences, 1, 2, 3, 5, 9)}"
    yield from names
    yield from (f"{kind} {name}" for name in names)


def _texts(cluster: Sequence[Report], surest: Report, story: Story) -> list[tuple[str, str]]:
    sentences, at = story.document.sentences, surest.passage.parse.index
    texts = [("own", surest.passage.sentence.text), ("clause", _clause(surest)), ("title", story.document.title)]
    texts += [("told again", r.passage.sentence.text) for r in cluster if r is not surest]
    for step in _STEPS:
        if 0 <= at + step < len(sentences):
            same = sentences[at + step].paragraph == sentences[at].paragraph
            texts.append((f"{step:+d} same paragraph={same}", sentences[at + step].text))
    return texts


def _clause(report: Report) -> str:
    """Return the text that the reporting word governs."""
    parse, base = report.candidate.parse, report.passage.sentence.start
    root = report.candidate.trigger if report.candidate.predicate < 0 else report.candidate.predicate
    below = sorted(set(parse.subtree(root)))
    return report.passage.sentence.text[parse.tokens[below[0]].start - base : parse.tokens[below[-1]].end - base]
