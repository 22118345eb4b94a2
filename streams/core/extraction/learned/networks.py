"""Networks of one hidden layer over named binary features, with one output head for each question asked of them.

Each feature has a row in an embedding table; the rows of the features present are added up to the hidden layer, whose
rectified units each output head weighs. All arithmetic is on integers: the result does not depend on the order of the
features, the batch or the machine. Networks are trained by `tools.training`.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from streams.core.extraction.learned.linear import probability_of

Activations: TypeAlias = "NDArray[np.int32]"
"""Activations of the hidden layer before its non-linearity: a vector, or a matrix with a row for each instance."""

Key = TypeVar("Key", bound=Hashable)

UNIT = 64
"""Fixed-point scale of table and weights: the integer 64 stands for 1.0."""

NO = -30.0
"""Log-odds that an output head which was never trained returns."""


_DIGITS = "".join(map(chr, (*range(0x23, 0x5C), *range(0x5D, 0x7F), *range(0xA1, 0x146))))
"""A character for each value of a byte, those that JSON leaves as they are. A file of whole bytes packs a fifth better
than one in base64, which spreads each value over two characters: the wheel is 230 kB smaller."""
_BYTES = (value % 256 for n in range(128) for value in (n, ~n))
_DIGIT_OF = dict(zip(_BYTES, _DIGITS, strict=True))
"""Values near zero are by far the most, and have digits of one byte."""
_BYTE_OF = {ord(digit): byte for byte, digit in _DIGIT_OF.items()}


@dataclass(frozen=True, slots=True)
class OutputHead:
    """The weights of the hidden units for one binary question, and its bias."""

    bias: int
    weights: NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """A hidden layer with its output heads; a feature that was not seen in training adds nothing."""

    rows: Mapping[str, int]
    """The row of each feature in the table."""
    table: NDArray[np.int8]
    bias: Activations
    """Bias of each rectified hidden unit. The linear units, which are not rectified, come last and have none."""
    heads: Mapping[str, OutputHead]

    def hidden_of(self, names: Iterable[str]) -> Activations:
        """Return the hidden activations of one instance; each feature is named once."""
        return self.table[np.array(self._known(names), dtype=np.intp)].sum(axis=0, dtype=np.int32)  # type: ignore[no-any-return]

    def hidden_of_each(self, groups: Iterable[Iterable[str]]) -> Activations:
        """Return the hidden activations of many instances, a row each: faster than one instance after the other."""
        known = [self._known(names) for names in groups]
        sizes = np.array([len(group) for group in known], dtype=np.intp)
        present = sizes > 0
        added = np.zeros((len(known), self.table.shape[1]), np.int32)
        if present.any():
            rows = self.table[np.array([row for group in known for row in group], dtype=np.intp)]
            added[present] = np.add.reduceat(rows, (np.cumsum(sizes) - sizes)[present], axis=0, dtype=np.int32)
        return added

    def hidden_by_key(self, groups: Mapping[Key, Iterable[str]], keys: Sequence[Key]) -> Activations:
        """Return a row of hidden activations for each key, those of its group; each group is computed once."""
        line = {key: n for n, key in enumerate(groups)}
        return self.hidden_of_each(groups.values())[[line[key] for key in keys]]

    def _known(self, names: Iterable[str]) -> list[int]:
        return [row for row in map(self.rows.get, names) if row is not None]

    def logit(self, head: str, hidden: Activations) -> float:
        """Log-odds of a head, given the hidden activations; `NO` for a head that training never saw."""
        return self._logits(head, hidden[np.newaxis])[0]

    def probability(self, head: str, hidden: Activations) -> float:
        """Probability of a head, in (0, 1)."""
        return probability_of(self.logit(head, hidden))

    def probabilities(self, heads: Sequence[str], hidden: Activations) -> list[float]:
        """Return the probability of each row of hidden activations, by the head named beside it."""
        found = [0.0] * len(heads)
        for head in set(heads):
            lines = [n for n, wanted in enumerate(heads) if wanted == head]
            for n, logit in zip(lines, self._logits(head, hidden[lines]), strict=True):
                found[n] = probability_of(logit)
        return found

    def _logits(self, head: str, hidden: Activations) -> list[float]:
        output, rectified = self.heads.get(head), len(self.bias)
        if output is None:
            return [NO] * len(hidden)
        logits = np.maximum(hidden[:, :rectified] + self.bias, 0) @ output.weights[:rectified]
        if hidden.shape[1] > rectified:
            logits = logits + hidden[:, rectified:] @ output.weights[rectified:]
        return [(output.bias + logit) / UNIT**2 for logit in logits.tolist()]


def network_from(data: Mapping[str, Any]) -> Network:
    """Return a network from the parsed JSON of a weights file."""
    names, bias = data["features"], np.array(data["bias"], dtype=np.int32)
    table = np.frombuffer(_unpacked(data["table"]), dtype=np.int8).reshape(len(names), data["sums"])
    heads = {n: OutputHead(q["bias"], np.array(q["weights"], dtype=np.int64)) for n, q in data["questions"].items()}
    return Network({name: row for row, name in enumerate(names)}, table, bias, heads)


def network_as_data(network: Network) -> dict[str, Any]:
    """Return a network in the form of the weights file."""
    return {
        "features": list(network.rows),
        "table": _packed(network.table.tobytes()),
        "sums": network.table.shape[1],
        "bias": network.bias.tolist(),
        "questions": {n: {"bias": q.bias, "weights": q.weights.tolist()} for n, q in network.heads.items()},
    }


def _packed(table: bytes) -> str:
    """Return a digit for each byte of a table."""
    return table.decode("latin-1").translate(_DIGIT_OF)


def _unpacked(digits: str) -> bytes:
    return digits.translate(_BYTE_OF).encode("latin-1")
