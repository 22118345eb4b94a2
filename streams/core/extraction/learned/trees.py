"""Small trees over named features, as boosting grows them: what they say of many rows is read off at once."""

from collections.abc import Mapping, Sequence
from math import fsum, inf
from typing import Any, TypeAlias

import numpy as np

Tree: TypeAlias = "float | tuple[str, float, Tree, Tree]"
"""Log-odds, or a question: (feature, bound, what holds up to the bound, what holds above it)."""


def tree_from(data: float | list[Any]) -> Tree:
    """Return a tree from the parsed JSON of a weights file."""
    if not isinstance(data, list):
        return float(data)
    feature, threshold, low, high = data
    return feature, threshold, tree_from(low), tree_from(high)


class Forest:
    """Trees, whose log-odds add up."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._names: dict[str, int] = {}
        self._nodes: list[tuple[int, float, int, int, float]] = []
        """Of all trees: the number of the feature and its bound, the nodes below, and a leaf's log-odds."""
        self._roots = np.array([self._add(tree) for tree in trees], dtype=np.intp)
        self._depth = max(map(_depth, trees), default=0)
        columns = zip(*self._nodes, strict=True) if trees else [()] * 5
        self._feature, self._bound, self._low, self._high, self._leaf = map(np.array, columns)

    def _add(self, tree: Tree) -> int:
        """Take in a tree and return the number of its first node. A leaf leads to itself: all paths are as long."""
        if not isinstance(tree, tuple):
            here = len(self._nodes)
            self._nodes.append((0, inf, here, here, tree))
            return here
        name, threshold, low, high = tree
        number = self._names.setdefault(name, len(self._names))
        self._nodes.append((number, threshold, self._add(low), self._add(high), 0.0))
        return len(self._nodes) - 1

    def logits(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """Return the log-odds of each row; a feature that it does not tell is 0."""
        if not rows or not len(self._roots):
            return [0.0] * len(rows)
        values = np.array([[row.get(name, 0.0) for name in self._names or ("",)] for row in rows])
        line = np.arange(len(rows))[:, np.newaxis]
        at = np.tile(self._roots, (len(rows), 1))
        for _ in range(self._depth):
            at = np.where(values[line, self._feature[at]] <= self._bound[at], self._low[at], self._high[at])
        # fsum: numpy adds in an order that depends on the machine.
        return [fsum(leaves) for leaves in self._leaf[at].tolist()]


def _depth(tree: Tree) -> int:
    return 1 + max(map(_depth, tree[2:])) if isinstance(tree, tuple) else 0
