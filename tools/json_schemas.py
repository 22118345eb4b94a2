"""Write the JSON Schemas of the published records: `python -m tools.json_schemas`.

The models are the source; the files under `jsonschema/` are for everybody who does not use Python. A test fails when
they differ from what this writes.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.event import Event
from schemas.topics import TOPICS, Topic

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parents[1] / "schemas" / "jsonschema"

_WITHDRAWN = {"required": ["status"], "properties": {"status": {"const": "withdrawn"}}}
_SAYS_SOMETHING = {"required": ["text"], "properties": {"text": {"pattern": r"\S"}}}
_HAS_ID = {"required": ["id"], "properties": {"id": {"type": "string"}}}
_HAS_URL = {"required": ["url"], "properties": {"url": {"type": "string"}}}
_NAMED = {"anyOf": [_HAS_ID, _HAS_URL, _SAYS_SOMETHING]}

_ARTICLE_RULES: dict[str, Any] = {"if": _WITHDRAWN, "then": _NAMED, "else": _SAYS_SOMETHING}
"""What `Article` checks across its fields: a published article has a text, a withdrawn one has at least a name."""


def schema_of(topic: Topic) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record of this topic; ValueError if its value is not ours to describe."""
    if topic.model is None:
        raise ValueError(f"topic {topic.name} carries bytes that no schema describes")
    schema = topic.model.model_json_schema(mode="validation" if topic.model is Article else "serialization")
    return {"$schema": DIALECT, "$id": topic.dataschema} | schema | _refinement(topic, schema)


def _refinement(topic: Topic, schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a topic demands beyond its model's fields."""
    if topic.model is Article:
        return _ARTICLE_RULES
    if topic.model is Event:
        kind = topic.record.partition(".")[0]
        return {"title": kind.capitalize(), "properties": schema["properties"] | {"type": {"const": kind}}}
    return {}


def files(topics: Sequence[Topic] = TOPICS) -> Iterator[tuple[Path, str]]:
    """Yield each file of `jsonschema/` with the text that it must have."""
    for topic in topics:
        if topic.model is not None:
            text = json.dumps(schema_of(topic), indent=2, ensure_ascii=False)
            yield FOLDER / f"{topic.record}.json", text + "\n"


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in files():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
