"""The words of a sentence for which rules look, as triage sees them: without grammar."""

import re

from streams.core.explanation.values import Trigger
from streams.core.extraction.triggers.rules import RuleBook
from streams.core.text.model import Sentence

_WORDS = re.compile(r"[A-Za-z][a-z]*(?:-[a-z]+)*")


def triggers_in(sentence: Sentence, book: RuleBook) -> tuple[Trigger, ...]:
    """Return the words that can report an event, with the rules that they are a trigger of."""
    return tuple(
        Trigger(
            start=sentence.start + word.start(),
            end=sentence.start + word.end(),
            word=word[0],
            rules=tuple(rule.name for rule in book.rules_for(word[0])),
        )
        for word in _WORDS.finditer(sentence.text)
        if book.is_trigger(word[0])
    )
