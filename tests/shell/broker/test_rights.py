"""What the broker tells of our rights, against what is wanted."""

from typing import Any

import pytest
from kafka.errors import CoordinatorNotAvailableError, GroupAuthorizationFailedError

from schemas.access import AclOperation, Resource, Right
from streams.shell.broker.rights import missing

READ = Right(Resource.TOPIC, "visits", AclOperation.READ)
WRITE = Right(Resource.TOPIC, "visits", AclOperation.WRITE)
JOIN = Right(Resource.GROUP, "workers", AclOperation.READ)


class Broker:
    """Answers as kafka-python's admin client."""

    def __init__(self, topic: dict[str, Any], group: dict[str, Any] | Exception) -> None:
        self._topic = {"name": "visits", "error_code": 0} | topic
        self._group = group

    def describe_topics(self, topics: list[str]) -> list[dict[str, Any]]:
        assert topics == ["visits"]
        return [self._topic]

    def describe_groups(self, group_ids: list[str]) -> dict[str, dict[str, Any]]:
        assert group_ids == ["workers"]
        if isinstance(self._group, Exception):
            raise self._group
        return {"workers": self._group}


ALL = {"authorized_operations": ["DESCRIBE", "READ", "WRITE"]}


@pytest.mark.parametrize(
    ("topic", "group", "expected"),
    [
        pytest.param(ALL, ALL, (), id="everything is allowed"),
        pytest.param({"authorized_operations": ["DESCRIBE", "READ"]}, ALL, (WRITE,), id="reading alone"),
        pytest.param({"error_code": 29}, ALL, (READ, WRITE), id="a topic that we may not see"),
        pytest.param(ALL, GroupAuthorizationFailedError("no"), (JOIN,), id="a group that we may not see"),
        pytest.param(ALL, {"authorized_operations": ["DESCRIBE"]}, (JOIN,), id="a group that we may only see"),
        pytest.param(ALL, {"authorized_operations": None}, (), id="a group without members"),
        pytest.param(ALL, CoordinatorNotAvailableError("soon"), (), id="a broker that never had a group"),
        pytest.param({"error_code": 3}, AssertionError("asked"), (), id="no such topic: another's sentence"),
        pytest.param({"authorized_operations": None}, AssertionError("asked"), (), id="a broker that tells nothing"),
    ],
)
def test_a_right_that_is_missing_is_named(
    topic: dict[str, Any], group: dict[str, Any] | Exception, expected: tuple[Right, ...]
) -> None:
    assert missing(Broker(topic, group), [READ, WRITE, JOIN]) == expected
