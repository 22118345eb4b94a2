"""Fit one logistic model to features, and write it small."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from streams.core.extraction.linear import Features, LinearModel

SEED = 20_240_509
SMALLEST = 0.02
"""Weights below this are left out of the file."""


def fit(
    rows: Sequence[Features],
    labels: Sequence[int],
    weights: Sequence[float] | None = None,
    strength: float = 0.3,
    seen: int = 3,
) -> LinearModel:
    """A model of `labels` given `rows`.

    `strength` is the inverse of the L2 penalty; features in fewer than `seen` rows are left out. Where all labels agree
    the model is a constant.
    """
    if len(set(labels)) < 2:
        return LinearModel(4.0 if labels and labels[0] else -4.0, {})
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= seen)
    regression = LogisticRegression(C=strength, solver="liblinear", random_state=SEED, max_iter=300)
    regression.fit(
        _matrix(rows, names), np.asarray(labels), sample_weight=None if weights is None else np.asarray(weights)
    )
    kept = {n: round(float(w), 3) for n, w in zip(names, regression.coef_[0], strict=True) if abs(w) >= SMALLEST}
    return LinearModel(round(float(regression.intercept_[0]), 3), kept)


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
