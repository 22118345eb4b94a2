"""Old readers read what new writers write, and new readers read what old writers wrote."""

import json
from typing import Any

import pytest

from schemas.topics import Topic, topic
from tests.schemas.reading import EXAMPLES, examples, validator

COMMITTED = EXAMPLES.parent / "jsonschema"
NEWER = examples("newer-writer.json")
ONE_OF_EACH = {"articles", "mentions", "visits", "counts", "current-version"}
ALL = [each for each in examples("*.json") if each.values[0].name in ONE_OF_EACH]
"""One topic for each model."""


def with_strangers(value: object) -> object:
    """Put a field that nobody knows into every object, however deep."""
    if isinstance(value, dict):
        return {key: with_strangers(each) for key, each in value.items()} | {"x-from-the-future": {"a": [1]}}
    if isinstance(value, list):
        return [with_strangers(each) for each in value]
    return value


@pytest.mark.parametrize(("topic", "value"), ALL)
def test_fields_of_a_newer_writer_are_ignored(topic: Topic, value: dict[str, Any]) -> None:
    assert topic.model is not None
    assert topic.model.model_validate(with_strangers(value)) == topic.model.model_validate(value)


@pytest.mark.parametrize(("topic", "value"), [each for each in ALL if each.values[0].record != "article.v1"])
def test_the_schema_ignores_them_too(topic: Topic, value: dict[str, Any]) -> None:
    schema = json.loads((COMMITTED / f"{topic.record}.json").read_text("utf-8"))
    assert list(validator(schema).iter_errors(with_strangers(value))) == []


def test_there_are_records_of_newer_writers() -> None:
    assert {each.values[0].name for each in NEWER} == {"articles", "mentions", "visits"}


OLDEST: dict[str, dict[str, Any]] = {
    "articles": {"text": "Ministers met in Suva."},
    "mentions": {
        "type": "visit",
        "op": "assert",
        "actors": [{"name": "Ann", "kind": "person"}],
        "confidence": 0.5,
        "mention_id": "m",
        "block": "b",
        "version": {"revision": 1, "extractor": 1},
        "evidence": [],
        "article": {"id": "a", "revision": 1},
        "extractor": "communique-rules 1",
    },
    "visits": {
        "type": "visit",
        "op": "upsert",
        "actors": [],
        "confidence": 0.5,
        "event_id": "e",
        "version": 0,
    },
    "counts": {"type": "visit", "events": 1, "mentions": 1},
    "current-version": {"app_id": "a", "version": 2, "switched_at": "2026-11-27T09:30:00Z", "prefix": ""},
}
"""The least that version 1 of each record ever had. A new required field breaks these: it needs a version 2."""


@pytest.mark.parametrize(("name", "value"), OLDEST.items(), ids=OLDEST)
def test_the_least_that_was_ever_written_is_still_read(name: str, value: dict[str, Any]) -> None:
    described = topic(name)
    assert described.model is not None
    described.model.model_validate(value)
    schema = json.loads((COMMITTED / f"{described.record}.json").read_text("utf-8"))
    validator(schema).validate(value)


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, value in OLDEST.items() for field in value], ids=str
)
def test_each_of_these_fields_is_needed(name: str, field: str) -> None:
    described = topic(name)
    assert described.model is not None
    with pytest.raises(ValueError, match=field):
        described.model.model_validate({key: value for key, value in OLDEST[name].items() if key != field})
