"""Every role on a Kafka that refuses what no right allows: what it may do works, all else ends in one sentence."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.access import AclOperation, ClientRole, Resource, Right
from schemas.topics import ARTICLES, accepted, heartbeats, topics_for
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.broker.reading_topics import ends
from streams.shell.broker.sending import Sending
from streams.shell.errors import BrokerError
from streams.shell.history.verify import verify
from streams.shell.monitoring.metrics import MonitorMetrics
from streams.shell.operations.monitor import Monitor
from tests.broker.certificates import Authority
from tests.broker.harness import wait_until
from tests.broker.real_kafka import available
from tests.broker.refused_commands import COMMANDS, REFUSED, placed, variables
from tests.broker.secured_commands import (
    KEY_PASSWORD,
    TROUBLE,
    USAGE,
    WRONG,
    accept_a_loss,
    assert_monitor_says,
    assert_no_secret,
    assert_one_sentence,
    environment,
    run,
    worker,
)
from tests.broker.secured_kafka import APP, Secured, secured_kafka
from tests.broker.wrong_connections import NOT_LET_IN, wrongly

pytestmark = pytest.mark.broker

ARTICLE = '{"id": "a1", "text": "visit PAK CHN 2024-05-08 energy", "published_at": "2024-05-08"}\n'
ACCEPTED = accepted(APP).name


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    """One broker for all tests of this file."""
    if not available():
        if os.environ.get("COMMUNIQUE_REQUIRE_KAFKA") == "1":
            pytest.fail("COMMUNIQUE_REQUIRE_KAFKA=1, but java and mvn are not both on the path")
        pytest.skip("NOT TESTED: access control needs real Apache Kafka, and java and mvn are not both here")
    with secured_kafka(tmp_path_factory.mktemp("secured")) as broker:
        yield broker


@pytest.fixture
def articles(tmp_path: Path) -> str:
    path = tmp_path / "articles.jsonl"
    path.write_text(ARTICLE, "utf-8")
    return str(path)


# What a role may do


def test_the_listed_rights_suffice_from_article_to_counts(secured: Secured, tmp_path: Path, articles: str) -> None:
    reader, operator = secured.certificate_user("reader"), secured.password_user(ClientRole.OPERATOR)
    assert run(secured.password_user(ClientRole.TOPICS), "topics", "check")[0] == 0
    running = worker(secured.certificate_user("worker"), tmp_path).ready()
    try:
        assert run(secured.password_user(ClientRole.PUBLISHER), "publish", articles)[0] == 0
        code, said = run(reader, "tail", "visits", "--from-start", "--limit", "1", "--json")
        assert (code, '"energy"' in said) == (0, True)
        wait_until(lambda: "energy" in run(reader, "counts", "--json")[1], 90, "the reader sees the count")
        wait_until(lambda: run(operator, "verify")[0] == 0, 90, "the operator verifies")
        assert running.stop() == 0
    finally:
        running.kill()
    assert_no_secret(running.text())


def test_a_worker_with_a_password_tells_it_to_no_log(secured: Secured, tmp_path: Path) -> None:
    """PLAIN sends the password itself, and at DEBUG the clients would log the request."""
    user = secured.password_user(ClientRole.WORKER) | {"KAFKA_SASL_MECHANISM": "PLAIN", "COMMUNIQUE_LOG_LEVEL": "DEBUG"}
    running = worker(user, tmp_path).ready()
    assert running.stop() == 0
    assert "debug" in running.text()
    assert_no_secret(running.text())


def test_the_operator_sees_that_all_is_well(secured: Secured) -> None:
    code, said = run(secured.password_user(ClientRole.OPERATOR), "doctor", "--json")
    assert code == 0, said
    assert f"{len(topics_for(APP))} as they should be" in said


def test_operator_may_reset_the_offsets_of_the_group(secured: Secured, monkeypatch: pytest.MonkeyPatch) -> None:
    committed, oldest = accept_a_loss(secured.password_user(ClientRole.OPERATOR), monkeypatch)
    assert committed == oldest, "workers go on at the oldest article that is left"


def test_a_configuration_that_is_hidden_is_not_called_right(secured: Secured) -> None:
    code, said = run(secured.password_user(ClientRole.MONITOR), "doctor", "--json")
    assert code == 0, said
    assert "we may not see the configurations of" in said


def test_monitor_may_measure_lag_beat_and_verify(secured: Secured, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment(secured.password_user(ClientRole.MONITOR)).items():
        monkeypatch.setenv(name, value)
    monitor, lane = Monitor(Settings(), MonitorMetrics()), heartbeats(APP, ARTICLES).name
    monitor.follow()
    assert {lag.stage for lag in monitor.look()} == {"intake", "read", "ledger", "count"}
    with clients.consumer(Settings()) as consumer:
        before = sum(ends(consumer, [lane]).values())
        monitor.beat()
        assert sum(ends(consumer, [lane]).values()) == before + 1
    assert verify(Settings()).ok


def test_encrypted_key_works_with_its_password_and_never_prompts(secured: Secured, articles: str) -> None:
    user = secured.certificate_user("publisher")
    certificate, key = secured.authority.locked("publisher", KEY_PASSWORD)
    user |= {
        "KAFKA_SSL_CERTFILE": str(certificate),
        "KAFKA_SSL_KEYFILE": str(key),
    }
    assert run(user | {"KAFKA_SSL_KEY_PASSWORD": KEY_PASSWORD}, "publish", articles)[0] == 0
    for wrong in ({}, {"KAFKA_SSL_KEY_PASSWORD": WRONG}):
        code, said = run(user | wrong, "publish", articles)
        assert code == USAGE
        assert_one_sentence(said, "the certificates for the broker cannot be used")


# What a role may not do


@pytest.mark.parametrize(
    ("role", "right", "command"), REFUSED, ids=[f"{role}-{cmd[0]}-{n}" for n, (role, _, cmd) in enumerate(REFUSED)]
)
def test_what_no_right_allows_is_refused_in_a_sentence(
    secured: Secured, tmp_path: Path, articles: str, role: ClientRole, right: str, command: list[str]
) -> None:
    user = secured.password_user(role) | variables(right)
    code, said = run(user, *placed(command, tmp_path, articles))
    assert code == TROUBLE, said
    assert_one_sentence(said, "does not allow", right)


@pytest.mark.parametrize(
    ("role", "right"),
    [(ClientRole.PUBLISHER, "READ on topic "), (ClientRole.READER, "READ on topic articles")],
    ids=["publisher", "reader"],
)
def test_a_monitor_without_its_rights_says_so_and_goes_on(
    secured: Secured, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, role: ClientRole, right: str
) -> None:
    assert_monitor_says(secured.password_user(role), monkeypatch, caplog, f"does not allow user {role}", right)


def test_a_monitor_that_may_not_write_heartbeats_says_so(
    secured: Secured, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    missing = Right(Resource.TOPIC, heartbeats(APP, ARTICLES).name, AclOperation.WRITE)
    with secured.without(ClientRole.MONITOR, missing):
        user = secured.password_user(ClientRole.MONITOR)
        assert_monitor_says(user, monkeypatch, caplog, "does not allow user monitor", str(missing))


def send_one(settings: Settings) -> None:
    with clients.producer(settings) as producer:
        sending = Sending(producer)
        sending.send(ARTICLES.name, b"key", b"value", [])
        sending.finish()


def test_records_that_may_not_be_sent_are_not_called_sent(secured: Secured, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `dead-letters replay` and `reread` do, by a user who may read everything and write nothing."""
    with monkeypatch.context() as operator:
        for name, value in environment(secured.password_user(ClientRole.OPERATOR)).items():
            operator.setenv(name, value)
        settings = Settings()
    missing = Right(Resource.TOPIC, ARTICLES.name, AclOperation.WRITE)
    with (
        secured.without(ClientRole.OPERATOR, missing),
        pytest.raises(BrokerError, match=r"does not allow this.*articles"),
    ):
        send_one(settings)


def test_a_certificate_without_any_right_is_named(secured: Secured, articles: str) -> None:
    code, said = run(secured.certificate_user("stranger"), "publish", articles)
    assert code == TROUBLE
    assert_one_sentence(said, "does not allow the owner of", "stranger.crt", "WRITE on topic articles")


# Who is not let in


@pytest.mark.parametrize(("wrong", "sentence"), NOT_LET_IN.values(), ids=NOT_LET_IN)
@pytest.mark.parametrize("command", ["publish", "worker"])
def test_refused_client_is_told_why(
    secured: Secured, tmp_path: Path, articles: str, command: str, wrong: dict[str, str], sentence: str
) -> None:
    role = ClientRole.WORKER if command == "worker" else ClientRole.PUBLISHER
    user = wrongly(secured, secured.password_user(role), wrong, tmp_path)
    code, said = run(user, command, *([articles] if command == "publish" else []))
    assert code == TROUBLE, said
    assert_one_sentence(said, sentence)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_tells_of_a_wrong_password(
    secured: Secured, tmp_path: Path, articles: str, command: list[str]
) -> None:
    user = secured.password_user(ClientRole.OPERATOR) | {"KAFKA_SASL_PASSWORD": WRONG, "COMMUNIQUE_WEB_PORT": "0"}
    code, said = run(user, *placed(command, tmp_path, articles))
    assert code == TROUBLE, said
    assert_one_sentence(said, "does not accept the credentials of user operator")


def test_a_monitor_with_a_wrong_password_says_so_and_goes_on(
    secured: Secured, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    user = secured.password_user(ClientRole.MONITOR) | {"KAFKA_SASL_PASSWORD": WRONG}
    assert_monitor_says(user, monkeypatch, caplog, "does not accept the credentials of user monitor")


def test_doctor_tells_of_a_wrong_password(secured: Secured) -> None:
    code, said = run(secured.password_user(ClientRole.OPERATOR) | {"KAFKA_SASL_PASSWORD": WRONG}, "doctor", "--json")
    assert (code, "does not accept the credentials of user operator" in said) == (TROUBLE, True)


@pytest.mark.parametrize("name", ["KAFKA_SSL_CERTFILE", "KAFKA_SSL_CAFILE"])
def test_a_certificate_that_is_not_there_is_a_wrong_setting(secured: Secured, articles: str, name: str) -> None:
    code, said = run(secured.certificate_user("publisher") | {name: "/no/such/file"}, "publish", articles)
    assert code == USAGE
    assert_one_sentence(said, name, "/no/such/file")


def test_a_broker_that_wants_a_certificate_says_so(secured: Secured, articles: str) -> None:
    user = secured.certificate_user("publisher")
    del user["KAFKA_SSL_CERTFILE"], user["KAFKA_SSL_KEYFILE"]
    code, said = run(user, "publish", articles)
    assert code == TROUBLE
    assert_one_sentence(said, "certificate")


def test_a_certificate_of_another_authority_is_refused(secured: Secured, tmp_path: Path, articles: str) -> None:
    certificate, key = Authority(tmp_path / "other", "other").sign("publisher")
    user = secured.certificate_user("publisher") | {
        "KAFKA_SSL_CERTFILE": str(certificate),
        "KAFKA_SSL_KEYFILE": str(key),
    }
    code, said = run(user, "publish", articles)
    assert code == TROUBLE
    assert_one_sentence(said, "does not accept our certificate")


# A worker that lacks a right


@pytest.mark.parametrize(
    "missing",
    [
        Right(Resource.TOPIC, ARTICLES.name, AclOperation.READ),
        Right(Resource.TOPIC, "visits", AclOperation.WRITE),
        Right(Resource.TOPIC, ACCEPTED, AclOperation.WRITE),
        Right(Resource.GROUP, APP, AclOperation.READ),
    ],
    ids=str,
)
def test_a_worker_that_lacks_a_right_does_not_begin(secured: Secured, missing: Right) -> None:
    with secured.without(ClientRole.WORKER, missing):
        code, said = run(secured.password_user(ClientRole.WORKER), "worker")
    assert code == TROUBLE, said
    assert_one_sentence(said, "does not allow user worker", str(missing))


@pytest.mark.parametrize(
    "missing",
    [Right(Resource.TOPIC, ACCEPTED, AclOperation.WRITE), Right(Resource.GROUP, APP, AclOperation.READ)],
    ids=str,
)
def test_a_worker_that_loses_a_right_stops_with_a_sentence(
    secured: Secured, tmp_path: Path, articles: str, missing: Right
) -> None:
    running = worker(secured.password_user(ClientRole.WORKER), tmp_path).ready()
    try:
        with secured.without(ClientRole.WORKER, missing):
            assert run(secured.password_user(ClientRole.PUBLISHER), "publish", articles)[0] == 0
            assert running.process.wait(60) == TROUBLE
    finally:
        running.kill()
    assert "does not allow" in running.text().splitlines()[-1]
    assert missing.name in running.text().splitlines()[-1]
    assert_no_secret(running.text())
