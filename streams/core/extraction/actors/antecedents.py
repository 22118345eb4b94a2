"""Coreference with earlier actors: "he", "she", "the two leaders", "both sides"."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from schemas.facts import Actor, ActorKind
from streams.core.extraction.actors.alignment import Tokens
from streams.core.extraction.actors.mentions import ActorMention, Resolution
from streams.core.extraction.actors.speech import FIRST_PERSON, Speech, he_says, said_by
from streams.core.lexicon.countries import is_country

_SINGULAR = frozenset(("he", "she", "him", "his", "her"))
_PLURAL_PRONOUNS = frozenset(("they", "them", "their"))
_PRONOUN_TAGS = frozenset(("PRP", "PRP$"))
_WITH = frozenset(("with", "between", "by"))
_MEETING = frozenset(("meet", "visit", "host", "receive", "join", "call", "phone", "telephone", "welcome"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_PEOPLE = r"leaders|ministers|presidents|prime ministers|foreign ministers|\w+ ministers|heads of state"
_PLURAL = re.compile(
    rf"\b(?:(?P<p>(?:(?:the )?(?:two|both|pair of) (?:\w+ )?|the )(?:{_PEOPLE}))"
    r"|(?P<s>(?:the )?(?:two|both|either) (?:neighbou?ring |friendly |brotherly )?"
    r"(?:sides?|countries|nations|governments|states|neighbou?rs|parties|peoples)|the sides|the parties|the two))\b",
    re.IGNORECASE,
)
_NATION = re.compile(r"\b[Tt]he (?:country|nation|kingdom|republic|island nation)\b")
_MEMORY = 24
"""How many actors back "the two leaders" may look."""


Memory: TypeAlias = dict[tuple[str, str | None], Actor]
"""Actors by name and country, the one named last at the end."""


class Antecedents:
    """The actors of a document in the order in which they were named."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._named: Memory = {}
        self._parties: Memory = {}
        self._focus: Actor | None = None
        self._pair: tuple[Actor, ...] = ()

    def pass_over(self, sightings: Iterable[tuple[Actor, ...]]) -> None:
        """Remember the actors of a sentence that is not parsed; its first person is taken for its subject."""
        actors = [actor for group in sightings for actor in group]
        first = next((actor for actor in actors if actor.kind is ActorKind.PERSON), None)
        self._focus = first or self._focus
        _keep(self._named, actors)

    def resolve(self, tokens: Tokens, mentions: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
        """Return `mentions` of a sentence with those of pronouns and plural nominals, from left to right."""
        named = sorted(mentions, key=lambda mention: (mention.first, -mention.last))
        found = list(named)
        found += self._plurals(tokens, named)
        found += self._nations(tokens, named)
        covered = {i for mention in found for i in range(mention.first, mention.last + 1)}
        found += [m for m in self._pronouns(tokens, named) if m.first not in covered]
        self._focus = self._subject(tokens, named) or self._focus
        parties = _distinct([a for m in named[::-1] if _takes_part(m, tokens) for a in m.actors[::-1]])
        self._pair = parties if len(parties) > 1 else self._pair
        _keep(self._named, [actor for mention in named for actor in mention.actors])
        _keep(self._parties, [actor for mention in named if _takes_part(mention, tokens) for actor in mention.actors])
        return tuple(sorted(found, key=lambda mention: (mention.first, -mention.last)))

    def _antecedent(self, tokens: Tokens, named: list[ActorMention], at: int) -> Actor | None:
        """Return who "he" is: the subject before it in its sentence, else who the last sentence was about."""
        people = [m for m in named if m.actors[0].kind is ActorKind.PERSON and m.last < at]
        subjects = [mention for mention in people if tokens.dep(mention.head) in _SUBJECTS]
        if subjects:
            return subjects[0].actors[0]
        return self._focus or (people[0].actors[0] if people else None)

    def _subject(self, tokens: Tokens, named: list[ActorMention]) -> Actor | None:
        people = [mention for mention in named if mention.actors[0].kind is ActorKind.PERSON]
        subjects = [mention for mention in people if tokens.dep(mention.head) in _SUBJECTS]
        chosen = subjects or people
        return chosen[0].actors[0] if chosen else None

    def _pronouns(self, tokens: Tokens, named: list[ActorMention]) -> Iterator[ActorMention]:
        for token in tokens.parse.tokens:
            if token.tag not in _PRONOUN_TAGS:
                continue
            word = token.text.lower()
            if word in _SINGULAR:
                actor = self._antecedent(tokens, named, token.i)
                if actor:
                    yield ActorMention((actor,), token.i, token.i, token.i, Resolution.PRONOUN)
            elif word in _PLURAL_PRONOUNS and self._pair:
                yield ActorMention(self._pair, token.i, token.i, token.i, Resolution.PRONOUN)
            elif word in FIRST_PERSON:
                actor = self._speaker(tokens, named, token.i)
                if actor:
                    yield ActorMention((actor,), token.i, token.i, token.i, Resolution.PRONOUN)

    def _speaker(self, tokens: Tokens, named: list[ActorMention], at: int) -> Actor | None:
        """Return who "I" is: who says so in this sentence, else who the last one was about, else the author."""
        if not self._speech.is_quoted(tokens, at):
            return self._speech.author
        outside = [m for m in named if not self._speech.is_quoted(tokens, m.head)]
        saying = said_by(tokens, outside)
        if saying:
            return saying.actors[0]
        he = he_says(tokens)
        return self._antecedent(tokens, outside, he) if he is not None else self._focus

    def _plurals(self, tokens: Tokens, named: list[ActorMention]) -> Iterator[ActorMention]:
        for match in _PLURAL.finditer(tokens.parse.sentence.text):
            span = tokens.span(*match.span())
            if span is None:
                continue
            before = [m for m in named if m.last < span[0]]
            if not match["p"]:
                before = [m for m in before if _takes_part(m, tokens)]
            pair = self._two([a for m in before for a in m.actors], people=bool(match["p"]))
            if len(pair) > 1:
                self._pair = pair
                yield ActorMention(pair, span[0], span[1], tokens.head(*span), Resolution.NOMINAL)

    def _nations(self, tokens: Tokens, named: list[ActorMention]) -> Iterator[ActorMention]:
        """Yield "the country" where it acts: the one named last."""
        for match in _NATION.finditer(tokens.parse.sentence.text):
            span = tokens.span(*match.span())
            if span and tokens.dep(tokens.head(*span)) in _SUBJECTS:
                before = [a for m in named if m.last < span[0] for a in m.actors]
                states = (
                    a
                    for a in [*self._named.values(), *before][::-1]
                    if a.kind is ActorKind.GOVERNMENT and is_country(a.country)
                )
                state = next(states, None)
                if state:
                    yield ActorMention((state,), span[0], span[1], tokens.head(*span), Resolution.NOMINAL)

    def _two(self, before: list[Actor], *, people: bool) -> tuple[Actor, ...]:
        """Return the last two actors of different countries; persons if persons are meant and there are two."""
        if not people:
            here = _distinct(before[::-1])
            parties = here if len(here) > 1 else self._pair or _distinct([*self._parties.values(), *before][::-1])
            return parties if len(parties) > 1 else _distinct([*self._named.values(), *before][::-1])
        persons = _distinct(
            [actor for actor in [*self._named.values(), *before][::-1] if actor.kind is ActorKind.PERSON]
        )
        return persons if len(persons) > 1 else ()


def _keep(memory: Memory, actors: Iterable[Actor]) -> None:
    """Put actors at the end of a memory that holds each once."""
    for actor in actors:
        key = (actor.name, actor.country)
        memory.pop(key, None)
        memory[key] = actor
    while len(memory) > _MEMORY:
        del memory[next(iter(memory))]


def _takes_part(mention: ActorMention, tokens: Tokens) -> bool:
    """Tell whether an actor stands where parties stand, not only as a place: subject, or after "with", "between"."""
    top = tokens.first_conjunct(mention.head)
    dep = tokens.dep(top)
    if dep == "dobj":
        return tokens.governor(top) in _MEETING
    return dep in _SUBJECTS or (dep == "pobj" and tokens.governor(top) in _WITH)


def _distinct(recent: list[Actor]) -> tuple[Actor, ...]:
    found: list[Actor] = []
    for actor in recent:
        if actor.country and all(actor.country != other.country for other in found):
            found.append(actor)
            if len(found) > 1:
                break
    return tuple(reversed(found))
