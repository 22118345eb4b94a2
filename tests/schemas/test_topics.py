"""The list of topics agrees with itself and with what the tables need."""

import re
from dataclasses import replace

import pytest

from schemas.topics import (
    ARTICLES,
    COUNTS,
    CURRENT,
    DEAD_LETTERS,
    EVENTS,
    HOUR_MS,
    MAX_ARTICLE_BYTES,
    MENTIONS,
    TABLES,
    TOPICS,
    Cleanup,
    Topic,
    Visibility,
    changelog,
    heartbeats,
    of_version,
    tallies,
    topic,
    topics_for,
)

ALL = topics_for("communique")
BY_NAME = {each.name: each for each in ALL}


def test_the_public_topics() -> None:
    assert [each.name for each in TOPICS] == [
        "articles", "mentions", "visits", "meetings", "commitments", "agreements", "counts", "articles-dead-letters",
        "current-version",
    ]  # fmt: skip


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_names_have_no_dots_and_say_whose_they_are(each: Topic) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.name)
    assert (each.visibility is Visibility.INTERNAL) == each.name.startswith("communique-")


def test_two_applications_share_the_public_topics_only() -> None:
    other = {each.name for each in topics_for("trial")}
    assert other & set(BY_NAME) == {each.name for each in TOPICS}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_partitions_of_the_topic_that_feeds_it(table: str) -> None:
    listed = {each.name: each for each in topics_for("communique", partitions=5)}
    source = listed.get(TABLES[table]) or listed[f"communique-{TABLES[table]}"]
    assert listed[changelog("communique", table).name].partitions == source.partitions == 5


@pytest.mark.parametrize("table", TABLES)
def test_a_changelog_keeps_superseded_records_for_recovery_to_join(table: str) -> None:
    configs = changelog("communique", table).configs
    assert configs["cleanup.policy"] == "compact"
    assert int(configs["min.compaction.lag.ms"]) >= 3_600_000
    assert "retention.ms" not in configs


@pytest.mark.parametrize("each", [ARTICLES, DEAD_LETTERS], ids=lambda each: each.name)
def test_topics_of_untrusted_bytes_are_uncompressed_bounded_and_kept(each: Topic) -> None:
    assert each.configs["compression.type"] == "uncompressed"
    assert each.configs["retention.ms"] == "-1"
    assert MAX_ARTICLE_BYTES < int(each.configs["max.message.bytes"]) < 2**23


def test_a_dead_letter_has_room_for_the_record_and_its_reason() -> None:
    assert DEAD_LETTERS.max_bytes - ARTICLES.max_bytes >= 2**17


def test_tallies_are_never_compacted_because_partitions_share_keys() -> None:
    assert tallies("communique").cleanup is Cleanup.DELETE


@pytest.mark.parametrize("beside", [ARTICLES, MENTIONS], ids=lambda each: each.name)
def test_heartbeats_are_not_kept(beside: Topic) -> None:
    assert heartbeats("communique", beside).configs["retention.ms"] == str(HOUR_MS)
    assert heartbeats("communique", beside) in ALL


@pytest.mark.parametrize("each", [*EVENTS.values(), COUNTS, CURRENT], ids=lambda each: each.name)
def test_current_states_are_compacted(each: Topic) -> None:
    assert each.cleanup is Cleanup.COMPACT


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_a_record_carries_its_time_of_ingestion(each: Topic) -> None:
    assert each.configs["message.timestamp.type"] == "LogAppendTime"


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    assert topic("visits") is TOPICS[2]
    with pytest.raises(KeyError, match=r"'summits'; there are articles, mentions"):
        topic("summits")
    with pytest.raises(KeyError, match=r"'sums'; there are readings, ledger, counts"):
        changelog("communique", "sums")


def test_a_switch_is_one_moment() -> None:
    for partitions in (1, 5):
        assert [each.partitions for each in topics_for("communique", partitions) if each.name == CURRENT.name] == [1]


def test_later_version_shares_only_articles_and_current_version() -> None:
    first = {each.name for each in topics_for("communique")}
    second = {each.name for each in topics_for("communique-v2", version=2)}
    assert first & second == {ARTICLES.name, CURRENT.name}
    assert len(first) == len(second)
    assert "communique-v2-visits" in second


@pytest.mark.parametrize("each", TOPICS, ids=lambda each: each.name)
def test_a_topic_of_any_version_is_the_public_topic(each: Topic) -> None:
    named = of_version(each, "communique-v12", 12)
    assert topic(named.name) is topic(each.name) is each
    assert replace(named, name=each.name) == each
