"""The Dockerfile and docker-compose.yml, checked without Docker; each check is shown to fail on a planted violation."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from schemas.topics import PARTITIONS
from streams.settings import Settings

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
COMPOSE = ROOT / "docker-compose.yml"

DOCUMENT: dict[str, Any] = YAML(typ="safe").load(COMPOSE)
SERVICES: dict[str, dict[str, Any]] = DOCUMENT["services"]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(each) for each in command], capture_output=True, text=True, timeout=60, check=False)


def valid(compose: Path) -> bool:
    done = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", compose)
    assert done.returncode in {0, 1}, done.stderr
    return done.returncode == 0


def complaints(dockerfile: Path) -> str:
    return run(BIN / "hadolint", "--no-color", dockerfile).stdout


def test_compose_file_follows_the_specification() -> None:
    assert valid(COMPOSE)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("    image: apache/kafka:4.3.1", "    imag: apache/kafka:4.3.1", id="unknown key"),
        pytest.param("restart: unless-stopped", "restart: [sometimes]", id="wrong type"),
        pytest.param("condition: service_healthy", "condition: service_happy", id="unknown condition"),
    ],
)
def test_a_mistake_in_the_compose_file_is_found(tmp_path: Path, right: str, wrong: str) -> None:
    planted = tmp_path / "docker-compose.yml"
    text = COMPOSE.read_text("utf-8")
    assert right in text
    planted.write_text(text.replace(right, wrong), "utf-8")
    assert not valid(planted)


def test_dockerfile_has_nothing_to_complain_about() -> None:
    assert complaints(DOCKERFILE) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        pytest.param("FROM ${PYTHON_IMAGE}\n", "FROM python:latest\n", "DL3007", id="unpinned image"),
        pytest.param("-r requirements-build.lock", "hatchling", "DL3013", id="unpinned package"),
        pytest.param("WORKDIR /source", "WORKDIR source", "DL3000", id="relative folder"),
    ],
)
def test_a_mistake_in_the_dockerfile_is_found(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    planted = tmp_path / "Dockerfile"
    text = DOCKERFILE.read_text("utf-8")
    assert right in text
    planted.write_text(text.replace(right, wrong), "utf-8")
    assert rule in complaints(planted)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_listens_beyond_this_machine(name: str) -> None:
    assert all(str(port).startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_has_a_version(name: str) -> None:
    image = r"(apache/kafka|communique|grafana/grafana|prom/prometheus):v?\d+\.\d+\.\d+"
    assert re.fullmatch(image, SERVICES[name]["image"])


def test_the_profiles_start_what_they_say() -> None:
    by_profile = {
        profile: {name for name, service in SERVICES.items() if profile in service["profiles"]}
        for profile in ("core", "demo", "observability")
    }
    assert by_profile == {
        "core": {"kafka", "topics", "worker", "web"},
        "demo": {"kafka", "topics", "worker", "web", "demo"},
        "observability": {"kafka", "topics", "worker", "web", "monitor", "prometheus", "grafana"},
    }


def test_each_waits_for_what_it_needs() -> None:
    waits = {
        name: {needed: how["condition"] for needed, how in service.get("depends_on", {}).items()}
        for name, service in SERVICES.items()
    }
    assert waits == {
        "kafka": {},
        "topics": {"kafka": "service_healthy"},
        "worker": {"topics": "service_completed_successfully"},
        "web": {"topics": "service_completed_successfully"},
        "demo": {"worker": "service_healthy"},
        "monitor": {"topics": "service_completed_successfully"},
        "prometheus": {},
        "grafana": {"prometheus": "service_healthy"},
    }


@pytest.mark.parametrize("name", ["kafka", "worker", "monitor", "prometheus", "grafana"])
def test_what_runs_for_long_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize(("name", "port"), [("worker", 9108), ("monitor", 9109)])
def test_health_is_asked_of_the_probe_that_is_true(name: str, port: int) -> None:
    assert f"http://127.0.0.1:{port}/readyz" in SERVICES[name]["healthcheck"]["test"][-1]
    settings = Settings()
    assert port == (settings.metrics_port if name == "worker" else settings.monitor_port)


def test_the_image_tells_its_health() -> None:
    assert re.search(r"^HEALTHCHECK .*\n.*127\.0\.0\.1:9108/readyz", DOCKERFILE.read_text("utf-8"), re.MULTILINE)


def test_a_worker_has_more_time_to_end_than_it_takes() -> None:
    assert int(SERVICES["worker"]["stop_grace_period"].removesuffix("s")) > Settings().grace_period


@pytest.mark.parametrize("name", ["prometheus", "grafana"])
def test_what_we_did_not_build_does_not_run_as_root(name: str) -> None:
    assert SERVICES[name]["user"].split(":")[0].isdigit()
    assert SERVICES[name]["user"].split(":")[0] != "0"


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_mounted_from_here_exists_and_is_read_only(name: str) -> None:
    for volume in SERVICES[name].get("volumes", ()):
        source, _, *mode = volume.split(":")
        if source.startswith("."):
            assert (ROOT / source).is_dir()
            assert mode == ["ro"]


def test_prometheus_and_grafana_find_each_other_and_what_they_watch() -> None:
    config = YAML(typ="safe").load(ROOT / "deploy" / "prometheus" / "prometheus.yml")
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    (discovery,) = jobs["communique-worker"]["dns_sd_configs"]
    assert (discovery["names"], discovery["port"]) == (["worker"], Settings().metrics_port)
    assert jobs["communique-monitor"]["static_configs"] == [{"targets": [f"monitor:{Settings().monitor_port}"]}]
    assert jobs["communique-web"]["static_configs"] == [{"targets": [f"web:{Settings().web_metrics_port}"]}]
    provisioning = ROOT / "deploy" / "grafana" / "provisioning"
    (datasource,) = YAML(typ="safe").load(provisioning / "datasources" / "prometheus.yml")["datasources"]
    assert datasource["url"] == "http://prometheus:9090"
    (provider,) = YAML(typ="safe").load(provisioning / "dashboards" / "communique.yml")["providers"]
    assert f"./deploy/grafana/dashboards:{provider['options']['path']}:ro" in SERVICES["grafana"]["volumes"]


def test_kafka_creates_no_topics_by_itself() -> None:
    assert SERVICES["kafka"]["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_the_partitions_are_those_of_the_list() -> None:
    assert DOCUMENT["x-communique"]["environment"]["COMMUNIQUE_PARTITIONS"] == str(PARTITIONS)


def test_the_image_does_not_run_as_root() -> None:
    users = re.findall(r"^USER (\S+)$", DOCKERFILE.read_text("utf-8"), flags=re.MULTILINE)
    assert users
    assert users[-1] not in {"0", "root"}


def test_every_stage_starts_from_one_image_with_a_version() -> None:
    text = DOCKERFILE.read_text("utf-8")
    assert re.findall(r"^FROM (\S+)", text, flags=re.MULTILINE) == ["${PYTHON_IMAGE}", "${PYTHON_IMAGE}"]
    (image,) = re.findall(r"^ARG PYTHON_IMAGE=(\S+)", text, flags=re.MULTILINE)
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", image)


def test_what_the_image_is_built_from_may_enter_the_build() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE.read_text("utf-8"), flags=re.MULTILINE)
    entering = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()}
    assert {name for names in copied for name in names.split()} - entering == set()


def test_everything_that_pip_installs_is_locked() -> None:
    commands = re.findall(r"pip install ([^&\n]*(?:\\\n[^&\n]*)*)", DOCKERFILE.read_text("utf-8"))
    assert commands
    assert [each for each in commands if "--require-hashes" not in each and "--no-index" not in each] == []
