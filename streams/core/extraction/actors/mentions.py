"""Where a sentence names actors, and how each was recognised."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.facts import Actor


class Resolution(StrEnum):
    """How an actor was recognised."""

    TITLE = "title"
    """A role beside a name: "Foreign Minister Wang Yi"."""
    ENTITY = "entity"
    """The entity recogniser."""
    LEXICON = "lexicon"
    """A country, organisation or government metonym of the lexicon."""
    LINKED = "linked"
    """A later, shorter form of a name met before: "Wang"."""
    NOMINAL = "nominal"
    """A role or group that stands for an actor met before: "the Chinese foreign minister", "the two sides"."""
    PRONOUN = "pronoun"
    """He, she, they."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A place in a parse where one or more actors are named; plural nominals ("the two leaders") stand for several."""

    actors: tuple[Actor, ...]
    first: int
    """Index of its first token."""
    last: int
    """Index of its last token, inclusive."""
    head: int
    """Index of its syntactic head: where it hangs in the tree."""
    how: Resolution
