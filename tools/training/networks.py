"""Fit a small neural network to named features: Adam on the cross-entropy, with features and sums left out by chance.

Written here because the libraries that ours depends on cannot: scikit-learn's perceptron leaves nothing out by chance
and answers one question, and the frameworks that can are a thousand times as large as what is fitted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.learned.networks import UNIT, Network, Question

Array = Any
"""A numpy array of 32-bit numbers."""

SEED = 20_240_509
LEFT_OUT = 0.4
"""Share of a row's features that are left out by chance, anew each time: none can be relied on alone."""
SUMS_LEFT_OUT = 0.3
PENALTY = 1e-4
RATE = 2e-3
"""Adam's step at the start; it shrinks to nothing in the end."""
FEWEST_STEPS = 400
"""However few rows there are, so many steps are taken."""
_SMALLEST, _LARGEST = -128, 127


class Row(NamedTuple):
    """Something that was judged by hand: its features, the question, the answer, and how much it counts."""

    names: Sequence[str]
    question: str
    label: int
    weight: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a network is and how long it learns; a feature in fewer than `seen` rows is left out.

    It is put together of so many `members`, learned apart from each other, each with so many `sums`.
    """

    members: int = 2
    sums: int = 32
    rounds: int = 8
    batch: int = 256
    seen: int = 15


def fit_network(rows: Sequence[Row], plan: Plan) -> Network:
    """Return a network that answers the questions of `rows`."""
    counts = Counter(name for row in rows for name in row.names)
    names = sorted(name for name, seen in counts.items() if seen >= plan.seen)
    questions = sorted({row.question for row in rows})
    if not rows:
        return Network({}, np.zeros((0, 0), np.int8), np.zeros(0, np.int32), {})
    asked = {question: n for n, question in enumerate(questions)}
    seen = _matrix(rows, names)
    asked_of_rows = np.array([asked[row.question] for row in rows])
    labels = np.array([row.label for row in rows], dtype=np.float32)
    importance = np.array([row.weight for row in rows], dtype=np.float32)
    learners = [_Learner(len(names), plan, len(questions), SEED + member) for member in range(plan.members)]
    for learner in learners:
        learner.learn(seen, asked_of_rows, labels, importance)
    return _together(learners, names, questions)


def _together(learners: Sequence["_Learner"], names: Sequence[str], questions: Sequence[str]) -> Network:
    """Return the mean of the log-odds of what was learned, in whole numbers."""
    table = np.concatenate([learner.table for learner in learners], axis=1)
    table = np.clip(np.rint(table * UNIT), _SMALLEST, _LARGEST).astype(np.int8)
    weights = np.concatenate([learner.weights for learner in learners], axis=1) / len(learners)
    answers = np.mean([learner.answers for learner in learners], axis=0)
    telling = np.flatnonzero(table.any(axis=1)).tolist()
    return Network(
        {names[old]: new for new, old in enumerate(telling)},
        table[telling],
        np.rint(np.concatenate([learner.bias for learner in learners]) * UNIT).astype(np.int32),
        {
            question: Question(round(float(answers[n]) * UNIT**2), np.rint(weights[n] * UNIT).astype(np.int64))
            for n, question in enumerate(questions)
        },
    )


def mean_with_linear(network: Network, straight: Mapping[str, LinearModel]) -> Network:
    """Return the mean of the log-odds of a network and of a linear model for each of its questions.

    What speaks for an answer by itself adds up in a linear model: of two sure reports the plainer is the surer.
    """
    names = sorted({*network.rows, *(name for model in straight.values() for name in model.weights)})
    table = np.zeros((len(names), network.table.shape[1] + len(straight)), np.int8)
    for row, name in enumerate(names):
        if name in network.rows:
            table[row, : network.table.shape[1]] = network.table[network.rows[name]]
        halves = [model.weights.get(name, 0.0) / 2 * UNIT for model in straight.values()]
        table[row, network.table.shape[1] :] = np.clip(np.rint(halves), _SMALLEST, _LARGEST)
    own = np.eye(len(straight), dtype=np.int64) * UNIT
    questions = {
        name: Question(
            round((network.questions[name].bias + model.bias * UNIT**2) / 2),
            np.concatenate([np.rint(network.questions[name].weights / 2).astype(np.int64), own[number]]),
        )
        for number, (name, model) in enumerate(straight.items())
    }
    return Network({name: row for row, name in enumerate(names)}, table, network.bias, questions)


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> csr_matrix:
    column = {name: n for n, name in enumerate(names)}
    indices, ends = [], [0]
    for row in rows:
        indices += [column[name] for name in row.names if name in column]
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(len(rows), len(names)))


class _Learner:
    """The numbers that are learned, and Adam's memory of how each has moved."""

    def __init__(self, features: int, plan: Plan, questions: int, seed: int) -> None:
        self._chance, self._plan = np.random.default_rng(seed), plan
        self.table = self._chance.normal(0, 0.05, (features, plan.sums)).astype(np.float32)
        self.bias = np.zeros(plan.sums, np.float32)
        self.weights = self._chance.normal(0, 0.3, (questions, plan.sums)).astype(np.float32)
        self.answers = np.zeros(questions, np.float32)
        self._learned = (self.table, self.bias, self.weights, self.answers)
        self._mean = [np.zeros_like(one) for one in self._learned]
        self._square = [np.zeros_like(one) for one in self._learned]

    def learn(self, rows: csr_matrix, asked: Array, labels: Array, importance: Array) -> None:
        """Go through all rows, in batches and in an order by chance, as often as planned."""
        size = min(self._plan.batch, rows.shape[0])
        batches = rows.shape[0] // size
        rounds = max(self._plan.rounds, -(-FEWEST_STEPS // batches))
        step, steps = 0, rounds * batches
        for _ in range(rounds):
            order = self._chance.permutation(rows.shape[0])
            for start in range(0, rows.shape[0] - size + 1, size):
                batch, step = order[start : start + size], step + 1
                slopes = self._slopes(rows[batch], asked[batch], labels[batch], importance[batch])
                self._move(slopes, RATE * (1 - step / steps), step)

    def _slopes(self, rows: csr_matrix, asked: Array, labels: Array, importance: Array) -> tuple[Array, ...]:
        """Return how the loss of a batch grows with each number."""
        rows.data = self._kept(rows.data.shape, LEFT_OUT)
        sums = rows @ self.table + self.bias
        kept = self._kept(sums.shape, SUMS_LEFT_OUT) * (sums > 0)
        spoken, weights = sums * kept, self.weights[asked]
        said = 1 / (1 + np.exp(-((spoken * weights).sum(axis=1) + self.answers[asked])))
        wrong = ((said - labels) * importance / len(labels)).astype(np.float32)
        of_sums = wrong[:, None] * weights * kept
        of_weights, of_answers = np.zeros_like(self.weights), np.zeros_like(self.answers)
        np.add.at(of_weights, asked, spoken * wrong[:, None])
        np.add.at(of_answers, asked, wrong)
        return (
            rows.T @ of_sums + PENALTY * self.table,
            of_sums.sum(axis=0),
            of_weights + PENALTY * self.weights,
            of_answers,
        )

    def _kept(self, shape: tuple[int, ...], left_out: float) -> Array:
        """Return 0 for what is left out by chance, and for the rest what makes up for it."""
        return (self._chance.random(shape) >= left_out).astype(np.float32) / np.float32(1 - left_out)

    def _move(self, slopes: tuple[Array, ...], rate: float, step: int) -> None:
        for one, mean, square, slope in zip(self._learned, self._mean, self._square, slopes, strict=True):
            np.add(0.9 * mean, 0.1 * slope, out=mean)
            np.add(0.999 * square, 0.001 * slope * slope, out=square)
            np.subtract(one, rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8), out=one)
