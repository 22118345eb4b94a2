"""Is a clause asserted? What is only possible, wished, asked for, offered, denied or hearsay gives no event.

Grammar decides before the models do, for all types alike, by the words that govern a trigger. What happened or is
firmly planned stays ("will meet", "agreed to meet"), and so does what another sentence asserts. docs/events.md says
what is no event.

| text | a meeting |
| --- | --- |
| The ministers may meet in May | no: possible |
| Peru asked for a meeting with Chile | no: asked for |
| Talks between Peru and Chile could lead to a deal | yes: it is what comes of them that is possible |
| He hopes for progress after a meeting with the premier | yes: it is the progress that is wished |
"""

from collections.abc import Iterator

from streams.core.extraction.sentences.governance import SHADES, VERBS, Unasserted, step
from streams.core.extraction.sentences.modality import FUTURE, MODALS, NEGATIONS
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.rules import Candidate
from streams.core.lexicon.words import WORDS

STEPS = 12
"""Words from a trigger upward that are looked at; more are a parse gone wrong."""
_ANNOUNCES = WORDS["announcing"]
_PURPOSES = WORDS["purpose-of-a-call"]
_IFS = frozenset({"if", "unless", "whether", "lest"})
_WILLS = FUTURE | {"would"}


def unasserted(candidate: Candidate) -> Unasserted | None:
    """Return what keeps a candidate's trigger from asserting an event; None where nothing in its sentence does."""
    return next(_reasons(candidate.parse, candidate.trigger), None)


def _reasons(parse: Parse, trigger: int) -> Iterator[Unasserted]:
    yield from _own(parse, trigger)
    i = trigger
    for _ in range(STEPS):
        yield from _shades(parse, i)
        if clauses.is_verb(parse, i):
            yield from _helpers(parse, i)
        i, reason = step(parse, i)
        if reason is not None:
            yield reason
        if i < 0:
            return


def _own(parse: Parse, trigger: int) -> Iterator[Unasserted]:
    """Judge words that name no event themselves: an invitation, a request, a summons, "announced it will not lift"."""
    word = parse.tokens[trigger].lemma
    if word == "invite":
        yield Unasserted.OFFERED
    if word == "summon":
        yield Unasserted.SUMMONS
    if VERBS.get(word) is Unasserted.REQUESTED and clauses.children(parse, trigger, "xcomp"):
        yield Unasserted.REQUESTED
    if word == "call" and _asks_for_more(parse, trigger):
        yield Unasserted.REQUESTED
    if word in _ANNOUNCES:
        for announced in clauses.children(parse, trigger, "ccomp"):
            yield from _helpers(parse, announced)


def _asks_for_more(parse: Parse, call: int) -> bool:
    """Whether "called on the minister to stop the raids"; to discuss them is a call's purpose."""
    on = not clauses.lemmas(parse, clauses.children(parse, call, "prep")).isdisjoint(("on", "upon"))
    deeds = clauses.lemmas(parse, clauses.children(parse, call, "xcomp"))
    return on and bool(deeds - _PURPOSES)


def _shades(parse: Parse, i: int) -> Iterator[Unasserted]:
    """Judge what describes a noun or verb: "no meeting", "a possible meeting", "reportedly met"."""
    around = clauses.lemmas(parse, parse.children[i])
    for child in clauses.children(parse, i, "det", "amod", "advmod", "acomp"):
        word = parse.tokens[child].lemma.lower()
        if word == "no":
            yield Unasserted.NEGATED
        if word in SHADES and "all" not in around:  # "all possible help" is help
            yield SHADES[word]


def _helpers(parse: Parse, verb: int) -> Iterator[Unasserted]:
    """Judge a verb's auxiliaries and conjunctions; "not only met" is no denial."""
    helpers = set(clauses.auxiliaries(parse, verb))
    beside = clauses.lemmas(parse, clauses.children(parse, verb, "advmod", "preconj"))
    if not helpers.isdisjoint(NEGATIONS) and "only" not in beside:
        yield Unasserted.NEGATED
    if parse.tokens[verb].lemma == "have" and "yet" in beside:  # "has yet to meet"
        yield Unasserted.NEGATED
    if helpers & MODALS:
        yield Unasserted.POSSIBLE
    depends = helpers & _WILLS and any(_is_condition(parse, c) for c in clauses.children(parse, verb, "advcl"))
    if depends or _is_condition(parse, verb):
        yield Unasserted.CONDITIONAL


def _is_condition(parse: Parse, verb: int) -> bool:
    return not _IFS.isdisjoint(clauses.lemmas(parse, clauses.children(parse, verb, "mark", "advmod")))
