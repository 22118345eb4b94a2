"""Articles: articles as the models see them, each a document with its sentences and what they hold together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from schemas.facts import Actor, DatePrecision, Place
from schemas.sectors import Sector
from streams.core.extraction.actors.mentions import ActorMention
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax.parse import Parse
from streams.core.text.model import Document
from streams.core.values.dates import find_date_resolutions
from streams.core.values.mentions import DateMention
from streams.core.values.places import find_places
from streams.core.values.sectors import Prominence, prominence_of, scores_of, sectors_of
from streams.core.values.venues import Venue, find_venues


@dataclass(frozen=True, slots=True)
class Trip:
    """Where a visit goes, and the names of those who make it."""

    place: Place
    visitors: frozenset[str]


@dataclass(frozen=True)
class AnalysedArticle:
    """An article as the models see it: its document and its sentences."""

    document: Document
    sents: tuple[AnalysedSentence, ...]
    destinations: tuple[Trip, ...] = ()
    """The visits that the article reports and that say where they go."""
    _dates: dict[str, tuple[tuple[DateMention, ...], ...]] = field(default_factory=dict, repr=False, compare=False)
    _sectors: dict[str, tuple[Sector, ...]] = field(default_factory=dict, repr=False, compare=False)

    def beside(self, sent: AnalysedSentence, steps: Iterable[int]) -> Iterator[tuple[int, AnalysedSentence]]:
        """Yield the sentences so many steps before (negative) or after one, each with its step, as far as there are."""
        for step in steps:
            if 0 <= sent.number + step < len(self.sents):
                yield step, self.sents[sent.number + step]

    def date_resolutions_in(self, text: str) -> tuple[tuple[DateMention, ...], ...]:
        """Return the dates of a sentence by `find_date_resolutions`, each text resolved once."""
        if text not in self._dates:
            self._dates[text] = find_date_resolutions(text, self.document.published)
        return self._dates[text]

    @cached_property
    def states_a_day(self) -> bool:
        """Whether a sentence states a day: what is dated by a month or year there is seldom today's news."""
        return any(ways[0].precision is DatePrecision.DAY for p in self.sents for ways in p.dates)

    def sectors_in(self, text: str) -> tuple[Sector, ...]:
        """Return the sectors of a sentence, likewise."""
        if text not in self._sectors:
            self._sectors[text] = sectors_of(text)
        return self._sectors[text]

    @cached_property
    def prominence(self) -> dict[Sector, Prominence]:
        """What the article with its title dwells on, the most prominent sector first."""
        texts = (self.document.title, *(sentence.text for sentence in self.document.sentences))
        return prominence_of(map(scores_of, texts))

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of the title, lower case."""
        return frozenset(re.findall(r"[a-z]{3,}", self.document.title.lower()))

    @cached_property
    def title_venues(self) -> tuple[Venue, ...]:
        """Buildings and gatherings that the title names."""
        return tuple(find_venues(self.document.title, self.document.published))

    @cached_property
    def lede_places(self) -> tuple[Place, ...]:
        """Places that the first two sentences name."""
        return tuple(m.place for s in self.document.sentences[:2] for m in find_places(s.text))[:4]

    @cached_property
    def dwelt_on(self) -> tuple[tuple[str, int], ...]:
        """The three countries in which most of the places lie that the sentences name, and how many do."""
        countries = (m.place.country for p in self.sents for m in p.places if m.place.country)
        return tuple(Counter(countries).most_common(3))

    @cached_property
    def scenes(self) -> tuple[tuple[str, int], ...]:
        """The three countries in which most of the scenes lie, and how many do."""
        countries = (m.place.country for p in self.sents for m in p.scenes if m.place.country)
        return tuple(Counter(countries).most_common(3))

    @cached_property
    def scene_cities(self) -> dict[str, str]:
        """For each country with scenes in one city only, that city."""
        cities: dict[str, set[str]] = {}
        for mention in (m for p in self.sents for m in p.scenes):
            if mention.place.country and mention.place.city:
                cities.setdefault(mention.place.country, set()).add(mention.place.city)
        return {country: min(found) for country, found in cities.items() if len(found) == 1}

    @cached_property
    def visitors(self) -> frozenset[str]:
        """Names of those who are on a visit."""
        return frozenset(name for trip in self.destinations for name in trip.visitors)

    @cached_property
    def mentions(self) -> Counter[str]:
        """How often each actor is named, by name."""
        return Counter(a.name for p in self.sents for m in p.actors for a in m.actors)

    @cached_property
    def country_mentions(self) -> Counter[str]:
        """How often the actors of each country and organisation are named, by its code."""
        return Counter(a.country for p in self.sents for m in p.actors for a in m.actors if a.country)

    @cached_property
    def principals(self) -> tuple[Actor, ...]:
        """The actors that the article names most, the earliest first where they tie."""
        seen: dict[str, Actor] = {}
        for p in self.sents:
            for m in p.actors:
                for a in m.actors:
                    seen.setdefault(a.name, a)
        return tuple(sorted(seen.values(), key=lambda a: -self.mentions[a.name])[:6])

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The place of the first four of them, by name."""
        return {actor.name: rank for rank, actor in enumerate(self.principals[:4])}


def analyse_article(
    document: Document,
    parses: Sequence[Parse],
    actors: Sequence[Sequence[ActorMention]],
    chances: Mapping[int, float],
) -> AnalysedArticle:
    """Put together what the stages found; `actors` is aligned with `parses`, `chances` tell what triage found."""
    home, published = document.home_country, document.published
    sents = tuple(
        AnalysedSentence(n, parse, tuple(found), chances[parse.index], home, published)
        for n, (parse, found) in enumerate(zip(parses, actors, strict=True))
    )
    return AnalysedArticle(document, sents)
