"""The tagger: one letter for each phrase of the lexicon, so that a grammar can be patterns over a string of tags.

Pakistan's Federal Minister for Planning Ahsan Iqbal met    ->    C s M R f F N N x
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from schemas.facts import Actor
from streams.core.extraction.actors.alphabet import (
    BODY,
    CAPITAL,
    COUNTERPART,
    COUNTRY,
    DEMONYM,
    ENTERPRISE,
    GROUP,
    HONORIFIC,
    INITIAL,
    INSTITUTION,
    MODIFIER,
    MONTH,
    NAME,
    ORGANISATION,
    OTHER,
    PORTFOLIO_WORD,
    REGION,
    ROLE,
    STATELESS_STATE,
    Value,
    letter_of,
)
from streams.core.extraction.actors.words import Word, words_of
from streams.core.lexicon.countries import CAPITALS, DEMONYMS, PROPER, STATELESS
from streams.core.lexicon.organisations import INSTITUTIONS, ORGANISATIONS, REGIONS
from streams.core.lexicon.roles import (
    ENTERPRISES,
    GROUPS,
    HONORIFICS,
    MODIFIERS,
    NAME_LIKE,
    NOT_STATES,
    PORTFOLIO,
    ROLES,
    Group,
)

_AS_BODY = frozenset({Group.BODY, Group.INSTITUTION})
_MIN_CAPITALS = 4
_NO_PLACES = frozenset(("MALE",))
"""Words in capitals that are seldom the place of that name."""
_MOST_CHARS = 1_500
"""Characters of a sentence that are looked at; what is longer is a list or a table."""
_MOST_WORDS = 50_000
"""Words whose letters are remembered at a time."""
_COUNTERPARTS = ("counterpart", "counterparts", "opposite number")


class Tag(NamedTuple):
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
    """Finds the phrases of the lexicon, and those of `own` (form -> actor), which go before it."""

    def __init__(self, own: Mapping[str, Actor] | None = None) -> None:
        self._exact: dict[str, tuple[str, Value]] = {}
        self._folded: dict[str, tuple[str, Value]] = {}
        self._longer: dict[str, tuple[int, set[str]]] = {}
        """First word of a phrase of several -> words of the longest one, and the second words of all."""
        self._words: dict[str, tuple[set[str], str, Value]] = {}
        self._fill()
        self._add_all({form: (ORGANISATION, actor) for form, actor in (own or {}).items()}, fold=False)

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
        for letter, forms in ((CAPITAL, CAPITALS), (COUNTRY, PROPER)):
            in_capitals = {
                form.upper(): (letter, code)
                for form, code in forms.items()
                if len(form) >= _MIN_CAPITALS and form.upper() not in _NO_PLACES
            }
            self._add_all(in_capitals, fold=False)
        self._add_all({form: (ORGANISATION, body) for form, body in ORGANISATIONS.items()}, fold=False)
        self._add_all(dict.fromkeys(NOT_STATES, (OTHER, None)), fold=False)
        self._add_all(dict.fromkeys(_COUNTERPARTS, (COUNTERPART, None)), fold=True)

    def _fill_title_words(self) -> None:
        for form, group in GROUPS.items():
            if group not in _AS_BODY:
                self._add(form, (GROUP, group), fold=form.islower())
        for letter, forms in ((MODIFIER, MODIFIERS), (PORTFOLIO_WORD, PORTFOLIO), (ENTERPRISE, ENTERPRISES)):
            self._add_all(dict.fromkeys(forms, (letter, None)), fold=True)
        for form in PORTFOLIO & set(GROUPS):  # "Minister for Refugees", but "the refugees"
            if GROUPS[form] not in _AS_BODY:
                self._add(form, (GROUP, GROUPS[form]), fold=False)
        self._add_all(dict.fromkeys(HONORIFICS, (HONORIFIC, None)), fold=False)
        for form, group in GROUPS.items():
            if group in _AS_BODY:
                self._add(form, (BODY, group), fold=form.islower())

    def _add_all(self, entries: Mapping[str, tuple[str, Value]], *, fold: bool) -> None:
        for form, entry in entries.items():
            self._add(form, entry, fold=fold)

    def _add(self, form: str, entry: tuple[str, Value], *, fold: bool) -> None:
        words = [word for word, _, _ in words_of(form)]
        key = " ".join(words)
        (self._folded if fold else self._exact)[key.lower() if fold else key] = entry
        if len(words) > 1:
            longest, seconds = self._longer.get(words[0].lower(), (0, set()))
            seconds.add(words[1].lower())
            self._longer[words[0].lower()] = (max(longest, len(words)), seconds)

    def tag(self, text: str) -> Tagged:
        """Return `text` as tags, longest phrases first; of plain words in a row only the first has a tag."""
        words = words_of(text[:_MOST_CHARS])
        tags: list[Tag] = []
        i, count, before, renamed = 0, len(words), "", False
        while i < count:
            word, start, end = words[i]
            seconds, letter, value = self._words.get(word) or self._word(word)
            length = 1
            if seconds and i + 1 < count and words[i + 1][0].lower() in seconds:
                length, letter, value = self._phrase(words, i) or (1, letter, value)
                end = words[i + length - 1][2]
            elif word == "'" and text[start - 1 : start] != "s":
                letter = OTHER
            if letter != OTHER or before != OTHER:
                phrase = text[start:end] if length == 1 else " ".join(text[start:end].split())
                tags.append(Tag(letter, start, end, phrase, value))
                renamed = renamed or phrase in _RENAMED or letter == REGION
            before = letter
            i += length
        if renamed:
            tags = list(_rename(tags))
        return Tagged(text, tuple(tags), "".join([tag.letter for tag in tags]))

    def _word(self, word: str) -> tuple[set[str], str, Value]:
        """Return which words after a word may go on to a phrase, and its own letter and value."""
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        low = word.lower()
        _, seconds = self._longer.get(low, (0, set()))
        entry = self._exact.get(word) or self._folded.get(low) or letter_of(word)
        known = self._words[word] = (seconds, *entry)
        return known

    def _phrase(self, words: list[Word], i: int) -> tuple[int, str, Value] | None:
        longest, _ = self._longer[words[i][0].lower()]
        for length in range(min(longest, len(words) - i), 1, -1):
            key = " ".join([word for word, _, _ in words[i : i + length]])
            entry = self._exact.get(key) or self._folded.get(key.lower())
            if entry:
                return length, *entry
        return None


_OTHER_WORDS = frozenset(("He", "An", "So", "Do", "My", "To", "Jan", "April", "May", "June", "August"))
"""Family and given names that are also other words: "Vice Premier He Lifeng", "President Jan Bauer"."""
_RENAMED = _OTHER_WORDS | NAME_LIKE
_NAME_PARTS = frozenset((NAME, INITIAL))
_KEEP = frozenset((NAME, INITIAL, HONORIFIC, ORGANISATION, INSTITUTION, "s", ","))


def _rename(tags: list[Tag]) -> Iterable[Tag]:
    """Places and title words that are also names are names beside a name: "Jordan Peterson", "Samantha Power"."""
    for i, tag in enumerate(tags):
        if tag.text in _OTHER_WORDS and i and tags[i - 1].letter in (ROLE, HONORIFIC) and _before_name(tags, i):
            yield Tag(NAME, tag.start, tag.end, tag.text)
            continue
        if (tag.letter == REGION and " " not in tag.text) or (tag.letter not in _KEEP and tag.text in NAME_LIKE):
            before = tags[i - 1].letter if i else OTHER
            after = tags[i + 1].letter if i + 1 < len(tags) else OTHER
            if _stands_in_name(tag.letter, before, after):
                yield Tag(NAME, tag.start, tag.end, tag.text)
                continue
        yield tag


def _before_name(tags: list[Tag], i: int) -> bool:
    return i + 1 < len(tags) and tags[i + 1].letter == NAME


def _stands_in_name(letter: str, before: str, after: str) -> bool:
    if letter == ROLE:  # "Stephen King", but not "King Salman"
        return before in _NAME_PARTS and after not in _NAME_PARTS
    if letter == REGION and before == "o":  # "the mayor of Lagos Ade Bello"
        return False
    if before in _NAME_PARTS:
        return after not in (ROLE, PORTFOLIO_WORD, GROUP, BODY) or (
            letter == PORTFOLIO_WORD and after not in (ROLE, BODY)
        )
    return (
        after in _NAME_PARTS and before not in (MODIFIER, DEMONYM) and letter not in (PORTFOLIO_WORD, MODIFIER, MONTH)
    )
