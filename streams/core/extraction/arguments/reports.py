"""Reports: candidates that the models take for events, with who takes part; several may report one event."""

from dataclasses import dataclass, field
from functools import cached_property

from schemas.facts import ActorKind, EventType
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.phrases import Phrase, phrase_of
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import Features
from streams.core.extraction.sentences.analysed_sentence import CONTENT, AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.triggers.rules import Candidate

_WITH = frozenset({"prep:with", "prep:between", "dobj"})
"""Labels on the way from the word to partners: "met Mr Okoye", "talks with", "a deal between"."""
_BESIDE = frozenset({"prep:before", "prep:after", "prep:during"})
"""Labels above a word whose verb tells of something else: "after the talks he thanked Mr Okoye"."""
_NEAR_UP, _NEAR_DOWN = 2, 4
"""Steps up from the word and down to an actor within which it is named with the word."""
_WORDING = (
    "det:",
    "poss:",
    "route=",
    "quoted=",
    "kind=",
    "amod:",
    "compound:",
    "nummod:",
    "advmod:",
    "verb advmod:",
    "verb npadvmod:",
    "verb mark:",
)
_TELLING = ("tense=", "assertion=", "lemma=", "quoted")
_TURNS = ("tense=", "assertion=", "above0=", "aux=", "future", "plan")


@dataclass(frozen=True)
class Report:
    """One place in an article that reports an event."""

    candidate: Candidate
    sent: AnalysedSentence
    features: Features = field(repr=False)
    """What spoke for and against the candidate; the later models look at it again."""
    probability: float
    """That an event of the candidate's type is reported here."""
    parts: tuple[Participation, ...]

    @property
    def type(self) -> EventType:
        """The type of the event."""
        return self.candidate.type

    @property
    def trigger_offset(self) -> int:
        """Where the word that reports the event starts, in the sentence."""
        return self.candidate.parse.tokens[self.candidate.trigger].start - self.sent.sentence.start

    @cached_property
    def frame(self) -> tuple[str, ...]:
        """The features without those of the sentence's words, which are the most: what is asked for by name is here."""
        return tuple(name for name in self.features if not name.startswith("has="))

    @cached_property
    def wording(self) -> tuple[str, ...]:
        """Features that tell a first report ("a visit") from one that takes it up ("the visit") or tells another."""
        return tuple(name for name in self.frame if name.startswith(_WORDING) and "&" not in name)

    @cached_property
    def as_first(self) -> tuple[str, ...]:
        """The same, as those of the first of two reports."""
        return tuple(f"first {name}" for name in self.wording)

    @cached_property
    def as_second(self) -> tuple[str, ...]:
        """The same, as those of the second of two reports."""
        return tuple(f"second {name}" for name in self.wording)

    @cached_property
    def tense(self) -> frozenset[str]:
        """The features of the verb's tense."""
        return frozenset(name for name in self.frame if name.startswith("tense="))

    @cached_property
    def turns(self) -> tuple[str, ...]:
        """The features that tell what is behind from what is to come."""
        return tuple(name for name in self.frame if name.startswith(_TURNS))

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The features that tell whether a report of this kind is told with a day, a place or a sum at all."""
        return tuple(name for name in self.frame if name.startswith(_TELLING) and "&" not in name)

    @cached_property
    def verb_form(self) -> str:
        """The tag and auxiliaries of the verb that carries the tense; "none" for none."""
        c = self.candidate
        if c.predicate < 0:
            return "none"
        return f"{c.parse.tokens[c.predicate].tag}:{'+'.join(clauses.auxiliaries(c.parse, c.predicate))}"

    @property
    def verb(self) -> str:
        """The lemma of the verb that carries the tense; "" for none."""
        return clauses.lemma_at(self.candidate.parse, self.candidate.predicate)

    @cached_property
    def phrase(self) -> Phrase:
        """What hangs from the word itself."""
        return phrase_of(self.candidate, self.sent)

    @cached_property
    def quoted(self) -> bool:
        """Whether the word stands in quotation marks."""
        return self.sent.quoted(self.candidate.trigger)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Lemmas of the common nouns, verbs and adjectives that hang from the word: what it is about."""
        parse, word = self.candidate.parse, self.candidate.trigger
        below = {self.candidate.predicate, *parse.subtree(word)} - {word, -1}
        return frozenset(parse.tokens[i].lemma.lower() for i in below if parse.tokens[i].tag in CONTENT)

    @cached_property
    def likely(self) -> tuple[Participation, ...]:
        """The parts that are more likely than not."""
        return tuple(p for p in self.parts if p.probability >= thresholds.PARTICIPANT)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of those who likely take part."""
        return frozenset(p.actor.name for p in self.likely)

    @cached_property
    def persons(self) -> frozenset[str]:
        """Names of the persons among them."""
        return frozenset(p.actor.name for p in self.likely if p.actor.kind is ActorKind.PERSON)

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries and organisations of those who likely take part."""
        return frozenset(p.actor.country for p in self.likely if p.actor.country)

    @cached_property
    def by_name(self) -> dict[str, float]:
        """For each actor within reach, by name, the probability that it takes part."""
        return {p.actor.name: p.probability for p in self.parts}

    @cached_property
    def partners(self) -> dict[str, float]:
        """For each actor that is named with the word, as whom one meets or signs with, the probability of its part."""
        return {
            p.actor.name: p.probability
            for p in self.parts
            if p.probability >= thresholds.PARTNER and self._names_with(p)
        }

    def _names_with(self, part: Participation) -> bool:
        mention = part.seen.mention
        if part.seen.step or mention is None:
            return False
        up, down = clauses.path(self.candidate.parse, self.candidate.trigger, mention.head)
        near = len(up) <= _NEAR_UP and len(down) <= _NEAR_DOWN
        return near and not _WITH.isdisjoint(down) and _BESIDE.isdisjoint(up)

    @cached_property
    def destination(self) -> frozenset[str]:
        """The country where the visit goes, if its clause says so."""
        place = self.candidate.destination
        return frozenset({place.country} if place and place.country else ())

    @cached_property
    def shares(self) -> dict[str, float]:
        """For each country and organisation, the probability of the part that one of its actors most likely has."""
        best: dict[str, float] = {}
        for part in self.parts:
            country = part.actor.country
            if country and part.probability > best.get(country, 0.0):
                best[country] = part.probability
        return best
