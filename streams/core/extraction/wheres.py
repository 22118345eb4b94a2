"""Where an event is: a place that its sentences name, the dateline's, one that the article dwells on, or unknown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from schemas.facts import EventType, Place
from streams.core.extraction.attachment import attachment
from streams.core.extraction.choosing import Option, choose
from streams.core.extraction.linear import LinearModel, bucket
from streams.core.extraction.passages import Story
from streams.core.extraction.reports import Report

SURE_ENOUGH = 0.35


def where_of(cluster: Sequence[Report], story: Story, models: Mapping[str, LinearModel]) -> Place:
    """The place of an event; empty where the text does not tell."""
    return choose(place_options(cluster, story), models["place"], SURE_ENOUGH) or Place()


def place_options(cluster: Sequence[Report], story: Story) -> list[Option[Place]]:
    """Every place that could be the event's, those that its own sentences name first."""
    surest = max(cluster, key=lambda r: r.probability)
    options = [option for report in cluster for option in _stated(report, report is surest)]
    stated = len(options)
    for name, place in _others(surest, story):
        features = dict.fromkeys(_unstated(name, place, surest, stated, story), 1.0)
        options.append(Option(place, features))
    return options


def _stated(report: Report, surest: bool) -> Iterator[Option[Place]]:
    for number, mention in enumerate(report.passage.places):
        names = {f"surest={surest}", f"nth={min(number, 3)}", f"city={mention.place.city is not None}"}
        names.update(attachment(report, mention.start, mention.end))
        kind = report.type.value
        names |= {f"{kind} {n}" for n in names if n.startswith(("path", "down", "word before", "city"))}
        parties = report.countries
        names |= {f"type={kind}", f"party={mention.place.country in parties}", f"{kind} party={mention.place.country in parties}"}
        yield Option(mention.place, dict.fromkeys((f"stated {n}" for n in names), 1.0))


def _others(report: Report, story: Story) -> Iterator[tuple[str, Place]]:
    document, number = story.document, report.passage.number
    if document.dateline:
        yield "dateline", document.dateline.place
    for step in (-1, 1, -2, 2):
        if 0 <= number + step < len(story.passages):
            for mention in story.passages[number + step].places[:3]:
                yield f"near{step:+d}", mention.place
    if document.home_country:
        yield "home", Place(country=document.home_country)
    dwelt = Counter(m.place for p in story.passages for m in p.places if m.place.city)
    for place, _ in dwelt.most_common(2):
        yield "dwelt on", place


def _unstated(name: str, place: Place, report: Report, stated: int, story: Story) -> Iterator[str]:
    kind = report.type.value
    party = place.country in report.countries
    position = bucket(report.passage.parse.index, 1, 2, 4, 8)
    here = " here " in f" {report.passage.sentence.text} "
    yield from (
        name,
        f"{name} type={kind}",
        f"{name} party={party}&type={kind}",
        f"{name} stated={bucket(stated, 1, 2)}",
        f"{name} stated={bucket(stated, 1, 2)}&type={kind}",
        f"{name} position={position}&type={kind}",
        f"{name} here={here}",
        f"{name} city={place.city is not None}",
        f"{name} rule={report.candidate.rule}",
        f"{name} home={place.country == story.document.home_country}&type={kind}",
        f"{name} parties={bucket(len(report.countries), 1, 2)}&party={party}",
        f"{name} quoted={report.passage.quoted(report.candidate.trigger)}",
    )
    if report.type is EventType.COMMITMENT:
        yield f"{name} sentence={report.candidate.parse.tokens[report.candidate.trigger].lemma}"
