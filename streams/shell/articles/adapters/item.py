"""What an adapter yields: where something stood, and what it is."""

from dataclasses import dataclass
from typing import NamedTuple

from schemas.article import Article
from streams.core.edge import Reject


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article stood: a file (or "-"), and the line or the place in an array, both counted from 1."""

    file: str
    line: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        """Name the place as compilers do, so that editors can jump to it."""
        if self.line is not None:
            return f"{self.file}:{self.line}"
        return self.file if self.item is None else f"{self.file}[{self.item}]"


class Item(NamedTuple):
    """One article, or one reason why there is none."""

    origin: Origin
    read: Article | Reject
