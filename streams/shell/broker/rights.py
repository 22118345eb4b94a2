"""Which rights the broker gives us, asked of the broker itself before the work begins.

A missing right would show as one refused request after another, each at its own time. A broker without access control
tells nothing here, and nothing is missing.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from kafka.errors import CoordinatorNotAvailableError, GroupAuthorizationFailedError

from schemas.access import AclOperation, Resource, Right

_NOT_AUTHORIZED = 29
"""Error code of the Kafka protocol for a topic that we may not even see, whether or not it exists."""


class RightsAdmin(Protocol):
    """What we use of `kafka.KafkaAdminClient`."""

    def describe_topics(self, topics: list[str]) -> list[dict[str, Any]]:
        """Describe topics, each with what we may do with it."""

    def describe_groups(self, group_ids: list[str]) -> dict[str, dict[str, Any]]:
        """Describe consumer groups, each with what we may do with it."""


def missing(admin: RightsAdmin, wanted: Iterable[Right]) -> tuple[Right, ...]:
    """Return the rights that the broker does not give us, of those that it tells about, in the order given."""
    wanted = tuple(wanted)
    found = _of_topics(admin, sorted({each.name for each in wanted if each.resource is Resource.TOPIC}))
    if found:  # else this broker tells of no rights; the embedded one knows no groups before they have members either
        found |= _of_groups(admin, sorted({each.name for each in wanted if each.resource is Resource.GROUP}))
    return tuple(each for each in wanted if each.operation not in found.get((each.resource, each.name), AclOperation))


def _of_topics(admin: RightsAdmin, names: list[str]) -> dict[tuple[Resource, str], Sequence[str]]:
    """Return what we may do with each topic; one that does not exist is left out."""
    found: dict[tuple[Resource, str], Sequence[str]] = {}
    for topic in admin.describe_topics(names) if names else ():
        if topic["error_code"] == _NOT_AUTHORIZED:
            found[Resource.TOPIC, topic["name"]] = ()
        elif operations := topic.get("authorized_operations"):
            found[Resource.TOPIC, topic["name"]] = operations
    return found


def _of_groups(admin: RightsAdmin, names: list[str]) -> dict[tuple[Resource, str], Sequence[str]]:
    """Return what we may do with each group; a broker tells it only of a group that has had members."""
    found: dict[tuple[Resource, str], Sequence[str]] = {}
    for name in names:
        try:
            operations = admin.describe_groups([name])[name].get("authorized_operations")
        except GroupAuthorizationFailedError:
            operations = ()
        except CoordinatorNotAvailableError:
            continue
        if operations is not None:
            found[Resource.GROUP, name] = operations
    return found
