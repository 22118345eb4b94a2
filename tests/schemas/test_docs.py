"""docs/topics.md says what the list of topics says."""

from pathlib import Path

import pytest

from schemas.facts import EventType, Facts, Instrument, MeetingMode, Status
from schemas.sectors import CRS_CODES, Sector
from schemas.topics import HOUR_MS, PARTITIONS, Cleanup, Topic, Visibility, topics_for

PAGE = (Path(__file__).parents[2] / "docs" / "topics.md").read_text("utf-8")
ALL = topics_for("communique")


def kept(topic: Topic) -> str:
    if topic.cleanup is Cleanup.COMPACT:
        return f"newest per key, all for {(topic.compaction_lag_ms or 0) // HOUR_MS} h"
    return "for ever" if topic.retention_ms is None else f"{topic.retention_ms // HOUR_MS} h"


def row(topic: Topic) -> str:
    record = f"`{topic.record}`" if topic.record else "bytes"
    return f"| `{topic.name}` | {topic.key} | {topic.carries} | {record} | {topic.cleanup} | {kept(topic)} |"


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_a_topic_has_its_row(topic: Topic) -> None:
    assert row(topic) in PAGE.splitlines()


def test_there_is_no_other_row() -> None:
    assert [line for line in PAGE.splitlines() if line.startswith("| `")] == [
        row(topic) for visibility in Visibility for topic in ALL if topic.visibility is visibility
    ]


def test_the_number_of_partitions() -> None:
    assert f"All topics have {PARTITIONS} partitions" in PAGE


EVENTS_PAGE = (Path(__file__).parents[2] / "docs" / "events.md").read_text("utf-8")


@pytest.mark.parametrize("sector", Sector, ids=str)
def test_a_sector_is_described_with_its_codes(sector: Sector) -> None:
    codes = {1: "{}", 2: "{} and {}", 3: "{} to {}"}[len(CRS_CODES[sector])]
    first, last = CRS_CODES[sector][0], CRS_CODES[sector][-1]
    assert f"{sector.value} {codes.format(first, last)}" in " ".join(EVENTS_PAGE.split())


@pytest.mark.parametrize("field", list(Facts.model_fields), ids=str)
def test_a_field_of_an_event_is_described(field: str) -> None:
    assert f"`{field}`" in EVENTS_PAGE


@pytest.mark.parametrize("word", [*EventType, *Status, *MeetingMode, *Instrument], ids=str)
def test_a_word_of_a_closed_list_is_described(word: str) -> None:
    assert str(word) in EVENTS_PAGE.lower()
