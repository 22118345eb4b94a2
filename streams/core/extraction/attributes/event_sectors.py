"""What an event is about: which of the sectors that are named near it, or that its article dwells on, are its own.

A sector's options are weighed by where its words stand, how they hang from the reporting word, what other sectors are
spoken of beside it, and by the common words of the sentence: "barrel" speaks for energy, "summit" for nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from schemas.facts import EventType
from schemas.sectors import Sector
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import Features, LinearModel, bucket
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.lexicon.sectors import words_of
from streams.core.values.sectors import STATED, Prominence, scores_of

_LISTS = re.compile(
    r"\b(?:discuss|focus|cooperat|collaborat|areas?|fields?|sectors?|includ|topics?|agenda|issues?|partnership"
    r"|in terms of|such as)"
)
"""In lower case, as the next: to search for either case takes twice as long."""
_TOLD_LATER = re.compile(
    r"\b(?:discuss|underscor|emphasi[sz]|reaffirm|reiterat|stress|highlight|rais(?:e|ed|ing)\b|exchang\w+ views"
    r"|touch\w+ (?:up)?on|focus|address|agreed|talk\w* about|agenda|topics?|issues?|spoke (?:of|about)|review|express"
    r"|cooperat)"
)
"""What later sentences say of what was spoken of."""
_TAKEN_UP = re.compile(
    r"\W*(?:They|The (?:two|three|four|leaders|ministers|sides|parties|officials|talks|meeting|visit|agreement|deal"
    r"|pact|pair|discussions?|summit|memorandum|MoU|secretary|president|prime minister|delegation)|Both|During|Talks"
    r"|Topics|In (?:their|the) (?:meeting|talks|call)|Discussions|Among)\b",
    re.IGNORECASE,
)
"""How a later sentence begins that takes up an event already told."""
_LATER = 8
"""How many sentences further on an event's topics may be told."""
_AMOUNTS = ("much own", "much clause", "much of own", "much around", "much of article", "much in article")
_MEASURES = {kind: (*_AMOUNTS, *(f"{kind.value} {name}" for name in _AMOUNTS)) for kind in EventType}
"""Names of what `_measures` returns, for all types and for one."""
_STEPS = (-1, 1, 2, 3)
_FAINT = {
    kind.value: frozenset(
        name
        for step in _STEPS
        for same in (True, False)
        for weak in [f"{step:+d} same paragraph={same} weak"]
        for name in (weak, f"{kind.value} {weak}")
    )
    for kind in EventType
}
"""A sector of which only sentences nearby have words, and weak ones, is no option: 2 of 100 would be right."""
_AROUND = (-2, -1, 1, 2, 3)
_MAIN, _DWELT_ON = 2, 3.0
"""An article's first sectors are options everywhere in it, from this weight on."""


def sectors_of_event(cluster: Sequence[Report], analysed: AnalysedArticle, model: LinearModel) -> tuple[Sector, ...]:
    """Return the sectors of an event, in the order of the list of sectors."""
    likely = {sector: model.probability(f) for sector, f in sector_options(cluster, analysed).items()}
    least = thresholds.SECTOR
    if likely and TRAITS[cluster[0].type].has_terms:
        least = min(least, max(thresholds.LIKELIEST_SECTOR, *likely.values()))
    return tuple(sector for sector in Sector if likely.get(sector, 0.0) >= least)


def sector_options(cluster: Sequence[Report], analysed: AnalysedArticle) -> dict[Sector, Features]:
    """Every sector named in or around an event's sentences or dwelt on in its article, with what speaks for it."""
    surest = cluster[0]
    kind = surest.type.value
    clause = _clause(surest)
    found: dict[Sector, set[str]] = {}
    for where, text in _texts(cluster, surest, clause, analysed):
        for sector, names in _named(where, text, kind, analysed):
            found.setdefault(sector, set()).update(names)
    for sector, known in analysed.prominence.items():
        if known.rank < _MAIN and known.weight >= _DWELT_ON:
            found.setdefault(sector, set()).add("main")
    found = {sector: names for sector, names in found.items() if not names <= _FAINT[kind]}
    for hints in (_hanging(surest), _told(cluster), _told_later(cluster, analysed)):
        for sector, name in hints:
            if sector in found:
                found[sector].add(name)
    beside = _beside_article(surest, analysed)
    in_clause = analysed.sectors_in(clause)
    words = _words(surest, in_clause, analysed)
    for sector, names in found.items():
        slug = sector.value
        names |= {
            f"sector={slug}",
            f"{kind} sector={slug}",
            f"options={bucket(len(found), 2, 3, 5, 8)}",
        }
        names.update(_of_article(analysed.prominence.get(sector), kind, beside))
        names.update(f"{where} sector={slug}" for where in ("own", "clause", "title") if where in names)
        if "title" in names:
            names.update(f"title {name}" for name in beside)
        inside = sector in in_clause
        rivals = f"clause rivals={bucket(len(in_clause) - inside, 1, 2, 4)} in={inside}"
        names |= {rivals, f"{kind} {rivals}"}
        names.update([word + slug for word in words])
    measures = _measures(surest, clause, analysed)
    return {sector: dict.fromkeys(names, 1.0) | measures(sector) for sector, names in found.items()}


def _named(where: str, text: str, kind: str, analysed: AnalysedArticle) -> Iterator[tuple[Sector, set[str]]]:
    """Each sector of which a text speaks, with how it does so."""
    scores, stated = scores_of(text), analysed.sectors_in(text)
    lists = bool(stated and _LISTS.search(text.lower()))
    top = max(scores.values(), default=0.0)
    for sector, score in scores.items():
        if sector not in stated:
            yield sector, {f"{where} weak", f"{kind} {where} weak"}
            continue
        names = {where, f"{where} lists={lists}", f"{where} of={bucket(len(stated), 2, 3, 5)}"}
        names |= {f"{kind} {where}", f"{kind} {where} lists={lists}"}
        yield sector, names | {f"{where} score={bucket(score, STATED, 2, 3, 5)}", f"{where} top={score >= top}"}


def _beside_article(report: Report, analysed: AnalysedArticle) -> set[str]:
    """Return how near a report is to being what its article is about: its place, and what the title has of it."""
    families = {part.actor.name.split()[-1] for part in report.likely if part.actor.name}
    return {
        f"names in title={min(2, sum(name in analysed.document.title for name in families))}",
        f"trigger in title={'in title' in report.features}",
        f"position={bucket(report.sent.parse.index, 1, 3, 6, 12)}",
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


def _texts(cluster: Sequence[Report], surest: Report, clause: str, analysed: AnalysedArticle) -> list[tuple[str, str]]:
    sentences, at = analysed.document.sentences, surest.sent.parse.index
    texts = [("own", surest.sent.sentence.text), ("clause", clause), ("title", analysed.document.title)]
    texts += [("told again", r.sent.sentence.text) for r in cluster if r is not surest]
    for step in _STEPS:
        if 0 <= at + step < len(sentences):
            same = sentences[at + step].paragraph == sentences[at].paragraph
            texts.append((f"{step:+d} same paragraph={same}", sentences[at + step].text))
    return texts


def _clause(report: Report) -> str:
    """Return the text that the reporting word governs."""
    parse, base = report.candidate.parse, report.sent.sentence.start
    root = report.candidate.trigger if report.candidate.predicate < 0 else report.candidate.predicate
    below = [*parse.subtree(root)]
    return report.sent.sentence.text[parse.tokens[min(below)].start - base : parse.tokens[max(below)].end - base]


def _hanging(report: Report) -> Iterator[tuple[Sector, str]]:
    """Yield how the words of each sector hang in the sentence, and how far they are from the reporting word."""
    tokens, trigger = report.candidate.parse.tokens, report.candidate.trigger
    for word in words_of(report.sent.sentence.text.lower()):
        i = report.sent.token_at(word.start)
        head = tokens[tokens[i].head]
        side = "before" if i < trigger else "after"
        names = (
            f"word before={tokens[i - 1].lemma.lower() if i else '^'}",
            f"hangs={tokens[i].dep} under={head.lemma.lower()}",
            f"side={side}&distance={bucket(abs(i - trigger), 2, 4, 7, 12, 20)}",
        )
        for sense in word.senses:
            for name in names:
                yield sense.sector, name


def _told(cluster: Sequence[Report]) -> Iterator[tuple[Sector, str]]:
    """Yield in how many of an event's reports each sector is spoken of."""
    times: Counter[Sector] = Counter()
    for report in cluster:
        times.update(scores_of(report.sent.sentence.text).keys())
    for sector, count in times.items():
        yield sector, f"told={bucket(count, 1, 2, 3)} of={bucket(len(cluster), 1, 2, 3)}"


def _told_later(cluster: Sequence[Report], analysed: AnalysedArticle) -> Iterator[tuple[Sector, str]]:
    """Yield the sectors of later sentences that take the event up: "They also discussed fishing"."""
    sentences, at = analysed.document.sentences, cluster[0].sent.parse.index
    name = f"{cluster[0].type.value} taken up later"
    for n in range(at + 1, min(len(sentences), at + 1 + _LATER)):
        text = sentences[n].text
        if _TAKEN_UP.match(text) and _TOLD_LATER.search(text.lower()):
            for sector, score in scores_of(text).items():
                if score >= STATED:
                    yield sector, "taken up later"
                    yield sector, name


def _words(report: Report, in_clause: Sequence[Sector], analysed: AnalysedArticle) -> list[str]:
    """Return what speaks for one sector and against another: common words, parties, other sectors.

    The name of the sector follows each.
    """
    words = [f"has={word} " for word in report.sent.content]
    words += [f"party={country} " for country in report.countries]
    words += [f"with own={sector.value} " for sector in analysed.sectors_in(report.sent.sentence.text)]
    return words + [f"with clause={sector.value} " for sector in in_clause]


def _measures(report: Report, clause: str, analysed: AnalysedArticle) -> Callable[[Sector], Features]:
    """Return how much is said of a sector in an event's sentence, its clause, around it and in its article.

    Each number lies between 0 and about 2, as the penalty on the weights of the model wants it.
    """
    at, sentences = report.sent.parse.index, analysed.document.sentences
    own, inside = scores_of(report.sent.sentence.text), scores_of(clause)
    near = [scores_of(sentences[at + step].text) for step in _AROUND if 0 <= at + step < len(sentences)]
    total = sum(own.values()) or 1.0
    names = _MEASURES[report.type]

    def measure(sector: Sector) -> Features:
        known, weight = analysed.prominence.get(sector), own.get(sector, 0.0)
        values = (
            min(weight, 4.0) / 2,
            min(inside.get(sector, 0.0), 4.0) / 2,
            weight / total,
            min(sum([scores.get(sector, 0.0) for scores in near]), 6.0) / 3,
            known.share if known else 0.0,
            min(known.weight, 20.0) / 10 if known else 0.0,
        )
        return dict(zip(names, values * 2, strict=True))

    return measure
