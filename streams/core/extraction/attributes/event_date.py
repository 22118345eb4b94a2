"""When an event can be: a date stated in or around its sentences, the day of the dateline or of publication.

What speaks for a day is put together from all that point to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.facts import DatePrecision
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.attachment import attachment
from streams.core.extraction.attributes.choosing import Option
from streams.core.extraction.learned.linear import bucket
from streams.core.extraction.sentences import modality
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.values.mentions import DateMention

_TELLING = frozenset(
    [
        "during",
        "after",
        "earlier",
        "following",
        "recently",
        "last",
        "previously",
        "next",
        "ahead",
        "also",
        "today",
        "announced",
        "said",
        "later",
        "then",
        "meanwhile",
    ]
)
_COMING = frozenset({"schedule", "expect", "plan", "set", "slate", "due", "intend", "prepare", "hope", "await"})
"""Verbs of what is to come."""
_WILL = frozenset({"aux=will", "aux=shall"})
_STEPS = (-1, 1, -2, 2)
"""Sentences beside an event's that may tell its day, the nearest first."""
_STATED = frozenset({"own", "told again", "lede", *(f"near{step:+d}" for step in _STEPS)})
"""Where a day comes from that the text states; the others are those of the dateline and of publication."""
_NEAR = 8
"""Days from the publication beyond which all days are alike: news speaks of this week and the next."""


@dataclass(frozen=True, slots=True)
class EventDate:
    """A day, and how exactly it is known."""

    day: date
    precision: DatePrecision


DateHint = tuple[str, EventDate, set[str]]
"""Where a day comes from, the day, and what speaks for it."""


def date_options(cluster: Sequence[Report], analysed: AnalysedArticle) -> list[Option[EventDate]]:
    """Every day that could be the event's."""
    surest = cluster[0]
    hints = [*_stated(cluster, surest), *_around(surest, analysed), *_of_article(surest, analysed)]
    stated = {source for source, _, _ in hints}
    groups: dict[EventDate, list[DateHint]] = {}
    for hint in hints:
        groups.setdefault(hint[1], []).append(hint)
    return [Option(when, _features(when, group, cluster, analysed, stated)) for when, group in groups.items()]


def is_stated(option: Option[EventDate]) -> bool:
    """Whether the text states the day; else it is that of the dateline or of publication alone."""
    return not _STATED.isdisjoint(option.features)


def lies_behind(option: Option[EventDate]) -> bool:
    """Whether it is the earlier of two days that a date may mean: last Friday, where the next may be meant."""
    return any(name.endswith(" back") for name in option.features)


def is_period_of(option: Option[EventDate]) -> bool:
    """Whether an option is a month or year in the clause that reports the event, beside its word: "met in May".

    Annotations leave such dates open; nearly all that stand so are the event's.
    """
    close = ("own hops=0", "own hops=1", "own hops=2", "own hops=3")
    return (
        option.value.precision is not DatePrecision.DAY
        and "own own clause=True" in option.features
        and not option.features.keys().isdisjoint(close)
    )


def _features(
    when: EventDate, group: Sequence[DateHint], cluster: Sequence[Report], analysed: AnalysedArticle, stated: set[str]
) -> dict[str, float]:
    surest = cluster[0]
    kind = surest.type.value
    sources = {source for source, _, _ in group}
    names = {f"{source} {name}" for source, _, found in group for name in found} | sources
    names |= {f"{a}&{b}" for a in sources for b in sources if a < b}
    names |= {f"{source}&own stated={'own' in stated}&lede stated={'lede' in stated}" for source in sources}
    position = bucket(surest.sent.parse.index, 1, 2, 4, 8, 16)
    names |= {f"{source} position={position}" for source in sources}
    names |= {f"{source} tense={surest.verb_form}" for source in sources} | {f"precision={when.precision.value}"}
    if analysed.document.published:
        names.update(_beside_today(when, cluster, analysed.document.published))
    if when.precision is not DatePrecision.DAY:
        names.add(f"period where days are stated={analysed.states_a_day}")
    return dict.fromkeys(names | {f"{kind} {n}" for n in names}, 1.0)


def _beside_today(when: EventDate, cluster: Sequence[Report], published: date) -> Iterator[str]:
    """How far a day lies from the publication, and which way, by what the verbs of the reports say of the way."""
    surest, *others = cluster
    away = (when.day - published).days
    yield f"days={bucket(away, -365, -30, -7, -1, 0, 1, 8, 31)}&{surest.verb_form}"
    lies = "period"
    if when.precision is DatePrecision.DAY:
        near = max(-_NEAR, min(_NEAR, away))
        yield from (f"away={near}", f"away={near}&{_turn(surest)}")
        lies = "ahead" if away > 0 else "behind" if away else "today"
    yield from (f"{lies}&{name}" for name in surest.turns)
    yield from (f"{lies}&again {name}" for name in dict.fromkeys(n for other in others for n in other.turns))


def _stated(cluster: Sequence[Report], surest: Report) -> Iterator[DateHint]:
    for report in cluster:
        text = report.sent.sentence.text
        found = sorted(report.sent.dates, key=lambda m, at=report.trigger_offset: abs(m[0].start - at))  # type: ignore[misc]
        for number, ways in enumerate(found):
            names = {
                f"nearest={min(number, 3)}",
                f"range={ways[0].last_day is not None}",
                f"form={_form(ways[0], text)}",
            }
            names.update(attachment(report, ways[0].start, ways[0].end))
            names.add(f"form={_form(ways[0], text)}&before={ways[0].start < report.trigger_offset}")
            spoken = _spoken(report.sent, ways[0])
            for mention, way in _directed(ways, report, spoken):
                yield "own" if report is surest else "told again", _when(mention), names | way


def _around(report: Report, analysed: AnalysedArticle) -> Iterator[DateHint]:
    for step, near in analysed.beside(report.sent, _STEPS):
        same = near.sentence.paragraph == report.sent.sentence.paragraph
        for ways in near.dates:
            names = {f"same paragraph={same}", f"form={_form(ways[0], near.sentence.text)}"}
            for mention, way in _directed(ways, report, _spoken(near, ways[0])):
                yield f"near{step:+d}", _when(mention), names | way


def _of_article(report: Report, analysed: AnalysedArticle) -> Iterator[DateHint]:
    document = analysed.document
    text = report.sent.sentence.text.lower()
    telling = {f"word={w}" for w in _TELLING.intersection(text.split())}
    names = telling | {f"rule={report.candidate.rule}", f"quoted={report.sent.quoted(report.candidate.trigger)}"}
    names |= {f"dated={report.sent.has_date}", f"route={report.candidate.dependency_path}"}
    for number, sentence in enumerate(document.sentences[:3]):
        for ways in analysed.date_resolutions_in(sentence.text):
            for mention, way in _directed(ways, report, ()):
                found = {f"sentence={number}", f"form={_form(mention, sentence.text)}", *telling}
                yield "lede", _when(mention), found | way
    if document.published:
        yield "published", EventDate(document.published, DatePrecision.DAY), names
    if document.dateline and document.dateline.day:
        yield "dateline", EventDate(document.dateline.day, DatePrecision.DAY), names


def _directed(
    ways: Sequence[DateMention], report: Report, spoken: Sequence[str]
) -> Iterator[tuple[DateMention, set[str]]]:
    """Yield each day that a mention may mean; of two with what the verbs over it and the event's say of the way."""
    if len(ways) == 1:
        yield ways[0], set()
        return
    for mention, way in zip(ways, ("back", "ahead"), strict=True):
        yield mention, {f"{way}", f"{way}&{report.verb_form}", *(f"{way}&{name}" for name in spoken)}


def _spoken(sent: AnalysedSentence, mention: DateMention) -> list[str]:
    """Return what the verbs over a date say of its way: "will fly on Friday", "is scheduled to meet on Friday"."""
    parse = sent.parse
    above = clauses.governors(parse, sent.token_at(mention.start))[:3]
    names = []
    for depth, (verb, _) in enumerate(above):
        helpers = clauses.auxiliaries(parse, verb)
        names += [
            f"verb{depth}={parse.tokens[verb].tag}:{'+'.join(helpers)}",
            f"verb{depth}={parse.tokens[verb].lemma}",
        ]
    if any(_is_future(parse, verb) for verb, _ in above):
        names.append("future")
    return [*names, f"first={names[0] if names else 'none'}&future={'future' in names}"]


def _is_future(parse: Parse, verb: int) -> bool:
    """Whether a verb tells what is to come: "will", "is going to", "was to", "is scheduled", "plans"."""
    token = parse.tokens[verb]
    helpers = clauses.auxiliaries(parse, verb)
    to_be = "to" in helpers and clauses.lemma_at(parse, token.head) in ("be", "go")
    return not modality.FUTURE.isdisjoint(helpers) or to_be or token.lemma in _COMING


def _when(mention: DateMention) -> EventDate:
    return EventDate(mention.day, mention.precision)


def _form(mention: DateMention, text: str) -> str:
    word = text[mention.start : mention.end].split(maxsplit=1)[0].lower()
    return "0" if word[0].isdigit() else word


def _turn(report: Report) -> str:
    """Return whether a report's own verb speaks of what is to come, of what is past, or of neither."""
    if "future" in report.features or not _WILL.isdisjoint(report.features):
        return "ahead"
    return "behind" if any(name.startswith("tense=VBD") for name in report.tense) else "open"
