from itertools import pairwise

import pytest

from schemas.app_topics import AppTopics
from schemas.topics import ARTICLES, MENTIONS, topics_for

VERSIONS = [pytest.param("news", 1, id="first version"), pytest.param("news-v2", 2, id="later version")]


@pytest.mark.parametrize(("app_id", "version"), VERSIONS)
def test_app_topics_and_the_list_of_topics_have_the_same_names(app_id: str, version: int) -> None:
    topics = AppTopics.of(app_id, version)
    internal = (topics.accepted, topics.tallies, topics.article_heartbeats, topics.mention_heartbeats)
    names = {*topics.names.values(), *(topic.name for topic in (*internal, *topics.changelogs.values()))}
    assert names == {topic.name for topic in topics_for(app_id, version=version)}


@pytest.mark.parametrize(("app_id", "version"), VERSIONS)
def test_heartbeats_arrive_where_the_next_stage_takes_them(app_id: str, version: int) -> None:
    stages = list(AppTopics.of(app_id, version).stages.values())
    for stage, following in pairwise(stages):
        assert stage.forward is not None
        assert stage.forward.name == (following.heartbeats.name if following.heartbeats else following.source)
    assert stages[-1].forward is None


def test_a_later_version_reads_the_same_articles_and_mentions_of_its_own() -> None:
    first, second = AppTopics.of("news"), AppTopics.of("news-v2", 2)
    assert first.name_of(ARTICLES) == second.name_of(ARTICLES) == "articles"
    assert (first.name_of(MENTIONS), second.name_of(MENTIONS)) == ("mentions", "news-v2-mentions")
    assert list(second.sources.items()) == [
        ("articles", "intake"),
        ("news-v2-accepted", "read"),
        ("news-v2-mentions", "ledger"),
        ("news-v2-tallies", "count"),
    ]
