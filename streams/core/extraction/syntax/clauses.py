"""Grammar: what a parse says about one of its words. Labels are ClearNLP's, as spaCy's English models use them."""

from collections.abc import Iterable

from streams.core.extraction.syntax.parse import Parse

OBJECTS = ("dobj", "attr", "oprd", "dative")
_CLIMB = frozenset(
    {
        "pobj",
        "prep",
        "dobj",
        "nsubj",
        "nsubjpass",
        "conj",
        "attr",
        "compound",
        "appos",
        "pcomp",
        "nmod",
        "poss",
        "oprd",
        "agent",
    }
)
_NO_VERB = -1


def is_verb(parse: Parse, i: int) -> bool:
    """Whether a token is tagged as a verb."""
    return parse.tokens[i].tag[:2] == "VB"


def lemma_at(parse: Parse, i: int) -> str:
    """Return the lemma of a token; "" for none (-1)."""
    return parse.tokens[i].lemma if i >= 0 else ""


def predicate_of(parse: Parse, noun: int) -> tuple[int, str]:
    """Return the verb that a noun hangs from (-1 for none) and the labels on the way to it."""
    labels, i = [], noun
    for _ in range(6):
        token = parse.tokens[i]
        if token.dep not in _CLIMB or token.head == i:
            break
        labels.append(token.dep if token.dep != "prep" else f"prep:{token.lemma}")
        i = token.head
        if is_verb(parse, i):
            return i, ">".join(labels)
    return _NO_VERB, ">".join(labels)


def children(parse: Parse, i: int, *labels: str) -> list[int]:
    """Return the children of a token that carry one of the labels."""
    return [c for c in parse.children[i] if parse.tokens[c].dep in labels]


def subject_of(parse: Parse, verb: int) -> int:
    """Return the head of a verb's subject, its own or the one it shares with the verb above it; -1 for none."""
    i = verb
    for _ in range(5):
        own = children(parse, i, "nsubj", "nsubjpass", "csubj")
        if own:
            return _antecedent(parse, i, own[0])
        agent = [p for a in children(parse, i, "agent") for p in children(parse, a, "pobj")]
        if agent:
            return agent[0]
        token = parse.tokens[i]
        if token.head == i or token.dep not in (
            "conj",
            "xcomp",
            "advcl",
            "pcomp",
            "prep",
            "ccomp",
            "acl",
            "relcl",
            "dep",
            "pobj",
            "dobj",
        ):
            return _NO_VERB
        if token.dep in ("acl", "relcl"):
            return token.head
        i = token.head
    return _NO_VERB


def _antecedent(parse: Parse, verb: int, subject: int) -> int:
    """Return what "who" or "which" stands for: the noun that the relative clause hangs from."""
    token = parse.tokens[verb]
    if parse.tokens[subject].tag in ("WDT", "WP") and token.dep == "relcl":
        return token.head
    return subject


def objects_of(parse: Parse, verb: int) -> list[int]:
    """Heads of a verb's objects: direct ones, what it is said to be, and a passive's subject."""
    return children(parse, verb, *OBJECTS, "nsubjpass")


def auxiliaries(parse: Parse, verb: int) -> list[str]:
    """Lemmas of the auxiliaries and negations of a verb, in order: "will not have been" gives will, not, have, be."""
    return [parse.tokens[c].lemma for c in children(parse, verb, "aux", "auxpass", "neg")]


def lemmas(parse: Parse, tokens: Iterable[int]) -> set[str]:
    """Return the lemmas of tokens, in lower case."""
    return {parse.tokens[i].lemma.lower() for i in tokens}


def governors(parse: Parse, i: int) -> list[tuple[int, str]]:
    """Return the verbs above a word, nearest first, each with the label by which the word's clause hangs from it."""
    found: list[tuple[int, str]] = []
    for _ in range(12):
        token = parse.tokens[i]
        if token.head == i:
            break
        if is_verb(parse, token.head):
            found.append((token.head, token.dep))
        i = token.head
    return found


def conjuncts(parse: Parse, i: int) -> list[int]:
    """Return a word and what is joined to it by "and"."""
    found, queue = [], [i]
    while queue:
        head = queue.pop()
        found.append(head)
        queue += children(parse, head, "conj")
    return sorted(found)


def first_conjunct(parse: Parse, i: int) -> int:
    """Return the first of the joined words that a word belongs to: Washington for "Washington and Seoul"."""
    while parse.tokens[i].dep == "conj" and parse.tokens[i].head < i:
        i = parse.tokens[i].head
    return i


def ancestors(parse: Parse, i: int) -> list[int]:
    """Return a word, the word that governs it, and so on to the root."""
    line = [i]
    while parse.tokens[i].head != i:
        i = parse.tokens[i].head
        line.append(i)
    return line


def path(parse: Parse, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the labels up from `start` to what governs both, and down to `end`; prepositions with their word."""
    if (start, end) not in parse.paths:
        parse.paths[start, end] = _path(parse, start, end)
    return parse.paths[start, end]


def _path(parse: Parse, start: int, end: int) -> tuple[list[str], list[str]]:
    up, down = ancestors(parse, start), ancestors(parse, end)
    while up and down and up[-1] == down[-1]:
        del up[-1], down[-1]
    return [_label(parse, i) for i in up], [_label(parse, i) for i in reversed(down)]


def _label(parse: Parse, i: int) -> str:
    token = parse.tokens[i]
    return f"{token.dep}:{token.lemma}" if token.dep in ("prep", "agent", "pcomp", "dative") else token.dep
