"""The list of rights: each role has what its work needs, and nothing that another's work needs."""

from itertools import groupby
from pathlib import Path

import pytest

from schemas.access import AclOperation, ClientRole, Resource, Right, rights
from schemas.topics import TABLES, topics_for

APP = "communique"


def names(role: ClientRole, operation: AclOperation, resource: Resource = Resource.TOPIC) -> set[str]:
    return {each.name for each in rights(role, APP) if (each.resource, each.operation) == (resource, operation)}


def test_a_publisher_writes_articles_and_does_nothing_else() -> None:
    assert rights(ClientRole.PUBLISHER, APP) == (Right(Resource.TOPIC, "articles", AclOperation.WRITE),)


def test_a_reader_reads_events_and_counts_and_does_nothing_else() -> None:
    wanted = {"visits", "meetings", "commitments", "agreements", "counts", "current-version"}
    assert {(each.resource, each.operation) for each in rights(ClientRole.READER, APP)} == {
        (Resource.TOPIC, AclOperation.READ)
    }
    assert names(ClientRole.READER, AclOperation.READ) == wanted


def test_only_the_worker_writes_what_follows_from_articles() -> None:
    for role in ClientRole:
        written = names(role, AclOperation.WRITE)
        allowed = {"articles", "communique-accepted", "communique-articles-heartbeats", "current-version"}
        assert written <= allowed or role is ClientRole.WORKER, role
    ours = {topic.name for topic in topics_for(APP)}
    assert names(ClientRole.WORKER, AclOperation.WRITE) == ours - {
        "articles", "communique-articles-heartbeats", "current-version",
    }  # fmt: skip


def test_only_the_operator_may_write_the_current_version() -> None:
    assert [role for role in ClientRole if "current-version" in names(role, AclOperation.WRITE)] == [
        ClientRole.OPERATOR
    ]
    assert "current-version" not in {each.name for each in rights(ClientRole.WORKER, APP)}


def test_the_monitor_writes_heartbeats_and_no_article() -> None:
    assert names(ClientRole.MONITOR, AclOperation.WRITE) == {"communique-articles-heartbeats"}


def test_the_worker_reads_what_its_stages_and_tables_are_fed_by() -> None:
    tables = {f"{APP}-{table}-changelog" for table in TABLES}
    assert names(ClientRole.WORKER, AclOperation.READ) == {
        "articles", f"{APP}-articles-heartbeats", f"{APP}-accepted",
        "mentions", f"{APP}-mentions-heartbeats", f"{APP}-tallies", *tables,
    }  # fmt: skip
    assert names(ClientRole.WORKER, AclOperation.READ, Resource.GROUP) == {APP}


def test_only_one_role_creates_topics_and_it_reads_no_record() -> None:
    assert [role for role in ClientRole if names(role, AclOperation.CREATE)] == [ClientRole.TOPICS]
    assert not names(ClientRole.TOPICS, AclOperation.READ) | names(ClientRole.TOPICS, AclOperation.WRITE)


@pytest.mark.parametrize("role", ClientRole)
def test_a_higher_version_has_rights_on_its_own_topics(role: ClientRole) -> None:
    known = {topic.name for topic in topics_for("communique-v2", version=2)} | {"communique-v2"}
    assert {each.name for each in rights(role, "communique-v2", 2)} <= known


def table() -> str:
    """The table of docs/security.md: a row for each role and operation."""
    rows = []
    for role in ClientRole:
        ordered = sorted(rights(role, APP), key=lambda each: (each.resource, each.operation, each.name))
        for (resource, operation), group in groupby(ordered, key=lambda each: (each.resource, each.operation)):
            found = [each.name for each in group]
            left = {topic.name for topic in topics_for(APP)} - set(found)
            what = {(): "every topic", ("current-version",): "every topic but `current-version`"}.get(tuple(left), "")
            what = what or f"{resource} {', '.join(f'`{name}`' for name in found)}"
            rows.append(f"| {role} | {operation} | {what} |\n")
    return "".join(rows)


def test_the_documentation_has_the_list() -> None:
    assert table() in (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
