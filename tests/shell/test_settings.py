from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from streams.app import create_app
from streams.settings import SecurityProtocol, Settings
from streams.shell.errors import UsageError
from streams.shell.stream import own_actors


def test_the_defaults_suit_one_machine() -> None:
    settings = Settings()
    assert settings.client_options() == {"bootstrap_servers": ["127.0.0.1:9092"], "security_protocol": "PLAINTEXT"}
    assert settings.application_id == "communique"
    assert settings.metrics_host == "127.0.0.1"


def test_kafkas_settings_have_the_names_that_kafka_users_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "one:9092, two:9092")
    monkeypatch.setenv("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
    monkeypatch.setenv("KAFKA_SASL_USERNAME", "me")
    monkeypatch.setenv("KAFKA_SASL_PASSWORD", "secret")
    monkeypatch.setenv("COMMUNIQUE_PARTITIONS", "3")
    settings = Settings()
    options = settings.client_options()
    assert options["bootstrap_servers"] == ["one:9092", "two:9092"]
    assert options["sasl_plain_password"] == "secret"  # noqa: S105
    assert options["ssl_context"] is not None
    assert settings.partitions == 3


@pytest.mark.parametrize(("cores", "processes"), [(8, 7), (1, 1), (None, 1)])
def test_extraction_leaves_a_core_free_without_cpu_affinity(
    cores: int | None, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert Settings().extractor_processes == processes


def test_a_secret_never_shows() -> None:
    settings = Settings(
        security_protocol=SecurityProtocol.SASL_PLAINTEXT, sasl_username="me", sasl_password=SecretStr("hunter2")
    )
    assert "hunter2" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"security_protocol": "SASL_SSL"}, "KAFKA_SASL_USERNAME"),
        ({"session_timeout": 2, "heartbeat_interval": 1.5}, "twice heartbeat_interval"),
        ({"session_timeout": 50, "request_timeout": 40}, "request_timeout"),
        ({"partitions": 0}, "partitions"),
        ({"app_id": "Not A Name"}, "app_id"),
        ({"log_level": "LOUD"}, "log_level"),
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Settings(**wrong)  # type: ignore[arg-type]


def test_a_higher_version_runs_side_by_side() -> None:
    app = create_app(Settings(version=2))
    assert app.conf.id == app.settings.application_id == "communique-v2"
    assert {table.changelog for table in app.tables.values()} == {
        f"communique-v2-{name}-changelog" for name in ("readings", "ledger", "counts")
    }


def test_version_is_explicit_even_if_it_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Settings().version_is_explicit
    assert Settings().of_version(1).version_is_explicit
    monkeypatch.setenv("COMMUNIQUE_VERSION", "1")
    assert Settings().version_is_explicit


def test_credentials_reach_the_stream() -> None:
    settings = Settings(
        security_protocol=SecurityProtocol.SASL_PLAINTEXT, sasl_username="me", sasl_password=SecretStr("pass")
    )
    credentials = create_app(settings).conf.broker_credentials
    assert (credentials.username, credentials.password) == ("me", "pass")
    assert credentials.mechanism.value == "SCRAM-SHA-512"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "No such file", id="missing"),
        pytest.param(b"- name: Lake Forum\n  kind: planet\n", "entry 1, kind", id="wrong"),
        pytest.param("- name: Café".encode("latin-1"), "no text in UTF-8", id="another encoding"),
    ],
)
def test_unusable_actors_file_stops_the_worker_before_it_starts(
    content: bytes | None, said: str, tmp_path: Path
) -> None:
    actors = tmp_path / "actors.yaml"
    if content is not None:
        actors.write_bytes(content)
    with pytest.raises(UsageError, match=f"{actors}: .*{said}"):
        create_app(Settings(actors_overlay=actors))


def test_the_users_own_actors_reach_the_extractor(tmp_path: Path) -> None:
    actors = tmp_path / "actors.yaml"
    actors.write_text("- name: Lake Forum\n  kind: organization\n", "utf-8")
    assert own_actors.read(actors) == actors.read_text("utf-8")
    assert own_actors.read(None) is None


def test_secrets_may_lie_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
    monkeypatch.setenv("KAFKA_SASL_USERNAME", "me")
    (tmp_path / "kafka_sasl_password").write_text("from a file\n", "utf-8")
    password = Settings(_secrets_dir=tmp_path).sasl_password
    assert password is not None
    assert password.get_secret_value() == "from a file"
