"""Fit one model to features, and keep it small: a logistic regression, boosted trees or a choice among options."""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from streams.core.extraction.learned.linear import Features, LinearModel
from streams.core.extraction.learned.trees import Tree

Vector = Any
"""A numpy array of one dimension."""
Grown = Any
"""A tree of scikit-learn's, which has no types."""
LabelledChoice = tuple[Sequence[Features], int, float]
"""The options' features, the position of the right one, and the weight of the group."""

SEED = 20_240_509
CONSTANT = 4.0
"""Log-odds of a model whose rows all have one label."""
SMALLEST = 0.06
"""Weights below this are left out of the file."""


def fit(
    rows: Sequence[Features],
    labels: Sequence[int],
    weights: Sequence[float] | None = None,
    strength: float = 0.3,
    seen: int = 3,
) -> LinearModel:
    """Return a model of `labels` given `rows`.

    `strength` is the inverse of the L2 penalty; features in fewer than `seen` rows are left out. Where all labels agree
    the model is a constant.
    """
    if len(set(labels)) < 2:
        return _constant(labels)
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= seen)
    regression = LogisticRegression(C=strength, solver="liblinear", random_state=SEED, max_iter=300)
    regression.fit(
        _matrix(rows, names), np.asarray(labels), sample_weight=None if weights is None else np.asarray(weights)
    )
    kept = {n: round(float(w), 3) for n, w in zip(names, regression.coef_[0], strict=True) if abs(w) >= SMALLEST}
    return LinearModel(round(float(regression.intercept_[0]), 3), kept)


def _constant(labels: Sequence[int]) -> LinearModel:
    return LinearModel(CONSTANT if labels and labels[0] else -CONSTANT, {})


def fit_trees(
    rows: Sequence[Features],
    labels: Sequence[int],
    weights: Sequence[float] | None = None,
    trees: int = 160,
    leaves: int = 6,
    rate: float = 0.08,
) -> LinearModel:
    """Return a model of boosted trees of `labels` given `rows`, for few features that speak together.

    `weights` say how much each row counts, `rate` how much of each tree's correction is taken.
    """
    if len(set(labels)) < 2:
        return _constant(labels)
    names = sorted({name for row in rows for name in row})
    boosted = GradientBoostingClassifier(
        n_estimators=trees,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        max_depth=None,
        min_samples_leaf=25,
        subsample=0.6,
        max_features=0.4,
        random_state=SEED,
    )
    boosted.fit(_matrix(rows, names).toarray(), np.asarray(labels), weights)
    share = float(np.average(labels, weights=weights))
    grown = tuple(_tree(assign_participants[0].tree_, 0, names, rate) for assign_participants in boosted.estimators_)
    return LinearModel(round(log(share / (1 - share)), 3), {}, grown)


def mean_of(linear: LinearModel, trees: LinearModel) -> LinearModel:
    """Return the mean of the log-odds of two models, of which the second has only trees."""
    weights = {name: round(weight / 2, 3) for name, weight in linear.weights.items()}
    return LinearModel(round((linear.bias + trees.bias) / 2, 3), weights, tuple(map(_halved, trees.trees)))


def _halved(node: Tree) -> Tree:
    if not isinstance(node, tuple):
        return round(node / 2, 4)
    name, threshold, low, high = node
    return name, threshold, _halved(low), _halved(high)


def _tree(grown: Grown, node: int, names: Sequence[str], rate: float) -> Tree:
    """Return one of scikit-learn's trees from a node downwards, its leaves multiplied by `rate`."""
    low, high = int(grown.children_left[node]), int(grown.children_right[node])
    if low < 0:
        return round(rate * float(grown.value[node][0][0]), 4)
    threshold = round(float(grown.threshold[node]), 4)
    return names[grown.feature[node]], threshold, _tree(grown, low, names, rate), _tree(grown, high, names, rate)


def fit_choice(groups: Sequence[LabelledChoice], strength: float, seen: int = 6) -> LinearModel:
    """Return a model by which the right option of each group scores best: a conditional logit with an L2 penalty."""
    rows = [features for options, _, _ in groups for features in options]
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= seen)
    if not groups or not names:
        return LinearModel(0.0, {})
    starts = np.cumsum([0, *(len(options) for options, _, _ in groups)])
    right = starts[:-1] + np.asarray([r for _, r, _ in groups])
    found = minimize(
        _loss,
        np.zeros(len(names)),
        args=(_matrix(rows, names), starts[:-1], right, np.asarray([w for _, _, w in groups]), strength),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 200},
    )
    return LinearModel(0.0, {n: round(float(w), 3) for n, w in zip(names, found.x, strict=True) if abs(w) >= SMALLEST})


def _loss(
    weights: Vector, rows: csr_matrix, starts: Vector, right: Vector, importance: Vector, strength: float
) -> tuple[float, Vector]:
    """Negative log-likelihood of the right options, and its gradient."""
    scores = rows @ weights
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, len(scores)]))
    top = np.maximum.reduceat(scores, starts)
    raised = np.exp(scores - top[group])
    total = np.add.reduceat(raised, starts)
    loss = -(importance * (scores[right] - top - np.log(total))).sum() + weights @ weights / (2 * strength)
    slope = raised / total[group] * importance[group]
    slope[right] -= importance
    return float(loss), rows.T @ slope + weights / strength


def _matrix(rows: Sequence[Features], names: Sequence[str]) -> csr_matrix:
    column = {name: n for n, name in enumerate(names)}
    indices, values, ends = [], [], [0]
    for row in rows:
        for name, value in row.items():
            if name in column:
                indices.append(column[name])
                values.append(value)
        ends.append(len(indices))
    return csr_matrix((values, indices, ends), shape=(len(rows), len(names)))
