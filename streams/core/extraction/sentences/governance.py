"""What governs a word, and what that says of the event that the word speaks of: "refused to meet", "an offer of talks".

From a word the way leads to the one above it as long as that one still speaks of the event as such. "May agree to meet"
leads from "meet" to "agree", where "may" is found; "denied it after he met" leads nowhere from "met".
"""

from enum import StrEnum

from streams.core.extraction.sentences.modality import NEGATIONS
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse, Token
from streams.core.lexicon.words import WORDS


class Unasserted(StrEnum):
    """Why a trigger asserts no event."""

    NEGATED = "negated"
    POSSIBLE = "possible"
    WISHED = "wished"
    REQUESTED = "requested"
    OFFERED = "offered"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    HEARSAY = "hearsay"
    SUMMONS = "summons"


def _kinds(part_of_speech: str) -> dict[str, Unasserted]:
    return {word: kind for kind in Unasserted for word in WORDS.get(f"{kind}-{part_of_speech}", ())}


VERBS = _kinds("verb")
"""Verbs that keep what they govern from being so."""
SHADES = _kinds("adjective")
"""Adjectives and adverbs that do: "unlikely", "reportedly"."""
_NOUNS = _kinds("noun")
"""Nouns that do: "the possibility of a visit"."""
_WITH_PREPOSITION = _kinds("preposition")
"""Verbs that do with a preposition, joined by a plus: "ask for", "walk out"."""
_HOLDS, _HAPPENS, _BREAKS, _TRANSPARENT = (WORDS[n] for n in ("holding", "happening", "breaking", "transparent"))
_TAKES_UP = frozenset({"accept", "take", "reaffirm", "reiterate"})
_DEFINITE = frozenset({"the", "this", "that"})
_LINKS = frozenset({"of", "for", "to", "on", "about"})
"""Prepositions between such a noun and the event."""

Step = tuple[int, Unasserted | None]
"""The word above that still speaks of the event, -1 for none; and what is found out on the way."""
_END: Step = (-1, None)


def step(parse: Parse, i: int) -> Step:
    """Go one word up from word `i`."""
    token = parse.tokens[i]
    if token.head == i:
        return _END
    if token.dep in ("xcomp", "ccomp"):
        return _from_clause(parse, token)
    return _from_verb(parse, token) if clauses.is_verb(parse, i) else _from_noun(parse, token)


def _from_clause(parse: Parse, token: Token) -> Step:
    """Go up from what is refused, hoped, said: a report is asked no further, for only its content is the event."""
    above = parse.tokens[token.head]
    word, negated = above.lemma.lower(), not NEGATIONS.isdisjoint(clauses.lemmas(parse, parse.children[above.i]))
    kind = _of_verb(parse, above) if clauses.is_verb(parse, above.i) else SHADES.get(word, _NOUNS.get(word))
    if (kind is Unasserted.DENIED and negated) or _is_question(token, kind):  # "did not fail to sign"
        return _END
    if kind is Unasserted.OFFERED and above.tag == "VB":  # "will offer to pay": what it hangs from decides
        return above.i, None
    if kind is None and token.dep == "ccomp" and token.tag != "VB":
        return -1, _said_to_be(parse, above)
    return (above.i, None) if kind is None else (-1, kind)


def _of_verb(parse: Parse, verb: Token) -> Unasserted | None:
    """Return what a verb says of a clause, by itself or with a preposition: "called on them to meet"."""
    word, prepositions = verb.lemma.lower(), clauses.lemmas(parse, clauses.children(parse, verb.i, "prep"))
    joined = (_WITH_PREPOSITION.get(f"{word}+{preposition}") for preposition in sorted(prepositions))
    return VERBS.get(word) or next((kind for kind in joined if kind), None)


def _said_to_be(parse: Parse, verb: Token) -> Unasserted | None:
    """Return what "is unlikely" says of its subject."""
    adjectives = clauses.lemmas(parse, clauses.children(parse, verb.i, "acomp"))
    return next((kind for word, kind in SHADES.items() if word in adjectives), None)


def _is_question(token: Token, kind: Unasserted | None) -> bool:
    """Whether a clause is what was asked about, not what was asked for: "asked what they discussed"."""
    return kind is Unasserted.REQUESTED and token.dep == "ccomp" and token.tag in ("VBD", "VBZ", "VBN")


def _from_verb(parse: Parse, token: Token) -> Step:
    above = parse.tokens[token.head]
    if token.dep == "conj" and clauses.is_verb(parse, above.i) and _shares_helpers(parse, token):
        return above.i, None
    if token.dep == "acl" and token.tag != "VBN" and above.lemma.lower() in _NOUNS:
        return _from_named(parse, above)
    if token.dep == "acl" and "to" in clauses.auxiliaries(parse, token.i):
        return above.i, None
    if token.dep == "acl" and above.dep == "dobj" and parse.tokens[above.head].lemma in _BREAKS:
        return above.head, None
    return _from_preposition(parse, above) if token.dep == "pcomp" else _END


def _shares_helpers(parse: Parse, token: Token) -> bool:
    """Whether a verb after "and" has its helpers from the one before: "may go and meet", not "may go, and met"."""
    own = clauses.children(parse, token.i, "nsubj", "nsubjpass", "aux")
    return not own and token.tag == parse.tokens[token.head].tag


def _from_noun(parse: Parse, token: Token) -> Step:
    above = parse.tokens[token.head]
    word = above.lemma.lower()
    if token.dep in ("dobj", "nsubjpass") and word in VERBS:
        return _from_object(parse, token, VERBS[word])
    if token.dep == "nsubj" and word == "be":
        return -1, _said_to_be(parse, above)
    goes_on = {
        "dobj": word in _HOLDS,
        "nsubjpass": word in _HOLDS,
        "nsubj": word in _HAPPENS,
        "attr": word == "be",
        "conj": above.tag[:1] == "N",
    }
    if goes_on.get(token.dep, False):
        return above.i, None
    return _from_preposition(parse, above) if token.dep == "pobj" else _END


def _from_object(parse: Parse, token: Token, kind: Unasserted) -> Step:
    """Go up from what a verb keeps from being so; "the meeting that he requested" is known to be."""
    if kind is Unasserted.DENIED:
        return -1, kind
    if not _DEFINITE.isdisjoint(clauses.lemmas(parse, clauses.children(parse, token.i, "det"))):
        return _END
    will = kind is Unasserted.OFFERED and parse.tokens[token.head].tag == "VB"
    return (token.head, None) if will else (-1, kind)


def _from_preposition(parse: Parse, preposition: Token) -> Step:
    """Go up from a preposition: "asked for talks", "an offer of talks", "walked out of talks"."""
    above, word = parse.tokens[preposition.head], preposition.lemma.lower()
    if above.dep in ("prep", "advmod") and above.lemma in ("out", "away"):
        above, word = parse.tokens[above.head], above.lemma
    name = above.lemma.lower()
    if f"{name}+{word}" in _WITH_PREPOSITION:
        return -1, _WITH_PREPOSITION[f"{name}+{word}"]
    if above.tag[:1] == "N" and word in _LINKS and name in _NOUNS:
        return _from_named(parse, above)
    return (above.i, None) if word == "of" and name in _TRANSPARENT else _END


def _from_named(parse: Parse, noun: Token) -> Step:
    """End at a noun that governs the event; an invitation that was accepted is a plan, a wish reaffirmed a promise."""
    accepted = noun.dep == "dobj" and parse.tokens[noun.head].lemma in _TAKES_UP
    return _END if accepted else (-1, _NOUNS[noun.lemma.lower()])
