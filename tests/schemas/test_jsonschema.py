"""The committed JSON Schemas are what the models say today."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field

from schemas.count import Count
from schemas.topics import ARTICLES, COUNTS, DEAD_LETTERS, EVENTS, TOPICS, Topic
from tests.schemas.reading import DESCRIBED
from tools.json_schemas import FOLDER, files, schema_of

FILES = list(files())


@pytest.mark.parametrize(("path", "text"), FILES, ids=[path.name for path, _ in FILES])
def test_the_committed_file_is_what_the_model_says(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "write it anew: python -m tools.json_schemas"


def test_no_file_is_left_over() -> None:
    assert {path for path, _ in FILES} == set(FOLDER.iterdir())


@pytest.mark.parametrize("topic", DESCRIBED, ids=lambda topic: topic.name)
def test_a_schema_is_valid_and_named(topic: Topic) -> None:
    schema = schema_of(topic)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:communique:")


def test_a_changed_model_would_be_noticed() -> None:
    class CountWithMore(Count):
        median: int = Field(default=0)

    changed = dict(files([replace(each, model=CountWithMore) if each is COUNTS else each for each in TOPICS]))
    differing = {path.name for path, text in changed.items() if path.read_text("utf-8") != text}
    assert differing == {"count.v1.json"}


@pytest.mark.parametrize(("kind", "topic"), EVENTS.items(), ids=[kind.value for kind in EVENTS])
def test_a_topic_of_events_takes_its_own_type_only(kind: str, topic: Topic) -> None:
    schema = schema_of(topic)
    assert schema["properties"]["type"] == {"const": kind}


def test_bytes_have_no_schema() -> None:
    with pytest.raises(ValueError, match="articles-dead-letters"):
        schema_of(DEAD_LETTERS)


def test_what_a_field_means_travels_in_the_schema() -> None:
    schema = schema_of(ARTICLES)
    assert "BCP 47" in json.dumps(schema["properties"]["language"])


def test_each_described_topic_has_a_file() -> None:
    names = {path.stem for path, _ in FILES}
    assert names == {topic.record for topic in TOPICS if topic.model}
