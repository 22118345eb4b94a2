"""docs/topics.md says what the list of topics says."""

from pathlib import Path

import pytest

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
