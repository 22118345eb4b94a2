"""Logistic models over named features: the whole of the learned machinery at run time.

A stage describes what it has to judge by features (a name and a value, mostly 1.0) and asks a model for a probability.
Models are trained by `streams.shell.training` and kept as JSON: {"model": {"bias": b, "weights": {"feature": w}}}.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from math import exp
from typing import Any

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic regression; a feature that training never saw weighs nothing."""

    bias: float
    weights: Mapping[str, float]

    def logit(self, features: Features) -> float:
        """Log-odds of yes."""
        known = self.weights
        total = self.bias
        for name, value in features.items():  # a plain loop: half of an article's time after the parse is spent here
            if name in known:
                total += known[name] * value
        return total

    def probability(self, features: Features) -> float:
        """Probability of yes, in (0, 1)."""
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, self.logit(features)))))


def load_models() -> dict[str, LinearModel]:
    """Read the trained models that ship with the extractor, by name."""
    text = files("streams.core.extraction").joinpath("weights/models.json").read_text(encoding="utf-8")
    return models_from(json.loads(text))


def models_from(data: Mapping[str, Mapping[str, Any]]) -> dict[str, LinearModel]:
    """Models by name, from the parsed JSON of a weights file."""
    return {name: LinearModel(m["bias"], m["weights"]) for name, m in data.items()}


def bucket(value: float, *edges: float) -> int:
    """Index of the interval that a number falls in: 0 below the first edge."""
    return sum(value >= edge for edge in edges)
