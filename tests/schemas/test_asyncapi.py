"""The AsyncAPI document says what the list of topics says, and every reference in it leads somewhere."""

import copy
import json
import operator
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from schemas.topics import CURRENT, SHARED, TOPICS, Topic, topic
from streams.core.edge import Reject, RejectReason
from streams.shell.agents.refusal import Malformed
from streams.shell.records import cloudevents, dead_letters
from streams.shell.stream.pool import Giveup
from tests.schemas.reading import EXAMPLES

PATH = EXAMPLES.parent / "asyncapi.yaml"
DOCUMENT: dict[str, Any] = YAML(typ="safe").load(PATH)
NAME = operator.attrgetter("name")
COMMAND_LINE_ONLY = {RejectReason.UNREADABLE_PAGE}
"""Reasons of the input formats of the command line: such files are never sent."""


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def follow(reference: str, document: dict[str, Any], folder: Path) -> Any:  # noqa: ANN401 - whatever stands there
    if not reference.startswith("#/"):
        return json.loads((folder / reference).read_text("utf-8"))
    return reduce(lambda at, key: at[key], reference.removeprefix("#/").split("/"), document)


def message_of(topic: Topic) -> dict[str, Any]:
    (reference,) = references(DOCUMENT["channels"][topic.name]["messages"])
    found: dict[str, Any] = follow(reference, DOCUMENT, PATH.parent)
    return found


def configuration(channel: dict[str, Any]) -> dict[str, str]:
    said = channel["bindings"]["kafka"]["topicConfiguration"]
    return {key: ",".join(value) if isinstance(value, list) else str(value) for key, value in said.items()}


def test_it_is_asyncapi_3() -> None:
    assert DOCUMENT["asyncapi"].startswith("3.")


def test_the_channels_are_the_public_topics() -> None:
    assert [channel["address"] for channel in DOCUMENT["channels"].values()] == [topic.name for topic in TOPICS]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_channel_says_what_the_list_says(topic: Topic) -> None:
    channel = DOCUMENT["channels"][topic.name]
    assert channel["bindings"]["kafka"]["partitions"] == topic.partitions
    assert configuration(channel) == topic.configs


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_message_has_the_key_and_the_schema_of_the_list(topic: Topic) -> None:
    message = message_of(topic)
    assert message["bindings"]["kafka"]["key"]["description"] == topic.key
    if topic.model:
        assert message["name"] == topic.record
        assert follow(message["payload"]["schema"]["$ref"], DOCUMENT, PATH.parent)["$id"] == topic.dataschema


def test_a_wrong_configuration_would_be_noticed() -> None:
    channel = copy.deepcopy(DOCUMENT["channels"]["visits"])
    channel["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"] = ["delete"]
    visits = next(topic for topic in TOPICS if topic.name == "visits")
    assert configuration(channel) != visits.configs


@pytest.mark.parametrize("reference", sorted(set(references(DOCUMENT))))
def test_every_reference_leads_somewhere(reference: str) -> None:
    assert follow(reference, DOCUMENT, PATH.parent)


@pytest.mark.parametrize("reference", ["#/channels/summits", "jsonschema/summit.v1.json"])
def test_a_reference_to_nowhere_would_be_noticed(reference: str) -> None:
    with pytest.raises((KeyError, FileNotFoundError)):
        follow(reference, DOCUMENT, PATH.parent)


def test_every_message_is_sent_or_received_by_somebody() -> None:
    channels = {reference.removeprefix("#/channels/") for reference in references(DOCUMENT["operations"])}
    assert channels == set(DOCUMENT["channels"])


def test_a_derived_record_has_the_headers_that_are_written() -> None:
    headers = DOCUMENT["components"]["messageTraits"]["cloudevent"]["headers"]
    because = cloudevents.Cause("articles/0/0", "2026-10-06T15:40:00.000Z")
    record = cloudevents.record(topic("visits"), b"e", b"{}", source="ledger", event_id="1", because=because)
    written = {name for name, _ in record.headers}
    assert set(headers["required"]) == set(headers["properties"]) == written


def test_an_announcement_has_the_headers_that_are_written() -> None:
    headers = DOCUMENT["components"]["messageTraits"]["announcement"]["headers"]
    record = cloudevents.announcement(CURRENT, b"a", b"{}", source="switch", event_id="1", time="2026-10-06T15:40:00Z")
    written = {name for name, _ in record.headers}
    assert set(headers["required"]) == set(headers["properties"]) == written
    assert list(references(message_of(CURRENT)["traits"])) == ["#/components/messageTraits/announcement"]


@pytest.mark.parametrize("topic", [each for each in TOPICS if each not in SHARED and each.model], ids=NAME)
def test_a_derived_record_is_a_cloudevent(topic: Topic) -> None:
    assert list(references(message_of(topic)["traits"])) == ["#/components/messageTraits/cloudevent"]


def test_a_dead_letter_has_the_headers_that_are_written() -> None:
    headers = DOCUMENT["components"]["messages"]["dead-letter"]["headers"]
    written = {name for name, _ in dead_letters.error_headers(_reject(), "articles", 0, 0)}
    assert set(headers["required"]) == set(headers["properties"]) - {dead_letters.REPLAY} == written
    assert (
        set(headers["properties"][dead_letters.REASON]["enum"])
        == {*RejectReason, *Giveup, *Malformed} - COMMAND_LINE_ONLY
    )


def _reject() -> Reject:
    return Reject(RejectReason.EMPTY, "the record is empty")
