"""The tag set: a letter for each class of word or phrase, and the tag of a word that is not in the lexicon."""

import re
from typing import Final, TypeAlias

from schemas.facts import Actor
from streams.core.lexicon.countries import CAPITALS, DEMONYMS, PROPER
from streams.core.lexicon.organisations import Organisation
from streams.core.lexicon.roles import CALENDAR, NOT_NAMES, PARTICLES, Group, RoleEntry

Value: TypeAlias = str | tuple[str, str] | Organisation | Actor | RoleEntry | Group | None
"""A country's code or two, an organisation, an actor of the user's own, a role, a group; None for plain words."""

COUNTRY: Final = "C"
DEMONYM: Final = "D"
CAPITAL: Final = "K"
REGION: Final = "G"
ORGANISATION: Final = "O"
INSTITUTION: Final = "J"
ROLE: Final = "R"
COUNTERPART: Final = "L"
GROUP: Final = "S"
BODY: Final = "B"
STATELESS_STATE: Final = "Z"
MODIFIER: Final = "M"
PORTFOLIO_WORD: Final = "F"
HONORIFIC: Final = "H"
NAME: Final = "N"
INITIAL: Final = "I"
PAIR: Final = "Y"
"""Two countries in one word: "India-Pakistan"."""
ENTERPRISE: Final = "E"
"""A noun for a company before its name: "the Greek gas producer Energean"."""
PARTY: Final = "P"
"""A party and a state, as of US politicians: "R-Texas"."""
PARTICLE: Final = "p"
MONTH: Final = "m"
NUMBER: Final = "0"
OTHER: Final = "x"

_CLOSED_CLASSES = {
    "s": "'s '",
    ",": ",",
    "(": "(",
    ")": ")",
    "-": "- – — ‑",
    ".": '. ; : ! ? " “ ”',
    "o": "of",
    "f": "for on",
    "t": "to",
    "a": "and &",
    "d": "the a an this that these those",
    "i": "in at with",
    "r": "from",
    "h": "his her their its our",
    "w": "who which",
    "v": "is was are were",
    "q": "two both three four",
}
_CLOSED = {word: letter for letter, words in _CLOSED_CLASSES.items() for word in words.split()}
_BASED = frozenset(("based", "owned", "headquartered", "born", "registered", "listed"))
_PARTY = re.compile(r"[RDI]-[A-Z]")
_COMPOUND = re.compile(
    r"-(?:\w+ed|led|made|born|wide|style|era|run|like|held|\w+ing|bound|only|free|long|first|old|built|friendly|sized)$"
)
"""Words that begin with a name and are none: "UN-mediated"."""


def letter_of(word: str) -> tuple[str, Value]:
    """Return letter and value of a word that is no phrase of the lexicon."""
    letter = _letter(word)
    if letter == PARTY:
        return PARTY, "USA"
    first, hyphen, second = word.partition("-")
    code = _code(first) if hyphen else None
    if code is None:
        return letter, None
    if second in _BASED:
        return DEMONYM, code
    other = _code(second)
    return (PAIR, (code, other)) if other else (letter, None)


def _code(form: str) -> str | None:
    return PROPER.get(form) or DEMONYMS.get(form) or CAPITALS.get(form)


def _letter(text: str) -> str:
    low = text.lower()
    closed = _CLOSED.get(low)
    if closed:
        return closed
    if low in PARTICLES and not text[0].isupper():
        return PARTICLE
    if text[0].isdigit():
        return NUMBER
    if not text[0].isalpha():
        return OTHER
    if _PARTY.match(text):
        return PARTY
    if _COMPOUND.search(text):
        return OTHER
    if text[0].isupper() or low[:3] in ("al-", "el-", "ul-"):
        return _capitalised(text, low)
    return OTHER


def _capitalised(text: str, low: str) -> str:
    if low in CALENDAR:
        return MONTH
    if low in NOT_NAMES:
        return OTHER
    return INITIAL if text[-1] == "." and len(text) <= 2 else NAME
