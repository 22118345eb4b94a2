"""Every topic has examples, and both the models and the JSON Schemas give the same verdict on each."""

import json
from typing import Any

import pytest
from jsonschema import ValidationError as SchemaError
from pydantic import ValidationError

from schemas.topics import Topic
from tests.schemas.reading import DESCRIBED, EXAMPLES, examples, folder, validator
from tools.json_schemas import schema_of

ACCEPTED = examples("*.json")
REFUSED = examples("refused/*.json")


@pytest.mark.parametrize(("topic", "value"), ACCEPTED)
def test_the_model_accepts_what_should_be_accepted(topic: Topic, value: dict[str, Any]) -> None:
    assert topic.model is not None
    read = topic.model.model_validate(value)
    again = topic.model.model_validate_json(read.model_dump_json())
    assert again == read


@pytest.mark.parametrize(("topic", "value"), ACCEPTED)
def test_the_schema_accepts_what_should_be_accepted(topic: Topic, value: dict[str, Any]) -> None:
    assert list(validator(schema_of(topic)).iter_errors(value)) == []


@pytest.mark.parametrize(("topic", "value"), ACCEPTED)
def test_what_the_model_writes_the_schema_accepts(topic: Topic, value: dict[str, Any]) -> None:
    assert topic.model is not None
    written = json.loads(topic.model.model_validate(value).model_dump_json())
    assert list(validator(schema_of(topic)).iter_errors(written)) == []


@pytest.mark.parametrize(("topic", "case"), REFUSED)
def test_the_model_refuses_and_names_the_field(topic: Topic, case: dict[str, Any]) -> None:
    assert topic.model is not None
    with pytest.raises(ValidationError) as refusal:
        topic.model.model_validate(case["value"])
    first = refusal.value.errors()[0]
    named = ".".join(map(str, first["loc"])) or first["msg"].removeprefix("Value error, ").partition(":")[0]
    assert named.startswith(case["field"])


@pytest.mark.parametrize(("topic", "case"), REFUSED)
def test_the_schema_refuses(topic: Topic, case: dict[str, Any]) -> None:
    with pytest.raises(SchemaError):
        validator(schema_of(topic)).validate(case["value"])


@pytest.mark.parametrize("topic", DESCRIBED, ids=lambda topic: topic.name)
def test_every_topic_has_an_example_and_a_refusal(topic: Topic) -> None:
    assert list(folder(topic).glob("*.json")), "no example"
    assert list(folder(topic).glob("refused/*.json")), "no example that must be refused"


def test_no_example_is_left_out() -> None:
    read = len(ACCEPTED) + len(REFUSED) + len(list((EXAMPLES / "articles-dead-letters").glob("*.json")))
    assert read == len(list(EXAMPLES.rglob("*.json")))
