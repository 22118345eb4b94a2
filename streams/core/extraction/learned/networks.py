"""Small neural networks over named features: they see what features say together, where a linear model adds them up.

Each feature has a row of whole numbers. The rows of what is there are added, most sums count as zero below zero, and
each question weighs the sums in its own way. All is done in whole numbers: the answer is the same in whatever order the
features come, in whatever batch, and on every machine. Networks are trained by `tools.training`.
"""

from base64 import b64decode, b64encode
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from streams.core.extraction.learned.linear import probability_of

Sums: TypeAlias = "NDArray[np.int32]"
"""What the rows of some features add up to; or a line of that for each of several."""

Key = TypeVar("Key", bound=Hashable)

UNIT = 64
"""Parts of one in which rows and weights are counted."""

NO = -30.0
"""Log-odds of what never is."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a network is asked: how each of its sums speaks for yes, and how likely yes is before all else."""

    bias: int
    weights: NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """One layer of sums with a question for each thing to be judged; a feature that training never saw adds nothing."""

    rows: Mapping[str, int]
    """Where in the table the numbers of each feature stand."""
    table: NDArray[np.int8]
    bias: Sums
    """What each sum starts with. Those that may fall below zero come last and have none."""
    questions: Mapping[str, Question]

    def sums_of(self, names: Iterable[str]) -> Sums:
        """Add up the rows of features, each of which is to be named once."""
        return self.table[np.array(self._known(names), dtype=np.intp)].sum(axis=0, dtype=np.int32)  # type: ignore[no-any-return]

    def sums_of_each(self, groups: Iterable[Iterable[str]]) -> Sums:
        """Add up the rows of each group of features, a line of sums for each: faster than one group after the other."""
        known = [self._known(names) for names in groups]
        sizes = np.array([len(group) for group in known], dtype=np.intp)
        told = sizes > 0
        added = np.zeros((len(known), self.table.shape[1]), np.int32)
        if told.any():
            rows = self.table[np.array([row for group in known for row in group], dtype=np.intp)]
            added[told] = np.add.reduceat(rows, (np.cumsum(sizes) - sizes)[told], axis=0, dtype=np.int32)
        return added

    def sums_by_key(self, groups: Mapping[Key, Iterable[str]], keys: Sequence[Key]) -> Sums:
        """Add up the rows of each group once; returns a line of sums for each key, that of its group."""
        line = {key: n for n, key in enumerate(groups)}
        return self.sums_of_each(groups.values())[[line[key] for key in keys]]

    def _known(self, names: Iterable[str]) -> list[int]:
        return [row for row in map(self.rows.get, names) if row is not None]

    def logit(self, question: str, sums: Sums) -> float:
        """Log-odds of yes, given the sums of all that is there; what training was never asked is answered no."""
        return self._logits(question, sums[np.newaxis])[0]

    def probability(self, question: str, sums: Sums) -> float:
        """Probability of yes, in (0, 1)."""
        return probability_of(self.logit(question, sums))

    def probabilities(self, questions: Sequence[str], sums: Sums) -> list[float]:
        """Probability of yes for each line of sums, to a question of its own."""
        found = [0.0] * len(questions)
        for question in set(questions):
            lines = [n for n, asked in enumerate(questions) if asked == question]
            for n, logit in zip(lines, self._logits(question, sums[lines]), strict=True):
                found[n] = probability_of(logit)
        return found

    def _logits(self, question: str, sums: Sums) -> list[float]:
        asked, rectified = self.questions.get(question), len(self.bias)
        if asked is None:
            return [NO] * len(sums)
        spoken = np.maximum(sums[:, :rectified] + self.bias, 0) @ asked.weights[:rectified]
        if sums.shape[1] > rectified:
            spoken = spoken + sums[:, rectified:] @ asked.weights[rectified:]
        return [(asked.bias + said) / UNIT**2 for said in spoken.tolist()]


def network_from(data: Mapping[str, Any]) -> Network:
    """Return a network from the parsed JSON of a weights file."""
    names, bias = data["features"], np.array(data["bias"], dtype=np.int32)
    table = np.frombuffer(b64decode(data["table"]), dtype=np.int8).reshape(len(names), data["sums"])
    questions = {n: Question(q["bias"], np.array(q["weights"], dtype=np.int64)) for n, q in data["questions"].items()}
    return Network({name: row for row, name in enumerate(names)}, table, bias, questions)


def network_as_data(network: Network) -> dict[str, Any]:
    """Return a network in the form of the weights file."""
    return {
        "features": list(network.rows),
        "table": b64encode(network.table.tobytes()).decode(),
        "sums": network.table.shape[1],
        "bias": network.bias.tolist(),
        "questions": {n: {"bias": q.bias, "weights": q.weights.tolist()} for n, q in network.questions.items()},
    }
