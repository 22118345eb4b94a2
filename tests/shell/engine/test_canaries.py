"""We override and rely on internals of Faust, mode, aiokafka and kafka-python. Each is pinned here by its source.

If one of these fails after an upgrade: read what changed, see whether `streams/shell/engine` and
`streams/shell/broker/header_names.py` (kafka-python) still do what they say,
run the broker tests, and only then write the new fingerprint down.
"""

import hashlib
import inspect
from importlib.metadata import version
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.consumer.fetcher import Fetcher as AIOKafkaFetcher
from aiokafka.consumer.fetcher import PartitionRecords
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.producer.message_accumulator import BatchBuilder, MessageAccumulator
from aiokafka.producer.producer import AIOKafkaProducer
from aiokafka.producer.sender import Sender
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import _MemoryRecordsPy
from faust.agents.agent import Agent
from faust.app.base import App
from faust.serializers.schemas import Schema
from faust.tables.base import Collection
from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.tables.table import Table
from faust.transport.consumer import Consumer, Fetcher, ThreadDelegateConsumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, ConsumerRebalanceListener, Transport
from faust.transport.drivers.aiokafka import Consumer as DriverConsumer
from kafka.net.sasl import get_sasl_mechanism
from kafka.partitioner.default import murmur2
from kafka.record.default_records import DefaultRecordBatch
from kafka.record.memory_records import MemoryRecords
from mode.services import Service
from mode.utils.objects import cached_property
from mode.utils.queues import FlowControlEvent, FlowControlQueue, ThrowableQueue
from mode.worker import Worker

VERSIONS = {"faust-streaming": "0.15.3", "mode-streaming": "0.7.1", "aiokafka": "0.14.0", "kafka-python": "3.0.12"}

PINNED: list[tuple[Any, str, str]] = [
    # what the consumer overrides, and what calls it
    (Consumer._drain_messages, "overridden", "44a2500309e8"),
    (Consumer.ack, "overridden", "5fcf41cf4515"),
    (Consumer.on_partitions_revoked, "extended", "d04b7ae72c6f"),
    (Consumer._filter_tps_with_pending_acks, "overridden", "f6f923977423"),
    (Consumer._new_offset, "overridden", "1d2c7ea89a7a"),
    (Consumer._should_commit, "overridden", "5ce941793947"),
    (Consumer.verify_all_partitions_active, "overridden", "4e0e46f5c297"),
    (Consumer._commit_tps, "calls the overridden", "a20e230b05ae"),
    (Consumer._commit_offsets, "calls the overridden", "1a6979904118"),
    (Consumer._filter_committable_offsets, "calls the overridden", "dc5e9baf5d99"),
    (ThreadDelegateConsumer._commit, "overridden", "a20eec84e4b2"),
    (ThreadDelegateConsumer.seek_to_committed, "relied on", "f1d483b861b0"),
    (ThreadDelegateConsumer.earliest_offsets, "relied on", "2833b09d2888"),
    (AIOKafkaConsumer.seek_to_committed, "relied on", "f6cd85c8b70a"),
    (Consumer.getmany, "relied on", "4b168d84882a"),
    (Consumer.perform_seek, "relied on", "0e8c130ff4b0"),
    (Consumer.wait_empty, "relied on", "e4662fe24f09"),
    (Consumer.track_message, "relied on", "217d7f1399a4"),
    (Consumer.on_stop, "relied on", "45b1d2210ce2"),
    (Fetcher._fetcher, "calls the overridden", "68f894f0b577"),
    (DriverConsumer._to_message, "relied on", "7c24f6511b2f"),
    (AIOKafkaConsumerThread._commit, "relied on", "932852ce7a23"),
    (AIOKafkaConsumerThread._seek_wait, "relied on", "9d221e816d94"),
    (AIOKafkaConsumerThread._fetch_records, "relied on", "39a2c6c79fc1"),
    (ConsumerRebalanceListener.on_partitions_assigned, "relied on", "1c1f8406ad36"),
    (Transport.create_consumer, "relied on", "46cc2bf5ab14"),
    # tables and recovery
    (Recovery._restart_recovery, "calls the overridden", "6bd8a8558a2d"),
    (Recovery.on_recovery_completed, "overridden", "6ef567acf072"),
    (Recovery.on_rebalance, "relied on", "aa4d997a1795"),
    (Recovery.need_recovery, "overridden", "fd1dc345b5d5"),
    (Recovery._build_highwaters, "overridden", "91b4cc0d3724"),
    (Recovery._build_offsets, "overridden", "27eec86be06c"),
    (Recovery._seek_offsets, "overridden", "19598ca63d94"),
    (Recovery._set_recovery_ended, "relied on", "84badf3f2cfe"),
    (TableManager._update_channels, "overridden", "88e3941facc9"),
    (TableManager.recovery, "overridden", "f0bf5de78b4c"),
    (TableManager.on_rebalance, "relied on", "2d2c23a07bf5"),
    (TableManager.on_start, "relied on", "365dd25fbc0e"),
    (Collection.on_start, "overridden", "daddcc354ad0"),
    (Table.on_key_set, "overridden", "a370e35ca55c"),
    (Table.on_key_del, "overridden", "4f2900b2f9d2"),
    # the app
    (App._on_agent_error, "overridden", "bdd12f286de6"),
    (App._new_transport, "overridden", "42db531312dd"),
    (App.on_rebalance_start, "extended", "5c1e23de3067"),
    (App.on_rebalance_end, "extended", "b7ff69e1e377"),
    (App._on_partitions_revoked, "relied on", "d5c895bbe57d"),
    (App._on_partitions_assigned, "relied on", "de932b7927db"),
    (App._stop_consumer, "relied on", "55854a5de12c"),
    (App._fetcher, "relied on", "2ee3393e3555"),
    (Schema.compile, "overridden", "d46eec5ce319"),
    (App.agent, "relied on", "ae1d2b662569"),
    (Agent._execute_actor, "relied on", "c750b828d2bd"),
    (Agent.stream, "relied on", "31d17bc21315"),
    # mode
    (Service.crash, "relied on", "14980000465d"),
    (FlowControlEvent.resume, "relied on", "4dcdc1253fd0"),
    (FlowControlQueue.get_nowait, "relied on", "57cb9b5c12e7"),
    (ThrowableQueue.get, "relied on", "57490d393d41"),
    (Worker._schedule_shutdown, "extended", "1a6a5dfc88c2"),
    (Worker._install_signal_handlers_unix, "overridden", "6a1810b34859"),
    (Worker.stop, "extended", "e17cd2b6bd01"),
    (Worker.execute_from_commandline, "relied on", "212e98f635d7"),
    # aiokafka
    (AIOKafkaProducer.send_batch, "relied on", "bf42b0f0c5c0"),
    (Sender.sender_task, "relied on", "2aa81bcdcedb"),
    (GroupCoordinator.coordinator_dead, "relied on", "ba1eda0254af"),
    (BatchBuilder.append, "relied on", "657d76f55157"),
    (MessageAccumulator.add_batch, "relied on", "5ed1c5b1367a"),
    # kafka-python
    (murmur2, "relied on", "c0db986b3649"),
    (get_sasl_mechanism, "relied on", "f81448d1afbe"),
    # names of headers that are not UTF-8
    (PartitionRecords.__next__, "extended", "63ac34a08c30"),
    (PartitionRecords._unpack_records, "calls the extended", "b803e6d46480"),
    (AIOKafkaFetcher._proc_fetch_request, "calls the extended", "59bf948fff47"),
    (_MemoryRecordsPy.next_batch, "calls the extended", "f1779ecb6d0d"),
    (_DefaultRecordBatchPy._read_msg, "extended", "0997ab7a5850"),
    (_DefaultRecordBatchPy.__next__, "calls the extended", "d05784bae3cb"),
    (MemoryRecords.next_batch, "calls the extended", "1b0c89b6e3d3"),
    (DefaultRecordBatch._read_msg, "extended", "b203a6ee5e4f"),
    (DefaultRecordBatch.__next__, "calls the extended", "ff2fba2efdb1"),
]


def function_of(subject: Any) -> Any:  # noqa: ANN401
    """Return the function behind a property, a cached property of mode, or a task of its services."""
    if isinstance(subject, property):
        return subject.fget
    if isinstance(subject, cached_property):
        return subject._cached_property__get
    return getattr(subject, "fun", subject)


def fingerprint(subject: Any) -> str:  # noqa: ANN401
    """Return the first 12 digits of the SHA-256 of a function's source."""
    return hashlib.sha256(inspect.getsource(function_of(subject)).encode()).hexdigest()[:12]


@pytest.mark.parametrize(("package", "pinned"), VERSIONS.items(), ids=VERSIONS)
def test_pinned_versions_are_installed(package: str, pinned: str) -> None:
    assert version(package) == pinned


@pytest.mark.parametrize(
    ("subject", "why", "pinned"),
    PINNED,
    ids=[function_of(each).__qualname__ for each, _, _ in PINNED],
)
def test_overridden_internal_is_unchanged(subject: Any, why: str, pinned: str) -> None:  # noqa: ANN401
    assert fingerprint(subject) == pinned, f"{why} by streams/shell, and changed: see the top of this file"
