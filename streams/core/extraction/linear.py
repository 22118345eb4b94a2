"""Logistic models over named features, some with small trees: the whole of the learned machinery at run time.

A stage describes what it has to judge by features (a name and a value, mostly 1.0) and asks a model for a probability.
Models are trained by `streams.shell.training` and kept as JSON: {"model": {"bias": b, "weights": {"feature": w}}}.
Where features speak only together a model has trees besides: {"trees": [["feature", bound, tree, tree], ...]}, a leaf
being a number.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import repeat
from math import exp, fsum, log
from operator import mul
from typing import Any, TypeAlias

Features = dict[str, float]
Tree: TypeAlias = "float | tuple[str, float, Tree, Tree]"
"""Log-odds, or a question: (feature, bound, what holds up to the bound, what holds above it)."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Log-odds as a sum of weights and of what the trees say; a feature that training never saw weighs nothing."""

    bias: float
    weights: Mapping[str, float]
    trees: tuple[Tree, ...] = ()

    def logit(self, features: Features) -> float:
        """Log-odds of yes."""
        # Features come in the order of sets, which differs from process to process: fsum gives all the same sum.
        weights = map(self.weights.get, features, repeat(0.0))
        total = self.bias + fsum(map(mul, weights, features.values()))
        value_of = features.get
        for tree in self.trees:
            node = tree
            while isinstance(node, tuple):
                name, bound, low, high = node
                node = low if value_of(name, 0.0) <= bound else high
            total += node
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
    return {n: LinearModel(m["bias"], m["weights"], tuple(map(_tree, m.get("trees", ())))) for n, m in data.items()}


def as_data(model: LinearModel) -> dict[str, Any]:
    """Return a model in the form of the weights file."""
    plain: dict[str, Any] = {"bias": model.bias, "weights": model.weights}
    return plain | {"trees": model.trees} if model.trees else plain


def _tree(data: float | list[Any]) -> Tree:
    if not isinstance(data, list):
        return float(data)
    feature, bound, low, high = data
    return feature, bound, _tree(low), _tree(high)


def log_odds(p: float, margin: float) -> float:
    """Return the log-odds of a probability that counts as at least `margin` away from 0 and 1."""
    p = min(max(p, margin), 1 - margin)
    return log(p / (1 - p))


def bucket(value: float, *edges: float) -> int:
    """Index of the interval that a number falls in: 0 below the first of the edges, which ascend."""
    return bisect_right(edges, value)
