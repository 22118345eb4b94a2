"""deploy/kubernetes: right as it stands, and each check shown to find what it is for."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.access import ClientRole, rights
from schemas.topics import PARTITIONS, accepted, topics_for
from streams.settings import Settings
from tests.deploy.manifests import FOLDER, Manifest, all_manifests, complaints, named, read
from tools.kubernetes_manifests import APP, files, rights_of

MANIFESTS = all_manifests()
WORKER = named(MANIFESTS, "Deployment", "communique-worker")


def test_manifests_are_valid() -> None:
    assert len(MANIFESTS) > 30
    assert complaints(MANIFESTS) == []


def pod(manifests: list[Manifest], name: str = "communique-worker") -> dict[str, Any]:
    found: dict[str, Any] = named(manifests, "Deployment", name)["spec"]["template"]["spec"]
    return found


def container(manifests: list[Manifest]) -> dict[str, Any]:
    found: dict[str, Any] = pod(manifests)["containers"][0]
    return found


PLANTED: dict[str, tuple[Callable[[list[Manifest]], object], str]] = {
    "an unknown field": (lambda all_: pod(all_).update(restart="often"), "Deployment communique-worker: "),
    "a wrong type": (
        lambda all_: named(all_, "Deployment", "communique-web")["spec"].update(replicas="two"),
        "Deployment communique-web: ",
    ),
    "an old Strimzi": (
        lambda all_: named(all_, "KafkaTopic", "visits").update(apiVersion="kafka.strimzi.io/v1beta2"),
        "KafkaTopic visits: apiVersion",
    ),
    "a misspelt field of KEDA": (
        lambda all_: named(all_, "ScaledObject", "communique-worker")["spec"].update(coolDown=5),
        "unknown field coolDown",
    ),
    "root": (lambda all_: pod(all_)["securityContext"].pop("runAsNonRoot"), "may run as root"),
    "no seccomp": (lambda all_: pod(all_)["securityContext"].pop("seccompProfile"), "has no seccomp profile"),
    "a token": (lambda all_: pod(all_).pop("automountServiceAccountToken"), "holds a token of Kubernetes"),
    "the host's network": (lambda all_: pod(all_).update(hostNetwork=True), "shares its host"),
    "a writable root": (
        lambda all_: container(all_)["securityContext"].update(readOnlyRootFilesystem=False),
        "can write its root file system",
    ),
    "escalation": (
        lambda all_: container(all_)["securityContext"].pop("allowPrivilegeEscalation"),
        "may gain privileges",
    ),
    "a capability": (
        lambda all_: container(all_)["securityContext"]["capabilities"].update(add=["NET_RAW"]),
        "keeps capabilities",
    ),
    "no limit": (lambda all_: container(all_)["resources"].pop("limits"), "has no limit of memory"),
    "no probe": (lambda all_: container(all_).pop("livenessProbe"), "has no livenessProbe at /healthz"),
    "a probe of another port": (
        lambda all_: container(all_)["readinessProbe"]["httpGet"].update(port="web"),
        "has no readinessProbe at /readyz",
    ),
    "a password in the environment": (
        lambda all_: container(all_)["env"].append({"name": "KAFKA_SASL_PASSWORD", "value": "x"}),
        "has a password in its environment",
    ),
    "a password in the settings": (
        lambda all_: named(all_, "ConfigMap", "communique")["data"].update(KAFKA_SASL_PASSWORD="x"),  # noqa: S106
        "communique holds a secret",
    ),
    "another's secret": (
        lambda all_: container(all_)["env"][0].update(value="communique-monitor"),
        "has not the secret of a user of its own",
    ),
    "a misspelt setting": (
        lambda all_: named(all_, "ConfigMap", "communique")["data"].update(COMMUNIQUE_PARTITION="8"),
        "there is no setting COMMUNIQUE_PARTITION",
    ),
    "a budget for nobody": (
        lambda all_: named(all_, "PodDisruptionBudget", "communique-worker")["spec"]["selector"].update(
            matchLabels={"app.kubernetes.io/name": "worker"}
        ),
        "PodDisruptionBudget communique-worker selects no pod",
    ),
    "an open network": (
        lambda all_: all_.remove(named(all_, "NetworkPolicy", "communique-deny")),
        "is open to the network",
    ),
    "a policy for everybody": (
        lambda all_: named(all_, "NetworkPolicy", "communique-web-from-ingress")["spec"]["ingress"][0].pop("from"),
        "opens pods to everybody",
    ),
}


@pytest.mark.parametrize(("plant", "found"), PLANTED.values(), ids=PLANTED)
def test_a_planted_mistake_is_found(plant: Callable[[list[Manifest]], object], found: str) -> None:
    manifests = copy.deepcopy(MANIFESTS)
    plant(manifests)
    assert any(found in line for line in complaints(manifests)), complaints(manifests)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_what_follows_from_lists_is_as_they_say(path: Path) -> None:
    assert path.read_text("utf-8") == files()[path], "run: make schemas"


def test_the_topics_are_those_of_the_list() -> None:
    made = {each["metadata"]["name"]: each["spec"] for each in MANIFESTS if each["kind"] == "KafkaTopic"}
    assert set(made) == {topic.name for topic in topics_for(APP)}
    for topic in topics_for(APP):
        assert topic.configs.items() <= made[topic.name]["config"].items()
        assert made[topic.name]["partitions"] == topic.partitions


@pytest.mark.parametrize("role", ClientRole)
def test_a_user_has_exactly_the_rights_of_its_role(role: ClientRole) -> None:
    user = named(MANIFESTS, "KafkaUser", f"{APP}-{role}")
    assert rights_of(user) == set(rights(role, APP))
    assert all(acl["resource"]["patternType"] == "literal" for acl in user["spec"]["authorization"]["acls"])


def test_every_file_is_in_a_kustomization() -> None:
    for path in FOLDER.rglob("kustomization.yaml"):
        (kustomization,) = read(path)
        listed = set(kustomization.get("resources", [])) | set(kustomization.get("components", []))
        folder = path.parent
        there = {each.name for each in folder.glob("*.yaml")} - {"kustomization.yaml"}
        there |= {each.parent.name for each in folder.glob("*/kustomization.yaml")}
        assert listed == there, path


def test_a_worker_has_the_time_that_its_settings_give_it() -> None:
    spec, settings = pod(MANIFESTS), Settings()
    startup = spec["containers"][0]["startupProbe"]
    assert spec["terminationGracePeriodSeconds"] > settings.grace_period
    assert startup["periodSeconds"] * startup["failureThreshold"] > settings.startup_timeout


def test_ports_are_those_of_the_settings() -> None:
    ports = {
        name: [each["containerPort"] for each in pod(MANIFESTS, f"communique-{name}")["containers"][0]["ports"]]
        for name in ("worker", "monitor", "web")
    }
    settings = Settings()
    assert ports == {
        "worker": [settings.metrics_port],
        "monitor": [settings.monitor_port],
        "web": [settings.web_port, settings.web_metrics_port],
    }


def test_the_settings_are_those_of_the_lists() -> None:
    data = named(MANIFESTS, "ConfigMap", "communique")["data"]
    assert (data["COMMUNIQUE_PARTITIONS"], data["COMMUNIQUE_APP_ID"]) == (str(PARTITIONS), APP)
    assert data["KAFKA_SECURITY_PROTOCOL"] == "SASL_SSL"


def test_scaling_follows_the_lag_and_is_slow_to_take_workers_away() -> None:
    spec = named(MANIFESTS, "ScaledObject", "communique-worker")["spec"]
    assert spec["scaleTargetRef"]["name"] == WORKER["metadata"]["name"]
    assert spec["maxReplicaCount"] == PARTITIONS
    assert spec["cooldownPeriod"] >= 1_800
    assert {each["metadata"]["topic"] for each in spec["triggers"]} == {"articles", accepted(APP).name}
    assert {each["metadata"]["consumerGroup"] for each in spec["triggers"]} == {APP}
    behaviour = spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]
    assert behaviour["scaleDown"]["stabilizationWindowSeconds"] >= 1_800
    for each in spec["triggers"]:
        authentication = named(MANIFESTS, "TriggerAuthentication", each["authenticationRef"]["name"])
        names = {target["name"] for target in authentication["spec"]["secretTargetRef"]}
        assert names == {f"{APP}-{ClientRole.MONITOR}", "kafka-cluster-ca-cert"}


def test_service_monitor_labels_match_the_job_names_in_the_rules() -> None:
    spec = named(MANIFESTS, "ServiceMonitor", "communique")["spec"]
    (expression,) = spec["selector"]["matchExpressions"]
    for name in expression["values"]:
        service = named(MANIFESTS, "Service", name)
        assert service["metadata"]["labels"][spec["jobLabel"]] == name
        assert {each["port"] for each in spec["endpoints"]} <= {port["name"] for port in service["spec"]["ports"]}
    policy = named(MANIFESTS, "NetworkPolicy", "communique-from-prometheus")["spec"]
    assert policy["podSelector"]["matchExpressions"] == [expression]
