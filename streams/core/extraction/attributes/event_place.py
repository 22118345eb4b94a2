"""Where an event is: a place that its sentences name, the dateline's, one that the article dwells on, a party's.

What speaks for a country is put together from all places that lie in it; then the best of those places tells the city.
"""

from collections.abc import Iterator, Sequence

from schemas.facts import Place
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.attachment import attachment
from streams.core.extraction.attributes.choosing import Option, choose
from streams.core.extraction.learned.linear import LinearModel, bucket
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.lexicon.countries import is_country
from streams.core.values.mentions import PlaceMention

PlaceHint = tuple[str, Place, set[str]]
"""Where a place comes from, the place, and what speaks for it."""

_NEAR = (-1, 1, -2, 2, -3)
"""Sentences from the report's in which a gathering may be named that the event belongs to, the nearest first."""
_FAR = 40
"""Characters between an event's word and a building, up to which the building is near."""


def place_of(cluster: Sequence[Report], analysed: AnalysedArticle, model: LinearModel) -> Place:
    """Return the place of an event; empty where the text does not tell."""
    destination = next((r.candidate.destination for r in cluster if r.candidate.destination), None)
    if destination:  # what speaks for it and for other places need not be weighed
        return _best(_hints(cluster, analysed)[destination.country], analysed)
    surest = cluster[0]
    return _only_city(surest) or choose(place_options(cluster, analysed), surest, model) or Place()


def _only_city(report: Report) -> Place | None:
    """Return the city in which a sentence says that parties met or signed, if it is the only city that it names.

    Right for 96 of 100 annotated meetings and agreements whose place is known.
    """
    cities = [mention for mention in report.sent.places if mention.place.city]
    if TRAITS[report.type].has_recipients or len({m.place for m in cities}) != 1:
        return None
    text = report.sent.sentence.text
    sited = any(text[: mention.start].rstrip().lower().endswith((" in", " at")) for mention in cities)
    return cities[0].place if sited else None


def place_options(cluster: Sequence[Report], analysed: AnalysedArticle) -> list[Option[Place]]:
    """Every country that could be the event's, each with the city that the best of its hints names."""
    groups = _hints(cluster, analysed)
    return [
        Option(_best(group, analysed), _features(country, group, cluster[0], analysed, len(groups)))
        for country, group in groups.items()
        if country
    ]


def _hints(cluster: Sequence[Report], analysed: AnalysedArticle) -> dict[str | None, list[PlaceHint]]:
    """Return all that hints at a place, by its country."""
    surest = cluster[0]
    hints = (
        *_stated(cluster, surest),
        *_venues(cluster, analysed),
        *_around(surest, analysed),
        *_scenes(surest, analysed),
        *_of_article(surest, analysed),
        *_parties(surest, analysed),
    )
    groups: dict[str | None, list[PlaceHint]] = {}
    for hint in hints:
        groups.setdefault(hint[1].country, []).append(hint)
    return groups


def _best(group: Sequence[PlaceHint], analysed: AnalysedArticle) -> Place:
    """Return the first place with a city from a source near enough to name the event's city.

    Else the only city of the country in which the article is set: right for nine of ten annotated events with a city.
    """
    near = ("destination", "own", "told again", "site", "gathering", "near", "dateline", "visited")
    cities = [place for source, place, _ in group if place.city and source.startswith(near)]
    country = group[0][1].country
    return cities[0] if cities else Place(country=country, city=analysed.scene_cities.get(country or ""))


def _features(
    country: str | None, group: Sequence[PlaceHint], surest: Report, analysed: AnalysedArticle, rivals: int
) -> dict[str, float]:
    kind = surest.type.value
    sources = {source for source, _, _ in group}
    names = {f"{source} {name}" for source, _, found in group for name in found}
    names |= sources | {f"rivals={bucket(rivals, 2, 3, 5)}", f"home={country == analysed.document.home_country}"}
    names |= {f"{a}&{b}" for a in sources for b in sources if a < b}
    names |= {
        f"party={country in surest.countries}",
        f"first hint={group[0][0]}",
        f"in title={_in_title(group, analysed)}",
        f"of places told={min(2, len({m.place.country for m in surest.sent.places}))}",
        f"of scenes told={min(2, len(surest.sent.scenes))}",
    }
    position = bucket(surest.sent.parse.index, 1, 2, 4, 8)
    names |= {f"{source} position={position}" for source in sources}
    return dict.fromkeys(names | {f"{kind} {n}" for n in names}, 1.0)


def _in_title(group: Sequence[PlaceHint], analysed: AnalysedArticle) -> bool:
    return any(place.city and place.city.lower() in analysed.document.title.lower() for _, place, _ in group)


def _stated(cluster: Sequence[Report], surest: Report) -> Iterator[PlaceHint]:
    """Places in the sentences that report the event, those nearest to the reporting word first."""
    for report in cluster:
        if report.candidate.destination:
            yield "destination", report.candidate.destination, {f"surest={report is surest}"}
    for report in cluster:
        trigger, places = report.trigger_offset, report.sent.places
        cities = len({m.place for m in places if m.place.city})
        for number, mention in enumerate(sorted(places, key=lambda m: abs(m.start - trigger))):
            site = _site(mention, report, cities)
            names = {
                f"nearest={min(number, 3)}",
                site,
                f"{site}&nearest={min(number, 2)}",
                *attachment(report, mention.start, mention.end),
            }
            yield "own" if report is surest else "told again", mention.place, names


def _venues(cluster: Sequence[Report], analysed: AnalysedArticle) -> Iterator[PlaceHint]:
    """Yield the venues of the sentences that report the event; gatherings beside these and in the title too."""
    surest = cluster[0]
    for report in {r.sent.number: r for r in reversed(cluster)}.values():
        for venue in report.sent.venues:
            away = min(3, abs(venue.start - report.trigger_offset) // _FAR)
            names = {f"lead={venue.lead}", f"named={venue.named}", f"away={away}", f"surest={report is surest}"}
            yield "gathering" if venue.yearly else "site", venue.place, names | {f"lead={venue.lead} away={away}"}
    for step, near in analysed.beside(surest.sent, _NEAR):
        for venue in near.venues:
            if venue.yearly:
                yield "gathering near", venue.place, {f"step={step}", f"named={venue.named}"}
    for venue in analysed.title_venues:
        if venue.yearly:
            yield "gathering in title", venue.place, {f"named={venue.named}"}


def _site(mention: PlaceMention, report: Report, cities: int) -> str:
    """Return how a place stands in its sentence by the bare words: "in Oslo", the only city, after the trigger."""
    before = report.sent.sentence.text[: mention.start].split()[-1:] or ["^"]
    side = "after" if mention.start > report.trigger_offset else "before"
    word = before[0].lower() if before[0].lower() in ("in", "at", "to", "from", "of", "the") else "other"
    return f"site={word} city={mention.place.city is not None} {side} of={min(cities, 2)}"


def _around(report: Report, analysed: AnalysedArticle) -> Iterator[PlaceHint]:
    for step, near in analysed.beside(report.sent, (-1, 1, -2, 2)):
        same = near.sentence.paragraph == report.sent.sentence.paragraph
        for mention in near.places[:4]:
            names = {f"city={mention.place.city is not None}", f"same paragraph={same}"}
            yield f"near{step:+d}", mention.place, names


def _scenes(report: Report, analysed: AnalysedArticle) -> Iterator[PlaceHint]:
    """Where the article was before it came to the sentence, and where most of it is set."""
    earlier = (p for p in reversed(analysed.sents[: report.sent.number]) if p.scenes)
    if before := next(earlier, None):
        place, back = before.scenes[-1].place, report.sent.number - before.number
        yield "scene", place, {f"back={min(back, 5)}", f"city={place.city is not None}"}
    total = sum(count for _, count in analysed.scenes)
    for rank, (country, count) in enumerate(analysed.scenes):
        names = {f"rank={rank}", f"count={bucket(count, 2, 4, 7)}", f"share={bucket(10 * count // total, 3, 5, 7)}"}
        yield "set in", Place(country=country), names


def _of_article(report: Report, analysed: AnalysedArticle) -> Iterator[PlaceHint]:
    document = analysed.document
    here = " here " in f" {report.sent.sentence.text} "
    if document.dateline:
        home = document.dateline.place.country == document.home_country
        yield "dateline", document.dateline.place, {f"here={here}", f"home={home}"}
    for place in dict.fromkeys(trip.place for trip in analysed.destinations):
        later = bool(report.countries - {place.country})
        yield "visited", place, {f"parties from elsewhere={later}"}
    for rank, (country, count) in enumerate(analysed.dwelt_on):
        yield "dwelt on", Place(country=country), {f"rank={rank}", f"count={bucket(count, 2, 4, 7)}"}
    for mention in analysed.lede_places:
        yield "lede", mention, {f"city={mention.city is not None}"}
    if document.home_country:
        yield "home", Place(country=document.home_country), set()


def _parties(report: Report, analysed: AnalysedArticle) -> Iterator[PlaceHint]:
    """Return the countries of those who take part: hosts are among them."""
    for part in report.likely:
        if is_country(part.actor.country):
            receives = TRAITS[report.type].has_recipients and part.recipient >= 0.5
            alone = len(report.countries) == 1
            kind = part.actor.kind.value
            names = {f"kind={kind}", f"receives={receives}", f"alone={alone}", f"role={part.actor.role is not None}"}
            named = bucket(analysed.mentions[part.actor.name], 2, 4, 8)
            visits = f"visits={part.actor.name in analysed.visitors} of any={bool(analysed.visitors)}"
            yield (
                "party",
                Place(country=part.actor.country),
                names | {f"named={named}", f"kind={kind}&receives={receives}", visits},
            )
