"""The manifests of deploy/kubernetes, and what a reviewer would complain about in them. All of it offline."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
from ruamel.yaml import YAML

from streams.settings import Settings

FOLDER = Path(__file__).parents[2] / "deploy" / "kubernetes"
VERSIONS = ("1.30.0", "1.37.0")
"""The oldest and the newest Kubernetes that the manifests are checked against."""

Manifest = dict[str, Any]

CUSTOM: dict[str, tuple[str, dict[str, type]]] = {
    "KafkaTopic": ("kafka.strimzi.io/v1", {"partitions": int, "replicas": int, "config": dict}),
    "KafkaUser": ("kafka.strimzi.io/v1", {"authentication": dict, "authorization": dict}),
    "ServiceMonitor": ("monitoring.coreos.com/v1", {"selector": dict, "jobLabel": str, "endpoints": list}),
    "PrometheusRule": ("monitoring.coreos.com/v1", {"groups": list}),
    "ScaledObject": (
        "keda.sh/v1alpha1",
        {
            "scaleTargetRef": dict, "pollingInterval": int, "cooldownPeriod": int, "minReplicaCount": int,
            "maxReplicaCount": int, "fallback": dict, "advanced": dict, "triggers": list,
        },
    ),
    "TriggerAuthentication": ("keda.sh/v1alpha1", {"configMapTargetRef": list, "secretTargetRef": list}),
}  # fmt: skip
"""Kinds of operators: their API version, and every field of `spec` that is used, with its type."""


def read(path: Path) -> list[Manifest]:
    with path.open(encoding="utf-8") as text:
        return [each for each in YAML(typ="safe").load_all(text) if each]


def all_manifests() -> list[Manifest]:
    """Return every manifest that the kustomizations list."""
    files = [path for path in sorted(FOLDER.rglob("*.yaml")) if path.name != "kustomization.yaml"]
    return [manifest for path in files for manifest in read(path)]


def named(manifests: list[Manifest], kind: str, name: str) -> Manifest:
    (found,) = [each for each in manifests if (each["kind"], each["metadata"]["name"]) == (kind, name)]
    return found


def complaints(manifests: list[Manifest]) -> list[str]:
    """Return everything that is wrong, one sentence each."""
    return [line for check in CHECKS for line in check(manifests)]


def pods(manifests: list[Manifest]) -> Iterator[tuple[str, Manifest, Manifest]]:
    """Yield the name, the labels and the spec of each template of pods."""
    for each in manifests:
        template = each.get("spec", {}).get("template")
        if each["kind"] in ("Deployment", "Job") and template:
            yield each["metadata"]["name"], template["metadata"]["labels"], template["spec"]


def _schema(manifests: list[Manifest]) -> Iterator[str]:
    for each in manifests:
        name = f"{each['kind']} {each['metadata'].get('name')}"
        if each["kind"] in CUSTOM:
            yield from (f"{name}: {line}" for line in _custom(each))
            continue
        for version in VERSIONS:
            try:
                kubernetes_validate.validate(each, version, strict=True)
            except kubernetes_validate.ValidationError as error:
                yield f"{name}: {error.message}"


def _custom(manifest: Manifest) -> Iterator[str]:
    version, fields = CUSTOM[manifest["kind"]]
    if manifest["apiVersion"] != version:
        yield f"apiVersion {manifest['apiVersion']} is not {version}"
    for name, value in manifest["spec"].items():
        if name not in fields:
            yield f"unknown field {name}"
        elif not isinstance(value, fields[name]):
            yield f"{name} is not {fields[name].__name__}"


def _hardening(manifests: list[Manifest]) -> Iterator[str]:
    """The restricted level of the Pod Security Standards, and a root file system that cannot be written."""
    for name, _, spec in pods(manifests):
        context = spec.get("securityContext", {})
        if not context.get("runAsNonRoot") or not context.get("runAsUser"):
            yield f"{name} may run as root"
        if context.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{name} has no seccomp profile"
        if spec.get("automountServiceAccountToken") is not False:
            yield f"{name} holds a token of Kubernetes"
        if any(spec.get(each) for each in ("hostNetwork", "hostPID", "hostIPC")):
            yield f"{name} shares its host"
        for container in spec["containers"]:
            yield from (f"{name} {line}" for line in _container(container))


def _container(container: Manifest) -> Iterator[str]:
    context = container.get("securityContext", {})
    if not context.get("readOnlyRootFilesystem"):
        yield "can write its root file system"
    if context.get("allowPrivilegeEscalation") is not False:
        yield "may gain privileges"
    if context.get("capabilities") != {"drop": ["ALL"]}:
        yield "keeps capabilities"
    if "memory" not in container.get("resources", {}).get("limits", {}) or "requests" not in container["resources"]:
        yield "has no limit of memory, or requests nothing"


def _probes(manifests: list[Manifest]) -> Iterator[str]:
    for each in manifests:
        if each["kind"] != "Deployment":
            continue
        name, (container,) = each["metadata"]["name"], each["spec"]["template"]["spec"]["containers"]
        ports = {port["name"] for port in container["ports"]}
        for probe, path in (("livenessProbe", "/healthz"), ("readinessProbe", "/readyz")):
            got = container.get(probe, {}).get("httpGet", {})
            if got.get("path") != path or got.get("port") not in ports:
                yield f"{name} has no {probe} at {path}"


def _secrets(manifests: list[Manifest]) -> Iterator[str]:
    """A secret is a file of the process's own user, never a value in a manifest."""
    users = {each["metadata"]["name"] for each in manifests if each["kind"] == "KafkaUser"}
    for name, _, spec in pods(manifests):
        environment = {each["name"]: each.get("value") for each in spec["containers"][0].get("env", [])}
        if any("PASSWORD" in variable for variable in environment):
            yield f"{name} has a password in its environment"
        mounted = {volume["secret"]["secretName"] for volume in spec["volumes"] if "secret" in volume}
        user = environment.get("KAFKA_SASL_USERNAME")
        if user not in users or mounted != {user, "kafka-cluster-ca-cert"}:
            yield f"{name} has not the secret of a user of its own"
    for each in manifests:
        if each["kind"] == "Secret" or any("PASSWORD" in key for key in each.get("data", {})):
            yield f"{each['metadata']['name']} holds a secret"


def _settings(manifests: list[Manifest]) -> Iterator[str]:
    known = {
        str(field.validation_alias or f"COMMUNIQUE_{name.upper()}") for name, field in Settings.model_fields.items()
    }
    given = {key for each in manifests if each["kind"] == "ConfigMap" for key in each["data"] if key.isupper()}
    given |= {each["name"] for _, _, spec in pods(manifests) for each in spec["containers"][0].get("env", [])}
    yield from (f"there is no setting {name}" for name in sorted(given - known))


def _selectors(manifests: list[Manifest]) -> Iterator[str]:
    """Whatever selects pods selects some."""
    labels = [each for _, each, _ in pods(manifests)]
    for each in manifests:
        selector = each.get("spec", {}).get("podSelector") or each.get("spec", {}).get("selector")
        if each["kind"] in ("Service", "PodDisruptionBudget", "NetworkPolicy", "Deployment"):
            wanted = selector if each["kind"] == "Service" else selector.get("matchLabels", {})
            if not any(wanted.items() <= pod.items() for pod in labels):
                yield f"{each['kind']} {each['metadata']['name']} selects no pod"


def _network(manifests: list[Manifest]) -> Iterator[str]:
    """Every pod is closed to both sides unless a policy opens it, and none is opened to everybody."""
    policies = [each["spec"] for each in manifests if each["kind"] == "NetworkPolicy"]
    closed = [each for each in policies if not each.get("ingress") and not each.get("egress")]
    for name, labels, _ in pods(manifests):
        closing = [each for each in closed if each["podSelector"]["matchLabels"].items() <= labels.items()]
        if not any(set(each["policyTypes"]) == {"Ingress", "Egress"} for each in closing):
            yield f"{name} is open to the network"
    for each in policies:
        rules = [*each.get("ingress", []), *each.get("egress", [])]
        if any(not (rule.get("from") or rule.get("to")) or not rule.get("ports") for rule in rules):
            yield "a policy opens pods to everybody"


CHECKS: tuple[Callable[[list[Manifest]], Iterator[str]], ...] = (
    _schema, _hardening, _probes, _secrets, _settings, _selectors, _network
)  # fmt: skip
