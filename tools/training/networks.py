"""Fit a small neural network to named features: Adam on the cross-entropy, with dropout of features and hidden units.

Written here because no library that we depend on can: scikit-learn's perceptron has neither dropout nor several output
heads, and the frameworks that have both are a thousand times as large as what is fitted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.learned.networks import UNIT, Network, OutputHead

Array = Any
"""A numpy array of 32-bit numbers."""

SEED = 20_240_509
INPUT_DROPOUT = 0.4
"""Share of a row's features that are dropped, anew in each batch: the network can rely on none of them alone."""
HIDDEN_DROPOUT = 0.3
WEIGHT_DECAY = 1e-4
LEARNING_RATE = 2e-3
"""Adam's step size at the start; it decays linearly to zero."""
MIN_STEPS = 400
"""At least so many optimiser steps are taken, however few rows there are."""
_SMALLEST, _LARGEST = -128, 127


class TrainingRow(NamedTuple):
    """One labelled example: its features, the output head that it trains, its label and its weight."""

    names: Sequence[str]
    head: str
    label: int
    weight: float


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """Hyperparameters: an ensemble of `ensemble_size` networks with `hidden` units each, trained independently.

    A feature that occurs in fewer than `min_count` rows is dropped from the vocabulary.
    """

    ensemble_size: int = 2
    hidden: int = 32
    epochs: int = 8
    batch: int = 256
    min_count: int = 15


def fit_network(rows: Sequence[TrainingRow], plan: TrainingPlan) -> Network:
    """Return a network with an output head for each that occurs in `rows`."""
    counts = Counter(name for row in rows for name in row.names)
    names = sorted(name for name, count in counts.items() if count >= plan.min_count)
    heads = sorted({row.head for row in rows})
    if not rows:
        return Network({}, np.zeros((0, 0), np.int8), np.zeros(0, np.int32), {})
    head_of = {head: n for n, head in enumerate(heads)}
    features = _matrix(rows, names)
    head_of_rows = np.array([head_of[row.head] for row in rows])
    labels = np.array([row.label for row in rows], dtype=np.float32)
    importance = np.array([row.weight for row in rows], dtype=np.float32)
    learners = [_Learner(len(names), plan, len(heads), SEED + member) for member in range(plan.ensemble_size)]
    for learner in learners:
        learner.fit(features, head_of_rows, labels, importance)
    return _together(learners, names, heads)


def _together(learners: Sequence["_Learner"], names: Sequence[str], heads: Sequence[str]) -> Network:
    """Return the ensemble as one network whose log-odds are the mean of its members', quantised to integers."""
    table = np.concatenate([learner.table for learner in learners], axis=1)
    table = np.clip(np.rint(table * UNIT), _SMALLEST, _LARGEST).astype(np.int8)
    weights = np.concatenate([learner.weights for learner in learners], axis=1) / len(learners)
    head_bias = np.mean([learner.head_bias for learner in learners], axis=0)
    triage_labels = np.flatnonzero(table.any(axis=1)).tolist()
    return Network(
        {names[old]: new for new, old in enumerate(triage_labels)},
        table[triage_labels],
        np.rint(np.concatenate([learner.bias for learner in learners]) * UNIT).astype(np.int32),
        {
            head: OutputHead(round(float(head_bias[n]) * UNIT**2), np.rint(weights[n] * UNIT).astype(np.int64))
            for n, head in enumerate(heads)
        },
    )


def mean_with_linear(network: Network, linear: Mapping[str, LinearModel]) -> Network:
    """Return the mean of the log-odds of a network and of a linear model for each of its output heads.

    What speaks for an answer by itself adds up in a linear model: of two sure reports the plainer is the surer.
    """
    names = sorted({*network.rows, *(name for model in linear.values() for name in model.weights)})
    table = np.zeros((len(names), network.table.shape[1] + len(linear)), np.int8)
    for row, name in enumerate(names):
        if name in network.rows:
            table[row, : network.table.shape[1]] = network.table[network.rows[name]]
        halves = [model.weights.get(name, 0.0) / 2 * UNIT for model in linear.values()]
        table[row, network.table.shape[1] :] = np.clip(np.rint(halves), _SMALLEST, _LARGEST)
    own = np.eye(len(linear), dtype=np.int64) * UNIT
    heads = {
        name: OutputHead(
            round((network.heads[name].bias + model.bias * UNIT**2) / 2),
            np.concatenate([np.rint(network.heads[name].weights / 2).astype(np.int64), own[number]]),
        )
        for number, (name, model) in enumerate(linear.items())
    }
    return Network({name: row for row, name in enumerate(names)}, table, network.bias, heads)


def _matrix(rows: Sequence[TrainingRow], names: Sequence[str]) -> csr_matrix:
    column = {name: n for n, name in enumerate(names)}
    indices, ends = [], [0]
    for row in rows:
        indices += [column[name] for name in row.names if name in column]
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(len(rows), len(names)))


class _Learner:
    """The parameters of one member of the ensemble, with Adam's running moments of their gradients."""

    def __init__(self, features: int, plan: TrainingPlan, heads: int, seed: int) -> None:
        self._chance, self._plan = np.random.default_rng(seed), plan
        self.table = self._chance.normal(0, 0.05, (features, plan.hidden)).astype(np.float32)
        self.bias = np.zeros(plan.hidden, np.float32)
        self.weights = self._chance.normal(0, 0.3, (heads, plan.hidden)).astype(np.float32)
        self.head_bias = np.zeros(heads, np.float32)
        self._parameters = (self.table, self.bias, self.weights, self.head_bias)
        self._mean = [np.zeros_like(one) for one in self._parameters]
        self._square = [np.zeros_like(one) for one in self._parameters]

    def fit(self, rows: csr_matrix, head_of: Array, labels: Array, importance: Array) -> None:
        """Train for the planned number of epochs on shuffled mini-batches."""
        size = min(self._plan.batch, rows.shape[0])
        batches = rows.shape[0] // size
        epochs = max(self._plan.epochs, -(-MIN_STEPS // batches))
        step, steps = 0, epochs * batches
        for _ in range(epochs):
            order = self._chance.permutation(rows.shape[0])
            for start in range(0, rows.shape[0] - size + 1, size):
                batch, step = order[start : start + size], step + 1
                gradients = self._gradients(rows[batch], head_of[batch], labels[batch], importance[batch])
                self._step(gradients, LEARNING_RATE * (1 - step / steps), step)

    def _gradients(self, rows: csr_matrix, head_of: Array, labels: Array, importance: Array) -> tuple[Array, ...]:
        """Return the gradient of the loss of a mini-batch for each parameter."""
        rows.data = self._dropout_mask(rows.data.shape, INPUT_DROPOUT)
        hidden = rows @ self.table + self.bias
        mask = self._dropout_mask(hidden.shape, HIDDEN_DROPOUT) * (hidden > 0)
        activations, weights = hidden * mask, self.weights[head_of]
        prediction = 1 / (1 + np.exp(-((activations * weights).sum(axis=1) + self.head_bias[head_of])))
        error = ((prediction - labels) * importance / len(labels)).astype(np.float32)
        of_hidden = error[:, None] * weights * mask
        of_weights, of_head_bias = np.zeros_like(self.weights), np.zeros_like(self.head_bias)
        np.add.at(of_weights, head_of, activations * error[:, None])
        np.add.at(of_head_bias, head_of, error)
        return (
            rows.T @ of_hidden + WEIGHT_DECAY * self.table,
            of_hidden.sum(axis=0),
            of_weights + WEIGHT_DECAY * self.weights,
            of_head_bias,
        )

    def _dropout_mask(self, shape: tuple[int, ...], rate: float) -> Array:
        """Return an inverted dropout mask: 0 for what is dropped, 1 / (1 - rate) for the rest."""
        return (self._chance.random(shape) >= rate).astype(np.float32) / np.float32(1 - rate)

    def _step(self, gradients: tuple[Array, ...], rate: float, step: int) -> None:
        for one, mean, square, gradient in zip(self._parameters, self._mean, self._square, gradients, strict=True):
            np.add(0.9 * mean, 0.1 * gradient, out=mean)
            np.add(0.999 * square, 0.001 * gradient * gradient, out=square)
            np.subtract(one, rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8), out=one)
