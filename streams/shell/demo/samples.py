"""The sample records: articles of several styles, their later history, and records that cannot be processed."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streams.core.edge import RejectReason

FOLDER = Path(__file__).parent / "samples"
ARTICLES = ("wire", "official", "south_asia", "africa", "pages", "history")
"""Files of articles in the order in which they are published: what is corrected or withdrawn comes last."""
BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Sample:
    """One record for the topic `articles`, as it is sent."""

    name: str
    """The article's id, or what is wrong with the record."""
    key: bytes | None
    value: bytes
    refusal: RejectReason | None = None
    """Why it must become a dead letter; None for an article."""


def samples() -> tuple[Sample, ...]:
    """Return every sample in the order in which it is published."""
    return (*_articles(), *_broken())


def _articles() -> Iterator[Sample]:
    for file in ARTICLES:
        for article in _read(file)["article"]:
            name = article["id"]
            yield Sample(name, name.encode(), json.dumps(article, ensure_ascii=False).encode())


def _broken() -> Iterator[Sample]:
    for record in _read(BROKEN)["record"]:
        value = bytes.fromhex(record["hex"]) if "hex" in record else record["value"].encode()
        yield Sample(record["name"], None, value, RejectReason(record["reason"]))


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{file}.toml").read_text("utf-8"))
