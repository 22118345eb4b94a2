"""Which articles a newer extractor has to read again, and which record of the log says what they say.

What is kept of an article names the revision that holds and the extractor that read it, so the table of readings is
itself the record of how far a re-reading has come: interrupted and planned again, it leaves out what is done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.mention import Version
from streams.core.state.readings import Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """What matters here of a reading."""

    version: Version
    withdrawn: bool

    @property
    def order(self) -> tuple[int, bool, int]:
        """Ranks as `readings.join` does."""
        return self.version.revision, self.withdrawn, self.version.extractor


@dataclass(frozen=True, order=True, slots=True)
class LogPosition:
    """Where a record stands in `articles`, ordered by when it was ingested."""

    timestamp: int
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class LoggedRevision:
    """A record of `articles` that can be read as an article."""

    article_id: str
    revision: int
    withdrawn: bool
    place: LogPosition


def newest(readings: Iterable[Reading]) -> dict[str, Kept]:
    """Return what holds of each article, by id, of all states of the table of readings in any order."""
    kept: dict[str, Kept] = {}
    for reading in readings:
        found = Kept(reading.version, reading.withdrawn)
        before = kept.get(reading.article_id)
        if before is None or found.order > before.order:
            kept[reading.article_id] = found
    return kept


def stale(kept: Mapping[str, Kept], ordinal: int) -> dict[str, int]:
    """Return the revision that has to be read again of each article that an extractor below `ordinal` read.

    A withdrawn article says nothing, whichever extractor reads it.
    """
    return {
        name: each.version.revision
        for name, each in kept.items()
        if each.version.extractor < ordinal and not each.withdrawn
    }


def choose(wanted: Mapping[str, int], log: Iterable[LoggedRevision]) -> dict[str, LogPosition]:
    """Return the place of the record to read again of each wanted article; those that the log lost are left out.

    One revision says one thing: of several records of it the first that was ingested.
    """
    chosen: dict[str, LogPosition] = {}
    for each in log:
        if each.withdrawn or wanted.get(each.article_id) != each.revision:
            continue
        chosen[each.article_id] = min(each.place, chosen.get(each.article_id, each.place))
    return chosen
