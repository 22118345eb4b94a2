"""The examples and the committed schemas, as the tests read them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import schemas
from schemas.topics import Topic, topics_for

ROOT = Path(schemas.__file__).parent
EXAMPLES = ROOT / "examples"
DESCRIBED: tuple[Topic, ...] = tuple(topic for topic in topics_for("communique") if topic.model)


def folder(topic: Topic) -> Path:
    return EXAMPLES / topic.name.removeprefix("communique-")


def examples(pattern: str) -> list[Any]:
    return [
        pytest.param(topic, json.loads(path.read_text("utf-8")), id=f"{folder(topic).name}-{path.stem}")
        for topic in DESCRIBED
        for path in sorted(folder(topic).glob(pattern))
    ]


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
