"""Tag a sentence's phrases by the lexicon, one letter each, so that rules can be patterns over a string of letters.

Pakistan's Federal Minister for Planning Ahsan Iqbal met    ->    C s M R f F N N x
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from streams.core.extraction.actors.words import Word, words_of
from streams.core.lexicon.countries import CAPITALS, DEMONYMS, PROPER, STATELESS
from streams.core.lexicon.organisations import INSTITUTIONS, ORGANISATIONS, REGIONS, Organisation
from streams.core.lexicon.roles import (
    CALENDAR,
    ENTERPRISES,
    GROUPS,
    HONORIFICS,
    MODIFIERS,
    NAME_LIKE,
    NOT_NAMES,
    PARTICLES,
    PORTFOLIO,
    ROLES,
    Group,
    Role,
)

Value: TypeAlias = str | tuple[str, str] | Organisation | Role | Group | None
"""A country's code, two of them, an organisation, a role, a group; None for words without a value."""

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
_AS_BODY = frozenset({Group.BODY, Group.INSTITUTION})
_BASED = frozenset(("based", "owned", "headquartered", "born", "registered", "listed"))
_MIN_CAPITALS = 4
_COUNTERPARTS = ("counterpart", "counterparts", "opposite number")
_PARTY = re.compile(r"[RDI]-[A-Z]")
_COMPOUND = re.compile(
    r"-(?:\w+ed|led|made|born|wide|style|era|run|like|held|\w+ing|bound|only|free|long|first|old|built|friendly|sized)$"
)
"""Words that begin with a name and are none: "UN-mediated"."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A phrase of the lexicon or a single word; offsets are into the sentence."""

    letter: str
    start: int
    end: int
    text: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence as tags; `letters[i]` is `tags[i].letter`."""

    text: str
    tags: tuple[Tag, ...]
    letters: str

    def slice(self, first: int, last: int) -> str:
        """Return the text from tag `first` to tag `last`, inclusive."""
        return self.text[self.tags[first].start : self.tags[last].end]


class Tagger:
    """Finds the phrases of the lexicon, and of `entries` (form -> letter and value), which go before it."""

    def __init__(self, entries: Mapping[str, tuple[str, Value]] | None = None) -> None:
        self._exact: dict[str, tuple[str, Value]] = {}
        self._folded: dict[str, tuple[str, Value]] = {}
        self._longest: dict[str, int] = {}
        self._fill()
        for form, entry in (entries or {}).items():
            self._add(form, entry, fold=False)

    def _fill(self) -> None:
        """Enter the whole lexicon; of equal forms the one entered last stays."""
        self._fill_title_words()
        for form, role in ROLES.items():
            self._add(form, (ROLE, role), fold=form.islower())
        for letter, table in (
            (REGION, REGIONS),
            (CAPITAL, CAPITALS),
            (INSTITUTION, INSTITUTIONS),
            (STATELESS_STATE, STATELESS),
            (DEMONYM, DEMONYMS),
            (COUNTRY, PROPER),
        ):
            self._add_all({form: (letter, value) for form, value in table.items()}, fold=False)
        capitals = {form.upper(): (COUNTRY, code) for form, code in PROPER.items() if len(form) >= _MIN_CAPITALS}
        self._add_all(capitals, fold=False)
        self._add_all({form: (ORGANISATION, body) for form, body in ORGANISATIONS.items()}, fold=False)
        self._add_all(dict.fromkeys(_COUNTERPARTS, (COUNTERPART, None)), fold=True)

    def _fill_title_words(self) -> None:
        for form, group in GROUPS.items():
            if group not in _AS_BODY:
                self._add(form, (GROUP, group), fold=form.islower())
        for letter, forms in ((MODIFIER, MODIFIERS), (PORTFOLIO_WORD, PORTFOLIO), (ENTERPRISE, ENTERPRISES)):
            self._add_all(dict.fromkeys(forms, (letter, None)), fold=True)
        for form in PORTFOLIO & set(GROUPS):  # "Minister for Refugees", but "the refugees"
            self._add(form, (GROUP, GROUPS[form]), fold=False)
        self._add_all(dict.fromkeys(HONORIFICS, (HONORIFIC, None)), fold=False)
        for form, group in GROUPS.items():
            if group in _AS_BODY:
                self._add(form, (BODY, group), fold=form.islower())

    def _add_all(self, entries: Mapping[str, tuple[str, Value]], *, fold: bool) -> None:
        for form, entry in entries.items():
            self._add(form, entry, fold=fold)

    def _add(self, form: str, entry: tuple[str, Value], *, fold: bool) -> None:
        words = [word.text for word in words_of(form)]
        key = " ".join(words)
        (self._folded if fold else self._exact)[key.lower() if fold else key] = entry
        first = words[0].lower()
        self._longest[first] = max(self._longest.get(first, 0), len(words))

    def tag(self, text: str) -> Tagged:
        """Return `text` as tags, longest phrases first."""
        words = words_of(text)
        tags: list[Tag] = []
        i = 0
        while i < len(words):
            length, (letter, value) = self._phrase(words, i) or (1, _single(words, i))
            start, end = words[i].start, words[i + length - 1].end
            tags.append(Tag(letter, start, end, text[start:end], value))
            i += length
        tags = list(_rename(tags))
        return Tagged(text, tuple(tags), "".join(tag.letter for tag in tags))

    def _phrase(self, words: list[Word], i: int) -> tuple[int, tuple[str, Value]] | None:
        longest = self._longest.get(words[i].text.lower(), 0)
        for length in range(min(longest, len(words) - i), 0, -1):
            key = " ".join(word.text for word in words[i : i + length]) if length > 1 else words[i].text
            entry = self._exact.get(key) or self._folded.get(key.lower())
            if entry:
                return length, entry
        return None


def _single(words: list[Word], i: int) -> tuple[str, Value]:
    """Return letter and value of a word that is no phrase of the lexicon."""
    letter = _letter(words, i)
    if letter == PARTY:
        return PARTY, "USA"
    first, hyphen, second = words[i].text.partition("-")
    code = _code(first) if hyphen else None
    if code is None:
        return letter, None
    if second in _BASED:
        return DEMONYM, code
    other = _code(second)
    return (PAIR, (code, other)) if other else (letter, None)


def _code(form: str) -> str | None:
    return PROPER.get(form) or DEMONYMS.get(form) or CAPITALS.get(form)


def _letter(words: list[Word], i: int) -> str:
    text = words[i].text
    low = text.lower()
    closed = _CLOSED.get(low)
    if closed:
        return OTHER if low == "'" and not (i and words[i - 1].text.endswith("s")) else closed
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


_NAME_PARTS = frozenset((NAME, INITIAL))
_KEEP = frozenset((NAME, INITIAL, HONORIFIC, ORGANISATION, INSTITUTION, "s", ","))


def _rename(tags: list[Tag]) -> Iterable[Tag]:
    """Places and title words that are also names are names beside a name: "Jordan Peterson", "Samantha Power"."""
    for i, tag in enumerate(tags):
        if tag.letter == REGION or (tag.letter not in _KEEP and tag.text in NAME_LIKE):
            before = tags[i - 1].letter if i else OTHER
            after = tags[i + 1].letter if i + 1 < len(tags) else OTHER
            if _stands_in_name(tag.letter, before, after):
                yield Tag(NAME, tag.start, tag.end, tag.text)
                continue
        yield tag


def _stands_in_name(letter: str, before: str, after: str) -> bool:
    if letter == ROLE:  # "Stephen King", but not "King Salman"
        return before in _NAME_PARTS and after not in _NAME_PARTS
    if before in _NAME_PARTS:
        return after not in (ROLE, PORTFOLIO_WORD, GROUP, BODY) or (
            letter == PORTFOLIO_WORD and after not in (ROLE, BODY)
        )
    return (
        after in _NAME_PARTS and before not in (MODIFIER, DEMONYM) and letter not in (PORTFOLIO_WORD, MODIFIER, MONTH)
    )
