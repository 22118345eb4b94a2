"""Sentences: the parsed sentences of an article, each with all that was found in it; what the models look at."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from streams.core.extraction.actors.mentions import ActorMention
from streams.core.extraction.learned.linear import bucket
from streams.core.extraction.syntax.parse import Parse
from streams.core.text.model import Sentence
from streams.core.values.amounts import find_amounts
from streams.core.values.dates import find_date_resolutions, find_dates
from streams.core.values.mentions import AmountMention, DateMention, PlaceMention
from streams.core.values.places import find_places, sets_the_scene
from streams.core.values.sectors import sectors_of
from streams.core.values.venues import Venue, find_venues

_WORDS = frozenset({"NN", "VB", "JJ", "MD", "RB", "IN"})
"""Beginnings of the tags of words that say something of a sentence as a whole."""
_FIRST_PERSON = frozenset({"i", "we", "our", "my", "us", "me"})
CONTENT = frozenset({"NN", "NNS", "VB", "VBD", "VBG", "VBN", "VBZ", "VBP", "JJ"})
_QUOTED = re.compile(r"[“\"](?:[^”\"]|\"(?=\w)){12,}(?:[”\"]|$)")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DATED = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|week|month|year|(?:19|20)\d\d|jan|feb|aug|sept|oct|nov|dec)\b"
)
"""In lower case, as the next: to search for either case takes three times as long."""
_MONEY = re.compile(
    r"[$€£¥₹₦]\s?\d|\b(?:million|billion|trillion|crore|lakh)s?\b|\b(?:usd|us\$|eur|rs\.?|pkr|inr|ksh|sh|shs|n)\s?\d"
)


@dataclass(frozen=True)
class AnalysedSentence:
    """One parsed sentence with its actors. What else it holds is found when it is asked for."""

    number: int
    """Its position among the parsed sentences of the article."""
    parse: Parse
    actors: tuple[ActorMention, ...]
    chance: float
    """How likely triage took it to tell an event."""
    home_country: str | None = field(repr=False, default=None)
    published: date | None = field(repr=False, default=None)

    @property
    def sentence(self) -> Sentence:
        """The sentence as published."""
        return self.parse.sentence

    @cached_property
    def amounts(self) -> tuple[AmountMention, ...]:
        """Sums of money, offsets into the sentence."""
        return tuple(find_amounts(self.sentence.text, self.home_country)) if self.has_money else ()

    @cached_property
    def places(self) -> tuple[PlaceMention, ...]:
        """Cities and countries, offsets into the sentence."""
        return tuple(find_places(self.sentence.text))

    @cached_property
    def scenes(self) -> tuple[PlaceMention, ...]:
        """Those of the places at which the sentence says that something is."""
        return tuple(m for m in self.places if m.place.country and sets_the_scene(self.sentence.text, m))

    @cached_property
    def venues(self) -> tuple[Venue, ...]:
        """Buildings and gatherings at which the sentence says that something is."""
        return tuple(find_venues(self.sentence.text, self.published))

    @cached_property
    def place_countries(self) -> frozenset[str]:
        """Countries in which the places lie that the sentence names."""
        return frozenset(m.place.country for m in self.places if m.place.country)

    @cached_property
    def cities(self) -> frozenset[str]:
        """Cities that the sentence names."""
        return frozenset(m.place.city for m in self.places if m.place.city)

    @cached_property
    def amount_values(self) -> frozenset[str]:
        """Sums that the sentence names, in whole units of their currency."""
        return frozenset(f"{m.amount:.0f} {m.currency}" for m in self.amounts)

    @cached_property
    def days(self) -> frozenset[str]:
        """Days that the sentence states, ISO."""
        found = find_dates(self.sentence.text, self.published) if self.has_date else ()
        return frozenset(str(mention.day) for mention in found)

    @cached_property
    def dates(self) -> tuple[tuple[DateMention, ...], ...]:
        """Dates that the sentence states, by `find_date_resolutions`, offsets into the sentence."""
        return find_date_resolutions(self.sentence.text, self.published)

    @cached_property
    def sectors(self) -> frozenset[str]:
        """Sectors that the sentence names."""
        return frozenset(sector.value for sector in sectors_of(self.sentence.text))

    @cached_property
    def content(self) -> frozenset[str]:
        """Lemmas of the sentence's common nouns, verbs and adjectives."""
        return frozenset(t.lemma.lower() for t in self.parse.tokens if t.tag in CONTENT)

    @cached_property
    def lexical(self) -> tuple[str, ...]:
        """Lemma of each token, lower case, "NNP" for proper names: which name it is, is not to be learned."""
        return tuple("NNP" if t.tag.startswith("NNP") else t.lemma.lower() for t in self.parse.tokens)

    @cached_property
    def other_names(self) -> frozenset[str]:
        """Words of proper names that are no actors': of projects, buildings, gatherings; in lower case."""
        acting = self._covering
        return frozenset(t.text.lower() for t in self.parse.tokens if t.tag[:3] == "NNP" and t.i not in acting)

    @cached_property
    def features(self) -> tuple[str, ...]:
        """Features of the sentence: they are the same for all of its candidates."""
        tokens = self.parse.tokens
        words = {t.lemma for t in tokens if t.tag[:2] in _WORDS and len(t.lemma) > 1}
        years = [int(t.text) for t in tokens if t.tag == "CD" and _YEAR.match(t.text)]
        back = [self.published.year - max(years)] if self.published and years else []
        return (
            f"actors={bucket(len(self.actors), 1, 2, 3, 5)}",
            f"countries={bucket(len(self.countries), 1, 2, 3)}",
            f"money={self.has_money}",
            f"date={self.has_date}",
            f"kind={self.sentence.kind.value}",
            f"length={bucket(len(tokens), 8, 15, 25, 40)}",
            *(f"year={min(3, max(-1, years_ago))}" for years_ago in back),
            *(f"has={word}" for word in words),
            *(["first person"] if any(t.lemma in _FIRST_PERSON for t in tokens) else []),
        )

    @cached_property
    def has_money(self) -> bool:
        """Whether the sentence looks as if it named a sum."""
        return bool(_MONEY.search(self.sentence.text.lower()))

    @cached_property
    def has_date(self) -> bool:
        """Whether the sentence looks as if it named a day or period."""
        return bool(_DATED.search(self.sentence.text.lower()))

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Spans in quotation marks, offsets into the sentence."""
        return tuple(m.span() for m in _QUOTED.finditer(self.sentence.text))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries and organisations that the actors of the sentence act for."""
        return frozenset(a.country for m in self.actors for a in m.actors if a.country)

    def token_at(self, offset: int) -> int:
        """Index of the token that holds an offset into the sentence."""
        return min(bisect_right(self._ends, self.sentence.start + offset), len(self.parse.tokens) - 1)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(t.end for t in self.parse.tokens)

    def quoted(self, i: int) -> bool:
        """Whether a token stands in quotation marks."""
        if not self.quotes:
            return False
        at = self.parse.tokens[i].start - self.sentence.start
        return any(start <= at < end for start, end in self.quotes)

    def actor_at(self, i: int) -> ActorMention | None:
        """Return the actor mention that covers a token; the longest, if several do."""
        return self._covering.get(i)

    @cached_property
    def _covering(self) -> dict[int, ActorMention]:
        """For each token that an actor mention covers, the longest of those that do; the first of equals."""
        covering: dict[int, ActorMention] = {}
        for mention in sorted(self.actors, key=lambda m: m.first - m.last):
            for i in range(mention.first, mention.last + 1):
                covering.setdefault(i, mention)
        return covering
