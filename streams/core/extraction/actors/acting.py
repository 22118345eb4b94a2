"""Metonymy: whether a capital, or an acronym, is an actor here. Most capitals are only places.

| text | whether the capital acts |
| --- | --- |
| Beijing said | subject of a verb of saying or giving |
| talks with Beijing | after "with", "for", "between", "by", "against" |
| Tokyo promised Hanoi a loan; lent Minsk $2 million | it receives |
| urged Tehran to talk | it is spoken to |
| a grant to Manila; pledged 20 trucks to Kyiv | what is given goes there; "sent troops to Kabul" is a place |
"""

from streams.core.extraction.actors import alphabet
from streams.core.extraction.actors.alignment import Tokens
from streams.core.extraction.actors.runs import is_acronym
from streams.core.lexicon.roles import ADDRESSING, GIFTS, GIVING, SAYING

METONYMS = frozenset((alphabet.CAPITAL, alphabet.REGION))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_WITH = frozenset(("with", "for", "between", "by", "against"))
_PARTNERED = _WITH | {"to", "from"}
_GIVEN = GIVING | GIFTS
_NOUN_TAGS = frozenset(("NNPS", "NNS"))


def acts(letter: str, head: int, tokens: Tokens) -> bool:
    """Capitals and regions act as subjects of verbs of saying and giving; demonyms as nouns ("the Russians")."""
    if letter in METONYMS:
        return _metonym(letter, head, tokens)
    if letter == alphabet.OTHER:
        return _acronym_acts(head, tokens)
    if letter == alphabet.ENTERPRISE:
        top = tokens.first_conjunct(head)
        return tokens.dep(top) in _SUBJECTS or (tokens.dep(top) == "pobj" and tokens.governor(top) in _PARTNERED)
    if letter == alphabet.DEMONYM:
        return tokens.tag(head) in _NOUN_TAGS or tokens.dep(head) in _SUBJECTS
    return True


def _acronym_acts(head: int, tokens: Tokens) -> bool:
    """Tell whether an unknown acronym stands where an actor stands: most are no bodies at all."""
    top = tokens.first_conjunct(head)
    if tokens.dep(top) in _SUBJECTS:
        return is_acronym(tokens.text(head)) or tokens.governor(top) in SAYING
    return tokens.dep(top) == "pobj" and tokens.governor(top) in _WITH and tokens.tag(top) == "NNP"


def _metonym(letter: str, head: int, tokens: Tokens) -> bool:
    top = tokens.first_conjunct(head)
    if tokens.dep(top) in _SUBJECTS:
        return tokens.governor(top) in SAYING
    if letter != alphabet.CAPITAL:
        return False
    return (tokens.dep(top) == "pobj" and tokens.governor(top) in _WITH) or _is_given(top, tokens)


def _is_given(top: int, tokens: Tokens) -> bool:
    """Tell a capital to which something is given or said."""
    dep, governor = tokens.dep(top), tokens.governor(top)
    if dep == "dobj":
        return governor in ADDRESSING
    preposition = tokens.parse.tokens[top].head
    if dep == "pobj" and tokens.text(preposition) == "to":  # of the "To" of headlines the parser makes too much
        return tokens.governor(preposition) in _GIVEN
    return dep == "dative" and governor in GIVING
