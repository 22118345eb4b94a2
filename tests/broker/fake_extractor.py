"""An extractor without a parser: it reads events that the test wrote into the text, one a line.

visit PAK CHN 2024-05-08 energy,trade
visit PAK CHN 2024-05-08 energy planned
"""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from schemas.article import Article, ArticleStatus
from schemas.facts import Actor, ActorKind, EventType, Place, Status
from schemas.mention import Evidence
from schemas.sectors import Sector
from streams.core.extraction.model import Extraction, ExtractorVersion, Finding, Outcome
from streams.shell.stream.pool import Extracts

VERSION = ExtractorVersion("fake", "1", 1)
ORDINAL = "FAKE_EXTRACTOR_ORDINAL"
"""Set for a worker of another release; from 2 on the extractor reads no agreements and every visit as of trade."""
DIE, HANG, FAIL = "die now", "hang now", "fail now"
DIE_ONCE = "Die once, unless there is "
"""Before the path of a file, which is made."""


class FakeExtractor:
    """Reads the lines; three other lines make it misbehave."""

    def __init__(self, ordinal: int = VERSION.ordinal) -> None:
        self.ordinal = ordinal

    def extract(self, articles: Sequence[Article]) -> list[Extraction]:
        return [self._read(article) for article in articles]

    def _read(self, article: Article) -> Extraction:
        if article.status is ArticleStatus.WITHDRAWN:
            return Extraction((), Outcome.WITHDRAWN, "en")
        _misbehave(article.text)
        findings = tuple(_finding(line, article.text) for line in article.text.splitlines() if line[:1].islower())
        if self.ordinal > 1:
            findings = tuple(_reread(each) for each in findings if each.type is not EventType.AGREEMENT)
        return Extraction(findings, Outcome.EVENTS if findings else Outcome.NOTHING_FOUND, "en")


def load() -> tuple[Extracts, ExtractorVersion]:
    ordinal = int(os.environ.get(ORDINAL, VERSION.ordinal))
    return FakeExtractor(ordinal), replace(VERSION, version=str(ordinal), ordinal=ordinal)


def _misbehave(text: str) -> None:
    if DIE in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if DIE_ONCE in text and not (mark := Path(text.partition(DIE_ONCE)[2].splitlines()[0])).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if HANG in text:
        time.sleep(3_600)
    if FAIL in text:
        raise ValueError("told to fail")


def _finding(line: str, text: str) -> Finding:
    kind, actor, recipient, day, sectors, *status = line.split()
    start = text.index(line)
    return Finding(
        type=EventType(kind),
        actors=(Actor(name=actor, kind=ActorKind.GOVERNMENT, country=actor),),
        recipients=(Actor(name=recipient, kind=ActorKind.GOVERNMENT, country=recipient),),
        place=Place(country=recipient),
        date=date.fromisoformat(day),
        status=Status(*status or ["happened"]),
        sectors=tuple(Sector(each) for each in sectors.split(",")),
        confidence=0.9,
        evidence=(Evidence(text=line, start=start, end=start + len(line), rule="fake"),),
    )


def _reread(finding: Finding) -> Finding:
    if finding.type is EventType.VISIT:
        return finding.model_copy(update={"sectors": (Sector.TRADE,)})
    return finding
