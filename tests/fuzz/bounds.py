"""What must hold of any record and any article, however hostile, and in which time."""

import time
from dataclasses import dataclass, field

from schemas.article import MAX_TEXT_CHARS, Article
from streams.core.edge import Reject, decode
from streams.core.edge.encoding import Headers
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Extraction, Outcome

EDGE_SECONDS = 1.0
"""Processor time that a record of any size may cost at the edge."""
EXTRACTION_SECONDS = 2.0
SECONDS_PER_THOUSAND_CHARS = 1.0
"""Processor time that extraction may cost: ten times what the densest news text costs, for machines slower than ours.

Real news takes some 0.02 seconds for a thousand characters.
"""


@dataclass(slots=True)
class Slowest:
    """The input that took longest of all that were tried, as a share of what it was allowed."""

    tried: int = 0
    share: float = 0.0
    seconds: float = 0.0
    what: str = field(default="")

    def note(self, seconds: float, allowed: float, what: str) -> None:
        """Remember an input if it was the slowest so far. Raises AssertionError if it took longer than allowed."""
        self.tried += 1
        if seconds / allowed > self.share:
            self.share, self.seconds, self.what = seconds / allowed, seconds, what
        assert seconds <= allowed, f"{seconds:.2f} seconds of {allowed:g} allowed for {what}"


def tried_at_the_edge(value: bytes | None, headers: Headers, slowest: Slowest) -> Article | Reject:
    """Decode a record and check what must hold; returns what it was."""
    start = time.process_time()
    read = decode(value, headers)
    slowest.note(time.process_time() - start, EDGE_SECONDS, f"a record of {len(value or b''):,} bytes: {value!r:.100}")
    assert isinstance(read, Article | Reject)
    if isinstance(read, Article):
        assert len(read.text) <= MAX_TEXT_CHARS
        assert "\x00" not in read.text
        read.model_dump_json().encode("utf-8")
    else:
        assert read.detail.isprintable(), read
        assert len(read.detail) < 1_000
    return read


def tried_by(extractor: Extractor, article: Article, slowest: Slowest) -> Extraction:
    """Extract an article and check what must hold; returns what was found."""
    start = time.process_time()
    (found,) = extractor.extract([article])
    length = len(article.text)
    allowed = EXTRACTION_SECONDS + length / 1_000 * SECONDS_PER_THOUSAND_CHARS
    slowest.note(time.process_time() - start, allowed, f"a text of {length:,} characters: {article.text!r:.100}")
    assert isinstance(found.outcome, Outcome)
    for finding in found.findings:
        assert 0 <= finding.confidence <= 1
        for evidence in finding.evidence:
            assert article.text[evidence.start : evidence.end] == evidence.text
        finding.model_dump_json().encode("utf-8")
    return found
