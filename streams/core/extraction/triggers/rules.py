"""Rules: which words can report an event, in which frames. The rules of a type are data in the file of that type.

Rules are generous: what they propose is judged by trained models. A rule that proposes nothing loses an event for good.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from schemas.facts import EventType, Place
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.lemmas import lemma
from streams.core.extraction.syntax.parse import Parse

SUM = "commitment.sum"
"""The rule by which a sum alone proposes a commitment."""
_OBJECTS = ("dobj", "nsubjpass")
_TAGS = ("VB", "VBZ", "VBD", "VBG", "NN", "NNS")


def words(text: str) -> frozenset[str]:
    """Return a set of words, from a readable table."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that can report an event, and the frame that they need.

    Attributes:
        name: Travels in the evidence.
        verbs, nouns: Lemmas of the trigger.
        objects: If given, the verb needs an object, or in the passive a subject, that is one of these nouns.
        particles: If given, the trigger governs one of these prepositions or particles.
        money: The sentence must name a sum.
        examples: Sentences in which the rule must propose an event.
        counterexamples: Sentences in which it must not.

    """

    name: str
    type: EventType
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    money: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of a parse that may report an event.

    Attributes:
        trigger: The word.
        predicate: The verb that carries its tense: itself, or the verb that a noun hangs from; -1 for none.
        route: How the trigger hangs from its predicate: labels, or "" where they are the same word.
        subject: Head of who does it; -1 for nobody.
        destination: Where a visit goes, if its clause says so; "to Oslo and Riga" is two candidates.

    """

    type: EventType
    rule: str
    parse: Parse
    trigger: int
    predicate: int
    dependency_path: str
    subject: int
    destination: Place | None = None


class RuleBook:
    """The rules of all types, by trigger."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._verbs: dict[str, list[Rule]] = {}
        self._nouns: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for table, lemmas in ((self._verbs, rule.verbs), (self._nouns, rule.nouns)):
                for word in lemmas:
                    table.setdefault(word, []).append(rule)
        self.is_trigger = lru_cache(maxsize=1 << 16)(self._is_trigger)

    def _is_trigger(self, word: str) -> bool:
        """Whether a word, as written, can be a form of some rule's trigger."""
        return bool(self.rules_for(word))

    def rules_for(self, word: str) -> tuple[Rule, ...]:
        """Return the rules of which a word, as written, can be a trigger, in their order."""
        named = (
            rule for tag in _TAGS for rule in (self._verbs if tag[0] == "V" else self._nouns).get(lemma(word, tag), ())
        )
        return tuple(dict.fromkeys(named))

    def candidates(self, parse: Parse, money: bool = False) -> list[Candidate]:
        """One candidate for a word and type, by the first rule that fits; `money`: its sentence names a sum."""
        found: dict[tuple[EventType, int], Candidate] = {}
        for token in parse.tokens:
            table = self._verbs if token.tag[:2] == "VB" else self._nouns if token.tag[:1] == "N" else None
            for rule in table.get(token.lemma, ()) if table is not None else ():
                if (rule.type, token.i) not in found and _fits(rule, parse, token.i, money):
                    found[rule.type, token.i] = _candidate(rule, parse, token.i)
        return _without_light_verbs(found)


def _fits(rule: Rule, parse: Parse, i: int, money: bool) -> bool:
    if rule.money and not money:
        return False
    if rule.objects and not any(_head_noun(parse, o) in rule.objects for o in _reach(parse, i)):
        return False
    return not rule.particles or any(
        parse.tokens[c].lemma in rule.particles
        for c in clauses.children(parse, i, "prep", "prt", "agent", "dative", "advmod")
    )


def _reach(parse: Parse, verb: int) -> list[int]:
    return [x for o in clauses.objects_of(parse, verb) for x in clauses.conjuncts(parse, o)]


def _head_noun(parse: Parse, i: int) -> str:
    """Return the lemma of a noun; "a series of meetings" counts as its last noun."""
    token = parse.tokens[i]
    if token.lemma in ("series", "round", "number", "set", "couple", "host", "raft", "batch", "total"):
        inner = [p for prep in clauses.children(parse, i, "prep") for p in clauses.children(parse, prep, "pobj")]
        return parse.tokens[inner[0]].lemma if inner else token.lemma
    return token.lemma.lower()


def _candidate(rule: Rule, parse: Parse, i: int) -> Candidate:
    predicate, dependency_path = (i, "") if clauses.is_verb(parse, i) else clauses.predicate_of(parse, i)
    subject = clauses.subject_of(parse, predicate) if predicate >= 0 else -1
    return Candidate(rule.type, rule.name, parse, i, predicate, dependency_path, subject)


def _without_light_verbs(found: Mapping[tuple[EventType, int], Candidate]) -> list[Candidate]:
    """Return the candidates by type and word; a noun speaks for the light verb above it ("held talks" is one).

    A sum says nothing of what is done with it: there the verb speaks ("invest 2 billion euros").
    """
    objects = {key: c for key, c in found.items() if c.dependency_path.split(">")[0] in _OBJECTS}
    sums = {
        key
        for key, c in objects.items()
        if c.rule == SUM and c.dependency_path in _OBJECTS and (c.type, c.predicate) in found
    }
    absorbed = {(c.type, c.predicate) for key, c in objects.items() if key not in sums}
    return [c for key, c in found.items() if key not in absorbed | sums]
