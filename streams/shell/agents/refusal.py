"""How an agent puts a record aside that it cannot process, and when it must not any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemas.topics import ARTICLES, DEAD_LETTERS
from streams.core.edge import decode, known_articles
from streams.core.edge.refusals import RefusalLimits, RefusalRun, follow
from streams.shell.errors import CommuniqueError
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records import dead_letters
from streams.shell.records.cloudevents import cause, origin
from streams.shell.records.dead_letters import Refusal
from streams.shell.records.record import Delivery, ProducerRecord
from streams.shell.stream import processing_log


class Malformed(StrEnum):
    """Why a record of our own topics was refused; a bounded list, it labels a metric."""

    RECORD = "malformed-record"


@dataclass(frozen=True, slots=True)
class MalformedDelivery:
    """A record that only we should have written, but is not what its topic carries."""

    detail: str
    reason: Malformed = Malformed.RECORD


class TooManyRefusalsError(CommuniqueError):
    """So much was refused that somebody has to look before more becomes dead letters, where a limit is set."""


class UnfitReleaseError(CommuniqueError):
    """The release that runs refuses articles that every release must accept."""


def require_fit_release() -> None:
    """Raise UnfitReleaseError, which names the articles, unless this release accepts all known ones."""
    if faults := known_articles.refused(decode):
        raise UnfitReleaseError(
            f"this release refuses articles that every release must accept: {'; '.join(faults)}",
            "run the release of before; nothing was read",
        )


class RefusalBreaker:
    """Watches what an agent of this worker refuses."""

    def __init__(self, limits: RefusalLimits) -> None:
        self._limits = limits
        self._run = RefusalRun()

    @property
    def in_a_row(self) -> int:
        """Refusals since an article was last accepted."""
        return self._run.in_a_row

    def check(self, records: Sequence[ProducerRecord]) -> None:
        """Look at what follows from a batch. Raises TooManyRefusalsError, before any of it is sent, at a limit."""
        refused = [record for record in records if record.topic == DEAD_LETTERS.name]
        self._run, too_many = follow(self._run, (each.topic == DEAD_LETTERS.name for each in records), self._limits)
        if too_many is not None:
            last = dict(refused[-1].headers)
            why = f"{last[dead_letters.REASON].decode()}: {last[dead_letters.MESSAGE].decode()}"
            raise TooManyRefusalsError(
                f"{too_many}, so this release or a publisher is at fault; the last: {why}."
                " Nothing of the last batch was acknowledged or made a dead letter",
                "mend it and start the worker again; to let them through set COMMUNIQUE_REFUSALS_IN_A_ROW=0"
                " and COMMUNIQUE_REFUSALS_RATIO=0",
            )


def dead_letter(delivery: Delivery, refusal: Refusal, stage: str, metrics: Metrics) -> ProducerRecord:
    """Return the dead letter of a record: its bytes, its key, its headers, and where the article stood and why."""
    metrics.dead_letters.labels(stage, refusal.reason.value).inc()
    processing_log.refused(stage, delivery, refusal)
    place = origin(delivery) if isinstance(refusal, MalformedDelivery) else cause(delivery)
    topic, partition, offset = place.place.rsplit("/", 2)
    # Strangers write the headers of `articles`: nothing that a record there says of earlier failures is believed.
    earlier = [] if delivery.topic == ARTICLES.name else dead_letters.lineage(delivery.headers)
    headers = dead_letters.error_headers(refusal, topic, int(partition), int(offset), delivery.headers, earlier)
    return ProducerRecord(DEAD_LETTERS.name, delivery.key, delivery.value, tuple(headers))
