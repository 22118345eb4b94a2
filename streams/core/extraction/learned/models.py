"""All that was learned: the networks that judge words, and the models that judge what these made of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeAlias

from streams.core.extraction.learned.linear import LinearModel, as_data, models_from
from streams.core.extraction.learned.networks import Network, network_as_data, network_from

Judges: TypeAlias = Mapping[str, LinearModel]
"""What judges reports and those who take part, by name."""


@dataclass(frozen=True, slots=True)
class Models:
    """The networks and the models of an extractor, each by its name."""

    networks: Mapping[str, Network]
    """By "report", whether a word reports an event; by "part", whether an actor takes part in it, and receives."""
    judges: Judges
    """Triage, and whatever is asked of reports and those who take part."""


def load_models() -> Models:
    """Read what ships with the extractor."""
    text = files("streams.core.extraction.learned").joinpath("weights/models.json").read_text(encoding="utf-8")
    return all_from(json.loads(text))


def all_from(data: Mapping[str, Mapping[str, Any]]) -> Models:
    """Return what the parsed JSON of a weights file holds: {"networks": {...}, "judges": {...}}."""
    networks = {name: network_from(network) for name, network in data["networks"].items()}
    return Models(networks, models_from(data["judges"]))


def all_as_data(models: Models) -> dict[str, dict[str, Any]]:
    """Return all in the form of the weights file."""
    return {
        "networks": {name: network_as_data(network) for name, network in sorted(models.networks.items())},
        "judges": {name: as_data(model) for name, model in sorted(models.judges.items())},
    }
