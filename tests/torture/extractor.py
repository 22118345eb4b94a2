"""The fake extractor in several releases: a line may say which of them see it.

visit PAK CHN 2024-05-08 energy         every release
2+ visit PAK CHN 2024-05-08 energy      the second release and later ones
1- visit PAK CHN 2024-05-08 energy      the first release only
"""

import re
from collections.abc import Sequence

from schemas.article import Article
from streams.core.extraction.model import Extraction, ExtractorVersion
from streams.shell.stream.pool import Extracts
from tests.broker.fake_extractor import FakeExtractor

TAGGED = re.compile(r"^(\d)([+-]) (.*)$", re.MULTILINE)


class Release:
    """Reads what its release sees; offsets are those of the whole text."""

    def __init__(self, ordinal: int) -> None:
        self._ordinal = ordinal

    def extract(self, articles: Sequence[Article]) -> list[Extraction]:
        return FakeExtractor().extract([a.model_copy(update={"text": self._seen(a.text)}) for a in articles])

    def _seen(self, text: str) -> str:
        return TAGGED.sub(self._untagged, text)

    def _untagged(self, line: re.Match[str]) -> str:
        bound, direction, rest = int(line[1]), line[2], line[3]
        seen = self._ordinal >= bound if direction == "+" else self._ordinal <= bound
        return f"\n\n\n{rest}" if seen else line[0].upper()


def version(ordinal: int) -> ExtractorVersion:
    return ExtractorVersion("fake", str(ordinal), ordinal)


def load(ordinal: int) -> tuple[Extracts, ExtractorVersion]:
    return Release(ordinal), version(ordinal)
