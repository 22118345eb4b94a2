"""Does a clause assert what it speaks of? Negation, plans, wishes, requests, offers, denials, conditions, reports.

The words are classes of governing verbs and nouns (GUIDE, conventions 4, 6 and 14); the models weigh the classes.
"""

from collections.abc import Iterator

from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.rules import words

GOVERNORS = {
    "wish": words(
        """hope want wish seek aim try attempt strive look wait long prefer need like love intend mean mull
        consider weigh ponder explore study"""
    ),
    "plan": words("plan schedule expect slate due set prepare arrange intend slate tip head gear"),
    "request": words(
        """urge call ask request demand appeal implore beg press pressure push invite encourage propose suggest
        recommend advise insist lobby petition tell order direct require instruct"""
    ),
    "offer": words("offer volunteer propose ready willing able prepared open available free"),
    "deny": words(
        """deny refuse reject rule fail decline refrain avoid oppose dismiss refute abandon skip miss boycott snub
        forgo prevent block forbid ban stop cancel postpone delay scrap shelve suspend call-off"""
    ),
    "doubt": words(
        """rumour rumor speculate doubt question allege claim believe think suspect appear seem suggest imply
        speculation reportedly"""
    ),
    "report": words(
        """say tell announce state declare report confirm add note reveal disclose write tweet explain stress"""
    ),
    "begin": words("begin start kick open embark continue resume wrap conclude end finish complete"),
    "praise": words(
        """welcome hail praise applaud commend thank appreciate recall remember cite mention refer describe
        criticise criticize condemn"""
    ),
    "able": words("agree manage continue help let allow enable make force get go come use"),
}  # fmt: skip
"""Classes of words that govern a clause or a noun."""
MODALS = frozenset({"could", "may", "might", "should", "can", "must", "ought"})
"""Helpers of a verb that tells what may or ought to be."""
_HYPOTHETICAL = MODALS | {"would"}
FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
"""Helpers of a verb that tells what is to come."""
CONDITIONS = frozenset({"if", "unless", "whether", "until", "once", "provided", "lest", "should"})
NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "without", "hardly", "nobody", "none"})
UNASSERTED = _HYPOTHETICAL | NEGATIONS
"""Helpers of a verb that does not say what is so."""
_UNREAL = words("no hypothetical future condition wish plan request offer deny doubt")
_OF_WORD = {word: name for name, group in GOVERNORS.items() for word in group}


def assertions(parse: Parse, trigger: int, predicate: int) -> Iterator[str]:
    """Names of what keeps a trigger from being plainly asserted; "plain" where nothing does."""
    found = {*_own(parse, trigger, predicate), *_above(parse, trigger)}
    yield from found
    yield f"assertion={'+'.join(sorted(found & _UNREAL)) or 'plain'}"


def _own(parse: Parse, trigger: int, predicate: int) -> Iterator[str]:
    for i in {trigger, predicate} - {-1}:
        for c in parse.children[i]:
            t = parse.tokens[c]
            word = t.lemma.lower()
            if word in NEGATIONS:
                yield "no"
            if t.dep == "aux" and word in _HYPOTHETICAL:
                yield "hypothetical"
            if t.dep == "aux" and word in FUTURE:
                yield "future"
            if t.dep in ("mark", "advmod") and word in CONDITIONS:
                yield "condition"
            if t.dep in ("amod", "compound", "advmod", "acomp", "oprd") and word in _OF_WORD:
                yield f"own {_OF_WORD[word]}"
    if predicate >= 0 and parse.tokens[predicate].tag == "VB" and "to" in clauses.auxiliaries(parse, predicate):
        yield "infinitive"
    if parse.tokens[-1].text == "?":
        yield "question"


def _above(parse: Parse, trigger: int) -> Iterator[str]:
    """Classes of the words on the way from the trigger to the root, and what their clauses add."""
    i, steps = trigger, 0
    while parse.tokens[i].head != i and steps < 8:
        dep, i, steps = parse.tokens[i].dep, parse.tokens[i].head, steps + 1
        token = parse.tokens[i]
        name = _OF_WORD.get(token.lemma.lower())
        if token.lemma == "without":
            yield "no"
        if name:
            yield name
            yield f"{name}:{dep.split(':')[0]}"
        if token.tag[:2] == "VB" and dep in ("xcomp", "ccomp", "dobj", "prep", "pobj", "advcl"):
            helpers = set(clauses.auxiliaries(parse, i))
            if helpers & NEGATIONS:
                yield "no above"
            if helpers & _HYPOTHETICAL:
                yield "hypothetical above"
            if helpers & FUTURE:
                yield "future above"
