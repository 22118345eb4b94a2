"""Speakers of quotations and releases: whom "I" and "we" refer to.

| text | who speaks |
| --- | --- |
| "I will go," Mr Odinga told reporters. | the subject of the verb of saying |
| "I will go." | in quotation marks without a verb: who the sentence before was about |
| Statement by President Odinga: I will go. | in a release of a government who the headline names, else it |
"""

import re
from collections.abc import Sequence

from schemas.facts import Actor, ActorKind
from streams.core.extraction.actors.alignment import Tokens
from streams.core.extraction.actors.mentions import ActorMention
from streams.core.lexicon.countries import OFFICIAL
from streams.core.lexicon.roles import SPEAKING
from streams.core.text.model import Document, Sentence

FIRST_PERSON = frozenset(("i", "me", "my", "we", "us", "our"))
_THIRD_PERSON = frozenset(("he", "she"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_MARK = re.compile(r'["“”]|\'\'|``')
_OPENING = frozenset(("“", "``"))
_BY = re.compile(
    r"\b(?:statement|remarks|message|letter|speech|address|op-ed|opinion)\b.{0,30}?\b(?:by|from|of)\b", re.IGNORECASE
)
_MOST_BACK = 12
"""Sentences of a paragraph before one in which a quotation may have begun."""


class Speech:
    """Tells what of a document is quoted, and who speaks in the rest of it."""

    def __init__(self, document: Document, publisher: str | None) -> None:
        """Read a document that the government of the country `publisher` publishes, None if none does."""
        self._sentences = document.sentences
        self._by_headline = bool(_BY.search(document.title))
        self.author = (
            Actor(name=OFFICIAL[publisher], kind=ActorKind.GOVERNMENT, country=publisher, inferred=True)
            if publisher
            else None
        )

    def name_author(self, headline: Sequence[Actor]) -> None:
        """Take who is named first in a headline such as "Remarks by ..." for the author."""
        people = [actor for actor in headline if actor.kind is ActorKind.PERSON]
        if self.author and self._by_headline and people and people[0].country == self.author.country:
            self.author = people[0]

    def is_quoted(self, tokens: Tokens, i: int) -> bool:
        """Tell whether a token stands in quotation marks; they may have been opened earlier in its paragraph."""
        sentence = tokens.parse.sentence
        inside = self._begins_quoted(tokens.parse.index)
        return _quoted(sentence.text[: tokens.parse.tokens[i].start - sentence.start], inside=inside)

    def _begins_quoted(self, index: int) -> bool:
        inside, paragraph = False, self._sentences[index].paragraph
        for sentence in _of_paragraph(self._sentences[max(0, index - _MOST_BACK) : index], paragraph):
            inside = _quoted(sentence.text, inside=inside)
        return inside


def _of_paragraph(sentences: Sequence[Sentence], paragraph: int) -> list[Sentence]:
    return [sentence for sentence in sentences if sentence.paragraph == paragraph]


def _quoted(text: str, *, inside: bool) -> bool:
    """Tell whether a quotation is open after `text`, if one was (`inside`) or was not open before it."""
    for mark in _MARK.findall(text):
        inside = mark in _OPENING or (mark == '"' and not inside)
    return inside


def said_by(tokens: Tokens, named: Sequence[ActorMention]) -> ActorMention | None:
    """Return the subject of the sentence's verb of saying."""
    return next((m for m in named if _speaks(tokens, m.head)), None)


def he_says(tokens: Tokens) -> int | None:
    """Return the position of a "he" or "she" that is the subject of a verb of saying."""
    found = (t.i for t in tokens.parse.tokens if t.text.lower() in _THIRD_PERSON and _speaks(tokens, t.i))
    return next(found, None)


def _speaks(tokens: Tokens, i: int) -> bool:
    top = tokens.first_conjunct(i)
    return tokens.dep(top) in _SUBJECTS and tokens.governor(top) in SPEAKING
