"""When an event is: the dates that its sentences state, the day of the dateline, the day of publication, or unknown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.facts import DatePrecision
from streams.core.extraction import clauses
from streams.core.extraction.attachment import attachment
from streams.core.extraction.choosing import Option, choose
from streams.core.extraction.dates import find_dates
from streams.core.extraction.linear import LinearModel, bucket
from streams.core.extraction.model import DateMention, Document
from streams.core.extraction.reports import Report

SURE_ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class When:
    """A day, and how exactly it is known."""

    day: date
    precision: DatePrecision


def when_of(cluster: Sequence[Report], document: Document, models: Mapping[str, LinearModel]) -> When | None:
    """The date of an event, None where the text does not tell."""
    return choose(date_options(cluster, document), models["date"], SURE_ENOUGH)


def date_options(cluster: Sequence[Report], document: Document) -> list[Option[When]]:
    """Every date that could be the event's."""
    surest = max(cluster, key=lambda r: r.probability)
    options = [option for report in cluster for option in _stated(report, document, report is surest)]
    stated = bucket(len(options), 1, 2)
    for name, day in (("published", document.published), ("dateline", document.dateline.day if document.dateline else None)):
        if day is not None:
            options.append(Option(When(day, DatePrecision.DAY), dict.fromkeys(_unstated(name, surest, stated), 1.0)))
    return options


def _stated(report: Report, document: Document, surest: bool) -> Iterator[Option[When]]:
    found = find_dates(report.passage.sentence.text, document.published, _past(report))
    for number, mention in enumerate(found):
        names = {f"surest={surest}", f"nth={min(number, 3)}", f"of={min(len(found), 4)}"}
        names.update(attachment(report, mention.start, mention.end))
        names.update(_form(mention, report, document))
        features = dict.fromkeys((f"stated {n}" for n in names), 1.0)
        yield Option(When(mention.day, mention.precision), features | {"stated": 1.0})


def _past(report: Report) -> bool | None:
    """Which way an undated weekday lies, by the tense of the verb."""
    c = report.candidate
    if c.predicate < 0:
        return None
    helpers = clauses.auxiliaries(c.parse, c.predicate)
    if "will" in helpers or "shall" in helpers:
        return False
    return True if c.parse.tokens[c.predicate].tag == "VBD" else None


def _form(mention: DateMention, report: Report, document: Document) -> Iterator[str]:
    yield f"precision={mention.precision.value}"
    yield f"range={mention.last_day is not None}"
    yield f"type={report.type.value}"
    if document.published:
        days = (mention.day - document.published).days
        yield f"days={bucket(days, -365, -30, -7, -1, 0, 1, 8, 31)}"
        yield f"days={bucket(days, -365, -30, -7, -1, 0, 1, 8, 31)}&precision={mention.precision.value}"
    yield f"form={report.passage.sentence.text[mention.start : mention.end].split()[0].lower()}"


def _unstated(name: str, report: Report, stated: int) -> Iterator[str]:
    """Features of a day that the sentence does not state: does its tense speak of the news of the day?"""
    c = report.candidate
    tense = "none" if c.predicate < 0 else f"{c.parse.tokens[c.predicate].tag}:{'+'.join(clauses.auxiliaries(c.parse, c.predicate))}"
    position = bucket(report.passage.parse.index, 1, 2, 4, 8, 16)
    yield from (
        name,
        f"{name} stated={stated}",
        f"{name} dated={report.passage.has_date}",
        f"{name} tense={tense}",
        f"{name} type={report.type.value}",
        f"{name} type={report.type.value}&tense={tense}",
        f"{name} type={report.type.value}&stated={stated}&position={position}",
        f"{name} position={position}&stated={stated}",
        f"{name} rule={c.rule}",
        f"{name} quoted={report.passage.quoted(c.trigger)}",
        f"{name} route={c.route}",
    )
    for word in ("during", "after", "earlier", "following", "recently", "last", "previously", "next", "ahead", "also", "today", "announced", "said"):
        if f" {word} " in report.passage.sentence.text:
            yield f"{name} word={word}"
