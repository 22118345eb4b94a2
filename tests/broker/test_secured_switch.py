"""A switch on a Kafka that refuses whatever no right allows: each role with its rights on both versions alone."""

import os
from pathlib import Path

import pytest

from schemas.access import AclOperation, ClientRole, Resource, Right, rights
from schemas.topics import CURRENT
from streams.shell.broker import clients, topics
from tests.broker.harness import wait_until
from tests.broker.real_kafka import available
from tests.broker.secured_commands import TROUBLE, assert_one_sentence, run, worker
from tests.broker.secured_kafka import APP, secured_kafka

pytestmark = pytest.mark.broker

ARTICLE = '{"id": "a1", "text": "visit PAK CHN 2024-05-08 energy", "published_at": "2024-05-08"}\n'
SECOND = f"{APP}-v2"


def test_only_the_operator_can_switch_and_readers_follow_with_their_rights(tmp_path: Path) -> None:
    if not available():
        if os.environ.get("COMMUNIQUE_REQUIRE_KAFKA") == "1":
            pytest.fail("COMMUNIQUE_REQUIRE_KAFKA=1, but java and mvn are not both on the path")
        pytest.skip("NOT TESTED: access control needs real Apache Kafka, and java and mvn are not both here")
    articles = tmp_path / "articles.jsonl"
    articles.write_text(ARTICLE, "utf-8")
    with secured_kafka(tmp_path) as secured:
        coming = secured.settings.of_version(2)
        with clients.admin(coming) as admin:
            assert topics.apply(admin, coming.topics).ok
        for role in (ClientRole.WORKER, ClientRole.OPERATOR):
            secured.grant(role, rights(role, SECOND, 2))
        operator, reader = secured.password_user(ClientRole.OPERATOR), secured.password_user(ClientRole.READER)
        assert run(secured.password_user(ClientRole.PUBLISHER), "publish", str(articles))[0] == 0
        folders = [tmp_path / "1", tmp_path / "2"]
        for folder in folders:
            folder.mkdir()
        running = [
            worker(secured.password_user(ClientRole.WORKER), folder, COMMUNIQUE_VERSION=folder.name)
            for folder in folders
        ]
        try:
            for each in running:
                each.ready()
            writes = Right(Resource.TOPIC, CURRENT.name, AclOperation.WRITE)
            with secured.without(ClientRole.OPERATOR, writes):
                wait_until(lambda: run(operator, "switch", "--version", "2")[0] == 0, 90, "version 2 is ready")
                code, said = run(operator, "switch", "--version", "2", "--yes")
                assert code == TROUBLE, said
                assert_one_sentence(said, "does not allow user operator", str(writes))

            code, said = run(operator, "switch", "--version", "2", "--yes")
            assert (code, "Readers follow version 2 from now on" in said) == (0, True), said
            assert run(operator, "verify")[0] == 0
            code, said = run(reader, "counts")
            assert code == TROUBLE, said
            assert_one_sentence(said, "does not allow user reader", f"READ on topic {SECOND}-counts")
            secured.grant(ClientRole.READER, rights(ClientRole.READER, SECOND, 2))
            code, said = run(reader, "tail", "visits", "--from-start", "--limit", "1", "--json")
            assert (code, f'"{SECOND}-visits"' in said) == (0, True), said

            code, said = run(operator, "switch", "--version", "1", "--yes")
            assert (code, "Readers follow version 1 from now on" in said) == (0, True), said
            assert "energy" in run(reader, "counts", "--json")[1]
        finally:
            for each in running:
                each.kill()
