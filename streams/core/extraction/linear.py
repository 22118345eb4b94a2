"""Logistic models over named features, some with small trees: what judges whatever the networks made of words.

A stage describes what it has to judge by features (a name and a value, mostly 1.0) and asks a model for a probability.
Models are trained by `streams.shell.training` and kept as JSON: {"model": {"bias": b, "weights": {"feature": w}}}.
Where features speak only together a model has trees besides: {"trees": [["feature", bound, tree, tree], ...]}, a leaf
being a number.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import repeat
from math import exp, fsum, log
from operator import mul
from typing import Any, TypeAlias

Features = dict[str, float]
_Node: TypeAlias = "tuple[int, float, Any, Any]"
"""A tree to walk through fast: the number of a feature, or -1 and a leaf's log-odds."""
Tree: TypeAlias = "float | tuple[str, float, Tree, Tree]"
"""Log-odds, or a question: (feature, bound, what holds up to the bound, what holds above it)."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Log-odds as a sum of weights and of what the trees say; a feature that training never saw weighs nothing."""

    bias: float
    weights: Mapping[str, float]
    trees: tuple[Tree, ...] = ()
    _asked: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The features that the trees ask for."""
    _grown: tuple[_Node, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers: dict[str, int] = {}
        object.__setattr__(self, "_grown", tuple(_numbered(tree, numbers) for tree in self.trees))
        object.__setattr__(self, "_asked", tuple(numbers))

    def logit(self, features: Features) -> float:
        """Log-odds of yes."""
        # Features come in the order of sets, which differs from process to process: fsum gives all the same sum.
        weights = map(self.weights.get, features, repeat(0.0))
        total = self.bias + fsum(map(mul, weights, features.values()))
        values = [features.get(name, 0.0) for name in self._asked]
        for asked, bound, low, high in self._grown:
            while asked >= 0:
                asked, bound, low, high = low if values[asked] <= bound else high  # noqa: PLW2901
            total += bound
        return total

    def probability(self, features: Features) -> float:
        """Probability of yes, in (0, 1)."""
        return probability_of(self.logit(features))


def models_from(data: Mapping[str, Mapping[str, Any]]) -> dict[str, LinearModel]:
    """Models by name, from the parsed JSON of a weights file."""
    return {n: LinearModel(m["bias"], m["weights"], tuple(map(_tree, m.get("trees", ())))) for n, m in data.items()}


def as_data(model: LinearModel) -> dict[str, Any]:
    """Return a model in the form of the weights file."""
    plain: dict[str, Any] = {"bias": model.bias, "weights": model.weights}
    return plain | {"trees": model.trees} if model.trees else plain


def _numbered(tree: Tree, numbers: dict[str, int]) -> _Node:
    """Return a tree with numbers for names; new names get the next."""
    if not isinstance(tree, tuple):
        return -1, tree, None, None
    name, bound, low, high = tree
    number = numbers.setdefault(name, len(numbers))
    return number, bound, _numbered(low, numbers), _numbered(high, numbers)


def _tree(data: float | list[Any]) -> Tree:
    if not isinstance(data, list):
        return float(data)
    feature, bound, low, high = data
    return feature, bound, _tree(low), _tree(high)


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


def overlap(a: frozenset[str], b: frozenset[str]) -> str:
    """Return how two sets lie to each other, as a word for the name of a feature."""
    if not a or not b:
        return "unknown"
    if a == b:
        return "equal"
    return "within" if a < b else "around" if b < a else "some" if a & b else "none"
