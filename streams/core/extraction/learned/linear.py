"""Logistic models over named features, some with small trees: what judges whatever the networks made of words.

A stage describes what it has to judge by features (a name and a value, mostly 1.0) and asks a model for a probability.
Models are trained by `tools.training` and kept as JSON: {"model": {"bias": b, "weights": {"feature": w}}}.
Where features speak only together a model has trees besides: {"trees": [["feature", bound, tree, tree], ...]}, a leaf
being a number.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import repeat
from math import exp, fsum, log
from operator import add, mul
from typing import Any

from streams.core.extraction.learned.trees import Forest, Tree, tree_from

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Log-odds as a sum of weights and of what the trees say; a feature that training never saw weighs nothing."""

    bias: float
    weights: Mapping[str, float]
    trees: tuple[Tree, ...] = ()
    _forest: Forest = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_forest", Forest(self.trees))

    def logit(self, features: Features) -> float:
        """Log-odds of yes."""
        return self.logits((features,))[0] if self.trees else self._weighed(features)

    def logits(self, rows: Sequence[Features]) -> list[float]:
        """Log-odds of yes for each of several: trees say them faster at once."""
        return list(map(add, map(self._weighed, rows), self._forest.logits(rows)))

    def probability(self, features: Features) -> float:
        """Probability of yes, in (0, 1)."""
        return probability_of(self.logit(features))

    def probabilities(self, rows: Sequence[Features]) -> list[float]:
        """Probability of yes for each of several."""
        return list(map(probability_of, self.logits(rows)))

    def _weighed(self, features: Features) -> float:
        # Features come in the order of sets, which differs from process to process: fsum gives all the same sum.
        weights = map(self.weights.get, features, repeat(0.0))
        return self.bias + fsum(map(mul, weights, features.values()))


def models_from(data: Mapping[str, Mapping[str, Any]]) -> dict[str, LinearModel]:
    """Models by name, from the parsed JSON of a weights file."""
    return {n: LinearModel(m["bias"], m["weights"], tuple(map(tree_from, m.get("trees", ())))) for n, m in data.items()}


def as_data(model: LinearModel) -> dict[str, Any]:
    """Return a model in the form of the weights file."""
    plain: dict[str, Any] = {"bias": model.bias, "weights": model.weights}
    return plain | {"trees": model.trees} if model.trees else plain


def probability_of(logit: float) -> float:
    """Return the probability of log-odds, which count as at most 30 away from even."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, logit))))


def log_odds(p: float, margin: float) -> float:
    """Return the log-odds of a probability that counts as at least `margin` away from 0 and 1."""
    p = min(max(p, margin), 1 - margin)
    return log(p / (1 - p))


def bucket(value: float, *edges: float) -> int:
    """Index of the interval that a number falls in: 0 below the first of the edges, which ascend."""
    return bisect_right(edges, value)


def overlap(a: AbstractSet[str], b: AbstractSet[str]) -> str:
    """Return how two sets lie to each other, as a word for the name of a feature."""
    if not a or not b:
        return "unknown"
    if a == b:
        return "equal"
    return "within" if a < b else "around" if b < a else "some" if a & b else "none"
