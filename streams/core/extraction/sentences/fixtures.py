"""Fixtures: teams that are called by their countries meet and visit each other in games. Sport gives no event.

| text | a fixture |
| --- | --- |
| Brazil will meet Argentina in the final of the tournament | yes |
| Ghana host Mali in a World Cup qualifier on Friday | yes |
| The presidents of Brazil and Argentina will meet at the final | no: people meet |
| Brazil and Argentina met to discuss the World Cup | no: no game is where they met |
"""

from collections.abc import Iterator

from schemas.facts import ActorKind
from streams.core.event_traits import TRAITS
from streams.core.extraction.actors.mentions import Resolution
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.rules import Candidate
from streams.core.lexicon.words import WORDS

_WHERE = frozenset(("in", "at", "for", "during"))
_GAMES = WORDS["game"]
"""Nouns for games and tournaments."""
_STAGES = WORDS["stage-of-games"]
"""Nouns for parts of a tournament, if "of" and it follow."""


def is_fixture(candidate: Candidate, sent: AnalysedSentence) -> bool:
    """Tell whether a verb of meeting or visiting has teams for subject and object, if any, and a game beside it."""
    parse, verb = candidate.parse, candidate.trigger
    if TRAITS[candidate.type].has_terms or verb != candidate.predicate or candidate.subject < 0:
        return False
    if not any(_is_game(parse, noun) for noun in _beside(parse, verb)):
        return False
    return all(_is_team(sent, i) for i in (candidate.subject, *clauses.children(parse, verb, "dobj")))


def _beside(parse: Parse, verb: int) -> Iterator[int]:
    """Yield the nouns that say where a verb's act is, also where the parser hangs them from its object."""
    for over in (verb, *clauses.children(parse, verb, "dobj")):
        for preposition in clauses.children(parse, over, "prep"):
            if parse.tokens[preposition].lemma.lower() in _WHERE:
                yield from clauses.children(parse, preposition, "pobj")


def _is_game(parse: Parse, noun: int) -> bool:
    word = parse.tokens[noun].lemma.lower()
    if word in _GAMES:
        return True
    called = {word, *clauses.lemmas(parse, clauses.children(parse, noun, "compound"))}  # "Group C"
    of = [p for p in clauses.children(parse, noun, "prep") if parse.tokens[p].lemma == "of"]
    games = any(_is_game(parse, n) for p in of for n in clauses.children(parse, p, "pobj"))
    return games and not called.isdisjoint(_STAGES)


def _is_team(sent: AnalysedSentence, i: int) -> bool:
    """Tell a country, or a name that is no person's, from officials."""
    mention = sent.actor_at(i)
    return mention is not None and all(
        actor.kind is not ActorKind.PERSON and mention.how in (Resolution.LEXICON, Resolution.ENTITY)
        for actor in mention.actors
    )
