"""When an event is: a date stated in or around its sentences, the day of the dateline or of publication, or unknown.

What speaks for a day is put together from all that point to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.facts import DatePrecision
from streams.core.extraction import clauses
from streams.core.extraction.attachment import attachment
from streams.core.extraction.choosing import Option, choose
from streams.core.extraction.linear import LinearModel, bucket
from streams.core.extraction.model import DateMention
from streams.core.extraction.passages import Story
from streams.core.extraction.reports import Report, surest_of

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


@dataclass(frozen=True, slots=True)
class When:
    """A day, and how exactly it is known."""

    day: date
    precision: DatePrecision


Hint = tuple[str, When, set[str]]
"""Where a day comes from, the day, and what speaks for it."""


def when_of(cluster: Sequence[Report], story: Story, models: Mapping[str, LinearModel]) -> When | None:
    """Return the date of an event, None where the text does not tell."""
    return choose(date_options(cluster, story), surest_of(cluster), models["date"])


def date_options(cluster: Sequence[Report], story: Story) -> list[Option[When]]:
    """Every day that could be the event's."""
    surest = surest_of(cluster)
    hints = [*_stated(cluster, surest, story), *_around(surest, story), *_of_article(surest, story)]
    stated = {source for source, _, _ in hints}
    groups: dict[When, list[Hint]] = {}
    for hint in hints:
        groups.setdefault(hint[1], []).append(hint)
    return [Option(when, _features(when, group, surest, story, stated)) for when, group in groups.items()]


def is_period_of(option: Option[When]) -> bool:
    """Whether an option is a month or year in the clause that reports the event, beside its word: "met in May".

    Annotations leave such dates open; nearly all that stand so are the event's.
    """
    close = ("own hops=0", "own hops=1", "own hops=2", "own hops=3")
    return (
        option.value.precision is not DatePrecision.DAY
        and "own own clause=True" in option.features
        and not option.features.keys().isdisjoint(close)
    )


def _features(when: When, group: Sequence[Hint], surest: Report, story: Story, stated: set[str]) -> dict[str, float]:
    kind = surest.type.value
    sources = {source for source, _, _ in group}
    names = {f"{source} {name}" for source, _, found in group for name in found} | sources
    names |= {f"{a}&{b}" for a in sources for b in sources if a < b}
    names |= {f"{source}&own stated={'own' in stated}&lede stated={'lede' in stated}" for source in sources}
    position = bucket(surest.passage.parse.index, 1, 2, 4, 8, 16)
    names |= {f"{source} position={position}" for source in sources}
    names |= {f"{source} tense={_tense(surest)}" for source in sources} | {f"precision={when.precision.value}"}
    published = story.document.published
    if published:
        names.add(f"days={bucket((when.day - published).days, -365, -30, -7, -1, 0, 1, 8, 31)}&{_tense(surest)}")
    return dict.fromkeys(names | {f"{kind} {n}" for n in names}, 1.0)


def _stated(cluster: Sequence[Report], surest: Report, story: Story) -> Iterator[Hint]:
    for report in cluster:
        text = report.passage.sentence.text
        found = story.dates_in(text, _past(report))
        for number, mention in enumerate(sorted(found, key=lambda m, at=report.trigger_offset: abs(m.start - at))):  # type: ignore[misc]
            names = {
                f"nearest={min(number, 3)}",
                f"range={mention.last_day is not None}",
                f"form={_form(mention, text)}",
            }
            names.update(attachment(report, mention.start, mention.end))
            yield "own" if report is surest else "told again", _when(mention), names


def _around(report: Report, story: Story) -> Iterator[Hint]:
    for step in (-1, 1, -2, 2):
        number = report.passage.number + step
        if 0 <= number < len(story.passages):
            near = story.passages[number].sentence
            same = near.paragraph == report.passage.sentence.paragraph
            for mention in story.dates_in(near.text, _past(report)):
                yield f"near{step:+d}", _when(mention), {f"same paragraph={same}", f"form={_form(mention, near.text)}"}


def _of_article(report: Report, story: Story) -> Iterator[Hint]:
    document = story.document
    text = report.passage.sentence.text.lower()
    telling = {f"word={w}" for w in _TELLING.intersection(text.split())}
    names = telling | {f"rule={report.candidate.rule}", f"quoted={report.passage.quoted(report.candidate.trigger)}"}
    names |= {f"dated={report.passage.has_date}", f"route={report.candidate.route}"}
    for number, sentence in enumerate(document.sentences[:3]):
        for mention in story.dates_in(sentence.text, _past(report)):
            yield "lede", _when(mention), {f"sentence={number}", f"form={_form(mention, sentence.text)}", *telling}
    if document.published:
        yield "published", When(document.published, DatePrecision.DAY), names
    if document.dateline and document.dateline.day:
        yield "dateline", When(document.dateline.day, DatePrecision.DAY), names


def _when(mention: DateMention) -> When:
    return When(mention.day, mention.precision)


def _form(mention: DateMention, text: str) -> str:
    word = text[mention.start : mention.end].split(maxsplit=1)[0].lower()
    return "0" if word[0].isdigit() else word


def _past(report: Report) -> bool | None:
    """Which way an undated weekday lies, by the tense of the verb."""
    c = report.candidate
    if c.predicate < 0:
        return None
    helpers = clauses.auxiliaries(c.parse, c.predicate)
    if "will" in helpers or "shall" in helpers:
        return False
    return True if c.parse.tokens[c.predicate].tag == "VBD" else None


def _tense(report: Report) -> str:
    c = report.candidate
    if c.predicate < 0:
        return "none"
    return f"{c.parse.tokens[c.predicate].tag}:{'+'.join(clauses.auxiliaries(c.parse, c.predicate))}"
