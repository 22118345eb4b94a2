"""What an event is about: which of the sectors that are named near it are its own."""

import re
from collections.abc import Mapping, Sequence

from schemas.sectors import Sector
from streams.core.extraction.linear import Features, LinearModel, bucket
from streams.core.extraction.passages import Story
from streams.core.extraction.reports import Report, surest_of

SURE_ENOUGH = 0.33
_LISTS = re.compile(
    r"\b(?:discuss|focus|cooperat|collaborat|areas?|fields?|sectors?|includ|topics?|agenda|issues?|partnership"
    r"|in terms of|such as)",
    re.IGNORECASE,
)
_STEPS = (-1, 1, 2, 3)


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
    """Every sector named in or around an event's sentences, with what speaks for it."""
    surest = surest_of(cluster)
    kind = surest.type.value
    found: dict[Sector, set[str]] = {}
    for where, text in _texts(cluster, surest, story):
        lists = bool(_LISTS.search(text))
        named = story.sectors_in(text)
        for sector in named:
            names = {
                where,
                f"{kind} {where}",
                f"{where} lists={lists}",
                f"{kind} {where} lists={lists}",
                f"{where} of={bucket(len(named), 2, 3, 5)}",
            }
            found.setdefault(sector, set()).update(names)
    return {
        sector: dict.fromkeys(
            names
            | {f"sector={sector.value}", f"{kind} sector={sector.value}", f"options={bucket(len(found), 2, 3, 5, 8)}"},
            1.0,
        )
        for sector, names in found.items()
    }


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
