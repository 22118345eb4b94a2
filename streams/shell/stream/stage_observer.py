"""What a worker tells of one of its stages: health, metrics, heartbeats, and a log line for each batch."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from streams.shell.engine.batches import Batch
from streams.shell.monitoring.health import Health
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records.cloudevents import ages
from streams.shell.records.record import Delivery
from streams.shell.stream import heartbeat, processing_log


class StageObserver:
    """Observes one stage; it changes nothing of what the stage does."""

    def __init__(self, stage: str, metrics: Metrics, health: Health) -> None:
        self._stage = stage
        self._metrics = metrics
        self._health = health
        metrics.heartbeat.labels(stage)  # so that the series is there before the first heartbeat

    def begin(self, waiting: Callable[[], int]) -> None:
        """Note that the stage runs; `waiting` tells the number of records that wait for it."""
        self._metrics.queue_records.labels(self._stage).set_function(waiting)
        self._health.watch(self._stage, waiting)

    @contextmanager
    def observe(self, batch: Batch, heartbeats: Sequence[Delivery]) -> Iterator[None]:
        """Observe the handling of a batch until it is settled; nothing is said to be done of one that fails."""
        self._health.took(self._stage)
        with self._metrics.batch(self._stage, len(batch.deliveries)):
            yield
        self._health.settled(self._stage)
        heartbeat.note(heartbeats, self._stage, self._metrics)
        self._metrics.records_out.labels(self._stage).inc(len(batch.sent))
        for age in ages(batch.deliveries):
            self._metrics.latency.labels(self._stage).observe(age)
        processing_log.settled(self._stage, batch)
