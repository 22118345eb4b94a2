"""Write the manifests that follow from the project's own lists: `python -m tools.kubernetes_manifests`.

Strimzi's KafkaTopic of each topic, a KafkaUser of each role with exactly the rights of `schemas.access`, the rules
of Prometheus as a PrometheusRule. A test fails when the files differ from what this writes.
"""

from itertools import groupby
from pathlib import Path
from typing import Any

import srsly

from schemas.access import AclOperation, ClientRole, Resource, Right, rights
from schemas.topics import Topic, topics_for

FOLDER = Path(__file__).parents[1] / "deploy" / "kubernetes"
RULES = Path(__file__).parents[1] / "deploy" / "prometheus" / "rules"
APP = "communique"
CLUSTER = "kafka"
"""Name of the Kafka resource that Strimzi keeps."""
REPLICAS = 3
PART_OF = {"app.kubernetes.io/part-of": APP}

_HEAD = "# Written by `make schemas` from {source}; a test compares.\n"


def topic_manifest(topic: Topic) -> dict[str, Any]:
    """Return the KafkaTopic of a topic, kept three times, of which two must have a write."""
    return {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaTopic",
        "metadata": {"name": topic.name, "labels": {"strimzi.io/cluster": CLUSTER, **PART_OF}},
        "spec": {
            "partitions": topic.partitions,
            "replicas": REPLICAS,
            "config": topic.configs | {"min.insync.replicas": "2"},
        },
    }


def user_manifest(role: ClientRole) -> dict[str, Any]:
    """Return the KafkaUser of a role; Strimzi makes its password and keeps it in a Secret of the same name."""
    acls = [
        _acl(resource, name, [each.operation for each in group])
        for (resource, name), group in groupby(rights(role, APP), key=lambda each: (each.resource, each.name))
    ]
    return {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaUser",
        "metadata": {"name": f"{APP}-{role}", "labels": {"strimzi.io/cluster": CLUSTER, **PART_OF}},
        "spec": {
            "authentication": {"type": "scram-sha-512"},
            "authorization": {"type": "simple", "acls": acls},
        },
    }


def rights_of(user: dict[str, Any]) -> set[Right]:
    """Return the rights that a KafkaUser gives, the inverse of `user_manifest`."""
    return {
        Right(Resource(acl["resource"]["type"]), acl["resource"]["name"], operation)
        for acl in user["spec"]["authorization"]["acls"]
        for operation in AclOperation
        if _strimzi(operation) in acl["operations"]
    }


def rule_manifest() -> dict[str, Any]:
    """Return all recording and alerting rules as one PrometheusRule."""
    groups = [group for path in sorted(RULES.glob("*.yml")) for group in srsly.read_yaml(path)["groups"]]
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": APP, "labels": PART_OF},
        "spec": {"groups": groups},
    }


def files() -> dict[Path, str]:
    """Return what every generated file must hold."""
    topics = [topic_manifest(topic) for topic in topics_for(APP)]
    return {
        FOLDER / "strimzi" / "topics.yaml": _text("schemas/topics.py", topics),
        FOLDER / "strimzi" / "users.yaml": _text("schemas/access.py", [user_manifest(role) for role in ClientRole]),
        FOLDER / "monitoring" / "rules.yaml": _text("deploy/prometheus/rules", [rule_manifest()]),
    }


def _acl(resource: Resource, name: str, operations: list[AclOperation]) -> dict[str, Any]:
    return {
        "resource": {"type": resource.value, "name": name, "patternType": "literal"},
        "operations": [_strimzi(each) for each in operations],
        "host": "*",
    }


def _strimzi(operation: AclOperation) -> str:
    """Return an operation as Strimzi writes it: DescribeConfigs."""
    return operation.title().replace("_", "")


def _text(source: str, manifests: list[dict[str, Any]]) -> str:
    return _HEAD.format(source=source) + "---\n".join(srsly.yaml_dumps(each) for each in manifests)


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
