"""All models of the extractor by name, and the file of their weights."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeVar

from schemas.facts import EventType, MeetingMode
from streams.core.extraction.learned.linear import LinearModel, as_data, models_from
from streams.core.extraction.learned.networks import Network, network_as_data, network_from

SCORED_MODES = (MeetingMode.CALL, MeetingMode.MULTILATERAL)
"""Modes of a meeting that have a model; a meeting is in person if neither is likely."""
_T = TypeVar("_T")
_SINGLE = ("triage", "party", "event", "date", "place", "amount", "sector", "planned", "ongoing")


class WeightsError(ValueError):
    """A weights file lacks a model, which the message names."""


@dataclass(frozen=True, slots=True)
class Networks:
    """The networks, which score words."""

    report: Network
    """Does a trigger report an event of its type? One output head for each type."""
    part: Network
    """Does an actor take part in it, and does it receive?"""


@dataclass(frozen=True, slots=True)
class Scorers:
    """The logistic models: triage, and those that score what the networks made of words."""

    triage: LinearModel
    """Can a sentence report an event?"""
    same: Mapping[EventType, LinearModel]
    """Do two reports of this type report one event?"""
    party: LinearModel
    """Does a country or organisation take part in an event?"""
    event: LinearModel
    """Is a group of reports an event: its confidence."""
    date: LinearModel
    place: LinearModel
    amount: LinearModel
    """Is this day, this place, this sum the event's own, or none of those that the text names?"""
    sector: LinearModel
    """Is the event about this sector?"""
    planned: LinearModel
    ongoing: LinearModel
    """Does the event have this status?"""
    mode: Mapping[MeetingMode, LinearModel]
    """Did the parties of a meeting meet so?"""


@dataclass(frozen=True, slots=True)
class Models:
    """All that was learned."""

    networks: Networks
    scorers: Scorers


def load_models() -> Models:
    """Read what ships with the extractor."""
    text = files("streams.core.extraction.learned").joinpath("weights/models.json").read_text(encoding="utf-8")
    return models_from_data(json.loads(text))


def models_from_data(data: Mapping[str, Mapping[str, Any]]) -> Models:
    """Return what the parsed JSON of a weights file holds: {"networks": {...}, "judges": {...}}.

    Raises WeightsError if a model is missing.
    """
    networks = {name: network_from(network) for name, network in data["networks"].items()}
    return Models(
        Networks(report=_of(networks, "report"), part=_of(networks, "part")), scorers_from(models_from(data["judges"]))
    )


def models_as_data(models: Models) -> dict[str, dict[str, Any]]:
    """Return all in the form of the weights file."""
    networks = {"part": models.networks.part, "report": models.networks.report}
    return {
        "networks": {name: network_as_data(network) for name, network in networks.items()},
        "judges": {name: as_data(model) for name, model in sorted(names_of(models.scorers).items())},
    }


def scorers_from(named: Mapping[str, LinearModel]) -> Scorers:
    """Return models by the names that they have in the weights file. Raises WeightsError if one is missing."""
    return Scorers(
        same={kind: _of(named, _same(kind)) for kind in EventType},
        mode={mode: _of(named, _mode(mode)) for mode in SCORED_MODES},
        **{name: _of(named, name) for name in _SINGLE},
    )


def names_of(scorers: Scorers) -> dict[str, LinearModel]:
    """Return the models by the names that they have in the weights file."""
    return (
        {name: getattr(scorers, name) for name in _SINGLE}
        | {_same(kind): model for kind, model in scorers.same.items()}
        | {_mode(mode): model for mode, model in scorers.mode.items()}
    )


def same_from(named: Mapping[str, LinearModel]) -> dict[EventType, LinearModel]:
    """Return the models for two reports of one event, of those that are there: training fits them before the others."""
    return {kind: named[_same(kind)] for kind in EventType if _same(kind) in named}


def _same(kind: EventType) -> str:
    return f"same.{kind.value}"


def _mode(mode: MeetingMode) -> str:
    return f"mode.{mode.value}"


def _of(named: Mapping[str, _T], name: str) -> _T:
    if name not in named:
        raise WeightsError(f"the weights lack the model {name!r}")
    return named[name]
